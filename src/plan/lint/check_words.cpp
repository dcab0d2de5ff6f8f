// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plan/lint/check.hpp"
#include "plan/lint/contradiction.hpp"
#include "plan/lint/figures.hpp"
#include "plan/lint/wording.hpp"

namespace limpid::plan::linting {
namespace {

bool opens_with(std::u32string_view text, const LintRules::Words& words) {
  return std::any_of(words.begin(), words.end(), [&](const auto& w) { return text.starts_with(w); });
}

/// The place of characters [begin, end) of a piece, without stops at its ends.
Place piece_place(const Item& item, const Piece& piece, std::size_t begin, std::size_t end) {
  while (begin < end && !is_word(piece.chars[begin])) ++begin;
  while (end > begin && !is_word(piece.chars[end - 1])) --end;
  if (begin == end) return item.nothing();
  return item.text.place(item.key, piece.at[begin], piece.at[end - 1] + 1);
}

/// Takes the same characters around the stretch on both sides: to the ends of words, of a name to the words that end
/// it, and on by words until the shorter side has `least`. The words can be found again, and the one side can stand for
/// the other.
class Widening {
 public:
  Widening(const Pairing& p, Stretch s)
      : a_(p.measure.chars), b_(p.row.chars), a_bounds_(word_bounds(a_)), b_bounds_(word_bounds(b_)), s_(s) {}

  Stretch to(std::size_t least) {
    while (!starts_word() && left()) {
    }
    while (!ends_word() && right()) {
    }
    while (size() < least && right_word()) {
    }
    while (size() < least && left_word()) {
    }
    return s_;
  }

  /// A name is in no dictionary: back over characters that are no word's (石 of 石淙头).
  void from_name() {
    constexpr int kReach = 2;
    for (int n = 0; n < kReach && s_.a0 > 0 && s_.b0 > 0; ++n) {
      const bool alone = a_bounds_[s_.a0] && a_bounds_[s_.a0 - 1] && b_bounds_[s_.b0] && b_bounds_[s_.b0 - 1];
      if (!alone || !left()) return;
    }
  }

  /// On to the end of a name (污水处理厂) where one follows.
  void through_name(const LintRules::Words& endings) {
    constexpr std::size_t kReach = 8;
    const Stretch before = s_;
    for (std::size_t n = 0; n < kReach; ++n) {
      const auto text = std::u32string_view(a_).substr(s_.a0, s_.a1 - s_.a0);
      const bool ended = std::any_of(endings.begin(), endings.end(), [&](const auto& e) { return text.ends_with(e); });
      if (ended && ends_word()) return;
      if (!right()) break;
    }
    s_ = before;
  }

 private:
  std::size_t size() const { return std::min(s_.a1 - s_.a0, s_.b1 - s_.b0); }
  bool starts_word() const { return a_bounds_[s_.a0] && b_bounds_[s_.b0]; }
  bool ends_word() const { return a_bounds_[s_.a1] && b_bounds_[s_.b1]; }
  bool left() {
    if (s_.a0 == 0 || s_.b0 == 0 || a_[s_.a0 - 1] != b_[s_.b0 - 1] || !is_word(a_[s_.a0 - 1])) return false;
    --s_.a0;
    --s_.b0;
    return true;
  }
  bool right() {
    if (s_.a1 == a_.size() || s_.b1 == b_.size() || a_[s_.a1] != b_[s_.b1] || !is_word(a_[s_.a1])) return false;
    ++s_.a1;
    ++s_.b1;
    return true;
  }
  bool left_word() {
    if (!left()) return false;
    while (!starts_word() && left()) {
    }
    return true;
  }
  bool right_word() {
    if (!right()) return false;
    while (!ends_word() && right()) {
    }
    return true;
  }

