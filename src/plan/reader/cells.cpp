// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/cells.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "plan/reader/columns.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

using Run = std::pair<std::size_t, std::size_t>;

/// What a cell looks like.
struct Look {
  bool time = false, units = false, nobody = false, brief = false, numbered = false;
};

Look look_of(const SourceText& text, const Run& run) {
  constexpr std::size_t kLongestTime = 30, kBrief = 20;
  const auto words = text.view(run.first, run.second);
  const auto size = text::count_chars(words);
  Look look;
  look.brief = size <= kBrief;
  look.numbered = look.brief && is_numbered_category(words);
  look.nobody = words == "/" || words == "—" || words == "-" || words == "--" || words == "——" || words == "无";
  if (size <= kLongestTime) {
    const auto times = read_deadline_cell(words, {1, 1});
    look.time = !times.empty() && std::none_of(times.begin(), times.end(),
                                               [](const Deadline& d) { return d.kind == DeadlineKind::other; });
  }
  look.units = !look.nobody && names_bodies(text.slice(run.first, run.second));
  return look;
}

/// How well a cell of this look stands in a column.
double fit(const Look& look, Column column) {
  constexpr double kGood = 3, kFair = 1, kSlight = 0.25;
  if (look.nobody) return is_units(column) || column == Column::note ? kFair : -kFair;
  if (column == Column::deadline) return look.time ? kGood : -kGood;
  if (is_units(column)) return look.units ? kGood : -kGood;
  if (column == Column::category) return look.numbered ? kGood : look.brief && !look.time ? kSlight : -kFair;
  if (column == Column::words) return look.time ? -2 : look.units ? -kFair : 2;
  return 0;
}

/// A heading whose cells stand alone: its columns, the number's place, the lines it took.
struct CellHeading {
  std::vector<Column> columns;
  std::vector<Run> cells;
  std::size_t number = 0;
  std::size_t next = 0;  ///< the line behind it
  bool in_line = false;  ///< the columns stand in one line with blanks between
};

std::vector<Run> parts_of(const SourceText& text, const Line& line) {
  std::vector<Run> parts;
  std::size_t begin = line.begin;
  for (std::size_t i = line.begin + 1; i < line.end; ++i)
    if (text.blank_before(i)) {
      parts.emplace_back(begin, i);
      begin = i;
    }
  if (begin < line.end) parts.emplace_back(begin, line.end);
  return parts;
}

class CellTables {
 public:
  CellTables(const SourceText& text, std::vector<Line> lines) : text_(text), lines_(std::move(lines)) {}

  std::vector<Line> joined() && {
    for (std::size_t i = 0; i < lines_.size();) {
      const auto heading = read_heading(i);
      if (heading && first_number(heading->next)) {
        push_row({heading->cells}, true);
        i = heading->in_line ? read_lines(*heading) : read_cells(*heading);
      } else {
        out_.push_back(std::move(lines_[i++]));
      }
    }
    return std::move(out_);
  }

 private:
  std::string_view words(std::size_t i) const { return text_.view(lines_[i].begin, lines_[i].end); }
  Run run(std::size_t i) const { return {lines_[i].begin, lines_[i].end}; }

  /// 主要任务 heads a column here, elsewhere a section.
  bool may_name_column(std::size_t i) const {
    const auto& line = lines_[i];
    return line.kind == LineKind::text || (level(line.kind) > 0 && line.head == line.begin);
  }

  std::optional<CellHeading> read_heading(std::size_t i) const {
    if (!may_name_column(i)) return std::nullopt;
    CellHeading h;
    const auto parts = parts_of(text_, lines_[i]);
    constexpr std::size_t kFewest = 3, kMost = 12;
    if (parts.size() >= kFewest) {
      h.in_line = true;
      h.next = i + 1;
      h.cells = parts;
    } else {
      constexpr std::size_t kLongestName = 12;
      for (h.next = i; h.next < lines_.size() && h.cells.size() < kMost; ++h.next) {
        if (lines_[h.next].kind == LineKind::blank && !h.cells.empty()) continue;
        if (!may_name_column(h.next) || text::count_chars(words(h.next)) > kLongestName) break;
        if (column_of(words(h.next)) == Column::other && column_of(words(i)) == Column::other) break;
        if (whole_number(words(h.next))) break;
        h.cells.push_back(run(h.next));
      }
    }
    std::size_t known = 0, numbers = 0;
    for (const auto& [begin, end] : h.cells) {
      h.columns.push_back(column_of(text_.view(begin, end)));
      known += h.columns.back() != Column::other;
      if (h.columns.back() != Column::number) continue;
      ++numbers;
      h.number = h.columns.size() - 1;
    }
    if (numbers != 1 || known < kFewest || h.number > 1 || 2 * known < h.cells.size()) return std::nullopt;
    find_words_column(h.columns);
    return h;
  }

