// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {
namespace {

constexpr const char* kCounted = "(\\d{1,3}|[一二两三四五六七八九十]{1,3})";

std::vector<std::u32string> names_of(const std::string& list) {
  std::vector<std::u32string> out(1);
  for (const char32_t c : to_chars(list)) {
    if (c == U'、') {
      out.emplace_back();
    } else {
      out.back().push_back(c);
    }
  }
  return out;
}

/// Names of things, not kinds of them: each ends as a name does, or all end alike.
bool are_names(const std::vector<std::u32string>& list, const LintRules& rules) {
  constexpr std::size_t kLeast = 3;
  const auto ends = [&](const std::u32string& name) {
    const auto is_end = [&](const auto& ending) { return name.size() > ending.size() && name.ends_with(ending); };
    return std::any_of(rules.name_endings.begin(), rules.name_endings.end(), is_end) ||
           std::any_of(rules.place_endings.begin(), rules.place_endings.end(), is_end);
  };
  return list.size() > 1 && std::all_of(list.begin(), list.end(), [&](const auto& name) {
           return name.size() >= kLeast && std::none_of(name.begin(), name.end(), is_digit) && ends(name);
         });
}

/// One or two more or fewer are a slip; a number far from the names counts something else.
bool is_slip(std::size_t counted, std::size_t named) {
  const std::size_t apart = counted > named ? counted - named : named - counted;
  return counted > 1 && apart > 0 && apart <= std::max<std::size_t>(1, named / 4);
}

struct Told {
  std::string number, names, all;
  std::size_t named = 0;
};

void tell(const Check& check, const Item& item, const Told& told) {
  const auto at = find(item.text, to_chars(told.all));
  if (at == std::u32string::npos) return;
  const auto place = [&](const std::string& words) {
    const auto chars = to_chars(words);
    const auto from = find(item.text, chars, at);
    return from == std::u32string::npos ? item.nothing() : item.text.place(item.key, from, from + chars.size());
  };
  auto& f = check.add("sum_differs", "sum_differs", {place(told.number), place(told.names)});
  f.args["a"] = told.number;
  f.args["b"] = fmt::format("{}", told.named);
}

/// 5座尾矿库(甲尾矿库、乙尾矿库、丙尾矿库): as many names as the number says.
void in_brackets(const Check& check, const Item& item, const std::string& text) {
  static const RE2 re(std::string("((") + kCounted + "[家座个处条项台眼所]\\p{Han}{0,10})\\(([^()]{5,600})\\))");
  re2::StringPiece rest(text);
  std::string all, number, count, list;
  while (RE2::FindAndConsume(&rest, re, &all, &number, &count, &list)) {
    constexpr std::string_view open_ended[] = {"等", "其中", "包括", "含", "见", "以及"};
    if (std::any_of(std::begin(open_ended), std::end(open_ended),
                    [&](std::string_view w) { return list.find(w) != std::string::npos; }))
      continue;
    const auto names = names_of(list);
    if (are_names(names, check.rules) && is_slip(static_cast<std::size_t>(amount_of(count)), names.size()))
      tell(check, item, {number, list, all, names.size()});
  }
}

/// 清水河、柳河、白渠4条: rivers are counted by 条, reservoirs by 座.
void before_number(const Check& check, const Item& item, const std::string& text) {
  static const RE2 rivers(std::string("((\\p{Han}+(?:、\\p{Han}+)+)(") + kCounted + "条))"),
      stores(std::string("((\\p{Han}+(?:、\\p{Han}+)+)(") + kCounted + "座(?:水库|尾矿库|桥|水闸)))");
  const auto each = [&](const RE2& re, std::u32string_view endings) {
    re2::StringPiece rest(text);
    std::string all, list, number, count;
    while (RE2::FindAndConsume(&rest, re, &all, &list, &number, &count)) {
      const auto names = names_of(list);
      const bool named = std::all_of(names.begin(), names.end(), [&](const auto& name) {
        return name.size() > 1 && endings.find(name.back()) != std::u32string_view::npos;
      });
      if (named && is_slip(static_cast<std::size_t>(amount_of(count)), names.size()))
        tell(check, item, {number, list, all, names.size()});
    }
  };
  each(rivers, U"河渠沟溪港涧塘");
  each(stores, U"库桥闸");
}

}  // namespace

void check_named(const Check& check) {
  for (const auto* list : {&check.items.measures, &check.items.tasks})
    for (const auto& item : *list) {
      const std::string text = to_utf8(item.text.chars);
      in_brackets(check, item, text);
      before_number(check, item, text);
    }
}

}  // namespace limpid::plan::linting
