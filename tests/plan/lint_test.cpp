// SPDX-License-Identifier: Apache-2.0
// The cross-check against annotations made by hand, and what must hold of its findings on any plan.
#include "plan/lint/lint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <set>
#include <sstream>

#include "base/data_file.hpp"
#include "plan/lint/score_lint.hpp"
#include "plan/reader/source_text.hpp"
#include "seed.hpp"

namespace limpid::plan {
namespace {

const std::filesystem::path kLintTree = LIMPID_SOURCE_DIR;

const LintRules& lint_rules() {
  static const LintRules rules = LintRules::load(kLintTree);
  return rules;
}

const std::vector<Finding>& seed_findings() {
  static const std::vector<Finding> findings = lint(seed(), lint_rules());
  return findings;
}

std::vector<Finding> findings_of(const std::string& text) {
  const auto document = read_document(text);
  if (!document) throw Failure(document.error());
  return lint(*document, lint_rules());
}

LintScore lint_score_of(const std::filesystem::path& folder) {
  const auto document = read_document(read_file(folder / "plan.txt"));
  if (!document) throw Failure(document.error());
  return score_lint(*document, lint(*document, lint_rules()),
                    load_data_file(folder / "gold.yaml", kLintTree / "schemas/plan-gold.json"));
}

std::string told_of(const LintScore& score) {
  std::string out;
  for (const auto& d : score.differences)
    if (d.severity != "low") out += (d.missed ? "\n- " : "\n+ ") + d.kind + " " + d.at + " " + d.quote;
  return out;
}

/// A plan whose rows are `rows`, one a measure of `measures`.
std::string plan_of(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::string text = "青泉县生态环境保护2024年行动计划\n青政办发〔2024〕8号\n2024年2月20日\n\n二、重点任务\n", rows;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto number = std::to_string(i + 1);
    text += number + "." + pairs[i].first + "（责任单位：县住建局）\n";
    rows += "一、重点任务\t" + number + "\t" + pairs[i].second + "\t2024年6月底前\t县住建局\t\n";
  }
  return text +
         "三、保障措施\n（一）加强领导。各单位要加强领导。\n\n附件：任务台账\n\n附件\n任务台账\n"
         "任务类别\t序号\t具体措施\t完成时限\t牵头单位\t备注\n" +
         rows;
}

/// Rows that shorten, or leave most of the text out, still contradict where they do.
TEST(PlanLint, NoHabitOfTheLedgerSilencesAContradiction) {
  const std::vector<std::pair<std::string, std::string>> contradictions{
      {"化肥减量。2024年6月底前，推广精准施肥，化肥施用量实现负增长。", "推广精准施肥，化肥施用量实现增长。"},
      {"养殖整治。2024年6月底前，不得新建规模养殖场。", "新建规模养殖场。"},
      {"断面保障。2024年6月底前，张庄断面水质达到Ⅲ类。", "张庄断面水质达到Ⅳ类。"}};
  const std::pair<std::string, std::string> shortened{
      "矿山治理。2024年6月底前，对县域内所有生产矿山逐一开展全面排查整治，督促企业落实主体责任。", "对矿山开展整治。"};
  const std::pair<std::string, std::string> summed_up{
      "锅炉治理。2024年6月底前，摸清底数。建立清单。逐台核查燃料。安装计量设施并联网。编制改造方案。开展回头看工作。",
      "安装计量设施。"};
  for (const auto& other : {shortened, summed_up})
    for (std::size_t others : {0U, 1U, 4U}) {
      auto pairs = contradictions;
      pairs.insert(pairs.end(), others, other);
      std::set<std::string> told;
      for (const auto& f : findings_of(plan_of(pairs)))
        if (f.kind == "duty_differs" && f.severity == Severity::high)
          told.insert(f.places.front().item);
        else if (f.kind == "figure_differs")
          told.insert(f.places.front().quote);
      EXPECT_THAT(told, ::testing::IsSupersetOf({"other/m1", "other/m2", "III类"})) << others;
    }
}

/// The legal form is told whatever else the clause says; a row that repeats the title is not held against the text.
TEST(PlanLint, ACompanyHasOneLegalForm) {
  const auto findings = findings_of(
      plan_of({{"推进钢铁企业超低排放改造。2024年6月底前，完成云溪宏达钢铁有限公司2台120吨转炉超低排放改造。",
                "推进钢铁企业超低排放改造，完成云溪宏达钢铁有限责任公司2台120吨转炉超低排放改造。"},
               {"城区管网。2024年6月底前，摸清底数。建立清单。编制改造方案。开展回头看工作。", "建立清单。"}}));
  const auto forms = std::count_if(findings.begin(), findings.end(), [](const Finding& f) {
    return f.kind == "name_differs" && f.severity == Severity::medium && f.places[0].quote.ends_with("钢铁有限公司") &&
           f.places[1].quote.ends_with("钢铁有限责任公司");
  });
  EXPECT_EQ(forms, 1);
  EXPECT_EQ(std::count_if(findings.begin(), findings.end(), [](const Finding& f) { return f.kind == "name_differs"; }),
            1);
}

TEST(PlanLint, FindsWhatTheSeedSaysTwoWays) {
  const auto s = lint_score_of(kLintTree / "plans/zezhou-2022");
  EXPECT_GE(s.grave.precision(), 0.88) << told_of(s);
  EXPECT_GE(s.grave.recall(), 0.92) << told_of(s);
  EXPECT_GE(s.all.precision(), 0.86);
  EXPECT_GE(s.all.recall(), 0.84);
}

class WrittenLint : public ::testing::TestWithParam<const char*> {};

TEST_P(WrittenLint, AsAnnotated) {
  const auto s = lint_score_of(kLintTree / "tests/plan/documents" / GetParam());
  EXPECT_GE(s.grave.precision(), 0.90) << told_of(s);
  EXPECT_EQ(s.grave.recall(), 1.0) << told_of(s);
}

INSTANTIATE_TEST_SUITE_P(Documents, WrittenLint, ::testing::Values("06-water-and-ledger", "12-air-and-ledger"),
                         [](const auto& one) { return "D" + std::string(one.param).substr(0, 2); });

/// A finding of the kind that has the quotes (parts of them) in the items named.
::testing::AssertionResult found(const std::vector<Finding>& findings, const std::string& kind,
                                 const std::vector<std::pair<std::string, std::string>>& sides) {
  for (const auto& f : findings) {
    if (f.kind != kind) continue;
    const bool all = std::all_of(sides.begin(), sides.end(), [&](const auto& side) {
      return std::any_of(f.places.begin(), f.places.end(), [&](const Place& p) {
        return p.item == side.first && p.quote.find(side.second) != std::string::npos;
      });
    });
    if (all) return ::testing::AssertionSuccess();
  }
  return ::testing::AssertionFailure() << "no " << kind << " with " << sides.front().first << " "
                                       << sides.front().second;
}

TEST(PlanLint, HasEachDisagreementThatTheIssueNames) {
  const auto& f = seed_findings();
  EXPECT_TRUE(found(f, "deadline_differs", {{"air/m4", "2022年5月底前"}, {"air/t6", "按市生态环境局要求时限"}}));
  EXPECT_TRUE(found(f, "duty_differs", {{"air/m1", "倍"}, {"air/t1", "总"}}));
  EXPECT_TRUE(found(f, "duty_differs", {{"water/m14", "负增长"}, {"water/t17", "增长"}}));
  EXPECT_TRUE(found(f, "name_differs", {{"water/m15", "石淙头"}, {"water/t18", "石凉头"}}));
  EXPECT_TRUE(found(f, "name_differs", {{"air/m5", "有限公司"}, {"air/t8", "有限责任公司"}}));
  EXPECT_TRUE(found(f, "unit_alias", {{"air/t1", "县发展和改革局"}, {"air/m1", "县发改局"}}));
  EXPECT_TRUE(found(f, "scope_differs", {{"air/m11", "全县"}, {"air/t14", "市区建成区"}}));
  EXPECT_TRUE(found(f, "measure_unmatched", {{"air/m7", "加快机动车结构升级"}}));
  EXPECT_TRUE(found(f, "row_unmatched", {{"air/t38", "采取线上"}}));
  EXPECT_TRUE(found(f, "unit_repeated", {{"water/t20", "县自然资源局"}}));
  EXPECT_TRUE(found(f, "numbering", {{"air/t33", "市区建成区"}})) << "category 七 is missing";
  EXPECT_TRUE(found(f, "date_past", {{"water/m7", "5月底前"}}));
  EXPECT_TRUE(found(f, "duty_dropped", {{"air/m29", "禁止户外涂装作业"}}));
  EXPECT_TRUE(found(f, "figure_dropped", {{"air/m3", "22个"}}));
  EXPECT_TRUE(found(f, "figure_added", {{"air/t36", "3个"}}));
  EXPECT_TRUE(found(f, "duty_added", {{"air/t36", "不间断开展检查抽测"}}));
  EXPECT_TRUE(found(f, "deadline_one_sided", {{"water/t24", "2022年12月底"}}));
  EXPECT_TRUE(found(f, "deadline_one_sided", {{"air/m20", "2022年8月份起"}}));
  EXPECT_TRUE(found(f, "unit_differs", {{"air/m8", "县应急管理局"}}));
  EXPECT_TRUE(found(f, "class_absent", {{"water/m2", "省考"}}));
  EXPECT_TRUE(found(f, "title_differs", {{"", "强化餐饮油烟管理"}}));
  EXPECT_TRUE(found(f, "garbled", {{"water/t30", "为为"}}));
  EXPECT_TRUE(found(f, "garbled", {{"soil/m20", "开展土壤污染法专项行动"}}));
  EXPECT_TRUE(found(f, "deadline_missing", {{"soil/m1", ""}}));
  EXPECT_TRUE(found(f, "target_missing", {{"water/g1", "完成市定目标"}}));
}

TEST(PlanLint, PlacesAreTheBytesOfTheirQuotes) {
  for (const auto& f : seed_findings()) {
    EXPECT_FALSE(f.places.empty()) << f.kind;
    for (const auto& p : f.places) {
      ASSERT_LE(p.span.end, seed().source.size());
      ASSERT_LE(p.span.start, p.span.end);
      if (p.quote.empty()) continue;
      const auto normal = [](std::string_view text) {
        std::string out = text::nfkc(clean(text).view());
        std::erase_if(out, [](char c) { return c == '\n' || c == '\t' || c == ' ' || c == '-'; });
        return out;
      };
      // A figure's dashes and a page's number may stand between two lines of one quote.
      const auto bytes = normal(bytes_of(p.span)), quote = normal(p.quote);
      EXPECT_TRUE(bytes == quote || bytes.size() > quote.size()) << bytes << " " << quote;
      EXPECT_EQ(bytes.substr(0, 3), quote.substr(0, 3)) << f.kind;
    }
  }
}

TEST(PlanLint, EachFindingHasItsWordsAndAnIdOfItsOwn) {
  const auto messages = Messages::load(kLintTree);
  std::set<std::string> ids;
  for (const auto& f : seed_findings()) {
    EXPECT_EQ(f.id.size(), 16u);
    EXPECT_TRUE(ids.insert(f.id).second) << f.kind;
    for (const char* lang : {"zh", "en"}) {
      EXPECT_TRUE(messages.has(lang, f.code)) << f.code;
      EXPECT_TRUE(messages.has(lang, f.suggestion)) << f.suggestion;
      EXPECT_EQ(messages.render(lang, f.code, f.args).find('{'), std::string::npos) << f.code;
    }
  }
  const auto json = findings_json(seed_findings(), messages, "zh");
  ASSERT_EQ(json.size(), seed_findings().size());
  for (const auto& one : json) {
    EXPECT_EQ(one.at("spans").size(), one.at("places").size());
    EXPECT_FALSE(one.at("message").get<std::string>().empty());
    EXPECT_TRUE(one.at("spans").front().contains("start"));
  }
}

/// What `limpid plan lint --json` prints.
Json printed_findings(const std::string& bytes, const char* lang) {
  static const auto messages = Messages::load(kLintTree);
  const auto document = read_document(bytes).value();
  return findings_json(lint(document, lint_rules()), messages, lang);
}

TEST(PlanLint, WhatIsPrintedFitsItsSchema) {
  const auto schema = kLintTree / "schemas/plan-lint.json";
  const std::vector<std::string> plans{
      seed_bytes(), read_file(kLintTree / "tests/plan/documents/12-air-and-ledger/plan.txt"),
      read_file(kLintTree / "tests/plan/unseen2/10-water-sentences-and-ledger/plan.txt")};
  for (const auto& plan : plans)
    for (const char* lang : {"zh", "en"}) {
      const Json findings = printed_findings(plan, lang);
      EXPECT_GT(findings.size(), 10u);
      EXPECT_NO_THROW(check_schema(findings, schema, lang));
      for (const auto& one : findings)
        for (const auto& span : one.at("spans")) EXPECT_LE(span.at("end").get<std::size_t>(), plan.size());
    }
  Json broken = printed_findings(plans.back(), "zh");
  broken[0].erase("suggestion");
  EXPECT_THROW(check_schema(broken, schema, "broken"), Failure);
  broken = printed_findings(plans.back(), "zh");
  broken[0]["severity"] = "grave";
  EXPECT_THROW(check_schema(broken, schema, "broken"), Failure);
}

TEST(PlanLint, RowsOfMeasuresAreThoseHeldAgainstEachOther) {
  const auto rows = rows_of_measures(seed(), lint_rules());
  const auto has = [&](const char* row, const char* measure) {
    return std::any_of(rows.begin(), rows.end(),
                       [&](const RowOfMeasure& r) { return r.row == row && r.measure == measure; });
  };
  EXPECT_TRUE(has("water/t17", "water/m14"));
  EXPECT_TRUE(has("water/p1", "water/m15"));
  EXPECT_TRUE(std::none_of(rows.begin(), rows.end(), [](const RowOfMeasure& r) { return r.row == "air/t38"; }))
      << "no measure speaks of it";
}

TEST(PlanLint, IdsSurviveAnInsertionElsewhere) {
  auto text = seed_bytes();
  const std::string before = "（一）强化组织领导。";
  const auto at = text.find(before);
  ASSERT_NE(at, std::string::npos);
  text.insert(at + before.size(), "各单位要高度重视，精心组织。");
  std::set<std::string> ids;
  for (const auto& f : findings_of(text)) ids.insert(f.id);
  for (const auto& f : seed_findings()) EXPECT_TRUE(ids.contains(f.id)) << f.kind << " " << f.places.front().quote;
}

const char* const kMeasures[] = {
    "1.治理工业废水。8月底前，完成12家造纸企业污水处理设施改造，外排废水稳定达标。",
    "2.改造雨污管网。10月底前，县城建成区改造雨污合流管网12.4公里，生活污水集中收集率达到78%以上。",
    "3.整治入河排污口。11月底前，完成37个入河排污口整治，设立标志牌。",
    "4.巩固清洁取暖成果。12月底前，完成清洁取暖改造4200户，杜绝散煤复烧。"};
const char* const kRows[] = {"完成12家造纸企业污水处理设施改造，外排废水稳定达标。\t8月底前",
                             "县城建成区改造雨污合流管网12.4公里，生活污水集中收集率达到78%以上。\t10月底前",
                             "完成37个入河排污口整治，设立标志牌。\t11月底前",
                             "完成清洁取暖改造4200户，杜绝散煤复烧。\t12月底前"};

std::string small_plan(const std::string& third_row = kRows[2]) {
  std::string out = "柳河县2023年水污染防治工作方案\n一、重点任务\n（一）狠抓污染防治\n";
  for (const char* m : kMeasures) out += std::string(m) + "（责任单位：县水务局）\n";
  out += "附件\n柳河县2023年水污染防治任务台账\n类别\t序号\t任务内容\t完成时限\t责任单位\n";
  for (int i = 0; i < 4; ++i)
    out += (i == 0 ? "一、狠抓污染防治\t" : "\t") + std::to_string(i + 1) + "\t" + (i == 2 ? third_row : kRows[i]) +
           "\t县水务局\n";
  return out;
}

TEST(PlanLint, ALedgerThatRepeatsTheTextHasNothing) {
  const auto findings = findings_of(small_plan());
  for (const auto& f : findings) ADD_FAILURE() << f.kind << " " << f.places.front().quote;
}

/// `small_plan` as a ledger writes it that leaves out what does not bind; the last row is `fourth`.
std::string shortened_plan(const std::string& fourth) {
  std::string text = small_plan();
  const auto table = text.find("\n附件\n");
  text.resize(table);
  const auto put = [&](const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  };
  put("外排废水稳定达标。", "配套建设中水回用系统，外排废水稳定达标。");
  put("生活污水集中收集率达到", "逐户排查错接混接问题，生活污水集中收集率达到");
  put("整治，设立标志牌。", "规范化整治，健全一口一档，设立标志牌。");
  put("杜绝散煤复烧。", "严禁销售散煤，培训村级管护员，加强用户回访。");
  const std::vector<std::string> rows{"12家造纸企业完成处理设施改造\t8月底前",
                                      "县城建成区改造合流管网12.4公里，收集率78%以上\t10月底前",
                                      "37个排污口整治，设标志牌\t11月底前", fourth + "\t12月底前"};
  text += "\n附件\n柳河县2023年水污染防治任务台账\n类别\t序号\t任务内容\t完成时限\t责任单位\n";
  for (std::size_t i = 0; i < rows.size(); ++i)
    text += (i == 0 ? "一、狠抓污染防治\t" : "\t") + std::to_string(i + 1) + "\t" + rows[i] + "\t县水务局\n";
  return text;
}

TEST(PlanLint, ALedgerThatShortensIsAskedOnlyAboutWhatBinds) {
  const auto grave = [](const std::vector<Finding>& findings) {
    std::vector<std::string> out;
    for (const auto& f : findings)
      if (f.severity != Severity::low) out.push_back(f.kind + " " + f.places.front().quote);
    return out;
  };
  EXPECT_THAT(grave(findings_of(shortened_plan("清洁取暖改造4200户，严禁销售散煤"))), ::testing::IsEmpty());
  EXPECT_THAT(grave(findings_of(shortened_plan("清洁取暖改造4200户"))),
              ::testing::ElementsAre(::testing::HasSubstr("duty_dropped 严禁销售散煤")));
  EXPECT_THAT(grave(findings_of(shortened_plan("清洁取暖改造2400户，严禁销售散煤"))),
              ::testing::ElementsAre(::testing::HasSubstr("figure_differs 4200户")));
}

/// The air plan of lint_kinds with one column of units, those that lead, but for `kept` rows.
std::string plan_with_one_column(std::size_t kept) {
  std::string text = read_file(kLintTree / "tests/plan/lint_kinds/air.txt"), out;
  const auto table = text.rfind("序号\t");
  out = text.substr(0, table) + "序号\t任务内容\t完成时限\t责任单位\n";
  std::istringstream lines(text.substr(table));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const auto last = line.rfind('\t');
    const bool row = last != std::string::npos;
    if (row && kept > 0) {
      --kept;
      line.replace(last, 1, "、");
    } else if (row) {
      line.resize(last);
    }
    out += line + "\n";
  }
  return out;
}

