// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {
namespace {

bool same_value(const Quantity& a, const Quantity& b) {
  if (a.value == b.value) return true;
  return !a.base.value.empty() && a.base == b.base;
}

bool same_unit(const Quantity& a, const Quantity& b) {
  return a.unit == b.unit || (!a.base.unit.empty() && a.base.unit != "1" && a.base.unit == b.base.unit);
}

std::set<std::uint64_t> around(const Item& item, const Figure& f) {
  constexpr std::size_t kReach = 7;
  std::set<std::uint64_t> out;
  const std::size_t from = f.begin > kReach ? f.begin - kReach : 0, to = std::min(item.text.size(), f.end + kReach);
  for (std::size_t i = from + 1; i < to; ++i) {
    if (i > f.begin && i < f.end) continue;
    const char32_t a = item.text.chars[i - 1], b = item.text.chars[i];
    if (is_word(a) && is_word(b) && !is_digit(a) && !is_digit(b)) out.insert((std::uint64_t{a} << 32) | b);
  }
  return out;
}

std::size_t alike(const Item& a, const Figure& x, const Item& b, const Figure& y) {
  const auto p = around(a, x), q = around(b, y);
  return static_cast<std::size_t>(std::count_if(p.begin(), p.end(), [&](auto pair) { return q.contains(pair); }));
}

/// Of its unit the only figure on each side: they count one thing whatever stands around them, where the words have
/// something in common.
const Figure* only_pair(const Item& a, const Figure& x, const Item& b, const std::vector<Figure>& figures) {
  const Figure* only = nullptr;
  for (const auto& y : figures) {
    if (!same_unit(*x.quantity, *y.quantity)) continue;
    if (only) return nullptr;
    only = &y;
  }
  const auto own = figures_of(a);
  const auto of_unit = [&](const Figure& f) { return same_unit(*f.quantity, *x.quantity); };
  if (!only || same_value(*x.quantity, *only->quantity) || std::count_if(own.begin(), own.end(), of_unit) != 1)
    return nullptr;
  return alike(a, x, b, *only) > 0 ? only : nullptr;
}

/// The figure on the other side that counts the same thing otherwise.
const Figure* counterpart(const Item& a, const Figure& x, const Item& b, const std::vector<Figure>& figures) {
  const Figure* best = nullptr;
  std::size_t most = 2;
  for (const auto& y : figures) {
    if (!same_unit(*x.quantity, *y.quantity) || same_value(*x.quantity, *y.quantity)) continue;
    if (const auto n = alike(a, x, b, y); n > most) {
      most = n;
      best = &y;
    }
  }
  return best ? best : only_pair(a, x, b, figures);
}

/// Nothing to tell: the item has the figure too, or nobody set it.
bool told_alike(const Item& item, const Quantity& q) {
  return spoken(q) || has_figure(item, q);
}

/// 黄泥坳、石门冲2处: the rows have each of the names that the figure counts.
bool names_all(const Item& m, const Figure& f, const Reading& reading) {
  constexpr std::size_t kFew = 9;
  const auto& digits = f.quantity->value;
  if (digits.size() != 1 || !is_digit(static_cast<unsigned char>(digits.front()))) return false;
  const auto count = static_cast<std::size_t>(digits.front() - '0');
  std::size_t from = f.begin, names = 1;
  while (from > 0 && (is_word(m.text.chars[from - 1]) || m.text.chars[from - 1] == U'、'))
    names += m.text.chars[--from] == U'、';
  // The first name begins somewhere in the words before the first mark; the last ones are whole.
  const auto first = m.text.chars.find(U'、', from);
  if (count < 2 || count > kFew || names != count || first >= f.begin) return false;
  const auto tail = m.text.view(first > 1 ? first - 2 : first, f.begin);
  return std::any_of(reading.rows.begin(), reading.rows.end(),
                     [&](const RowReading& r) { return contains(r.row->text.chars, tail); });
}

void of_reading(const Check& check, const Reading& reading) {
  const Item& m = *reading.measure;
  const auto ours = figures_of(m);
  std::vector<bool> told(ours.size());
  for (const auto& row : reading.rows) {
    const auto theirs = figures_of(*row.row);
    for (const auto& y : theirs) {
      if (told_alike(m, *y.quantity) || row.row->in_clauses(row.added, y.begin)) continue;
      const auto place = row.row->text.place(row.row->key, y.begin, y.end);
      if (const Figure* x = counterpart(*row.row, y, m, ours)) {
        told[static_cast<std::size_t>(x - ours.data())] = true;
        auto& f = check.add("figure_differs", "figure_differs", {m.text.place(m.key, x->begin, x->end), place});
        f.replacement = f.places[0].quote;
      } else if (!row.shared) {
        check.add("figure_added", "figure_added", {m.nothing(), place});
      }
    }
  }
  if (reading.rows.empty()) return;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const auto& q = *ours[i].quantity;
    if (told[i] || spoken(q) || names_all(m, ours[i], reading) || m.in_clauses(reading.dropped, ours[i].begin))
      continue;
    if (std::any_of(reading.rows.begin(), reading.rows.end(),
                    [&](const RowReading& r) { return has_figure(*r.row, q); }))
      continue;
    check.add("figure_dropped", "figure_dropped",
              {m.text.place(m.key, ours[i].begin, ours[i].end), reading.rows.front().row->nothing()});
  }
}

