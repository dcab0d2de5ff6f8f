// SPDX-License-Identifier: Apache-2.0
#include "plan/edit_homes.hpp"

#include <algorithm>

#include "plan/gram_index.hpp"

namespace limpid::plan {
namespace {

class HomeFinder {
 public:
  HomeFinder(const std::map<std::string, Json>& now, const ItemTrail& trail, const ledger::Facts& facts)
      : now_(now), trail_(trail), facts_(facts) {}

  std::optional<std::string> home_of(Edit edit) const {
    const auto standing = facts_.record("item", edit.item);
    const bool known = standing && standing->content.is_object();
    // Made by an earlier release, which kept no words of the item.
    if (edit.words.empty() && known) remember_item(edit, as_read(standing->content));
    const KeyedItem made_on{edit.item, edit.title, edit.words};
    std::optional<std::string> home;
    if (edit.words.empty())
      home = edit.item;
    else if (known && item_likeness(made_on, keyed_item(edit.item, as_read(standing->content))) >= kSameItem)
      home = trail_.follow(edit.item);
    else
      home = only(
          made_on, GramIndex::By::likeness,
          [&](const KeyedItem& item, const Grams&) { return item_likeness(made_on, item); }, kSameItem, edit);
    if (home && says(*home, edit)) return home;
    constexpr double kPart = 0.7;
    const Grams mine(edit.words);
    return edit.words.empty()
               ? std::nullopt
               : only(
                     made_on, GramIndex::By::containment,
                     [&](const KeyedItem&, const Grams& theirs) { return mine.containment(theirs); }, kPart, edit);
  }

  const Json& read(const std::string& item) const { return now_.at(item); }

 private:
  bool says(const std::string& item, const Edit& edit) const {
    const auto found = now_.find(item);
    return found != now_.end() && says_what_hangs(found->second, edit);
  }

  /// The items of a list by their words.
  struct List {
    std::vector<KeyedItem> items;
    GramIndex index{{}};
  };

  const List& list_of(const std::string& prefix) const {
    const auto [found, added] = lists_.try_emplace(prefix);
    if (!added) return found->second;
    std::vector<Grams> grams;
    for (auto i = now_.lower_bound(prefix); i != now_.end() && i->first.starts_with(prefix); ++i) {
      found->second.items.push_back(keyed_item(i->first, i->second));
      grams.emplace_back(found->second.items.back().words);
    }
    found->second.index = GramIndex(std::move(grams));
    return found->second;
  }

  /// The best of the items in the same list that say what the edit hangs on, where it reaches `bar` and is alone. Of a
  /// long list those that share most of its words are asked: one that is not among them does not fit.
  template <class F>
  std::optional<std::string> only(const KeyedItem& made_on, GramIndex::By by, F measure, double bar,
                                  const Edit& edit) const {
    const auto& list = list_of(made_on.key.substr(0, made_on.key.rfind('/') + 2));
    const auto at = std::lower_bound(list.items.begin(), list.items.end(), made_on.key,
                                     [](const KeyedItem& item, const std::string& key) { return item.key < key; });
    std::optional<std::string> out;
    double most = 0;
    bool tied = false;
    for (const auto i :
         list.index.nearest(Grams(made_on.words), by, static_cast<std::size_t>(at - list.items.begin()))) {
      const auto& item = list.items[i];
      if (!says(item.key, edit)) continue;
      const double value = measure(item, list.index[i]);
      if (value < bar || value < most) continue;
      tied = out && value == most;
      most = value;
      out = item.key;
    }
    return tied ? std::nullopt : out;
  }

  const std::map<std::string, Json>& now_;
  const ItemTrail& trail_;
  const ledger::Facts& facts_;
  mutable std::map<std::string, List> lists_;
};

}  // namespace

EditHomes find_edit_homes(const std::string& document, const std::map<std::string, Json>& now, const ItemTrail& trail,
                          const ledger::Facts& facts) {
  const HomeFinder finder(now, trail, facts);
  EditHomes out;
  for (const auto& record : facts.records("edit", document + "/")) {
    if (!record.content.is_object()) continue;
    auto edit = record.content.get<Edit>();
    if (edit.state == "withdrawn") {
      edit.item = trail.follow(edit.item).value_or(edit.item);
      if (now.contains(edit.item)) out.of_item[edit.item].emplace_back(record.key, std::move(edit));
      continue;
    }
    if (const auto home = finder.home_of(edit)) {
      edit.item = *home;
      remember_item(edit, finder.read(*home));
      out.of_item[*home].emplace_back(record.key, std::move(edit));
      continue;
    }
    edit.state = "unfit";
    out.unfit.emplace_back(record.key, std::move(edit));
  }
  for (auto& [_, edits] : out.of_item) sort_edits(edits);
  return out;
}

}  // namespace limpid::plan
