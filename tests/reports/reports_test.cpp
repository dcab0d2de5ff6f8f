// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "ledger/ledger.hpp"
#include "ledger/ledger_facts.hpp"
#include "ledger/records/loop.hpp"
#include "ledger/records/status.hpp"
#include "ledger/records/verdict.hpp"
#include "reports/brief.hpp"
#include "reports/plan_workbook.hpp"

namespace limpid::reports {
namespace {

TEST(Workbook, IsAnXlsxFileWithItsRows) {
  PlanWorkbook book{.columns = {"任务类别", "序号", "具体措施", "完成时限", "牵头单位", "配合单位", "备注", "状态"},
                    .sheets = {}};
  book.sheets.push_back({.name = "水",
                         .title = "水环境质量巩固提升2022年行动计划",
                         .known = "已知时刻 2022-09-13 17:20",
                         .rows = {{"重点任务", "007", "措施", "8月底前", "县住建局", "各乡镇", "", "未达标"}}});
  const std::string bytes = plan_workbook(book);
  ASSERT_GT(bytes.size(), 3000u);
  EXPECT_EQ(bytes.substr(0, 2), "PK");
  EXPECT_NE(bytes.find("xl/worksheets/sheet1.xml"), std::string::npos);
}

class BriefOfADay : public ::testing::Test {
 protected:
  BriefOfADay() {
    for (const char* key : {"section/a", "section/b", "air-station/x"})
      act("object", key,
          {{"kind", std::string(key).substr(0, std::string(key).find('/'))}, {"key", "k"}, {"name", key}});
  }
  void act(const std::string& kind, const std::string& key, const Json& content) {
    apply({{}, {{"test", kind, key, content}}});
  }
  void apply(const ledger::Changes& changes) {
    ledger::Transaction tx(ledger, {"act", "local:0", now, now});
    tx.apply(changes);
    tx.commit();
  }
  void verdict(const std::string& object, const std::string& rule, Instant start, Instant end, int rank,
               const std::string& state) {
    ledger::Verdict v;
    v.rank = rank;
    v.state = state;
    apply({{{"verdict", object, rule, start, end, v}}, {}});
  }
  Brief of_day() {
    const ledger::LedgerFacts facts(ledger, *store, now);
    return brief(facts, day);
  }
  const Instant day = from_civil(2022, 9, 12);
  Instant now = from_civil(2022, 9, 13, 8);
  ledger::Ledger ledger{":memory:"};
  std::unique_ptr<store::Store> store = store::open_memory();
};

TEST_F(BriefOfADay, ASectionShowsItsWorstHourNotItsLast) {
  verdict("section/a", "water-class/PT1H", day + 3 * kHour, day + 4 * kHour, 6, "breached");
  verdict("section/a", "water-class/PT1H", day + 23 * kHour, day + 24 * kHour, 3, "met");
  verdict("section/b", "water-class/PT1H", day + kHour, day + 2 * kHour, 4, "met");
  verdict("section/b", "water-class/PT1H", day + 24 * kHour, day + 25 * kHour, 6, "breached");  // the next day
  const auto b = of_day();
  ASSERT_EQ(b.sections.size(), 2u);
  EXPECT_EQ(b.sections[0].object, "section/a");
  EXPECT_EQ(b.sections[0].verdict->start, day + 3 * kHour);
  EXPECT_EQ(b.sections[0].breached, 1);
  EXPECT_EQ(b.sections[0].judged, 2);
  EXPECT_EQ(b.sections[1].verdict->content["rank"], 4);
}

TEST_F(BriefOfADay, OfHoursOfOneClassTheOneFarthestOverItsLimit) {
  const auto hour = [&](int start, const std::string& ammonia) {
    ledger::Verdict v;
    v.rank = 6;
    v.state = "breached";
    v.deciding = {"w21003"};
    v.inputs.resize(1);
    v.inputs[0].parameter = "w21003";
    v.inputs[0].value = ammonia;
    v.inputs[0].limit = "1.5";
    apply({{{"verdict", "section/a", "water-class/PT1H", day + start * kHour, day + (start + 1) * kHour, v}}, {}});
  };
  hour(3, "4.188");
  hour(4, "4.867");
  hour(5, "3.2");
  EXPECT_EQ(of_day().sections.at(0).verdict->start, day + 4 * kHour);
}

TEST_F(BriefOfADay, WhatCannotBeSaidIsSaid) {
  const auto b = of_day();
  std::vector<std::string> codes;
  for (const auto& note : b.notes) codes.push_back(note.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"brief.sections_unjudged", "brief.stations_unjudged", "brief.no_device",
                                             "brief.soil"}));
  now = day + 12 * kHour;
  bool open = false;
  for (const auto& note : of_day().notes) open = open || note.code == "brief.day_not_over";
  EXPECT_TRUE(open);
}

TEST_F(BriefOfADay, EpisodesThatTouchTheDay) {
  ledger::Episode e;
  e.state = "closed";
  e.opened = day - 2 * kDay;
  e.closed = day - kDay;
  act("episode", "before", e);
  e.closed = day + kHour;
  act("episode", "into", e);
  e.state = "open";
  e.opened = day + 5 * kHour;
  e.closed.reset();
  act("episode", "open", e);
  e.opened = day + 25 * kHour;
  act("episode", "after", e);
  e.state = "withdrawn";
  e.opened = day;
  act("episode", "taken-back", e);
  EXPECT_EQ(of_day().episodes, (std::vector<std::string>{"into", "open"}));
}

TEST_F(BriefOfADay, LateAndSoonDueItemsButNotThoseThatCannotBeJudged) {
  const auto status = [&](const std::string& key, const std::string& state, const std::string& due) {
    ledger::Status s;
    s.state = state;
    s.due = due;
    apply({{{"status", key, "item", Instant{}, Instant::max(), s}}, {}});
  };
  status("p/water/m1", "breached", "2022-08-31");
  status("p/water/m2", "met", "2022-08-31");
  status("p/water/m3", "on_track", "2022-09-15");
  status("p/water/m4", "on_track", "2022-12-31");
  status("p/water/m5", "unknown", "2022-08-31");
  status("p/water/m6", "on_track", "2022-09-12");
  EXPECT_EQ(of_day().due, (std::vector<std::string>{"p/water/m1", "p/water/m3", "p/water/m6"}));
}

}  // namespace
}  // namespace limpid::reports
