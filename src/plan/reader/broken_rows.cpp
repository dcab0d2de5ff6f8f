// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/broken_rows.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>

#include "plan/reader/columns.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

using CellRun = std::pair<std::size_t, std::size_t>;

std::vector<CellRun> cells_of(const SourceText& text, const Line& line, char mark) {
  std::vector<CellRun> cells;
  for (std::size_t begin = line.begin; begin <= line.end;) {
    const std::size_t end = std::min(text.view().find(mark, begin), line.end);
    cells.emplace_back(begin, end);
    begin = end + 1;
  }
  return cells;
}

/// 12, 1.2.
bool is_serial(std::string_view cell) {
  static const RE2 re("\\d{1,4}|\\d{1,2}\\.\\d{1,2}");
  return RE2::FullMatch(cell, re);
}

/// The columns of a heading, the place of its serial number, and what stands between cells.
struct MarkedHeading {
  std::size_t columns = 0, number = 0;
  char mark = '\t';
};

/// The numbered lines of one cell, which go on in order whatever their levels.
class CellPoints {
 public:
  /// Whether `line` is the next one.
  bool take(const Line& line) {
    const auto at = static_cast<std::size_t>(level(line.kind));
    if (at == 0 || line.number != last_.at(at) + 1) return false;
    last_.at(at) = line.number;
    std::fill(last_.begin() + static_cast<std::ptrdiff_t>(at) + 1, last_.end(), 0);
    return true;
  }

 private:
  std::array<int, kDeepestLevel + 1> last_{};
};

class BrokenRows {
 public:
  BrokenRows(const SourceText& text, std::vector<Line> lines) : text_(text), lines_(std::move(lines)) {}

