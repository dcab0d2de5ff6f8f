// SPDX-License-Identifier: Apache-2.0
#include "reports/parsed_calendar.hpp"

#include <regex>

#include "base/result.hpp"
#include "base/text.hpp"

namespace limpid::reports {
namespace {

void require(bool holds, const std::string& what) {
  if (!holds) throw Failure("test.ics", {{"what", what}});
}

std::vector<std::string> unfolded(const std::string& bytes) {
  std::vector<std::string> lines;
  std::size_t pos = 0;
  while (pos < bytes.size()) {
    const auto end = bytes.find("\r\n", pos);
    require(end != std::string::npos, "the last line has no end");
    const std::string line = bytes.substr(pos, end - pos);
    require(line.size() <= 75, "a line over 75 octets: " + line);
    require(line.find_first_of("\r\n") == std::string::npos, "a bare line end");
    require(text::is_valid_utf8(line), "a character is split: " + line);
    require(!line.empty(), "an empty line");
    if (line.front() == ' ') {
      require(!lines.empty(), "a folded line first");
      lines.back() += line.substr(1);
    } else {
      lines.push_back(line);
    }
    pos = end + 2;
  }
  return lines;
}

}  // namespace

ParsedCalendar::ParsedCalendar(const std::string& bytes) {
  static const std::regex property("([A-Z-]+(?:;[A-Z-]+=[^:;,\"]+)*):(.*)");
  std::vector<std::string> open;
  for (const auto& line : unfolded(bytes)) {
    std::smatch match;
    require(std::regex_match(line, match, property), "no property: " + line);
    const std::string name = match[1], value = match[2];
    if (name == "BEGIN") {
      require(open.empty() ? value == "VCALENDAR" : (open.size() == 1 && value == "VEVENT"), "BEGIN:" + value);
      open.push_back(value);
      if (value == "VEVENT") events.emplace_back();
    } else if (name == "END") {
      require(!open.empty() && open.back() == value, "END:" + value);
      open.pop_back();
    } else {
      require(!open.empty(), "a property outside: " + line);
      (open.size() == 2 ? events.back() : calendar).emplace(name, value);
    }
  }
  require(open.empty(), "no end");
  require(calendar.count("VERSION") == 1 && calendar.count("PRODID") == 1, "VERSION and PRODID once");
  for (const auto& event : events)
    for (const char* once : {"UID", "DTSTAMP", "DTSTART;VALUE=DATE"})
      require(event.count(once) == 1, std::string(once) + " once");
}

std::string unescape_ics(const std::string& value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] != '\\') {
      out += value[i];
      continue;
    }
    ++i;
    require(i < value.size() && std::string("\\;,nN").find(value[i]) != std::string::npos, "escape");
    out += value[i] == 'n' || value[i] == 'N' ? '\n' : value[i];
  }
  return out;
}

}  // namespace limpid::reports
