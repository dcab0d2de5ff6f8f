// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "plan/lint/check.hpp"
#include "plan/reader/lazy_pattern.hpp"

namespace limpid::plan::linting {
namespace {

enum class NumberKind { road, paper, site, standard, base_year, article, title };

/// A number that counts and measures nothing: it is part of a name.
struct NamedNumber {
  NumberKind kind = NumberKind::road;
  std::string value;  ///< one for all ways to write it: G207 of 207国道
  std::size_t begin = 0, end = 0;
};

/// G of 国道.
std::string letter_of_road(const std::string& word) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kLetters{
      {{"国道", "G"}, {"省道", "S"}, {"县道", "X"}, {"乡道", "Y"}}};
  for (const auto& [road, letter] : kLetters)
    if (word == road) return std::string(letter);
  return word;
}

std::string without_marks(std::string code) {
  std::erase_if(code, [](char c) { return c == ' ' || c == '/' || c == 'T'; });
  return code;
}

/// Numbers of one kind in the order in which they stand. A pattern has the whole in its first group.
class NumbersOf {
 public:
  explicit NumbersOf(const Words& words) : words_(words), text_(to_utf8(words.chars)) {}

  std::vector<NamedNumber> all() {
    roads();
    papers();
    sites();
    standards();
    base_years();
    articles();
    titles();
    return std::move(out_);
  }

 private:
  void roads() {
    static const RE2 code("(?:^|[^A-Za-z0-9])(([GSXY])(\\d{2,4}))(?:[^A-Za-z0-9.]|$)"),
        before("((国道|省道|县道|乡道)[GSXY]?(\\d{2,4}))(?:[^\\d.]|$)"),
        after("(?:^|[^\\d.A-Za-z])((\\d{3})(国道|省道|县道|乡道))");
    const auto named = [](const std::string& a, const std::string& b) { return letter_of_road(a) + b; };
    take(code, NumberKind::road, named);
    if (!holds_any(text_, {"道"})) return;
    take(before, NumberKind::road, named);
    take(after, NumberKind::road, [&](const std::string& a, const std::string& b) { return named(b, a); });
  }

  /// 〔2023〕12号, with the end of the word that tells whose it is.
  void papers() {
    static const RE2 re("(\\p{Han}{0,2}[〔\\[(](20\\d\\d)[〕\\])]第?(\\d{1,4})号)");
    if (holds_any(text_, {"号"}))
      take(re, NumberKind::paper, [](const std::string& a, const std::string& b) { return a + "/" + b; });
  }

  /// 3号泵站, 2#机组; 15号 of 3月15号 is a day, 12号 of 〔2023〕12号 a paper.
  void sites() {
    static const RE2 re("(?:^|[^\\d月日.〕\\])第-])((\\d{1,3})(号|#))");
    if (holds_any(text_, {"号", "#"}))
      take(re, NumberKind::site, [](const std::string& a, const std::string&) { return a; });
  }

  void standards() {
    static const RE2 re(
        "(?:^|[^A-Za-z])(((?:GB|HJ|DB|CJ|SL|NY|JT)[/A-Z]{0,4}\\d{2,5}(?:/[A-Z]{0,2}\\d{2,5})?)(-\\d{2,4})?)");
    if (holds_any(text_, {"GB", "HJ", "DB", "CJ", "SL", "NY", "JT"}))
      take(re, NumberKind::standard, [](const std::string& a, const std::string& b) { return without_marks(a) + b; });
  }

  void base_years() {
    static const RE2 before("((?:较|比|与)(20\\d\\d)(年))"),
        after("((20\\d\\d)(年)(?:同期|度)?(?:相比|基础上|的基础上))");
    if (!holds_any(text_, {"较", "比", "基础"})) return;
    const auto year = [](const std::string& a, const std::string&) { return a; };
    take(before, NumberKind::base_year, year);
    take(after, NumberKind::base_year, year);
  }

  void articles() {
    static const RE2 re("(第([一二三四五六七八九十百零\\d]{1,6})(条))");
    if (holds_any(text_, {"条"}))
      take(re, NumberKind::article, [](const std::string& a, const std::string&) { return a; });
  }

  void titles() {
    static const RE2 re("(《([^《》]{2,60}(?:标准|限值|规范|导则))(》))");
    if (holds_any(text_, {"《"}))
      take(re, NumberKind::title, [](const std::string& a, const std::string&) { return a; });
  }

  template <typename Value>
  void take(const RE2& re, NumberKind kind, Value value) {
    constexpr std::size_t kMost = 200;  // no item of a plan has so many; each is held against each
    re2::StringPiece rest(text_), whole;
    std::string a, b;
    CharPlaces places(text_);
    while (out_.size() < kMost && RE2::FindAndConsume(&rest, re, &whole, &a, &b)) {
      const auto begin = places.of(whole.data()), end = places.of(whole.data() + whole.size());
      const bool known =
          std::any_of(out_.begin(), out_.end(), [&](const NamedNumber& n) { return n.begin < end && begin < n.end; });
      if (!known) out_.push_back({kind, value(a, b), begin, end});
      // The mark behind it may be what the next one begins with.
      rest = re2::StringPiece(whole.data() + whole.size(),
                              static_cast<std::size_t>(text_.data() + text_.size() - (whole.data() + whole.size())));
    }
  }

