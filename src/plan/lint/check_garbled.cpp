// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <unordered_set>

#include "plan/lint/check.hpp"

namespace limpid::plan::linting {
namespace {

/// 为为, 的的: a word of grammar twice is never meant.
void doubled(const Check& check, const Item& item) {
  const std::u32string_view grammar = U"的为了和与及在对将把被是等并或于";
  const auto& chars = item.text.chars;
  for (std::size_t i = 1; i < chars.size(); ++i) {
    if (chars[i] != chars[i - 1] || grammar.find(chars[i]) == std::u32string_view::npos) continue;
    const std::size_t from = i > 3 ? i - 3 : 0, to = std::min(chars.size(), i + 3);
    check.add("garbled", "garbled", {item.text.place(item.key, from, to)});
  }
}

/// 对断面超标的乡镇对断面超标的乡镇: words taken in twice.
void repeated_words(const Check& check, const Item& item) {
  constexpr std::size_t kLeast = 5, kMost = 40;
  const auto& chars = item.text.chars;
  for (std::size_t i = 0; i + 2 * kLeast <= chars.size(); ++i)
    for (std::size_t n = std::min(kMost, (chars.size() - i) / 2); n >= kLeast; --n) {
      // A cell that begins as the one before it does is none.
      const bool apart = item.text.spans[i + n].start > item.text.spans[i + n - 1].end;
      if (apart || chars.compare(i, n, chars, i + n, n) != 0 || !std::any_of(&chars[i], &chars[i] + n, is_word))
        continue;
      check.add("garbled", "garbled", {item.text.place(item.key, i, i + 2 * n)});
      i += 2 * n;
      break;
    }
}

/// The pairs of characters of all items, of those places where neither side repeats them.
class PairsOfPlan {
 public:
  explicit PairsOfPlan(const PlanItems& items) {
    for (const auto* list : {&items.measures, &items.tasks})
      for (const auto& item : *list) {
        add(item.title_words.chars);
        add(item.text.chars);
      }
  }
  bool has(char32_t a, char32_t b) const { return pairs_.contains(pair_of(a, b)); }

 private:
  void add(std::u32string_view chars) {
    for (std::size_t i = 0; i + 1 < chars.size(); ++i) {
      const auto pair = chars.substr(i, 2);
      const bool again = chars.substr(i + 2, 2) == pair || (i > 1 && chars.substr(i - 2, 2) == pair);
      if (!again && is_word(pair[0]) && is_word(pair[1])) pairs_.insert(pair_of(pair[0], pair[1]));
    }
  }
  std::unordered_set<std::uint64_t> pairs_;
};

/// 加强加强, 准入准入: a word of the dictionary twice, or two characters that the plan has once elsewhere. 一户一户,
/// 逐个逐个 and 资源资源化 are meant.
class DoubledWords {
 public:
  DoubledWords(const Check& check, const PairsOfPlan& pairs) : check_(check), pairs_(pairs) {}

  void in(const Words& words, const std::string& key) const {
    constexpr std::size_t kLeast = 2, kMost = 4;
    const auto& chars = words.chars;
    std::vector<bool> bounds;
    for (std::size_t i = 0; i + 2 * kLeast <= chars.size(); ++i)
      for (std::size_t n = kLeast; n <= kMost && i + 2 * n <= chars.size(); ++n) {
        if (chars.compare(i, n, chars, i + n, n) != 0 || words.spans[i + n].start > words.spans[i + n - 1].end ||
            !std::all_of(&chars[i], &chars[i] + n, is_han))
          continue;
        if (bounds.empty()) bounds = word_bounds(chars);
        if (makes_new_word(chars, i + 2 * n) || (!is_word_twice(chars, bounds, i, n) && !is_known_twice(chars, i, n)))
          continue;
        check_.add("garbled", "garbled", {words.place(key, i, i + 2 * n)});
        i += 2 * n - 1;
        break;
      }
  }

 private:
  static bool is_word_twice(std::u32string_view chars, const std::vector<bool>& bounds, std::size_t i, std::size_t n) {
    constexpr std::u32string_view each = U"一逐每层步";
    return bounds[i] && bounds[i + n] && bounds[i + 2 * n] && !bounds[i + 1] && each.find(chars[i]) == each.npos;
  }

  /// 化 of 资源资源化.
  static bool makes_new_word(std::u32string_view chars, std::size_t after) {
    constexpr std::u32string_view endings = U"化性型制类";
    return after < chars.size() && endings.find(chars[after]) != endings.npos;
  }

