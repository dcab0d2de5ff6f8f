// SPDX-License-Identifier: Apache-2.0
// What a person reads in the seed document.
#include "seed.hpp"

#include <gmock/gmock.h>

#include <set>

#include "plan/json.hpp"

namespace limpid::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

std::vector<std::string> names(const std::vector<Unit>& units) {
  std::vector<std::string> out;
  for (const auto& u : units)
    out.push_back(u.name + (u.role == Role::lead ? "*" : u.role == Role::cooperating ? "+" : ""));
  return out;
}

/// `text kind start..end`
std::vector<std::string> shown(const std::vector<Deadline>& deadlines) {
  std::vector<std::string> out;
  for (const auto& d : deadlines)
    out.push_back(d.text + " " + std::string(to_string(d.kind)) + " " + d.start.value_or("") + ".." +
                  d.end.value_or(""));
  return out;
}

/// `value unit comparator`
std::vector<std::string> shown(const std::vector<Quantity>& quantities) {
  std::vector<std::string> out;
  for (const auto& q : quantities) out.push_back(q.value + " " + q.unit + " " + q.comparator);
  return out;
}

TEST(Seed, HeadOfTheNotice) {
  EXPECT_EQ(seed().title,
            "泽州县人民政府办公室关于印发泽州县空气质量改善、水环境质量巩固提升和土壤污染防治2022年行动计划的通知");
  EXPECT_EQ(seed().number, "泽政办发〔2022〕10号");
  EXPECT_EQ(seed().issuer, "泽州县人民政府办公室");
  EXPECT_EQ(seed().date, "2022-06-17");
}

TEST(Seed, ThreePlansWithTheirParts) {
  ASSERT_EQ(seed().plans.size(), 3u);
  const auto counts = [](const Plan& p) {
    return std::vector<std::size_t>{p.groups.size(), p.measures.size(), p.safeguards.size(),
                                    p.tasks.size(),  p.targets.size(),  p.projects.size()};
  };
  EXPECT_THAT(counts(seed_plan(Domain::air)), ElementsAre(10, 30, 10, 42, 0, 0));
  EXPECT_THAT(counts(seed_plan(Domain::water)), ElementsAre(7, 27, 4, 30, 14, 12));
  EXPECT_THAT(counts(seed_plan(Domain::soil)), ElementsAre(7, 20, 4, 0, 0, 0));
  EXPECT_EQ(seed().plans[0].title, "泽州县空气质量改善2022年行动计划");
  EXPECT_EQ(seed().plans[1].title, "泽州县水环境质量巩固提升2022年行动计划");
  EXPECT_EQ(seed().plans[2].title, "泽州县土壤污染防治2022年行动计划");
}

TEST(Seed, NumbersRunWithoutGapInEachPlan) {
  for (const auto& plan : seed().plans) {
    for (std::size_t i = 0; i < plan.groups.size(); ++i) EXPECT_EQ(plan.groups[i].number, static_cast<int>(i) + 1);
    for (std::size_t i = 0; i < plan.measures.size(); ++i) EXPECT_EQ(plan.measures[i].number, std::to_string(i + 1));
    for (std::size_t i = 0; i < plan.safeguards.size(); ++i)
      EXPECT_EQ(plan.safeguards[i].number, std::to_string(i + 1));
    for (std::size_t i = 0; i < plan.tasks.size(); ++i) EXPECT_EQ(plan.tasks[i].number, static_cast<int>(i) + 1);
  }
}

TEST(Seed, GroupsAndTheirMeasures) {
  const auto& water = seed_plan(Domain::water);
  EXPECT_EQ(water.groups[2].title, "加快补齐生活污水处理短板");
  std::vector<int> sizes(7);
  for (const auto& m : water.measures) ++sizes.at(static_cast<std::size_t>(m.group.value()) - 1);
  EXPECT_THAT(sizes, ElementsAre(3, 3, 5, 3, 4, 4, 5));
}

