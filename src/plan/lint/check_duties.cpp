// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {
namespace {

bool clause_opens_with(std::u32string_view text, const LintRules::Words& words) {
  return std::any_of(words.begin(), words.end(), [&](const auto& w) { return text.starts_with(w); });
}

class DutiesOfMeasure {
 public:
  DutiesOfMeasure(const Check& check, const Reading& reading) : check_(check), reading_(reading) {}

  void run() const {
    for (const auto& row : reading_.rows) added(row);
    dropped();
  }

 private:
  /// A row's clause that the measure lacks. One that opens the row with a place narrows the whole measure to it.
  void added(const RowReading& row) const {
    for (std::size_t k = 0; k < row.added.size(); ++k) {
      const std::size_t first = row.added[k];
      while (k + 1 < row.added.size() && row.added[k + 1] == row.added[k] + 1 &&
             row.row->clauses[row.added[k + 1]].sentence == row.row->clauses[first].sentence)
        ++k;
      const auto& from = row.row->clauses[first];
      const auto text = row.row->text.view(from.begin, row.row->clauses[row.added[k]].end);
      const auto head = text.substr(0, 8);
      const bool area =
          first == 0 && contains_any(head, check_.rules.areas) && !contains_any(head, check_.rules.duties);
      const bool soft = clause_opens_with(text, check_.rules.soft) || clause_opens_with(text, check_.rules.purposes) ||
                        only_manners(*row.row, first, row.added[k]) || names_task(row, first, row.added[k]);
      check_.add(
          area ? "scope_differs" : "duty_added",
          area   ? "scope_differs"
          : soft ? "duty_soft"
                 : "duty_added",
          {reading_.measure->nothing(), row.row->text.place(row.row->key, from.begin, from.begin + text.size())});
    }
  }

  /// 农用地监测监管,…: where a ledger does not repeat the text its rows open with what they are about.
  bool names_task(const RowReading& row, std::size_t first, std::size_t last) const {
    constexpr std::size_t kLongest = 10;
    if (check_.habit == Habit::repeats || first != 0 || last != 0 || row.row->clauses.size() < 2) return false;
    const auto text = row.row->text.view(row.row->clauses[0].begin, row.row->clauses[0].end);
    return content_size(text) <= kLongest && std::none_of(text.begin(), text.end(), is_digit) &&
           !contains_any(text, check_.rules.bans);
  }

  /// 分类处置,精准施策: of four characters each, without an object.
  bool only_manners(const Item& item, std::size_t first, std::size_t last) const {
    constexpr std::size_t kPhrase = 4;
    for (std::size_t c = first; c <= last; ++c) {
      const auto text = item.text.view(item.clauses[c].begin, item.clauses[c].end);
      if (content_size(text) > kPhrase || contains_any(text, check_.rules.bans)) return false;
    }
    return true;
  }

  void dropped() const {
    if (check_.habit == Habit::names) return;
    const auto& m = *reading_.measure;
    const auto& list = reading_.dropped;
    for (std::size_t k = 0; k < list.size(); ++k) {
      const std::size_t first = list[k];
      while (k + 1 < list.size() && list[k + 1] == list[k] + 1 &&
             m.clauses[list[k + 1]].sentence == m.clauses[first].sentence)
        ++k;
      const std::size_t begin = m.clauses[first].begin, end = m.clauses[list[k]].end;
      const auto text = m.text.view(begin, end);
      const bool topic = first == list[k] && first + 1 < m.clauses.size() &&
                         m.clauses[first + 1].sentence == m.clauses[first].sentence && is_topic(text);
      if (content_size(text) < 6 || topic || only_sums(begin, end)) continue;
      bool soft = true;
      for (std::size_t c = first; c <= list[k]; ++c) {
        const auto clause = m.text.view(m.clauses[c].begin, m.clauses[c].end);
        soft =
            soft && (clause_opens_with(clause, check_.rules.soft) || clause_opens_with(clause, check_.rules.purposes) ||
                     (c > 0 && clause_opens_with(clause, check_.rules.effects) &&
                      std::none_of(clause.begin(), clause.end(), is_digit)));
      }
      const bool habit = check_.habit != Habit::repeats && !binds(begin, end);
      if (habit && check_.habit == Habit::sums_up) continue;
      soft = (soft || only_manners(m, first, list[k]) ||
              (first == list[k] && (says_in_general(first) || only_result(first)))) &&
             !has_own_day(begin, end);
      auto& f = check_.add("duty_dropped", soft || habit ? "duty_soft" : "duty_dropped",
                           {m.text.place(m.key, begin, end), nearest_row(first)});
      f.replacement = f.places[0].quote;
    }
  }

  /// Behind a clause of its sentence that says more than by when.
  bool goes_on(std::size_t clause) const {
    const auto& m = *reading_.measure;
    if (clause == 0 || m.clauses[clause - 1].sentence != m.clauses[clause].sentence) return false;
    return content_size(piece_of(m, m.clauses[clause - 1].begin, m.clauses[clause - 1].end).chars) > 0;
  }