TEST(PlanLint, AColumnForThoseThatLeadLacksNobody) {
  const auto is_unit = [](const Finding& f) { return f.kind == "unit_differs"; };
  const auto none = findings_of(plan_with_one_column(0));
  EXPECT_EQ(std::count_if(none.begin(), none.end(), is_unit), 0);
  const auto some = findings_of(plan_with_one_column(4));
  EXPECT_EQ(std::count_if(some.begin(), some.end(), is_unit), 3) << "four rows of seven name those that cooperate";
}

TEST(PlanLint, AListOfWhatOneMeasureCountsIsHeldAgainstIt) {
  const std::string before =
      "柳河县2023年扬尘整治工作方案\n一、重点任务\n（一）狠抓污染防治\n"
      "1.整治堆场。6月30日前，附件所列4家企业完成堆场封闭。（责任单位：县工信局）\n"
      "2.管控道路扬尘。长期坚持，主次干道每日洒水。（责任单位：县城管局）\n"
      "附件\n柳河县堆场整治企业清单\n序号\t整治内容\t责任单位\t完成时限\n";
  const std::string rows = "1\t砂石棚封闭\t甲石料厂\t2023年6月30日前\n2\t煤棚封闭\t乙水泥厂\t2023年5月31日前\n";
  const auto fine =
      findings_of(before + rows + "3\t硬化地面\t丙建材厂\t2023年6月30日前\n4\t安装喷淋\t丁陶粒厂\t2023年6月30日前\n");
  for (const auto& f : fine) EXPECT_TRUE(f.kind != "sum_differs" && f.kind != "deadline_differs") << f.kind;
  const auto late = findings_of(before + rows + "3\t硬化地面\t丙建材厂\t2023年7月20日前\n");
  EXPECT_TRUE(found(late, "sum_differs", {{"air/m1", "4家"}}));
  EXPECT_TRUE(found(late, "deadline_differs", {{"air/m1", "6月30日前"}, {"air/t3", "7月20日前"}}));
}

