// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <regex>
#include <set>

#include "base/data_file.hpp"
#include "base/messages.hpp"
#include "base/text.hpp"
#include "reports/opened_docx.hpp"
#include "reports/parsed_calendar.hpp"
#include "reports/plan_calendar.hpp"
#include "reports/plan_ledger.hpp"
#include "reports/task_letter.hpp"

namespace limpid::reports {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Json unit(const char* name, const char* role = "responsible") {
  return {{"name", name}, {"role", role}, {"unit_key", name}};
}

Json by(const char* text, const char* end, const char* kind = "by_date") {
  return {{"text", text}, {"kind", kind}, {"start", nullptr}, {"end", end == nullptr ? Json(nullptr) : Json(end)}};
}

/// A plan of one measure with two promises, a safeguard, two ledger rows of a category and one of another, a project.
Json little_document() {
  Json promises = Json::array();
  promises.push_back({{"text", "5月底前，6个厂投入试运行，"},
                      {"units", Json::array({unit("县住建局", "lead")})},
                      {"deadlines", Json::array({by("5月底前", "2022-05-31")})}});
  promises.push_back(
      {{"text", "每季度通报一次，长期坚持。"},
       {"units", Json::array()},
       {"deadlines", Json::array({by("每季度", nullptr, "recurring"), by("长期坚持", nullptr, "continuous")})}});
  const Json measure{{"id", "x-2022/water/m7"},
                     {"number", 7},
                     {"group", 1},
                     {"title", "加快建设"},
                     {"text", "5月底前，6个厂投入试运行，每季度通报一次，长期坚持。"},
                     {"units", Json::array({unit("县住建局", "lead"), unit("县水务局", "cooperating")})},
                     {"deadlines", Json::array({by("5月底前", "2022-05-31")})},
                     {"promises", promises}};
  const auto task = [](int number, const char* category, const char* name) {
    return Json{{"id", "x-2022/water/t" + std::to_string(number)},
                {"number", number},
                {"category", category},
                {"text", "完成任务" + std::to_string(number)},
                {"units", Json::array({unit(name)})},
                {"deadlines", Json::array({by("2022年8月", "2022-08-31")})},
                {"note", number == 1 ? "新" : ""}};
  };
  const Json safeguard{{"id", "x-2022/water/s1"}, {"number", 1},
                       {"title", "加强领导"},     {"text", "压实责任。"},
                       {"units", Json::array()},  {"deadlines", Json::array()}};
  const Json project{{"id", "x-2022/water/p1"},
                     {"number", 1},
                     {"title", "人工湿地"},
                     {"units", Json::array({unit("周村镇人民政府")})},
                     {"deadlines", Json::array({by("2022年12月", "2022-12-31")})},
                     {"note", ""}};
  const Json plan{{"domain", "water"},
                  {"title", "某县水环境2022年行动计划"},
                  {"groups", Json::array({{{"number", 1}, {"title", "补齐短板"}}})},
                  {"measures", Json::array({measure})},
                  {"safeguards", Json::array({safeguard})},
                  {"tasks", Json::array({task(1, "一、甲类", "县水务局"), task(2, "一、甲类", "县住建局"),
                                         task(3, "二、乙类", "县水务局")})},
                  {"targets", Json::array()},
                  {"projects", Json::array({project})}};
  return {{"document",
           {{"title", "关于印发行动计划的通知"},
            {"number", "某政办发〔2022〕1号"},
            {"issuer", "某县人民政府办公室"},
            {"date", "2022-06-17"}}},
          {"plans", Json::array({plan})}};
}

OutputText in_chinese() {
  static const Messages messages = Messages::load(LIMPID_SOURCE_DIR);
  return [](std::string_view code, const Json& args) { return messages.render("zh", code, args); };
}

Concerns only(const std::string& name) {
  return [name](const Json& one, const std::string&) { return one.at("name") == name; };
}

TEST(PlanLedger, HoldsTheRowsOfTheDocumentWithMergedCategories) {
  const Json document = little_document();
  const auto book = ledger_workbook(document, "x-2022", in_chinese(),
                                    [](const std::string& item) { return item == "x-2022/water/t2" ? "已达成" : ""; });
  ASSERT_THAT(book.sheets, SizeIs(1));
  ASSERT_THAT(book.sheets[0].rows, SizeIs(3));
  EXPECT_THAT(book.columns,
              ElementsAre("任务类别", "序号", "具体措施", "完成时限", "牵头单位", "配合单位", "备注", "状态"));
  const auto& row = book.sheets[0].rows[0];
  EXPECT_EQ(row.category, "一、甲类");
  EXPECT_EQ(row.measure, "完成任务1");
  EXPECT_EQ(row.deadline, "2022年8月");
  EXPECT_EQ(row.lead, "县水务局");
  EXPECT_EQ(row.note, "新");
  EXPECT_EQ(row.status, "");
  EXPECT_EQ(book.sheets[0].rows[1].status, "已达成");
  const OpenedDocx file(plan_workbook(book));
  const std::string sheet = file.part("xl/worksheets/sheet1.xml");
  // The title over all columns and the category over two rows; the third row's stands alone.
  EXPECT_THAT(sheet, AllOf(HasSubstr("<mergeCell ref=\"A1:H1\"/>"), HasSubstr("<mergeCell ref=\"A3:A4\"/>"),
                           HasSubstr("<mergeCells count=\"2\">")));
  EXPECT_THAT(sheet,
              AllOf(HasSubstr("paperSize=\"9\""), HasSubstr("orientation=\"landscape\""), HasSubstr("ySplit=\"2\"")));
  EXPECT_THAT(file.part("xl/workbook.xml"), HasSubstr("_xlnm.Print_Titles"));
  EXPECT_THAT(file.part("docProps/core.xml"), HasSubstr("1980-01-01T00:00:00Z"))
      << "no clock: the same bytes each time";
}

TEST(PlanLedger, OfAPlanWithoutALedgerItsMeasuresAndProjects) {
  Json document = little_document();
  document["plans"][0]["tasks"] = Json::array();
  const auto book = ledger_workbook(document, "", in_chinese(), [](const std::string&) { return ""; });
  ASSERT_THAT(book.sheets[0].rows, SizeIs(2));
  EXPECT_EQ(book.sheets[0].rows[0].category, "补齐短板");
  EXPECT_EQ(book.sheets[0].rows[0].lead, "县住建局");
  EXPECT_EQ(book.sheets[0].rows[0].cooperating, "县水务局");
  EXPECT_EQ(book.sheets[0].rows[1].category, "重点工程");
}

TEST(PlanLedger, WhoAnswersBesideALeadStandsWithThoseWhoHelp) {
  Json document = little_document();
  document["plans"][0]["tasks"] = Json::array();
  document["plans"][0]["measures"][0]["units"] =
      Json::array({unit("县住建局", "lead"), unit("丁湾镇", "responsible"), unit("县住建局", "lead"),
                   unit("县水务局", "cooperating")});
  const auto book = ledger_workbook(document, "", in_chinese(), [](const std::string&) { return ""; });
  EXPECT_EQ(book.sheets[0].rows[0].lead, "县住建局");
  EXPECT_EQ(book.sheets[0].rows[0].cooperating, "责任单位：丁湾镇\n县水务局");
}

TEST(PlanLedger, WhereNobodyHelpsTheColumnIsOfThoseWhoAnswer) {
  Json document = little_document();
  document["plans"][0]["tasks"][0]["units"] = Json::array({unit("县住建局", "lead"), unit("丁湾镇"), unit("丙湾镇")});
  const auto book = ledger_workbook(document, "", in_chinese(), [](const std::string&) { return ""; });
  EXPECT_EQ(book.columns[5], "责任单位");
  EXPECT_EQ(book.sheets[0].rows[0].cooperating, "丁湾镇、丙湾镇");
}

TEST(PlanLedger, TheTimeLimitIsWhatTheRowsCellPrints) {
  Json document = little_document();
  document["plans"][0]["tasks"][0]["limit"] = "6月底前建清单，8月底前整治到位";
  const auto book = ledger_workbook(document, "", in_chinese(), [](const std::string&) { return ""; });
  EXPECT_EQ(book.sheets[0].rows[0].deadline, "6月底前建清单，8月底前整治到位");
  EXPECT_EQ(book.sheets[0].rows[1].deadline, "2022年8月");
}

TEST(PlanLedger, TwoPlansOfADomainHaveTwoSheets) {
  Json document = little_document();
  document["plans"].push_back(document["plans"][0]);
  const auto book = ledger_workbook(document, "", in_chinese(), [](const std::string&) { return ""; });
  ASSERT_THAT(book.sheets, SizeIs(2));
  EXPECT_NE(book.sheets[0].name, book.sheets[1].name);
  EXPECT_GT(plan_workbook(book).size(), 3000u);
}

TEST(TaskLetter, SaysInTheSourcesWordsWhatTheUnitMustDoAndByWhen) {
  const Json document = little_document();
  const auto bytes = task_letter(document, {.unit = "县住建局",
                                            .sender = "某县生态环境局",
                                            .date = "2022年6月20日",
                                            .concerns = only("县住建局"),
                                            .text = in_chinese()});
  ASSERT_TRUE(bytes);
  const auto paragraphs = OpenedDocx(*bytes).paragraphs();
  EXPECT_EQ(paragraphs[0], "关于落实《某县水环境2022年行动计划》任务的函");
  EXPECT_EQ(paragraphs[1], "县住建局：");
  EXPECT_THAT(paragraphs[2],
              AllOf(HasSubstr("某政办发〔2022〕1号"), HasSubstr("负责的任务 1 项"), HasSubstr("重点工程 1 项")));
  EXPECT_THAT(paragraphs, Contains("一、牵头、负责的任务"));
  EXPECT_THAT(paragraphs, Contains("（水 7）加快建设"));
  EXPECT_THAT(paragraphs, Contains("5月底前，6个厂投入试运行，每季度通报一次，长期坚持。"));
  EXPECT_THAT(paragraphs, Contains("完成时限：5月底前  牵头单位：县住建局  配合单位：县水务局"));
  EXPECT_THAT(paragraphs, Contains("二、任务台账和重点工程"));
  EXPECT_THAT(paragraphs, Contains("完成任务2"));
  EXPECT_THAT(paragraphs, Not(Contains("完成任务1")));
  EXPECT_EQ(paragraphs.back(), "2022年6月20日");
}

TEST(TaskLetter, ACooperatingUnitReadsSoAndOneWithNothingGetsNone) {
  const Json document = little_document();
  const auto letter = [&](const char* name) {
    return task_letter(document,
                       {.unit = name, .sender = {}, .date = {}, .concerns = only(name), .text = in_chinese()});
  };
  const auto paragraphs = OpenedDocx(letter("县水务局").value()).paragraphs();
  EXPECT_EQ(paragraphs[2],
            "《某县水环境2022年行动计划》已随某政办发〔2022〕1号印发，其中涉及你单位的有配合的任务 1 "
            "项、任务台账和重点工程 2 "
            "项。现将原文摘录如下，请按时限完成。")
      << "of what there is";
  EXPECT_THAT(paragraphs, Contains("一、配合的任务"));
  EXPECT_THAT(paragraphs, Not(Contains(HasSubstr("牵头、负责的任务"))));
  EXPECT_FALSE(letter("县教育局"));
}

TEST(TaskLetter, InEnglishItReadsAsOneWritesThere) {
  static const Messages messages = Messages::load(LIMPID_SOURCE_DIR);
  Json document = little_document();
  document["plans"][0]["tasks"][1]["units"] = Json::array({unit("县住建局", "lead"), unit("县水务局", "cooperating")});
  const auto letter = task_letter(
      document,
      {.unit = "县住建局", .sender = {}, .date = {}, .concerns = only("县住建局"), .text = [](auto code, auto& args) {
         return messages.render("en", code, args);
       }});
  const auto paragraphs = OpenedDocx(letter.value()).paragraphs();
  EXPECT_EQ(paragraphs[1], "To 县住建局:");
  EXPECT_EQ(
      paragraphs[2],
      "Under “某县水环境2022年行动计划”, published as 某政办发〔2022〕1号, you have: tasks to lead or answer for (1), "
      "rows "
      "of the ledger and projects (1). The words below are the document’s own; please complete the tasks in time.");
  EXPECT_THAT(paragraphs, Contains("1. Tasks you lead or answer for"));
  EXPECT_THAT(paragraphs, Contains("2. Ledger of tasks and projects"));
  EXPECT_THAT(paragraphs, Contains(HasSubstr("Supporting: 县水务局")));
}

ICalendar calendar_of(const Json& document, Concerns concerns = {}) {
  return plan_calendar(document,
                       {.key = "x-2022",
                        .name = {},
                        .stamp = from_civil(2022, 6, 20, 8),
                        .concerns = std::move(concerns),
                        .text = in_chinese()},
                       CalendarRules::load(LIMPID_SOURCE_DIR));
}

TEST(TaskLetter, TellsWhomANameOfManyMeansOrThatNobodyIsNamed) {
  Json document = little_document();
  document["plans"][0]["measures"][0]["units"].push_back(unit("有关乡镇"));
  document["plans"][0]["tasks"][1]["units"].push_back(unit("有关乡镇"));
  const auto letter = [&](const std::vector<std::string>& named) {
    const auto bytes = task_letter(
        document,
        {.unit = "县住建局",
         .sender = {},
         .date = {},
         .concerns = only("县住建局"),
         .meant = [&](const std::string& name, const std::string& words) -> std::optional<std::vector<std::string>> {
           EXPECT_FALSE(words.empty());
           if (name != "有关乡镇") return std::nullopt;
           return named;
         },
         .text = in_chinese()});
    std::string out;
    for (const auto& paragraph : OpenedDocx(bytes.value()).paragraphs()) out += paragraph + "\n";
    return out;
  };
  const auto nobody = letter({}), two = letter({"甲镇人民政府", "乙镇人民政府"});
  EXPECT_THAT(nobody, HasSubstr("“有关乡镇”在原文中没有点名，未单独发函"));
  EXPECT_THAT(nobody, HasSubstr("有关乡镇（“有关乡镇”在原文中没有点名，未单独发函）")) << "in the row's cell";
  EXPECT_THAT(two, HasSubstr("“有关乡镇”指：甲镇人民政府、乙镇人民政府"));
  EXPECT_THAT(two, Not(HasSubstr("没有点名")));
}

TEST(PlanCalendar, EachDatedDeadlineIsADayAndARecurringOneRepeats) {
  const Json document = little_document();
  const auto parsed = ParsedCalendar(write_icalendar(calendar_of(document)));
  ASSERT_THAT(parsed.events, SizeIs(6));  // two of the measure, three rows, a project; 长期坚持 has no date
  const auto value = [&](std::size_t i, const char* name) { return parsed.events[i].find(name)->second; };
  EXPECT_EQ(value(0, "UID"), "x-2022/water/m7#1/d1@limpid");
  EXPECT_EQ(value(0, "DTSTART;VALUE=DATE"), "20220531");
  EXPECT_EQ(value(0, "DTEND;VALUE=DATE"), "20220601");
  EXPECT_EQ(value(0, "DTSTAMP"), "20220620T000000Z");
  EXPECT_EQ(unescape_ics(value(0, "SUMMARY")), "水 7 加快建设（5月底前）");
  EXPECT_THAT(unescape_ics(value(0, "DESCRIPTION")), AllOf(HasSubstr("6个厂投入试运行，\n"), HasSubstr("县住建局")));
  EXPECT_EQ(value(0, "CATEGORIES"), "水,重点任务");
  EXPECT_EQ(parsed.events[0].count("RRULE"), 0u);
  // Issued on 17 June: the first quarter that ends after it.
  EXPECT_EQ(value(1, "DTSTART;VALUE=DATE"), "20220630");
  EXPECT_EQ(value(1, "RRULE"), "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1;UNTIL=20221231");
  // The promise names no unit of its own: those of its measure.
  EXPECT_THAT(unescape_ics(value(1, "DESCRIPTION")), HasSubstr("县水务局"));
  for (const auto& event : parsed.events) EXPECT_EQ(event.count("BEGIN:VALARM"), 0u);
}

TEST(PlanCalendar, ARecurringDeadlineThatNamesItsDayRepeatsOnIt) {
  const auto rule_of = [](const char* words) {
    Json document = little_document();
    document["plans"][0]["projects"][0]["deadlines"] =
        Json::array({{{"text", words}, {"kind", "recurring"}, {"start", nullptr}, {"end", nullptr}}});
    const auto event = ParsedCalendar(write_icalendar(calendar_of(document))).events.back();
    return event.find("DTSTART;VALUE=DATE")->second + " " + event.find("RRULE")->second;
  };
  // Issued on 17 June.
  EXPECT_EQ(rule_of("每月5日前"), "20220705 FREQ=MONTHLY;BYMONTHDAY=5;UNTIL=20221231");
  EXPECT_EQ(rule_of("每月25日前报送"), "20220625 FREQ=MONTHLY;BYMONTHDAY=25;UNTIL=20221231");
  EXPECT_EQ(rule_of("每月31日前"), "20220630 FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20221231");
  EXPECT_EQ(rule_of("每季度末月20日前"), "20220620 FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20;UNTIL=20221231");
  EXPECT_EQ(rule_of("每季度首月10日前"), "20220710 FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10;UNTIL=20221231");
  EXPECT_EQ(rule_of("每年11月15日前"), "20221115 FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15;UNTIL=20221231");
  EXPECT_EQ(rule_of("每周三前"), "20220622 FREQ=WEEKLY;BYDAY=WE;UNTIL=20221231");
  // Counts are no days.
  EXPECT_EQ(rule_of("每月2次"), "20220630 FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20221231");
  EXPECT_EQ(rule_of("每半月1次"), "20220630 FREQ=MONTHLY;BYMONTHDAY=15,-1;UNTIL=20221231");
  EXPECT_EQ(rule_of("每旬"), "20220620 FREQ=MONTHLY;BYMONTHDAY=10,20,-1;UNTIL=20221231");
  EXPECT_EQ(rule_of("每两周"), "20220617 FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;UNTIL=20221231");
  EXPECT_EQ(rule_of("每年1月、7月"), "20220731 FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=-1;UNTIL=20221231");
  EXPECT_EQ(rule_of("每月底前"), "20220630 FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20221231");
}

TEST(PlanCalendar, BearsThePlansNameAndTellsTwoDutiesOfOneDayApart) {
  Json document = little_document();
  auto& promises = document["plans"][0]["measures"][0]["promises"];
  promises[1] = promises[0];
  promises[1]["text"] = "5月底前，2座泵站投用。";
  const auto parsed = calendar_of(document);
  EXPECT_EQ(parsed.name, "某县水环境2022年行动计划");
  EXPECT_EQ(parsed.events[0].summary, "水 7 5月底前，6个厂投入试运行（5月底前）");
  EXPECT_EQ(parsed.events[1].summary, "水 7 5月底前，2座泵站投用（5月底前）");
  EXPECT_EQ(parsed.events[2].summary, "水台账 1 完成任务1（2022年8月）");
}

TEST(PlanCalendar, OfOneUnitOnlyItsOwn) {
  const auto parsed = ParsedCalendar(write_icalendar(calendar_of(little_document(), only("县水务局"))));
  EXPECT_THAT(parsed.events, SizeIs(3));  // 配合 in the second promise, two rows
}

TEST(PlanCalendar, IdsAreTheSameEachTimeAndNeverTwice) {
  const auto a = calendar_of(little_document()), b = calendar_of(little_document());
  std::set<std::string> ids;
  for (std::size_t i = 0; i < a.events.size(); ++i) {
    EXPECT_EQ(a.events[i].uid, b.events[i].uid);
    EXPECT_TRUE(ids.insert(a.events[i].uid).second) << a.events[i].uid;
  }
  EXPECT_EQ(write_icalendar(a), write_icalendar(b));
}

TEST(PlanCalendar, ASeasonRunsAsItsRuleSaysAndTheEntryTellsSo) {
  Json document = little_document();
  const Json none = nullptr;
  auto& deadlines = document["plans"][0]["projects"][0]["deadlines"];
  deadlines = Json::array({{{"text", "汛期前"},
                            {"kind", "season"},
                            {"start", none},
                            {"end", none},
                            {"season", {{"start", none}, {"end", "2022-05-31"}}}}});
  auto event = ParsedCalendar(write_icalendar(calendar_of(document))).events.back();
  EXPECT_EQ(event.find("DTSTART;VALUE=DATE")->second, "20220531");
  EXPECT_EQ(event.find("DTEND;VALUE=DATE")->second, "20220601");
  EXPECT_THAT(unescape_ics(event.find("DESCRIPTION")->second), HasSubstr("季节规则"));
  // A season that the plan dates itself is like other dates; one that nobody dates is no entry.
  deadlines[0]["start"] = "2022-04-01";
  deadlines[0]["end"] = "2022-04-30";
  event = ParsedCalendar(write_icalendar(calendar_of(document))).events.back();
  EXPECT_EQ(event.find("DTSTART;VALUE=DATE")->second, "20220401");
  EXPECT_THAT(unescape_ics(event.find("DESCRIPTION")->second), Not(HasSubstr("季节规则")));
  deadlines[0] = {{"text", "禁渔期"}, {"kind", "season"}, {"start", none}, {"end", none}};
  EXPECT_THAT(ParsedCalendar(write_icalendar(calendar_of(document))).events, SizeIs(5));
}

TEST(PlanCalendar, APeriodIsAllItsDays) {
  Json document = little_document();
  document["plans"][0]["projects"][0]["deadlines"] =
      Json::array({{{"text", "6-9月"}, {"kind", "month_range"}, {"start", "2022-06-01"}, {"end", "2022-09-30"}}});
  const auto parsed = ParsedCalendar(write_icalendar(calendar_of(document)));
  EXPECT_EQ(parsed.events.back().find("DTSTART;VALUE=DATE")->second, "20220601");
  EXPECT_EQ(parsed.events.back().find("DTEND;VALUE=DATE")->second, "20221001");
}

TEST(ICalendar, TextIsEscapedAndLongLinesAreFoldedBetweenCharacters) {
  ICalendar calendar;
  calendar.name = "一；二";
  std::string words;
  for (int i = 0; i < 60; ++i) words += "污水处理,厂;a\\b\n";
  calendar.events.push_back({.uid = "u",
                             .start = "2024-02-28",
                             .last = "2024-02-28",
                             .summary = words,
                             .description = "\x01",
                             .categories = {"a,b", "c"},
                             .rule = {},
                             .until = {}});
  const auto parsed = ParsedCalendar(write_icalendar(calendar));
  const auto& event = parsed.events.at(0);
  EXPECT_EQ(unescape_ics(event.find("SUMMARY")->second), words);
  EXPECT_EQ(event.find("DTEND;VALUE=DATE")->second, "20240229");
  EXPECT_EQ(event.find("CATEGORIES")->second, "a\\,b,c");
  EXPECT_EQ(event.find("DESCRIPTION")->second, "");
}

}  // namespace
}  // namespace limpid::reports
