// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "plan/lint/annex_lists.hpp"
#include "plan/lint/check.hpp"

namespace limpid::plan::linting {
namespace {

struct TotalCell {
  std::size_t begin = 0, end = 0;  ///< of the line
};

/// The cells of a line of a table; none where it has no marks of cells.
std::vector<TotalCell> cells_of(const Words& line) {
  constexpr std::u32string_view kMarks = U"\t|";
  std::vector<TotalCell> out;
  std::size_t begin = line.chars.starts_with(U'|') ? 1 : 0;
  for (std::size_t i = begin; i <= line.size(); ++i) {
    const bool end = i == line.size();
    if (!end && kMarks.find(line.chars[i]) == std::u32string_view::npos) continue;
    if (!end || line.chars.back() != U'|') out.push_back({begin, i});
    begin = i + 1;
  }
  return out.size() < 2 ? std::vector<TotalCell>{} : out;
}

struct CellNumber {
  double value = 0;
  std::size_t decimals = 0;
};

std::optional<CellNumber> number_in(std::u32string_view cell) {
  static const RE2 re("^\\d{1,9}(?:\\.(\\d{1,4}))?$");
  const std::string text = to_utf8(cell);
  std::string decimals;
  if (!RE2::FullMatch(text, re, &decimals)) return std::nullopt;
  return CellNumber{std::stod(text), decimals.size()};
}

/// The rows of one table up to its total.
class TableOfTotals {
 public:
  explicit TableOfTotals(const Check& check) : check_(check) {}

  void take(const Words& line) {
    auto cells = cells_of(line);
    if (cells.empty()) return clear();
    if (line.chars.find_first_not_of(U"|-: \t") == std::u32string::npos) return;
    const auto head = first_words(line, cells);
    if (head.starts_with(U"小计") || head.starts_with(U"其中")) parted_ = true;
    if (head.starts_with(U"合计") || head.starts_with(U"总计") || head.starts_with(U"共计")) {
      if (!parted_) hold(line, cells);
      return clear();
    }
    if (row_number(line))
      rows_.push_back({line, std::move(cells)});
    else
      heads_.push_back({line, std::move(cells)});
  }

 private:
  struct Row {
    Words line;
    std::vector<TotalCell> cells;
  };

  void clear() {
    rows_.clear();
    heads_.clear();
    parted_ = false;
  }

  static std::u32string_view first_words(const Words& line, const std::vector<TotalCell>& cells) {
    for (const auto& c : cells)
      if (c.begin < c.end) return line.view(c.begin, c.end);
    return {};
  }

  /// A rate, a concentration or a year is not added up.
  bool adds_up(std::size_t column) const {
    static const LintRules::Words kNot{U"率", U"比", U"%", U"浓度", U"年", U"均", U"序号", U"编号", U"电话", U"级"};
    return !heads_.empty() && std::none_of(heads_.begin(), heads_.end(), [&](const Row& head) {
      return column < head.cells.size() &&
             contains_any(head.line.view(head.cells[column].begin, head.cells[column].end), kNot);
    });
  }

  void hold(const Words& line, const std::vector<TotalCell>& cells) const {
    constexpr std::size_t kFewest = 2;
    const auto alike = [&](const Row& row) { return row.cells.size() == cells.size(); };
    if (rows_.size() < kFewest || !std::all_of(rows_.begin(), rows_.end(), alike)) return;
    for (std::size_t column = 1; column < cells.size(); ++column) {
      const auto said = number_in(line.view(cells[column].begin, cells[column].end));
      if (!said || !adds_up(column)) continue;
      double sum = 0;
      std::size_t decimals = said->decimals;
      const bool all = std::all_of(rows_.begin(), rows_.end(), [&](const Row& row) {
        const auto part = number_in(row.line.view(row.cells[column].begin, row.cells[column].end));
        sum += part ? part->value : 0;
        decimals = std::max(decimals, part ? part->decimals : 0);
        return part.has_value();
      });
      if (all) tell(line, cells[column], column, sum, said->value, decimals);
    }
  }

  /// Far more or less is no sum of these; what the last decimals of the rows were rounded by is no difference.
  void tell(const Words& line, const TotalCell& cell, std::size_t column, double sum, double said,
            std::size_t decimals) const {
    const double rounded = decimals == 0 ? 1e-6 : std::pow(10.0, -static_cast<double>(decimals));
    const double apart = rounded * static_cast<double>(rows_.size() + 1);
    if (std::abs(sum - said) <= apart || sum >= 2 * said || said >= 2 * sum) return;
    const Row& first = rows_.front();
    auto& f = check_.add("sum_differs", "sum_differs",
                         {line.place({}, cell.begin, cell.end),
                          first.line.place({}, first.cells[column].begin, first.cells[column].end)});
    f.args["b"] = fmt::format("{:g}", sum);
  }

  const Check& check_;
  std::vector<Row> rows_, heads_;
  bool parted_ = false;  ///< its rows have sums of their own
};

}  // namespace

void check_totals(const Check& check) {
  const auto& measures = check.items.measures;
  const std::size_t from = measures.empty() ? 0 : measures.back().span.end;
  TableOfTotals table(check);
  for (const auto& line : check.source.lines({from, check.source.whole().end})) table.take(line);
}

}  // namespace limpid::plan::linting
