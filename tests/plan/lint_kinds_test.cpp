// SPDX-License-Identifier: Apache-2.0
// Each kind of disagreement in plans of invented counties, and what looks like one and is none (lint_kinds/cases.yaml).
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/data_file.hpp"
#include "plan/lint/lint.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

const std::filesystem::path kKinds = std::filesystem::path(LIMPID_SOURCE_DIR) / "tests/plan/lint_kinds";

std::vector<Json> kind_cases() {
  const Json all = read_yaml(kKinds / "cases.yaml").at("cases");
  return {all.begin(), all.end()};
}

/// The plan of the case with its changes: each pair of `put` once, behind `ledger:` where it stands last.
std::string changed_plan(const Json& one) {
  constexpr std::string_view kLedger = "ledger:";
  std::string text = read_file(kKinds / (one.at("plan").get<std::string>() + ".txt"));
  const auto put = one.value("put", std::vector<std::string>{});
  for (std::size_t i = 0; i + 1 < put.size(); i += 2) {
    const bool last = put[i].starts_with(kLedger);
    const std::string from = last ? put[i].substr(kLedger.size()) : put[i];
    const auto at = last ? text.rfind(from) : text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), put[i + 1]);
  }
  return text;
}

std::string kinds_told(const std::vector<Finding>& findings) {
  std::string out;
  for (const auto& f : findings) {
    out += "\n" + std::string(to_string(f.severity)) + " " + f.kind;
    for (const auto& p : f.places) out += " | " + p.item + " " + p.quote;
  }
  return out;
}

bool has_place(const Finding& f, const Json& wanted) {
  const auto item = wanted.at("item").get<std::string>(), quote = wanted.at("quote").get<std::string>();
  return std::any_of(f.places.begin(), f.places.end(), [&](const Place& p) {
    return p.item == item && (quote.empty() ? p.quote.empty() : p.quote.find(quote) != std::string::npos);
  });
}

bool is_wanted(const Finding& f, const Json& one) {
  const Json& find = one.at("find");
  const auto severity = find.at("severity").get<std::string>();
  const Json& places = find.at("places");
  return f.kind == one.at("kind").get<std::string>() && (severity == "any" || severity == to_string(f.severity)) &&
         std::all_of(places.begin(), places.end(), [&](const Json& wanted) { return has_place(f, wanted); });
}

class LintKind : public ::testing::TestWithParam<Json> {};

TEST_P(LintKind, IsFoundWhereItIsAndNowhereElse) {
  static const LintRules rules = LintRules::load(LIMPID_SOURCE_DIR);
  const Json& one = GetParam();
  const auto document = read_document(changed_plan(one));
  ASSERT_TRUE(document) << document.error().code;
  const auto findings = lint(*document, rules);
  if (!one.contains("find")) {
    EXPECT_TRUE(findings.empty()) << kinds_told(findings);
  } else if (one.at("find") == "none") {
    EXPECT_TRUE(std::none_of(findings.begin(), findings.end(), [&](const Finding& f) {
      return f.kind == one.at("kind").get<std::string>();
    })) << kinds_told(findings);
  } else {
    EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return is_wanted(f, one); }))
        << kinds_told(findings);
    EXPECT_LE(findings.size(), 2u) << kinds_told(findings);
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, LintKind, ::testing::ValuesIn(kind_cases()),
                         [](const auto& one) { return one.param.at("name").template get<std::string>(); });

/// A kind that a case, or a near miss, is written for cannot be dropped from the table unseen.
TEST(LintKinds, TheTableHasEveryKindAndANearMissOfIt) {
  std::set<std::string> kinds, near;
  for (const auto& one : kind_cases()) {
    const bool found = one.contains("find") && one.at("find").is_object();
    (found ? kinds : near).insert(one.at("kind").get<std::string>());
  }
  for (const char* kind :
       {"deadline_differs", "deadline_one_sided", "duty_differs",      "duty_dropped",     "duty_added",
        "name_differs",     "scope_differs",      "unit_alias",        "unit_differs",     "unit_missing",
        "unit_repeated",    "date_past",          "measure_unmatched", "row_unmatched",    "numbering",
        "title_differs",    "class_absent",       "garbled",           "deadline_missing", "target_missing",
        "figure_differs",   "figure_dropped",     "figure_added",      "sum_differs"}) {
    EXPECT_TRUE(kinds.contains(kind)) << kind;
    EXPECT_TRUE(near.contains(kind)) << kind << " without a near miss";
  }
}

}  // namespace
}  // namespace limpid::plan
