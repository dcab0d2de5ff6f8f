// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/decimal.hpp"
#include "base/text.hpp"
#include "plan/compare/binding.hpp"
#include "plan/compare/frequency.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan::comparing {
namespace {

/// A time limit or a figure with the clause it stands in; null for one in a cell of its own.
template <class T>
struct Stands {
  const T* what;
  const Clause* clause;
};

template <class T>
std::vector<Stands<T>> standing(const Item& item, const std::vector<T>& list) {
  std::vector<Stands<T>> out;
  out.reserve(list.size());
  for (const auto& one : list) out.push_back({&one, clause_with(item, one.text)});
  return out;
}

/// Of a clause that is nothing but a time limit the next one tells what it is about.
const Clause* about(const Clause* clause, const Item& item) {
  if (clause == nullptr || !clause->masked.empty()) return clause;
  const auto at = static_cast<std::size_t>(clause - item.clauses.data());
  return at + 1 < item.clauses.size() ? &item.clauses[at + 1] : clause;
}

double context(const Clause* a, const Clause* b) {
  if (a == nullptr || b == nullptr) return a == b ? 1.0 : 0.0;
  return a->grams.likeness(b->grams);
}

template <class T>
const std::string* quote_of(const Stands<T>& s) {
  return s.clause != nullptr ? &s.clause->text : &s.what->text;
}

/// A date as the years run: years from its plan's, month and day; the last day of a month is the 31st of any.
struct TimeOfYear {
  int year = 0;
  std::string month_day;
  auto operator<=>(const TimeOfYear&) const = default;
};

TimeOfYear time_of_year(const std::string& iso, int from_year) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int month = std::stoi(iso.substr(5, 2)), day = std::stoi(iso.substr(8, 2));
  const bool last = day >= kDays.at(static_cast<std::size_t>(month - 1));
  return {std::stoi(iso.substr(0, 4)) - from_year, iso.substr(5, 3) + (last ? "31" : iso.substr(8, 2))};
}

bool is_date(const std::optional<std::string>& text) {
  return text && text->size() == 10 && (*text)[4] == '-';
}

struct Order {
  int sign = 0;          ///< -1: the later version's is earlier
  bool carried = false;  ///< equal as the years run, not by the calendar
};

Order order_of(const std::string& a, const Item& before, const std::string& b, const Item& after) {
  const auto sign = [](const auto& x, const auto& y) { return y < x ? -1 : (x < y ? 1 : 0); };
  if (a == b || !before.year || !after.year || *before.year == *after.year) return {sign(a, b), false};
  const auto x = time_of_year(a, *before.year), y = time_of_year(b, *after.year);
  // Beyond the plan's year (and the winter after it) a date is a date.
  const auto beyond = [](const TimeOfYear& t) { return t.year > 1 || (t.year == 1 && t.month_day > "04-31"); };
  if (beyond(x) || beyond(y)) return {sign(a, b), false};
  const int by_year = sign(x, y);
  return {by_year, by_year == 0};
}

Json texts(const std::string& before, const std::string& after) {
  return {{"before", before}, {"after", after}};
}

struct Verdict {
  ChangeKind kind;
  std::string code;
};

bool dated(const Deadline& d) {
  return is_date(d.end) || is_date(d.start);
}

/// By the end alone: done by, begun by.
std::optional<Verdict> judge_ends(const Pair& pair, const Deadline& a, const Deadline& b) {
  const auto order = order_of(*a.end, pair.before, *b.end, pair.after);
  if (order.carried) return Verdict{ChangeKind::carried, "compare.deadline_carried"};
  if (order.sign < 0) return Verdict{ChangeKind::tightened, "compare.deadline_earlier"};
  if (order.sign > 0) return Verdict{ChangeKind::loosened, "compare.deadline_later"};
  return std::nullopt;
}

