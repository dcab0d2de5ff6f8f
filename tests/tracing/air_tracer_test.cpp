// SPDX-License-Identifier: Apache-2.0
#include "tracing/air_tracer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/data_file.hpp"
#include "support/memory_facts.hpp"
#include "tracing/discharge_tracer.hpp"
#include "tracing/plume.hpp"

namespace limpid::tracing {
namespace {

using ::testing::Contains;
using ::testing::Field;

AirSettings air_settings() {
  const std::filesystem::path root = LIMPID_SOURCE_DIR;
  return Settings::from_json(load_data_file(root / "catalog" / "tracing.yaml", root / "schemas" / "tracing.json")).air;
}

const Instant kMorning = from_civil(2022, 9, 12);
const Instant kUpset = kMorning + kHour * 30;

/// Four stations on a cross of 6 km around (112.8, 35.5), enterprises around them, wind from the west that turns to the
/// south each fourth hour.
class Sky {
 public:
  Sky() {
    station("west", 112.74, 35.5);
    station("east", 112.86, 35.5);
    station("north", 112.8, 35.55);
    station("south", 112.8, 35.45);
    for (int h = 0; h < 36; ++h) {
      for (const auto* key : {"west", "east", "north", "south"}) {
        const Instant hour = kMorning + kHour * h;
        facts.observe("air-station/" + std::string(key), "a01007", hour, 2.5, "device");
        facts.observe("air-station/" + std::string(key), "a01008", hour, h % 4 == 3 ? 180 : 270, "device");
        facts.observe("air-station/" + std::string(key), "a34004", hour, 40 + h % 3, "device");
      }
    }
  }

  void station(const std::string& key, double lon, double lat) { put("air-station", key, lon, lat, {}); }
  void enterprise(const std::string& key, double lon, double lat, double rate) {
    put("enterprise", key, lon, lat, {{"rate_a34004_g_s", rate}, {"stack_height_m", 20}});
  }
  void raise(const std::string& station, int hour, double by) {
    facts.observe("air-station/" + station, "a34004", kMorning + kHour * hour, 41 + by, "device");
  }
  void put(const std::string& kind, const std::string& key, double lon, double lat, Json attributes) {
    ledger::Object object;
    object.kind = kind;
    object.key = object.name = key;
    object.lon = lon;
    object.lat = lat;
    object.attributes = std::move(attributes);
    facts.put("object", object.ref(), object);
  }

  static Request request(const std::string& object, const std::string& condition, const std::string& parameter,
                         int hours) {
    Request out;
    out.episode.object = object;
    out.episode.condition = condition;
    out.episode.parameters = {parameter};
    out.from = kUpset;
    out.to = out.cutoff = kUpset + kHour * hours;
    out.others_cutoff = out.cutoff - kHour;
    return out;
  }

