// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/tables.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "plan/reader/deadlines.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

/// The runs of a cell in one piece; units on lines of their own are parted.
SourceText join_runs(const SourceText& text, const std::vector<std::pair<std::size_t, std::size_t>>& runs) {
  SourceText cell = text.slice(0, 0);
  for (const auto& [begin, end] : runs) {
    const auto next = text.slice(begin, end);
    const auto span = text.span(begin, end);
    const bool one_name = cell.view().ends_with("城乡") && next.view().starts_with("建设");  // no township
    if (!cell.empty() && !one_name && names_bodies(cell) && names_bodies(next)) cell.push("\n", span.start, span.start);
    cell.append(next, 0, next.size());
  }
  return cell;
}

Cells split_cells(const SourceText& text, const Line& line) {
  if (!line.cells.empty()) {
    Cells cells;
    cells.reserve(line.cells.size());
    for (const auto& runs : line.cells) cells.push_back(join_runs(text, runs));
    return cells;
  }
  const auto all = text.view();
  const char mark = all.substr(line.begin, line.end - line.begin).find('\t') == std::string_view::npos ? '|' : '\t';
  std::size_t begin = line.begin, stop = line.end;
  if (mark == '|' && all[begin] == '|' && all[stop - 1] == '|') ++begin, --stop;  // Markdown's outer rules
  Cells cells;
  while (begin <= stop) {
    const std::size_t end = std::min(all.find(mark, begin), stop);
    cells.push_back(text.slice(begin, end));
    begin = end + 1;
  }
  return cells;
}

bool says_as_above(const SourceText& cell) {
  const auto words = cell.view();
  return words == "同上" || words == "〃" || words == "″";
}

/// A list of works says so in its heading, or in its caption where it has no categories; else it is a ledger.
TableKind kind_of(const TableHeading& heading, std::string_view caption) {
  if (heading.indicators) return TableKind::indicators;
  if (heading.has(Column::section) && heading.has(Column::target)) return TableKind::targets;
  if (!heading.has(Column::words)) return TableKind::none;
  const bool captioned =
      caption.find("工程") != std::string_view::npos || caption.find("项目") != std::string_view::npos;
  return heading.works || (captioned && !heading.has(Column::category)) ? TableKind::projects : TableKind::ledger;
}

const SourceText* name_of(const Row& row) {
  return row.find(Column::name);
}

/// `安全利用耕地 | 1500亩`: how much of what the name says.
bool only_says_how_much(std::string_view words) {
  static const RE2 re("(?:[<>≥≤]=?|不[低高少超]于?过?|达到?)?\\d[^,;。]{0,24}");
  return RE2::FullMatch(words, re);
}

/// A name that spans rows, printed at the first alone or repeated at each, is the category of those that have none;
/// else what begins the words of a row that says nothing more.
void settle_names(Table& table) {
  bool names = false, spans = false;
  const SourceText* last = nullptr;
  for (const auto& row : table.rows) {
    const auto* name = name_of(row);
    names = names || name;
    spans = spans || (last && (!name || name->view() == last->view()));
    if (name) last = name;
  }
  if (!names) return;
  SourceText above({});
  for (auto& row : table.rows) {
    const auto at =
        std::find_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.first == Column::name; });
    const bool printed = at != row.cells.end() && !at->second.empty();
    const auto* words = row.find(Column::words);
    if (!words) {
      if (printed) at->first = Column::words;
    } else if (printed && only_says_how_much(words->view())) {
      at->second.append(*words, 0, words->size());
      at->first = Column::words;
      std::erase_if(row.cells, [&](const auto& cell) { return &cell.second == words; });
    } else if (spans && row.category.empty()) {
      if (printed && at->second.view() != above.view()) row.opens_category = true;
      if (printed) above = at->second;
      row.category = above;
      if (printed) row.cells.erase(at);
    }
  }
}

class TableReader {
 public:
  TableReader(const SourceText& text, const std::vector<Line>& lines) : text_(text), lines_(lines) {}

