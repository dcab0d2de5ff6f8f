// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace limpid::reports {

/// An iCalendar file read strictly after RFC 5545: CRLF, no line over 75 octets, unfolded, properties with parameters,
/// begin and end in pairs. Failure `test.ics` where it breaks a rule.
struct ParsedCalendar {
  using Component =
      std::multimap<std::string, std::string>;  ///< name (parameters kept: `DTSTART;VALUE=DATE`) -> raw value
  explicit ParsedCalendar(const std::string& bytes);
  Component calendar;
  std::vector<Component> events;
};

/// The characters that a TEXT value stands for.
std::string unescape_ics(const std::string& value);

}  // namespace limpid::reports