/// Within a time: a longer one binds longer.
std::optional<Verdict> judge_ranges(const Pair& pair, const Deadline& a, const Deadline& b) {
  const auto from = order_of(*a.start, pair.before, *b.start, pair.after);
  const auto to = order_of(*a.end, pair.before, *b.end, pair.after);
  if (from.sign == 0 && to.sign == 0) {
    if (from.carried || to.carried) return Verdict{ChangeKind::carried, "compare.deadline_carried"};
    return std::nullopt;
  }
  if (from.sign <= 0 && to.sign >= 0) return Verdict{ChangeKind::tightened, "compare.period_longer"};
  if (from.sign >= 0 && to.sign <= 0) return Verdict{ChangeKind::loosened, "compare.period_shorter"};
  return Verdict{ChangeKind::changed, "compare.period_moved"};
}

/// `收到通知后3日内`, `半小时内`: how long a limit gives that runs from an event, in minutes; a working day is a fifth
/// of a week.
std::optional<double> minutes_given(const std::string& text) {
  static const RE2 re(
      "(?:^|[^半0-9.〇一二两三四五六七八九十个])(半|[0-9.]+|[一二两三四五六七八九十]{1,3})个?(分钟|小时|工作日|自然日|"
      "日|天|"
      "周|星期|月|年)(?:之|以)?内");
  static const std::map<std::string, double, std::less<>> kMinutes{
      {"分钟", 1},  {"小时", 60},  {"工作日", 2016}, {"自然日", 1440}, {"日", 1440},
      {"天", 1440}, {"周", 10080}, {"星期", 10080},  {"月", 43200},    {"年", 525600}};
  std::string number, unit;
  if (!RE2::PartialMatch(text::nfkc(text), re, &number, &unit)) return std::nullopt;
  const double minutes = kMinutes.at(unit);
  if (number == "半") return minutes / 2;
  if (number == "两") return minutes * 2;
  double times = chinese_number(number);
  if (times == 0 && !RE2::FullMatch(number, "([0-9]+(?:\\.[0-9]+)?)", &times)) return std::nullopt;
  return times * minutes;
}

/// Limits without dates by their words: a longer time asks less, another season is another time.
std::optional<Verdict> judge_words(const Deadline& a, const Deadline& b) {
  if (letters_of(a.text) == letters_of(b.text)) return std::nullopt;
  const auto x = minutes_given(a.text), y = minutes_given(b.text);
  if (x && y) {
    if (*x == *y) return std::nullopt;
    return *y < *x ? Verdict{ChangeKind::tightened, "compare.deadline_shorter"}
                   : Verdict{ChangeKind::loosened, "compare.deadline_longer"};
  }
  if (a.kind == DeadlineKind::season) return Verdict{ChangeKind::changed, "compare.period_moved"};
  return Verdict{ChangeKind::reworded, "compare.deadline_reworded"};
}

/// How firm a kind of time limit is, where kinds differ: 0 says nothing of that sort.
int firmness(DeadlineKind kind) {
  switch (kind) {
    case DeadlineKind::external: return 1;
    case DeadlineKind::start_by: return 2;
    case DeadlineKind::by_date: return 3;
    default: return 0;
  }
}

/// By how often in a year. A count that only the words around a limit tell (`每月巡查不少于2次`) is a figure of its
/// own, unless the other limit has its count within.
std::optional<Verdict> judge_frequency(const Pair& pair, const Stands<Deadline>& a, const Stands<Deadline>& b) {
  const auto x = periods_a_year(a.what->text, pair.rules), y = periods_a_year(b.what->text, pair.rules);
  if (!x || !y) return std::nullopt;
  const auto inside_a = times_a_period(a.what->text), inside_b = times_a_period(b.what->text);
  const auto times = [&](const std::optional<double>& inside, const Stands<Deadline>& s) {
    if (inside || s.clause == nullptr || (!inside_a && !inside_b)) return inside.value_or(1);
    return times_a_period(s.clause->text).value_or(1);
  };
  const double often_a = *x * times(inside_a, a), often_b = *y * times(inside_b, b);
  if (often_a == often_b) return std::nullopt;
  return often_b > often_a ? Verdict{ChangeKind::tightened, "compare.more_often"}
                           : Verdict{ChangeKind::loosened, "compare.less_often"};
}