TEST(Seed, TitleAndTextAreJoinedOverPageBreaks) {
  const auto& air = seed_plan(Domain::air);
  EXPECT_EQ(measure(air, "1").title, "坚决遏制“两高”项目盲目发展");
  EXPECT_EQ(measure(air, "1").text,
            "严格落实产业政策、“三线一单”、规划环评、能耗双控、产能置换、煤炭消费减量替代、区域污染物倍量削减等要求，坚"
            "决控制“两高”"
            "项目体量，20公里范围内不再新上涉气项目。加强排污许可证管理，强化重点行业企业总量控制。");
  EXPECT_EQ(measure(seed_plan(Domain::water), "1").title, "强化饮用水水源生态环境保护");
  // A title in its own line.
  const auto& soil = seed_plan(Domain::soil);
  EXPECT_EQ(measure(soil, "10").title, "开展土壤污染状况调查评估");
  EXPECT_TRUE(
      measure(soil, "10").text.starts_with("以用途变更为“一住两公”的地块为重点，依法开展土壤污染状况调查和风险评估。"));
  // Marks of the conversion are gone.
  EXPECT_NE(measure(air, "11").text.find("PM₁₀、PM2.5小时均值超过设定阈值的工地实施停工整治"), std::string::npos);
}

TEST(Seed, UnitsOfMeasures) {
  const auto& air = seed_plan(Domain::air);
  const auto& water = seed_plan(Domain::water);
  EXPECT_THAT(names(measure(air, "1").units), ElementsAre("县发改局", "县工业和信息化局", "县行政审批服务管理局",
                                                          "县能源局", "市生态环境局泽州分局", "各乡镇人民政府"));
  // The clause in a paragraph of its own.
  EXPECT_THAT(names(measure(air, "2").units),
              ElementsAre("县工业和信息化局", "市生态环境局泽州分局", "有关乡镇人民政府"));
  // 按职责分工负责 is no part of the name.
  EXPECT_THAT(names(measure(air, "8").units),
              ElementsAre("县公安局", "县工业和信息化局", "县市场监督管理局", "县应急管理局", "市生态环境局泽州分局"));
  EXPECT_THAT(names(measure(air, "23").units),
              ElementsAre("县住房和城乡建设管理局", "金村镇人民政府", "北石店镇人民政府"));
  EXPECT_THAT(names(measure(water, "7").units), ElementsAre("县住房和城乡建设管理局"));
  // 巴公镇、北义城镇人民政府
  EXPECT_THAT(names(measure(water, "10").units),
              ElementsAre("县住房和城乡建设管理局", "巴公镇人民政府", "北义城镇人民政府"));
  EXPECT_THAT(names(measure(water, "4").units),
              ElementsAre("县工业和信息化局", "巴公园区事业服务中心", "北留周村园区事业服务中心"));
  // Broken in the middle of a name, half-width brackets and colon.
  EXPECT_THAT(names(measure(seed_plan(Domain::soil), "11").units),
              ElementsAre("县自然资源局", "市生态环境局泽州分局", "县住房和城乡建设管理局", "县行政审批服务管理局",
                          "各乡镇人民政府"));
}

TEST(Seed, UnitsOfTasksLeadInTheAirLedgerOnly) {
  const auto& air = seed_plan(Domain::air);
  const auto& water = seed_plan(Domain::water);
  EXPECT_THAT(names(air.tasks[10].units), ElementsAre("县公安局*", "县市场监督管理局*", "县生态环境局泽州分局*"));
  EXPECT_THAT(names(air.tasks[14].units), ElementsAre("住房和城乡建设管理局*", "各乡镇人民政府*"));
  EXPECT_THAT(names(water.tasks[10].units), ElementsAre("住房和城乡建设管理局", "巴公镇人民政府", "北义城镇人民政府"));
  EXPECT_THAT(
      names(water.tasks[19].units),  // 县自然资源局 is printed twice
      ElementsAre("市生态环境局泽州分局", "县水务局", "县住房和城乡建设局", "县自然资源局", "有关乡镇人民政府"));
}

TEST(Seed, DeadlinesOfMeasures) {
  const auto& air = seed_plan(Domain::air);
  const auto& water = seed_plan(Domain::water);
  EXPECT_THAT(shown(measure(water, "9").deadlines), ElementsAre("8月底前 by_date ..2022-08-31"));
  EXPECT_THAT(shown(measure(air, "3").deadlines), ElementsAre("2022年8月底前 by_date ..2022-08-31"));
  EXPECT_THAT(shown(measure(air, "7").deadlines), ElementsAre("自2022年1月1日起 from_date 2022-01-01.."));
  EXPECT_THAT(shown(measure(air, "20").deadlines), ElementsAre("2022年8月份起 from_date 2022-08-01.."));
  EXPECT_THAT(shown(measure(air, "15").deadlines),
              UnorderedElementsAre("每月清洗一次 recurring ..", "沙尘天气过后立即 other .."));
  EXPECT_THAT(shown(measure(air, "29").deadlines),
              ElementsAre("6月-9月 month_range 2022-06-01..2022-09-30", "每日10时-16时 daily_hours T10:00..T16:00"));
  EXPECT_THAT(shown(measure(air, "25").deadlines), ElementsAre("6-9月 month_range 2022-06-01..2022-09-30"));
  EXPECT_THAT(shown(measure(water, "23").deadlines), ElementsAre("每季度 recurring .."));
  EXPECT_THAT(shown(measure(seed_plan(Domain::soil), "2").deadlines),
              ElementsAre("2022年12月15日前 by_date ..2022-12-15"));
  EXPECT_THAT(shown(measure(seed_plan(Domain::soil), "17").deadlines), ElementsAre("每年8月底 recurring .."));
  // 2021 is when the problems were found, not a time limit.
  EXPECT_TRUE(measure(water, "2").deadlines.empty());
}