  testing::MemoryFacts facts;
};

std::size_t place_of(const ledger::Trace& trace, const std::string& object) {
  for (std::size_t i = 0; i < trace.candidates.size(); ++i)
    if (trace.candidates[i].object == object) return i + 1;
  return 99;
}

TEST(AirTracer, TheSourceUpwindComesFirstAndTheOneDownwindIsNotTestable) {
  Sky sky;
  sky.enterprise("upwind", 112.82, 35.5, 2);
  sky.enterprise("aside", 112.82, 35.53, 2);
  sky.enterprise("downwind", 112.9, 35.5, 2);
  sky.raise("east", 30, 80);
  sky.raise("east", 32, 80);
  const auto trace = AirTracer(air_settings()).trace(Sky::request("air-station/east", "aqi", "a34004", 3), sky.facts);
  EXPECT_EQ(place_of(trace, "enterprise/upwind"), 1u) << Json(trace).dump(1);
  EXPECT_EQ(trace.candidates.at(0).state, "suspected");
  const auto& behind = trace.candidates.at(place_of(trace, "enterprise/downwind") - 1);
  EXPECT_EQ(behind.state, "not_testable");
  EXPECT_EQ(behind.weight, 0);
}

TEST(AirTracer, ARiseThatTheWholeCountySharesIsUnexplained) {
  Sky sky;
  sky.enterprise("upwind", 112.82, 35.5, 2);
  for (const auto* key : {"west", "east", "north", "south"})
    for (const int hour : {30, 31, 32}) sky.raise(key, hour, 80);
  const auto trace = AirTracer(air_settings()).trace(Sky::request("air-station/east", "aqi", "a34004", 3), sky.facts);
  EXPECT_GT(trace.unexplained, 0.5);
}

TEST(AirTracer, OzoneIsNotFollowedBack) {
  Sky sky;
  sky.enterprise("upwind", 112.82, 35.5, 2);
  const auto trace = AirTracer(air_settings()).trace(Sky::request("air-station/east", "aqi", "a05024", 1), sky.facts);
  EXPECT_TRUE(trace.candidates.empty());
  EXPECT_EQ(trace.unexplained, 1);
  EXPECT_THAT(trace.limits, Contains(Field(&ledger::Text::code, "tracing.limit.secondary")));
}

TEST(AirTracer, ASiteThatAloneIsDustyIsItsOwnFirstCandidate) {
  Sky sky;
  sky.put("dust-site", "gd-03", 112.83, 35.5, {{"rate_a34002_g_s", 0.5}});
  sky.put("dust-site", "gd-04", 112.83, 35.52, {{"rate_a34002_g_s", 0.5}});
  sky.enterprise("upwind", 112.80, 35.5, 0);
  for (int h = 0; h < 32; ++h) {
    sky.facts.observe("dust-site/gd-03", "a34002", kMorning + kHour * h, h == 30 ? 312 : 110, "device");
    sky.facts.observe("dust-site/gd-04", "a34002", kMorning + kHour * h, 105, "device");
  }
  const auto trace = AirTracer(air_settings()).trace(Sky::request("dust-site/gd-03", "dust", "a34002", 1), sky.facts);
  EXPECT_EQ(place_of(trace, "dust-site/gd-03"), 1u) << Json(trace).dump(1);
  EXPECT_THAT(trace.candidates.at(0).supports, Contains(Field(&ledger::Text::code, "tracing.support.own_site")));
}

TEST(AirTracer, AMonitorThatBeganWithTheEpisodeNamesItsSite) {
  Sky alone;
  alone.put("dust-site", "gd-03", 112.83, 35.5, {{"rate_a34002_g_s", 0.5}});
  alone.facts.observe("dust-site/gd-03", "a34002", kUpset, 312, "device");
  const AirTracer tracer(air_settings());
  const auto single = tracer.trace(Sky::request("dust-site/gd-03", "dust", "a34002", 1), alone.facts);
  EXPECT_EQ(place_of(single, "dust-site/gd-03"), 1u) << Json(single).dump(1);
  EXPECT_THAT(single.limits, Contains(Field(&ledger::Text::code, "tracing.limit.no_onset")));

  Sky& among = alone;
  for (const auto* key : {"gd-04", "gd-05", "gd-06"}) {
    among.put("dust-site", key, 112.86, 35.54, {{"rate_a34002_g_s", 0.5}});
    among.facts.observe("dust-site/" + std::string(key), "a34002", kUpset - kHour, 105, "device");
  }
  const auto trace = tracer.trace(Sky::request("dust-site/gd-03", "dust", "a34002", 1), among.facts);
  EXPECT_EQ(place_of(trace, "dust-site/gd-03"), 1u) << Json(trace).dump(1);
  EXPECT_THAT(trace.limits, Contains(Field(&ledger::Text::code, "tracing.limit.neighbours_level")));
}

TEST(Footprint, ObeysReciprocityAndTheWind) {
  const Wind west{.east = 3, .north = 0, .speed = 3}, east{.east = -3, .north = 0, .speed = 3};
  const double forward = footprint({}, 2000, 150, west, 'D', 0.2, 1);
  EXPECT_GT(forward, 0);
  EXPECT_DOUBLE_EQ(forward, footprint({}, -2000, -150, east, 'D', 0.2, 1))
      << "source and receptor change places, the wind turns";
  EXPECT_EQ(footprint({}, -2000, 0, west, 'D', 0.2, 1), 0) << "nothing goes against the wind";
  EXPECT_GT(forward, footprint({.height_m = 60}, 2000, 150, west, 'D', 0.2, 1));
}

TEST(Footprint, TheDirectionalSpreadConservesWhatPasses) {
  // Integrated across the wind and up to any height, 1 g/s at u m/s passes each plane: at ground level the integral
  // across is Q 2/(sqrt(2 pi) u sz).
  const Wind wind{.east = 3, .north = 0, .speed = 3};
  double sum = 0;
  for (double y = -4000; y <= 4000; y += 10) sum += footprint({}, 1500, y, wind, 'D', 0.2, 1) * 10;
  const double up = briggs('D', 1500).up_m;
  EXPECT_NEAR(sum, 1e6 * 2 / (std::sqrt(2 * 3.14159265) * 3 * up), sum * 0.01);
}

TEST(DischargeTracer, TheSourceItselfWithItsDevicesDoubt) {
  testing::MemoryFacts facts;
  facts.observe("outfall/a", "w21003", kUpset, 22, "device:a");
  const auto trace = DischargeTracer().trace(Sky::request("outfall/a", "discharge", "w21003", 1), facts);
  ASSERT_EQ(trace.candidates.size(), 1u);
  EXPECT_GT(trace.candidates[0].weight, 0.8);
  EXPECT_LT(trace.candidates[0].weight, 1) << "the device may be wrong";
}

}  // namespace
}  // namespace limpid::tracing
