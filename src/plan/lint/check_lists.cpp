// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {
namespace {

/// 附件1, 附表: what a measure calls the annex; the number may be left out.
struct Mention {
  const Item* measure = nullptr;
  std::size_t begin = 0, end = 0;  ///< of Item::text
  std::string number;
};

std::vector<Mention> mentions(const std::vector<Item>& measures) {
  static const RE2 re("(附[件表](\\d{0,2}))");
  std::vector<Mention> out;
  for (const auto& m : measures) {
    const std::string text = to_utf8(m.text.chars);
    re2::StringPiece found, number;
    if (!RE2::PartialMatch(text, re, &found, &number)) continue;
    const std::size_t begin = to_chars(text.substr(0, static_cast<std::size_t>(found.data() - text.data()))).size();
    out.push_back({&m, begin, begin + to_chars({found.data(), found.size()}).size(), std::string(number)});
  }
  return out;
}

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
void how_many(const Check& check, const Mention& at, const std::vector<Item>& rows) {
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

/// A row may be due before the measure's day, not after it.
void by_when(const Check& check, const Mention& at, const std::vector<Item>& rows) {
  const Item& m = *at.measure;
  const auto by_day = [](const Deadline& d) { return d.kind == DeadlineKind::by_date && d.end; };
  const auto limits =
      std::count_if(m.dates.begin(), m.dates.end(), [&](const Dated& d) { return by_day(*d.deadline); });
  if (limits != 1) return;
  const auto& limit =
      *std::find_if(m.dates.begin(), m.dates.end(), [&](const Dated& d) { return by_day(*d.deadline); });
  for (const auto& row : rows)
    for (const auto& d : *row.deadlines) {
      if (!by_day(d) || *d.end <= *limit.deadline->end) continue;
      auto& told = check.add("deadline_differs", "deadline_differs",
                             {m.text.place(m.key, limit.begin, limit.end), row.place(d.text)});
      told.replacement = told.places[0].quote;
    }
}

}  // namespace

void check_lists(const Check& check) {
  const auto& rows = check.items.tasks;
  if (check.alignment.ledger || rows.size() < 2) return;
  const auto annex = annex_of(check, rows.front());
  if (!annex) return;
  auto owners = mentions(check.items.measures);
  std::erase_if(owners,
                [&](const Mention& at) { return !at.number.empty() && !annex->empty() && at.number != *annex; });
  if (owners.size() != 1) return;
  how_many(check, owners.front(), rows);
  by_when(check, owners.front(), rows);
}

}  // namespace limpid::plan::linting
