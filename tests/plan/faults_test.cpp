// SPDX-License-Identifier: Apache-2.0
// Numbers that skip, repeat, begin again or are missing: the reader finds them, lint tells each once.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "plan/lint/lint.hpp"
#include "seed.hpp"

namespace limpid::plan {
namespace {

const LintRules& fault_rules() {
  static const LintRules rules = LintRules::load(LIMPID_SOURCE_DIR);
  return rules;
}

/// Lines of a plan of an invented county around `body`.
std::string numbered_plan(const std::string& body) {
  return "云泽县2024年大气污染防治工作方案\n" + body + "四、保障措施\n（一）加强领导。各单位要高度重视。\n";
}

const char* const kDuty = "。10月底前，完成治理设施改造。（责任单位：县生态环境局）\n";

std::string duty(const std::string& number, const std::string& title) {
  return number + title + kDuty;
}

struct FaultCase {
  std::string name, text;
  FaultKind kind;
  std::string item;
  int expected, found;
};

std::vector<FaultCase> fault_cases() {
  const std::string open = "一、总体要求\n坚持系统治理。\n", tasks = "二、重点任务\n",
                    goal = "三、工作要求\n各单位抓好落实。\n";
  const std::string one = duty("1.", "治理锅炉"), two = duty("2.", "治理扬尘"), three = duty("3.", "治理餐饮油烟");
  return {
      {"section_skipped", numbered_plan(open + "三、重点任务\n" + one + two), FaultKind::skipped, "", 2, 3},
      {"section_twice", numbered_plan(open + tasks + one + two + "二、工作要求\n各单位抓好落实。\n"),
       FaultKind::repeated, "", 3, 2},
      {"group_skipped", numbered_plan(open + tasks + "（一）工业治理\n" + one + "（三）面源治理\n" + two + goal),
       FaultKind::skipped, "", 2, 3},
      {"group_twice",
       numbered_plan(open + tasks + "（一）工业治理\n" + one + "（二）面源治理\n" + two + "（二）移动源治理\n" + three +
                     goal),
       FaultKind::repeated, "", 3, 2},
      {"item_skipped", numbered_plan(open + tasks + one + two + duty("4.", "治理餐饮油烟") + goal), FaultKind::skipped,
       "m4", 3, 4},
      {"items_skipped_by_many",
       numbered_plan(open + tasks + one + two + duty("9.", "治理餐饮油烟") + duty("10.", "管控烟花") + goal),
       FaultKind::skipped, "m9", 3, 9},
      {"item_begins_again",
       numbered_plan(open + tasks + "（一）工业治理\n" + one + two + three + "（二）面源治理\n" +
                     duty("4.", "禁止焚烧") + duty("5.", "管控烟花") + duty("1.", "治理道路") + goal),
       FaultKind::restarted, "m2.1", 6, 1},
      {"point_skipped",
       numbered_plan(open + tasks +
                     "1.治理锅炉。按下列要求完成治理。\n（1）淘汰小型锅炉。10月底前完成。\n"
                     "（2）改造燃气锅炉。10月底前完成。\n（4）加强监管。11月底前完成。\n" +
                     two + goal),
       FaultKind::skipped, "m1.4", 3, 4},
      {"circled_skipped",
       numbered_plan(
           open + tasks +
           "1.治理锅炉。10月底前，①淘汰小型锅炉；②改造燃气锅炉；④安装在线监测设备。（责任单位：县生态环境局）\n" + two +
           goal),
       FaultKind::skipped, "m1", 3, 4},
      {"circled_twice",
       numbered_plan(
           open + tasks +
           "1.治理锅炉。10月底前，①淘汰小型锅炉；②改造燃气锅炉；②安装在线监测设备。（责任单位：县生态环境局）\n" + two +
           goal),
       FaultKind::repeated, "m1", 3, 2},
  };
}

class NumberFault : public ::testing::TestWithParam<FaultCase> {};

TEST_P(NumberFault, IsReadAndToldOnce) {
  const auto& c = GetParam();
  const auto document = read_document(c.text);
  ASSERT_TRUE(document) << document.error().code;
  const auto& faults = document->plans.front().faults;
  ASSERT_EQ(faults.size(), 1u);
  const Fault& f = faults.front();
  EXPECT_EQ(f.kind, c.kind);
  EXPECT_EQ(f.item, c.item);
  EXPECT_EQ(f.expected, c.expected);
  EXPECT_EQ(f.found, c.found);
  int told = 0;
  for (const auto& finding : lint(*document, fault_rules())) {
    if (finding.kind != "numbering") continue;
    ++told;
    EXPECT_EQ(finding.args.at("expected"), c.expected);
    EXPECT_EQ(finding.places.size(), 2u) << "the number before it too";
    EXPECT_EQ(finding.severity, c.kind == FaultKind::restarted ? Severity::low : Severity::medium);
  }
  EXPECT_EQ(told, 1);
}

INSTANTIATE_TEST_SUITE_P(Kinds, NumberFault, ::testing::ValuesIn(fault_cases()),
                         [](const auto& one) { return one.param.name; });

TEST(NumberFaults, NumbersThatGoOnOrBeginUnderANewHeadingAreRight) {
  const std::string open = "一、总体要求\n坚持系统治理。\n二、重点任务\n", goal = "三、工作要求\n各单位抓好落实。\n";
  const std::string first = "（一）工业治理\n" + duty("1.", "治理锅炉") + duty("2.", "治理扬尘") + "（二）面源治理\n";
  for (const auto& rest :
       {duty("3.", "禁止焚烧") + duty("4.", "管控烟花"), duty("1.", "禁止焚烧") + duty("2.", "管控烟花")}) {
    const auto document = read_document(numbered_plan(open + first + rest + goal)).value();
    EXPECT_TRUE(document.plans.front().faults.empty());
  }
}

std::string ledger_plan(const std::string& rows) {
  std::string out = "一、总体要求\n坚持系统治理。\n二、重点任务\n（一）工业治理\n" + duty("1.", "治理锅炉") +
                    "（二）面源治理\n" + duty("2.", "禁止焚烧") + "（三）移动源治理\n" + duty("3.", "查验货车") +
                    "三、工作要求\n各单位抓好落实。\n";
  out = numbered_plan(out) + "附件\n云泽县2024年大气污染防治任务台账\n类别\t序号\t任务\t完成时限\t责任单位\n";
  return out + rows;
}

std::string row(const std::string& category, const std::string& number) {
  return category + "\t" + number + "\t完成治理设施改造\t10月底前\t县生态环境局\n";
}

std::vector<std::pair<FaultKind, int>> kinds_of(const std::string& text) {
  std::vector<std::pair<FaultKind, int>> out;
  const auto document = read_document(text).value();
  for (const auto& f : document.plans.front().faults) out.emplace_back(f.kind, f.expected);
  return out;
}

using Kinds = std::vector<std::pair<FaultKind, int>>;

TEST(NumberFaults, CategoriesOfALedger) {
  EXPECT_EQ(kinds_of(ledger_plan(row("一、工业治理", "1") + row("二、面源治理", "2") + row("三、移动源治理", "3"))),
            Kinds{});
  EXPECT_EQ(kinds_of(ledger_plan(row("一、工业治理", "1") + row("三、移动源治理", "2"))),
            (Kinds{{FaultKind::missing, 2}}));
  EXPECT_EQ(kinds_of(ledger_plan(row("三、移动源治理", "1"))),
            (Kinds{{FaultKind::missing, 1}, {FaultKind::missing, 2}}))
      << "each that is left out";
  EXPECT_EQ(kinds_of(ledger_plan(row("一、工业治理", "1") + row("二、面源治理", "2") + row("一、工业治理", "3"))),
            (Kinds{{FaultKind::restarted, 3}}));
}

TEST(NumberFaults, RowsOfALedger) {
  EXPECT_EQ(kinds_of(ledger_plan(row("一、工业治理", "1") + row("", "3"))), (Kinds{{FaultKind::skipped, 2}}));
  EXPECT_EQ(kinds_of(ledger_plan(row("一、工业治理", "1") + row("", "2") + row("", "2") + row("", "4"))),
            (Kinds{{FaultKind::repeated, 3}}))
      << "a misprint is one fault";
}

TEST(NumberFaults, AnnexesOfTheList) {
  const auto plan = [](const std::string& list, const std::string& annexes) {
    return numbered_plan("一、总体要求\n坚持系统治理。\n二、重点任务\n" + duty("1.", "治理锅炉") +
                         "三、工作要求\n各单位抓好落实。\n") +
           list + annexes;
  };
  const std::string table = "\n序号\t任务\t完成时限\t责任单位\n1\t治理锅炉\t10月底前\t县生态环境局\n";
  const std::string one = "附件1\n锅炉清单" + table, two = "附件2\n工地清单" + table, bare = "工地清单" + table;
  const std::string list = "附件：1.锅炉清单\n2.工地清单\n";
  EXPECT_EQ(kinds_of(plan(list, one + two)), Kinds{});
  EXPECT_EQ(kinds_of(plan(list, one)), (Kinds{{FaultKind::missing, 2}}));
  EXPECT_EQ(kinds_of(plan(list, one + bare)), (Kinds{{FaultKind::unlabelled, 2}}));
  EXPECT_EQ(kinds_of(plan("附件：1.锅炉清单\n2.工地清单（略）\n", one)), Kinds{});
  EXPECT_EQ(kinds_of(plan("附件1：锅炉清单\n附件2：工地清单\n", one + two)), Kinds{}) << "a list in the other form";
  EXPECT_EQ(kinds_of(plan(list, two + one)).size(), 2u) << "out of order";
}

TEST(NumberFaults, TheSeedLacksACategoryAndTheLabelOfAnAnnex) {
  std::map<Domain, Kinds> faults;
  for (const auto& plan : seed().plans)
    for (const auto& f : plan.faults) faults[plan.domain].emplace_back(f.kind, f.expected);
  EXPECT_EQ(faults[Domain::air], (Kinds{{FaultKind::missing, 7}}));
  EXPECT_EQ(faults[Domain::water], (Kinds{{FaultKind::unlabelled, 3}}));
  EXPECT_TRUE(faults[Domain::soil].empty());
}

TEST(NumberFaults, EachOfTheSeedIsToldOnce) {
  std::size_t faults = 0;
  for (const auto& plan : seed().plans) faults += plan.faults.size();
  const auto findings = lint(seed(), fault_rules());
  const auto told = std::count_if(findings.begin(), findings.end(), [](const Finding& f) {
    return f.kind == "numbering" && f.args.contains("expected");
  });
  EXPECT_EQ(static_cast<std::size_t>(told), faults);
  for (const auto& f : findings)
    if (f.code == "plan_lint.numbering.gap") {
      EXPECT_EQ(f.args.at("number"), 7);
      EXPECT_EQ(f.severity, Severity::medium);
    }
}

}  // namespace
}  // namespace limpid::plan
