// SPDX-License-Identifier: Apache-2.0
#include "plan/input/unruled.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "plan/input/extract.hpp"

namespace limpid::plan {
namespace {

using Lines = std::vector<PageLine>;
constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr double kWide = 0.6;  // of the page: a line of a paragraph, no cell

int serial_of(std::string_view words) {
  static const RE2 re("(\\d{1,3})[.、．]?");
  int number = 0;
  return RE2::FullMatch(words, re, &number) ? number : 0;
}

/// At least three short parts, the row's number, what is to be done, and by when or by whom. Where no part is the
/// number's, its word may stand broken in two lines: a heading it is where by when and by whom are both asked.
bool is_heading(const PageLine& line) {
  constexpr std::size_t kLongest = 14;
  static const RE2 number("^(?:序号|编号|序)$"), what("任务|措施|内容|项目|工作|要求"),
      answer("时限|时间|期限|牵头|责任|配合|单位|部门");
  if (line.parts.size() < 3) return false;
  bool numbered = false, told = false;
  int answers = 0;
  for (const auto& part : line.parts) {
    if (text::count_chars(part.text) > kLongest || serial_of(part.text) > 0) return false;
    numbered = numbered || RE2::FullMatch(part.text, number);
    if (RE2::PartialMatch(part.text, answer))
      ++answers;
    else
      told = told || RE2::PartialMatch(part.text, what);
  }
  return told && answers >= (numbered ? 1 : 2);
}

/// Where the letters of all lines leave a gap between two headings: the middle of the widest.
struct Gap {
  double lo = 0, hi = 0;
  std::optional<double> middle(const Lines& lines, std::size_t from, std::size_t to) const {
    std::vector<std::pair<double, double>> taken;
    double narrowest = 0;
    for (std::size_t i = from; i < to; ++i) {
      for (const auto& part : lines[i].parts) taken.emplace_back(part.x0, part.x1);
      narrowest = std::max(narrowest, 0.45 * lines[i].size);
    }
    std::sort(taken.begin(), taken.end());
    double at = lo, best = 0, where = 0;
    for (const auto& [x0, x1] : taken) {
      if (x0 - at > best && x0 < hi) best = x0 - at, where = (x0 + at) / 2;
      at = std::max(at, x1);
      if (at >= hi) break;
    }
    if (hi - at > best) best = hi - at, where = (hi + at) / 2;
    if (best < narrowest) return std::nullopt;
    return where;
  }
};

/// Edges of the columns that lines [from, to) keep to, the first of which are the headings; nothing where one runs over
/// a gap.
std::optional<std::vector<double>> edges_of(const Lines& lines, std::size_t from, std::size_t to) {
  const auto& headings = lines[from].parts;
  std::vector<double> edges{lines[from].box.x0};
  for (std::size_t k = 0; k + 1 < headings.size(); ++k) {
    const Gap gap{(headings[k].x0 + headings[k].x1) / 2, (headings[k + 1].x0 + headings[k + 1].x1) / 2};
    const auto middle = gap.middle(lines, from, to);
    if (!middle) return std::nullopt;
    edges.push_back(*middle);
  }
  edges.push_back(lines[from].box.x1);
  for (std::size_t i = from; i < to; ++i) {
    edges.front() = std::min(edges.front(), lines[i].box.x0);
    edges.back() = std::max(edges.back(), lines[i].box.x1);
  }
  return edges;
}

bool keeps_to(const PageLine& line, const std::vector<double>& edges) {
  return std::all_of(line.parts.begin(), line.parts.end(), [&](const PagePart& part) {
    return std::none_of(edges.begin() + 1, edges.end() - 1,
                        [&](double edge) { return part.x0 < edge - 1 && part.x1 > edge + 1; });
  });
}

std::size_t column_at(const std::vector<double>& edges, const PagePart& part) {
  const double x = (part.x0 + part.x1) / 2;
  for (std::size_t i = 1; i + 1 < edges.size(); ++i)
    if (x < edges[i]) return i - 1;
  return edges.size() - 2;
}

/// A heading of the plan or an annex, by which a table has ended.
bool opens_text(const PageLine& line) {
  static const RE2 re(
      "^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第[一二三四五六七八九十]{1,3}[章节条]|"
      "附件|附：|注：|备注：)");
  return line.parts.size() == 1 && RE2::PartialMatch(line.text, re);
}

/// One row of the table in lines [from, to).
std::vector<std::string> row_of_lines(const Lines& lines, std::size_t from, std::size_t to,
                                      const std::vector<double>& edges) {
  std::vector<std::string> cells(edges.size() - 1);
  for (std::size_t i = from; i < to; ++i) {
    for (const auto& part : lines[i].parts) {
      auto& cell = cells[column_at(edges, part)];
      const auto is_word = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
      if (!cell.empty() && is_word(cell.back()) && is_word(part.text.front())) cell += ' ';
      cell += part.text;
    }
  }
  return cells;
}

/// The lines of a table on one page, below its headings.
struct Body {
  std::size_t from = 0, to = 0;
  std::size_t number = 0;  ///< column of the rows' numbers
  int last = 0;            ///< number of the row before
};

/// Where each row begins; nothing where that cannot be told. Lines that stand closer than others are one row. Where all
/// stand alike, a row begins with its number: which must stand at the row's first line, not in its middle, so each
/// line before one must end its sentence or be a row of one line.
std::optional<std::vector<std::size_t>> row_starts(const Lines& lines, const Body& body,
                                                   const std::vector<double>& edges) {
  std::vector<int> numbers;
  std::vector<double> pitches;
  int last = body.last;
  for (std::size_t i = body.from; i < body.to; ++i) {
    int number = 0;
    for (const auto& part : lines[i].parts)
      if (column_at(edges, part) == body.number) number = serial_of(part.text);
    if (number > 0 && number != last + 1) return std::nullopt;
    if (number > 0) last = number;
    numbers.push_back(number);
    if (i > body.from) pitches.push_back(lines[i].box.y() - lines[i - 1].box.y());
  }
  constexpr double kApart = 1.25;
  const double close = pitches.empty() ? 0 : *std::min_element(pitches.begin(), pitches.end());
  const bool spaced = std::any_of(pitches.begin(), pitches.end(), [&](double p) { return p > kApart * close; });
  std::vector<std::size_t> starts, counts;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const bool begins = spaced ? i == 0 || pitches[i - 1] > kApart * close : numbers[i] > 0 || i == 0;
    if (begins) starts.push_back(body.from + i), counts.push_back(0);
    counts.back() += numbers[i] > 0 ? 1 : 0;
  }
  for (std::size_t r = 0; r < counts.size(); ++r)
    if (counts[r] != 1 && !(r == 0 && counts[r] == 0 && body.last > 0)) return std::nullopt;
  if (spaced) return starts;
  for (std::size_t r = 0; r + 1 < starts.size(); ++r) {
    if (starts[r + 1] - starts[r] < 2) continue;
    std::size_t longest = 0;
    const auto cells = row_of_lines(lines, starts[r], starts[r + 1], edges);
    for (std::size_t c = 0; c < cells.size(); ++c)
      if (cells[c].size() > cells[longest].size()) longest = c;
    static const RE2 whole("[。；;.!！]$");
    if (!RE2::PartialMatch(cells[longest], whole)) return std::nullopt;
  }
  return starts;
}

/// The lines from `from` on that keep to the columns, at most to the end of the page. Each is held against all before
/// it, so there is a limit that no page of print reaches.
std::size_t end_of_body(const Lines& lines, std::size_t heading, std::size_t from,
                        const std::optional<std::vector<double>>& fixed) {
  constexpr std::size_t kMostLines = 300;
  std::size_t to = from;
  for (; to < std::min(lines.size(), from + kMostLines); ++to) {
    if (opens_text(lines[to]) || is_heading(lines[to])) break;
    constexpr double kFar = 4;
    if (to > from && lines[to].box.y() - lines[to - 1].box.y() > kFar * lines[to].size) break;
    if (fixed ? !keeps_to(lines[to], *fixed) : !edges_of(lines, heading, to + 1)) break;
  }
  return to;
}

bool looks_like_row(const PageLine& line) {
  return line.parts.size() >= 3 && serial_of(line.parts.front().text) > 0;
}

std::size_t number_column(const PageLine& heading) {
  for (std::size_t i = 0; i < heading.parts.size(); ++i)
    if (heading.parts[i].text.starts_with("序") || heading.parts[i].text == "编号") return i;
  return kNone;
}

int last_serial(const Lines& lines, const Body& body, const std::vector<double>& edges) {
  int last = 0;
  for (std::size_t i = body.from; i < body.to; ++i)
    for (const auto& part : lines[i].parts)
      if (column_at(edges, part) == body.number && serial_of(part.text) > 0) last = serial_of(part.text);
  return last;
}

PageTable table_of_lines(const Lines& lines, std::size_t heading, const std::vector<std::size_t>& starts,
                         std::size_t to, const std::vector<double>& edges) {
  PageTable table{{edges.front(), lines[starts.front()].box.y0, edges.back(), lines[to - 1].box.y1}, edges, {}, 0};
  const auto add = [&](std::size_t begin, std::size_t end) {
    auto cells = row_of_lines(lines, begin, end, edges);
    for (std::size_t c = 0; c < cells.size(); ++c) table.cells.push_back({table.rows, c, 1, 1, std::move(cells[c])});
    ++table.rows;
  };
  if (heading != kNone) {
    table.box.y0 = lines[heading].box.y0;
    add(heading, heading + 1);
  }
  for (std::size_t r = 0; r < starts.size(); ++r) add(starts[r], r + 1 < starts.size() ? starts[r + 1] : to);
  return table;
}

/// All that looks like the table, as one line that says that it was not read.
PageLine unread_line(const Lines& lines, std::size_t from, std::size_t to) {
  PageLine line = lines[from];
  line.text = std::string(kUnreadTable);
  for (std::size_t i = from; i < to; ++i) {
    line.text += i == from ? "" : " ┆ ";
    for (std::size_t k = 0; k < lines[i].parts.size(); ++k) line.text += (k > 0 ? " " : "") + lines[i].parts[k].text;
  }
  line.parts.clear();
  return line;
}

}  // namespace