  void take(const RowLine& row) {
    const Line& line = lines_[row.line];
    Cells cells = split_cells(text_, line);
    auto heading = read_heading(cells);
    const bool parts = heading ? heading->number == TableHeading::kNone : is_lower_heading(heading_.columns, cells);
    if (parts && opened_) {
      opened_ = false;
      if (auto columns = nested_heading(heading_.columns, cells)) {
        heading_.columns = std::move(*columns);
        const auto number = std::find(heading_.columns.begin(), heading_.columns.end(), Column::number);
        if (number != heading_.columns.end())
          heading_.number = static_cast<std::size_t>(number - heading_.columns.begin());
        tables_.back().kind = kind_of(heading_, caption_);
        return;
      }
    }
    opened_ = heading && heading->number != TableHeading::kNone;
    if (heading) {
      start(std::move(*heading), row);
    } else if (!tables_.empty()) {
      take_row(cells, text_.span(line.begin, line.end));
    }
  }

  std::vector<Table> done() && {
    for (auto& table : tables_) settle_names(table);
    return std::move(tables_);
  }

 private:
  void start(TableHeading heading, const RowLine& row) {
    std::string_view caption;
    if (row.caption) caption = text_.view(lines_[*row.caption].begin, lines_[*row.caption].end);
    const bool goes_on = !tables_.empty() && heading == heading_ && (caption.empty() || caption == caption_);
    if (goes_on) return;
    tables_.push_back({kind_of(heading, caption), {}});
    heading_ = std::move(heading);
    caption_ = caption;
    // The line of a category may stand above a heading without a column for it.
    if (!category_is_new_ || heading_.has(Column::category)) category_ = SourceText({});
  }

  /// Without numbers a row is what has words and says by when or who; its category's cell may be missing.
  bool take_unnumbered(const Cells& cells, Span span) {
    const std::size_t shift = cells.size() + 1 == heading_.columns.size() ? 1 : 0;
    bool told = false, answered = false;
    for (std::size_t i = 0; i < cells.size() && i + shift < heading_.columns.size(); ++i) {
      const auto column = heading_.columns[i + shift];
      if (cells[i].empty()) continue;
      told = told || column == Column::words;
      answered = answered || (heading_.indicators && column == Column::target) || column == Column::lead ||
                 column == Column::responsible || column == Column::deadline;
    }
    if (told && answered) add(static_cast<int>(tables_.back().rows.size()) + 1, cells, shift, span);
    return told && answered;
  }

  void take_row(Cells& cells, Span span) {
    if (lacks_category(cells)) cells.insert(cells.begin() + 1, text_.slice(0, 0));
    if (heading_.number == TableHeading::kNone) {
      // Rows may be numbered where their heading is not.
      if (cells.size() == heading_.columns.size() + 1 && serial_number(cells.front())) cells.erase(cells.begin());
      if (take_unnumbered(cells, span)) return;
    }
    for (const std::size_t shift : {std::size_t{0}, std::size_t{1}}) {
      if (heading_.number == TableHeading::kNone || shift > heading_.number || heading_.number - shift >= cells.size())
        continue;
      if (const auto serial = serial_of(cells[heading_.number - shift]); serial.number > 0) {
        add(serial.number, cells, shift, span);
        tables_.back().rows.back().part = serial.part;
        tables_.back().rows.back().goes_on = goes_on_with_number(cells[heading_.number - shift]);
        return;
      }
    }
    if (is_total(cells)) return;
    const bool alone = std::all_of(cells.begin() + 1, cells.end(), [](const SourceText& c) { return c.empty(); });
    if (alone && (heading_.columns.front() == Column::category || is_numbered_category(cells.front().view()) ||
                  (heading_.columns.front() == Column::number && is_worded_category(cells.front().view())))) {
      category_ = cells.front();
      category_is_new_ = true;
    } else if (!tables_.back().rows.empty()) {
      go_on(tables_.back().rows.back(), cells, span, broken_cell(cells));
    }
  }

  /// 合计 | | 46个: the sum of the rows, no part of the last one.
  static bool is_total(const Cells& cells) {
    const auto first = std::find_if(cells.begin(), cells.end(), [](const SourceText& c) { return !c.empty(); });
    if (first == cells.end()) return false;
    const auto words = first->printed();
    return words == "合计" || words == "总计" || words == "小计" || words == "共计";
  }

