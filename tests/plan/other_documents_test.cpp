// SPDX-License-Identifier: Apache-2.0
// Documents of other counties, bad input, and tables in shapes that the seed does not have.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include "base/data_file.hpp"
#include "plan/json.hpp"
#include "plan/read.hpp"
#include "seed.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  for (auto end = text.find(separator); end != std::string::npos; end = text.find(separator, begin)) {
    parts.push_back(text.substr(begin, end - begin));
    begin = end + separator.size();
  }
  parts.push_back(text.substr(begin));
  return parts;
}

/// Development documents beside the repository: not part of it, so a checkout without them skips.
class Shared : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(LIMPID_SOURCE_DIR) / "../shared/data/plans";
    if (!std::filesystem::exists(folder_ / "measures.tsv"))
      GTEST_SKIP() << "no development documents at ../shared/data/plans";
  }
  std::vector<std::vector<std::string>> table(const char* name) const {
    std::vector<std::vector<std::string>> rows;
    std::istringstream in(read_file(folder_ / name));
    std::string line;
    std::getline(in, line);  // headings
    while (std::getline(in, line)) rows.push_back(split(line, "\t"));
    return rows;
  }
  /// The first line is a note on the document, not part of it.
  Document document(const std::string& name) const {
    const auto bytes = read_file(folder_ / name);
    return read_document(bytes.substr(bytes.find('\n') + 1)).value();
  }
  std::filesystem::path folder_;
};

TEST_F(Shared, OnePlanWithAllItsMeasures) {
  for (const auto& row : table("expected.tsv")) {
    const auto d = document(row[0]);
    ASSERT_EQ(d.plans.size(), 1u) << row[0];
    EXPECT_EQ(std::to_string(d.plans[0].measures.size()), row[1]) << row[0];
    const auto with_units = std::count_if(d.plans[0].measures.begin(), d.plans[0].measures.end(),
                                          [](const Measure& m) { return !m.units.empty(); });
    EXPECT_EQ(std::to_string(with_units), row[2]) << row[0];
    EXPECT_NO_THROW(check_schema(to_json(d), std::string(LIMPID_SOURCE_DIR) + "/schemas/plan.json", row[0]));
  }
}

/// What expected.tsv counts, as the reader counts it.
std::map<std::string, std::size_t> counts_of(const Plan& plan) {
  std::map<std::string, std::size_t> n;
  std::set<std::string> names;
  for (const auto& m : plan.measures) {
    const auto has = [&](auto&& is) { return std::any_of(m.deadlines.begin(), m.deadlines.end(), is) ? 1U : 0U; };
    n["dated"] += has([](const Deadline& d) { return d.end.has_value(); });
    n["recurring"] +=
        has([](const Deadline& d) { return d.kind == DeadlineKind::recurring || d.kind == DeadlineKind::continuous; });
    n["promises"] += m.promises.size();
    n["mentions"] += m.units.size();
    n["quantities"] += m.quantities.size();
    for (const auto& u : m.units) names.insert(u.name);
  }
  n["names"] = names.size();
  return n;
}

TEST_F(Shared, CountsOfEachDocument) {
  for (const auto& row : table("expected.tsv")) {
    auto n = counts_of(document(row[0]).plans.at(0));
    const auto wanted = [&](std::size_t column) { return static_cast<std::size_t>(std::stoul(row.at(column))); };
    EXPECT_EQ(n["dated"], wanted(3)) << row[0];
    EXPECT_EQ(n["mentions"], wanted(6)) << row[0];
    EXPECT_EQ(n["names"], wanted(7)) << row[0];
    EXPECT_EQ(n["quantities"], wanted(8)) << row[0];
    // An action is an order, a promise a duty with its own figure or day: one order may be two, none is left out.
    EXPECT_GE(n["promises"], wanted(5)) << row[0];
    EXPECT_LE(n["promises"], wanted(5) + 2) << row[0];
    std::cout << row[0] << ": promises " << n["promises"] << " for " << row.at(5) << " actions, recurring "
              << n["recurring"] << " of " << row.at(4) << "\n";
  }
}

TEST_F(Shared, FrequencyOfEachMeasure) {
  const auto counted = table("expected.tsv");
  for (const auto& row : counted) {
    const auto document_read = document(row[0]);
    std::size_t wanted = std::stoul(row.at(4));
    // Days of the lunar calendar are given for a frequency; the reader leaves them as words.
    for (const auto& m : document_read.plans.at(0).measures)
      if (m.text.find("清明、中元、寒衣节") != std::string::npos) --wanted;
    EXPECT_EQ(counts_of(document_read.plans.at(0))["recurring"], wanted) << row[0];
  }
}

