// SPDX-License-Identifier: Apache-2.0
#include "reports/plan_calendar.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>

#include "base/data_file.hpp"
#include "base/text.hpp"

namespace limpid::reports {
namespace {

using namespace std::chrono;

std::string iso_of(const year_month_day& day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

/// The last day of the month where `in_day` is 0.
std::string day_of_month(int in_year, int in_month, int in_day) {
  const auto of_month = year{in_year} / month{static_cast<unsigned>(in_month)};
  if (in_day == 0) return iso_of(year_month_day{of_month / last});
  return iso_of(year_month_day{of_month / day{static_cast<unsigned>(in_day)}});
}

bool is_iso_date(const Json& value) {
  return value.is_string() && value.get<std::string>().size() == 10;
}

std::string text_field(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The year that a plan is for, by its title, else the document's date.
int plan_year(const Json& plan, const Json& document) {
  for (const auto& text : {text_field(plan, "title"), text_field(document.at("document"), "date")}) {
    const auto at = text.find("20");
    if (at != std::string::npos && text.size() >= at + 4 &&
        std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(at) + 4,
                    [](char c) { return c >= '0' && c <= '9'; }))
      return std::stoi(text.substr(at, 4));
  }
  return 0;
}

const CalendarRules::Recurring* recurring_of(const std::string& words, const CalendarRules& rules) {
  const CalendarRules::Recurring* found = nullptr;
  std::size_t longest = 0;
  for (const auto& rule : rules.recurring)
    for (const auto& word : rule.words)
      if (word.size() > longest && words.find(word) != std::string::npos) {
        longest = word.size();
        found = &rule;
      }
  return found;
}

/// All numbers that stand before `unit`, of a list too (6、12月).
std::vector<int> numbers_before(const std::string& words, const char* unit, int most) {
  std::vector<int> out;
  const RE2 list(fmt::format("((?:\\d{{1,2}}[、和])*\\d{{1,2}}){}", unit));
  static const RE2 one("(\\d{1,2})");
  re2::StringPiece rest(words), all;
  while (RE2::FindAndConsume(&rest, list, &all))
    for (int number = 0; RE2::FindAndConsume(&all, one, &number);)
      if (number >= 1 && number <= most) out.push_back(number);
  return out;
}

/// 每月5日前 ends on the 5th, 每年6月15日前 on one day, 每季度首月10日前 in the first month of each, 每周三 on
/// Wednesdays; a rule whose words name no day keeps the end of its period.
CalendarRules::Recurring on_named_day(CalendarRules::Recurring rule, const std::string& words) {
  constexpr int kEveryMonth = 28;
  static const std::array<std::pair<const char*, const char*>, 7> kWeek{
      {{"一", "MO"}, {"二", "TU"}, {"三", "WE"}, {"四", "TH"}, {"五", "FR"}, {"六", "SA"}, {"日", "SU"}}};
  static const RE2 of_week("(?:周|星期)([一二三四五六日])");
  std::string name;
  if (rule.weekday != 0 && RE2::PartialMatch(words, of_week, &name)) {
    for (std::size_t i = 0; i < kWeek.size(); ++i)
      if (name == kWeek.at(i).first) {
        rule.weekday = static_cast<int>(i) + 1;
        rule.rule = std::string("FREQ=WEEKLY;BYDAY=") + kWeek.at(i).second;
      }
    return rule;
  }
  const auto of_month = numbers_before(words, "日", 31);
  auto in_year = rule.months.size() < 12 ? numbers_before(words, "月", 12) : std::vector<int>{};
  if (rule.months.empty() || of_month.size() > 1 || rule.days.size() > 1) return rule;
  if (in_year.empty() && words.find("首月") != std::string::npos && rule.months.size() == 4) in_year = {1, 4, 7, 10};
  if (!in_year.empty()) {
    rule.months = in_year;
    rule.rule = fmt::format("FREQ=YEARLY;BYMONTH={};BYMONTHDAY=-1", fmt::join(in_year, ","));
  }
  // Not every month has a 31st: its last day is meant.
  if (of_month.size() == 1 && of_month.front() <= kEveryMonth) {
    rule.days = of_month;
    rule.rule = rule.rule.substr(0, rule.rule.rfind('=') + 1) + std::to_string(of_month.front());
  }
  return rule;
}

/// The first end of a period on or after `from` in the year; nothing where the year is over.
std::optional<std::string> first_period_end(const CalendarRules::Recurring& rule, int in_year,
                                            const std::string& from) {
  for (const int month : rule.months)
    for (const int day : rule.days)
      if (auto end = day_of_month(in_year, month, day); end >= from) return end;
  if (rule.weekday == 0) return std::nullopt;
  for (sys_days day = sys_days{year{in_year} / January / 1}; year_month_day{day}.year() == year{in_year};
       day += days{1})
    if (weekday{day}.iso_encoding() == static_cast<unsigned>(rule.weekday) && iso_of(year_month_day{day}) >= from)
      return iso_of(year_month_day{day});
  return std::nullopt;
}

class Builder {
 public:
  Builder(const Json& document, const PlanCalendar& settings, const CalendarRules& rules)
      : document_(document), settings_(settings), rules_(rules) {}

  ICalendar build() {
    out_.name = settings_.name.empty() ? title_of(document_) : settings_.name;
    out_.stamp = settings_.stamp;
    for (const auto& entry : plan_entries(document_, settings_.key)) {
      const Json& item = *entry.item;
      const Json promises = item.value("promises", Json::array());
      if (promises.empty()) {
        put(entry, entry.key, item);
        continue;
      }
      int nth = 0;
      for (const auto& promise : promises) put(entry, entry.key + "#" + std::to_string(++nth), promise);
    }
    tell_apart();
    return std::move(out_);
  }

 private:
  /// Two duties of one item that end on one day say what each is.
  void tell_apart() {
    std::map<std::pair<std::string, std::string>, int> alike;
    for (const auto& event : out_.events) ++alike[{event.summary, event.last}];
    for (std::size_t i = 0; i < out_.events.size(); ++i)
      if (auto& event = out_.events[i]; alike.at({event.summary, event.last}) > 1) event.summary = own_summaries_[i];
  }

  /// `part` is the promise, or the item that has none.
  void put(const PlanEntry& entry, const std::string& key, const Json& part) {
    const Json units = part.contains("units") && !part.at("units").empty() ? part.at("units")
                                                                           : entry.item->value("units", Json::array());
    const std::string words = text_field(part, "text").empty() ? entry.words() : text_field(part, "text");
    if (settings_.concerns &&
        std::none_of(units.begin(), units.end(), [&](const Json& unit) { return settings_.concerns(unit, words); }))
      return;
    int nth = 0;
    for (const auto& deadline : part.value("deadlines", Json::array())) {
      ++nth;
      ICalendar::Event event;
      if (!put_time(entry, deadline, event)) continue;
      event.uid = key + "/d" + std::to_string(nth) + "@limpid";
      const std::string by = deadline.at("text");
      const Json args{
          {"label", label_of(entry, settings_.text)}, {"title", shortened(entry.title())}, {"deadline", by}};
      event.summary = settings_.text("report.calendar.summary", args);
      auto own = args;
      own["title"] = shortened(without_end(words));
      own_summaries_.push_back(settings_.text("report.calendar.summary", own));
      event.description = words + "\n" + settings_.text("report.calendar.by", {{"deadline", by}});
      if (deadline.contains("season") && deadline.at("start").is_null() && deadline.at("end").is_null())
        event.description += "\n" + settings_.text("report.calendar.season", Json::object());
      const std::string names = units_of({{"units", units}}, {"lead", "responsible", "cooperating"});
      if (!names.empty()) event.description += "\n" + settings_.text("report.calendar.units", {{"units", names}});
      event.categories = {settings_.text("report.domain." + entry.domain, Json::object()),
                          settings_.text("report.kind." + entry.kind, Json::object())};
      out_.events.push_back(std::move(event));
    }
  }

  bool put_time(const PlanEntry& entry, const Json& deadline, ICalendar::Event& event) const {
    for (const Json& dates : {deadline, deadline.value("season", Json::object())}) {
      const bool starts = is_iso_date(dates.value("start", Json())), ends = is_iso_date(dates.value("end", Json()));
      if (!starts && !ends) continue;
      event.start = starts ? dates.at("start") : dates.at("end");
      event.last = ends ? dates.at("end") : dates.at("start");
      return event.start <= event.last;
    }
    if (deadline.at("kind") != "recurring") return false;
    const auto* known = recurring_of(deadline.at("text"), rules_);
    const int in_year = plan_year(*entry.plan, document_);
    if (known == nullptr || in_year == 0) return false;
    const auto rule = on_named_day(*known, deadline.at("text"));
    const auto first = first_period_end(rule, in_year, text_field(document_.at("document"), "date"));
    if (!first) return false;
    event.start = event.last = *first;
    event.rule = rule.rule;
    event.until = fmt::format("{:04}-12-31", in_year);
    return true;
  }

  /// A promise ends where its sentence goes on.
  static std::string without_end(std::string words) {
    for (std::string_view mark : {"，", "。", "；", ",", ";"})
      if (words.ends_with(mark)) words.resize(words.size() - mark.size());
    return words;
  }

  static std::string shortened(const std::string& title) {
    constexpr std::size_t kMost = 40;  // characters
    if (text::count_chars(title) <= kMost) return title;
    std::size_t pos = 0;
    for (std::size_t i = 0; i < kMost; ++i) text::next_char(title, pos);
    return title.substr(0, pos) + "…";
  }

  const Json& document_;
  const PlanCalendar& settings_;
  const CalendarRules& rules_;
  ICalendar out_;
  std::vector<std::string> own_summaries_;  ///< of each event, by its own words
};

}  // namespace

CalendarRules CalendarRules::load(const std::filesystem::path& share) {
  const Json file = load_data_file(share / "rules/plan-calendar.yaml", share / "schemas/rule-plan-calendar.json");
  CalendarRules rules;
  for (const auto& row : file.at("recurring"))
    rules.recurring.push_back({row.at("words"), row.at("rule"), row.value("months", std::vector<int>{}),
                               row.value("weekday", 0), row.value("days", std::vector<int>{0})});
  return rules;
}

ICalendar plan_calendar(const Json& document, const PlanCalendar& settings, const CalendarRules& rules) {
  return Builder(document, settings, rules).build();
}

}  // namespace limpid::reports
