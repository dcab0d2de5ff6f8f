// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "plan/lint/check.hpp"
#include "plan/lint/contradiction.hpp"
#include "plan/lint/list_parts.hpp"
#include "plan/lint/spliced.hpp"
#include "plan/lint/widening.hpp"

namespace limpid::plan::linting {
namespace {

class WordsOfMeasure {
 public:
  WordsOfMeasure(const Check& check, const Reading& reading) : check_(check), reading_(reading) {
    for (const auto& row : reading.rows) rows_text_ += row.row->text.chars + U"。";
  }

  void run() {
    for (const auto& row : reading_.rows) {
      for (std::size_t i = 0; i < row.pairings.size(); ++i) {
        if (i > 0 && turned(check_, reading_, *row.row, row.pairings[i - 1], row.pairings[i])) continue;
        if (!spliced(check_, reading_, *row.row, row.pairings[i])) differences(*row.row, row.pairings[i]);
      }
    }
  }

  /// A list of works says little of the measure's words, but what both name is one place.
  void names() {
    for (const auto& row : reading_.rows)
      for (const auto& p : row.pairings) differences(*row.row, p, true);
  }

 private:
  void differences(const Item& row, const Pairing& p, bool names_only = false) const {
    constexpr std::size_t kLongest = 1200;  // no clause
    if (p.measure.chars.size() > kLongest || p.row.chars.size() > kLongest) return;
    for (auto s : stretches_of(p)) {
      if (!names_only && enterprise_left_out(row, p, s)) continue;
      narrow(row, p, s);
      if (s.a0 == s.a1 && s.b0 == s.b1) continue;
      if (same_class(p, s) || (!names_only && of_other_class(row, p, s))) continue;
      if (const auto part = part_of_list(p, s)) {
        if (!names_only && reach_of_list(row, p, *part)) continue;
        // Another row of the measure has the member.
        if (!part->of_row && reading_.rows.size() > 1 && contains(rows_text_, part->member)) continue;
        s = part->at;
      }
      const bool ban = !names_only && ban_turned(row, p, s);
      const auto meaning = ban ? Meaning{"duty_differs", "duty_differs", true}
                               : meaning_of(p, s, {reading_.measure->text.chars, row.text.chars}, check_.rules);
      if (is_legal_form(p, s)) continue;
      const bool name = meaning.kind == "name_differs" && meaning.severity != "wording" && meaning.severity != "filler";
      if (meaning.kind.empty() || (names_only && !name)) continue;
      const bool one = s.a0 == s.a1 || s.b0 == s.b1;
      if (one && !meaning.contradicts && check_.habit == Habit::sums_up) continue;
      if (!meaning.contradicts && check_.habit == Habit::names && !is_listed(p, s)) continue;
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

  /// 县城建成区及城乡结合部 beside 县城建成区; 禁止新建、扩建 beside 禁止新建: a place, or what is forbidden, that one
  /// side alone lists. Ledgers that shorten do not leave out these.
  bool reach_of_list(const Item& row, const Pairing& p, const ListPart& part) const {
    if (check_.habit == Habit::sums_up || check_.habit == Habit::names) return false;
    const Item& m = *reading_.measure;
    const auto other = part.of_row ? m.text.chars + m.title_words.chars : rows_text_;
    const auto& longer = part.of_row ? p.row.chars : p.measure.chars;
    const auto behind = longer.substr(part.of_row ? part.at.b1 : part.at.a1, 1);
    if (contains(other, part.member) || behind == U"等" ||
        std::any_of(part.member.begin(), part.member.end(), is_digit))
      return false;
    const auto& rules = check_.rules;
    const bool place = contains_any(part.member, rules.areas) || contains_any(part.member, rules.area_parts);
    const bool ban = contains_any(p.measure.chars, rules.bans) && contains_any(p.row.chars, rules.bans);
    if (!place && !ban) return false;
    Widening wide(p, part.at);
    const auto shown = wide.to(4);
    auto& f = check_.add("scope_differs", place && ban ? "scope_differs" : "scope_narrower",
                         {piece_place(m, p.measure, shown.a0, shown.a1), piece_place(row, p.row, shown.b0, shown.b1)});
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

  /// 食品 in place of 电镀 in a list.
  static bool is_listed(const Pairing& p, const Stretch& s) {
    const auto in_list = [](std::u32string_view chars, std::size_t begin, std::size_t end) {
      return begin < end && ((begin > 0 && chars[begin - 1] == U'、') || (end < chars.size() && chars[end] == U'、'));
    };
    return in_list(p.measure.chars, s.a0, s.a1) && in_list(p.row.chars, s.b0, s.b1);
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
    if (meaning.severity == "filler") return check_.habit == Habit::repeats ? "wording" : "";
    if (check_.habit != Habit::shortens || s.b1 - s.b0 >= s.a1 - s.a0) return meaning.severity;
    if (meaning.severity == "wording") return {};
    if (s.b0 < s.b1) return meaning.severity;
    if (meaning.kind == "scope_differs") return meaning.severity == "scope_differs" ? "scope_narrower" : "wording";
    return meaning.kind.starts_with("duty_") ? std::string_view() : std::string_view(meaning.severity);
  }

  /// Leaves out what another row has, or what stands elsewhere in the measure.
  void narrow(const Item& row, const Pairing& p, Stretch& s) const {
    const auto said = [](std::u32string_view text, const std::u32string& in) {
      while (!text.empty() && !is_word(text.back())) text.remove_suffix(1);
      while (!text.empty() && !is_word(text.front())) text.remove_prefix(1);
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
    // 对违法行为依法查处 for 依法查处违法行为.
    const bool nothing_else = s.a0 == s.a1 || bare(p.measure.chars.substr(s.a0, s.a1 - s.a0), check_.rules).empty();
    if (nothing_else && content_size(b) > 2 &&
        (said(b, reading_.measure->text.chars) || said(b, reading_.measure->title_words.chars)))
      s.b1 = s.b0;
    (void)row;
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
