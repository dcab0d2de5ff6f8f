// SPDX-License-Identifier: Apache-2.0
#include "reports/plan_workbook.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <cstdlib>
#include <filesystem>

#include "base/data_file.hpp"

namespace limpid::reports {
namespace {

constexpr std::uint8_t kPaperA3 = 8, kPaperA4 = 9;
constexpr std::array<double, 8> kWidths = {16, 7, 72, 20, 28, 34, 20, 12};
constexpr std::array<double, 8> kNarrow = {12, 6, 52, 13, 20, 18, 10, 10};

struct Formats {
  lxw_format *title, *note, *head, *text, *wrapped;
};

Formats formats(lxw_workbook* book) {
  Formats f{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book), workbook_add_format(book),
            workbook_add_format(book)};
  format_set_bold(f.title);
  format_set_font_size(f.title, 16);
  format_set_align(f.title, LXW_ALIGN_CENTER);
  format_set_align(f.title, LXW_ALIGN_VERTICAL_CENTER);
  format_set_align(f.note, LXW_ALIGN_RIGHT);
  format_set_bold(f.head);
  format_set_bg_color(f.head, 0xEEF1F4);
  for (auto* cell : {f.head, f.text, f.wrapped}) {
    format_set_border(cell, LXW_BORDER_THIN);
    format_set_align(cell, LXW_ALIGN_VERTICAL_CENTER);
  }
  format_set_align(f.head, LXW_ALIGN_CENTER);
  // Numbers such as 序号 and codes stay the text that was printed.
  format_set_num_format(f.text, "@");
  format_set_text_wrap(f.wrapped);
  return f;
}

/// Title, what was known, head; the row after them.
lxw_row_t write_head(lxw_worksheet* ws, const Formats& f, const PlanWorkbook& content,
                     const PlanWorkbook::Sheet& sheet) {
  const auto last = static_cast<lxw_col_t>(content.columns.size() - 1);
  lxw_row_t row = 0;
  worksheet_set_row(ws, row, 34, nullptr);
  worksheet_merge_range(ws, row, 0, row, last, sheet.title.c_str(), f.title);
  ++row;
  if (!sheet.known.empty()) {
    worksheet_merge_range(ws, row, 0, row, last, sheet.known.c_str(), f.note);
    ++row;
  }
  worksheet_repeat_rows(ws, row, row);
  for (lxw_col_t c = 0; c <= last; ++c) worksheet_write_string(ws, row, c, content.columns[c].c_str(), f.head);
  ++row;
  worksheet_freeze_panes(ws, row, 0);
  return row;
}

/// One cell over the rows of each category that has several.
void merge_categories(lxw_worksheet* ws, const Formats& f, const PlanWorkbook::Sheet& sheet, lxw_row_t first) {
  for (std::size_t i = 0; i < sheet.rows.size();) {
    std::size_t end = i + 1;
    while (end < sheet.rows.size() && sheet.rows[end].category == sheet.rows[i].category) ++end;
    if (end - i > 1)
      worksheet_merge_range(ws, first + static_cast<lxw_row_t>(i), 0, first + static_cast<lxw_row_t>(end - 1), 0,
                            sheet.rows[i].category.c_str(), f.wrapped);
    i = end;
  }
}

void write_sheet(lxw_workbook* book, const Formats& f, const PlanWorkbook& content, const PlanWorkbook::Sheet& sheet) {
  auto* ws = workbook_add_worksheet(book, sheet.name.c_str());
  if (!ws) throw Failure("report.not_written", {{"reason", "sheet " + sheet.name}});
  const bool a4 = content.paper == PlanWorkbook::Paper::a4;
  worksheet_set_landscape(ws);
  worksheet_set_paper(ws, a4 ? kPaperA4 : kPaperA3);
  worksheet_fit_to_pages(ws, 1, 0);
  worksheet_set_footer(ws, "&C&P / &N");
  const auto& widths = a4 ? kNarrow : kWidths;
  for (std::size_t i = 0; i < widths.size() && i < content.columns.size(); ++i)
    worksheet_set_column(ws, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), widths[i], nullptr);
  const lxw_row_t first = write_head(ws, f, content, sheet);
  lxw_row_t r = first;
  for (const auto& row : sheet.rows) {
    const std::array<const std::string*, 8> cells = {&row.category, &row.number,      &row.measure, &row.deadline,
                                                     &row.lead,     &row.cooperating, &row.note,    &row.status};
    for (std::size_t c = 0; c < cells.size(); ++c)
      worksheet_write_string(ws, r, static_cast<lxw_col_t>(c), cells[c]->c_str(), c == 1 ? f.text : f.wrapped);
    ++r;
  }
  if (content.merge_categories) merge_categories(ws, f, sheet, first);
}

/// 1980-01-01, the day that the archive's own entries bear.
constexpr std::time_t kCreated = 315532800;

}  // namespace

std::string plan_workbook(const PlanWorkbook& content) {
  std::string file = (std::filesystem::temp_directory_path() / "limpid-XXXXXX").string();
  const int fd = ::mkstemp(file.data());
  if (fd < 0) throw Failure("report.not_written", {{"reason", "temporary file"}});
  ::close(fd);
  auto* book = workbook_new(file.c_str());
  if (!book) throw Failure("report.not_written", {{"reason", "workbook"}});
  // The library's own choice is the clock: the same plan would give other bytes each second.
  lxw_doc_properties properties{};
  properties.created = kCreated;
  workbook_set_properties(book, &properties);
  const Formats f = formats(book);
  for (const auto& sheet : content.sheets) write_sheet(book, f, content, sheet);
  const lxw_error error = workbook_close(book);
  std::string bytes = error == LXW_NO_ERROR ? read_file(file) : std::string{};
  std::filesystem::remove(file);
  if (error != LXW_NO_ERROR) throw Failure("report.not_written", {{"reason", lxw_strerror(error)}});
  return bytes;
}

}  // namespace limpid::reports
