// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/measure_text.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <utility>

#include "plan/reader/bearers.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/item_title.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/list_asides.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/mentions.hpp"
#include "plan/reader/numerals.hpp"
#include "plan/reader/only_once.hpp"
#include "plan/reader/promises.hpp"
#include "plan/reader/quantities.hpp"
#include "plan/reader/unit_clauses.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

bool ends_words(std::string_view rest) {
  return rest.starts_with("。") || rest.starts_with(";");
}

/// What is left of [from, end) without the unit clauses.
SourceText without(const SourceText& words, std::size_t from, const std::vector<UnitClause>& clauses) {
  SourceText body = words.slice(from, from);
  std::size_t at = from;
  for (const auto& clause : clauses) {
    if (clause.words) continue;
    // `…12座,责任单位:甲局;` leaves no comma before the stop.
    const bool comma = clause.begin > at && words.view()[clause.begin - 1] == ',' &&
                       (clause.end == words.size() || ends_words(words.view().substr(clause.end)));
    const auto stop = clause.begin - (comma ? 1 : 0);
    if (stop > at) body.append(words, at, stop);
    at = std::max(at, clause.end);
  }
  body.append(words, at, words.size());
  return body;
}

using Times = std::vector<FoundDeadline>;

/// The first of the time limits, which are in order, that begins at or behind a place.
Times::const_iterator first_time(const Times& times, std::size_t at) {
  return std::lower_bound(times.begin(), times.end(), at,
                          [](const FoundDeadline& d, std::size_t begin) { return d.begin < begin; });
}

bool has_time(std::size_t begin, std::size_t end, const Times& times) {
  const auto first = first_time(times, begin);
  return first != times.end() && first->end <= end;
}

/// `2022年底前完成`, `完成时限为2022年底`: a time limit and little else.
bool only_says_when(std::size_t begin, std::size_t end, const Times& times) {
  constexpr std::size_t kAround = 15;  // bytes: 完成时限为
  for (auto d = first_time(times, begin); d != times.end() && d->end <= end; ++d)
    if (end - begin <= d->end - d->begin + kAround) return true;
  return false;
}

/// Of the clauses that say who, which are in order, the first inside `words` that ends where they end.
const Span* who_at_end(const std::vector<Span>& who, const Span& words) {
  auto w = std::lower_bound(who.begin(), who.end(), words.start,
                            [](const Span& span, std::size_t start) { return span.start < start; });
  while (w != who.end() && w->start < words.end && w->end != words.end) ++w;
  return w != who.end() && w->end == words.end ? &*w : nullptr;
}

/// Whether [begin, end) is `由甲局牵头负责,乙局参与`, each part one of the clauses that say who or, behind one, of the
/// time limits: no duty of its own. `said`: such words stand just before.
bool only_says_who(const SourceText& body, std::size_t begin, std::size_t end, const std::vector<Span>& who,
                   const Times& times, bool said) {
  static const RE2 ahead("(?:(?:此项|该项|本项|以上|上述|各项)(?:工作|任务|措施)?)?(?:均|统一)?由?");
  const auto view = body.view(0, end);
  for (std::size_t at = begin; at < end;) {
    const std::size_t from = at, stop = find_stop(view, at, ",;");
    at = stop == end ? stop : stop + (view[stop] == ',' || view[stop] == ';' ? 1 : std::string_view("。").size());
    if (stop == from || (said && only_says_when(from, stop, times))) continue;
    const Span* clause = who_at_end(who, body.span(from, stop));
    if (clause == nullptr) return false;
    std::size_t names = from;
    while (body.span(names, names + 1).start < clause->start) ++names;
    if (!RE2::FullMatch(view.substr(from, names - from), ahead)) return false;
    said = true;
  }
  return said;
}

/// A sentence that only says who, and by when where nothing before it does, stays with the promise before; the text's
/// first goes with the one behind.
void join_those_who(const SourceText& body, const std::vector<Span>& who, const Times& times,
                    std::vector<PromiseStart>& starts) {
  if (who.empty()) return;
  std::vector<PromiseStart> kept;
  kept.reserve(starts.size());
  bool said = false;  // the one before only says who
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t begin = starts[i].at, end = i + 1 < starts.size() ? starts[i + 1].at : body.size();
    const bool first = kept.empty(), dated = first || has_time(kept.back().at, begin, times);
    const bool only = !first || i + 1 < starts.size();
    said = only && only_says_who(body, begin, end, who, dated ? Times{} : times, said || (first && i > 0));
    if (said) continue;
    kept.push_back(starts[i]);
    if (first) kept.back().at = starts.front().at;
  }
  starts = std::move(kept);
}

