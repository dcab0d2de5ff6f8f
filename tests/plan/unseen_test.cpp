// SPDX-License-Identifier: Apache-2.0
// Plans written by somebody who knew neither the reader nor the other plans: the bars for documents in forms that it
// has not seen. What the reader made of them at first sight is in docs/plan-annotation.md.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/data_file.hpp"
#include "plan/annotated.hpp"
#include "plan/json.hpp"
#include "plan/lint/lint.hpp"
#include "plan/lint/score_lint.hpp"
#include "plan/read.hpp"
#include "plan/score.hpp"

namespace limpid::plan {
namespace {

const std::filesystem::path kUnseenRoot = LIMPID_SOURCE_DIR;

/// Folder and plan of every unseen plan: `unseen/01-winter-2023`.
std::vector<std::string> unseen_plans() {
  const std::string folder = "tests/plan/";
  std::vector<std::string> names;
  for (const auto& plan : annotated_plans())
    if (plan.starts_with(folder + "unseen")) names.push_back(plan.substr(folder.size()));
  return names;
}

Json unseen_gold(const std::string& name) {
  return load_data_file(kUnseenRoot / "tests/plan" / name / "gold.yaml", kUnseenRoot / "schemas/plan-gold.json");
}

/// Read as `limpid plan lint` does.
Document unseen_document(const std::string& name) {
  static const auto synonyms = UnitSynonyms::load(kUnseenRoot);
  auto document = read_document(read_file(kUnseenRoot / "tests/plan" / name / "plan.txt"), synonyms);
  if (!document) throw Failure(document.error());
  return std::move(*document);
}

class UnseenPlan : public ::testing::TestWithParam<std::string> {};

TEST_P(UnseenPlan, ReachesTheBars) {
  const auto s = score(unseen_document(GetParam()), unseen_gold(GetParam()));
  EXPECT_FALSE(s.fields.empty());
  for (const auto& [field, tally] : s.fields) {
    std::string differences;
    for (const auto& d : s.differences)
      if (d.field == field) differences += (d.missed ? "\n- " : "\n+ ") + d.at + " " + d.value;
    EXPECT_GE(tally.f1(), field == "quantities" ? 0.85 : field == "promises" ? 0.80 : 0.90) << field << differences;
  }
}

TEST_P(UnseenPlan, HasJsonOfItsSchema) {
  EXPECT_NO_THROW(
      check_schema(to_json(unseen_document(GetParam())), (kUnseenRoot / "schemas/plan.json").string(), GetParam()));
}

/// unseen3 is annotated for its disagreements alone.
std::vector<std::string> plans_with_measures() {
  auto names = unseen_plans();
  std::erase_if(names, [](const std::string& name) { return name.starts_with("unseen3/"); });
  return names;
}

INSTANTIATE_TEST_SUITE_P(Documents, UnseenPlan, ::testing::ValuesIn(plans_with_measures()),
                         [](const auto& one) { return plan_test_name(one.param); });

/// Those with a ledger and an annotation of what disagrees.
std::vector<std::string> plans_with_disagreements() {
  auto names = unseen_plans();
  std::erase_if(
      names, [](const std::string& name) { return unseen_gold(name).value("disagreements", Json::array()).empty(); });
  return names;
}

class UnseenLint : public ::testing::TestWithParam<std::string> {};

TEST_P(UnseenLint, IsWorthReading) {
  static const LintRules rules = LintRules::load(kUnseenRoot);
  const auto document = unseen_document(GetParam());
  const auto s = score_lint(document, lint(document, rules), unseen_gold(GetParam()));
  std::string told;
  for (const auto& d : s.differences)
    if (d.severity != "low") told += (d.missed ? "\n- " : "\n+ ") + d.kind + " " + d.at + " " + d.quote;
  EXPECT_GE(s.grave.precision(), 0.75) << told;
  EXPECT_GE(s.grave.recall(), 0.80) << told;
}

INSTANTIATE_TEST_SUITE_P(Documents, UnseenLint, ::testing::ValuesIn(plans_with_disagreements()),
                         [](const auto& one) { return plan_test_name(one.param); });

}  // namespace
}  // namespace limpid::plan