  const Words& words_;
  std::string text_;
  std::vector<NamedNumber> out_;
};

/// Where a list of such numbers begins and ends that has this one: 3号、4号泵站.
std::pair<std::size_t, std::size_t> with_its_list(const std::vector<NamedNumber>& numbers, const Words& words,
                                                  std::size_t at) {
  const auto joined = [&](const NamedNumber& a, const NamedNumber& b) {
    constexpr std::size_t kBetween = 3;
    const auto between = words.view(std::min(a.end, b.begin), b.begin);
    return a.kind == b.kind && a.end <= b.begin && between.size() <= kBetween &&
           std::all_of(between.begin(), between.end(), [](char32_t c) {
             return !is_word(c) || std::u32string_view(U"和及与国省县道").find(c) != std::u32string_view::npos;
           });
  };
  std::size_t first = at, last = at;
  while (first > 0 && joined(numbers[first - 1], numbers[first])) --first;
  while (last + 1 < numbers.size() && joined(numbers[last], numbers[last + 1])) ++last;
  return {numbers[first].begin, numbers[last].end};
}

struct NumbersOfItem {
  const Item* item = nullptr;
  std::vector<NamedNumber> numbers;

  bool has(const NamedNumber& n) const {
    return std::any_of(numbers.begin(), numbers.end(), [&](const NamedNumber& other) {
      if (n.kind != other.kind) return false;
      // GB18918 and GB18918-2002 are one; a year that one side leaves out is none.
      return n.kind == NumberKind::standard ? n.value.starts_with(other.value) || other.value.starts_with(n.value)
                                            : n.value == other.value;
    });
  }
};

NumbersOfItem numbers_of(const Item& item) {
  NumbersOfItem out{&item, {}};
  if (item.is_boundless()) return out;
  out.numbers = NumbersOf(item.text).all();
  std::sort(out.numbers.begin(), out.numbers.end(),
            [](const NamedNumber& a, const NamedNumber& b) { return a.begin < b.begin; });
  return out;
}

/// Two characters right before or right behind that both have: they number one thing.
bool one_thing(const NumbersOfItem& a, std::size_t x, const NumbersOfItem& b, std::size_t y) {
  constexpr std::size_t kWord = 2;
  const auto& ours = a.item->text;
  const auto& theirs = b.item->text;
  const auto [a0, a1] = with_its_list(a.numbers, ours, x);
  const auto [b0, b1] = with_its_list(b.numbers, theirs, y);
  const auto words = [](std::u32string_view text) {
    return text.size() == kWord && std::all_of(text.begin(), text.end(), is_word);
  };
  const auto before = ours.view(a0 - std::min(a0, kWord), a0),
             behind = ours.view(a1, std::min(ours.size(), a1 + kWord));
  return (words(before) && before == theirs.view(b0 - std::min(b0, kWord), b0)) ||
         (words(behind) && behind == theirs.view(b1, std::min(theirs.size(), b1 + kWord)));
}

/// The words before 〔2023〕12号: whose paper it is.
bool of_one_office(const NumbersOfItem& a, const NamedNumber& x, const NumbersOfItem& b, const NamedNumber& y) {
  const auto office = [](const NumbersOfItem& of, const NamedNumber& n) {
    const auto words = of.item->text.view(n.begin, n.end);
    return std::u32string(words.substr(0, words.find_first_of(U"〔[(")));
  };
  return office(a, x) == office(b, y);
}

void of_row(const Check& check, const NumbersOfItem& ours, const NumbersOfItem& theirs,
            const std::vector<NumbersOfItem>& rows) {
  std::vector<bool> used(ours.numbers.size());
  for (std::size_t y = 0; y < theirs.numbers.size(); ++y) {
    const auto& its = theirs.numbers[y];
    if (ours.has(its)) continue;
    for (std::size_t x = 0; x < ours.numbers.size(); ++x) {
      const auto& own = ours.numbers[x];
      const bool elsewhere = std::any_of(rows.begin(), rows.end(), [&](const NumbersOfItem& r) { return r.has(own); });
      if (used[x] || own.kind != its.kind || elsewhere) continue;
      if (own.kind == NumberKind::paper ? !of_one_office(ours, own, theirs, its) : !one_thing(ours, x, theirs, y))
        continue;
      used[x] = true;
      const char* kind = own.kind == NumberKind::base_year ? "figure_differs" : "name_differs";
      auto& f = check.add(kind, kind,
                          {ours.item->text.place(ours.item->key, own.begin, own.end),
                           theirs.item->text.place(theirs.item->key, its.begin, its.end)});
      f.replacement = f.places[0].quote;
      break;
    }
  }
}

}  // namespace

void check_numbers(const Check& check) {
  for (const auto& reading : check.readings) {
    if (reading.rows.empty()) continue;
    const auto ours = numbers_of(*reading.measure);
    if (ours.numbers.empty()) continue;
    std::vector<NumbersOfItem> rows;
    rows.reserve(reading.rows.size());
    for (const auto& row : reading.rows) rows.push_back(numbers_of(*row.row));
    for (const auto& row : rows) of_row(check, ours, row, rows);
  }
}

}  // namespace limpid::plan::linting
