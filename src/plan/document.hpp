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

/// Bytes [start, end) of the source: of the file when it is UTF-8 text (a BOM counts), else of `Document::source`, the
/// text that was taken from it (FileSpans leads back to a file in GB18030). A span covers all that was read as the
/// thing, numbering and unit clause included, and whatever page break stands inside.
struct Span {
  std::size_t start = 0;
  std::size_t end = 0;
  bool operator==(const Span&) const = default;
};

enum class Domain { air, water, soil, other };
enum class Role { lead, cooperating, responsible };

/// `key` is the normal form under which spellings of one unit meet: 县住建局, 住房和城乡建设管理局
/// (UnitRegister::key_of).
struct Unit {
  std::string name;
  Role role = Role::responsible;
  std::string key = {};
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

struct BaseQuantity {
  std::string value;  ///< decimal
  std::string unit;
  bool operator==(const BaseQuantity&) const = default;
};

/// `35蒸吨/小时以下` is {value 35, unit 蒸吨/小时, comparator <}. Value and unit are as printed (`150`, `万吨`). The
/// value of a water class is its Roman number; `达到或优于III类` is <= in that order. `subject` is what it counts or
/// measures, as printed (22个重点行业: 重点行业), empty when the words do not say. `base` is value and unit in a unit
/// that compares: 1.096亿立方米 is 109600000 m3, 150万吨 is 1500000 t; a class is its number with unit `class`.
struct Quantity {
  std::string text;
  std::string value;
  std::string unit;
  std::string comparator = "=";
  std::string subject = {};
  BaseQuantity base = {};
  bool operator==(const Quantity&) const = default;
};

/// standard: of whatever rank (GB, HJ, DB14, T/CAEPI). law: laws, regulations, orders. document: notices, lists, plans.
enum class CitationKind { standard, law, document };

/// What the words cite: `《地表水环境质量标准》(GB 3838-2002)` is {name 地表水环境质量标准, number GB3838-2002, year
/// 2002}. `number` is as printed without blanks, its year included; `year` is that of the number, or of the wording
/// that a law is meant in (2018年修正). Each is empty where the words do not print it.
struct Citation {
  std::string text;
  CitationKind kind = CitationKind::document;
  std::string name = {};
  std::string number = {};
  std::optional<int> year = {};
  bool operator==(const Citation&) const = default;
};

/// What the words name, each as printed and once, in order.
struct Mentions {
  std::vector<std::string> places;       ///< townships, rivers, sections, parks
  std::vector<std::string> enterprises;  ///< companies, plants
  std::vector<std::string> standards;    ///< and laws: GB3838-2002, 《大气污染防治法》
  std::vector<std::string> pollutants;   ///< PM2.5, VOCs, 氨氮
  std::vector<Citation> citations = {};  ///< `standards`, a title and its number as one
  bool operator==(const Mentions&) const = default;
};

/// One duty with its own deadline, quantity or object.
struct Promise {
  std::string text;
  Span span;
  std::vector<Deadline> deadlines;
  std::vector<Quantity> quantities;
  std::vector<Unit> units = {};  ///< of the clause that follows it, or the item's where there is one clause for all
  Mentions mentions = {};
};

struct Goal {
  std::string text;
  std::vector<Deadline> deadlines;
  std::vector<Quantity> quantities;
  Span span;
};

/// The heading right above measures. `number` is as printed, or, where two groups print one (一、 in each chapter), its
/// place among the plan's groups. `path`: the headings above it, the outermost first, but for the one that only says
/// that tasks follow.
struct Group {
  int number = 0;
  std::string title;
  std::vector<std::string> path = {};
};

/// `number` is `7`; where measures are numbered inside numbered headings, `2.1`, with as many headings as tell them
/// apart. A safeguard has no promises.
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
  std::string key = {};                    ///< `m7`, `s1` (item_keys.hpp)
  std::vector<std::string> headings = {};  ///< between its group and it: `1.加快管网建设` above (1), outermost first
  std::vector<Unit> standing_units = {};  ///< named once before it for all that follows (以下均需…落实, 不再列出)
};

/// `number` of a row is as printed: two rows may bear one; `key` (`t9`, `g1`, `p3`: item_keys.hpp) tells them apart.
/// `limit` is all that its cell of time limits prints (9月底前完成3家), empty without one, or where others say when it
/// begins.
struct Task {
  int number = 0;
  std::string category;
  std::string text;
  std::vector<Unit> units;
  std::vector<Deadline> deadlines;
  std::vector<Quantity> quantities;
  std::string note;
  Span span;
  std::string key = {};
  std::string limit = {};
  std::string title = {};  ///< its name, where a cell of its own gives it (任务名称 | 工作内容)
  int part = 0;            ///< 1 of a row numbered 1.2, whose number is 2
};

struct Target {
  int number = 0;
  std::string township;
  std::string section;
  std::string target;
  std::vector<std::string> level;
  Span span;
  std::string key = {};
};

struct Project {
  int number = 0;
  std::string title;
  std::vector<Unit> units;
  std::vector<Deadline> deadlines;
  std::vector<Quantity> quantities;
  std::string note;
  Span span;
  std::string key = {};
  std::string limit = {};
  int part = 0;  ///< 1 of a row numbered 1.2, whose number is 2
};

/// skipped: a number is left out. repeated: it is there already. restarted: the count begins again where it should run
/// on. missing: the text has it, the ledger (a category) or the annexes do not. unlabelled: an announced annex is there
/// by its title, without its number. unread: a table without rules, whose rows and columns could not be told. wordless:
/// a row that says by when or who, and not what, which makes it no item.
enum class FaultKind { skipped, repeated, restarted, missing, unlabelled, unread, wordless };

/// A fault in the numbers of headings, items, rows, a ledger's categories or annexes, or a table that was not read.
struct Fault {
  FaultKind kind = FaultKind::skipped;
  std::string item;     ///< the item that bears the number, without its plan: `m5`, `t9`; empty for other headings
  std::string heading;  ///< the words that bear it; empty for rows
  int expected = 0;
  int found = 0;  ///< 0 where there is none
  Span span;
  Span before = {};  ///< what bears the number before, of a repeated one what bore it first; empty: nothing
  bool operator==(const Fault&) const = default;
};

/// An annex as the list of annexes (附件:1.…) calls it, and as its own title does. A plan may be one of its notice.
struct Annex {
  int number = 0;      ///< 0: the only one
  std::string listed;  ///< form NFKC without blanks
  Span listed_span;
  std::string title;  ///< likewise; empty: no annex is headed so
  Span title_span;
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
  std::vector<Fault> faults;
  std::vector<Annex> annexes = {};  ///< what the list announces; not in the JSON
};

struct Document {
  std::string title;
  std::string number;
  std::string issuer;
  std::string date;  ///< ISO 8601, empty when none is printed
  text::Encoding encoding = text::Encoding::utf8;
  std::vector<Plan> plans;
  std::vector<std::string> recipients = {};  ///< 主送
  std::string publicity = {};                ///< `此件公开发布`, as printed
  std::string format = "text";
  std::string source = {};  ///< the text that was read, UTF-8: spans are its bytes
};

}  // namespace limpid::plan