std::optional<Verdict> judge_deadline(const Pair& pair, const Stands<Deadline>& at_a, const Stands<Deadline>& at_b) {
  const Deadline &a = *at_a.what, &b = *at_b.what;
  if (a.kind != b.kind) {
    const int x = firmness(a.kind), y = firmness(b.kind);
    if (x == 0 || y == 0) return Verdict{ChangeKind::changed, "compare.deadline_kind"};
    return y > x ? Verdict{ChangeKind::tightened, "compare.deadline_firmer"}
                 : Verdict{ChangeKind::loosened, "compare.deadline_vaguer"};
  }
  if (is_date(a.start) && is_date(b.start) && is_date(a.end) && is_date(b.end)) return judge_ranges(pair, a, b);
  if (is_date(a.end) && is_date(b.end)) return judge_ends(pair, a, b);
  if (is_date(a.start) && is_date(b.start)) {
    const auto order = order_of(*a.start, pair.before, *b.start, pair.after);
    if (order.carried) return Verdict{ChangeKind::carried, "compare.deadline_carried"};
    if (order.sign == 0) return std::nullopt;
    return order.sign < 0 ? Verdict{ChangeKind::tightened, "compare.start_earlier"}
                          : Verdict{ChangeKind::loosened, "compare.start_later"};
  }
  if (dated(a) != dated(b))
    return dated(b) ? Verdict{ChangeKind::tightened, "compare.deadline_firmer"}
                    : Verdict{ChangeKind::loosened, "compare.deadline_vaguer"};
  if (a.kind == DeadlineKind::recurring) return judge_frequency(pair, at_a, at_b);
  if (a.kind == DeadlineKind::daily_hours && (a.start != b.start || a.end != b.end)) {
    const bool wider = b.start <= a.start && b.end >= a.end, narrower = b.start >= a.start && b.end <= a.end;
    if (wider) return Verdict{ChangeKind::tightened, "compare.period_longer"};
    if (narrower) return Verdict{ChangeKind::loosened, "compare.period_shorter"};
    return Verdict{ChangeKind::changed, "compare.period_moved"};
  }
  if (a.kind == DeadlineKind::season || a.kind == DeadlineKind::other) return judge_words(a, b);
  return std::nullopt;
}

/// Pairs of the greatest worth; what is left over is told by `left`.
template <class T, class Worth, class Met, class Left>
void meet(const std::vector<Stands<T>>& a, const std::vector<Stands<T>>& b, Worth worth, Met met, Left left) {
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j) candidates.push_back({i, j, worth(a[i], b[j])});
  std::vector<bool> a_met(a.size()), b_met(b.size());
  for (const auto& pair : assign(std::move(candidates))) {
    a_met[pair.left] = b_met[pair.right] = true;
    met(a[pair.left], b[pair.right]);
  }
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!a_met[i]) left(a[i], false);
  for (std::size_t j = 0; j < b.size(); ++j)
    if (!b_met[j]) left(b[j], true);
}

constexpr double kAtLeast = 0.3;

/// A leftover is news where its clause stands in the other version too: else the clause itself is.
template <class T>
bool told_by_clause(const Pair& pair, const Stands<T>& s, bool added) {
  const Item& own = added ? pair.after : pair.before;
  const auto* clause = about(s.clause, own);
  return clause != nullptr && !stands_in(*clause, added ? pair.before : pair.after);
}

/// Of a season, the clause of the other version that says the same of the whole year; or null.
const Clause* all_year(const Stands<Deadline>& s, const Item& other) {
  if (s.what->kind != DeadlineKind::season || s.clause == nullptr) return nullptr;
  for (const auto& clause : other.clauses)
    if ((clause.text.find("全年") != std::string::npos || clause.text.find("常年") != std::string::npos) &&
        s.clause->text.find("全年") == std::string::npos && context(s.clause, &clause) >= kAtLeast)
      return &clause;
  return nullptr;
}

}  // namespace

