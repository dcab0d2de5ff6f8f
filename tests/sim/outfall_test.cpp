// SPDX-License-Identifier: Apache-2.0
// What the demonstration promises of every outfall: its default spill is seen, and passes.
#include <gtest/gtest.h>

#include <map>

#include "county.hpp"
#include "sim/model/water.hpp"

namespace limpid::sim {
namespace {

/// Worst class of GB 3838-2002 table 1 (rivers) over pH, DO, CODMn, NH3-N and TP: 1..5, 6 = worse than V.
/// The simulator's own reading of the limits; the product judges by its rule files.
int water_class(const Report& r) {
  const std::map<std::string, std::vector<double>> upper{
      {"w01019", {2, 4, 6, 10, 15}}, {"w21003", {0.15, 0.5, 1.0, 1.5, 2.0}}, {"w21011", {0.02, 0.1, 0.2, 0.3, 0.4}}};
  int worst = 1;
  for (const Reading& x : r.readings) {
    int c = 1;
    if (x.parameter == "w01009")
      for (const double lower : {7.5, 6.0, 5.0, 3.0, 2.0}) c += x.avg < lower;
    else if (x.parameter == "w01001")
      c = x.avg < 6 || x.avg > 9 ? 6 : 1;
    else if (const auto limits = upper.find(x.parameter); limits != upper.end())
      for (const double limit : limits->second) c += x.avg > limit;
    worst = std::max(worst, c);
  }
  return worst;
}

int target_class(const std::string& section) {
  for (const Row& r : county_registers().at("section"))
    if (r.text("key") == section)
      for (const auto& [numeral, c] : {std::pair{"Ⅲ", 3}, {"Ⅳ", 4}, {"Ⅴ", 5}})
        if (r.text("target").starts_with(numeral)) return c;
  return 0;
}

const Report& report_of(const std::vector<Report>& reports, const std::string& object) {
  for (const Report& r : reports)
    if (r.object == object) return r;
  throw std::runtime_error(object);
}

/// The river two hours after the county's start, nothing having happened.
Water calm_river(std::uint64_t seed) {
  Water water(county_registers(), county_settings(), Noise(seed), county_settings().start, {});
  water.next_hour();
  water.next_hour();
  return water;
}

void spill_is_seen_and_passes(const Water& calm, const std::string& outfall, std::uint64_t seed) {
  SCOPED_TRACE("outfall " + outfall + " seed " + std::to_string(seed));
  const auto below = calm.section_below(outfall);
  ASSERT_TRUE(below);
  const int target = target_class(below->section);
  ASSERT_GT(target, 0);
  EXPECT_LE(below->seconds, 4 * 3600);
  Water water = calm;
  water.add_event({EventType::spill, "outfall/" + outfall, water.now(), water.now() + kHour});
  int out_of_class = 0;
  for (int hour = 0; hour < 8; ++hour)
    out_of_class += water_class(report_of(water.next_hour(), "section/" + below->section)) > target;
  EXPECT_GE(out_of_class, 2);
  for (int hour = 8; hour < 11; ++hour)
    EXPECT_LE(water_class(report_of(water.next_hour(), "section/" + below->section)), target) << "hour " << hour;
}

class EverySeed : public testing::TestWithParam<std::uint64_t> {};

TEST_P(EverySeed, DefaultSpillOfEachOutfallIsSeenAndPasses) {
  const Water calm = calm_river(GetParam());
  const Table& outfalls = county_registers().at("outfall");
  ASSERT_EQ(outfalls.size(), 39u);
  for (const Row& r : outfalls) spill_is_seen_and_passes(calm, std::string(r.text("key")), GetParam());
}

TEST_P(EverySeed, WithoutAnEventEverySectionMeetsItsTargetForAWeek) {
  Water water(county_registers(), county_settings(), Noise(GetParam()), county_settings().start, {});
  std::map<std::string, std::pair<int, int>> classes;  // best, worst
  for (int hour = 0; hour < 7 * 24; ++hour) {
    for (const Report& r : water.next_hour()) {
      if (!r.object.starts_with("section/")) continue;
      auto& [best, worst] = classes.try_emplace(r.object, 9, 0).first->second;
      best = std::min(best, water_class(r));
      worst = std::max(worst, water_class(r));
    }
    EXPECT_TRUE(water.effects().empty());
  }
  for (const auto& [object, range] : classes) {
    const int target = target_class(key_of(object));
    if (target > 0)
      EXPECT_LE(range.second, target) << object;
    else
      EXPECT_EQ(range.first, range.second)
          << object << ": a section without a number must not fall by a class by itself";
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, EverySeed, testing::Values(1, 7, 2022));

TEST(Outfalls, RegisterNamesTheSectionThatTheNetworkLeadsTo) {
  const Water water(county_registers(), county_settings(), Noise(1), county_settings().start, {});
  int online = 0;
  for (const Row& r : county_registers().at("outfall")) {
    const auto below = water.section_below(std::string(r.text("key")));
    ASSERT_TRUE(below);
    EXPECT_EQ("section/" + below->section, r.text("section")) << r.text("key");
    online += r.yes("online");
  }
  EXPECT_EQ(online, 9);
}

TEST(Outfalls, TheSpillShowsInTheOutfallsOwnReadings) {
  const Water calm = calm_river(3);
  Water water = calm, same = calm;
  water.add_event({EventType::spill, "outfall/ch-07", water.now(), water.now() + kHour});
  const auto with = water.next_hour(), without = same.next_hour();
  const auto ammonia = [](const Report& r) { return r.readings.at(2); };
  EXPECT_EQ(ammonia(report_of(with, "outfall/ch-07")).parameter, "w21003");
  EXPECT_GT(ammonia(report_of(with, "outfall/ch-07")).avg, 20 * ammonia(report_of(without, "outfall/ch-07")).avg);
  EXPECT_EQ(ammonia(report_of(with, "outfall/ch-08")).avg, ammonia(report_of(without, "outfall/ch-08")).avg);
}

}  // namespace
}  // namespace limpid::sim
