// SPDX-License-Identifier: Apache-2.0
#include "base/time.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace limpid {
namespace {

date::sys_days local_days(Instant t) {
  return date::floor<date::days>(t + kCst);
}

// Reads exactly `width` digits at `pos` and moves on.
std::optional<int> digits(std::string_view s, std::size_t& pos, std::size_t width) {
  if (pos + width > s.size()) return std::nullopt;
  int value = 0;
  const char* first = s.data() + pos;
  auto [ptr, ec] = std::from_chars(first, first + width, value);
  if (ec != std::errc{} || ptr != first + width || value < 0) return std::nullopt;
  pos += width;
  return value;
}

bool eat(std::string_view s, std::size_t& pos, char c) {
  if (pos >= s.size() || s[pos] != c) return false;
  ++pos;
  return true;
}

std::optional<Millis> read_time_of_day(std::string_view s, std::size_t& pos) {
  auto h = digits(s, pos, 2);
  if (!h || *h > 24 || !eat(s, pos, ':')) return std::nullopt;
  auto m = digits(s, pos, 2);
  if (!m || *m > 59) return std::nullopt;
  Millis result = *h * kHour + *m * kMinute;
  if (eat(s, pos, ':')) {
    auto sec = digits(s, pos, 2);
    if (!sec || *sec > 60) return std::nullopt;
    result += std::chrono::seconds{*sec};
    if (eat(s, pos, '.')) {
      int scale = 100;
      bool any = false;
      while (pos < s.size() && s[pos] >= '0' && s[pos] <= '9') {
        result += Millis{(s[pos] - '0') * scale};
        scale /= 10;
        ++pos;
        any = true;
      }
      if (!any) return std::nullopt;
    }
  }
  return result;
}

std::optional<Millis> read_offset(std::string_view s, std::size_t& pos) {
  if (pos == s.size()) return kCst;
  if (eat(s, pos, 'Z')) return Millis{0};
  int sign = 0;
  if (eat(s, pos, '+'))
    sign = 1;
  else if (eat(s, pos, '-'))
    sign = -1;
  if (sign == 0) return std::nullopt;
  auto h = digits(s, pos, 2);
  if (!h || *h > 14) return std::nullopt;
  eat(s, pos, ':');
  auto m = digits(s, pos, 2);
  if (!m || *m > 59) return std::nullopt;
  return sign * (*h * kHour + *m * kMinute);
}

}  // namespace

Result<Instant> parse_instant(std::string_view s) {
  auto bad = [&] { return fail("time.invalid", {{"text", std::string(s)}}); };
  std::size_t pos = 0;
  auto y = digits(s, pos, 4);
  if (!y || !eat(s, pos, '-')) return bad();
  auto mo = digits(s, pos, 2);
  if (!mo || !eat(s, pos, '-')) return bad();
  auto d = digits(s, pos, 2);
  if (!d) return bad();
  const date::year_month_day ymd{date::year{*y}, date::month{static_cast<unsigned>(*mo)},
                                 date::day{static_cast<unsigned>(*d)}};
  if (!ymd.ok()) return bad();
  Millis time{0};
  Millis offset = kCst;
  if (eat(s, pos, 'T') || eat(s, pos, ' ')) {
    auto tod = read_time_of_day(s, pos);
    if (!tod) return bad();
    time = *tod;
    auto off = read_offset(s, pos);
    if (!off) return bad();
    offset = *off;
  }
  if (pos != s.size()) return bad();
  return Instant{date::sys_days{ymd}} + time - offset;
}

std::string format_instant(Instant t) {
  const Civil c = civil(t);
  const auto ms = ((to_ms(t) % 1000) + 1000) % 1000;
  auto head = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", c.year, c.month, c.day, c.hour, c.minute, c.second);
  if (ms != 0) head += fmt::format(".{:03}", ms);
  return head + "+08:00";
}

std::string format_date(Instant t) {
  const Civil c = civil(t);
  return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

std::string_view to_string(Period p) {
  switch (p) {
    case Period::instant: return "PT0S";
    case Period::minute: return "PT1M";
    case Period::hour: return "PT1H";
    case Period::day: return "P1D";
    case Period::month: return "P1M";
    case Period::year: return "P1Y";
  }
  return "PT0S";
}

Result<Period> parse_period(std::string_view text) {
  for (auto p : {Period::instant, Period::minute, Period::hour, Period::day, Period::month, Period::year})
    if (to_string(p) == text) return p;
  return fail("period.invalid", {{"text", std::string(text)}});
}

Instant period_start(Period p, Instant t) {
  switch (p) {
    case Period::instant: return t;
    case Period::minute: return date::floor<std::chrono::minutes>(t);
    case Period::hour: return date::floor<std::chrono::hours>(t);
    case Period::day: return Instant{local_days(t)} - kCst;
    case Period::month: {
      const date::year_month_day d{local_days(t)};
      return Instant{date::sys_days{d.year() / d.month() / 1}} - kCst;
    }
    case Period::year: {
      const date::year_month_day d{local_days(t)};
      return Instant{date::sys_days{d.year() / 1 / 1}} - kCst;
    }
  }
  return t;
}

Instant period_end(Period p, Instant start) {
  switch (p) {
    case Period::instant: return start;
    case Period::minute: return start + kMinute;
    case Period::hour: return start + kHour;
    case Period::day: return start + kDay;
    case Period::month: {
      const date::year_month_day d{local_days(start)};
      return Instant{date::sys_days{(d.year() / d.month() + date::months{1}) / 1}} - kCst;
    }
    case Period::year: {
      const date::year_month_day d{local_days(start)};
      return Instant{date::sys_days{(d.year() + date::years{1}) / 1 / 1}} - kCst;
    }
  }
  return start;
}

Civil civil(Instant t) {
  const auto day = local_days(t);
  const date::year_month_day d{day};
  const date::hh_mm_ss tod{date::floor<std::chrono::seconds>(t + kCst - Instant{day})};
  return {static_cast<int>(d.year()),
          static_cast<int>(static_cast<unsigned>(d.month())),
          static_cast<int>(static_cast<unsigned>(d.day())),
          static_cast<int>(tod.hours().count()),
          static_cast<int>(tod.minutes().count()),
          static_cast<int>(tod.seconds().count())};
}

Instant from_civil(int year, int month, int day, int hour, int minute, int second) {
  return Instant{date::sys_days{date::year{year} / month / day}} - kCst + hour * kHour + minute * kMinute +
         std::chrono::seconds{second};
}

}  // namespace limpid
