// SPDX-License-Identifier: Apache-2.0
#include "sim/model/county.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/data_file.hpp"
#include "county.hpp"
#include "sim/model/laboratory.hpp"
#include "sim/model/truth.hpp"

namespace limpid::sim {
namespace {

std::string text_of(const CountyHour& hour) {
  std::string text = format_instant(hour.start);
  for (const Report& r : hour.reports)
    for (const Reading& x : r.readings)
      text +=
          fmt::format(" {} {} {:.{}f} {:.{}f} {}", r.object, x.parameter, x.avg, x.decimals, x.max, x.decimals, x.flag);
  return text;
}

County county(std::uint64_t seed, Instant start = county_settings().start, std::vector<Event> events = {}) {
  return County(county_registers(), county_settings(), seed, start, std::move(events));
}

double value_of(const CountyHour& hour, const std::string& object, const std::string& parameter) {
  for (const Report& r : hour.reports)
    if (r.object == object)
      for (const Reading& x : r.readings)
        if (x.parameter == parameter) return x.avg;
  return -1;
}

TEST(County, SameSeedSameBytes) {
  County a = county(7), b = county(7), other = county(8);
  for (int hour = 0; hour < 5; ++hour) {
    const std::string text = text_of(a.next_hour());
    EXPECT_EQ(text, text_of(b.next_hour()));
    EXPECT_NE(text, text_of(other.next_hour()));
  }
}

TEST(County, EveryDeviceSpeaksMostOfTheTime) {
  County c = county(3);
  std::map<std::string, int> spoken;
  int flagged = 0;
  for (int hour = 0; hour < 48; ++hour)
    for (const Report& r : c.next_hour().reports) {
      ++spoken[r.object];
      for (const Reading& x : r.readings) flagged += x.flag != 'N';
    }
  EXPECT_EQ(spoken.size(), county_registers().at("device").size());
  for (const auto& [object, hours] : spoken) EXPECT_GE(hours, 44) << object;
  EXPECT_GT(flagged, 0);
  EXPECT_LT(flagged, 150);
}

TEST(County, ASilentDeviceSendsNothing) {
  const Instant start = county_settings().start;
  County c = county(3, start, {{EventType::silent, "section/beiyin", start + kHour, start + 3 * kHour}});
  for (int hour = 0; hour < 4; ++hour) {
    const CountyHour h = c.next_hour();
    EXPECT_EQ(value_of(h, "section/beiyin", "w21003") < 0, hour == 1 || hour == 2) << hour;
    EXPECT_EQ(h.silent.size(), hour == 1 || hour == 2 ? 1u : 0u);
  }
}

TEST(County, DustEventPassesTheThresholdAndNothingElseDoes) {
  const Instant start = county_settings().start;
  for (const std::uint64_t seed : {1u, 2u, 3u, 4u, 5u, 6u}) {
    Air air(county_registers(), county_settings(), Noise(seed),
            {{EventType::dust, "dust-site/site-03", start + 30 * kHour, start + 32 * kHour}});
    for (int hour = 0; hour < 7 * 24; ++hour)
      for (const Report& r : air.hour(start + hour * kHour)) {
        if (!r.object.starts_with("dust-site/")) continue;
        if (r.object == "dust-site/site-03" && (hour == 30 || hour == 31)) {
          EXPECT_GT(r.readings.at(0).avg, 250) << "seed " << seed;
        } else {
          EXPECT_LT(r.readings.at(0).avg, 150) << r.object << " hour " << hour << " seed " << seed;
        }
      }
  }
}

TEST(County, UpsetShowsAtTheStackAndDownwind) {
  const Instant start = county_settings().start;
  const Event upset{EventType::upset, "enterprise/qy-11", start + 12 * kHour, start + 14 * kHour};
  int seen_at_stations = 0;
  for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
    Air with(county_registers(), county_settings(), Noise(seed), {upset});
    Air without(county_registers(), county_settings(), Noise(seed), {});
    const auto a = with.hour(upset.start), b = without.hour(upset.start);
    seen_at_stations += static_cast<int>(with.effects().size()) - 1;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i].object != upset.object) continue;
      EXPECT_EQ(a[i].readings.at(2).parameter, "a21026");
      EXPECT_NEAR(a[i].readings.at(2).avg, 25 * b[i].readings.at(2).avg, 1e-6);
      EXPECT_GT(a[i].readings.at(2).avg, 30);  // its limit
      EXPECT_LT(b[i].readings.at(2).avg, 30);
    }
  }
  EXPECT_GT(seen_at_stations, 0);
}

