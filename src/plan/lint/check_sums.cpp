// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "plan/lint/amounts.hpp"
#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {
namespace {

struct Series {
  std::size_t first = 0;  ///< of the amounts; the last one stands before the whole
  double sum = 0;
};

/// 新建管网12公里,改造8公里 before 共计21公里: of the amounts of one unit with words between those that come nearest to
/// the whole; none where one is the whole itself.
std::optional<Series> nearest_series(const std::string& text, const std::vector<Amount>& amounts, std::size_t whole) {
  static const RE2 lead("^\\p{Han}{1,3}[,、](?:共计?|合计|总计)(?:约|达|为)?$"),
      part("^\\p{Han}{1,2}[,、和及][^。;:()\\d]{1,16}$");
  const auto between = [&](std::size_t i) {
    return std::string_view(text).substr(amounts[i].end, amounts[i + 1].begin - amounts[i].end);
  };
  const auto same = [&](std::size_t i) { return amounts[i].unit == amounts[whole].unit; };
  if (whole < 2 || !same(whole - 1) || !RE2::FullMatch(between(whole - 1), lead)) return std::nullopt;
  const double said = amount_of(amounts[whole].printed);
  Series all{whole - 1, amount_of(amounts[whole - 1].printed)};
  std::optional<Series> best;
  while (all.first > 0 && same(all.first - 1) && RE2::FullMatch(between(all.first - 1), part)) {
    all.sum += amount_of(amounts[--all.first].printed);
    if (!best || std::abs(all.sum - said) < std::abs(best->sum - said)) best = all;
  }
  return best;
}

/// What is more than three times as much, or less than a third, sums up something else.
void series_with_words(const Check& check, const Words& words, const std::string& key) {
  constexpr double kSame = 1e-6, kMost = 3;
  const std::string text = to_utf8(words.chars);
  const auto amounts = amounts_in(text);
  for (std::size_t whole = 2; whole < amounts.size(); ++whole) {
    const auto found = nearest_series(text, amounts, whole);
    const auto& all = amounts[whole];
    const double said = amount_of(all.printed);
    if (!found || std::abs(found->sum - said) < kSame || found->sum > kMost * said || said > kMost * found->sum)
      continue;
    const auto at = [&](std::size_t bytes) { return to_chars(text.substr(0, bytes)).size(); };
    const auto unit = to_utf8(all.unit);
    auto& f =
        check.add("sum_differs", "sum_differs",
                  {words.place(key, at(all.begin), at(all.end) + all.unit.size()),
                   words.place(key, at(amounts[found->first].begin), at(amounts[whole - 1].end) + all.unit.size())});
    f.args["a"] = all.printed + unit;
    f.args["b"] = fmt::format("{:g}{}", found->sum, unit);
  }
}

/// 180公里、220公里、200公里,累计620公里: a series and what it is said to come to.
void series(const Check& check, const Words& words, const std::string& key) {
  static const RE2 comes_to("(?:累计|合计|共计?|总计)[^。;,]{0,12}$"), next("^.{1,3}(?:、|和|及)$");
  constexpr double kSame = 1e-6;
  const std::string text = to_utf8(words.chars);
  const auto amounts = amounts_in(text);
  for (std::size_t first = 0, last = 0; first < amounts.size(); first = ++last) {
    const auto between = [&](std::size_t i) {
      return std::string_view(text).substr(amounts[i].end, amounts[i + 1].begin - amounts[i].end);
    };
    while (last + 1 < amounts.size() && amounts[last + 1].unit == amounts[first].unit &&
           RE2::FullMatch(between(last), next))
      ++last;
    if (last == first || last + 1 == amounts.size()) continue;
    const Amount& whole = amounts[last + 1];
    const auto lead = between(last);
    if (whole.unit != amounts[first].unit || lead.find("。") != std::string_view::npos ||
        !RE2::PartialMatch(lead, comes_to))
      continue;
    double sum = 0;
    for (auto i = first; i <= last; ++i) sum += amount_of(amounts[i].printed);
    if (std::abs(sum - amount_of(whole.printed)) < kSame) continue;
    const auto at = [&](std::size_t bytes) { return to_chars(text.substr(0, bytes)).size(); };
    const auto unit = to_utf8(whole.unit);
    auto& f = check.add("sum_differs", "sum_differs",
                        {words.place(key, at(whole.begin), at(whole.end) + whole.unit.size()),
                         words.place(key, at(amounts[first].begin), at(amounts[last].end) + whole.unit.size())});
    f.args["a"] = whole.printed + unit;
    f.args["b"] = fmt::format("{:g}{}", sum, unit);
  }
}

struct List {
  std::string item;  ///< key of its first row, without the plan
  Span first;
  std::size_t rows = 0;
  bool whole = false;  ///< numbered from 1 to the last
};

template <class Rows>
List list_of(const Rows& rows) {
  List list;
  if (rows.empty()) return list;
  list.item = rows.front().key;
  list.first = rows.front().span;
  list.rows = rows.size();
  list.whole = rows.front().number == 1 && static_cast<std::size_t>(rows.back().number) == rows.size();
  return list;
}

/// 重点工程清单(共12个): the caption of a list against its rows.
void captions(const Check& check, const List& list) {
  constexpr std::size_t kNear = 600, kLongest = 60;
  static const RE2 re("共计?(\\d{1,4})(?:个|项|家|处|座|条|件)");
  if (list.rows == 0 || !list.whole) return;
  const std::size_t from = list.first.start > kNear ? list.first.start - kNear : 0;
  const auto lines = check.source.lines({from, list.first.start});
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const std::string text = to_utf8(line->chars);
    if (line->size() > kLongest || text.find("。") != std::string::npos) return;
    re2::StringPiece found;
    std::string number;
    if (!RE2::PartialMatch(text, RE2("(" + re.pattern() + ")"), &found, &number)) continue;
    if (std::stoul(number) == list.rows) return;
    const std::string words(found.data(), found.size());
    const auto at = find(*line, to_chars(words));
    const Words row = check.source.words(list.first);
    if (row.empty()) return;
    auto& f = check.add("sum_differs", "sum_differs",
                        {line->place({}, at, at + to_chars(words).size()),
                         row.place(check.items.segment + "/" + list.item, 0, row.size())});
    f.args["a"] = words;
    f.args["b"] = std::to_string(list.rows);
    return;
  }
}