TEST(Seed, SpellingsOfOneUnitHaveOneKey) {
  std::map<std::string, std::string> keys;
  for (const auto& plan : seed().plans) {
    for (const auto& m : plan.measures)
      for (const auto& u : m.units) keys[u.name] = u.key;
    for (const auto& t : plan.tasks)
      for (const auto& u : t.units) keys[u.name] = u.key;
  }
  EXPECT_EQ(keys.at("县发改局"), keys.at("县发展和改革委员会"));
  EXPECT_EQ(keys.at("住房和城乡建设管理局"), keys.at("县住房和城乡建设局"));
  EXPECT_NE(keys.at("县水务局"), keys.at("县农业农村局"));
  EXPECT_EQ(keys.at("各乡镇人民政府"), "各乡镇人民政府");
  EXPECT_EQ(seed().publicity, "此件公开发布");
  EXPECT_THAT(seed().recipients, ElementsAre("各乡镇人民政府", "县直及驻县各有关单位"));
}

TEST(Seed, DeadlinesOfTasks) {
  const auto& air = seed_plan(Domain::air);
  const auto& water = seed_plan(Domain::water);
  EXPECT_THAT(shown(air.tasks[0].deadlines), ElementsAre("长期坚持 continuous .."));
  EXPECT_THAT(shown(air.tasks[4].deadlines), ElementsAre("按市生态环境局要求时限 external .."));
  EXPECT_THAT(shown(air.tasks[11].deadlines), ElementsAre("每月一次 recurring .."));
  EXPECT_THAT(shown(air.tasks[35].deadlines), ElementsAre("2022年6-9月份 month_range 2022-06-01..2022-09-30"));
  EXPECT_THAT(shown(air.tasks[36].deadlines),
              ElementsAre("2022年10月底前 by_date ..2022-10-31", "6月底前 by_date ..2022-06-30"));
  EXPECT_THAT(shown(air.tasks[41].deadlines), ElementsAre("秋冬季 season .."));
  EXPECT_THAT(shown(water.tasks[3].deadlines), ElementsAre("2022年开工 start_by ..2022-12-31"));
  EXPECT_THAT(shown(water.tasks[9].deadlines), ElementsAre("2022年8月 by_date ..2022-08-31"));
  EXPECT_THAT(shown(water.tasks[15].deadlines), ElementsAre("2025年12月底 by_date ..2025-12-31"));
}

TEST(Seed, Quantities) {
  const auto& air = seed_plan(Domain::air);
  const auto& water = seed_plan(Domain::water);
  EXPECT_THAT(shown(measure(air, "1").quantities), ElementsAre("20 公里 <="));
  EXPECT_EQ(measure(air, "1").quantities[0].text, "20公里范围内");
  EXPECT_THAT(shown(measure(air, "3").quantities), ElementsAre("22 个 ="));
  EXPECT_THAT(shown(measure(air, "4").quantities), ElementsAre("10 个 =", "6 家 =", "11 个 ="));
  EXPECT_THAT(shown(measure(air, "5").quantities), ElementsAre("18 台 ="));
  EXPECT_THAT(shown(measure(air, "6").quantities), ElementsAre("150 万吨 >="));
  EXPECT_THAT(shown(measure(air, "21").quantities), ElementsAre("35 蒸吨/小时 <"));
  EXPECT_THAT(shown(measure(air, "27").quantities), ElementsAre("100 % ="));
  EXPECT_THAT(shown(measure(water, "3").quantities), ElementsAre("39 个 ="));
  EXPECT_THAT(shown(measure(water, "9").quantities), ElementsAre("300 吨/日 ="));
  EXPECT_THAT(shown(measure(water, "20").quantities), ElementsAre("1.096 亿立方米 <=", "0.58  ="));
  EXPECT_THAT(shown(water.goals[0].quantities), ElementsAre("III 类 <="));
  EXPECT_TRUE(measure(air, "11").quantities.empty());  // PM₁₀, PM_{2.5} are names
}

