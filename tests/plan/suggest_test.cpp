// SPDX-License-Identifier: Apache-2.0
// Archetypes suggested against those annotated by reading; drafts of bindings from the words.
#include "plan/suggest.hpp"

#include <gmock/gmock.h>

#include "plan/json.hpp"
#include "plan/score_archetypes.hpp"
#include "seed.hpp"

namespace limpid::plan {
namespace {

const std::filesystem::path kShare = LIMPID_SOURCE_DIR;

const SuggestRules& rules() {
  static const SuggestRules loaded = SuggestRules::load(kShare);
  return loaded;
}

ArchetypeScore scored(const std::filesystem::path& folder) {
  const auto document = read_document(read_file(folder / "plan.txt")).value();
  return score_archetypes(document, load_data_file(folder / "gold.yaml", kShare / "schemas/plan-gold.json"), rules());
}

/// Of the confident ones at least 85 % are right: the figure means something.
void expect_honest(const ArchetypeScore& s) {
  const auto& sure = s.buckets.back();
  ASSERT_GT(sure.count, 5);
  EXPECT_GE(static_cast<double>(sure.right) / sure.count, 0.85);
}

TEST(Suggest, TheSeed) {
  const auto s = scored(kShare / "plans/zezhou-2022");
  EXPECT_GE(static_cast<double>(s.right) / s.all, 0.88);
  expect_honest(s);
}

TEST(Suggest, PlansThatTheWeightsWereNotFittedOn) {
  for (const char* name : {"01-winter-sentences", "07-ozone-summer"}) {
    SCOPED_TRACE(name);
    const auto s = scored(kShare / "tests/plan/documents" / name);
    EXPECT_GE(static_cast<double>(s.right) / s.all, 0.78);
    expect_honest(s);
  }
}

Json promise(const std::string& text, Json deadlines = Json::array(), Json quantities = Json::array()) {
  return {{"text", text}, {"deadlines", std::move(deadlines)}, {"quantities", std::move(quantities)}};
}

TEST(Suggest, DraftsWhatTheWordsSayAndNamesWhatTheyDoNot) {
  const Json by = {{{"text", "8月底前"}, {"kind", "by_date"}, {"start", nullptr}, {"end", "2022-08-31"}}};
  const Json of = {{{"text", "300吨/日"}, {"value", "300"}, {"unit", "吨/日"}, {"comparator", "="}}};
  const auto s = suggest(promise("设计规模达300吨/日的污水处理厂，8月底前全部安装在线监测设备并联网", by, of),
                         Json::object(), 'm', 2022, rules())
                     .front();
  EXPECT_EQ(s.archetype, "coverage");
  EXPECT_EQ(s.params["kind"], "plant");
  EXPECT_EQ(s.params["where"], Json::parse(R"([{"attribute":"capacity_t_d","op":">=","value":300,"unit":"t/d"}])"));
  EXPECT_EQ(s.params["property"][0]["attribute"], "online");
  EXPECT_EQ(s.params["by"], "2022-08-31");
  EXPECT_TRUE(s.missing.empty());
  const auto bare = suggest(promise("企业全部安装在线监控设施"), Json::object(), 'm', 0, rules()).front();
  ASSERT_EQ(bare.missing.size(), 1u);
  EXPECT_EQ(bare.missing[0].code, "plan.suggest.missing.by");
}

TEST(Suggest, AShareOfWhatThereIsIsCoverage) {
  const Json by = {{{"text", "年底前"}, {"kind", "by_date"}, {"start", nullptr}, {"end", "2024-12-31"}}};
  const auto share = [](const char* value) {
    return Json{{{"text", std::string(value) + "%"}, {"value", value}, {"unit", "%"}, {"comparator", ">="}}};
  };
  const std::vector<std::pair<const char*, const char*>> shares{{"综合利用率达到82%。", "82"},
                                                                {"2024年底前，再生水利用率不低于25%，", "25"},
                                                                {"污水集中收集率达到72%以上。", "72"},
                                                                {"畜禽粪污综合利用率≥80%，", "80"}};
  for (const auto& [text, value] : shares) {
    const auto first = suggest(promise(text, by, share(value)), Json::object(), 'm', 2024, rules()).front();
    EXPECT_EQ(first.archetype, "coverage") << text;
    EXPECT_EQ(first.params["target"]["value"], std::stoi(value)) << text;
  }
  const auto coefficient = suggest(promise("农田灌溉水有效利用系数达到0.58，", by), Json::object(), 'm', 2024, rules());
  EXPECT_EQ(coefficient.front().archetype, "quality_target");
}

TEST(Suggest, HowCleanWaterAndAirAreToBeAndHowMuchIsUsed) {
  const auto first = [](const char* text, Json quantities = Json::array(), Json deadlines = Json::array()) {
    return suggest(promise(text, std::move(deadlines), std::move(quantities)), Json::object(), 'm', 2024, rules())
        .front();
  };
  for (const char* text : {"断面水质达到Ⅲ类。", "甲桥国考断面水质稳定达到或优于Ⅲ类。", "消除劣Ⅴ类断面。",
                           "综合指数不高于4.5。", "重污染天数不超过5天。"})
    EXPECT_EQ(first(text).archetype, "quality_target") << text;
  EXPECT_EQ(first("国考断面优良比例达到100%。").archetype, "quality_target");
  const auto cap = first("煤炭消费量较2020年下降10%。", {{{"value", "10"}, {"unit", "%"}, {"comparator", "="}}});
  EXPECT_EQ(cap.archetype, "cap");
  EXPECT_FALSE(cap.params.contains("target")) << "ten per cent is no total";
  const Json period = {
      {{"text", "2024年11月至2025年3月"}, {"kind", "month_range"}, {"start", "2024-11-01"}, {"end", "2025-03-31"}}};
  EXPECT_EQ(first("水泥企业停产。", Json::array(), period).archetype, "time_window");
  EXPECT_EQ(first("新建污水管网12公里。").archetype, "milestone");
  EXPECT_EQ(first("淘汰燃煤锅炉12台。").archetype, "elimination");
}

TEST(Suggest, ConfidencesOfOnePromiseAreShares) {
  double sum = 0;
  for (const auto& s : suggest(promise("严禁露天烧烤"), {{"title", "严禁露天烧烤"}}, 'm', 2022, rules())) {
    EXPECT_GT(s.confidence, 0);
    sum += s.confidence;
  }
  EXPECT_LE(sum, 1.0 + 1e-9);
}

}  // namespace
}  // namespace limpid::plan
