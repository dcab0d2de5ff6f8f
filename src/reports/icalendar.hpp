// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace limpid::reports {

/// A calendar after RFC 5545. Deadlines are VEVENTs of whole days, not VTODOs: the calendars that people have (phones,
/// Outlook, 钉钉, 企业微信) show events and drop to-dos. They take no time (TRANSPARENT) and ring no alarm.
struct ICalendar {
  struct Event {
    std::string uid;      ///< the same for the same deadline of the same promise, whenever it is written
    std::string start;    ///< ISO 8601 date
    std::string last;     ///< ISO 8601 date, inclusive; start where it is one day
    std::string summary;  ///< as printed, any characters
    std::string description;
    std::vector<std::string> categories;
    std::string rule;  ///< RRULE without UNTIL, which ends with `until`; empty: once
    std::optional<std::string> until;
  };
  std::string name;
  Instant stamp;  ///< DTSTAMP of all events: without METHOD when they were last changed (RFC 5545, 3.8.7.2)
  std::vector<Event> events;
};

/// Lines end with CRLF and are folded at 75 octets, never inside of a character.
std::string write_icalendar(const ICalendar& calendar);

}  // namespace limpid::reports
