// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/clauses.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "plan/lint/clause_amounts.hpp"
#include "plan/lint/figures.hpp"
#include "plan/lint/how_often.hpp"

namespace limpid::plan::linting {
namespace {

using Pairs = std::vector<std::uint64_t>;

Pairs clause_pairs(std::u32string_view text) {
  Pairs out;
  for (std::size_t i = 1; i < text.size(); ++i)
    if (is_word(text[i]) && is_word(text[i - 1])) out.push_back(pair_of(text[i - 1], text[i]));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::size_t shared(const Pairs& a, const Pairs& b) {
  std::size_t n = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x < *y) {
      ++x;
    } else if (*y < *x) {
      ++y;
    } else {
      ++n, ++x, ++y;
    }
  }
  return n;
}

double share(std::size_t part, std::size_t whole) {
  return whole == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(whole);
}

/// The clauses of the measure that share most with the row's clause.
std::vector<std::size_t> nearest(const Pairs& row, const std::vector<Pairs>& clauses) {
  constexpr std::size_t kMost = 3;
  std::vector<std::pair<std::size_t, std::size_t>> found;
  for (std::size_t i = 0; i < clauses.size(); ++i)
    if (const auto n = shared(row, clauses[i]); n > 0) found.emplace_back(n, i);
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::size_t> out;
  for (const auto& [n, i] : found)
    if (out.size() < kMost) out.push_back(i);
  return out;
}

bool only_date(const Item& m, std::size_t clause) {
  const auto words = piece_of(m, m.clauses[clause].begin, m.clauses[clause].end).chars;
  return std::none_of(words.begin(), words.end(), is_word);
}

/// The clause before or after; one that only says by when stands between two parts of one (对…地块,10月底前,全部划定…).
std::size_t neighbour(const Item& m, std::size_t clause, bool after) {
  const auto next = [&](std::size_t c) { return after ? c + 1 : c == 0 ? c : c - 1; };
  const std::size_t one = next(clause);
  const bool over = one < m.clauses.size() && one != clause && only_date(m, one) && next(one) < m.clauses.size() &&
                    m.clauses[next(one)].sentence == m.clauses[clause].sentence;
  return over ? next(one) : one;
}

/// The best of one clause or two neighbouring ones.
std::optional<Pairing> pair_up(const Item& measure, const Item& row, std::size_t clause,
                               const std::vector<std::size_t>& near, const LintRules& rules) {
  std::optional<Pairing> best;
  double best_share = 0;
  std::size_t best_common = 0;
  constexpr std::size_t kLongest = 1200;  // a clause longer than that is none
  const Piece mine = piece_of(row, row.clauses[clause].begin, row.clauses[clause].end);
  for (const std::size_t centre : near)
    for (const auto& [first, last] : {std::pair{centre, centre}, std::pair{centre, neighbour(measure, centre, true)},
                                      std::pair{neighbour(measure, centre, false), centre}}) {
      if (last >= measure.clauses.size() || measure.clauses[last].end - measure.clauses[first].begin > kLongest)
        continue;
      Pairing p{clause, first, last, piece_of(measure, measure.clauses[first].begin, measure.clauses[last].end),
                mine,   {}};
      p.blocks = common_blocks(p.measure.chars, p.row.chars, 2);
      const std::size_t common = length_of(p.blocks), a = p.measure.chars.size(), b = p.row.chars.size();
      const double likeness = share(2 * common, a + b);
      if (share(common, std::min(a, b)) < rules.clause || common < std::min<std::size_t>(4, b)) continue;
      // Two clauses must be better by far, or have words of the row that the one has not.
      const bool more = first == last || common >= best_common + 4;
      if (likeness > best_share + (more ? 0.0 : 0.05)) {
        best_share = likeness;
        best_common = common;
        best = std::move(p);
      }
    }
  return best;
}

bool has_figures(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit);
}

std::u32string without_figures(std::u32string text) {
  std::erase_if(text, [](char32_t c) { return is_digit(c) || c == '.' || !is_word(c); });
  return text;
}

/// The measure's clauses with figures by their words without them, the first of each.
std::map<std::u32string, std::size_t> figure_clauses(const Item& measure) {
  std::map<std::u32string, std::size_t> out;
  for (std::size_t c = 0; c < measure.clauses.size(); ++c) {
    auto words = piece_of(measure, measure.clauses[c].begin, measure.clauses[c].end).chars;
    if (has_figures(words)) out.emplace(without_figures(std::move(words)), c);
  }
  return out;
}