  static int whole_number(std::string_view view) {
    constexpr std::size_t kDigits = 3;
    if (view.empty() || view.size() > kDigits || view.find_first_not_of("0123456789") != std::string_view::npos)
      return 0;
    return static_cast<int>(numeral(view));
  }

  /// Whether the rows begin near line `i`, after a category at most.
  bool first_number(std::size_t i) const {
    constexpr int kAhead = 3;
    for (int n = 0; i < lines_.size() && n < kAhead; ++i) {
      if (lines_[i].kind == LineKind::blank) continue;
      ++n;
      const auto parts = parts_of(text_, lines_[i]);
      if (!parts.empty() && whole_number(text_.view(parts.front().first, parts.front().second)) == 1) return true;
    }
    return false;
  }

  bool ends_table(std::size_t i) const {
    static const RE2 remark("^(?:备?注|说明|填表|附件|抄送|主送)[\\d:]");
    const auto kind = lines_[i].kind;
    return kind == LineKind::attachment || kind == LineKind::footer || kind == LineKind::title ||
           kind == LineKind::row || is_chapter(kind) || RE2::PartialMatch(words(i), remark);
  }

  bool is_category(std::size_t i, int last) const {
    if (lines_[i].kind != LineKind::level1 && lines_[i].kind != LineKind::level2) return false;
    for (std::size_t next = i + 1; next < lines_.size(); ++next)
      if (lines_[next].kind != LineKind::blank) {
        const auto parts = parts_of(text_, lines_[next]);
        return !parts.empty() && whole_number(text_.view(parts.front().first, parts.front().second)) == last + 1;
      }
    return false;
  }

  /// A table with one cell a line; returns the line behind it.
  std::size_t read_cells(const CellHeading& h) {
    std::size_t i = h.next;
    int last = 0;
    std::vector<Run> cells;
    std::optional<Run> category;
    const std::size_t columns = h.columns.size() - h.number - 1;
    const auto flush = [&] {
      if (last > 0) category = add_row(h, number_, std::exchange(cells, {}), category);
      cells.clear();
    };
    for (; i < lines_.size(); ++i) {
      if (lines_[i].kind == LineKind::blank) continue;
      if (ends_table(i)) break;
      const bool filled = last == 0 || cells.size() + 2 >= columns;
      if (filled && whole_number(words(i)) == last + 1) {
        flush();
        ++last;
        number_ = run(i);
      } else if (is_category(i, last)) {
        flush();
        if (h.number > 0)
          category = run(i);
        else
          push_row({{run(i)}}, true);
        if (last > 0) skip_number(i, last);
      } else if (last == 0) {
        category = run(i);
      } else if (cells.size() >= columns && !goes_on_until_number(i, last)) {
        break;
      } else {
        cells.push_back(run(i));
      }
    }
    flush();
    return i;
  }

  /// After a category the row before is done: the next line must be a number.
  void skip_number(std::size_t& i, int& last) {
    while (i + 1 < lines_.size() && lines_[i + 1].kind == LineKind::blank) ++i;
    number_ = run(++i);
    ++last;
  }

  /// Whether line `i` still belongs to a row: the next number comes soon.
  bool goes_on_until_number(std::size_t i, int last) const {
    constexpr std::size_t kAhead = 12;
    for (std::size_t next = i; next < std::min(lines_.size(), i + kAhead); ++next) {
      if (whole_number(words(next)) == last + 1) return true;
      if (lines_[next].kind != LineKind::blank && ends_table(next)) break;
    }
    return names_bodies(text_.slice(lines_[i].begin, lines_[i].end));
  }

