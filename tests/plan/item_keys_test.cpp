// SPDX-License-Identifier: Apache-2.0
// Rows whose numbers come twice: each has a key of its own, and all that speaks of it calls it so.
#include "plan/item_keys.hpp"

#include <gmock/gmock.h>

#include <set>

#include "base/data_file.hpp"
#include "plan/import.hpp"
#include "plan/input/text_writer.hpp"
#include "plan/json.hpp"
#include "plan/lint/lint.hpp"
#include "plan/read.hpp"
#include "plan/suggest.hpp"
#include "support/memory_facts.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Document document_of(const std::string& text) {
  return read_document(text).value();
}

std::vector<std::string> keys_of_rows(const std::string& text) {
  std::vector<std::string> out;
  const auto document = document_of(text);
  for (const auto& task : document.plans.front().tasks) out.push_back(task.key);
  return out;
}

std::vector<std::string> faults_of(const std::string& text) {
  std::vector<std::string> out;
  const auto document = document_of(text);
  for (const auto& fault : document.plans.front().faults)
    out.push_back(std::string(to_string(fault.kind)) + " " + fault.item);
  return out;
}

const std::string kTitle = "甲县2024年水污染防治任务分解表\n\n";

const std::string kByCategory = kTitle +
                                "序号\t类别\t任务\t责任单位\t时限\n"
                                "1\t城镇\t清淤3公里\t县水务局\t6月底前\n"
                                "2\t\t管网4公里\t县住建局\t7月底前\n"
                                "1\t农村\t湿地1处\t县林业局\t8月底前\n"
                                "2\t\t养殖8家\t县农业农村局\t9月底前\n"
                                "3\t\t沼气2处\t县农业农村局\t9月底前\n";

const std::string kOneTwice = kTitle +
                              "序号\t任务\t责任单位\t时限\n"
                              "1\t清淤3公里\t县水务局\t6月底前\n"
                              "2\t管网4公里\t县住建局\t7月底前\n"
                              "2\t湿地1处\t县林业局\t8月底前\n"
                              "3\t养殖8家\t县农业农村局\t9月底前\n";

const std::string kAnnexes =
    "甲县2024年水污染防治方案\n一、任务\n1.管网。6月底前新建管网3公里。（县住建局）\n"
    "附件1：断面清单\n序号\t断面名称\t所在乡镇\t目标水质\n"
    "1\t清河桥\t东山镇\tⅢ类\n2\t白水口\t西河镇\tⅢ类\n"
    "附件2：省考断面清单\n序号\t断面名称\t所在乡镇\t目标水质\n"
    "1\t柳河桥\t南坪镇\tⅣ类\n2\t石桥\t北岭乡\tⅣ类\n"
    "附件3：重点工程项目清单\n序号\t项目名称\t建设内容\t责任单位\t完成时限\n"
    "1\t东山湿地\t建设湿地1处\t县林业局\t6月底前\n"
    "2\t管网工程\t新建3公里\t县住建局\t7月底前\n"
    "附件4：新增工程项目清单\n序号\t项目名称\t建设内容\t责任单位\t完成时限\n"
    "1\t泵站工程\t新建泵站2座\t县水务局\t8月底前\n";

TEST(ItemKeys, NumbersThatBeginAgainHaveTheirPartBefore) {
  EXPECT_THAT(keys_of_rows(kByCategory), ElementsAre("t1", "t2", "t2.1", "t2.2", "t3"));
  EXPECT_THAT(faults_of(kByCategory), IsEmpty()) << "each category counts from 1";
}

TEST(ItemKeys, ANumberPrintedTwiceIsItsSecondAndToldOfIt) {
  EXPECT_THAT(keys_of_rows(kOneTwice), ElementsAre("t1", "t2", "t2.2", "t3"));
  EXPECT_THAT(faults_of(kOneTwice), ElementsAre("repeated t2.2"));
}

TEST(ItemKeys, OfAListWithoutDoublesAreItsNumbers) {
  Plan plan;
  for (const int number : {1, 2, 4, 3, 7}) plan.tasks.emplace_back().number = number;
  for (const char* number : {"1", "2.1", "2.1", "2.1.2"}) plan.measures.emplace_back().number = number;
  key_items(plan);
  std::vector<std::string> rows, measures;
  for (const auto& t : plan.tasks) rows.push_back(t.key);
  for (const auto& m : plan.measures) measures.push_back(m.key);
  EXPECT_THAT(rows, ElementsAre("t1", "t2", "t4", "t3", "t7"));
  EXPECT_THAT(measures, ElementsAre("m1", "m2.1", "m2.1.2", "m2.1.2.2"));
}