/// 检查6家 for 检查8家: too short to be like enough, and the same but for the figure.
std::optional<Pairing> pair_but_for_figures(const Item& measure, const std::map<std::u32string, std::size_t>& clauses,
                                            const Item& row, std::size_t clause) {
  constexpr std::size_t kLeast = 3;
  Piece mine = piece_of(row, row.clauses[clause].begin, row.clauses[clause].end);
  const auto words = without_figures(mine.chars);
  const auto found = clauses.find(words);
  if (!has_figures(mine.chars) || words.size() < kLeast || found == clauses.end()) return std::nullopt;
  const auto& own = measure.clauses[found->second];
  Pairing p{clause, found->second, found->second, piece_of(measure, own.begin, own.end), std::move(mine), {}};
  p.blocks = common_blocks(p.measure.chars, p.row.chars, 1);
  return p;
}

void mark_met(const Pairing& p, std::vector<bool>& met) {
  for (const auto& block : p.blocks)
    for (std::size_t i = 0; i < block.n; ++i) met[p.measure.at[block.a + i]] = true;
}

void mark_clause(const Clause& clause, std::vector<bool>& met) {
  for (std::size_t i = clause.begin; i < clause.end; ++i) met[i] = true;
}

/// Whether the rows say the clause in some other order.
bool said_elsewhere(const Pairs& clause, const Pairs& other, const LintRules& rules) {
  return share(shared(clause, other), clause.size()) >= rules.covered;
}

/// 不能稳定达标的11家企业: the rows have what it speaks of, and lack a qualifier.
bool has_its_thing(const Piece& piece, const std::vector<bool>& met) {
  constexpr std::size_t kLeast = 4;
  const auto of = piece.chars.rfind(U'的');
  if (of == std::u32string::npos || piece.chars.size() - of - 1 < kLeast) return false;
  for (std::size_t k = of + 1; k < piece.chars.size(); ++k)
    if (is_word(piece.chars[k]) && !met[piece.at[k]]) return false;
  return true;
}

/// 对排查出的问题立行立改, of which a row's clause is 立行立改.
bool has_its_deed(const Piece& piece, const std::vector<const Item*>& rows) {
  constexpr std::size_t kLeast = 4;
  const std::u32string_view words = piece.chars;
  if (!words.starts_with(U"对") && !words.starts_with(U"将")) return false;
  return std::any_of(rows.begin(), rows.end(), [&](const Item* row) {
    return std::any_of(row->clauses.begin(), row->clauses.end(), [&](const Clause& c) {
      const auto clause = row->text.view(c.begin, c.end);
      return clause.size() >= kLeast && words.ends_with(clause);
    });
  });
}

/// 县水利局配合: who answers, which is held against the other side by itself.
bool says_who(const Item& measure, const Piece& piece) {
  static const LintRules::Words deeds{U"配合", U"负责", U"牵头", U"协助", U"参与", U"落实"};
  const std::u32string_view words = piece.chars;
  return std::any_of(deeds.begin(), deeds.end(), [&](const auto& deed) {
    return words.ends_with(deed) && std::any_of(measure.units->begin(), measure.units->end(), [&](const Unit& u) {
             return words.substr(0, words.size() - deed.size()).ends_with(normal(u.name));
           });
  });
}

/// 2024年6月底前, of which all that it dates is left out: it goes with that.
std::vector<std::size_t> with_their_dates(const Item& m, const std::vector<std::size_t>& dropped) {
  const auto dated = [&](std::size_t c) {
    return std::any_of(m.dates.begin(), m.dates.end(), [&](const Dated& d) { return m.clauses[c].holds(d.begin); });
  };
  std::vector<std::size_t> out;
  std::size_t last = 0;  // of the dropped clauses in a row
  for (std::size_t k = 0; k < dropped.size(); ++k) {
    const std::size_t c = dropped[k];
    const bool after_date = c > 0 && m.clauses[c - 1].sentence == m.clauses[c].sentence && only_date(m, c - 1) &&
                            (out.empty() || out.back() != c - 1);
    last = std::max(last, k);
    while (last + 1 < dropped.size() && dropped[last + 1] == dropped[last] + 1) ++last;
    const std::size_t next = dropped[last] + 1;
    const bool kept = next < m.clauses.size() && m.clauses[next].sentence == m.clauses[c].sentence && !dated(next);
    if (after_date && !kept) out.push_back(c - 1);
    out.push_back(c);
  }
  return out;
}

