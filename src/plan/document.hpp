// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace limpid::plan {

/// What a plan document says, as printed. Names, values and units of measure are in form NFKC without blanks; `text` is
/// as printed, without marks of the conversion (`**`, `_{2.5}`), blanks, line ends and page breaks.

/// Bytes [start, end) of the source: of the file when it is UTF-8 (a BOM counts), of the text converted to UTF-8 when
/// it is GB18030. A span covers all that was read as the thing, numbering and unit clause included, and whatever page
/// break stands inside.
struct Span {
  std::size_t start = 0;
  std::size_t end = 0;
  bool operator==(const Span&) const = default;
};

enum class Domain { air, water, soil };
enum class Role { lead, cooperating, responsible };

struct Unit {
  std::string name;
  Role role = Role::responsible;
  bool operator==(const Unit&) const = default;
};

/// by_date: done at the end of `end`. start_by: begun at the end of `end`. from_date: holds from `start` on.
/// month_range, date_range: holds within. season: within a season that a person must fix unless the plan dates it.
/// daily_hours: `start` and `end` are local times (`T10:00`). recurring, continuous, external (the date is set by
/// somebody else), other (a cell that no rule reads) have no dates.
enum class DeadlineKind {
  by_date,
  start_by,
  from_date,
  month_range,
  date_range,
  season,
  daily_hours,
  recurring,
  continuous,
  external,
  other
};

struct Deadline {
  std::string text;
  DeadlineKind kind = DeadlineKind::other;
  std::optional<std::string> start;  ///< ISO 8601 date, inclusive
  std::optional<std::string> end;    ///< ISO 8601 date, inclusive
  bool operator==(const Deadline&) const = default;
};

/// `35蒸吨/小时以下` is {value 35, unit 蒸吨/小时, comparator <}. Value and unit are as printed (`150`, `万吨`). The
/// value of a water class is its Roman number; `达到或优于III类` is <= in that order.
struct Quantity {
  std::string text;
  std::string value;
  std::string unit;
  std::string comparator = "=";
  bool operator==(const Quantity&) const = default;
};

struct Promise {
  std::string text;
  Span span;
  std::vector<Deadline> deadlines;
  std::vector<Quantity> quantities;
};

struct Goal {
  std::string text;
  std::vector<Deadline> deadlines;
  std::vector<Quantity> quantities;
  Span span;
};

struct Group {
  int number = 0;
  std::string title;
};

/// `number` is `7`; where measures are numbered inside numbered headings, `2.1`. A safeguard has no promises.
struct Measure {
  std::string number;
  std::optional<int> group;
  std::string title;
  std::string text;
  std::vector<Unit> units;
  std::vector<Deadline> deadlines;
  std::vector<Quantity> quantities;
  std::vector<Promise> promises;
  Span span;
};

struct Task {
  int number = 0;
  std::string category;
  std::string text;
  std::vector<Unit> units;
  std::vector<Deadline> deadlines;
  std::vector<Quantity> quantities;
  std::string note;
  Span span;
};

struct Target {
  int number = 0;
  std::string township;
  std::string section;
  std::string target;
  std::vector<std::string> level;
  Span span;
};

struct Project {
  int number = 0;
  std::string title;
  std::vector<Unit> units;
  std::vector<Deadline> deadlines;
  std::string note;
  Span span;
};

struct Plan {
  Domain domain = Domain::air;
  std::string title;
  std::vector<Goal> goals;
  std::vector<Group> groups;
  std::vector<Measure> measures;
  std::vector<Measure> safeguards;
  std::vector<Task> tasks;
  std::vector<Target> targets;
  std::vector<Project> projects;
};

struct Document {
  std::string title;
  std::string number;
  std::string issuer;
  std::string date;  ///< ISO 8601, empty when none is printed
  text::Encoding encoding = text::Encoding::utf8;
  std::vector<Plan> plans;
};

}  // namespace limpid::plan
