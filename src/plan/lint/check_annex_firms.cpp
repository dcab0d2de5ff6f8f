// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "plan/lint/annex_lists.hpp"
#include "plan/lint/check.hpp"
#include "plan/lint/companies.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {
namespace {

/// A row of a list that counts its firms, sites or sources.
struct Numbered {
  int number = 0;
  Words line;
};

/// The rows under the heading of the annex, where they count upwards from 1; empty where they do not.
std::vector<Numbered> rows_of_annex(const Check& check, const AnnexMention& mention) {
  std::vector<Numbered> out;
  for (auto& line : lines_of_annex(check, mention)) {
    const auto n = row_number(line);
    if (!n) continue;
    if (out.empty() ? *n != 1 : *n <= out.back().number) return {};
    out.push_back({*n, std::move(line)});
  }
  return out;
}

/// 附件所列18家企业: as many as the list has rows.
void how_many_rows(const Check& check, const AnnexMention& at, const std::vector<Numbered>& rows) {
  constexpr std::size_t kNear = 4, kDigits = 4;
  const Item& m = *at.measure;
  for (const auto& f : figures_of(m)) {
    const auto& value = f.quantity->value;
    if (f.begin < at.end || f.begin > at.end + kNear || f.quantity->base.unit != "1" || value.size() > kDigits ||
        value.find_first_not_of("0123456789") != std::string::npos)
      continue;
    row_count_differs(check, m, f, rows.size(), rows.front().line.place({}, 0, rows.front().line.size()));
  }
}

/// The words of a row as one reads them: the number and the first cell.
Place head_of(const Numbered& row) {
  constexpr std::size_t kNumber = 5;
  const auto& chars = row.line.chars;
  const auto begin = std::min(chars.find_first_of(U"\t|.、)", 1), kNumber) + 1;
  const auto end = std::min(chars.find_first_of(U"\t|", begin), chars.size());
  return begin < end ? row.line.place({}, begin, end) : row.line.place({}, 0, chars.size());
}

void gaps(const Check& check, const std::vector<Numbered>& rows) {
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const int expected = rows[i - 1].number + 1;
    if (rows[i].number == expected) continue;
    auto& f = check.add("numbering", "numbering", {head_of(rows[i - 1]), head_of(rows[i])});
    f.code = "plan_lint.numbering.skipped";
    f.args["at"] = f.places[1].quote;
    f.args["number"] = f.args["expected"] = expected;
    f.args["found"] = rows[i].number;
  }
}

}  // namespace

void check_annex_firms(const Check& check) {
  constexpr std::size_t kFewest = 3, kMost = 1000;  // every measure is held against every row
  // Ledgers and lists of works are read, and held against the text row by row.
  if (!check.items.tasks.empty() || !check.items.projects.empty()) return;
  std::set<std::string> done;
  for (const auto& at : annex_mentions(check.items.measures)) {
    if (!done.insert(at.number).second) continue;
    const auto rows = rows_of_annex(check, at);
    if (rows.size() < kFewest || rows.size() > kMost) continue;
    how_many_rows(check, at, rows);
    gaps(check, rows);
    std::vector<CompanySide> sides;
    sides.reserve(rows.size());
    for (const auto& row : rows) sides.push_back({row.line, {}});
    for (const auto& m : check.items.measures) company_forms_differ(check, {m.text, m.key}, sides);
  }
}

}  // namespace limpid::plan::linting