TEST(Seed, PromisesSplitWhereDatesBindDifferentClauses) {
  const auto& water = seed_plan(Domain::water);
  const auto& two = measure(water, "7").promises;
  ASSERT_EQ(two.size(), 2u);
  EXPECT_EQ(two[0].text, "5月底前，川底镇、南岭镇等6个乡镇污水处理厂投入试运行，");
  EXPECT_THAT(shown(two[0].deadlines), ElementsAre("5月底前 by_date ..2022-05-31"));
  EXPECT_EQ(two[1].text, "11月底前，已建成投入试运行的高都镇、大阳镇等8个乡镇污水处理厂完成竣工验收等工作。");
  EXPECT_THAT(shown(two[1].quantities), ElementsAre("8 个 ="));
  const auto& air = seed_plan(Domain::air);
  EXPECT_EQ(measure(air, "28").promises.size(), 2u);
  EXPECT_EQ(measure(air, "5").promises.size(), 4u);  // 按照2024年9月底前…的整体安排 is only referred to
  const auto& ozone = measure(air, "29").promises;
  ASSERT_EQ(ozone.size(), 3u);
  EXPECT_EQ(ozone[1].deadlines,
            ozone[0].deadlines.empty() ? ozone[0].deadlines : std::vector{ozone[0].deadlines.back()})
      << "the hours at the head of the sentence hold for what it forbids, too";
}

TEST(Seed, APromiseIsOneDuty) {
  const auto& water = seed_plan(Domain::water);
  const auto& farms = measure(water, "14").promises;
  ASSERT_EQ(farms.size(), 4u);
  EXPECT_EQ(farms[0].text, "严格规模养殖排污监管，规范畜禽养殖禁养区划定管理。");
  EXPECT_EQ(farms[2].text, "大力推广精准施肥，化肥、农药施用量保持负增长。");
  EXPECT_THAT(shown(farms[3].deadlines), ElementsAre("非汛期 season .."));
  for (const auto& promise : farms)
    EXPECT_EQ(seed_bytes().substr(promise.span.start, promise.text.size()), promise.text)
        << "no line end stands inside";
  const auto& dust = measure(seed_plan(Domain::air), "11").promises;
  ASSERT_EQ(dust.size(), 4u);
  EXPECT_EQ(dust[2].text, "现场监测PM₁₀、PM2.5小时均值超过设定阈值的工地实施停工整治。");
  std::size_t end = 0;
  for (const auto& plan : seed().plans)
    for (const auto& m : plan.measures) {
      EXPECT_GE(m.promises.size(), 1u) << m.title;
      std::string all;
      for (const auto& promise : m.promises) {
        EXPECT_LE(promise.span.start, promise.span.end);
        EXPECT_GE(promise.span.start, end) << "in order, none over another";
        end = promise.span.end;
        all += promise.text;
      }
      EXPECT_EQ(all, m.text) << "nothing of the item is lost";
    }
}

TEST(Seed, CategoriesOfTasksThatThePageLeavesOut) {
  const auto& air = seed_plan(Domain::air);
  const auto& water = seed_plan(Domain::water);
  EXPECT_EQ(air.tasks[7].category, "一、强化工业企业深度治理和精准管控");
  EXPECT_EQ(air.tasks[23].category, "五、强化煤炭管控");                  // printed four rows further down
  EXPECT_EQ(air.tasks[32].category, "七、强化露天烧烤、焚烧和喷涂管控");  // printed nowhere in the ledger
  EXPECT_EQ(air.tasks[38].category, "十、加强重污染天气应对");
  EXPECT_EQ(water.tasks[6].category, "三、加快补齐生活污水处理短板");  // a row of its own
  EXPECT_EQ(water.tasks[17].category, "五、全面加强水生态环境修复治理");
  EXPECT_EQ(water.tasks[21].category, "六、科学实施水资源管控");
  EXPECT_EQ(water.tasks[25].category, "七、不断强化水环境管理");
}