TEST_F(Shared, GoalsOutsideMeasures) {
  std::map<std::string, std::size_t> rows;
  for (const auto& row : table("targets.tsv")) {
    ++rows[row[0]];
    const auto d = document(row[0]);
    const auto& goals = d.plans.at(0).goals;
    const bool said = std::any_of(goals.begin(), goals.end(), [&](const Goal& goal) {
      const auto at = goal.text.find(row.at(1));
      return at != std::string::npos &&
             std::any_of(goal.quantities.begin(), goal.quantities.end(), [&](const Quantity& q) {
               return row.at(1).find(q.text) != std::string::npos && !q.value.empty();
             });
    });
    EXPECT_TRUE(said) << row[0] << " " << row.at(1);
  }
  for (const auto& row : table("expected.tsv")) EXPECT_EQ(std::to_string(rows[row[0]]), row.at(9)) << row[0];
}

TEST_F(Shared, UnitsDatesAndQuantitiesOfEachMeasure) {
  std::map<std::string, Document> documents;
  for (const auto& row : table("measures.tsv")) {
    const std::string place = row[0] + " " + row[1];
    if (!documents.contains(row[0])) documents[row[0]] = document(row[0]);
    const auto& m = measure(documents[row[0]].plans[0], row[1]);
    std::vector<std::string> lead, responsible, dates, quantities;
    for (const auto& u : m.units) (u.role == Role::lead ? lead : responsible).push_back(u.name);
    for (const auto& d : m.deadlines)
      if (d.end) dates.push_back((d.start ? *d.start + "/" : "") + *d.end);
    for (const auto& q : m.quantities) quantities.push_back(q.value + " " + q.unit);
    std::vector<std::string> expected_quantities;
    for (const auto& q : split(row[11], "; "))
      if (!q.empty()) expected_quantities.push_back(q.substr(q.find('=') + 1));
    const auto list = [](const std::string& text, const char* separator) {
      return text.empty() ? std::vector<std::string>{} : split(text, separator);
    };
    EXPECT_EQ(lead, list(row[3], "、")) << place;
    EXPECT_EQ(responsible, list(row[4], "、")) << place;
    EXPECT_EQ(dates, list(row[8], "; ")) << place;
    EXPECT_EQ(quantities, expected_quantities) << place;
  }
}

TEST(BadInput, IsNamed) {
  EXPECT_EQ(read_document("").error().code, "text.empty");
  EXPECT_EQ(read_document(std::string_view("\x7F"
                                           "ELF\0\0",
                                           6))
                .error()
                .code,
            "text.binary");
  EXPECT_EQ(read_document("\xFF\xFF\xFF").error().code, "text.encoding");
  const auto letter = read_document("各位居民：\n\n今晚停水，请储水备用。\n\n物业办公室\n");
  ASSERT_FALSE(letter);
  EXPECT_EQ(letter.error().code, "plan.not_a_plan");
  EXPECT_EQ(letter.error().args.at("missing").at("code"), "plan.part.title");
  // A title alone lacks what follows it.
  const auto cover = read_document("某县2024年大气污染防治工作方案\n");
  ASSERT_FALSE(cover);
  EXPECT_EQ(cover.error().args.at("missing").at("code"), "plan.part.measures");
  // A report with numbered sections and a title, but nothing ordered.
  const auto report =
      read_document("某县水污染防治实施方案\n一、基本情况\n境内有三条河流。\n二、下一步打算\n继续努力。\n");
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().args.at("missing").at("code"), "plan.part.measures");
}

TEST(OtherEncodings, Gb18030IsConvertedAndSaidSo) {
  // 甲县水污染防治方案 / 一、重点任务 / 1.治污。8月底前完成。(责任单位:县水利局)
  const std::string bytes =
      "\xBC\xD7\xCF\xD8\xCB\xAE\xCE\xDB\xC8\xBE\xB7\xC0\xD6\xCE\xB7\xBD\xB0\xB8\n"
      "\xD2\xBB\xA1\xA2\xD6\xD8\xB5\xE3\xC8\xCE\xCE\xF1\n"
      "1.\xD6\xCE\xCE\xDB\xA1\xA3"
      "8\xD4\xC2\xB5\xD7\xC7\xB0\xCD\xEA\xB3\xC9\xA1\xA3("
      "\xD4\xF0\xC8\xCE\xB5\xA5\xCE\xBB:\xCF\xD8\xCB\xAE\xC0\xFB\xBE\xD6)\n";
  const auto document = read_document(bytes);
  ASSERT_TRUE(document) << document.error().code;
  const auto json = to_json(*document);
  EXPECT_EQ(json["document"]["encoding"], "GB18030");
  EXPECT_EQ(json["plans"][0]["measures"][0]["units"][0]["name"], "县水利局");
  // Spans are bytes of the converted text.
  const std::string converted = "甲县水污染防治方案\n一、重点任务\n";
  EXPECT_EQ(document->plans[0].measures[0].span.start, converted.size());
}

