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

constexpr std::uint8_t kPaperA3 = 8;
constexpr std::array<double, 8> kWidths = {16, 7, 72, 20, 28, 34, 20, 12};

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

void write_sheet(lxw_workbook* book, const Formats& f, const PlanWorkbook& content, const PlanWorkbook::Sheet& sheet) {
  auto* ws = workbook_add_worksheet(book, sheet.name.c_str());
  if (!ws) throw Failure("report.not_written", {{"reason", "sheet " + sheet.name}});
  const auto last = static_cast<lxw_col_t>(content.columns.size() - 1);
  worksheet_set_landscape(ws);
  worksheet_set_paper(ws, kPaperA3);
  worksheet_fit_to_pages(ws, 1, 0);
  worksheet_repeat_rows(ws, 2, 2);
  worksheet_set_footer(ws, "&C&P / &N");
  for (std::size_t i = 0; i < kWidths.size() && i < content.columns.size(); ++i)
    worksheet_set_column(ws, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), kWidths[i], nullptr);
  worksheet_set_row(ws, 0, 34, nullptr);
  worksheet_merge_range(ws, 0, 0, 0, last, sheet.title.c_str(), f.title);
  worksheet_merge_range(ws, 1, 0, 1, last, sheet.known.c_str(), f.note);
  for (lxw_col_t c = 0; c <= last; ++c) worksheet_write_string(ws, 2, c, content.columns[c].c_str(), f.head);
  worksheet_freeze_panes(ws, 3, 0);
  lxw_row_t r = 3;
  for (const auto& row : sheet.rows) {
    const std::array<const std::string*, 8> cells = {&row.category, &row.number,      &row.measure, &row.deadline,
                                                     &row.lead,     &row.cooperating, &row.note,    &row.status};
    for (std::size_t c = 0; c < cells.size(); ++c)
      worksheet_write_string(ws, r, static_cast<lxw_col_t>(c), cells[c]->c_str(), c == 1 ? f.text : f.wrapped);
    ++r;
  }
}

}  // namespace

std::string plan_workbook(const PlanWorkbook& content) {
  std::string file = (std::filesystem::temp_directory_path() / "limpid-XXXXXX").string();
  const int fd = ::mkstemp(file.data());
  if (fd < 0) throw Failure("report.not_written", {{"reason", "temporary file"}});
  ::close(fd);
  auto* book = workbook_new(file.c_str());
  if (!book) throw Failure("report.not_written", {{"reason", "workbook"}});
  const Formats f = formats(book);
  for (const auto& sheet : content.sheets) write_sheet(book, f, content, sheet);
  const lxw_error error = workbook_close(book);
  std::string bytes = error == LXW_NO_ERROR ? read_file(file) : std::string{};
  std::filesystem::remove(file);
  if (error != LXW_NO_ERROR) throw Failure("report.not_written", {{"reason", lxw_strerror(error)}});
  return bytes;
}

}  // namespace limpid::reports
