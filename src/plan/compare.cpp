// SPDX-License-Identifier: Apache-2.0
#include "plan/compare.hpp"

#include <algorithm>
#include <map>

#include "base/data_file.hpp"
#include "plan/compare/binding.hpp"
#include "plan/key.hpp"
#include "plan/side_by_side.hpp"

namespace limpid::plan::comparing {
namespace {

constexpr double kLikeItem = 0.4;
constexpr double kLikeTitle = 0.75;
constexpr double kLikeGroup = 0.5;

/// What a pair of items is worth; 0: they do not belong together.
double worth_of(const Item& a, const Item& b) {
  if (a.letter != b.letter) return 0;
  const double like = a.grams.likeness(b.grams);
  const double title = a.title.empty() || b.title.empty() ? 0 : a.title_grams.likeness(b.title_grams);
  if (like < kLikeItem && title < kLikeTitle) return 0;
  // Of like ones the one at the same place.
  return like + 0.3 * title + (a.segment == b.segment ? 0.1 : 0) + (a.number == b.number ? 0.02 : 0);
}

/// Items that say the same are taken in their order first, those at the same place before all; the rest is assigned.
std::vector<std::optional<std::size_t>> counterparts(const std::vector<Item>& before, const std::vector<Item>& after) {
  std::vector<std::optional<std::size_t>> of_after(after.size());
  std::vector<bool> taken(before.size());
  for (const bool same_place : {true, false}) {
    std::multimap<std::string, std::size_t> known;
    const auto place = [&](const Item& i) {
      return std::string(1, i.letter) + i.normal + (same_place ? "|" + i.key : "");
    };
    for (std::size_t i = 0; i < before.size(); ++i)
      if (!taken[i]) known.emplace(place(before[i]), i);
    for (std::size_t j = 0; j < after.size(); ++j) {
      if (of_after[j]) continue;
      const auto found = known.find(place(after[j]));
      if (found == known.end()) continue;
      of_after[j] = found->second;
      taken[found->second] = true;
      known.erase(found);
    }
  }
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < before.size(); ++i)
    for (std::size_t j = 0; j < after.size(); ++j)
      if (!taken[i] && !of_after[j])
        if (const double worth = worth_of(before[i], after[j]); worth > 0) candidates.push_back({i, j, worth});
  for (const auto& c : assign(std::move(candidates))) of_after[c.right] = c.left;
  return of_after;
}

bool changed_group(const Item& a, const Item& b) {
  return !a.group.empty() && !b.group.empty() && Grams(a.group).likeness(Grams(b.group)) < kLikeGroup;
}

/// Of numbers, which are in the longest run that rises.
std::vector<bool> in_longest_rise(const std::vector<std::size_t>& numbers) {
  std::vector<std::size_t> ends, of_end, before(numbers.size());  // the lowest end of a run of each length, and whose
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto at = static_cast<std::size_t>(std::lower_bound(ends.begin(), ends.end(), numbers[i]) - ends.begin());
    before[i] = at == 0 ? numbers.size() : of_end[at - 1];
    if (at == ends.size()) {
      ends.push_back(numbers[i]);
      of_end.push_back(i);
    } else {
      ends[at] = numbers[i];
      of_end[at] = i;
    }
  }
  std::vector<bool> in(numbers.size());
  if (of_end.empty()) return in;
  for (std::size_t i = of_end.back(); i < numbers.size(); i = before[i]) in[i] = true;
  return in;
}

/// Of each item of the later version, whether it passed others of its list. Whose numbers only shifted behind one that
/// came, went or moved stayed where they were: most of a list keeps its order, and the fewest that do not have moved.
std::vector<bool> out_of_order(const std::vector<Item>& before, const std::vector<Item>& after,
                               const std::vector<std::optional<std::size_t>>& of_after) {
  std::map<std::pair<std::string, char>, std::vector<std::size_t>> lists;
  for (std::size_t j = 0; j < after.size(); ++j) {
    if (!of_after[j]) continue;
    const Item &a = before[*of_after[j]], &b = after[j];
    if (a.segment == b.segment && !changed_group(a, b)) lists[{b.segment, b.letter}].push_back(j);
  }
  std::vector<bool> out(after.size());
  for (const auto& [list, items] : lists) {
    std::vector<std::size_t> places;
    places.reserve(items.size());
    for (const auto j : items) places.push_back(*of_after[j]);
    const auto kept = in_longest_rise(places);
    for (std::size_t k = 0; k < items.size(); ++k) out[items[k]] = !kept[k];
  }
  return out;
}

