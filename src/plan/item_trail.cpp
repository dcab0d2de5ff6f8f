// SPDX-License-Identifier: Apache-2.0
#include "plan/item_trail.hpp"

#include <algorithm>
#include <set>

#include "plan/similarity.hpp"
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

struct Gramed {
  const KeyedItem* item = nullptr;
  Grams grams;
};

double likeness_of(const Gramed& a, const Gramed& b) {
  const double words = a.grams.likeness(b.grams);
  const bool one_title = !a.item->title.empty() && a.item->title == b.item->title;
  return one_title ? kTitleAlone + (1 - kTitleAlone) * words : words;
}

std::vector<Gramed> gramed(const std::vector<const KeyedItem*>& items) {
  std::vector<Gramed> out;
  out.reserve(items.size());
  for (const auto* item : items) out.push_back({item, Grams(item->words)});
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

/// The rest by likeness; of two that are as like none, unless one has the item's number.
void take_alike(const Sides& sides, std::map<std::string, std::string>& now) {
  constexpr double kSameNumber = 0.01, kTie = 1e-9;
  const auto before = gramed(sides.first), after = gramed(sides.second);
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < before.size(); ++i)
    for (std::size_t j = 0; j < after.size(); ++j)
      if (const double like = likeness_of(before[i], after[j]); like >= kSameItem)
        candidates.push_back({i, j, like + (before[i].item->key == after[j].item->key ? kSameNumber : 0)});
  const auto pairs = assign(candidates);
  std::set<std::size_t> taken;
  for (const auto& pair : pairs) taken.insert(pair.right);
  for (const auto& pair : pairs) {
    const bool tied = std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& c) {
      return c.left == pair.left && !taken.contains(c.right) && c.worth + kTie >= pair.worth;
    });
    if (!tied) now[before[pair.left].item->key] = after[pair.right].item->key;
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
  return a.words == b.words ? 1 : likeness_of({&a, Grams(a.words)}, {&b, Grams(b.words)});
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
