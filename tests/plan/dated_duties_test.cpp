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

/// Names of the units that answer for the measure with these words; in brackets those of its last promise where they
/// are others.
std::string bearers_in(const std::string& words) {
  const auto plan =
      read_document("青泉县2024年水污染防治工作方案\n一、重点任务\n1.整治河道。" + words + "\n2.巡查。每月巡查。\n")
          .value()
          .plans.front();
  const auto& m = plan.measures.front();
  std::string all, last;
  for (const auto& unit : m.units) append(all, unit.name);
  if (!m.promises.empty())
    for (const auto& unit : m.promises.back().units) append(last, unit.name);
  return all == last ? all : all + " (" + last + ")";
}

TEST(DatedDuties, AreBorneByManyAtOnceAndByPlaces) {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"各乡镇6月底前完成排查。", "各乡镇"},
      {"各镇（街道）每月报送一次进展。", "各镇(街道)"},
      {"各县区要在6月底前完成整改。", "各县区"},
      {"各县（市、区）要于2024年9月底前完成整治。", "各县(市、区)"},
      {"各有关单位6月底前制定细化方案。", "各有关单位"},
      {"有关企业6月底前完成改造。", "有关企业"},
      {"施工单位必须在5月底前安装视频监控。", "施工单位"},
      {"开发区6月底前完成管网建设。", "开发区"},
      {"白沙镇6月底前完成清淤。", "白沙镇"},
      {"各乡（镇）人民政府6月底前完成排查。", "各乡(镇)人民政府"},
      {"槐荫、东河区政府6月底前完成整治。", "槐荫区政府 东河区政府"},
      {"县住建部门6月底前完成排查。", "县住建部门"},
      {"乡农业服务中心10月底前完成巡查。", "乡农业服务中心"},
      {"临水市、青泉市应在2024年6月底前制定规划。", "临水市 青泉市"},
      {"9月底前，临水县、白石县分别完成锅炉淘汰。", "临水县 白石县"},
      {"9月底前，各街道、各社区组织一次清理。", "各街道 各社区"},
      {"一是各乡镇6月底前完成排查。", "各乡镇"},
      {"白沙镇、青石乡人民政府9月底前完成清理。", "白沙镇人民政府 青石乡人民政府"},
      {"9月底前白沙镇人民政府完成清理。", "白沙镇人民政府"},
      {"县水务局年内完成清理。", "县水务局"},
      {"各乡镇要压实责任，每周巡查2次。", "各乡镇"},
      {"乡农业服务中心、安全生产办公室、派出所等部门要加强宣传，10月底前完成巡查。",
       "乡农业服务中心 安全生产办公室 派出所"},
      {"各乡镇要压实责任，6月底前县水务局完成清理。", "县水务局"},
      {"县水利局督促甲水务有限公司于6月底前完成改造。", "县水利局"},
      {"县水利局督促甲水务有限公司对设施扩容，于6月底前建成投运。", "县水利局"},
      {"白沙镇6月底前完成清淤。（县水务局负责）", "县水务局 白沙镇 (白沙镇)"},
  };
  for (const auto& [words, who] : rows) EXPECT_EQ(bearers_in(words), who) << words;
}

TEST(DatedDuties, AreNotBorneByWhereOrByWhatIsLookedAfter) {
  for (const std::string words :
       {"在临水县6月底前建成污水处理厂1座。", "全县6月底前完成整治。", "城市建成区9月底前完成改造。",
        "主城区9月底前完成改造。", "集镇6月底前完成管网改造。", "督促各乡镇6月底前完成排查。",
        "督促甲水务有限公司6月底前完成改造。", "确保有关企业6月底前完成改造。", "对白沙镇6月底前完成核查。",
        "自然保护区6月底前完成清理。", "白沙镇6月底前建成污水处理站1座。", "临水县2025年底前水质达到III类。",
        "6月底前，甲断面完成整治。", "重点企业6月底前完成改造。", "临水县6月底前完成，白石县9月底前完成。",
        "各乡镇要压实责任。6月底前完成改造。", "重点城市6月底前完成改造。", "6月底前在青石镇完成2处整治。",
        "城乡6月底前完成改造。"})
    EXPECT_EQ(bearers_in(words), "") << words;
}

/// A place that bears a duty is the body that the bracket names for it.
TEST(DatedDuties, OfAPlaceAreThoseOfItsBody) {
  EXPECT_EQ(bearers_in("临水经济开发区6月底前完成排查。（牵头单位：临水经济开发区管委会；配合单位：县住建局）"),
            "临水经济开发区管委会 县住建局 (临水经济开发区管委会)");
  EXPECT_EQ(bearers_in("各乡镇（街道）每月开展一次巡查。（责任单位：各乡镇人民政府、各街道办事处、县水务局）"),
            "各乡镇人民政府 各街道办事处 县水务局 (各乡镇人民政府 各街道办事处)");
  EXPECT_EQ(bearers_in("县住建、水务部门每季度开展一次检查。（责任单位：县住房和城乡建设局、县水务局、县公安局）"),
            "县住房和城乡建设局 县水务局 县公安局 (县住房和城乡建设局 县水务局)");
}

}  // namespace
}  // namespace limpid::plan