/// Where the item went, if it did.
void compare_places(const Pair& pair, bool passed_others, std::vector<Change>& out) {
  const Item &a = pair.before, &b = pair.after;
  if (a.segment != b.segment) {
    out.push_back(pair.change(ChangeKind::moved, "compare.moved_plan", {{"before", a.key}, {"after", b.key}}, &a.name(),
                              &b.name()));
  } else if (changed_group(a, b)) {
    out.push_back(pair.change(ChangeKind::moved, "compare.moved_group", {{"before", a.group}, {"after", b.group}},
                              &a.name(), &b.name()));
  } else if (passed_others) {
    // Where each group counts anew the number may be the same.
    out.push_back(pair.change(ChangeKind::moved, a.number == b.number ? "compare.moved_order" : "compare.renumbered",
                              {{"before", a.number}, {"after", b.number}}, &a.name(), &b.name()));
  }
}

ItemState state_of(const ItemChange& item) {
  const auto has = [&](ChangeKind kind) {
    return std::any_of(item.changes.begin(), item.changes.end(), [&](const Change& c) { return c.kind == kind; });
  };
  const bool tight = has(ChangeKind::tightened), loose = has(ChangeKind::loosened);
  if (tight && loose) return ItemState::mixed;
  if (tight) return ItemState::tightened;
  if (loose) return ItemState::loosened;
  if (has(ChangeKind::changed)) return ItemState::changed;
  if (has(ChangeKind::moved)) return ItemState::moved;
  if (has(ChangeKind::reworded)) return ItemState::reworded;
  return has(ChangeKind::carried) ? ItemState::carried : ItemState::unchanged;
}

ItemChange compare_pair(const Pair& pair, bool passed_others) {
  ItemChange out;
  out.before = pair.before.key;
  out.after = pair.after.key;
  out.title = pair.after.name();
  out.before_span = pair.before.span;
  out.after_span = pair.after.span;
  compare_places(pair, passed_others, out.changes);
  out.moved = !out.changes.empty();
  if (pair.before.normal != pair.after.normal) {
    for (const auto compare : {compare_deadlines, compare_quantities, compare_units, compare_clauses})
      for (auto& change : compare(pair)) out.changes.push_back(std::move(change));
    if (letters_of(pair.before.title) != letters_of(pair.after.title))
      out.changes.push_back(
          pair.change(ChangeKind::reworded, "compare.title", Json::object(), &pair.before.title, &pair.after.title));
  }
  out.state = state_of(out);
  return out;
}

UnitRegister units_of_both(const Document& before, const Document& after, const UnitSynonyms& synonyms) {
  const auto place = place_of(after);
  std::vector<std::string> names;
  std::vector<std::vector<Unit>> lists;
  for (const auto* document : {&before, &after})
    for (auto& list : unit_lists_of(*document)) {
      for (const auto& unit : list) names.push_back(unit.name);
      lists.push_back(std::move(list));
    }
  return with_names([&] { return UnitRegister(place.empty() ? place_of(before) : place, {}, synonyms); }, names,
                    [&](const UnitRegister& met) { return told_apart(lists, met); });
}

ItemChange alone_item(const Item& item, bool added) {
  ItemChange out;
  out.state = added ? ItemState::added : ItemState::dropped;
  (added ? out.after : out.before) = item.key;
  (added ? out.after_span : out.before_span) = item.span;
  out.title = item.name();
  return out;
}

}  // namespace

