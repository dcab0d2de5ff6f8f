// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/row_items.hpp"

#include <re2/re2.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/quantities.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

std::string words_of(const Row& row, Column column) {
  const auto* cell = row.find(column);
  return cell ? std::string(cell->view()) : std::string();
}

std::vector<Unit> units_of(const Row& row) {
  std::vector<Unit> units;
  for (const auto& [column, cell] : row.cells) {
    if (column == Column::lead) merge_units(units, read_units(cell, Role::lead));
    if (column == Column::responsible) merge_units(units, read_units(cell, Role::responsible));
    if (column == Column::cooperating) merge_units(units, read_units(cell, Role::cooperating));
  }
  return units;
}

/// Of a table that says when a work begins beside when it is done.
std::vector<Deadline> starts_of(const Row& row, const PlanYears& years) {
  std::vector<Deadline> out;
  const auto* cell = row.find(Column::start);
  if (!cell) return out;
  out = read_deadline_cell(cell->view(), years);
  for (auto& d : out)
    if (d.kind == DeadlineKind::by_date) d.kind = DeadlineKind::start_by;
  std::erase_if(out, [](const Deadline& d) { return d.kind == DeadlineKind::other; });
  return out;
}

bool holds_letter(std::string_view words) {
  for (std::size_t at = 0; at < words.size();) {
    const auto c = static_cast<UChar32>(text::next_char(words, at));
    const auto number = U_GET_GC_MASK(c) & U_GC_N_MASK;
    if (u_isalpha(c) != 0 || number != 0) return true;
  }
  return false;
}

/// The cells' time limits come first; those of the words join where they say something else.
std::vector<Deadline> deadlines_of(const Row& row, const std::vector<FoundDeadline>& in_words, const PlanYears& years) {
  auto out = starts_of(row, years);
  // A stroke in a cell is no time limit.
  if (const auto* cell = row.find(Column::deadline); cell && holds_letter(cell->view()))
    for (auto& d : read_deadline_cell(cell->view(), years)) out.push_back(std::move(d));
  for (const auto& found : in_words) {
    const auto same = [&](const Deadline& d) {
      const bool dated = d.start || d.end || d.kind == DeadlineKind::continuous;
      return d.kind == found.deadline.kind && d.start == found.deadline.start && d.end == found.deadline.end &&
             (dated || d.text == found.deadline.text);
    };
    if (std::none_of(out.begin(), out.end(), same)) out.push_back(found.deadline);
  }
  return out;
}

/// The words of the cell that says until when; nothing where it is a stroke, or only the end beside a start.
std::string limit_of(const Row& row) {
  const auto* cell = row.find(Column::deadline);
  const auto* start = row.find(Column::start);
  if (!cell || !holds_letter(cell->view()) || (start && holds_letter(start->view()))) return {};
  return cell->printed();
}

/// `8600万元`, or `8600` under 投资(万元).
std::vector<Quantity> investment_of(const Row& row) {
  static const RE2 bare("\\d+(?:,\\d{3})*(?:\\.\\d+)?");
  const auto* cell = row.find(Column::investment);
  if (cell == nullptr) return {};
  const auto printed = cell->printed();
  const bool counted_above = RE2::FullMatch(printed, bare);
  if (counted_above && row.money.empty()) return {};
  std::vector<Quantity> quantities;
  for (auto& found : find_quantities(counted_above ? printed + row.money : printed, {})) {
    auto& q = quantities.emplace_back(std::move(found.quantity));
    if (counted_above) q.text = printed;
    if (q.subject.empty()) q.subject = "投资";
  }
  return quantities;
}

/// 国考 of 国考, 国考断面 and 国家考核断面, 国控 of 国控断面; 省级 where the column is of levels. Empty for anything
/// else.
std::string level_of(std::string_view words, bool own_column) {
  static const RE2 checked("^(国|省|市|县|区)(?:家|级)?(考|控)[核制]?(?:断面|点位)?$"),
      owned("^(国家|省|市|县|区)级?$");
  std::string owner, how;
  if (RE2::FullMatch(words, checked, &owner, &how)) return owner + how;
  return own_column && RE2::FullMatch(words, owned) ? std::string(words) : std::string();
}

