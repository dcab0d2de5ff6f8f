// SPDX-License-Identifier: Apache-2.0
#include "plan/input/text_writer.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/input/limits.hpp"

namespace limpid::plan {
namespace {

/// `1.` or `1、` alone in a cell is the number that the row is known by.
void strip_number_mark(std::string& cell) {
  const auto digits = cell.find_first_not_of("0123456789");
  if (digits == 0 || digits == std::string::npos) return;
  const std::string_view rest = std::string_view(cell).substr(digits);
  if (rest == "." || rest == "、" || rest == "．") cell.resize(digits);
}

/// Soft hyphens, zero-width blanks and joiners: they show nothing where a line does not break at them.
bool is_unseen(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

/// Whether tabs part the line into the cells of a row. A tab in front of all words indents them, and one behind the
/// number of a paragraph is no column.
bool is_tabbed_row(std::string_view line, bool in_rows) {
  static const RE2 mark(
      "(?:\\d{1,3}[.、．]|[（(]?(?:\\d{1,3}|[一二三四五六七八九十]{1,3})[）)]|[一二三四五六七八九十]{1,3}、)");
  std::size_t tabs = 0, filled = 0;
  bool numbered = false;
  for (std::size_t begin = 0; begin <= line.size(); ++tabs) {
    const auto end = std::min(line.find('\t', begin), line.size());
    const auto cell = line.substr(begin, end - begin);
    if (!cell.empty() && ++filled == 1) numbered = RE2::FullMatch(cell, mark);
    begin = end + 1;
  }
  --tabs;
  return tabs >= (in_rows ? 1U : 2U) && filled >= (numbered ? 3U : 2U);
}

bool ends_whole(std::string_view line) {
  for (const std::string_view stop : {"。", "；", "：", "）", ")", "〕"})
    if (line.ends_with(stop)) return true;
  return false;
}

/// Two lines of headings: the first holds cells that span both lines or several columns, and nothing else.
bool has_upper_heading(const std::vector<GridCell>& cells) {
  bool spans_rows = false, spans_columns = false;
  for (const auto& cell : cells) {
    if (cell.row != 0) continue;
    if (cell.rows == 2)
      spans_rows = true;
    else if (cell.rows == 1 && cell.columns > 1)
      spans_columns = true;
    else
      return false;
  }
  return spans_rows && spans_columns;
}

bool is_serial_heading(std::string text) {
  std::erase(text, ' ');
  return text == "序号" || text == "编号";
}

/// What stands in a further row of a merged cell: its text, but that a number is one row's, and others go on with it.
std::string in_next_row(const GridCell& cell, const std::vector<std::size_t>& serial) {
  const bool number = std::all_of(cell.text.begin(), cell.text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
                      std::find(serial.begin(), serial.end(), cell.column) != serial.end();
  return number ? cell.text + "（续）" : cell.text;
}

}  // namespace

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string single_line(std::string_view text) {
  std::string out;
  bool blank = false;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::size_t begin = pos;
    const char32_t c = text::next_char(text, pos);
    if (is_unseen(c)) continue;
    if (text::is_blank(c) || (c >= '\t' && c <= '\r')) {
      blank = true;
      continue;
    }
    if (c < 0x20) continue;
    if (blank && !out.empty()) out += ' ';
    blank = false;
    out += text.substr(begin, pos - begin);
  }
  return out;
}

std::string tabbed_line(std::string_view text) {
  std::string out;
  bool shown = false;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find('\t', begin), text.size());
    const auto cell = single_line(text.substr(begin, end - begin));
    if (begin > 0) out += '\t';
    out += cell;
    shown = shown || !cell.empty();
    begin = end + 1;
  }
  return shown ? out : std::string();
}

void TextWriter::put(std::string_view text) {
  if (error_) return;
  if (out_.size() + text.size() > limits::kText)
    error_ = Error{"plan_input.text_too_large", {{"limit", limits::kText}}, {}};
  else
    out_ += text;
}

void TextWriter::raw_line(std::string_view text) {
  if (text.size() > limits::kLine && !error_)
    error_ = Error{"plan_input.long_line", {{"bytes", text.size()}, {"limit", limits::kLine}}, {}};
  put(text);
  put("\n");
}

void TextWriter::line(std::string_view text) {
  while (!error_) {
    const auto end = text.find('\n');
    auto one = tabbed_line(text.substr(0, end));
    in_rows_ = is_tabbed_row(one, in_rows_);
    if (!in_rows_) one = single_line(one);
    if (!one.empty()) raw_line(one);
    // After a whole sentence an empty line, so that no title is taken to go on from it.
    if (end == std::string_view::npos && !in_rows_ && ends_whole(one)) put("\n");
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

void TextWriter::table(std::vector<GridCell> cells) {
  std::size_t height = 0, width = 0;
  std::vector<std::size_t> columns, serial;
  for (auto& cell : cells) {
    cell.text = single_line(cell.text);
    strip_number_mark(cell.text);
    height = std::max(height, cell.row + cell.rows);
    if (!cell.text.empty()) columns.push_back(cell.column);
    if (is_serial_heading(cell.text)) serial.push_back(cell.column);
  }
  std::sort(columns.begin(), columns.end());
  columns.erase(std::unique(columns.begin(), columns.end()), columns.end());
  width = columns.size();
  const std::size_t first = has_upper_heading(cells) ? 1 : 0;
  // Row after row, so that no more than what is written is ever held.
  std::stable_sort(cells.begin(), cells.end(), [](const auto& a, const auto& b) { return a.row < b.row; });
  std::vector<const GridCell*> open;
  auto next = cells.begin();
  put("\n");
  for (std::size_t row = 0; row < height && !error_; ++row) {
    std::erase_if(open, [&](const GridCell* cell) { return cell->row + cell->rows <= row; });
    for (; next != cells.end() && next->row == row; ++next)
      if (!next->text.empty()) open.push_back(&*next);
    if (row < first || open.empty()) continue;
    std::vector<std::string> shown(width);
    for (const auto* cell : open) {
      const auto at = std::lower_bound(columns.begin(), columns.end(), cell->column) - columns.begin();
      shown[static_cast<std::size_t>(at)] = row == cell->row ? cell->text : in_next_row(*cell, serial);
    }
    std::string joined;
    for (std::size_t i = 0; i < width; ++i) {
      if (i > 0) joined += '\t';
      joined += shown[i];
    }
    raw_line(joined);
  }
  put("\n");
}

Result<std::string> TextWriter::done() && {
  if (error_) return tl::unexpected(*error_);
  return std::move(out_);
}

}  // namespace limpid::plan