constexpr const char* kHeader =
    "乙县大气污染防治2024年实施方案\n一、重点任务\n（一）甲组\n1. 治企业。限期整改。\n（二）乙组\n2. "
    "治扬尘。湿法作业。\n附件：台账\n任务台账\n";

TEST(Tables, RowsInEveryShape) {
  const auto d = read_document(std::string(kHeader) +
                               "任务类别\t序号\t主要任务\t完成时限\t牵头单位\t配合单位\t备注\n"
                               "一、甲组\t1\t整治企业3家\t6月\t甲局\t乙局、丙局\t市级\n"
                               "\t2\t整治窑炉\t长期坚持\t甲局\t\t\n"
                               "\n任务台账\n\n任务类别\t序号\t主要任务\t完成时限\t牵头单位\t配合单位\t备注\n"
                               "二、乙组\t\t\t\t\t\t\n"
                               "3\t湿法作业\t9月\t丁局\t\t\n"
                               "4\t冲洗车辆，\t每月两次\t丁局\t戊局\t\n"
                               "\t\t保持路面清洁\t\t\t\t\n");
  ASSERT_TRUE(d) << d.error().code;
  const auto& tasks = d->plans[0].tasks;
  ASSERT_EQ(tasks.size(), 4u);
  EXPECT_THAT(tasks[0].units, ElementsAre(Unit{"甲局", Role::lead, "甲局"}, Unit{"乙局", Role::cooperating, "乙局"},
                                          Unit{"丙局", Role::cooperating, "丙局"}));
  EXPECT_EQ(tasks[0].note, "市级");
  EXPECT_EQ(tasks[1].category, "一、甲组");
  EXPECT_EQ(tasks[2].category, "二、乙组");
  EXPECT_EQ(tasks[2].deadlines.at(0).end, "2024-09-30");
  EXPECT_EQ(tasks[3].text, "冲洗车辆，保持路面清洁");  // cut by a page
  EXPECT_EQ(tasks[3].deadlines.at(0).kind, DeadlineKind::recurring);
}

TEST(Tables, ACategoryThatLostItsTabsAndARowBeforeAnyHeading) {
  const auto d = read_document(std::string(kHeader) +
                               "1\t没有表头的行\n"
                               "任务类别\t序号\t主要任务\t完成时限\t责任单位\n"
                               "一、甲组\n1\t整治企业\t6月\t甲局\n二、乙组\n\t2\t湿法作业\t7月\t丁局\n");
  ASSERT_TRUE(d);
  const auto& tasks = d->plans[0].tasks;
  ASSERT_EQ(tasks.size(), 2u);
  EXPECT_EQ(tasks[0].category, "一、甲组");
  EXPECT_EQ(tasks[0].deadlines.at(0).end, "2024-06-30");
  EXPECT_EQ(tasks[1].category, "二、乙组");
}

TEST(Outline, GroupsThatCountFromOneGetTheirNumberInFront) {
  const auto d = read_document(
      "丙县土壤污染防治2024年工作方案\n一、工作任务\n（一）甲\n1. 查地块。查清。\n（二）乙\n1. 管地块。管住。\n2. "
      "修复。修好。\n");
  ASSERT_TRUE(d);
  std::vector<std::string> numbers;
  for (const auto& m : d->plans[0].measures) numbers.push_back(m.number);
  EXPECT_THAT(numbers, ElementsAre("1.1", "2.1", "2.2"));
}

TEST(Outline, SectionsThatAreGroupsThemselves) {
  const auto d = read_document(
      "丁县蓝天保卫2024年行动方案\n一、目标\nPM2.5降至39微克/立方米。\n二、治企业\n1. 关停。关停5家。\n三、治车\n2. "
      "淘汰。淘汰20辆。\n");
  ASSERT_TRUE(d);
  ASSERT_EQ(d->plans[0].groups.size(), 2u);
  EXPECT_EQ(d->plans[0].groups[1].title, "治车");
  EXPECT_EQ(d->plans[0].measures[1].group, 3);
  EXPECT_EQ(d->plans[0].goals.size(), 1u);
}

TEST(Outline, APageBreakInATitleLikeSentenceStartsNoPlan) {
  const auto d = read_document(
      "戊县水污染防治2024年行动计划\n一、重点任务\n1. "
      "一厂一策。对辖区内所有排放工业废水的企业逐一排查并分别制定\n\n整治提升方案\n\n"
      "报县政府。\n二、保障措施\n（一）组织。落实责任。\n");
  ASSERT_TRUE(d);
  ASSERT_EQ(d->plans.size(), 1u);
  EXPECT_EQ(d->plans[0].measures[0].text, "对辖区内所有排放工业废水的企业逐一排查并分别制定整治提升方案报县政府。");
}

}  // namespace
}  // namespace limpid::plan