/// 15项重点工程(见附件) before the measures: as many works as the annex lists.
void announced_works(const Check& check, const List& works) {
  constexpr std::size_t kBefore = 3000;
  static const RE2 re("((?:工程|项目)?(\\d{1,3})[项个](?:重点)?(?:工程|项目)?)\\((?:详?见)?附[件表]\\d*\\)"),
      named("工程|项目");
  if (!works.whole || check.items.measures.empty()) return;
  const std::size_t first = check.items.measures.front().span.start;
  const Words words = check.source.words({first > kBefore ? first - kBefore : 0, first});
  const std::string text = to_utf8(words.chars);
  std::string all, number;
  if (!RE2::PartialMatch(text, re, &all, &number) || !RE2::PartialMatch(all, named)) return;
  if (std::stoul(number) == works.rows) return;
  const auto at = find(words, to_chars(all));
  const Words row = check.source.words(works.first);
  if (row.empty()) return;
  auto& f = check.add("sum_differs", "sum_differs",
                      {words.place({}, at, at + to_chars(all).size()),
                       row.place(check.items.segment + "/" + works.item, 0, row.size())});
  f.args["a"] = all;
  f.args["b"] = std::to_string(works.rows);
}

bool is_share(const Quantity& q) {
  return q.unit == "%";
}

bool counts(const Quantity& q) {
  return q.comparator == "=" && !q.value.empty() && is_digit(static_cast<unsigned char>(q.value.front())) &&
         (q.base.unit == "1" || is_share(q));
}

struct Counted {
  const Quantity* quantity = nullptr;
  const Item* where = nullptr;
};

/// What measures count, by the unit and what is counted.
std::map<std::pair<std::string, std::u32string>, std::vector<Counted>> counted_things(const Check& check) {
  constexpr std::size_t kSubject = 4;
  std::map<std::pair<std::string, std::u32string>, std::vector<Counted>> out;
  for (const auto& m : check.items.measures)
    for (const auto& q : *m.quantities) {
      if (!counts(q)) continue;
      auto subject = bare(normal(q.subject), check.rules);
      if (subject.size() >= kSubject) out[{q.unit, std::move(subject)}].push_back({&q, &m});
    }
  return out;
}

/// A share grows from year to year: those of one day are held against each other.
bool of_one_day(const Goal& goal, const Counted& c) {
  const Item& m = *c.where;
  const auto at = find(m.text, normal(c.quantity->text));
  const Dated* ruling = nullptr;
  for (const auto& d : m.dates)
    if (d.begin < at) ruling = &d;
  return goal.deadlines.size() == 1 && ruling && at != std::u32string::npos && goal.deadlines.front().end &&
         goal.deadlines.front().end == ruling->deadline->end;
}

/// A goal counts the same things as a measure, otherwise.
void of_goals(const Check& check) {
  if (check.items.plan->goals.empty()) return;
  const auto things = counted_things(check);
  for (const auto& goal : check.items.plan->goals) {
    const Words words = check.source.words(goal.span, goal.text);
    for (const auto& q : goal.quantities) {
      const auto found = things.find({q.unit, bare(normal(q.subject), check.rules)});
      const auto at = find(words, normal(q.text));
      if (!counts(q) || found == things.end() || at == std::u32string::npos) continue;
      auto list = found->second;
      if (is_share(q)) std::erase_if(list, [&](const Counted& c) { return !of_one_day(goal, c); });
      if (list.empty()) continue;
      if (std::any_of(list.begin(), list.end(), [&](const Counted& c) { return c.quantity->value == q.value; }))
        continue;
      auto& f = check.add(
          "figure_differs", "figure_differs",
          {words.place({}, at, at + normal(q.text).size()), list.back().where->place(list.back().quantity->text)});
      f.code = "plan_lint.figure_differs.goal";
    }
  }
}

}  // namespace

void check_sums(const Check& check) {
  for (const auto* list : {&check.items.measures, &check.items.tasks})
    for (const auto& item : *list) {
      if (item.is_boundless()) continue;
      series(check, item.text, item.key);
      series_with_words(check, item.text, item.key);
    }
  const auto& plan = *check.items.plan;
  captions(check, list_of(plan.tasks));
  captions(check, list_of(plan.projects));
  announced_works(check, list_of(plan.projects));
  captions(check, list_of(plan.targets));
  of_goals(check);
}

}  // namespace limpid::plan::linting