/// Where the words of a promise in [begin, end) end: before sentences that only say who answers. One that says by when
/// stays.
std::size_t end_of_words(const SourceText& body, std::size_t begin, std::size_t end, const std::vector<Span>& who,
                         const Times& times) {
  constexpr std::string_view stop = "。";
  while (!who.empty() && end > begin + stop.size()) {
    const auto before = body.view(begin, end - stop.size()).rfind(stop);
    if (before == std::string_view::npos) break;
    const std::size_t last = begin + before + stop.size();
    if (has_time(last, end, times) || !only_says_who(body, last, end, who, {}, false)) break;
    end = last;
  }
  return end;
}

/// `5月份开工建设…,排放总量下降5%`: by when one thing is begun is no limit of another that begins nothing.
bool governs(const Deadline& limit, std::string_view words) {
  return limit.kind != DeadlineKind::start_by || holds_any(words, {"开工", "开建", "动工", "启动", "开始", "着手"});
}

std::vector<Promise> read_promises(const SourceText& body, const std::vector<Span>& who, const Times& deadlines) {
  const auto view = body.view();
  const auto quantities = find_quantities(view, deadlines);
  auto starts = promise_starts(view, deadlines, quantities);
  join_those_who(body, who, deadlines, starts);
  std::vector<Promise> promises;
  promises.reserve(starts.size());
  auto deadline = deadlines.begin();
  auto quantity = quantities.begin();
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const auto at = starts[i].at;
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1].at : view.size();
    Promise promise{body.printed(at, end), body.span(at, end), {}, {}};
    for (; deadline != deadlines.end() && deadline->begin < end; ++deadline)
      promise.deadlines.push_back(deadline->deadline);
    const auto* above = starts[i].governed_by;
    if (promise.deadlines.empty() && above && governs(above->deadline, view.substr(at, end - at)))
      promise.deadlines = {above->deadline};
    for (; quantity != quantities.end() && quantity->begin < end; ++quantity)
      promise.quantities.push_back(quantity->quantity);
    promise.mentions = find_mentions(view.substr(at, end - at));
    promises.push_back(std::move(promise));
  }
  return promises;
}

/// The sentences of who answers are no part of what is promised; before this they are, as those of the units.
void shed_who(const SourceText& body, const std::vector<Span>& who, const Times& times,
              std::vector<Promise>& promises) {
  if (who.empty()) return;
  std::size_t at = 0;
  for (auto& promise : promises) {
    const std::size_t begin = at;
    while (at < body.size() && body.span(at, at + 1).start < promise.span.end) ++at;
    const std::size_t end = end_of_words(body, begin, at, who, times);
    if (end == at) continue;
    promise.text = body.printed(begin, end);
    promise.span = body.span(begin, end);
  }
}

/// The clause that follows a promise's words answers for it; where none does, the one before.
/// Both are in order.
void give_units(const SourceText& words, const std::vector<UnitClause>& clauses, std::vector<Promise>& promises) {
  const auto before = std::find_if(clauses.rbegin(), clauses.rend(), [](const auto& c) { return !c.units.empty(); });
  if (before == clauses.rend()) return;
  auto after = clauses.begin();
  for (auto& promise : promises) {
    after = std::find_if(after, clauses.end(), [&](const UnitClause& c) {
      return !c.units.empty() && words.span(c.begin, c.end).end > promise.span.start;
    });
    promise.units = after == clauses.end() ? before->units : after->units;
    // Clauses of verbs follow each other: `由甲局牵头,乙局配合`.
    OnlyOnce<Unit> units(promise.units);
    for (auto c = after; c != clauses.end() && words.span(c->begin, c->end).start < promise.span.end; ++c)
      units.add(c->units);
  }
}

std::string key_of(const std::vector<Unit>& units) {
  std::string out;
  for (const auto& unit : units) out += fmt::format("{}\n{}\n{}\n", unit.name, static_cast<int>(unit.role), unit.key);
  return out;
}

/// The promises that have no time limit yet, by who answers for them.
class Undated {
 public:
  explicit Undated(std::vector<Promise>& promises) {
    for (auto& promise : promises)
      if (promise.deadlines.empty()) open_[key_of(promise.units)].push_back(&promise);
  }

  /// Gives those of these units, of nobody to all, a time limit.
  void give(const std::vector<Unit>& units, const Deadline& deadline) {
    if (units.empty()) {
      for (auto& [_, promises] : open_) date(promises, deadline);
      open_.clear();
    } else if (auto promises = open_.extract(key_of(units))) {
      date(promises.mapped(), deadline);
    }
  }

 private:
  static void date(const std::vector<Promise*>& promises, const Deadline& deadline) {
    for (auto* promise : promises) promise->deadlines.push_back(deadline);
  }

  std::map<std::string, std::vector<Promise*>> open_;
};