  const std::u32string &a_, &b_;
  std::vector<bool> a_bounds_, b_bounds_;
  Stretch s_;
};

/// Where they differ: between the blocks and at the ends.
std::vector<Stretch> stretches_of(const Pairing& p) {
  std::vector<Stretch> out;
  std::size_t a = 0, b = 0;
  auto blocks = p.blocks;
  blocks.push_back({p.measure.chars.size(), p.row.chars.size(), 0});
  for (const auto& block : blocks) {
    if (block.a > a || block.b > b) out.push_back({a, block.a, b, block.b});
    a = block.a + block.n;
    b = block.b + block.n;
  }
  return out;
}

class WordsOfMeasure {
 public:
  WordsOfMeasure(const Check& check, const Reading& reading) : check_(check), reading_(reading) {
    for (const auto& row : reading.rows) rows_text_ += row.row->text.chars + U"。";
  }

  void run() {
    for (const auto& row : reading_.rows) {
      for (std::size_t i = 0; i < row.pairings.size(); ++i) {
        if (i > 0 && turned(*row.row, row.pairings[i - 1], row.pairings[i])) continue;
        if (!spliced(*row.row, row.pairings[i])) differences(*row.row, row.pairings[i]);
      }
      added(row);
    }
    dropped();
  }

  /// A list of works says little of the measure's words, but what both name is one place.
  void names() {
    for (const auto& row : reading_.rows)
      for (const auto& p : row.pairings) differences(*row.row, p, true);
  }

 private:
  /// A clause put together of pieces that stand in the measure in another order: the conversion ran two sentences into
  /// one.
  bool spliced(const Item& row, const Pairing& p) const {
    constexpr std::size_t kMoved = 8;
    const auto& clause = row.clauses[p.row_clause];
    const auto text = row.text.view(clause.begin, clause.end);
    if (contains(reading_.measure->text.chars, text)) return false;
    auto blocks = common_blocks(reading_.measure->text.chars, text, 5);
    if (blocks.empty()) return false;
    // The blocks are in order; what is left of the row that stands before the first or behind the last block breaks it.
    std::size_t done = 0;
    blocks.push_back({reading_.measure->text.size(), text.size(), 0});
    for (const auto& block : blocks) {
      const auto rest = text.substr(done, block.b - done);
      done = block.b + block.n;
      if (content_size(rest) < kMoved) continue;
      const auto moved = common_blocks(reading_.measure->text.chars, rest, kMoved);
      if (moved.empty()) continue;
      auto& f =
          check_.add("garbled", "garbled",
                     {reading_.measure->text.place(reading_.measure->key, reading_.measure->clauses[p.first].begin,
                                                   reading_.measure->clauses[p.last].end),
                      row.text.place(row.key, clause.begin, clause.end)});
      f.code = "plan_lint.garbled.rows";
      f.replacement = f.places[0].quote;
      return true;
    }
    return false;
  }

  /// Two clauses of one sentence that stand the other way round in the measure, in two sentences.
  bool turned(const Item& row, const Pairing& before, const Pairing& p) const {
    const auto& a = row.clauses[before.row_clause];
    const auto& b = row.clauses[p.row_clause];
    const auto& m = *reading_.measure;
    if (a.sentence != b.sentence || p.row_clause != before.row_clause + 1 || p.last >= before.first ||
        m.clauses[p.last].sentence == m.clauses[before.first].sentence)
      return false;
    auto& f = check_.add("garbled", "garbled",
                         {m.text.place(m.key, m.clauses[p.first].begin, m.clauses[before.last].end),
                          row.text.place(row.key, a.begin, b.end)});
    f.code = "plan_lint.garbled.rows";
    f.replacement = f.places[0].quote;
    return true;
  }

  static std::size_t content_size(std::u32string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_word));
  }