TEST(PlanLint, EachSingleChangeOfARowIsFound) {
  const std::vector<std::pair<std::string, std::string>> changes = {
      {"完成37个入河排污口整治，设立标志牌。\t12月底前", "deadline_differs"},
      {"完成73个入河排污口整治，设立标志牌。\t11月底前", "figure_differs"},
      {"完成37个入河排污口排查，设立标志牌。\t11月底前", "duty_differs"},
      {"完成入河排污口整治，设立标志牌。\t11月底前", "figure_dropped"},
      {"完成37个入河排污口整治，设立标志牌，开展水质自动监测联网。\t11月底前", "duty_added"},
  };
  for (const auto& [row, kind] : changes) {
    const auto findings = findings_of(small_plan(row));
    EXPECT_TRUE(std::any_of(findings.begin(), findings.end(), [&](const Finding& f) { return f.kind == kind; }))
        << kind;
    EXPECT_LE(findings.size(), 2u) << row;
  }
}

TEST(PlanLint, AThousandMeasuresTakeNoLongerThanTheyMust) {
  std::string text = "柳河县2023年水污染防治工作方案\n一、重点任务\n（一）狠抓污染防治\n", rows;
  for (int i = 1; i <= 1000; ++i) {
    const auto n = std::to_string(i);
    text += n + ".治理第" + n + "处河段。8月底前，完成第" + n + "处河段清淤" + n +
            "公里，设立标志牌，修复岸线。（责任单位：县水务局）\n";
    rows += "\t" + n + "\t完成第" + n + "处河段清淤" + n + "公里，设立标志牌，修复岸线。\t8月底前\t县水务局\n";
  }
  const auto document =
      read_document(text + "附件\n任务台账\n类别\t序号\t任务内容\t完成时限\t责任单位\n" + rows).value();
  const auto start = std::chrono::steady_clock::now();
  lint(document, lint_rules());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

}  // namespace
}  // namespace limpid::plan
