// SPDX-License-Identifier: Apache-2.0
#include "reports/icalendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "base/text.hpp"

namespace limpid::reports {
namespace {

constexpr std::size_t kLineOctets = 75;

/// TEXT of RFC 5545, 3.3.11; characters that it does not allow are left out.
std::string escape_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t pos = 0; pos < text.size();) {
    const char32_t c = text::next_char(text, pos);
    switch (c) {
      case U'\\': out += "\\\\"; break;
      case U';': out += "\\;"; break;
      case U',': out += "\\,"; break;
      case U'\n': out += "\\n"; break;
      default:
        if (c >= 0x20 && c != 0x7F) text::append_char(out, c);
    }
  }
  return out;
}

void put_line(std::string& out, std::string_view line) {
  std::size_t used = 0;
  for (std::size_t pos = 0; pos < line.size();) {
    const std::size_t begin = pos;
    text::next_char(line, pos);
    if (used + (pos - begin) > kLineOctets) {
      out += "\r\n ";
      used = 1;
    }
    out.append(line, begin, pos - begin);
    used += pos - begin;
  }
  out += "\r\n";
}

std::string digits_of(std::string iso) {
  std::erase(iso, '-');
  return iso;
}

std::string day_after(const std::string& iso) {
  using namespace std::chrono;
  const year_month_day day{
      sys_days{year{std::stoi(iso.substr(0, 4))} / month{static_cast<unsigned>(std::stoi(iso.substr(5, 2)))} /
               std::chrono::day{static_cast<unsigned>(std::stoi(iso.substr(8, 2)))}} +
      days{1}};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::string utc_stamp(Instant t) {
  const Civil c = civil(t - kCst);  // fields of UTC
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second);
}

void put_event(std::string& out, const ICalendar& calendar, const ICalendar::Event& event) {
  put_line(out, "BEGIN:VEVENT");
  put_line(out, "UID:" + escape_text(event.uid));
  put_line(out, "DTSTAMP:" + utc_stamp(calendar.stamp));
  put_line(out, "DTSTART;VALUE=DATE:" + digits_of(event.start));
  put_line(out, "DTEND;VALUE=DATE:" + day_after(event.last));
  if (!event.rule.empty())
    put_line(out, "RRULE:" + event.rule + (event.until ? ";UNTIL=" + digits_of(*event.until) : ""));
  put_line(out, "SUMMARY:" + escape_text(event.summary));
  if (!event.description.empty()) put_line(out, "DESCRIPTION:" + escape_text(event.description));
  std::string categories;
  for (const auto& category : event.categories) categories += (categories.empty() ? "" : ",") + escape_text(category);
  if (!categories.empty()) put_line(out, "CATEGORIES:" + categories);
  put_line(out, "TRANSP:TRANSPARENT");
  put_line(out, "END:VEVENT");
}

}  // namespace

std::string write_icalendar(const ICalendar& calendar) {
  std::string out;
  put_line(out, "BEGIN:VCALENDAR");
  put_line(out, "VERSION:2.0");
  put_line(out, "PRODID:-//Limpid//Deadlines of a plan//ZH");
  put_line(out, "CALSCALE:GREGORIAN");
  put_line(out, "METHOD:PUBLISH");
  if (!calendar.name.empty()) put_line(out, "X-WR-CALNAME:" + escape_text(calendar.name));
  for (const auto& event : calendar.events) put_event(out, calendar, event);
  put_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace limpid::reports