/// The whole comparison; what the public function is made of.
Comparison held_together(const Document& before, const Document& after, const CompareRules& rules) {
  const auto a = items_of(before), b = items_of(after);
  const auto of_after = counterparts(a, b);
  const auto passed = out_of_order(a, b, of_after);
  const auto units = units_of_both(before, after, rules.synonyms);
  Comparison out;
  std::vector<bool> met(a.size());
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (of_after[j]) {
      met[*of_after[j]] = true;
      out.items.push_back(compare_pair({before, after, a[*of_after[j]], b[j], rules, units}, passed[j]));
    } else {
      out.items.push_back(alone_item(b[j], true));
    }
  }
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!met[i]) out.items.push_back(alone_item(a[i], false));
  return out;
}

}  // namespace limpid::plan::comparing

namespace limpid::plan {
namespace {

Json place_json(const std::optional<Place>& place) {
  if (!place) return nullptr;
  return {{"item", place->item}, {"quote", place->quote}, {"start", place->span.start}, {"end", place->span.end}};
}

Json side_json(const std::string& key, const Span& span) {
  if (key.empty()) return nullptr;
  return {{"item", key}, {"start", span.start}, {"end", span.end}};
}

}  // namespace

CompareRules CompareRules::load(const std::filesystem::path& share) {
  const Json file = load_data_file(share / "rules/plan-compare.yaml", share / "schemas/rule-plan-compare.json");
  CompareRules r;
  for (const auto& w : file.at("words"))
    r.words.push_back(
        {w.at("why"), w.at("tighter"), w.at("looser"), w.value("alone", false), w.value("narrows", false)});
  for (const auto& p : file.at("periods")) r.periods.push_back({p.at("words"), p.at("times")});
  r.ceilings = file.at("ceilings");
  r.floors = file.at("floors");
  r.reductions = file.at("reductions");
  r.scopes = file.at("scopes");
  r.bans = file.at("bans");
  r.asides = file.at("asides");
  r.synonyms = UnitSynonyms::load(share);
  return r;
}

std::string_view to_string(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::tightened: return "tightened";
    case ChangeKind::loosened: return "loosened";
    case ChangeKind::changed: return "changed";
    case ChangeKind::moved: return "moved";
    case ChangeKind::reworded: return "reworded";
    case ChangeKind::carried: return "carried";
  }
  return "";
}

std::string_view to_string(ItemState state) {
  switch (state) {
    case ItemState::added: return "added";
    case ItemState::dropped: return "dropped";
    case ItemState::tightened: return "tightened";
    case ItemState::loosened: return "loosened";
    case ItemState::mixed: return "mixed";
    case ItemState::changed: return "changed";
    case ItemState::moved: return "moved";
    case ItemState::reworded: return "reworded";
    case ItemState::carried: return "carried";
    case ItemState::unchanged: return "unchanged";
  }
  return "";
}

Comparison compare(const Document& before, const Document& after, const CompareRules& rules) {
  return comparing::held_together(before, after, rules);
}

Json comparison_json(const Comparison& comparison, const Messages& messages, std::string_view lang) {
  Json counts = Json::object(), items = Json::array();
  for (const auto state :
       {ItemState::added, ItemState::dropped, ItemState::tightened, ItemState::loosened, ItemState::mixed,
        ItemState::changed, ItemState::moved, ItemState::reworded, ItemState::carried, ItemState::unchanged})
    counts[std::string(to_string(state))] = std::count_if(comparison.items.begin(), comparison.items.end(),
                                                          [&](const ItemChange& item) { return item.state == state; });
  for (const auto& item : comparison.items) {
    Json changes = Json::array();
    for (const auto& c : item.changes)
      changes.push_back({{"kind", to_string(c.kind)},
                         {"code", c.code},
                         {"args", c.args},
                         {"message", messages.render(lang, c.code, c.args)},
                         {"before", place_json(c.before)},
                         {"after", place_json(c.after)}});
    items.push_back({{"state", to_string(item.state)},
                     {"moved", item.moved},
                     {"title", item.title},
                     {"before", side_json(item.before, item.before_span)},
                     {"after", side_json(item.after, item.after_span)},
                     {"changes", std::move(changes)}});
  }
  return {{"counts", std::move(counts)}, {"items", std::move(items)}};
}

}  // namespace limpid::plan