TEST(County, AirIsPlausibleForAWeek) {
  for (const std::uint64_t seed : {1u, 9u}) {
    Air air(county_registers(), county_settings(), Noise(seed), {});
    for (int hour = 0; hour < 7 * 24; ++hour)
      for (const Report& r : air.hour(county_settings().start + hour * kHour)) {
        if (!r.object.starts_with("air-station/")) continue;
        EXPECT_LE(r.readings.at(0).avg, r.readings.at(1).avg) << r.object;
        EXPECT_LT(r.readings.at(0).avg, 75) << r.object;
        EXPECT_LT(r.readings.at(1).avg, 150) << r.object;
        EXPECT_GT(r.readings.at(0).avg, 3) << r.object;
        EXPECT_LT(r.readings.at(5).avg, 200) << r.object;
      }
  }
}

TEST(County, TruthNamesTheSectionsAndGoesOn) {
  const Instant start = county_settings().start;
  const Event spill{EventType::spill, "outfall/ch-07", start + 2 * kHour, start + 3 * kHour};
  Truth whole(7, start), first(7, start);
  for (Truth* t : {&whole, &first}) t->add_event(spill);
  County all = county(7, start, {spill});
  for (int hour = 0; hour < 8; ++hour) whole.note(all.next_hour());
  County half = county(7, start, {spill});
  for (int hour = 0; hour < 4; ++hour) first.note(half.next_hour());
  Truth second(7, half.now());
  second.resume(first.to_json(half.water()));
  ASSERT_EQ(second.events().size(), 1u);
  County rest = county(7, half.now(), second.events());
  County unbroken = county(7, start, {spill});
  for (int hour = 0; hour < 4; ++hour) unbroken.next_hour();
  for (int hour = 4; hour < 8; ++hour) {
    const CountyHour h = rest.next_hour();
    const double expected = value_of(unbroken.next_hour(), "section/xinbi-nanqiao", "w21003");
    EXPECT_NEAR(value_of(h, "section/xinbi-nanqiao", "w21003"), expected, 0.02 * expected) << hour;
    second.note(h);
  }
  EXPECT_EQ(second.to_json(rest.water()), whole.to_json(all.water()));
  const Json event = whole.to_json(all.water()).at("events").at(0);
  EXPECT_EQ(event.at("section"), "section/xinbi-nanqiao");
  std::set<std::string> objects;
  for (const Json& a : event.at("affected")) objects.insert(a.at("object").get<std::string>());
  EXPECT_TRUE(objects.contains("section/xinbi-nanqiao"));
  EXPECT_TRUE(objects.contains("outfall/ch-07"));
  EXPECT_FALSE(objects.contains("section/chengzhuang-meikuang"));
}

TEST(County, TruthGivesEachEventItsOwnHours) {
  const Instant start = county_settings().start;
  const Event first{EventType::spill, "outfall/bg-01", start + 3 * kHour, start + 4 * kHour};
  const Event second{EventType::spill, "outfall/bg-02", start + 22 * kHour, start + 23 * kHour};
  const auto hours_at = [&](const std::vector<Event>& events, std::size_t which) {
    Truth truth(11, start);
    for (const Event& e : events) truth.add_event(e);
    County c = county(11, start, events);
    for (int hour = 0; hour < 30; ++hour) truth.note(c.next_hour());
    std::map<std::string, Json> hours;
    const Json json = truth.to_json(c.water());
    for (const Json& a : json.at("events").at(which).at("affected"))
      hours[a.at("object").get<std::string>()] = a.at("hours");
    return hours;
  };
  EXPECT_EQ(hours_at({first, second}, 0), hours_at({first}, 0));
  EXPECT_EQ(hours_at({first, second}, 1), hours_at({second}, 0));
  EXPECT_TRUE(hours_at({second}, 0).contains("section/xuezhuang"));
}

