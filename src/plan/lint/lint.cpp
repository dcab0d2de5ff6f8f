// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/lint.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/hash.hpp"
#include "plan/key.hpp"
#include "plan/lint/check.hpp"
#include "plan/lint/fold_notes.hpp"

namespace limpid::plan {
namespace linting {

Finding& Check::add(std::string_view kind, std::string_view severity, std::vector<Place> places) const {
  Finding f;
  f.kind = kind;
  f.severity = rules.severity(severity);
  f.code = "plan_lint." + f.kind;
  f.suggestion = "plan_lint.suggest." + f.kind;
  for (std::size_t i = 0; i < places.size() && i < 2; ++i) f.args[i == 0 ? "a" : "b"] = places[i].quote;
  if (places.size() > 1 && (kind == "deadline_one_sided" || kind == "scope_differs")) {
    if (places[0].quote.empty()) f.code += ".row";
    if (places[1].quote.empty()) f.code += ".text";
  }
  f.places = std::move(places);
  out.push_back(std::move(f));
  return out.back();
}

namespace {

/// A clause of a row of several measures is added where each of them lacks it, and is told once.
void part_shared_rows(std::vector<Reading>& readings) {
  std::map<const Item*, std::vector<RowReading*>> shared;
  for (auto& reading : readings)
    for (auto& row : reading.rows)
      if (row.shared) shared[row.row].push_back(&row);
  for (auto& [_, parts] : shared) {
    std::erase_if(parts.front()->added, [&, all = parts](std::size_t clause) {
      return std::any_of(all.begin() + 1, all.end(), [&](const RowReading* other) {
        return std::find(other->added.begin(), other->added.end(), clause) == other->added.end();
      });
    });
    for (std::size_t i = 1; i < parts.size(); ++i) parts[i]->added.clear();
  }
}

std::vector<Reading> readings_of(const PlanItems& items, const Alignment& alignment, const LintRules& rules) {
  std::vector<Reading> out;
  out.reserve(items.measures.size());
  for (std::size_t m = 0; m < items.measures.size(); ++m) {
    std::vector<const Item*> rows;
    for (const std::size_t t : alignment.tasks[m])
      if (!items.measures[m].is_boundless() && !items.tasks[t].is_boundless()) rows.push_back(&items.tasks[t]);
    out.push_back(read_rows(items.measures[m], rows, rules));
    for (auto& row : out.back().rows)
      row.shared = alignment.shared[static_cast<std::size_t>(row.row - items.tasks.data())];
  }
  part_shared_rows(out);
  return out;
}

void lint_plan(const Document& document, const PlanItems& items, const Source& source, const LintRules& rules,
               std::vector<Finding>& out) {
  const std::size_t first = out.size();
  const Alignment alignment = align(items, rules);
  const auto readings = readings_of(items, alignment, rules);
  const Check check{document, rules, source, items, alignment, readings, habit_of(readings, rules), out};
  check_coverage(check);
  check_words(check);
  check_duties(check);
  check_places(check);
  check_companies(check);
  check_figures(check);
  check_numbers(check);
  check_classes(check);
  check_parts(check);
  check_sums(check);
  check_totals(check);
  check_named(check);
  check_deadlines(check);
  check_units(check);
  check_spellings(check);
  check_lists(check);
  check_annex_firms(check);
  check_structure(check);
  check_titles(check);
  check_garbled(check);
  fold_shortened_duties(check, first);
}

/// Of kind, items and quotes, so that it survives what changes elsewhere; equal ones are told apart by their order.
void give_ids(std::vector<Finding>& findings) {
  std::map<std::string, int> met;
  for (auto& f : findings) {
    std::string words = f.kind;
    for (const auto& p : f.places) words += "\n" + p.item + "\t" + p.quote;
    if (const int n = met[words]++; n > 0) words += "\n" + std::to_string(n);
    f.id = content_hash(words).substr(0, 16);
  }
}

/// The same words found by two checks are told once, as the graver.
void leave_out_doubles(std::vector<Finding>& findings) {
  std::set<std::string> met;
  std::vector<Finding> out;
  out.reserve(findings.size());
  for (auto& f : findings) {
    std::string words = f.kind;
    for (const auto& p : f.places) words += "\n" + p.item + "\t" + std::to_string(p.span.start) + "\t" + p.quote;
    if (met.insert(words).second) out.push_back(std::move(f));
  }
  findings = std::move(out);
}

}  // namespace
}  // namespace linting

std::vector<Finding> lint(const Document& document, const LintRules& rules) {
  using namespace linting;
  const Source source(document.source);
  std::vector<Finding> out;
  const auto segments = plan_segments(document);
  std::vector<PlanItems> plans;
  plans.reserve(document.plans.size());
  for (std::size_t i = 0; i < document.plans.size(); ++i) {
    plans.push_back(items_of(document.plans[i], segments[i], source));
    lint_plan(document, plans.back(), source, rules, out);
  }
  check_counts(source, plans, rules, out);
  check_doubled(source, plans, rules, out);
  leave_out_doubles(out);
  std::stable_sort(out.begin(), out.end(), [](const Finding& a, const Finding& b) {
    const auto at = [](const Finding& f) { return f.places.empty() ? 0 : f.places.front().span.start; };
    return at(a) < at(b);
  });
  give_ids(out);
  return out;
}

std::vector<RowOfMeasure> rows_of_measures(const Document& document, const LintRules& rules) {
  using namespace linting;
  const Source source(document.source);
  std::vector<RowOfMeasure> out;
  const auto segments = plan_segments(document);
  for (std::size_t i = 0; i < document.plans.size(); ++i) {
    const auto items = items_of(document.plans[i], segments[i], source);
    const auto alignment = align(items, rules);
    for (std::size_t t = 0; t < items.tasks.size(); ++t)
      if (const auto m = alignment.task_of[t]) out.push_back({items.tasks[t].key, items.measures[*m].key});
    for (std::size_t p = 0; p < items.projects.size(); ++p)
      if (const auto m = alignment.project_of[p]) out.push_back({items.projects[p].key, items.measures[*m].key});
  }
  return out;
}

Json findings_json(const std::vector<Finding>& findings, const Messages& messages, std::string_view lang) {
  Json out = Json::array();
  for (const auto& f : findings) {
    Json spans = Json::array(), places = Json::array();
    for (const auto& p : f.places) {
      spans.push_back({{"start", p.span.start}, {"end", p.span.end}});
      places.push_back({{"item", p.item}, {"quote", p.quote}});
    }
    out.push_back({{"id", f.id},
                   {"kind", f.kind},
                   {"severity", to_string(f.severity)},
                   {"spans", std::move(spans)},
                   {"places", std::move(places)},
                   {"code", f.code},
                   {"args", f.args},
                   {"message", messages.render(lang, f.code, f.args)},
                   {"suggestion", f.suggestion.empty() ? "" : messages.render(lang, f.suggestion, f.suggestion_args)},
                   {"replacement", f.replacement}});
  }
  return out;
}

}  // namespace limpid::plan