/// A list of works says little of a measure, but what both count is one figure.
void figures_of_works(const Check& check) {
  for (std::size_t p = 0; p < check.items.projects.size(); ++p) {
    const auto& at = check.alignment.project_of[p];
    if (!at) continue;
    const Item& work = check.items.projects[p];
    const Item& m = check.items.measures[*at];
    const auto ours = figures_of(m);
    for (const auto& y : figures_of(work)) {
      if (told_alike(m, *y.quantity)) continue;
      if (const Figure* x = counterpart(work, y, m, ours); x && !has_figure(work, *x->quantity)) {
        auto& f = check.add("figure_differs", "figure_differs",
                            {m.text.place(m.key, x->begin, x->end), work.text.place(work.key, y.begin, y.end)});
        f.replacement = f.places[0].quote;
      }
    }
  }
}

long long whole(const std::string& digits) {
  return digits.size() > 9 ? -1 : std::stoll(digits);
}

/// 国, 市 of 国、市考断面 and of 国考、市考断面.
std::vector<std::pair<std::string, std::size_t>> levels_in(const std::u32string& chars) {
  std::vector<std::pair<std::string, std::size_t>> out;
  const std::u32string_view owners = U"国省市县";
  for (std::size_t i = chars.find(U'考'); i != std::u32string::npos; i = chars.find(U'考', i + 1)) {
    std::size_t at = i;
    while (at > 0) {
      const char32_t c = chars[at - 1];
      if (owners.find(c) != std::u32string_view::npos) {
        out.emplace_back(to_utf8(std::u32string(1, c)), at - 1);
        --at;
      } else if ((c == U'、' || c == U'和' || c == U'及') && at < i) {
        --at;
      } else {
        break;
      }
    }
  }
  return out;
}

Place target_place(const Check& check, std::size_t i) {
  const auto& t = check.items.plan->targets[i];
  const Words words = check.source.words(t.span);
  return words.empty() ? Place{} : words.place(check.items.segment + "/g" + std::to_string(t.number), 0, words.size());
}