  void differences(const Item& row, const Pairing& p, bool names_only = false) const {
    for (auto s : stretches_of(p)) {
      if (!names_only && enterprise_left_out(row, p, s)) continue;
      narrow(row, p, s);
      if (s.a0 == s.a1 && s.b0 == s.b1) continue;
      if (!names_only && of_other_class(row, p, s)) continue;
      const bool ban = !names_only && ban_turned(row, p, s);
      const auto meaning = ban ? Meaning{"duty_differs", "duty_differs", true}
                               : meaning_of(p, s, {reading_.measure->text.chars, row.text.chars}, check_.rules);
      if (is_legal_form(p, s)) continue;
      const bool name = meaning.kind == "name_differs" && meaning.severity != "wording";
      if (meaning.kind.empty() || (names_only && !name)) continue;
      const bool one = s.a0 == s.a1 || s.b0 == s.b1;
      if (one && !meaning.contradicts && check_.habit == Habit::sums_up) continue;
      const auto severity = meaning.contradicts ? std::string_view(meaning.severity) : severity_by_habit(meaning, s);
      if (severity.empty()) continue;
      const std::size_t longest = std::max(s.a1 - s.a0, s.b1 - s.b0);
      Widening wide(p, s);
      if (name) {
        wide.from_name();
        wide.through_name(check_.rules.name_endings);
      }
      s = wide.to(one || longest <= 2 ? 4 : 1);
      auto& f =
          check_.add(meaning.kind, severity,
                     {piece_place(*reading_.measure, p.measure, s.a0, s.a1), piece_place(row, p.row, s.b0, s.b1)});
      f.replacement = f.places[0].quote;
    }
  }

  bool of_other_class(const Item& row, const Pairing& p, const Stretch& s) const {
    const auto classes = other_class(p, s);
    if (!classes) return false;
    auto& f = check_.add("figure_differs", "figure_differs",
                         {piece_place(*reading_.measure, p.measure, classes->a0, classes->a1),
                          piece_place(row, p.row, classes->b0, classes->b1)});
    f.replacement = f.places[0].quote;
    return true;
  }

  bool ban_turned(const Item& row, const Pairing& p, const Stretch& s) const {
    const Item& m = *reading_.measure;
    const auto ours = sentence_of(m, p.first, p.last), theirs = sentence_of(row, p.row_clause, p.row_clause);
    return ban_on_one_side(p, s, {ours, theirs}, check_.rules);
  }

  /// The sentences that have the clauses first to last.
  static std::u32string_view sentence_of(const Item& item, std::size_t first, std::size_t last) {
    while (first > 0 && item.clauses[first - 1].sentence == item.clauses[first].sentence) --first;
    while (last + 1 < item.clauses.size() && item.clauses[last + 1].sentence == item.clauses[last].sentence) ++last;
    return item.text.view(item.clauses[first].begin, item.clauses[last].end);
  }

  /// 责任 of 有限责任公司: told of the whole text, clause by clause or not (check_companies).
  static bool is_legal_form(const Pairing& p, const Stretch& s) {
    const bool left = s.b0 == s.b1, one = left != (s.a0 == s.a1);
    const std::u32string_view chars = left ? p.measure.chars : p.row.chars;
    const std::size_t begin = left ? s.a0 : s.b0, end = left ? s.a1 : s.b1;
    return one && chars.substr(begin, end - begin) == U"责任" && begin >= 2 && chars.substr(begin - 2, 2) == U"有限" &&
           chars.substr(end, 2) == U"公司";
  }

  /// One of several enterprises that the measure names and the row does not: told as a unit that one side lacks. The
  /// stretch may begin inside of the name before (有限公司、甲机械 of 乙铸造有限公司、甲机械有限公司).
  bool enterprise_left_out(const Item& row, const Pairing& p, const Stretch& s) const {
    constexpr std::size_t kLeast = 6, kLongest = 24;
    if (s.b0 != s.b1) return false;
    const auto mark = p.measure.chars.find(U'、', s.a0);
    if (mark >= s.a1) return false;
    // The name stands behind the mark, or before it where the stretch ends with it.
    std::size_t begin = mark + 1, end = p.measure.chars.find(U"公司", begin);
    if (mark + 1 == s.a1) {
      begin = s.a0;
      end = p.measure.chars.rfind(U"公司", mark);
    }
    if (end == std::u32string::npos || end < begin || end > s.a1 + 4) return false;
    end += 2;
    const auto name = std::u32string_view(p.measure.chars).substr(begin, end - begin);
    const bool one = name.size() >= kLeast && name.size() <= kLongest && std::all_of(name.begin(), name.end(), is_word);
    if (!one || contains(rows_text_, name)) return false;
    auto& f = check_.add("unit_differs", "unit_differs",
                         {piece_place(*reading_.measure, p.measure, begin, end), row.nothing()});
    f.code = "plan_lint.unit_differs.missing";
    f.args["a"] = Json::array({to_utf8(name)});
    f.args["b"] = Json::array();
    return true;
  }