std::vector<Change> compare_deadlines(const Pair& pair) {
  using At = Stands<Deadline>;
  const auto a = standing(pair.before, pair.before.deadlines), b = standing(pair.after, pair.after.deadlines);
  const bool single = a.size() == 1 && b.size() == 1;
  std::vector<Change> out;
  const auto worth = [&](const At& x, const At& y) {
    const double like = context(about(x.clause, pair.before), about(y.clause, pair.after));
    if (like < kAtLeast && !single) return 0.0;
    return 0.05 + like + (x.what->kind == y.what->kind ? 0.3 : 0) + (x.what->text == y.what->text ? 0.1 : 0);
  };
  const auto met = [&](const At& x, const At& y) {
    if (const auto v = judge_deadline(pair, x, y))
      out.push_back(pair.change(v->kind, v->code, texts(x.what->text, y.what->text), quote_of(x), quote_of(y)));
  };
  const auto left = [&](const At& s, bool added) {
    const auto kind = s.what->kind;
    if (const auto* whole = all_year(s, added ? pair.before : pair.after)) {
      out.push_back(pair.change(added ? ChangeKind::loosened : ChangeKind::tightened,
                                added ? "compare.period_shorter" : "compare.period_longer",
                                added ? texts("全年", s.what->text) : texts(s.what->text, "全年"),
                                added ? &whole->text : quote_of(s), added ? quote_of(s) : &whole->text));
      return;
    }
    const bool standing = kind == DeadlineKind::recurring || kind == DeadlineKind::continuous;
    if (!dated(*s.what) && !standing && !minutes_given(s.what->text)) return;
    if (told_by_clause(pair, s, added)) return;
    out.push_back(pair.change(added ? ChangeKind::tightened : ChangeKind::loosened,
                              added ? "compare.deadline_added" : "compare.deadline_dropped",
                              {{"deadline", s.what->text}}, added ? nullptr : quote_of(s),
                              added ? quote_of(s) : nullptr));
  };
  meet(a, b, worth, met, left);
  return out;
}

namespace {

bool has_before(const std::string& clause, const std::string& figure, const std::vector<std::string>& words) {
  constexpr std::size_t kNear = 24;  // bytes: eight characters
  const auto normal = text::nfkc(clause);
  const auto at = normal.find(text::nfkc(figure));
  if (at == std::string::npos) return false;
  const auto near = std::string_view(normal).substr(at > kNear ? at - kNear : 0, std::min(at, kNear));
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return near.find(word) != std::string_view::npos; });
}

enum class Sense { more_binds, less_binds, wider_when_more, wider_when_less };

bool is_upper(const Quantity& q) {
  return q.comparator == "<" || q.comparator == "<=";
}
bool is_lower(const Quantity& q) {
  return q.comparator == ">" || q.comparator == ">=";
}

/// `35蒸吨/小时以下锅炉` says which boilers; `控制在35微克以下` ends there.
bool says_which(const Quantity& q, const Clause* clause) {
  if (clause == nullptr || !(is_upper(q) || is_lower(q))) return false;
  const auto normal = text::nfkc(clause->text), figure = text::nfkc(q.text);
  const bool bounded = figure.ends_with("以下") || figure.ends_with("以上") || figure.ends_with("以内");
  const auto at = normal.find(figure);
  return bounded && at != std::string::npos && at + figure.size() < normal.size();
}

/// `10公里范围内禁止新建`: how far a ban reaches.
bool says_how_far(const Quantity& q, const Clause* clause, const std::vector<std::string>& bans) {
  if (clause == nullptr || q.base.unit != "m") return false;
  const auto normal = text::nfkc(clause->text), figure = text::nfkc(q.text);
  const auto at = normal.find(figure);
  return at != std::string::npos && std::any_of(bans.begin(), bans.end(), [&](const std::string& ban) {
           return normal.find(ban, at + figure.size()) != std::string::npos;
         });
}

