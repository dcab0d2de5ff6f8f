// SPDX-License-Identifier: Apache-2.0
#include "plan/item_trail.hpp"

#include <algorithm>
#include <set>

#include "plan/gram_index.hpp"
#include "plan/suggest.hpp"
#include "plan/suggest_rules.hpp"

namespace limpid::plan {
namespace {

/// `zezhou-2022/water/m` of an item's key: its plan and list.
std::string list_of_item(const std::string& key) {
  return key.substr(0, key.rfind('/') + 2);
}

/// What of two items of one title is alike in any case.
constexpr double kTitleAlone = 0.6;

double likeness_of(double words, const KeyedItem& a, const KeyedItem& b) {
  const bool one_title = !a.title.empty() && a.title == b.title;
  return one_title ? kTitleAlone + (1 - kTitleAlone) * words : words;
}

std::vector<Grams> grams_of(const std::vector<const KeyedItem*>& items) {
  std::vector<Grams> out;
  out.reserve(items.size());
  for (const auto* item : items) out.emplace_back(item->words);
  return out;
}

using Sides = std::pair<std::vector<const KeyedItem*>, std::vector<const KeyedItem*>>;

/// Items of the same words, those that keep their number before all; they leave the lists.
void take_same(Sides& sides, std::map<std::string, std::string>& now) {
  auto& [before, after] = sides;
  for (const bool same_key : {true, false}) {
    std::multimap<std::string, const KeyedItem*> known;
    const auto place = [&](const KeyedItem* i) { return i->words + (same_key ? "\n" + i->key : ""); };
    for (const auto* item : after) known.emplace(place(item), item);
    std::set<const KeyedItem*> taken;
    std::erase_if(before, [&](const KeyedItem* item) {
      const auto found = known.find(place(item));
      if (found == known.end()) return false;
      now[item->key] = found->second->key;
      taken.insert(found->second);
      known.erase(found);
      return true;
    });
    std::erase_if(after, [&](const KeyedItem* item) { return taken.contains(item); });
  }
}

/// What of the new items each old one may be: by `left`, each of the few that share most of its words.
std::vector<Candidate> candidates_of(const std::vector<const KeyedItem*>& before,
                                     const std::vector<const KeyedItem*>& after) {
  constexpr double kSameNumber = 0.01;
  std::vector<Candidate> out;
  const GramIndex index(grams_of(after));
  for (std::size_t i = 0; i < before.size(); ++i) {
    const Grams mine(before[i]->words);
    for (const auto j : index.nearest(mine, GramIndex::By::likeness, i * after.size() / before.size()))
      if (const double like = likeness_of(mine.likeness(index[j]), *before[i], *after[j]); like >= kSameItem)
        out.push_back({i, j, like + (before[i]->key == after[j]->key ? kSameNumber : 0)});
  }
  return out;
}

/// The rest by likeness; of two that are as like none, unless one has the item's number.
void take_alike(const Sides& sides, std::map<std::string, std::string>& now) {
  constexpr double kTie = 1e-9;
  const auto& [before, after] = sides;
  const auto candidates = candidates_of(before, after);
  const auto pairs = assign(candidates);
  std::set<std::size_t> taken;
  for (const auto& pair : pairs) taken.insert(pair.right);
  auto own = candidates.begin();
  for (const auto& pair : pairs) {
    own = std::find_if(own, candidates.end(), [&](const Candidate& c) { return c.left >= pair.left; });
    bool tied = false;
    for (; own != candidates.end() && own->left == pair.left; ++own)
      tied = tied || (!taken.contains(own->right) && own->worth + kTie >= pair.worth);
    if (!tied) now[before[pair.left]->key] = after[pair.right]->key;
  }
}

}  // namespace

KeyedItem keyed_item(const std::string& key, const Json& item) {
  const std::string title = item.value("title", item.value("section", ""));
  std::string words = words_of_item(item);
  if (words != title) words.insert(0, title);
  return {key, without_blanks(title), without_blanks(words)};
}

double item_likeness(const KeyedItem& a, const KeyedItem& b) {
  return a.words == b.words ? 1 : likeness_of(Grams(a.words).likeness(Grams(b.words)), a, b);
}

ItemTrail::ItemTrail(const std::vector<KeyedItem>& before, const std::vector<KeyedItem>& now) {
  std::map<std::string, Sides> lists;
  for (const auto& item : before) lists[list_of_item(item.key)].first.push_back(&item);
  for (const auto& item : now) lists[list_of_item(item.key)].second.push_back(&item);
  for (auto& [_, sides] : lists) {
    take_same(sides, now_);
    take_alike(sides, now_);
  }
}

std::optional<std::string> ItemTrail::follow(const std::string& key) const {
  const auto found = now_.find(key);
  return found == now_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace limpid::plan