/// What rows say, in several forms.
struct RowsText {
  const std::vector<const Item*>& rows;
  Pairs pairs;
  std::u32string bare;
};

/// A measure's words without fillers.
struct BareMeasure {
  std::u32string text, title;
};

/// The row's clause is the measure's title, and no clause of the text says it in the same words: what differs between
/// the title and its text is no difference of the row.
bool repeats_title(const BareMeasure& measure, const Pairing& p, const LintRules& rules) {
  constexpr std::size_t kLeast = 4;
  const auto words = bare(p.row.chars, rules);
  return words.size() >= kLeast && words == measure.title && !contains(measure.text, words);
}

/// 11月15日前印发实施, of which a row's cell says 11月15日前印发方案; 每日8时至20时开展检查, of which it has the hours.
bool said_with_its_date(const Item& measure, const Clause& clause, std::u32string_view bare_clause,
                        const RowsText& rows) {
  constexpr std::size_t kDeed = 2;
  if (bare_clause.size() > kDeed) return false;
  const auto in_rows = [&](const Dated& d) {
    return std::any_of(rows.rows.begin(), rows.rows.end(), [&](const Item* row) {
      return std::any_of(row->deadlines->begin(), row->deadlines->end(),
                         [&](const Deadline& other) { return same_limit(other, *d.deadline); });
    });
  };
  return std::any_of(measure.dates.begin(), measure.dates.end(), [&](const Dated& d) {
    return clause.holds(d.begin) && in_rows(d) &&
           (contains(rows.bare, bare_clause) || d.deadline->kind == DeadlineKind::daily_hours);
  });
}

/// How often the clauses of an item say, by number, and the time limits beside its words.
struct Frequencies {
  std::vector<std::pair<std::size_t, HowOften>> clauses;
  std::vector<HowOften> limits;
};

Frequencies frequencies_of(const Item& item, const LintRules& rules) {
  Frequencies out;
  for (std::size_t c = 0; c < item.clauses.size(); ++c)
    if (auto often = how_often(item.text.view(item.clauses[c].begin, item.clauses[c].end), rules))
      out.clauses.emplace_back(c, std::move(*often));
  for (const auto& d : *item.deadlines)
    if (auto often = how_often(normal(d.text), rules)) out.limits.push_back(std::move(*often));
  return out;
}

/// The measure's clause that says 每月至少巡查两次 where the row's clause says 每月巡查不少于2次.
std::optional<std::size_t> said_as_often(const HowOften& row, const Frequencies& measure) {
  const auto found = std::find_if(measure.clauses.begin(), measure.clauses.end(), [&](const auto& own) {
    return !row.deed.empty() && !own.second.deed.empty() && same_often(row, own.second);
  });
  return found == measure.clauses.end() ? std::nullopt : std::optional(found->first);
}

/// 每季度检查一次, of which a row has 检查 in its words and 每季度一次 beside them.
bool often_in_rows(const HowOften& own, const RowsText& rows, const LintRules& rules) {
  return contains(rows.bare, own.deed) && std::any_of(rows.rows.begin(), rows.rows.end(), [&](const Item* row) {
           const auto theirs = frequencies_of(*row, rules);
           return std::any_of(theirs.limits.begin(), theirs.limits.end(),
                              [&](const HowOften& other) { return same_often(own, other); });
         });
}