  /// A category behind the number that spans rows is missing in all but the first: what stands under the columns then
  /// fits only one place further right.
  bool lacks_category(const Cells& cells) const {
    const auto& columns = heading_.columns;
    if (heading_.number != 0 || columns.size() < 3 || columns[1] != Column::category ||
        cells.size() + 1 != columns.size() || !serial_number(cells.front()))
      return false;
    int here = 0, right = 0;
    for (std::size_t i = 1; i < cells.size(); ++i) {
      here += fits(cells[i], columns[i]);
      right += fits(cells[i], columns[i + 1]);
    }
    return right > here;
  }

  static int fits(const SourceText& cell, Column column) {
    if (column == Column::deadline) {
      const auto times = read_deadline_cell(cell.view(), {1, 1});
      return !times.empty() && times.front().kind != DeadlineKind::other;
    }
    return is_units(column) && names_bodies(cell);
  }

  /// A line end inside a cell leaves a row without its last cells, and a line with the rest of that cell and them: how
  /// many columns that line stands to the right.
  std::size_t broken_cell(const Cells& cells) const {
    const bool rest = cells.size() > 1 && !cells.front().empty() && filled_ > 0;
    return rest && filled_ + cells.size() == heading_.columns.size() + 1 ? filled_ - 1 : 0;
  }

  void add(int number, const Cells& cells, std::size_t shift, Span span) {
    Row row{number, SourceText({}), false, {}, span};
    for (std::size_t i = 0; i < cells.size() && i + shift < heading_.columns.size(); ++i) {
      const Column column = column_at(i + shift);
      if (column == Column::category && !cells[i].empty()) {
        // `三、散煤和清洁⏎取暖` is one cell; a heading across the table stands in the first column, whatever that is.
        const bool rest = heading_.columns.front() == Column::category && category_is_new_ &&
                          is_numbered_category(category_.view()) && !is_numbered_category(cells[i].view());
        if (rest)
          category_.append(cells[i], 0, cells[i].size());
        else
          category_ = cells[i];
        category_is_new_ = true;
      }
      const SourceText* above =
          says_as_above(cells[i]) && !tables_.back().rows.empty() ? tables_.back().rows.back().find(column) : nullptr;
      // In a list of works what stands behind its name is about the work.
      const bool told = column == Column::words && heading_.answers();
      const auto same =
          std::find_if(row.cells.begin(), row.cells.end(), [&](const auto& c) { return told && c.first == column; });
      if (same != row.cells.end())
        same->second.append(cells[i], 0, cells[i].size());
      else
        row.cells.emplace_back(column, above != nullptr ? *above : cells[i]);
    }
    filled_ = cells.size() + shift;
    row.category = category_;
    row.money = heading_.money;
    row.until = heading_.until;
    row.opens_category = std::exchange(category_is_new_, false);
    tables_.back().rows.push_back(std::move(row));
  }

  /// The name of a work begins its words.
  Column column_at(std::size_t i) const {
    const Column column = heading_.columns[i];
    return column == Column::name && tables_.back().kind == TableKind::projects ? Column::words : column;
  }

  /// A row that a page break cut: the same columns, without a number.
  void go_on(Row& row, const Cells& cells, Span span, std::size_t right) {
    if (right > 0) filled_ = 0;
    for (std::size_t i = 0; i < cells.size() && i + right < heading_.columns.size(); ++i) {
      const Column column = column_at(i + right);
      if (column == Column::category || cells[i].empty()) continue;
      const auto same =
          std::find_if(row.cells.begin(), row.cells.end(), [&](const auto& c) { return c.first == column; });
      if (same == row.cells.end())
        row.cells.emplace_back(column, cells[i]);
      else
        same->second.append(cells[i], 0, cells[i].size());
    }
    row.span.end = span.end;
  }

  const SourceText& text_;
  const std::vector<Line>& lines_;
  std::vector<Table> tables_;
  TableHeading heading_;
  std::string_view caption_;
  SourceText category_{{}};
  bool opened_ = false;     ///< the line before was a heading
  std::size_t filled_ = 0;  ///< columns of the last row that its line reached
  bool category_is_new_ = false;
};

}  // namespace

const SourceText* Row::find(Column column) const {
  for (const auto& [c, cell] : cells)
    if (c == column && !cell.empty()) return &cell;
  return nullptr;
}

std::vector<Table> read_tables(const SourceText& text, const std::vector<Line>& lines,
                               const std::vector<RowLine>& rows) {
  TableReader reader(text, lines);
  for (const auto& row : rows) reader.take(row);
  return std::move(reader).done();
}

}  // namespace limpid::plan