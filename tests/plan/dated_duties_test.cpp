// SPDX-License-Identifier: Apache-2.0
// One promise a duty with its own time limit, and who bears it (tests/plan/promises/dated-duties.txt, an invented
// county).
#include <gtest/gtest.h>

#include "base/data_file.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

struct DatedDuty {
  std::string text, when, units;
  bool operator==(const DatedDuty&) const = default;
};

void PrintTo(const DatedDuty& duty, std::ostream* out) {
  *out << duty.text << " | " << duty.when << " | " << duty.units;
}

struct DatedMeasure {
  std::string number;
  std::vector<std::string> units;
  std::vector<DatedDuty> duties;
};

const std::vector<DatedMeasure>& dated_measures() {
  static const std::vector<DatedMeasure> measures{
      {"1",
       {"县工信局"},
       {{"2027年底前不能达到环保绩效A级的6家企业搬离主城区；", "2027-12-31", "县工信局"},
        {"2023年12月底前制定“一企一策”。", "2023-12-31", "县工信局"}}},
      {"2",
       {"县住建局"},
       {{"2024年6月底前完成甲河治理，", "2024-06-30", "县住建局"},
        {"9月底前完成乙河治理，", "2024-09-30", "县住建局"},
        {"年底前建成3座泵站。", "2024-12-31", "县住建局"}}},
      {"3",
       {"县住建局"},
       {{"10月1日前完成方案编制、", "2024-10-01", "县住建局"}, {"12月底前通过验收。", "2024-12-31", "县住建局"}}},
      {"4",
       {"县住建局", "县农业农村局", "县水务局"},
       {{"县农业农村局3月底前制定方案，", "2024-03-31", "县农业农村局"},
        {"县水务局6月底前完成整治。", "2024-06-30", "县水务局"}}},
      {"5",
       {"县住建局", "县交通运输局", "各乡镇人民政府"},
       {{"县住建局4月底前完成排查，", "2024-04-30", "县住建局"},
        {"县交通运输局5月底前完成整改，", "2024-05-31", "县交通运输局"},
        {"各乡镇人民政府每月巡查1次。", "每月巡查1次", "各乡镇人民政府"}}},
      {"6",
       {"县工信局"},
       {{"未取得排污许可证的12家企业6月底前停产整治；", "2024-06-30", "县工信局"},
        {"不能稳定达标的锅炉年底前淘汰，逾期未完成的依法关停。", "2024-12-31", "县工信局"}}},
      {"7", {"县住建局"}, {{"对不达标工地一律停工，整改完成前不得复工。", "", "县住建局"}}},
      {"8",
       {"县工信局"},
       {{"6月底前不能完成改造的窑炉一律停产，", "2024-06-30", "县工信局"},
        {"9月底前拆除5座。", "2024-09-30", "县工信局"}}},
      {"9",
       {"县水利局", "市生态环境局青泉分局", "县生态环境局"},
       {{"县生态环境局于4月底前完成入河排污口排查、", "2024-04-30", "县生态环境局"},
        {"县水利局于6月底前完成封堵。", "2024-06-30", "县水利局"}}},
      {"10",
       {"县农业农村局"},
       {{"县农业农村局负责组织实施，5月底前完成粪污设施配套、", "2024-05-31", "县农业农村局"},
        {"8月底前完成验收、", "2024-08-31", "县农业农村局"},
        {"10月底前建成2处示范点。", "2024-10-31", "县农业农村局"}}},
      {"11", {"县公安局"}, {{"2024年底前未淘汰的国三柴油货车，一律不予通行。", "2024-12-31", "县公安局"}}},
      {"12",
       {"县工信局"},
       {{"6月底前改造窑炉5座，", "2024-06-30", "县工信局"},
        {"9月底前仍未达标的3家企业，一律停产整治。", "2024-09-30", "县工信局"}}},
      {"13",
       {"县水利局", "县财政局", "沿河各乡镇人民政府"},
       {{"（1）县水利局3月底前完成清淤方案；", "2024-03-31", "县水利局"},
        {"（2）沿河各乡镇人民政府6月底前完成清淤12公里，", "2024-06-30", "沿河各乡镇人民政府"},
        {"督促县城投公司9月底前完成护岸。", "2024-09-30", "县水利局 县财政局"}}},
      {"14",
       {"县住建局", "县农业农村局", "县水务局"},
       {{"全面摸底。", "", "县住建局"},
        {"县农业农村局、县水务局5月底前建立台账。", "2024-05-31", "县农业农村局 县水务局"},
        {"全面整治到位。", "", "县住建局"}}},
  };
  return measures;
}

void append(std::string& list, const std::string& word) {
  list += (list.empty() ? "" : " ") + word;
}

TEST(DatedDuties, AreOnePromiseEachOfWhoBearsThem) {
  const auto document =
      read_document(read_file(std::string(LIMPID_SOURCE_DIR) + "/tests/plan/promises/dated-duties.txt"));
  ASSERT_TRUE(document.has_value());
  const auto& measures = document->plans.front().measures;
  ASSERT_EQ(measures.size(), dated_measures().size());
  for (std::size_t i = 0; i < measures.size(); ++i) {
    const auto& expected = dated_measures()[i];
    std::vector<std::string> units;
    for (const auto& unit : measures[i].units) units.push_back(unit.name);
    EXPECT_EQ(measures[i].number, expected.number);
    EXPECT_EQ(units, expected.units) << expected.number;
    std::vector<DatedDuty> duties;
    for (const auto& promise : measures[i].promises) {
      DatedDuty duty{promise.text, {}, {}};
      for (const auto& d : promise.deadlines) append(duty.when, d.end.value_or(d.text));
      for (const auto& unit : promise.units) append(duty.units, unit.name);
      duties.push_back(std::move(duty));
    }
    EXPECT_EQ(duties, expected.duties) << expected.number;
  }
}

/// A bearer that the bracket names too keeps the role that it has there, and stands once.
TEST(DatedDuties, ABearerKeepsItsRole) {
  const auto document = read_document(
      "青泉县2024年水污染防治工作方案\n一、重点任务\n1.治理河道。县水务局3月底前制定方案，全面完成整治。"
      "（牵头单位：县水务局；责任单位：县财政局）\n2.治理面源。9月底前完成。（责任单位：县农业农村局）\n");
  const auto& measure = document->plans.front().measures.front();
  ASSERT_EQ(measure.units.size(), 2u);
  ASSERT_FALSE(measure.promises.empty());
  ASSERT_EQ(measure.promises.front().units.size(), 1u);
  EXPECT_EQ(measure.promises.front().units.front().role, Role::lead);
}

}  // namespace
}  // namespace limpid::plan