std::vector<std::size_t> dropped_clauses(const Item& measure, const std::vector<bool>& met, const RowsText& rows,
                                         const LintRules& rules) {
  std::vector<std::size_t> out;
  const auto title = bare(measure.title_words.chars, rules);
  for (std::size_t i = 0; i < measure.clauses.size(); ++i) {
    const Piece piece = piece_of(measure, measure.clauses[i].begin, measure.clauses[i].end);
    std::size_t words = 0, said = 0;
    for (std::size_t k = 0; k < piece.chars.size(); ++k) {
      if (!is_word(piece.chars[k])) continue;
      ++words;
      said += met[piece.at[k]];
    }
    if (words < 4 || share(said, words) >= rules.covered || has_its_thing(piece, met) || says_who(measure, piece))
      continue;
    const auto content = bare(piece.chars, rules);
    if (said_elsewhere(clause_pairs(piece.chars), rows.pairs, rules) || has_its_deed(piece, rows.rows) ||
        contains(title, content) ||  // no more than what the rows are about
        said_with_its_date(measure, measure.clauses[i], content, rows))
      continue;
    const auto often = how_often(measure.text.view(measure.clauses[i].begin, measure.clauses[i].end), rules);
    if (often && often_in_rows(*often, rows, rules)) continue;
    out.push_back(i);
  }
  return with_their_dates(measure, out);
}

}  // namespace

std::u32string bare(std::u32string text, const LintRules& rules) {
  const auto replace_all = [&text](const std::u32string& from, std::u32string_view to) {
    for (auto at = text.find(from); at != std::u32string::npos; at = text.find(from, at + to.size()))
      text.replace(at, from.size(), to);
  };
  for (const auto& set : rules.same)
    for (std::size_t i = 0; i + 1 < set.size(); ++i) replace_all(set[i], set.back());
  for (const auto& filler : rules.fillers) replace_all(filler, {});
  std::erase_if(text, [](char32_t c) { return !is_word(c); });
  return text;
}

Reading read_rows(const Item& measure, const std::vector<const Item*>& rows, const LintRules& rules) {
  Reading out{&measure, {}, std::vector<bool>(measure.text.size()), {}, {}};
  std::vector<Pairs> clauses;
  clauses.reserve(measure.clauses.size());
  for (const auto& c : measure.clauses) clauses.push_back(clause_pairs(measure.text.view(c.begin, c.end)));
  const auto own = clause_pairs(measure.text.chars + U"。" + measure.title_words.chars);
  const BareMeasure own_words{bare(measure.text.chars, rules), bare(measure.title_words.chars, rules)};
  const auto with_figures = rows.empty() ? std::map<std::u32string, std::size_t>{} : figure_clauses(measure);
  const auto often = rows.empty() ? Frequencies{} : frequencies_of(measure, rules);
  const auto amounts = rows.empty() ? std::vector<ClauseAmounts>{} : amounts_of_clauses(measure, rules);
  std::u32string all_rows;
  for (const Item* row : rows) {
    const auto their_amounts = amounts_of_clauses(*row, rules);
    all_rows += row->all.chars + U"。";
    RowReading reading{row, {}, {}, {}, false};
    for (std::size_t i = 0; i < row->clauses.size(); ++i) {
      const auto& c = row->clauses[i];
      const auto pairs = clause_pairs(piece_of(*row, c.begin, c.end).chars);
      auto pairing = pair_up(measure, *row, i, nearest(pairs, clauses), rules);
      if (!pairing) pairing = pair_but_for_figures(measure, with_figures, *row, i);
      const auto theirs = pairing ? std::nullopt : how_often(row->text.view(c.begin, c.end), rules);
      const auto as_often = theirs ? said_as_often(*theirs, often) : std::nullopt;
      const auto as_much = pairing || as_often ? std::nullopt : says_as_much(amounts, their_amounts[i]);
      if (as_much) {
        mark_clause(measure.clauses[*as_much], out.met);
      } else if (as_often) {
        mark_clause(measure.clauses[*as_often], out.met);
        out.often.push_back(*as_often);
        reading.often.push_back(i);
      } else if (pairing) {
        mark_met(*pairing, out.met);
        if (!repeats_title(own_words, *pairing, rules)) reading.pairings.push_back(std::move(*pairing));
      } else if (pairs.size() >= 3 && !said_elsewhere(pairs, own, rules) &&
                 !contains(own_words.text, bare(std::u32string(row->text.view(c.begin, c.end)), rules))) {
        reading.added.push_back(i);
      }
    }
    out.rows.push_back(std::move(reading));
  }
  if (!rows.empty())
    out.dropped = dropped_clauses(measure, out.met, {rows, clause_pairs(all_rows), bare(all_rows, rules)}, rules);
  return out;
}

}  // namespace limpid::plan::linting
