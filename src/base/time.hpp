// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <compare>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace limpid {

/// An absolute time, UTC, to the millisecond. The only time type inside; civil time exists at the edges.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using Millis = std::chrono::milliseconds;

/// China Standard Time, UTC+8. HJ 212 stamps and the air and water standards' days are in it. Asia/Shanghai
/// had summer time in 1986-1991, before any data that Limpid takes; the offset is therefore fixed.
inline constexpr std::chrono::hours kCst{8};

inline constexpr Millis kMinute{60'000};
inline constexpr Millis kHour{3'600'000};
inline constexpr Millis kDay{86'400'000};

/// Milliseconds since 1970-01-01T00:00Z: the form in which both stores keep an Instant.
constexpr std::int64_t to_ms(Instant t) {
  return t.time_since_epoch().count();
}
constexpr Instant from_ms(std::int64_t ms) {
  return Instant{Millis{ms}};
}

/// ISO 8601: `2022-09-12T00:00+08:00`, seconds and fraction optional, offset or `Z` optional (then UTC+8), a bare
/// date is its local midnight. Error code `time.invalid`.
/// parse_instant("2022-09-12T08:00+08:00") == parse_instant("2022-09-12T00:00Z").
Result<Instant> parse_instant(std::string_view text);

/// `2022-09-12T00:00:00+08:00`; with milliseconds only when they are not zero.
std::string format_instant(Instant t);
/// `2022-09-12`, the local day of t.
std::string format_date(Instant t);

/// The statistical period of a series or window. `instant` is a sample without duration.
enum class Period { instant, minute, hour, day, month, year };

/// ISO 8601 durations: "PT0S", "PT1M", "PT1H", "P1D", "P1M", "P1Y".
std::string_view to_string(Period p);
Result<Period> parse_period(std::string_view text);

/// Start of the period that contains t, on the local calendar (a day starts at 00:00 UTC+8). `instant` gives t.
Instant period_start(Period p, Instant t);
/// Start of the next period: exclusive end. Everything partitions by the start, so hour 24 of 31 August is August.
Instant period_end(Period p, Instant start);

/// Civil fields of t in UTC+8.
struct Civil {
  int year, month, day, hour, minute, second;
};
Civil civil(Instant t);
Instant from_civil(int year, int month, int day, int hour = 0, int minute = 0, int second = 0);

/// Passed in; domain code never asks the system. `wall()` counts latencies, `now()` the county's time.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

}  // namespace limpid