/// The column of levels, else the notes.
std::vector<std::string> levels_of(const Row& row) {
  std::vector<std::string> out;
  for (const auto column : {Column::level, Column::note}) {
    const auto words = words_of(row, column);
    constexpr std::string_view comma = "、";
    for (std::size_t begin = 0; begin < words.size();) {
      const auto end = std::min({words.find(comma, begin), words.find_first_of(",/;", begin), words.size()});
      if (auto level = level_of(std::string_view(words).substr(begin, end - begin), column == Column::level);
          !level.empty())
        out.push_back(std::move(level));
      begin = end + (words.substr(end).starts_with(comma) ? comma.size() : 1);
    }
    if (!out.empty()) break;
  }
  return out;
}

}  // namespace

Task read_task(const Row& row, const PlanYears& years) {
  Task task{row.number, std::string(row.category.view()), {},      units_of(row), {},
            {},         words_of(row, Column::note),      row.span};
  constexpr std::string_view stop = "。";
  if (task.category.ends_with(stop)) task.category.resize(task.category.size() - stop.size());
  std::vector<FoundDeadline> in_words;
  for (const auto column : {Column::name, Column::words})
    if (const auto* cell = row.find(column)) {
      (column == Column::name ? task.title : task.text) = cell->printed();
      const auto found = find_deadlines(cell->view(), years);
      for (auto& q : find_quantities(cell->view(), found)) task.quantities.push_back(std::move(q.quantity));
      in_words.insert(in_words.end(), found.begin(), found.end());
    }
  task.deadlines = deadlines_of(row, in_words, years);
  task.limit = limit_of(row);
  task.part = row.part;
  return task;
}

Project read_project(const Row& row, const PlanYears& years) {
  Project project{row.number, words_of(row, Column::words), units_of(row), deadlines_of(row, {}, years),
                  {},         words_of(row, Column::note),  row.span};
  project.limit = limit_of(row);
  // What is built may stand in a cell of its own behind the name.
  for (const auto& [column, cell] : row.cells) {
    if (column != Column::words) continue;
    const auto words = cell.view();
    for (auto& q : find_quantities(words, find_deadlines(words, years)))
      project.quantities.push_back(std::move(q.quantity));
  }
  for (auto& q : investment_of(row)) project.quantities.push_back(std::move(q));
  project.part = row.part;
  return project;
}

Goal read_indicator(const Row& row, const PlanYears& years) {
  static const RE2 figure("(?:[<>]=?|[≥≤])?\\d+(?:,\\d{3})*(?:\\.\\d+)?"), in_bracket("\\(([^()]{1,24})\\)$");
  std::string name = words_of(row, Column::words), target = words_of(row, Column::target);
  Goal goal;
  goal.span = row.span;
  for (const auto column : {Column::words, Column::target})
    if (const auto* cell = row.find(column)) goal.text += (goal.text.empty() ? "" : " ") + cell->printed();
  std::string unit, counted = words_of(row, Column::unit_of_measure);
  if (RE2::PartialMatch(name, in_bracket, &unit)) RE2::Replace(&name, in_bracket, "");
  const bool bare = RE2::FullMatch(target, figure);
  for (auto& q : find_quantities(name + target + (!bare ? "" : counted.empty() ? unit : counted), {})) {
    if (bare) q.quantity.text = target;
    goal.quantities.push_back(std::move(q.quantity));
  }
  if (!row.until.empty()) goal.deadlines = read_deadline_cell(row.until, years);
  return goal;
}

Target read_target(const Row& row) {
  return {row.number,
          words_of(row, Column::township),
          words_of(row, Column::section),
          words_of(row, Column::target),
          levels_of(row),
          row.span};
}

bool is_wordless(TableKind kind, const Row& row) {
  return (kind == TableKind::ledger || kind == TableKind::projects) && row.find(Column::words) == nullptr;
}

Fault wordless_fault(const Row& row) {
  Fault fault;
  fault.kind = FaultKind::wordless;
  for (const auto& [column, cell] : row.cells) {
    if (cell.empty()) continue;
    if (!fault.heading.empty()) fault.heading += ' ';
    fault.heading += cell.printed();
  }
  fault.span = row.span;
  return fault;
}

bool is_blank_form(const Row& row) {
  return std::none_of(row.cells.begin(), row.cells.end(), [](const auto& cell) {
    return cell.first != Column::number && holds_letter(cell.second.view());
  });
}

}  // namespace limpid::plan
