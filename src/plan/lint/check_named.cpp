// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"
#include "plan/reader/lazy_pattern.hpp"

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

/// 宏达公司、华阳公司、恒基公司4家企业, the list from its first name on. 和 may join two names or be part of one.
void firms_before_number(const Check& check, const Item& item, const std::string& text) {
  static const RE2 re(std::string("(?:^|[,。;:])((\\p{Han}+(?:、\\p{Han}+)+)(") + kCounted + "家(?:企业|公司)))");
  constexpr std::u32string_view joins = U"和及与等";
  re2::StringPiece rest(text);
  std::string all, list, number, count;
  while (RE2::FindAndConsume(&rest, re, &all, &list, &number, &count)) {
    const auto names = names_of(list);
    const bool firms = std::all_of(names.begin(), names.end(), [&](const auto& name) {
      return name.size() > 3 && name.find_first_of(joins) == std::u32string::npos &&
             (name.ends_with(U"公司") || name.ends_with(U"厂"));
    });
    if (firms && is_slip(static_cast<std::size_t>(amount_of(count)), names.size()))
      tell(check, item, {number, list, all, names.size()});
  }
}

/// Whether the name is of what is counted: 镇 of 8个乡镇, 厂 of 3座污水处理厂; firms are counted by 家.
bool is_of_kind(const std::u32string& name, const std::u32string& counted, const LintRules& rules) {
  if (name.ends_with(U"街道")) return contains(counted, U"镇") || contains(counted, U"街道");
  if (counted.front() == U'家')
    return name.ends_with(U"公司") || name.ends_with(U"厂") || name.ends_with(U"集团") || name.ends_with(U"矿");
  const bool ends = std::any_of(rules.place_endings.begin(), rules.place_endings.end(),
                                [&](const auto& ending) { return name.ends_with(ending); }) ||
                    std::any_of(rules.name_endings.begin(), rules.name_endings.end(),
                                [&](const auto& ending) { return name.ends_with(ending); });
  if (counted.front() == U'条')
    return std::u32string_view(U"河渠沟溪港涧塘路街").find(name.back()) != std::u32string::npos;
  return ends && counted.find(name.back(), 1) != std::u32string::npos;
}

/// 8个乡镇:甲镇、乙镇、丙乡: names of what is counted, up to the end of the sentence.
void behind_colon(const Check& check, const Item& item, const std::string& text) {
  static const RE2 re(std::string("((") + kCounted +
                      "([家座个处条]\\p{Han}{0,12})):(\\p{Han}+(?:、\\p{Han}+)+)(?:[。;,(]|$))");
  re2::StringPiece rest(text);
  std::string all, number, count, counted, list;
  while (RE2::FindAndConsume(&rest, re, &all, &number, &count, &counted, &list)) {
    const auto names = names_of(list);
    const auto things = to_chars(counted);
    const bool kind = std::all_of(names.begin(), names.end(), [&](const auto& name) {
      return name.size() > 1 && !name.ends_with(U"等") && is_of_kind(name, things, check.rules);
    });
    if (kind && is_slip(static_cast<std::size_t>(amount_of(count)), names.size()))
      tell(check, item, {number, list, all, names.size()});
  }
}

/// 东山、西河、南坪镇2个镇: the last one bears the ending for all, or each its own.
void towns_before_number(const Check& check, const Item& item, const std::string& text) {
  static const RE2 re(std::string("((\\p{Han}{2,}(?:、\\p{Han}{2,6})*、\\p{Han}{1,5}(?:镇|乡|村|街道))(") + kCounted +
                      "个(?:乡镇|镇街|镇|乡|村|街道)))");
  re2::StringPiece rest(text);
  std::string all, list, number, count;
  while (RE2::FindAndConsume(&rest, re, &all, &list, &number, &count)) {
    const auto names = names_of(list);
    const auto ends = [](const std::u32string& name) {
      return name.ends_with(U"镇") || name.ends_with(U"乡") || name.ends_with(U"村") || name.ends_with(U"街道");
    };
    // The first one may stand behind other words. 柳河、东山镇 are of two kinds.
    const auto own = static_cast<std::size_t>(std::count_if(names.begin(), names.end(), ends));
    const bool short_ones =
        own == 1 && std::all_of(names.begin() + 1, names.end(), [&](const auto& name) {
          return name.size() <= 4 && !contains_any(name, check.rules.place_endings) ? true : ends(name);
        });
    if ((own == names.size() || short_ones) && is_slip(static_cast<std::size_t>(amount_of(count)), names.size()))
      tell(check, item, {number, list, all, names.size()});
  }
}

/// Whether a place of the document has the name: 东山 of 东山镇.
bool is_place(const Check& check, const std::u32string& name) {
  const auto with_ending = [&](std::u32string_view text) {
    for (auto at = text.find(name); at != std::u32string_view::npos; at = text.find(name, at + 1)) {
      const auto behind = text.substr(at + name.size());
      if (behind.starts_with(U"街道") ||
          (!behind.empty() && std::u32string_view(U"镇乡村").find(behind.front()) != std::u32string_view::npos))
        return true;
    }
    return false;
  };
  for (const auto* list : {&check.items.measures, &check.items.tasks})
    if (std::any_of(list->begin(), list->end(), [&](const Item& i) { return with_ending(i.all.chars); })) return true;
  return std::any_of(check.items.plan->targets.begin(), check.items.plan->targets.end(),
                     [&](const Target& t) { return with_ending(normal(t.township)); });
}

/// 城镇, 园区, 国有, 一期: what kind of them, no place.
bool says_what_kind(const std::u32string& name) {
  constexpr std::u32string_view kinds = U"区镇村乡城级型类有营建改扩期用业";
  return name.find_first_of(kinds) != std::u32string::npos;
}

/// 2座污水处理厂(东山、西河、南坪): named after their places, where the document knows these or none says a kind.
void by_their_places(const Check& check, const Item& item, const std::string& text) {
  static const RE2 re(std::string("((") + kCounted +
                      "[座个](?:污水处理厂|污水厂|污水处理站|泵站|水库|水源地|垃圾填埋场|垃圾中转站))\\((\\p{Han}{2,3}("
                      "?:、\\p{Han}{2,3})+)\\))");
  constexpr std::size_t kKnown = 2;
  re2::StringPiece rest(text);
  std::string all, number, count, list;
  while (RE2::FindAndConsume(&rest, re, &all, &number, &count, &list)) {
    const auto names = names_of(list);
    if (!is_slip(static_cast<std::size_t>(amount_of(count)), names.size())) continue;
    const auto known = std::count_if(names.begin(), names.end(), [&](const auto& n) { return is_place(check, n); });
    const bool kinds = std::any_of(names.begin(), names.end(), says_what_kind);
    if (static_cast<std::size_t>(known) >= kKnown || !kinds) tell(check, item, {number, list, all, names.size()});
  }
}

}  // namespace

void check_named(const Check& check) {
  for (const auto* list : {&check.items.measures, &check.items.tasks})
    for (const auto& item : *list) {
      if (item.is_boundless()) continue;
      const std::string text = to_utf8(item.text.chars);
      in_brackets(check, item, text);
      before_number(check, item, text);
      if (holds_any(text, {"家企业", "家公司"})) firms_before_number(check, item, text);
      behind_colon(check, item, text);
      towns_before_number(check, item, text);
      by_their_places(check, item, text);
    }
}

}  // namespace limpid::plan::linting