  /// A table with blanks between the columns.
  std::size_t read_lines(const CellHeading& h) {
    std::size_t i = h.next;
    int last = 0;
    std::vector<Run> cells;
    std::optional<Run> category;
    const auto flush = [&] {
      if (!cells.empty()) category = add_row(h, number_, std::exchange(cells, {}), category);
    };
    for (; i < lines_.size(); ++i) {
      if (lines_[i].kind == LineKind::blank) continue;
      if (ends_table(i)) break;
      auto parts = parts_of(text_, lines_[i]);
      if (h.number == 1 && parts.size() > 1 && whole_number(text_.view(parts[1].first, parts[1].second)) == last + 1) {
        flush();
        category = parts[0];
        parts.erase(parts.begin());
      } else if (is_category(i, last)) {
        flush();
        push_row({{run(i)}}, true);
        continue;
      }
      if (whole_number(text_.view(parts[0].first, parts[0].second)) == last + 1) {
        flush();
        ++last;
        number_ = parts[0];
        cells.assign(parts.begin() + 1, parts.end());
      } else if (last > 0 && level(lines_[i].kind) == 0) {
        cells.insert(cells.end(), parts.begin(), parts.end());
      } else {
        break;
      }
    }
    flush();
    return i;
  }

  /// Puts the cells of a row, in order, under the columns behind the number; a brief last one may be the category of
  /// the next row, which is returned.
  std::optional<Run> add_row(const CellHeading& h, Run number, const std::vector<Run>& cells,
                             std::optional<Run> category) {
    std::vector<Column> columns(h.columns.begin() + static_cast<std::ptrdiff_t>(h.number) + 1, h.columns.end());
    const bool before = h.number > 0;
    const auto places = align(cells, columns, before);
    std::vector<std::vector<Run>> row(h.columns.size());
    if (before && category) row[0] = {*category};
    row[h.number] = {number};
    std::optional<Run> next;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (places[i] < columns.size())
        row[h.number + 1 + places[i]].push_back(cells[i]);
      else
        next = cells[i];
    }
    push_row(row, false);
    return next;
  }

  /// The column of each cell: the best fit in order. Several cells may share a column, a column may stay empty.
  std::vector<std::size_t> align(const std::vector<Run>& cells, const std::vector<Column>& columns,
                                 bool category) const {
    constexpr double kEmpty = -1.5, kShared = -0.5, kLater = 0.01, kNever = -1e9;
    const std::size_t n = cells.size(), m = columns.size() + (category ? 1 : 0);
    std::vector<std::vector<double>> best(n + 1, std::vector<double>(m + 1, kNever));
    std::vector<std::vector<std::size_t>> taken(n + 1, std::vector<std::size_t>(m + 1, 0));
    std::vector<Look> looks;
    looks.reserve(n);
    for (const auto& cell : cells) looks.push_back(look_of(text_, cell));
    best[0][0] = 0;
    for (std::size_t c = 0; c < m; ++c)
      for (std::size_t i = 0; i <= n; ++i) {
        if (best[i][c] <= kNever) continue;
        double sum = best[i][c] + (c < columns.size() ? kEmpty : 0);
        for (std::size_t k = 0; i + k <= n; ++k) {
          if (k == 1) sum = best[i][c];
          if (k > 0)
            sum += c < columns.size() ? fit(looks[i + k - 1], columns[c])
                                      : (looks[i].brief && !looks[i].time && !looks[i].units && k == 1 ? 0 : -5);
          if (k > 1) sum += kShared + kLater * static_cast<double>(c);
          if (sum > best[i + k][c + 1]) {
            best[i + k][c + 1] = sum;
            taken[i + k][c + 1] = k;
          }
        }
      }
    std::vector<std::size_t> places(n, 0);
    for (std::size_t i = n, c = m; c > 0; --c)
      for (std::size_t k = taken[i][c]; k > 0; --k) places[--i] = c - 1;
    return places;
  }

  void push_row(const std::vector<std::vector<Run>>& cells, bool single) {
    Line line{0, 0, 0, LineKind::row, 0, {}, {}};
    if (single)
      for (const auto& run : cells.front()) line.cells.push_back({run});
    else
      line.cells = cells;
    bool first = true;
    for (const auto& cell : line.cells)
      for (const auto& [begin, end] : cell) {
        line.begin = first ? begin : std::min(line.begin, begin);
        line.end = std::max(line.end, end);
        first = false;
      }
    line.head = line.begin;
    out_.push_back(std::move(line));
  }

  const SourceText& text_;
  std::vector<Line> lines_;
  std::vector<Line> out_;
  Run number_;
};

}  // namespace

std::vector<Line> join_cells(const SourceText& text, std::vector<Line> lines) {
  return CellTables(text, std::move(lines)).joined();
}

}  // namespace limpid::plan