/// Ids of a document in the shape of schemas/plan.json.
std::multiset<std::string> ids_of(const Json& document) {
  std::multiset<std::string> out;
  for (const auto& plan : document.at("plans"))
    for (const auto& [list, _] : kItemLists)
      for (const auto& item : plan.at(list)) out.insert(item.at("id").get<std::string>());
  return out;
}

TEST(ItemKeys, NoRowIsLostInTheLedger) {
  for (const auto& text : {kByCategory, kOneTwice, kAnnexes}) {
    const auto document = document_of(text);
    const Json json = to_json(document, "jia-2024");
    check_schema(json, std::string(LIMPID_SOURCE_DIR) + "/schemas/plan.json", "document");
    testing::MemoryFacts facts;
    facts.apply(import_document(document, text, "jia-2024", nullptr, facts).changes);
    EXPECT_EQ(stored_document(facts), json) << "in the order of the document";
    const auto ids = ids_of(json);
    EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), ids.size());
    EXPECT_EQ(facts.records("item").size(), ids.size());
    for (const auto& id : ids) EXPECT_TRUE(facts.record("promise", id + "#1")) << id;
    EXPECT_TRUE(import_document(document, text, "jia-2024", nullptr, facts).items.empty());
  }
  const auto ids = ids_of(to_json(document_of(kAnnexes)));
  for (const char* id : {"water/g2.1", "water/g2.2", "water/p2.1"}) EXPECT_EQ(ids.count(id), 1u) << id;
}

TEST(ItemKeys, SuggestionsAndFindingsCallARowByIt) {
  const auto document = document_of(kByCategory);
  std::set<std::string> promises;
  const auto rules = SuggestRules::load(LIMPID_SOURCE_DIR);
  for (const auto& one : suggest_document(to_json(document, "jia-2024"), rules)) promises.insert(one.promise);
  EXPECT_TRUE(promises.contains("jia-2024/water/t2.1#1"));
  EXPECT_EQ(promises.size(), 5u);
  const auto twice = document_of(kOneTwice);
  bool told = false;
  for (const auto& finding : lint(twice, LintRules::load(LIMPID_SOURCE_DIR)))
    for (const auto& place : finding.places) told = told || place.item == "water/t2.2";
  EXPECT_TRUE(told);
}

/// A number's cell over two rows is one number: no fault, and both rows are there.
TEST(ItemKeys, RowsOfOneNumbersCell) {
  std::vector<GridCell> cells;
  const auto put = [&](std::size_t row, std::size_t column, const char* text, std::size_t rows = 1) {
    cells.push_back({.row = row, .column = column, .rows = rows, .columns = 1, .text = text});
  };
  const std::vector<std::vector<const char*>> rows{{"序 号", "任务", "责任单位", "时限", "数量"},
                                                   {"1", "清淤", "县水务局", "6月底前", "7"},
                                                   {"", "管网", "县住建局", "7月底前", ""},
                                                   {"2", "湿地", "县林业局", "8月底前", "8"}};
  for (std::size_t row = 0; row < rows.size(); ++row)
    for (std::size_t column = 0; column < rows[row].size(); ++column)
      if (*rows[row][column] != 0)
        put(row, column, rows[row][column], row == 1 && (column == 0 || column == 4) ? 2 : 1);
  TextWriter writer;
  writer.line("甲县2024年水污染防治任务分解表");
  writer.table(cells);
  const auto text = std::move(writer).done().value();
  EXPECT_NE(text.find("\n1（续）\t管网\t县住建局\t7月底前\t7\n"), std::string::npos) << text;
  EXPECT_THAT(keys_of_rows(text), ElementsAre("t1", "t1.2", "t2"));
  EXPECT_THAT(faults_of(text), IsEmpty());
  EXPECT_EQ(document_of(text).plans.front().tasks[1].number, 1);
}

}  // namespace
}  // namespace limpid::plan