/// Levels (国考 …) and classes that the text speaks of and the annex of sections lacks, and the other way round.
class Classes {
 public:
  explicit Classes(const Check& check) : check_(check), targets_(check.items.plan->targets) {
    static const RE2 re("^劣?([IV]+)类?$");
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      for (const auto& level : targets_[i].level) levels_.emplace(to_utf8(normal(level).substr(0, 1)), i);
      std::string grade;
      if (RE2::FullMatch(to_utf8(normal(targets_[i].target)), re, &grade)) classes_.insert(grade);
    }
  }

  void run() {
    if (targets_.empty()) return;
    for (const auto& goal : check_.items.plan->goals) of_goal(goal);
    for (const auto& m : check_.items.measures) of_levels(m.text, m.key);
    unsaid();
    for (const auto& m : check_.items.measures) counts(m);
  }

 private:
  void of_goal(const Goal& goal) {
    const Words words = check_.source.words(goal.span, goal.text);
    if (words.empty()) return;
    for (const auto& [level, at] : of_levels(words, {})) goal_levels_.emplace(level, words.place({}, at, at + 2));
    static const RE2 of_class("(劣?)([IV]+)类[^,。;]{0,4}(?:水体|断面)"),
        to_class("\\d个[^,。;]{0,8}断面[^,。;]{0,6}(?:达到|为|保持)(劣?)([IV]+)类");
    const std::string text = to_utf8(words.chars);
    for (const RE2* re : {&of_class, &to_class}) {
      re2::StringPiece rest(text);
      std::string bad, grade;
      while (RE2::FindAndConsume(&rest, *re, &bad, &grade)) {
        if (!bad.empty() || classes_.empty() || classes_.contains(grade)) continue;
        const auto at = find(words, normal(grade + "类"));
        if (at == std::u32string::npos) continue;
        check_.add("class_absent", "class_absent",
                   {words.place({}, at, at + grade.size() + 1), target_place(check_, 0)});
      }
    }
  }

  std::vector<std::pair<std::string, std::size_t>> of_levels(const Words& words, const std::string& item) {
    auto found = levels_in(words.chars);
    if (levels_.empty()) return found;
    for (const auto& [level, at] : found)
      if (!levels_.contains(level) && told_.insert(fmt::format("{}{}", item, level)).second) {
        auto& f = check_.add("class_absent", "class_absent", {words.place(item, at, words.chars.find(U'考', at) + 1)});
        f.args["a"] = level + "考";
      }
    return found;
  }

  /// Levels of the annex that the goals pass over though they name others.
  void unsaid() {
    if (goal_levels_.empty()) return;
    std::set<std::string> done;
    for (const auto& [level, target] : levels_) {
      if (goal_levels_.contains(level) || !done.insert(level).second) continue;
      auto& f =
          check_.add("scope_differs", "scope_narrower", {goal_levels_.begin()->second, target_place(check_, target)});
      f.code = "plan_lint.scope_differs.level";
      f.args["b"] = level + "考";
    }
  }

  /// n个断面, n个乡镇 of a level, against the rows of the annex.
  void counts(const Item& m) {
    static const RE2 re("(\\d+)个([^,。;\\d]{0,8}?)(断面|乡镇)([^,。;\\d]{0,12})");
    const std::string text = to_utf8(m.text.chars);
    re2::StringPiece rest(text);
    std::string n, before, what, after;
    while (RE2::FindAndConsume(&rest, re, &n, &before, &what, &after)) {
      const auto named = levels_in(normal(fmt::format("{}{}{}", before, what, after)));
      const bool sections = what == "断面";
      if ((sections && named.empty() && before.find("考核") == std::string::npos) || (!sections && named.empty()))
        continue;
      if (!sections && after.find("断面") == std::string::npos) continue;
      std::set<std::string> met;
      for (const auto& [level, i] : levels_)
        if (named.empty() || level == named.front().first)
          met.insert(sections ? std::to_string(i) : targets_[i].township);
      if (met.empty() || static_cast<long long>(met.size()) == whole(n)) continue;
      auto& f = check_.add("sum_differs", "sum_differs",
                           {m.place(fmt::format("{}个{}{}", n, before, what)), target_place(check_, 0)});
      f.args["a"] = fmt::format("{}个{}", n, what);
      f.args["b"] = fmt::format("{}个", met.size());
    }
  }

  const Check& check_;
  const std::vector<Target>& targets_;
  std::multimap<std::string, std::size_t> levels_;
  std::set<std::string> classes_, told_;
  std::map<std::string, Place> goal_levels_;
};

}  // namespace

void check_figures(const Check& check) {
  for (const auto& reading : check.readings) of_reading(check, reading);
  figures_of_works(check);
  Classes(check).run();
}

}  // namespace limpid::plan::linting