/// The last lines of one long cell alone: they begin where that cell's other lines do, and its sentence is not at its
/// end.
bool UnruledTables::goes_on_with_cell(const PageLine& line, const std::vector<double>& edges) const {
  if (line.parts.size() != 1 || opens_text(line)) return false;
  const std::size_t column = column_at(edges, line.parts.front());
  if (column == 0 || column >= last_row_.size()) return false;
  const auto& cell = last_row_[column];
  static const RE2 whole("[。；;.!！]$");
  return !cell.words.empty() && std::abs(cell.x0 - line.box.x0) < 0.3 * line.size &&
         !RE2::PartialMatch(cell.words, whole);
}

void UnruledTables::take(PageContent& page) {
  auto& lines = page.lines;
  auto going_on = std::exchange(columns_, {});
  Lines kept;
  for (std::size_t i = 0; i < lines.size();) {
    const bool heading = is_heading(lines[i]);
    const bool goes_on = i == 0 && going_on && !heading && keeps_to(lines[i], *going_on) &&
                         (lines[i].parts.size() > 1 || goes_on_with_cell(lines[i], *going_on));
    if (!heading && !goes_on) {
      kept.push_back(std::move(lines[i++]));
      continue;
    }
    const std::size_t from = heading ? i + 1 : i;
    std::size_t to = end_of_body(lines, i, from, heading ? std::nullopt : going_on);
    const auto edges = heading ? edges_of(lines, i, to) : going_on;
    const Body body{from, to, heading ? number_column(lines[i]) : number_, heading && !going_on ? 0 : last_number_};
    auto starts = to > from && edges && body.number != kNone ? row_starts(lines, body, *edges) : std::nullopt;
    if (!starts && heading && body.number != kNone)
      starts = to > from && edges ? row_starts(lines, {from, to, body.number, 0}, *edges) : starts;
    if (starts && (to == lines.size() || !looks_like_row(lines[to]))) {
      page.tables.push_back(table_of_lines(lines, heading ? i : kNone, *starts, to, *edges));
      if (to == lines.size()) {
        columns_ = edges;
        last_row_.assign(edges->size() - 1, {});
        for (std::size_t k = starts->back(); k < to; ++k)
          for (const auto& part : lines[k].parts) last_row_[column_at(*edges, part)] = {part.x0, part.text};
      }
      number_ = body.number;
      last_number_ = last_serial(lines, body, *edges);
    } else {
      // What may be rows of it goes along, up to where the text begins again.
      const auto is_text = [&](const PageLine& line) {
        return opens_text(line) || (line.parts.size() < 2 && line.box.x1 - line.box.x0 > kWide * page.width);
      };
      while (to < lines.size() && !is_text(lines[to])) ++to;
      kept.push_back(unread_line(lines, i, to));
    }
    i = to;
  }
  lines = std::move(kept);
  std::sort(page.tables.begin(), page.tables.end(), [](const auto& a, const auto& b) { return a.box.y0 < b.box.y0; });
}

}  // namespace limpid::plan