TEST(County, OfTwoUpsetsAStationShowsTheOneThatReachesIt) {
  const Instant start = county_settings().start;
  const Event one{EventType::upset, "enterprise/qy-11", start + 12 * kHour, start + 14 * kHour};
  const Event other{EventType::upset, "enterprise/qy-22", start + 12 * kHour, start + 14 * kHour};
  for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
    const auto at_noon = [&](const std::vector<Event>& events, std::size_t which) {
      Air air(county_registers(), county_settings(), Noise(seed), events);
      air.hour(one.start);
      std::set<std::string> objects;
      for (const Effect& e : air.effects())
        if (e.event == which) objects.insert(e.object);
      return objects;
    };
    const auto alone = at_noon({one}, 0), both = at_noon({one, other}, 0);
    EXPECT_TRUE(std::includes(alone.begin(), alone.end(), both.begin(), both.end())) << "seed " << seed;
  }
}

TEST(Events, AreRead) {
  const Instant start = county_settings().start;
  const auto parse = [&](const char* text) { return parse_event(text, start, county_registers(), county_settings()); };
  const auto spill = parse("spill:outfall/ch-07@2h");
  ASSERT_TRUE(spill);
  EXPECT_EQ(spill->start, start + 2 * kHour);
  EXPECT_EQ(spill->end, start + 3 * kHour);
  const auto silent = parse("silent:section/beiyin@90m+6h");
  ASSERT_TRUE(silent);
  EXPECT_EQ(silent->end - silent->start, 6 * kHour);
  EXPECT_EQ(parse("spill:outfall/ch-07").error().code, "sim.event.syntax");
  EXPECT_EQ(parse("spill:outfall/ch-07@2x").error().code, "sim.event.syntax");
  EXPECT_EQ(parse("flood:outfall/ch-07@2h").error().code, "sim.event.syntax");
  EXPECT_EQ(parse("spill:section/beiyin@2h").error().code, "sim.event.kind");
  EXPECT_EQ(parse("silent:outfall/ch-08@2h").error().code, "sim.event.no_device");
  const auto unknown = parse("spill:outfall/ch-7@2h");
  EXPECT_EQ(unknown.error().code, "sim.event.unknown");
  EXPECT_EQ(unknown.error().args.at("near").at(0), "ch-07");
}

TEST(Laboratory, MonthsOfTheYearBeforeTheStart) {
  const auto& s = county_settings();
  const std::string csv = laboratory_csv(county_registers(), s, Noise(1), from_civil(2022, 3, 9));
  const Table rows = parse_table(csv, "lab");
  std::set<std::string> months, outfalls;
  for (const Row& r : rows) {
    months.insert(std::string(r.text("time").substr(0, 7)));
    if (r.text("object").starts_with("outfall/")) outfalls.insert(std::string(r.text("object")));
    EXPECT_FALSE(r.text("object") == "plant/bagong") << "on line";
  }
  EXPECT_EQ(months, (std::set<std::string>{"2022-01", "2022-02", "2022-03"}));
  EXPECT_EQ(outfalls.size(), 39u);
}

TEST(Registers, EverythingLiesInTheCounty) {
  const Json county = Json::parse(read_file(plan_dir() / "county.geojson"));
  const auto inside = [&](double x, double y) {
    bool in = false;
    for (const Json& polygon : county.at("features").at(0).at("geometry").at("coordinates")) {
      const Json& ring = polygon.at(0);
      for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const double xi = ring[i][0], yi = ring[i][1], xj = ring[j][0], yj = ring[j][1];
        if ((yi > y) != (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi) in = !in;
      }
    }
    return in;
  };
  int placed = 0;
  for (const auto& [kind, table] : county_registers())
    for (const Row& r : table) {
      if (r.text("lon").empty()) continue;
      ++placed;
      EXPECT_TRUE(inside(r.number("lon"), r.number("lat"))) << kind << "/" << r.text("key");
    }
  EXPECT_EQ(placed, 25 + 14 + 39 + 8 + 12 + 8 + 40);
}

TEST(Registers, CountsAndMarks) {
  const Registers& r = county_registers();
  EXPECT_EQ(r.at("section").size(), 14u);
  EXPECT_EQ(r.at("plant").size(), 8u);
  EXPECT_EQ(r.at("air-station").size(), 12u);
  EXPECT_EQ(r.at("dust-site").size(), 8u);
  EXPECT_EQ(r.at("project").size(), 12u);
  for (const char* kind : {"outfall", "plant", "enterprise", "dust-site"})
    for (const Row& row : r.at(kind)) {
      EXPECT_TRUE(row.yes("demo")) << row.text("key");
      EXPECT_TRUE(row.yes("approximate")) << row.text("key");
      EXPECT_NE(row.text("name").find("演示"), std::string_view::npos) << row.text("key");
    }
}

}  // namespace
}  // namespace limpid::sim