  /// 加快推进雨污分流改造 before 新建管网12公里, which the rows have: what is done in numbers right behind it.
  bool says_in_general(std::size_t clause) const {
    static const LintRules::Words general{U"加快", U"推进", U"推动",     U"加强", U"加大",
                                          U"大力", U"深入", U"全面推进", U"积极"};
    const auto& m = *reading_.measure;
    const auto words = m.text.view(m.clauses[clause].begin, m.clauses[clause].end);
    const std::size_t next = clause + 1;
    if (next >= m.clauses.size() || m.clauses[next].sentence != m.clauses[clause].sentence || goes_on(clause) ||
        !clause_opens_with(words, general) || contains_any(words, check_.rules.bans) ||
        std::any_of(words.begin(), words.end(), is_digit))
      return false;
    const auto behind = m.text.view(m.clauses[next].begin, m.clauses[next].end);
    return std::any_of(behind.begin(), behind.end(), is_digit) &&
           !m.in_clauses(reading_.dropped, m.clauses[next].begin);
  }

  /// 11月底前整治到位, of which the rows have the day: how it ends, in a word.
  bool only_result(std::size_t clause) const {
    constexpr std::size_t kLongest = 4;
    const auto& m = *reading_.measure;
    const auto& c = m.clauses[clause];
    const bool dated = std::any_of(m.dates.begin(), m.dates.end(), [&](const Dated& d) {
      return c.holds(d.begin) && d.deadline->kind == DeadlineKind::by_date;
    });
    const auto words = piece_of(m, c.begin, c.end).chars;
    return dated && content_size(words) <= kLongest && !contains_any(words, check_.rules.bans);
  }

  /// A figure or a day of the clauses' own, a ban, an enterprise: what a ledger has that leaves out the rest.
  bool binds(std::size_t begin, std::size_t end) const {
    const auto& m = *reading_.measure;
    const auto text = m.text.view(begin, end);
    if (contains_any(text, check_.rules.bans) || contains(text, U"公司")) return true;
    const auto figures = figures_of(m);
    const auto own = [&](const Figure& f) {
      return begin <= f.begin && f.begin < end && !spoken(*f.quantity) &&
             std::none_of(reading_.rows.begin(), reading_.rows.end(),
                          [&](const auto& r) { return has_figure(*r.row, *f.quantity); });
    };
    return has_own_day(begin, end) || std::any_of(figures.begin(), figures.end(), own);
  }

  /// 共计20公里 behind 12公里 and 8公里: the rows have the parts, which say the sum.
  bool only_sums(std::size_t begin, std::size_t end) const {
    static const LintRules::Words sums{U"共", U"共计", U"合计", U"总计", U"累计", U"总长", U"总长度"};
    const auto& m = *reading_.measure;
    const auto figures = figures_of(m);
    const auto sum = std::find_if(figures.begin(), figures.end(), [&](const Figure& f) {
      return begin < f.begin && f.end == end &&
             std::find(sums.begin(), sums.end(), m.text.view(begin, f.begin)) != sums.end();
    });
    if (sum == figures.end()) return false;
    double rest = std::strtod(sum->quantity->value.c_str(), nullptr);
    std::size_t parts = 0;
    const auto full_stop = m.text.chars.find_last_of(U"。;", begin);
    const std::size_t from = full_stop == std::u32string::npos ? 0 : full_stop;
    for (const auto& f : figures) {
      if (f.begin < from || f.begin >= begin || !same_unit(*f.quantity, *sum->quantity)) continue;
      if (std::none_of(reading_.rows.begin(), reading_.rows.end(),
                       [&](const RowReading& r) { return has_figure(*r.row, *f.quantity); }))
        return false;
      rest -= std::strtod(f.quantity->value.c_str(), nullptr);
      ++parts;
    }
    constexpr double kSame = 1e-6;
    return parts > 1 && std::abs(rest) < kSame;
  }

  /// A day between two characters of the measure that no row has.
  bool has_own_day(std::size_t begin, std::size_t end) const {
    const auto& dates = reading_.measure->dates;
    return std::any_of(dates.begin(), dates.end(), [&](const Dated& d) {
      return begin <= d.begin && d.begin < end && d.deadline->end &&
             std::none_of(reading_.rows.begin(), reading_.rows.end(), [&](const auto& r) {
               const auto& theirs = *r.row->deadlines;
               return std::any_of(theirs.begin(), theirs.end(),
                                  [&](const Deadline& other) { return same_limit(other, *d.deadline); });
             });
    });
  }

  /// 对上述范围的企业, 以工业涂装、包装印刷为重点: says of what the next clause speaks.
  static bool is_topic(std::u32string_view text) {
    if (text.starts_with(U"以") && text.ends_with(U"为重点")) return true;
    return text.size() <= 12 && (text.starts_with(U"对") || text.starts_with(U"在") || text.starts_with(U"针对") ||
                                 text.starts_with(U"根据") || text.starts_with(U"按照"));
  }

  /// The row of the clause before, else the first.
  Place nearest_row(std::size_t clause) const {
    const Item* row = reading_.rows.front().row;
    for (const auto& r : reading_.rows)
      if (std::any_of(r.pairings.begin(), r.pairings.end(), [&](const Pairing& p) { return p.first <= clause; }))
        row = r.row;
    return row->nothing();
  }

  const Check& check_;
  const Reading& reading_;
};

}  // namespace

void check_duties(const Check& check) {
  for (const auto& reading : check.readings)
    if (!reading.rows.empty()) DutiesOfMeasure(check, reading).run();
}

}  // namespace limpid::plan::linting