TEST(Seed, AllTargets) {
  struct Row {
    const char *township, *section, *target;
    std::vector<std::string> level;
  };
  const std::vector<Row> expected{
      {"大箕镇", "青天河", "完成市定目标", {"国考"}},
      {"大箕镇", "后寨", "完成市定目标", {"国考"}},
      {"山河镇", "拴驴泉", "完成市定目标", {"国考"}},
      {"金村镇", "东焦河水库出口", "III类", {"市考"}},
      {"南岭镇", "黑龙潭", "III类", {"市考", "县考"}},
      {"金村镇", "背荫", "V类", {"市考", "县考"}},
      {"高都镇", "北焦庄", "IV类", {"市考"}},
      {"下村镇", "万里水库出口", "III类", {"县考"}},
      {"下村镇", "成庄煤矿", "IV类", {"县考"}},
      {"大东沟镇", "辛壁南桥", "IV类", {"县考"}},
      {"川底镇", "圪套水库入口", "IV类", {"县考"}},
      {"周村镇", "石淙头村", "IV类", {"县考"}},
      {"巴公镇", "薛庄", "IV类", {"县考"}},
      {"高都镇", "源泽河入丹河口", "IV类", {"县考"}},
  };
  const auto& targets = seed_plan(Domain::water).targets;
  ASSERT_EQ(targets.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(targets[i].number, static_cast<int>(i) + 1);
    EXPECT_EQ(targets[i].township, expected[i].township);
    EXPECT_EQ(targets[i].section, expected[i].section);
    EXPECT_EQ(targets[i].target, expected[i].target);
    EXPECT_EQ(targets[i].level, expected[i].level);
  }
}

TEST(Seed, AllProjects) {
  struct Row {
    const char* title;
    std::vector<std::string> units;
    const char* deadline;
  };
  const std::vector<Row> expected{
      {"石淙头人工湿地", {"周村镇人民政府"}, "by_date 2022-08-31"},
      {"北石店河背荫生态湿地净化工程", {"市生态环境局泽州分局"}, "by_date 2022-12-31"},
      {"丹河新城污水处理厂", {"丹河新城水循环利用有限公司"}, "by_date 2022-08-31"},
      {"巴公南部生活污水处理厂提标改造项目", {"巴公镇人民政府"}, "by_date 2022-12-31"},
      {"北义城生活污水处理厂提标改造项目", {"县住房和城乡建设管理局"}, "by_date 2022-12-31"},
      {"司徒河沿线5个村庄生活污水收集管网项目", {"县住房和城乡建设管理局"}, "by_date 2022-12-31"},
      {"北石店徐家岭集中式饮用水水源保护区规范化建设",
       {"北石店镇人民政府", "市生态环境局泽州分局"},
       "by_date 2022-12-31"},
      {"金村镇崔庄集中式饮用水水源保护区规范化建设", {"金村镇人民政府", "市生态环境局泽州分局"}, "by_date 2022-12-31"},
      {"下村镇水源地水质提升工程", {"泽州县水务局"}, "by_date 2022-12-31"},
      {"间接冷却增量水达标排放工程", {"山西天泽集团永丰化肥有限公司"}, "by_date 2022-07-31"},
      {"间接冷却增量水达标排放工程", {"兰花科创有限公司化工分公司"}, "by_date 2022-07-31"},
      {"工业企业废水治理升级改造", {"山西天泽集团煤气化厂"}, "start_by 2022-12-31"},
  };
  const auto& projects = seed_plan(Domain::water).projects;
  ASSERT_EQ(projects.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(projects[i].title, expected[i].title);
    EXPECT_EQ(names(projects[i].units), expected[i].units);
    ASSERT_EQ(projects[i].deadlines.size(), 1u);
    const auto& d = projects[i].deadlines[0];
    EXPECT_EQ(std::string(to_string(d.kind)) + " " + d.end.value_or(""), expected[i].deadline);
  }
}

TEST(Seed, JsonFollowsItsSchema) {
  const auto schema = std::string(LIMPID_SOURCE_DIR) + "/schemas/plan.json";
  EXPECT_NO_THROW(check_schema(to_json(seed()), schema, "seed"));
  EXPECT_NO_THROW(check_schema(to_json(seed(), "zezhou-2022"), schema, "seed"));
  Json broken = to_json(seed());
  broken["plans"][0]["measures"][0].erase("promises");
  EXPECT_THROW(check_schema(broken, schema, "seed"), Failure);
}

TEST(Seed, PromiseIdsCarryTheKey) {
  EXPECT_EQ(to_json(seed())["plans"][1]["measures"][6]["promises"][1]["id"], "water/m7#2");
  EXPECT_EQ(to_json(seed(), "zezhou-2022")["plans"][1]["measures"][6]["promises"][1]["id"], "zezhou-2022/water/m7#2");
}

}  // namespace
}  // namespace limpid::plan