/// Which way a figure binds. The same for both sides of a pair, from the words of either.
Sense sense_of(const Pair& pair, const Stands<Quantity>& x, const Stands<Quantity>& y) {
  const auto& r = pair.rules;
  const auto before = [&](const std::vector<std::string>& words) {
    return (x.clause != nullptr && has_before(x.clause->text, x.what->text, words)) ||
           (y.clause != nullptr && has_before(y.clause->text, y.what->text, words));
  };
  if (says_how_far(*x.what, x.clause, r.bans) && says_how_far(*y.what, y.clause, r.bans)) return Sense::wider_when_more;
  if (says_which(*x.what, x.clause) || says_which(*y.what, y.clause))
    return is_upper(*x.what) || is_upper(*y.what) ? Sense::wider_when_more : Sense::wider_when_less;
  if (before(r.scopes)) return Sense::wider_when_less;
  if (x.what->base.unit == "class") return Sense::less_binds;
  if (before(r.ceilings)) return Sense::less_binds;
  if (before(r.reductions)) return Sense::more_binds;
  if (is_upper(*x.what) || is_upper(*y.what)) return Sense::less_binds;
  return Sense::more_binds;
}

Verdict judge_figure(Sense sense, bool more) {
  switch (sense) {
    case Sense::more_binds:
      return more ? Verdict{ChangeKind::tightened, "compare.figure_raised"}
                  : Verdict{ChangeKind::loosened, "compare.figure_lowered"};
    case Sense::less_binds:
      return more ? Verdict{ChangeKind::loosened, "compare.limit_raised"}
                  : Verdict{ChangeKind::tightened, "compare.limit_lowered"};
    case Sense::wider_when_more:
    case Sense::wider_when_less: break;
  }
  return (sense == Sense::wider_when_more) == more ? Verdict{ChangeKind::tightened, "compare.scope_wider"}
                                                   : Verdict{ChangeKind::loosened, "compare.scope_narrower"};
}

/// `不少于2次` of `每月巡查不少于2次`, where the other version says `每月巡查1次`: told as how often.
bool told_by_frequency(const Pair& pair, const Stands<Quantity>& s, bool added) {
  if (s.clause == nullptr || !times_a_period(s.what->text)) return false;
  const Item& other = added ? pair.before : pair.after;
  return periods_a_year(s.clause->text, pair.rules) &&
         std::any_of(other.deadlines.begin(), other.deadlines.end(), [&](const Deadline& d) {
           return d.kind == DeadlineKind::recurring && times_a_period(d.text) &&
                  context(s.clause, clause_with(other, d.text)) >= kAtLeast;
         });
}

}  // namespace

std::vector<Change> compare_quantities(const Pair& pair) {
  using At = Stands<Quantity>;
  const auto a = standing(pair.before, pair.before.quantities), b = standing(pair.after, pair.after.quantities);
  std::vector<Change> out;
  const auto worth = [&](const At& x, const At& y) {
    if (x.what->base.unit != y.what->base.unit) return 0.0;
    const double like = context(x.clause, y.clause);
    const double subject = Grams(x.what->subject).likeness(Grams(y.what->subject));
    if (like < kAtLeast && subject < 0.5 && !(a.size() == 1 && b.size() == 1)) return 0.0;
    return like + subject + (x.what->unit == y.what->unit ? 0.2 : 0.1) + (x.what->text == y.what->text ? 0.2 : 0);
  };
  const auto met = [&](const At& x, const At& y) {
    const auto p = Decimal::parse(x.what->base.value), q = Decimal::parse(y.what->base.value);
    if (!p || !q || *p == *q) return;
    const auto v = judge_figure(sense_of(pair, x, y), *q > *p);
    out.push_back(pair.change(v.kind, v.code, texts(x.what->text, y.what->text), quote_of(x), quote_of(y)));
  };
  const auto left = [&](const At& s, bool added) {
    if (told_by_clause(pair, s, added) || told_by_frequency(pair, s, added)) return;
    out.push_back(pair.change(added ? ChangeKind::tightened : ChangeKind::loosened,
                              added ? "compare.figure_added" : "compare.figure_dropped", {{"figure", s.what->text}},
                              added ? nullptr : quote_of(s), added ? quote_of(s) : nullptr));
  };
  meet(a, b, worth, met, left);
  return out;
}

}  // namespace limpid::plan::comparing
