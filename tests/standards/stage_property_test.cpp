// SPDX-License-Identifier: Apache-2.0
// Any split of the input into batches, any order of arrival, any re-run and a rebuild end in the same verdicts.
#include <gtest/gtest.h>

#include <random>

#include "world.hpp"

namespace limpid::standards {
namespace {

constexpr std::string_view kBegin = "2022-08-31T04:00+08:00", kEnd = "2022-09-01T14:00+08:00";

void register_objects(World& w) {
  w.object("section/a", {{"target", "Ⅲ类"}});
  w.object("section/b", {{"target", "完成市定目标"}});
  w.object("air-station/a", Json::object());
  w.object("dust-site/a", Json::object());
  w.object("outfall/a", {{"limit_w21003", "1.5"}});
}

std::vector<store::Reading> random_readings(std::mt19937& random) {
  std::vector<store::Reading> readings;
  const std::vector<std::pair<std::string, std::string>> series{
      {"section/a", "w21003"},     {"section/a", "w21011"},   {"section/b", "w01009"}, {"air-station/a", "a34004"},
      {"air-station/a", "a05024"}, {"dust-site/a", "a34002"}, {"outfall/a", "w21003"}};
  for (Instant hour = at(kBegin); hour < at(kEnd); hour += kHour)
    for (const auto& [object, parameter] : series) {
      if (random() % 10 == 0) continue;  // a gap
      const bool air = parameter.starts_with('a');
      const double value = static_cast<double>(random() % 3000) / (air ? 10.0 : 1000.0);
      readings.push_back({{object, parameter, "avg", Period::hour, "device:M"},
                          hour,
                          value,
                          store::Qualifier::equal,
                          random() % 20 == 0 ? "D" : "N"});
      if (random() % 25 == 0) {  // a correction of an earlier hour
        auto corrected = readings[random() % readings.size()];
        corrected.value += 1;
        readings.push_back(corrected);
      }
    }
  for (int month = 1; month <= 8; ++month)
    for (const char* object : {"section/a", "section/b", "outfall/a"})
      readings.push_back({{object, "w21003", "avg", Period::instant, "lab"},
                          from_civil(2022, month, 6, 9),
                          static_cast<double>(random() % 3000) / 1000.0});
  // Arrival is not the order of time: one in eight comes much later.
  for (std::size_t i = 0; i < readings.size(); ++i)
    if (random() % 8 == 0) {
      const auto j = i + random() % (readings.size() - i);
      if (readings[i].series != readings[j].series) std::swap(readings[i], readings[j]);
    }
  return readings;
}

std::string rows(const World& w) {
  std::string all;
  for (const auto& d : w.ledger.derived({.kind = "verdict"}))
    all += d.subject + d.rule + format_instant(d.start) + d.content.dump() + "\n";
  return all;
}

TEST(StandardsStageProperty, AnySplitAndAnyRerunEndInTheSameVerdicts) {
  std::mt19937 random(20220912);
  for (int round = 0; round < 3; ++round) {
    const auto readings = random_readings(random);
    World whole(kBegin);
    register_objects(whole);
    for (const auto& r : readings) whole.commit(r);
    whole.advance(kEnd);
    EXPECT_GT(whole.ledger.derived({.kind = "verdict"}).size(), 100U);

    World split(kBegin);
    register_objects(split);
    split.runner.set_batch_limits(1 + random() % 200, 1 + random() % 60);
    for (std::size_t i = 0; i < readings.size(); ++i) {
      split.commit(readings[i]);
      // The clock follows the data, now and then, and never beyond the end.
      if (random() % 12 == 0) {
        const Instant t = std::min(at(kEnd), std::max(split.clock.now(), readings[i].start + kHour));
        split.clock.set(split.ledger, *split.store, t, "local:0");
      }
      if (random() % 6 == 0) split.runner.step();
    }
    split.advance(kEnd);
    EXPECT_EQ(rows(split), rows(whole));

    for (const auto& r : readings) split.commit(r);  // a re-send, corrections and all, ends where it began
    split.runner.catch_up();
    const auto report = split.runner.rebuild("standards", "local:0");
    EXPECT_EQ(report.changed + report.added + report.removed, 0U);
    EXPECT_GT(report.same, 100U);
  }
}

}  // namespace
}  // namespace limpid::standards