  std::vector<Line> joined() && {
    std::vector<Line> out;
    out.reserve(lines_.size());
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      Line line = lines_[i];
      if (const char mark = mark_of(line)) {
        const auto cells = cells_of(text_, line, mark);
        if (const auto closed = closing_line(i, cells, mark); closed > i) {
          line = whole(i, closed, mark);
          i = closed;
        } else if (const auto heading = read_heading(cells, mark))
          heading_ = heading;
        else if (const std::size_t last = last_line(i, cells); last > i) {
          line = whole(i, last, heading_->mark);
          i = last;
        }
      }
      out.push_back(std::move(line));
    }
    return out;
  }

 private:
  std::string_view words(const CellRun& cell) const { return text_.view(cell.first, cell.second); }

  /// What parts the cells of a row: a tab, else `|` between them; 0 of no row, and where `|` stands outside of them
  /// too.
  char mark_of(const Line& line) const {
    if (line.kind != LineKind::row || !line.cells.empty() || line.begin == line.end) return 0;
    const auto words = text_.view(line.begin, line.end);
    if (words.find('\t') != std::string_view::npos) return '\t';
    return words.front() == '|' || words.find('|') == std::string_view::npos ? '\0' : '|';
  }

  std::optional<MarkedHeading> read_heading(const std::vector<CellRun>& cells, char mark) const {
    const auto number = std::find_if(cells.begin(), cells.end(),
                                     [&](const CellRun& c) { return column_of(words(c)) == Column::number; });
    if (number == cells.end()) return std::nullopt;
    return MarkedHeading{cells.size(), static_cast<std::size_t>(number - cells.begin()), mark};
  }

  bool begins_row(const std::vector<CellRun>& cells) const {
    if (words(cells.front()).empty()) return true;
    const std::size_t reach = std::min(cells.size(), heading_->number + 1);
    return std::any_of(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(reach),
                       [&](const CellRun& c) { return is_serial(words(c)); });
  }

  /// The line that fills up the row at `i`; `i` when the row is whole or nothing fills it.
  std::size_t last_line(std::size_t i, const std::vector<CellRun>& cells) const {
    constexpr std::size_t kMostLines = 4;
    if (heading_ && cells.size() == heading_->columns && is_serial(words(cells[heading_->number])))
      return with_names(with_points(i, cells.back()));
    if (!heading_ || cells.size() >= heading_->columns || cells.size() <= heading_->number + 1 ||
        !is_serial(words(cells[heading_->number])))
      return i;
    std::size_t sum = cells.size(), lines_of_words = 0;
    CellPoints points;
    points.take(point_of(cells.back()));
    for (std::size_t next = i + 1; next < lines_.size() && lines_of_words < kMostLines; ++next) {
      const bool point = lines_[next].kind != LineKind::row && points.take(lines_[next]);
      lines_of_words += !point;
      if (!point && lines_[next].kind != LineKind::text && mark_of(lines_[next]) != heading_->mark) return i;
      const auto more = cells_of(text_, lines_[next], heading_->mark);
      if (begins_row(more)) return i;
      sum += more.size() - 1;
      if (sum == heading_->columns) {
        const auto end = with_points(next, more.back());
        return with_names(end);
      }
      if (sum > heading_->columns) return i;
    }
    return i;
  }

  Line point_of(const CellRun& cell) const {
    const bool quoted = words(cell).starts_with('"');
    return numbered_line(text_.view(), cell.first + (quoted ? 1 : 0), cell.second);
  }

  /// The last cell, of line `i`, goes on below with its points: `1.封堵…⏎2.溯源…`.
  std::size_t with_points(std::size_t i, const CellRun& cell) const {
    CellPoints points;
    if (!points.take(point_of(cell))) return i;
    while (i + 1 < lines_.size() && lines_[i + 1].kind != LineKind::row && points.take(lines_[i + 1])) ++i;
    return i;
  }

  /// The last cell goes on below: lines with nothing but names of bodies before the next row.
  std::size_t with_names(std::size_t last) const {
    constexpr std::size_t kMostLines = 3;
    for (std::size_t next = last + 1; next < std::min(lines_.size(), last + 2 + kMostLines); ++next) {
      const Line& line = lines_[next];
      if (mark_of(line) == heading_->mark) return begins_row(cells_of(text_, line, heading_->mark)) ? next - 1 : last;
      const auto names = text_.slice(line.begin, line.end);
      if (line.kind != LineKind::text || names.view().find_first_of("\t|") != std::string_view::npos ||
          !names_bodies(names))
        return last;
    }
    return last;
  }

  /// A spreadsheet puts a cell of several lines between quotes: the line that closes the last one which line `i` opens,
  /// or a line that this leads to; `i` without one.
  std::size_t closing_line(std::size_t i, const std::vector<CellRun>& cells, char mark) const {
    constexpr std::size_t kMostLines = 40;
    const auto opens = [&](const CellRun& cell) {
      const auto cut = words(cell);
      return cut.starts_with('"') && std::count(cut.begin(), cut.end(), '"') % 2 == 1;
    };
    if (mark != '\t' || !opens(cells.back())) return i;
    for (std::size_t next = i + 1; next < std::min(lines_.size(), i + 1 + kMostLines); ++next) {
      const auto more = cells_of(text_, lines_[next], mark);
      const auto cut = words(more.front());
      if (std::count(cut.begin(), cut.end(), '"') % 2 == 0) {
        if (more.size() > 1) return i;
        continue;
      }
      if (more.size() == 1 || !opens(more.back())) return next;
    }
    return i;
  }

  Line whole(std::size_t first, std::size_t last, char mark) const {
    Line line = lines_[first];
    line.end = lines_[last].end;
    for (std::size_t i = first; i <= last; ++i) {
      bool goes_on = i > first;
      for (const auto& cell : cells_of(text_, lines_[i], mark)) {
        if (!std::exchange(goes_on, false)) line.cells.emplace_back();
        line.cells.back().push_back(cell);
      }
    }
    for (auto& runs : line.cells) unquote(runs);
    return line;
  }

  void unquote(std::vector<CellRun>& runs) const {
    if (runs.size() < 2 || !words(runs.front()).starts_with('"') || !words(runs.back()).ends_with('"')) return;
    ++runs.front().first;
    --runs.back().second;
  }

  const SourceText& text_;
  std::vector<Line> lines_;
  std::optional<MarkedHeading> heading_;
};

}  // namespace

std::vector<Line> join_broken_rows(const SourceText& text, std::vector<Line> lines) {
  return BrokenRows(text, std::move(lines)).joined();
}

}  // namespace limpid::plan