/// Time limits beside the units, `(甲局负责,长期坚持)`: of the promises that the clause answers for.
void give_times(const SourceText& words, const std::vector<UnitClause>& clauses, const PlanYears& years, Measure& m) {
  if (std::all_of(clauses.begin(), clauses.end(), [](const auto& c) { return c.when.empty(); })) return;
  Undated undated(m.promises);
  OnlyOnce<Deadline> all(m.deadlines);
  for (const auto& clause : clauses)
    for (const auto& [begin, end] : clause.when)
      for (auto& d : known_deadlines(words.view(begin, end), years)) {
        undated.give(clause.units, d);
        all.add(d);
      }
}

/// `(甲局;完成时限:6月底前完成3处,9月底前完成5处)`: how much by then, of the last promise that the clause answers for.
void give_stages(const SourceText& words, const std::vector<UnitClause>& clauses, const PlanYears& years, Measure& m) {
  OnlyOnce<Quantity> all(m.quantities);
  std::map<std::string, Promise*> last;
  for (const auto& clause : clauses)
    for (const auto& [begin, end] : clause.when) {
      const auto said = words.view(begin, end);
      const auto figures = find_quantities(said, find_deadlines(said, years));
      if (figures.empty()) continue;
      if (last.empty())
        for (auto& promise : m.promises) last[key_of(promise.units)] = &promise;
      const auto answered = last.find(key_of(clause.units));
      for (const auto& figure : figures) {
        all.add(figure.quantity);
        if (answered != last.end()) answered->second->quantities.push_back(figure.quantity);
      }
    }
}

/// `对全县86处设施开展排查,9月底前完成整改`: no title, though it is short and stands before others.
bool tells_a_duty(std::string_view sentence, const PlanYears& years) {
  if (sentence.find(',') == std::string_view::npos) return false;
  const auto times = find_deadlines(sentence, years);
  return !times.empty() || !find_quantities(sentence, times).empty();
}

/// `推进12家企业治理。10月底前完成。`
void take_title_figures(const PlanYears& years, Measure& m) {
  const auto times = find_deadlines(m.title, years);
  for (const auto& d : times) m.deadlines.push_back(d.deadline);
  for (auto& q : find_quantities(m.title, times)) m.quantities.push_back(std::move(q.quantity));
}

/// The plan's years, or the one that the heading names.
PlanYears years_within(std::string_view heading, const PlanYears& years) {
  static const RE2 re(LIMPID_NAMED_YEAR);
  std::string year;
  if (years.winter() || !RE2::PartialMatch(heading, re, &year)) return years;
  const int named = year_number(year);
  return named >= years.first ? PlanYears{named, named} : years;
}

}  // namespace

Measure read_measure(const Joined& joined, const PlanYears& plan_years, bool first_leads) {
  Measure m;
  auto clauses = find_unit_clauses(joined.words, joined.line_starts);
  if (first_leads || says_first_leads(joined.words.view())) let_first_lead(clauses);
  OnlyOnce<Unit> units(m.units);
  for (const auto& clause : clauses) units.add(clause.units);
  auto cut = cut_title(joined);
  if (tells_a_duty(joined.words.view(0, cut.title_end), plan_years)) {
    cut.title_end = std::min(comma_behind_time(joined.words.view(), joined.words.view().find(',')), cut.title_end);
    cut.body_begin = 0;
  }
  m.title = title_of(joined, cut, clauses);
  SourceText body = without(joined.words, cut.body_begin, clauses);
  std::vector<Span> who;
  for (const auto& clause : clauses)
    if (clause.words) who.push_back(joined.words.span(clause.begin, clause.end));
  const auto years = years_within(joined.words.view(0, cut.body_begin), plan_years);
  Times times = find_deadlines(body.view(), years);
  const bool nothing_else = body.empty() || (!who.empty() && only_says_who(body, 0, body.size(), who, times, false));
  const bool apart = !nothing_else && cut.body_begin > 0;
  if (nothing_else) {
    body = without(joined.words, 0, clauses);
    times = find_deadlines(body.view(), years);
  }
  m.span = joined.span;
  if (apart) take_title_figures(years, m);
  if (body.empty()) return m;
  m.text = body.printed();
  m.promises = read_promises(body, who, times);
  if (!m.promises.empty()) OnlyOnce<Quantity>(m.promises.front().quantities).add(m.quantities);
  give_units(joined.words, clauses, m.promises);
  give_bearers(joined.words, clauses, find_bearers(joined.words, joined.line_starts), m);
  shed_who(body, who, times, m.promises);
  OnlyOnce<Deadline> deadlines(m.deadlines);
  OnlyOnce<Quantity> quantities(m.quantities);
  for (const auto& promise : m.promises) {
    deadlines.add(promise.deadlines);
    quantities.add(promise.quantities);
  }
  give_times(joined.words, clauses, years, m);
  give_stages(joined.words, clauses, years, m);
  return m;
}

std::string read_title(const Joined& joined) {
  return std::string(title_of(joined, cut_title(joined), find_unit_clauses(joined.words, joined.line_starts)));
}

}  // namespace limpid::plan
