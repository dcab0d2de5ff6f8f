// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <optional>

#include "plan/lint/annex_lists.hpp"
#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {
namespace {

/// The number of the annex that the rows stand in: its own heading is the last one before them.
std::optional<std::string> annex_of(const Check& check, const Item& first_row) {
  constexpr std::size_t kNear = 600;
  static const RE2 re("^#*附[件表](\\d{0,2})");
  const std::size_t start = first_row.span.start;
  const auto lines = check.source.lines({start > kNear ? start - kNear : 0, start});
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    std::string number;
    if (RE2::PartialMatch(to_utf8(line->chars), re, &number)) return number;
  }
  return std::nullopt;
}

/// 附件所列14家企业: the count beside the mention, of what the rows are one each of.
void how_many(const Check& check, const AnnexMention& at, const std::vector<Item>& rows) {
  constexpr std::size_t kNear = 4;
  const Item& m = *at.measure;
  const auto& tasks = check.items.plan->tasks;
  const bool numbered = tasks.front().number == 1 && static_cast<std::size_t>(tasks.back().number) == tasks.size();
  for (const auto& f : figures_of(m)) {
    if (!numbered || f.begin < at.end || f.begin > at.end + kNear || f.quantity->base.unit != "1") continue;
    if (f.quantity->value.size() > 4 || f.quantity->value.find_first_not_of("0123456789") != std::string::npos)
      continue;
    const auto counted = std::stoul(f.quantity->value);
    // Far more or fewer rows are of something else: towns that share the villages.
    if (counted == rows.size() || 2 * rows.size() < counted || rows.size() > 2 * counted) continue;
    auto& told = check.add("sum_differs", "sum_differs", {m.text.place(m.key, f.begin, f.end), rows.front().start()});
    told.args["a"] = f.quantity->text;
    told.args["b"] = std::to_string(rows.size());
  }
}

/// The one day by which the measure is done: in its words, else beside them (完成时限:…).
std::optional<std::pair<const Deadline*, Place>> day_of(const Item& m) {
  const auto by_day = [](const Deadline& d) { return d.kind == DeadlineKind::by_date && d.end; };
  std::vector<std::pair<const Deadline*, Place>> found;
  for (const auto& d : m.dates)
    if (by_day(*d.deadline)) found.emplace_back(d.deadline, m.text.place(m.key, d.begin, d.end));
  if (found.empty())
    for (const auto& d : *m.deadlines)
      if (by_day(d)) found.emplace_back(&d, m.place(d.text));
  if (found.size() != 1) return std::nullopt;
  return found.front();
}

/// A row may be due before the measure's day, not after it.
void by_when(const Check& check, const AnnexMention& at, const std::vector<Item>& rows) {
  const auto limit = day_of(*at.measure);
  if (!limit) return;
  std::map<std::string, std::vector<Place>> later;  // by the day: one that stands in many rows is told once
  for (const auto& row : rows)
    for (const auto& d : *row.deadlines)
      if (d.kind == DeadlineKind::by_date && d.end && *d.end > *limit->first->end)
        later.try_emplace(*d.end, std::vector<Place>{limit->second}).first->second.push_back(row.place(d.text));
  for (auto& [day, places] : later) {
    auto& told = check.add("deadline_differs", "deadline_differs", std::move(places));
    told.replacement = told.places[0].quote;
  }
}

/// The one count of this unit in the row, of things of this name.
std::optional<long> share_in(const Item& row, const Quantity& whole, std::u32string_view things) {
  std::optional<long> share;
  for (const auto& q : *row.quantities) {
    if (!is_count(q) || q.unit != whole.unit) continue;
    if (share) return std::nullopt;
    share = std::stol(q.value);
  }
  return contains(row.text.chars, things) ? share : std::nullopt;
}

/// 46个行政村(任务分解见附表1): what the rows have their shares of. Far more or less is of something else.
void shares(const Check& check, const AnnexMention& at, const std::vector<Item>& rows) {
  constexpr std::size_t kThings = 3, kFewest = 3;
  const Item& m = *at.measure;
  if (rows.size() < kFewest) return;
  for (const auto& f : figures_of(m)) {
    if (f.begin > at.begin || f.end + kThings > m.text.size() || !is_count(*f.quantity)) continue;
    long sum = 0;
    const bool all = std::all_of(rows.begin(), rows.end(), [&](const Item& row) {
      const auto share = share_in(row, *f.quantity, m.text.view(f.end, f.end + kThings));
      sum += share.value_or(0);
      return share.has_value();
    });
    const long whole = std::stol(f.quantity->value);
    if (!all || sum == whole || 2 * sum < whole || sum > 2 * whole) continue;
    auto& told = check.add("sum_differs", "sum_differs", {m.text.place(m.key, f.begin, f.end), rows.front().start()});
    told.args["a"] = f.quantity->text;
    told.args["b"] = std::to_string(sum) + f.quantity->unit;
  }
}

}  // namespace

void check_lists(const Check& check) {
  for (const auto& list : counted_annexes(check))
    row_count_differs(check, *list.measure, list.figure, list.annex.rows, list.annex.first);
  const auto& rows = check.items.tasks;
  if (check.alignment.ledger || rows.size() < 2) return;
  const auto annex = annex_of(check, rows.front());
  if (!annex) return;
  auto owners = annex_mentions(check.items.measures);
  std::erase_if(owners,
                [&](const AnnexMention& at) { return !at.number.empty() && !annex->empty() && at.number != *annex; });
  if (owners.size() != 1) return;
  how_many(check, owners.front(), rows);
  by_when(check, owners.front(), rows);
  shares(check, owners.front(), rows);
}

}  // namespace limpid::plan::linting
