// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "plan/lint/check.hpp"
#include "plan/lint/firm_names.hpp"
#include "plan/lint/unit_names.hpp"

namespace limpid::plan::linting {
namespace {

/// 各乡镇 of 各乡镇人民政府 and of 各乡(镇)政府.
std::u32string short_of_government(const Unit& unit) {
  auto name = normal(unit.name);
  std::erase_if(name, [](char32_t c) { return !is_word(c); });
  for (const std::u32string_view government : {U"人民政府", U"政府"})
    if (name.ends_with(government)) name.resize(name.size() - government.size());
  return name;
}

bool has_unit(const std::vector<Unit>& list, const Unit& unit) {
  return std::any_of(list.begin(), list.end(), [&](const Unit& u) {
    return u.key == unit.key || (many_at_once(unit) && short_of_government(u) == short_of_government(unit));
  });
}

/// `各县(市、区)政府` names 甲县人民政府 among others, 各乡镇 names 乙镇.
bool is_one_of(const Unit& unit, const Unit& all) {
  constexpr std::u32string_view places = U"县市区旗州盟乡镇";
  auto kinds = normal(all.name), name = normal(unit.name);
  if (!kinds.starts_with(U"各")) return false;
  for (const std::u32string_view ending : {U"人民政府", U"政府", U"管委会", U"街道办事处", U"办事处"})
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  const auto end = std::min(kinds.find_first_not_of(U"各县市区旗州盟乡镇()、,/街道"), kinds.size());
  kinds.resize(end);
  return name.size() > 1 && places.find(name.back()) != std::u32string_view::npos &&
         kinds.find(name.back()) != std::u32string::npos;
}

bool is_among(const Unit& unit, const std::vector<Unit>& list) {
  return std::any_of(list.begin(), list.end(), [&](const Unit& all) { return is_one_of(unit, all); });
}

bool stands_for_any(const Unit& all, const std::vector<Unit>& list) {
  return std::any_of(list.begin(), list.end(), [&](const Unit& unit) { return is_one_of(unit, all); });
}

/// Two places that stand side by side become one.
std::vector<Place> joined(const Item& item, const std::vector<Place>& places) {
  std::vector<Place> out;
  for (const auto& p : places) {
    if (p.quote.empty()) continue;
    if (!out.empty() && p.span.start >= out.back().span.end && p.span.start - out.back().span.end <= 3) {
      out.back() = item.between({out.back().span.start, p.span.end});
      continue;
    }
    out.push_back(p);
  }
  return out;
}

/// No item of a plan names so many; each is held against each.
bool too_many(const Item& item) {
  constexpr std::size_t kMost = 200;
  return item.units->size() > kMost;
}

/// A dash in a cell is none.
bool is_name(const Unit& unit) {
  const auto name = normal(unit.name);
  return std::any_of(name.begin(), name.end(), is_word);
}

struct Sides {
  std::vector<Unit> missing, added;
};

Sides compare_units(const Item& m, const Item& row) {
  Sides out;
  for (const auto& u : *m.units)
    if (is_name(u) && !alias_in(*row.units, u) && !has_unit(*row.units, u)) out.missing.push_back(u);
  for (const auto& u : *row.units)
    if (is_name(u) && !alias_in(*m.units, u) && !has_unit(*m.units, u)) out.added.push_back(u);
  return out;
}

/// A ledger with a column of leading units alone cannot list all that the text calls responsible.
bool leads_only(const Check& check) {
  const auto all_lead = [](const Item& row) {
    return std::all_of(row.units->begin(), row.units->end(), [](const Unit& u) { return u.role == Role::lead; });
  };
  const auto responsible = [](const Item& m) {
    return std::any_of(m.units->begin(), m.units->end(), [](const Unit& u) { return u.role == Role::responsible; });
  };
  const auto& rows = check.items.tasks;
  return !rows.empty() && std::all_of(rows.begin(), rows.end(), all_lead) &&
         std::any_of(check.items.measures.begin(), check.items.measures.end(), responsible);
}

bool is_lead(const Unit& u) {
  return u.role == Role::lead;
}

/// A ledger with one column of units, where the text has leading and cooperating ones, and hardly a row names more than
/// those that lead: the column is for them.
bool leaves_out_cooperating(const Check& check) {
  constexpr std::size_t kFew = 3;
  std::size_t rows = 0, without = 0;
  for (const auto& reading : check.readings) {
    const auto& units = *reading.measure->units;
    if (reading.rows.size() != 1 || std::none_of(units.begin(), units.end(), is_lead)) continue;
    const auto& theirs = *reading.rows.front().row->units;
    const auto here = [&](const Unit& u) { return has_unit(theirs, u) || alias_in(theirs, u); };
    if (std::all_of(units.begin(), units.end(), is_lead)) continue;
    ++rows;
    without += std::none_of(units.begin(), units.end(), [&](const Unit& u) { return !is_lead(u) && here(u); }) &&
               std::any_of(units.begin(), units.end(), [&](const Unit& u) { return is_lead(u) && here(u); });
  }
  return rows >= kFew && 5 * without >= 4 * rows;
}

/// A ledger of which each row names one unit, where the text names several at once.
bool parted_by_unit(const Check& check) {
  constexpr std::size_t kFew = 5;
  const auto several = [](const Item& m) { return m.units->size() > 1; };
  const auto& rows = check.items.tasks;
  return rows.size() >= kFew &&
         std::all_of(rows.begin(), rows.end(), [](const Item& row) { return row.units->size() == 1; }) &&
         std::any_of(check.items.measures.begin(), check.items.measures.end(), several);
}

/// 宏达钢铁完成…: the row's words name the company in short.
bool named_in_words(const Check& check, const Item& row, const Unit& unit) {
  const auto name = name_of_firm(check, unit);
  return !name.empty() && contains(row.text.chars, name);
}

/// 宏发钢铁 in the row's words, of a company that the text calls 宏达钢铁: one name in two ways, no unit left out.
bool misspelt(const Check& check, const Item& m, const Item& row, const Unit& unit) {
  const auto name = name_of_firm(check, unit);
  const auto at = name.empty() ? std::nullopt : firm_nearly_at(row.text.chars, name);
  if (!at || contains(m.text.chars, row.text.view(*at, *at + name.size()))) return false;
  auto& f =
      check.add("name_differs", "name_differs", {unit_place(m, unit), row.text.place(row.key, *at, *at + name.size())});
  f.replacement = to_utf8(name);
  return true;
}

/// 白沙镇完成20户 in the words of both: who does it is said there.
bool acts_in_both(const Item& m, const Item& row, const Unit& unit) {
  constexpr std::size_t kLeast = 3;
  const auto name = short_of_government(unit);
  return name.size() >= kLeast && !many_at_once(unit) && contains(m.text.chars, name) && contains(row.text.chars, name);
}

/// What a ledger does not list because of its columns.
struct Columns {
  bool leads = false;   ///< those that lead, of a text that calls all responsible
  bool alone = false;   ///< those that lead, without those that cooperate
  bool parted = false;  ///< all but one: each unit has rows of its own
  bool works = false;   ///< a list of works names who builds each, one of those that the text names together
};

void of_row(const Check& check, const Item& m, const Item& row, const std::vector<const Item*>& others,
            const Columns& columns) {
  if (m.units->empty() || row.units->empty() || too_many(m) || too_many(row)) return;
  const auto [missing, added] = compare_units(m, row);
  const auto elsewhere = [&](const Unit& u) {
    return std::any_of(others.begin(), others.end(),
                       [&](const Item* o) { return has_unit(*o->units, u) || alias_in(*o->units, u); });
  };
  // 市公安局交警支队 of 市公安局.
  const auto branch = [](const Unit& u, const std::vector<Unit>& list) {
    const auto name = normal(u.name);
    return std::any_of(list.begin(), list.end(), [&](const Unit& other) {
      const auto its = normal(other.name);
      return its != name && its.size() > 2 && name.size() > 2 && (its.starts_with(name) || name.starts_with(its));
    });
  };
  const bool leads_both = std::any_of(m.units->begin(), m.units->end(),
                                      [&](const Unit& u) { return is_lead(u) && has_unit(*row.units, u); });
  std::vector<Place> left, right;
  std::vector<Unit> told, theirs_told;
  bool named = false, only_many = true;
  for (const auto& u : missing) {
    if (named_in_words(check, row, u) || misspelt(check, m, row, u)) continue;
    if (is_of_other_row(check, others, u) || acts_in_both(m, row, u)) continue;
    if (many_at_once(u) && columns.leads && added.empty()) continue;
    if (columns.alone && !is_lead(u)) continue;
    if (columns.parted && elsewhere(u)) continue;
    if (columns.works && (leads_both || u.role == Role::cooperating || stands_for_any(u, *row.units))) continue;
    left.push_back(unit_place(m, u));
    told.push_back(u);
    only_many = only_many && many_at_once(u);
    named = named || (!many_at_once(u) && !elsewhere(u) && !branch(u, *row.units));
  }
  for (const auto& u : added) {
    if (columns.works && (is_among(u, *m.units) || is_among(u, m.standing_units))) continue;
    right.push_back(unit_place(row, u));
    theirs_told.push_back(u);
    only_many = only_many && many_at_once(u);
    named = named || (!many_at_once(u) && !branch(u, *m.units));
  }
  if (left.empty() && right.empty()) return;
  auto places = joined(m, left);
  if (places.empty()) places.push_back(m.nothing());
  auto theirs = joined(row, right);
  if (theirs.empty()) theirs.push_back(row.nothing());
  places.insert(places.end(), theirs.begin(), theirs.end());
  auto& f = check.add("unit_differs",
                      only_many ? "unit_collective"
                      : named   ? "unit_differs"
                                : "unit_elsewhere",
                      std::move(places));
  const auto names = [](const std::vector<Unit>& list) {
    Json out = Json::array();
    for (const auto& u : list) out.push_back(u.name);
    return out;
  };
  f.code = right.empty() ? "plan_lint.unit_differs.missing" : left.empty() ? "plan_lint.unit_differs.added" : f.code;
  f.args["a"] = names(told);
  f.args["b"] = names(theirs_told);
}

/// Another unit leads on the other side, though both sides name both.
void of_lead(const Check& check, const Item& m, const Item& row) {
  const auto leads = [](const Item& item) {
    std::vector<Unit> out;
    std::copy_if(item.units->begin(), item.units->end(), std::back_inserter(out),
                 [](const Unit& u) { return u.role == Role::lead; });
    return out;
  };
  const auto ours = leads(m), theirs = leads(row);
  if (ours.empty() || theirs.empty()) return;
  for (const auto& u : theirs)
    if (has_unit(*m.units, u) && !has_unit(ours, u) && has_unit(*row.units, ours.front()) &&
        !has_unit(theirs, ours.front()))
      check.add("unit_differs", "unit_differs", {unit_place(m, ours.front()), unit_place(row, u)});
}

/// Where the item's list of units has the name as a whole. The list is the item's last part; a name that the words use
/// too stands before it.
/// `roles`: also right before the word that says what it does (县水利局牵头).
std::vector<std::size_t> listed_at(const Check& check, const Item& item, const std::u32string& name, bool roles) {
  const std::size_t text_end = item.text.empty() ? 0 : item.text.spans.back().end;
  std::vector<std::size_t> at;
  for (auto i = find(item.all, name); i != std::u32string::npos; i = find(item.all, name, i + name.size())) {
    const auto parted = [&](std::size_t edge) {
      return edge == 0 || edge == item.all.size() || !is_word(item.all.chars[edge - 1]) ||
             !is_word(item.all.chars[edge]) ||
             check.source.next_cell(item.all.spans[edge - 1].end, item.all.spans[edge].start);
    };
    // A cell of one line begins or ends beside another unit without a mark.
    const auto beside = [&](std::size_t edge, bool before) {
      const std::u32string_view all = item.all.chars;
      const auto rest = before ? all.substr(0, edge) : all.substr(edge);
      return std::any_of(item.units->begin(), item.units->end(), [&](const Unit& other) {
        const auto its = normal(other.name);
        return before ? rest.ends_with(its) : rest.starts_with(its);
      });
    };
    const std::size_t end = i + name.size();
    const auto rest = std::u32string_view(item.all.chars).substr(end);
    const bool acts = roles && (rest.starts_with(U"牵头") || rest.starts_with(U"配合") || rest.starts_with(U"负责"));
    const bool whole = parted(i) || beside(i, true), ends = parted(end) || beside(end, false) || acts;
    if (whole && ends && item.all.spans[i].start >= text_end) at.push_back(i);
  }
  return at;
}

/// A name twice, or two names of one unit (县住建局、县住房和城乡建设局).
void repeated(const Check& check, const Item& item) {
  if (too_many(item)) return;
  std::map<std::string, std::pair<const std::string*, Place>> first;  // by key: the name there and where it stands
  for (const auto& u : *item.units) {
    const auto name = normal(u.name);
    const auto at = listed_at(check, item, name, false), in_role = listed_at(check, item, name, true);
    if (in_role.empty()) continue;
    const auto place = [&](std::size_t i) {
      const std::size_t begin = i < at.size() ? at[i] : in_role[i];
      return item.all.place(item.key, begin, begin + name.size());
    };
    const auto [met, fresh] = first.try_emplace(u.key, &u.name, place(0));
    const auto& [known, its_place] = met->second;
    if (!fresh && *known == u.name) continue;  // in another role
    if (at.size() > 1)
      check.add("unit_repeated", "unit_repeated", {place(0), place(1)});
    else if (!fresh)
      check.add("unit_repeated", "unit_repeated", {its_place, place(0)});
  }
}

/// 调度方案由县水利局编制: the words say who, though not as a list of units does.
bool says_who_in_words(const Item& item, const std::set<std::u32string>& known) {
  const auto& chars = item.text.chars;
  for (auto at = chars.find(U'由'); at != std::u32string::npos; at = chars.find(U'由', at + 1)) {
    const auto rest = item.text.view(at + 1, chars.size());
    if (std::any_of(known.begin(), known.end(), [&](const auto& name) { return rest.starts_with(name); })) return true;
  }
  return false;
}

bool only_help(const std::vector<Unit>& units) {
  return !units.empty() &&
         std::all_of(units.begin(), units.end(), [](const Unit& u) { return u.role == Role::cooperating; });
}

/// A measure with cooperating units alone, and no row that names another, where the plan mostly says who leads or
/// answers. Words of leading beside no name are the reader's to settle.
void nobody_leads(const Check& check, const std::set<std::u32string>& known) {
  static const LintRules::Words leading{U"牵头", U"责任", U"负责", U"主办"};
  const auto& measures = check.items.measures;
  const auto led = std::count_if(measures.begin(), measures.end(),
                                 [](const Item& m) { return !m.units->empty() && !only_help(*m.units); });
  if (2 * static_cast<std::size_t>(led) < measures.size()) return;
  for (const auto& reading : check.readings) {
    const Item& m = *reading.measure;
    const bool rows_too = std::all_of(reading.rows.begin(), reading.rows.end(), [](const RowReading& r) {
      return r.row->units->empty() || only_help(*r.row->units);
    });
    if (!only_help(*m.units) || !m.standing_units.empty() || !rows_too || contains_any(m.all.chars, leading) ||
        says_who_in_words(m, known))
      continue;
    check.add("unit_missing", "unit_missing", {m.start()});
  }
}

std::set<std::u32string> known_units(const PlanItems& items) {
  std::set<std::u32string> out;
  for (const auto* list : {&items.measures, &items.tasks, &items.projects})
    for (const auto& item : *list)
      for (const auto& unit : *item.units)
        if (const auto name = normal(unit.name); name.size() > 2) out.insert(name);
  return out;
}

/// The items that name no unit, where their kind mostly does: else the form of the plan does not.
std::set<const Item*> without_units(const Check& check, const std::set<std::u32string>& known) {
  std::set<const Item*> out;
  for (const auto* list : {&check.items.measures, &check.items.tasks, &check.items.projects}) {
    const auto named = std::count_if(list->begin(), list->end(), [](const Item& i) { return !i.units->empty(); });
    if (2 * static_cast<std::size_t>(named) < list->size()) continue;
    for (const auto& item : *list)
      if (item.units->empty() && !says_who_in_words(item, known)) out.insert(&item);
  }
  return out;
}

/// Who answers for some measures is in the ledger alone: that is how the plan parts its words, no slip of one of them.
void leave_to_rows(const Check& check, std::set<const Item*>& without) {
  std::vector<const Item*> answered;
  for (const auto& reading : check.readings)
    if (without.contains(reading.measure) &&
        std::any_of(reading.rows.begin(), reading.rows.end(), [](const auto& r) { return !r.row->units->empty(); }))
      answered.push_back(reading.measure);
  if (answered.size() < kHabitual) return;
  for (const auto* measure : answered) without.erase(measure);
}

/// A measure and the rows that say it again are told once.
void nobody_named(const Check& check, const std::set<std::u32string>& known) {
  auto left = without_units(check, known);
  leave_to_rows(check, left);
  for (const auto& reading : check.readings) {
    if (!left.contains(reading.measure)) continue;
    std::vector<Place> places{reading.measure->start()};
    left.erase(reading.measure);
    for (const auto& row : reading.rows)
      if (left.erase(row.row) > 0) places.push_back(row.row->start());
    const bool both = places.size() > 1;
    auto& f = check.add("unit_missing", "unit_missing", std::move(places));
    if (both) f.code = "plan_lint.unit_missing.both";
  }
  for (const auto* list : {&check.items.measures, &check.items.tasks, &check.items.projects})
    for (const auto& item : *list)
      if (left.contains(&item)) check.add("unit_missing", "unit_missing", {item.start()});
}

}  // namespace

void check_units(const Check& check) {
  const Columns columns{leads_only(check), leaves_out_cooperating(check), parted_by_unit(check)};
  for (const auto& reading : check.readings)
    for (const auto& row : reading.rows) {
      if (row.shared) continue;
      std::vector<const Item*> others;
      for (const auto& other : reading.rows)
        if (other.row != row.row) others.push_back(other.row);
      of_row(check, *reading.measure, *row.row, others, columns);
      of_lead(check, *reading.measure, *row.row);
    }
  Columns works;
  works.works = true;
  for (std::size_t p = 0; p < check.items.projects.size(); ++p)
    if (const auto m = check.alignment.project_of[p]) {
      std::vector<const Item*> others;
      for (const std::size_t t : check.alignment.tasks[*m]) others.push_back(&check.items.tasks[t]);
      of_row(check, check.items.measures[*m], check.items.projects[p], others, works);
    }
  const auto known = known_units(check.items);
  nobody_leads(check, known);
  nobody_named(check, known);
  for (const auto* list : {&check.items.measures, &check.items.tasks, &check.items.projects})
    for (const auto& item : *list) repeated(check, item);
}

}  // namespace limpid::plan::linting
