// SPDX-License-Identifier: Apache-2.0
#include "plan/edit_value.hpp"

#include <re2/re2.h>

#include <array>

#include "ledger/records/registry.hpp"
#include "plan/json.hpp"
#include "plan/key.hpp"
#include "plan/reader/base_quantity.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/quantities.hpp"
#include "plan/reader/source_text.hpp"
#include "plan/unit_register.hpp"

namespace limpid::plan {
namespace {

std::string part(const Json& value, const char* field) {
  return value.contains(field) && value.at(field).is_string() ? value.at(field).get<std::string>() : "";
}

Json moment_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

/// The years of the plan that the item belongs to.
PlanYears years_of(const std::string& item, const ledger::Facts& facts) {
  if (const auto plan = facts.record("plan", item.substr(0, item.rfind('/'))); plan && plan->content.is_object()) {
    const auto years = find_years(plan->content.value("title", ""));
    if (years.first != 0) return years;
  }
  const auto document = facts.record("document", item.substr(0, item.find('/')));
  return find_years(document ? part(document->content.value("document", Json::object()), "date") : "");
}

UnitRegister register_of(const std::string& item, const ledger::Facts& facts, const UnitSynonyms& synonyms) {
  Document head;
  if (const auto document = facts.record("document", item.substr(0, item.find('/'))); document) {
    const Json about = document->content.value("document", Json::object());
    head.title = part(about, "title");
    head.issuer = part(about, "issuer");
  }
  head.plans.emplace_back().title = head.title;  // place_of reads the first plan's title
  std::vector<ledger::Unit> standing;
  for (const auto& record : facts.records("unit"))
    if (!record.content.is_null()) standing.push_back(record.content.get<ledger::Unit>());
  return {place_of(head), std::move(standing), synonyms};
}

bool is_day(const std::string& text) {
  static const RE2 kDay("\\d{4}-\\d{2}-\\d{2}"), kHour("T\\d{2}:\\d{2}");
  return text.empty() || RE2::FullMatch(text, kHour) ||
         (RE2::FullMatch(text, kDay) &&
          iso_date(std::stoi(text.substr(0, 4)), std::stoi(text.substr(5, 2)), std::stoi(text.substr(8, 2)))
              .has_value());
}

Result<Json> deadline_value(const Edit& edit, const ledger::Facts& facts) {
  const std::string text = part(edit.value, "text"), kind = part(edit.value, "kind");
  if (text.empty()) return fail("plan.edit.value", {{"field", edit.field}});
  if (kind.empty()) {
    const auto read = known_deadlines(clean(text).view(), years_of(edit.item, facts));
    if (read.empty()) return fail("plan.edit.no_deadline", {{"text", text}});
    const auto& d = read.front();
    return Json{{"text", text},
                {"kind", to_string(d.kind)},
                {"start", moment_or_null(d.start.value_or(""))},
                {"end", moment_or_null(d.end.value_or(""))}};
  }
  constexpr std::array kKinds{DeadlineKind::by_date,     DeadlineKind::start_by,   DeadlineKind::from_date,
                              DeadlineKind::month_range, DeadlineKind::date_range, DeadlineKind::season,
                              DeadlineKind::daily_hours, DeadlineKind::recurring,  DeadlineKind::continuous,
                              DeadlineKind::external,    DeadlineKind::other};
  const bool known = std::any_of(kKinds.begin(), kKinds.end(), [&](DeadlineKind k) { return to_string(k) == kind; });
  const std::string start = part(edit.value, "start"), end = part(edit.value, "end");
  const bool dated = (kind != "by_date" && kind != "start_by") || !end.empty();
  // `other` says no more than the words do.
  if (kind == "other" && start.empty() && end.empty() && known_deadlines(clean(text).view(), PlanYears{}).empty())
    return fail("plan.edit.no_deadline", {{"text", text}});
  if (!known || !dated || !is_day(start) || !is_day(end)) return fail("plan.edit.value", {{"field", edit.field}});
  return Json{{"text", text}, {"kind", kind}, {"start", moment_or_null(start)}, {"end", moment_or_null(end)}};
}

Result<Json> quantity_value_of(const Edit& edit) {
  const std::string text = part(edit.value, "text");
  std::string value = part(edit.value, "value"), unit = part(edit.value, "unit"),
              comparator = part(edit.value, "comparator"), subject = part(edit.value, "subject");
  if (value.empty()) {
    const auto found = find_quantities(text, {});
    if (found.empty()) return fail("plan.edit.value", {{"field", edit.field}});
    const auto& q = found.front().quantity;
    value = q.value;
    unit = q.unit;
    comparator = q.comparator;
    if (subject.empty()) subject = q.subject;
  }
  if (comparator.empty()) comparator = "=";
  static const RE2 kComparator("=|<=|>=|<|>");
  if (!RE2::FullMatch(comparator, kComparator)) return fail("plan.edit.value", {{"field", edit.field}});
  if (subject.empty() && edit.before.is_object()) subject = part(edit.before, "subject");
  const auto base = to_base(value, unit);
  return Json{{"text", text.empty() ? value + unit : text},
              {"value", value},
              {"unit", unit},
              {"comparator", comparator},
              {"subject", subject},
              {"base", {{"value", base.value}, {"unit", base.unit}}}};
}

Result<Json> unit_value_of(const Edit& edit, const ledger::Facts& facts, const UnitSynonyms& synonyms) {
  std::string name = part(edit.value, "name"), role = part(edit.value, "role");
  if (name.empty()) name = part(edit.value, "text");
  if (role.empty()) role = edit.before.is_object() ? part(edit.before, "role") : "responsible";
  const bool known = role == "lead" || role == "cooperating" || role == "responsible";
  if (name.empty() || !known) return fail("plan.edit.value", {{"field", edit.field}});
  auto units = register_of(edit.item, facts, synonyms);
  units.add(name);
  return Json{{"name", name}, {"role", role}, {"unit_key", units.key_of(name)}};
}

}  // namespace

Result<Json> complete_value(const Edit& edit, const ledger::Facts& facts, const UnitSynonyms& synonyms) {
  if (edit.value.is_null()) return Json(nullptr);
  if (edit.field == "deadlines") return deadline_value(edit, facts);
  if (edit.field == "quantities") return quantity_value_of(edit);
  if (edit.field == "units") return unit_value_of(edit, facts, synonyms);
  const std::string text = part(edit.value, "text");
  if (text.empty()) return fail("plan.edit.value", {{"field", edit.field}});
  return Json{{"text", text}};
}

void put_unit(const Edit& edit, const ledger::Facts& facts, const UnitSynonyms& synonyms, ledger::Changes& changes) {
  if (edit.field != "units" || !edit.value.is_object()) return;
  auto units = register_of(edit.item, facts, synonyms);
  units.add(edit.value.at("name"));
  for (const auto& unit : units.units()) {
    const auto standing = facts.record("unit", unit.name);
    if (!standing || standing->content != Json(unit))
      changes.acts.push_back({"unit.registered", "unit", unit.name, unit});
  }
}

}  // namespace limpid::plan
