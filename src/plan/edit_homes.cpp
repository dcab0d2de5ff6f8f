// SPDX-License-Identifier: Apache-2.0
#include "plan/edit_homes.hpp"

#include "plan/similarity.hpp"

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
          made_on, [&](const KeyedItem& item) { return item_likeness(made_on, item); }, kSameItem, edit);
    if (home && says(*home, edit)) return home;
    constexpr double kPart = 0.7;
    const Grams mine(edit.words);
    return edit.words.empty()
               ? std::nullopt
               : only(
                     made_on, [&](const KeyedItem& item) { return mine.containment(Grams(item.words)); }, kPart, edit);
  }

  const Json& read(const std::string& item) const { return now_.at(item); }

 private:
  bool says(const std::string& item, const Edit& edit) const {
    const auto found = now_.find(item);
    return found != now_.end() && says_what_hangs(found->second, edit);
  }

  /// The best of the items in the same list that say what the edit hangs on, where it reaches `bar` and is alone.
  template <class F>
  std::optional<std::string> only(const KeyedItem& made_on, F measure, double bar, const Edit& edit) const {
    const std::string list = made_on.key.substr(0, made_on.key.rfind('/') + 2);
    std::optional<std::string> out;
    double most = 0;
    bool tied = false;
    for (auto i = now_.lower_bound(list); i != now_.end() && i->first.starts_with(list); ++i) {
      if (!says_what_hangs(i->second, edit)) continue;
      const double value = measure(keyed_item(i->first, i->second));
      if (value < bar || value < most) continue;
      tied = out && value == most;
      most = value;
      out = i->first;
    }
    return tied ? std::nullopt : out;
  }

  const std::map<std::string, Json>& now_;
  const ItemTrail& trail_;
  const ledger::Facts& facts_;
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
