// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>

#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {
namespace {

constexpr double kSameSum = 1e-6;

double value_of(const Figure& f) {
  return std::strtod(f.quantity->value.c_str(), nullptr);
}

bool same_value(const Quantity& a, const Quantity& b) {
  if (a.value == b.value) return true;
  return !a.base.value.empty() && a.base == b.base;
}

std::set<std::uint64_t> around(const Item& item, const Figure& f) {
  constexpr std::size_t kReach = 7;
  std::set<std::uint64_t> out;
  const std::size_t from = f.begin > kReach ? f.begin - kReach : 0, to = std::min(item.text.size(), f.end + kReach);
  for (std::size_t i = from + 1; i < to; ++i) {
    if (i > f.begin && i < f.end) continue;
    const char32_t a = item.text.chars[i - 1], b = item.text.chars[i];
    if (is_word(a) && is_word(b) && !is_digit(a) && !is_digit(b)) out.insert(pair_of(a, b));
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

/// 乡镇 of 乡镇18座: the word right before the figure.
std::u32string_view word_before(const Item& item, const Figure& f) {
  constexpr std::size_t kWord = 2;
  if (f.begin < kWord) return {};
  const auto word = item.text.view(f.begin - kWord, f.begin);
  return is_han(word[0]) && is_han(word[1]) ? word : std::u32string_view();
}

/// Of its unit the only figure behind the same word.
const Figure* behind_same_word(const Item& a, const Figure& x, const Item& b, const std::vector<Figure>& figures) {
  const auto word = word_before(a, x);
  if (word.empty()) return nullptr;
  const Figure* only = nullptr;
  for (const auto& y : figures) {
    if (!same_unit(*x.quantity, *y.quantity) || word_before(b, y) != word) continue;
    if (only != nullptr) return nullptr;
    only = &y;
  }
  return only == nullptr || has_figure(a, *only->quantity) ? nullptr : only;
}

/// The figure on the other side that counts the same thing otherwise; what stands on both sides does not.
const Figure* counterpart(const Item& a, const Figure& x, const Item& b, const std::vector<Figure>& figures) {
  const Figure* best = nullptr;
  std::size_t most = 2;
  for (const auto& y : figures) {
    if (!same_unit(*x.quantity, *y.quantity) || has_figure(a, *y.quantity)) continue;
    if (const auto n = alike(a, x, b, y); n > most) {
      most = n;
      best = &y;
    }
  }
  if (best == nullptr) best = behind_same_word(a, x, b, figures);
  return best ? best : only_pair(a, x, b, figures);
}

/// Nothing to tell: the item has the figure too, or nobody set it.
bool told_alike(const Item& item, const Quantity& q) {
  return spoken(q) || has_figure(item, q);
}

/// 1 of at least and more than, -1 of at most and less than, 0 of a figure as such; classes count the other way round.
int direction(const Quantity& q) {
  if (q.base.unit == "class") return 0;
  const std::string_view how = q.comparator;
  return how.starts_with(">") ? 1 : how.starts_with("<") ? -1 : 0;
}

/// 1次 of what is to be done, 1座 of what is to be built: who leaves it out says no less. 100% beside 全覆盖, 全部.
bool goes_without_figure(const Figure& f, const Item& other) {
  static const LintRules::Words all{U"全覆盖", U"全部", U"百分之百", U"百分百", U"一律", U"全收集", U"全处理"};
  const auto& q = *f.quantity;
  if (q.value == "100" && q.unit == "%") return contains_any(other.text.chars, all);
  return q.value == "1" && q.base.unit == "1" && direction(q) >= 0;
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

/// 28公里,其中新建18.6公里、改造9.4公里: the rows have the parts, which say the whole.
bool rows_have_parts(const Item& m, const std::vector<Figure>& figures, std::size_t whole, const Reading& reading) {
  const Quantity& all = *figures[whole].quantity;
  const auto& chars = m.text.chars;
  const auto among = chars.find(U"其中", figures[whole].end);
  const auto stop = std::min(chars.find_first_of(U"。;", figures[whole].end), chars.size());
  if (among >= stop) return false;
  double sum = 0;
  std::size_t parts = 0;
  for (const auto& part : figures) {
    if (part.begin < among || part.begin >= stop || part.quantity->unit != all.unit) continue;
    if (std::none_of(reading.rows.begin(), reading.rows.end(),
                     [&](const RowReading& r) { return has_figure(*r.row, *part.quantity); }))
      return false;
    sum += value_of(part);
    ++parts;
  }
  return parts > 1 && std::abs(sum - value_of(figures[whole])) < kSameSum;
}

/// 新增5万吨/日, 新增8万吨/日 of a row's 13万吨/日: figures of the measure's that no row has add up to it.
bool sums(const Figure& whole, const std::vector<Figure>& parts, const Reading& reading) {
  double sum = 0;
  std::size_t count = 0;
  for (const auto& part : parts) {
    if (part.quantity->unit != whole.quantity->unit ||
        std::any_of(reading.rows.begin(), reading.rows.end(),
                    [&](const RowReading& r) { return has_figure(*r.row, *part.quantity); }))
      continue;
    sum += value_of(part);
    ++count;
  }
  return count > 1 && std::abs(sum - value_of(whole)) < kSameSum;
}

/// A figure of a row that the measure does not have.
struct RowFigure {
  const RowReading* row = nullptr;
  Figure figure;
  const Figure* counterpart = nullptr;  ///< the measure's figure that counts the same thing otherwise
};

std::vector<RowFigure> figures_of_rows(const Item& m, const std::vector<Figure>& ours, const Reading& reading,
                                       const std::vector<std::vector<Figure>>& of_rows) {
  std::vector<RowFigure> out;
  for (std::size_t i = 0; i < of_rows.size(); ++i) {
    const auto& row = reading.rows[i];
    for (const auto& y : of_rows[i])
      if (!told_alike(m, *y.quantity)) out.push_back({&row, y, counterpart(*row.row, y, m, ours)});
  }
  return out;
}

/// 6处 of a measure whose rows have 2处 and 4处.
bool is_parted(const Figure& whole, const std::vector<RowFigure>& theirs) {
  double sum = 0;
  std::size_t parts = 0;
  for (const auto& y : theirs) {
    if (y.counterpart != &whole) continue;
    sum += value_of(y.figure);
    ++parts;
  }
  return parts > 1 && std::abs(sum - value_of(whole)) < kSameSum;
}

/// 35蒸吨/小时以下 beside 35蒸吨/小时及以下; 以上 takes its figure in either way.
bool with_itself_or_not(const Quantity& a, const Quantity& b) {
  if (a.comparator == b.comparator) return false;
  const auto x = normal(a.text), y = normal(b.text);
  const auto without_and = [](std::u32string text) {
    if (const auto at = text.rfind(U"及以"); at != std::u32string::npos) text.erase(at, 1);
    return text;
  };
  return x != y && without_and(x) == without_and(y);
}

/// 利用率达到85% beside 85%以下: what is to be reached, and what is not to be passed.
bool reached_on_one_side(const Item& a, const Figure& x, const Item& b, const Figure& y) {
  const auto reached = [](const Item& item, const Figure& f) {
    return direction(*f.quantity) == 0 &&
           contains(item.text.view(f.begin - std::min<std::size_t>(f.begin, 2), f.end), U"达到");
  };
  if (x.quantity->unit != "%") return false;
  return (reached(a, x) && direction(*y.quantity) < 0) || (reached(b, y) && direction(*x.quantity) < 0);
}

/// A word of the same figure is told as differing already.
bool told_of_words(const Check& check, const Place& a, const Place& b) {
  const auto meets = [](const Finding& f, const Place& place) {
    return std::any_of(f.places.begin(), f.places.end(), [&](const Place& p) {
      return p.item == place.item && p.span.start < place.span.end && place.span.start < p.span.end;
    });
  };
  return std::any_of(check.out.begin(), check.out.end(),
                     [&](const Finding& f) { return f.kind == "duty_differs" && meets(f, a) && meets(f, b); });
}

bool is_opposite(const Item& a, const Figure& x, const Item& b, const Figure& y) {
  return direction(*x.quantity) * direction(*y.quantity) < 0 || reached_on_one_side(a, x, b, y);
}

/// One figure, of which the one side says at least and the other at most, or takes it in and leaves it out.
void of_bounds(const Check& check, const Item& m, const std::vector<Figure>& ours, const Item& row,
               const std::vector<Figure>& theirs) {
  for (const auto& y : theirs) {
    const Figure* turned = nullptr;
    bool same = false;
    for (const auto& x : ours) {
      if (!same_unit(*x.quantity, *y.quantity) || !same_value(*x.quantity, *y.quantity)) continue;
      const bool opposite = is_opposite(m, x, row, y);
      const bool differs = opposite || with_itself_or_not(*x.quantity, *y.quantity);
      same = same || !differs;
      if (differs && alike(m, x, row, y) > 0) turned = &x;
    }
    if (same || turned == nullptr) continue;
    auto a = m.text.place(m.key, turned->begin, turned->end), b = row.text.place(row.key, y.begin, y.end);
    if (told_of_words(check, a, b)) continue;
    const bool opposite = is_opposite(m, *turned, row, y);
    const char* kind = opposite ? "duty_differs" : "figure_differs";
    auto& f = check.add(kind, kind, {std::move(a), std::move(b)});
    f.replacement = f.places[0].quote;
  }
}

/// Of its unit and what it counts the only one.
const Figure* only_of(const Quantity& q, const std::vector<Figure>& figures) {
  const Figure* only = nullptr;
  for (const auto& f : figures) {
    if (!same_unit(q, *f.quantity) || q.subject != f.quantity->subject) continue;
    if (only != nullptr) return nullptr;
    only = &f;
  }
  return only;
}

/// 煤改电800户、煤改气600户 beside 煤改电600户、煤改气800户.
void of_swapped(const Check& check, const Item& m, const std::vector<Figure>& ours, const Item& row,
                const std::vector<Figure>& theirs) {
  for (const auto& x : ours) {
    if (x.quantity->subject.empty() || only_of(*x.quantity, ours) != &x) continue;
    const Figure* y = only_of(*x.quantity, theirs);
    if (y == nullptr || same_value(*x.quantity, *y->quantity)) continue;
    if (!has_figure(row, *x.quantity) || !has_figure(m, *y->quantity)) continue;  // told as another figure
    auto& f = check.add("figure_differs", "figure_differs",
                        {m.text.place(m.key, x.begin, x.end), row.text.place(row.key, y->begin, y->end)});
    f.replacement = f.places[0].quote;
  }
}

void of_reading(const Check& check, const Reading& reading) {
  const Item& m = *reading.measure;
  const auto ours = figures_of(m);
  std::vector<std::vector<Figure>> of_rows;
  of_rows.reserve(reading.rows.size());
  for (const auto& row : reading.rows) of_rows.push_back(figures_of(*row.row));
  for (std::size_t i = 0; i < of_rows.size(); ++i) of_swapped(check, m, ours, *reading.rows[i].row, of_rows[i]);
  for (std::size_t i = 0; i < of_rows.size(); ++i) of_bounds(check, m, ours, *reading.rows[i].row, of_rows[i]);
  const auto theirs = figures_of_rows(m, ours, reading, of_rows);
  std::vector<bool> parted(ours.size());
  for (std::size_t i = 0; i < ours.size(); ++i) parted[i] = is_parted(ours[i], theirs);
  auto told = parted;
  for (const auto& [row, y, x] : theirs) {
    if (row->row->in_clauses(row->added, y.begin) || row->row->in_clauses(row->often, y.begin)) continue;
    const auto place = row->row->text.place(row->row->key, y.begin, y.end);
    if (x) {
      const auto nth = static_cast<std::size_t>(x - ours.data());
      told[nth] = true;
      if (parted[nth] || sums(y, ours, reading)) continue;
      auto& f = check.add("figure_differs", "figure_differs", {m.text.place(m.key, x->begin, x->end), place});
      f.replacement = f.places[0].quote;
    } else if (!row->shared && !goes_without_figure(y, m)) {
      check.add("figure_added", "figure_added", {m.nothing(), place});
    }
  }
  if (reading.rows.empty() || check.habit == Habit::names) return;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const auto& q = *ours[i].quantity;
    if (told[i] || spoken(q) || names_all(m, ours[i], reading) || m.in_clauses(reading.dropped, ours[i].begin) ||
        m.in_clauses(reading.often, ours[i].begin))
      continue;
    if (std::any_of(reading.rows.begin(), reading.rows.end(),
                    [&](const RowReading& r) { return goes_without_figure(ours[i], *r.row); }))
      continue;
    if (rows_have_parts(m, ours, i, reading) || std::any_of(reading.rows.begin(), reading.rows.end(),
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

}  // namespace

void check_figures(const Check& check) {
  for (const auto& reading : check.readings) of_reading(check, reading);
  figures_of_works(check);
}

}  // namespace limpid::plan::linting
