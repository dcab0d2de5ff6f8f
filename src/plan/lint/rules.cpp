// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/rules.hpp"

#include <algorithm>

#include "base/data_file.hpp"
#include "plan/lint/words.hpp"

namespace limpid::plan {
namespace {

LintRules::Words lint_words(const Json& list) {
  LintRules::Words out;
  out.reserve(list.size());
  for (const auto& word : list) out.push_back(linting::normal(word.get<std::string>()));
  // The longest first: 负增长 before 增长.
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return out;
}

std::vector<LintRules::Words> lint_sets(const Json& lists) {
  std::vector<LintRules::Words> out;
  out.reserve(lists.size());
  for (const auto& list : lists) out.push_back(lint_words(list));
  return out;
}

double share_of(const Json& value) {
  return value.is_string() ? std::stod(value.get<std::string>()) : value.get<double>();
}

Severity severity_of(const std::string& name) {
  if (name == "high") return Severity::high;
  return name == "medium" ? Severity::medium : Severity::low;
}

}  // namespace

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::high: return "high";
    case Severity::medium: return "medium";
    case Severity::low: return "low";
  }
  return "low";
}

Severity LintRules::severity(std::string_view name) const {
  const auto at = severities.find(name);
  return at == severities.end() ? Severity::medium : at->second;
}

LintRules LintRules::load(const std::filesystem::path& share) {
  const Json file = load_data_file(share / "rules/plan-lint.yaml", share / "schemas/rule-plan-lint.json");
  LintRules rules;
  const auto& t = file.at("thresholds");
  rules.row = share_of(t.at("row"));
  rules.row_in_group = share_of(t.at("row_in_group"));
  rules.row_rare = share_of(t.at("row_rare"));
  rules.row_other_units = share_of(t.at("row_other_units"));
  rules.project = share_of(t.at("project"));
  rules.project_unnamed = share_of(t.at("project_unnamed"));
  rules.clause = share_of(t.at("clause"));
  rules.covered = share_of(t.at("covered"));
  rules.title = share_of(t.at("title"));
  rules.whole_clauses = share_of(t.at("whole_clauses"));
  for (const auto& [name, severity] : file.at("severity").items())
    rules.severities[name] = severity_of(severity.get<std::string>());
  rules.fillers = lint_words(file.at("fillers"));
  rules.duties = lint_words(file.at("duties"));
  rules.areas = lint_words(file.at("areas"));
  rules.whole = lint_words(file.at("whole"));
  rules.scopes = lint_words(file.at("scopes"));
  rules.intervals = lint_words(file.at("intervals"));
  rules.name_endings = lint_words(file.at("name_endings"));
  rules.place_endings = lint_words(file.at("place_endings"));
  rules.place_sides = lint_words(file.at("place_sides"));
  rules.unit_endings = lint_words(file.at("unit_endings"));
  rules.soft = lint_words(file.at("soft"));
  rules.purposes = lint_words(file.at("purposes"));
  rules.effects = lint_words(file.at("effects"));
  rules.bans = lint_words(file.at("bans"));
  rules.forbids = lint_words(file.at("forbids"));
  rules.permits = lint_words(file.at("permits"));
  rules.partial = lint_words(file.at("partial"));
  rules.past_deeds = lint_words(file.at("past_deeds"));
  rules.held = lint_words(file.at("held"));
  rules.done_once = lint_words(file.at("done_once"));
  rules.area_parts = lint_words(file.at("area_parts"));
  rules.undated = lint_words(file.at("undated"));
  rules.pollutants = lint_words(file.at("pollutants"));
  rules.measurable = lint_words(file.at("measurable"));
  rules.same = lint_sets(file.at("same"));
  rules.near = lint_sets(file.at("near"));
  rules.opposed = lint_sets(file.at("opposed"));
  rules.synonyms = UnitSynonyms::load(share);
  return rules;
}

}  // namespace limpid::plan