  /// Where the ledger shortens, fewer words are no difference; another reach is.
  std::string_view severity_by_habit(const Meaning& meaning, const Stretch& s) const {
    if (check_.habit != Habit::shortens || s.b1 - s.b0 >= s.a1 - s.a0) return meaning.severity;
    if (meaning.severity == "wording") return {};
    if (s.b0 < s.b1) return meaning.severity;
    if (meaning.kind == "scope_differs") return meaning.severity == "scope_differs" ? "scope_narrower" : "wording";
    return meaning.kind.starts_with("duty_") ? std::string_view() : std::string_view(meaning.severity);
  }

  /// Leaves out what another row has, or what stands elsewhere in the measure.
  void narrow(const Item& row, const Pairing& p, Stretch& s) const {
    const auto said = [](std::u32string_view text, const std::u32string& in) {
      return content_size(text) >= 2 && contains(in, text);
    };
    const auto a = std::u32string_view(p.measure.chars).substr(s.a0, s.a1 - s.a0);
    const auto b = std::u32string_view(p.row.chars).substr(s.b0, s.b1 - s.b0);
    const bool others = reading_.rows.size() > 1;
    if (s.b0 == s.b1 && content_size(a) > 2 && said(a, rows_text_)) s.a1 = s.a0;
    if (said(a, p.row.chars)) s.a1 = s.a0;
    if (others && s.a1 > s.a0) {
      std::size_t met = 0;
      for (std::size_t i = s.a0; i < s.a1; ++i) met += reading_.met[p.measure.at[i]];
      if (2 * met > s.a1 - s.a0) s.a1 = s.a0;
    }
    // Whole clauses are told as left out by themselves.
    if (s.a1 > s.a0 && s.b0 == s.b1 && reading_.measure->in_clauses(reading_.dropped, p.measure.at[s.a0])) s.a1 = s.a0;
    if (s.a0 == s.a1 && content_size(b) > 2 &&
        (said(b, reading_.measure->text.chars) || said(b, reading_.measure->title_words.chars)))
      s.b1 = s.b0;
    (void)row;
  }

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
      const bool soft = opens_with(text, check_.rules.soft) || opens_with(text, check_.rules.purposes) ||
                        only_manners(*row.row, first, row.added[k]);
      check_.add(
          area ? "scope_differs" : "duty_added",
          area   ? "scope_differs"
          : soft ? "duty_soft"
                 : "duty_added",
          {reading_.measure->nothing(), row.row->text.place(row.row->key, from.begin, from.begin + text.size())});
    }
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
      if (content_size(text) < 6 || topic) continue;
      bool soft = true;
      for (std::size_t c = first; c <= list[k]; ++c) {
        const auto clause = m.text.view(m.clauses[c].begin, m.clauses[c].end);
        soft = soft && (opens_with(clause, check_.rules.soft) || opens_with(clause, check_.rules.purposes));
      }
      const bool habit = check_.habit != Habit::repeats && !binds(begin, end);
      if (habit && check_.habit == Habit::sums_up) continue;
      soft = (soft || only_manners(m, first, list[k])) && !has_own_day(begin, end);
      auto& f = check_.add("duty_dropped", soft || habit ? "duty_soft" : "duty_dropped",
                           {m.text.place(m.key, begin, end), nearest_row(first)});
      f.replacement = f.places[0].quote;
    }
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
  std::u32string rows_text_;
};

}  // namespace

void check_words(const Check& check) {
  for (const auto& reading : check.readings)
    if (!reading.rows.empty()) WordsOfMeasure(check, reading).run();
  for (std::size_t m = 0; m < check.items.measures.size(); ++m) {
    std::vector<const Item*> works;
    for (const std::size_t p : check.alignment.projects[m]) works.push_back(&check.items.projects[p]);
    if (!works.empty()) WordsOfMeasure(check, read_rows(check.items.measures[m], works, check.rules)).names();
  }
}

}  // namespace limpid::plan::linting