  bool is_known_twice(std::u32string_view chars, std::size_t i, std::size_t n) const {
    constexpr std::u32string_view counted = U"一二三四五六七八九十百千万零两逐每各层步";
    if (n != 2 || chars[i] == chars[i + 1] || !pairs_.has(chars[i], chars[i + 1])) return false;
    return counted.find(chars[i]) == counted.npos && counted.find(chars[i + 1]) == counted.npos;
  }

  const Check& check_;
  const PairsOfPlan& pairs_;
};

/// 以…的矿区,: what it is taken as (为重点) is lost.
void broken_off(const Check& check, const Item& item) {
  static const RE2 re("^以[^为作]{6,}的\\p{Han}{1,4}$");
  for (std::size_t i = 0; i < item.clauses.size(); ++i) {
    const auto& c = item.clauses[i];
    const auto head = item.text.view(c.begin, std::min(c.end, c.begin + 2));
    if (head == U"以及" || head == U"以上" || head == U"以下") continue;
    const bool goes_on = i + 1 < item.clauses.size() && item.clauses[i + 1].sentence == c.sentence;
    if (goes_on && RE2::FullMatch(to_utf8(item.text.view(c.begin, c.end)), re))
      check.add("garbled", "garbled", {item.text.place(item.key, c.begin, c.end)});
  }
}

/// 13月底前, 9月31日: no day of any year.
void impossible_days(const Check& check, const Words& words, const std::string& key) {
  static const RE2 re("(?:^|[^\\d.])((\\d{1,2})月(?:份?(?:底|初|末|前|上旬|中旬|下旬)|(\\d{1,2})日))");
  constexpr std::array<int, 12> kDays{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (words.chars.find(U'月') == std::u32string::npos) return;
  const std::string text = to_utf8(words.chars);
  re2::StringPiece rest(text), all;
  std::string month_digits, day_digits;
  while (RE2::FindAndConsume(&rest, re, &all, &month_digits, &day_digits)) {
    const int month = std::stoi(month_digits), day = day_digits.empty() ? 1 : std::stoi(day_digits);
    const bool is_month = month >= 1 && month <= 12;
    if (is_month && day >= 1 && day <= kDays.at(static_cast<std::size_t>(month - 1))) continue;
    const auto at = to_chars(text.substr(0, static_cast<std::size_t>(all.data() - text.data()))).size();
    // A row's number stands in a cell of its own.
    if (words.spans[at].end != words.spans[at + 1].start) continue;
    check.add("garbled", "garbled", {words.place(key, at, at + to_chars({all.data(), all.size()}).size())});
  }
}

/// 地块中的地块, 企业的企业.
void in_itself(const Check& check, const Item& item) {
  const auto& chars = item.text.chars;
  for (auto at = chars.find(U"中的"); at != std::u32string::npos; at = chars.find(U"中的", at + 1))
    for (std::size_t n = 2; n <= 4 && n <= at && at + 2 + n <= chars.size(); ++n)
      if (chars.compare(at - n, n, chars, at + 2, n) == 0)
        check.add("garbled", "garbled_note", {item.text.place(item.key, at - n, at + 2 + n)});
}

/// The title and a clause of the text that are one but for a word or two that either lost.
void title_in_text(const Check& check, const Item& item) {
  const auto& title = item.title_words.chars;
  if (title.size() < 8) return;
  for (const auto& c : item.clauses) {
    const auto clause = item.text.view(c.begin, c.end);
    const auto blocks = common_blocks(title, clause, 3);
    if (blocks.size() != 2 || blocks[0].a != 0 || blocks[1].a + blocks[1].n != title.size()) continue;
    const std::size_t left = blocks[1].a - blocks[0].n, between = blocks[1].b - (blocks[0].b + blocks[0].n);
    if (left + between == 0 || left > 3 || between > 3) continue;
    const std::size_t from = c.begin + blocks[0].b, to = c.begin + blocks[1].b + blocks[1].n;
    auto& f = check.add("garbled", "garbled",
                        {item.title_words.place(item.key, 0, title.size()), item.text.place(item.key, from, to)});
    f.code = "plan_lint.garbled.title";
  }
}

/// Characters that the conversion could not read or write (U+FFFD, 锟斤拷, □ and ?? inside of words), and stops that
/// stand twice.
class Lost {
 public:
  Lost(const Check& check, const Words& words, std::string key)
      : check_(check), words_(words), chars_(words.chars), key_(std::move(key)) {}

  void run() const {
    if (chars_.find_first_of(U"\uFFFD锟□?,、;。") == std::u32string_view::npos) return;
    const bool boxes = has_tick_boxes();
    for (std::size_t i = 0, end = 0; i < chars_.size(); i = std::max(end, i + 1)) {
      if ((end = unreadable(i, boxes)) > i)
        tell("garbled", i, end);
      else if ((end = stops_twice(i)) > i)
        tell("garbled_note", i, end);
    }
  }

 private:
  /// Where the run of one character ends that begins at `at`.
  std::size_t run_end(std::size_t at) const {
    return std::min(chars_.find_first_not_of(chars_[at], at), chars_.size());
  }

  bool side_by_side(std::size_t at) const { return words_.spans[at].start == words_.spans[at - 1].end; }

  /// A character of a word right before `begin`, and right behind `end`: blanks part them.
  bool word_before(std::size_t begin) const { return begin > 0 && is_han(chars_[begin - 1]) && side_by_side(begin); }
  bool word_behind(std::size_t end) const { return end < chars_.size() && is_han(chars_[end]) && side_by_side(end); }

  /// □是 □否, 是□ 否□: what stands at the edge of a word is to be ticked, and so are the others of the item.
  bool has_tick_boxes() const {
    for (auto at = chars_.find(U'□'); at != std::u32string_view::npos; at = chars_.find(U'□', run_end(at)))
      if (!word_before(at) || !word_behind(run_end(at))) return true;
    return false;
  }

  /// 怎么办??
  bool asks(std::size_t at) const {
    constexpr std::size_t kNear = 8;
    const auto before = chars_.substr(at > kNear ? at - kNear : 0, std::min(at, kNear));
    return before.find_first_of(U"吗呢么何谁哪几否") != std::u32string_view::npos;
  }

  /// The end of what was lost at `at`; `at` where nothing was.
  std::size_t unreadable(std::size_t at, bool boxes) const {
    constexpr std::u32string_view mojibake = U"锟斤拷";
    const std::size_t end = run_end(at);
    if (chars_[at] == U'\uFFFD' || (chars_[at] == U'□' && !boxes)) return end;
    if (chars_[at] == U'?' && end > at + 1 && word_before(at) && !asks(at)) return end;
    std::size_t stop = at;
    while (chars_.substr(stop, mojibake.size()) == mojibake) stop += mojibake.size();
    return stop;
  }

  /// ，， and ，。, written side by side: what stood between them is gone, or one is too many.
  std::size_t stops_twice(std::size_t at) const {
    constexpr std::u32string_view stops = U",、;。";
    const auto stop = [&](std::size_t i) { return stops.find(chars_[i]) != std::u32string_view::npos; };
    if (!stop(at)) return at;
    std::size_t end = at + 1;
    while (end < chars_.size() && stop(end) && side_by_side(end)) ++end;
    return end > at + 1 ? end : at;
  }

  void tell(std::string_view severity, std::size_t begin, std::size_t end) const {
    constexpr std::size_t kAround = 3;
    check_.add("garbled", severity,
               {words_.place(key_, begin - std::min(begin, kAround), std::min(chars_.size(), end + kAround))});
  }

  const Check& check_;
  const Words& words_;
  std::u32string_view chars_;
  std::string key_;
};

}  // namespace

void check_garbled(const Check& check) {
  const PairsOfPlan pairs(check.items);
  const DoubledWords doubled_words(check, pairs);
  for (const auto* list : {&check.items.measures, &check.items.tasks})
    for (const auto& item : *list) {
      doubled(check, item);
      repeated_words(check, item);
      doubled_words.in(item.text, item.key);
      broken_off(check, item);
      in_itself(check, item);
      impossible_days(check, item.all, item.key);
      title_in_text(check, item);
      Lost(check, item.text, item.key).run();
    }
  const auto outside_of_items = [&](const Span& span, const std::string& text) {
    const Words words = check.source.words(span, text);
    doubled_words.in(words, {});
    Lost(check, words, {}).run();
  };
  for (const auto& goal : check.items.plan->goals) outside_of_items(goal.span, goal.text);
  for (const auto& s : check.items.plan->safeguards)
    for (const auto* text : {&s.title, &s.text}) outside_of_items(s.span, *text);
}

}  // namespace limpid::plan::linting
