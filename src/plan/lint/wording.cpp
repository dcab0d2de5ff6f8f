// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/wording.hpp"

#include <algorithm>

#include "plan/lint/how_often.hpp"

namespace limpid::plan::linting {
namespace {

/// The stretch of one side with the words around it.
struct Side {
  std::u32string text;   ///< the stretch
  std::u32string wide;   ///< with the characters around it
  std::size_t from = 0;  ///< of the stretch in `wide`
  std::u32string after;  ///< what follows up to the next stop
};

Side side_of(std::u32string_view chars, std::size_t begin, std::size_t end) {
  constexpr std::size_t kAround = 3, kAfter = 8;
  Side side;
  side.text = chars.substr(begin, end - begin);
  const std::size_t from = begin > kAround ? begin - kAround : 0;
  side.from = begin - from;
  side.wide = chars.substr(from, std::min(chars.size(), end + kAround) - from);
  for (std::size_t i = end; i < std::min(chars.size(), end + kAfter) && (is_word(chars[i]) || chars[i] == U'、'); ++i)
    side.after.push_back(chars[i]);
  return side;
}

/// The first word of the list that the stretch is part of, or touches where it is empty.
std::u32string touched(const Side& side, const LintRules::Words& words) {
  const std::size_t begin = side.from, end = side.from + side.text.size();
  for (const auto& word : words)
    for (auto at = side.wide.find(word); at != std::u32string::npos; at = side.wide.find(word, at + 1)) {
      // 低于 of 不低于 is another word.
      if (at > 0 && side.wide[at - 1] == U'不' && word.front() != U'不') continue;
      const bool meets = begin == end ? at <= begin && begin <= at + word.size() : at < end && begin < at + word.size();
      if (meets) return word;
    }
  return {};
}

bool has_digit(std::u32string_view text) {
  return std::any_of(text.begin(), text.end(), is_digit);
}

bool opposed(const Side& a, const Side& b, const LintRules& rules) {
  return std::any_of(rules.opposed.begin(), rules.opposed.end(), [&](const auto& set) {
    const auto x = touched(a, set), y = touched(b, set);
    return !x.empty() && !y.empty() && x != y;
  });
}

/// 颗粒物 beside 二氧化硫: neither side names the other's pollutant too, and neither name is part of the other (颗粒物
/// for 细颗粒物).
bool other_pollutant(const Side& a, const Side& b, const WholeTexts& texts, const LintRules& rules) {
  if (a.text.empty() || b.text.empty()) return false;
  const auto x = touched(a, rules.pollutants), y = touched(b, rules.pollutants);
  return !x.empty() && !y.empty() && bare(x, rules) != bare(y, rules) && !contains(x, y) && !contains(y, x) &&
         !contains(texts.row, x) && !contains(texts.measure, y);
}

/// 规范化整治 beside 整治 only says less, 负增长 beside 增长 the contrary: what one side alone has is part of its word.
bool turns_round(const Side& a, const Side& b, const LintRules& rules) {
  if (!a.text.empty() && !b.text.empty()) return true;
  return std::any_of(rules.opposed.begin(), rules.opposed.end(), [&](const auto& set) {
    const auto x = touched(a, set), y = touched(b, set);
    return x != y && (contains(x, y) || contains(y, x));
  });
}

bool near_words(const Side& a, const Side& b, const LintRules& rules) {
  return std::any_of(rules.near.begin(), rules.near.end(),
                     [&](const auto& set) { return !touched(a, set).empty() && !touched(b, set).empty(); });
}

/// Whether the stretch is inside a name: what follows it, without a stop, ends one.
bool in_name(const Side& side, const LintRules& rules) {
  constexpr std::size_t kNear = 6;
  const auto stop = std::min(side.after.find(U'、'), kNear);
  const std::u32string tail = side.text + side.after.substr(0, stop);
  return contains_any(tail, rules.name_endings);
}

/// 处理规模3万吨, 治理面积300亩: a size, no qualifier of whom it is about.
bool names_size(const Side& side) {
  static const LintRules::Words sizes{U"规模", U"面积", U"长度", U"里程", U"能力"};
  return !side.after.empty() && is_digit(side.after.front()) &&
         std::any_of(sizes.begin(), sizes.end(), [&](const auto& size) { return side.text.ends_with(size); });
}

/// 市级平台 beside 市平台.
bool says_level(const Side& side) {
  constexpr std::u32string_view levels = U"国省市县区镇乡村";
  return side.text == U"级" && side.from > 0 && levels.find(side.wide[side.from - 1]) != levels.npos;
}

/// 县城建成区 beside 县城: the town is its built-up part.
bool built_up_town(const Side& side) {
  return side.text == U"建成区" && side.from > 1 &&
         std::u32string_view(side.wide).substr(0, side.from).ends_with(U"县城");
}

/// 青龙沟等5条: one of those that are counted.
bool names_example(const Side& side) {
  return side.text.ends_with(U"等") && !side.after.empty() && is_digit(side.after.front());
}

/// Only 全县 (the plan's own reach) and words that say nothing: it goes without saying.
bool whole_reach(const Side& side, const LintRules& rules) {
  std::u32string rest = bare(side.text, rules);
  for (const auto& word : rules.whole)
    if (const auto at = rest.find(word); at != std::u32string::npos) return rest.size() == word.size();
  return false;
}

/// 县主城区 for 主城区.
bool own_place(const Side& a, const Side& b) {
  const auto& text = a.text.empty() ? b.text : a.text;
  return (a.text.empty() || b.text.empty()) && (text == U"县" || text == U"我县" || text == U"本县");
}

/// 全县企业 beside 重点企业: the plan's whole reach on one side, in its place a qualifier that the whole clause of that
/// side has nowhere.
bool part_for_whole(const Side& a, const Side& b, const Pairing& p, const LintRules& rules) {
  const auto narrows = [&](const Side& side, std::u32string_view other) {
    const auto is_in = [&](const auto& word) {
      return word != U"所有" && contains(side.text, word) && !contains(other, word);
    };
    constexpr std::size_t kLongest = 4;
    return content_size(side.text) <= kLongest && (std::any_of(rules.scopes.begin(), rules.scopes.end(), is_in) ||
                                                   std::any_of(rules.partial.begin(), rules.partial.end(), is_in));
  };
  return (whole_reach(a, rules) && narrows(b, p.measure.chars)) || (whole_reach(b, rules) && narrows(a, p.row.chars));
}

bool goes_without_saying(const Side& a, const Side& b, const LintRules& rules) {
  if (own_place(a, b)) return true;
  return (whole_reach(a, rules) && touched(b, rules.areas).empty()) ||
         (whole_reach(b, rules) && touched(a, rules.areas).empty());
}

/// 双桥镇 of 河口镇、双桥镇: one of several that are named, and nowhere in the other clause.
bool one_of_names(const Side& side, std::u32string_view other, const LintRules& rules) {
  constexpr std::size_t kLongest = 8;
  const std::u32string words = side.text + side.after.substr(0, 1);
  const auto mark = side.text.find(U'、');
  if (mark == std::u32string::npos || content_size(side.text) > kLongest) return false;
  const auto before = std::u32string_view(side.text).substr(0, mark),
             after = std::u32string_view(side.text).substr(mark + 1);
  if (contains(other, before.size() > after.size() ? before : after)) return false;
  const auto ends_name = [&](const auto& ending) { return contains(words, ending); };
  return std::any_of(rules.name_endings.begin(), rules.name_endings.end(), ends_name);
}

/// 省、市、县: whose money, sections, lists.
bool only_levels(std::u32string_view text) {
  constexpr std::u32string_view levels = U"国省市县级考";
  return content_size(text) > 0 && std::all_of(text.begin(), text.end(), [&](char32_t c) {
           return !is_word(c) || levels.find(c) != std::u32string_view::npos;
         });
}

/// 市 of 市生态环境局 beside 生态环境部门: whose bureau it is goes without saying.
bool level_of_unit(const Side& a, const Side& b, const LintRules& rules) {
  const auto& text = a.text.empty() ? b.text : a.text;
  return (a.text.empty() || b.text.empty()) && text.size() == 1 && only_levels(text) &&
         contains_any(a.after, rules.unit_endings) && contains_any(b.after, rules.unit_endings);
}

bool in_company(const Side& side) {
  const auto tail = side.after.substr(0, 2);
  return tail == U"公司" || tail == U"集团";
}

/// 园区企业 beside 企业 of a row that names the park: 经开区, 工业集中区.
bool named_park(std::u32string_view area, std::u32string_view words) {
  static const LintRules::Words parks{U"开发区", U"经开区", U"高新区", U"集中区", U"集聚区", U"工业区", U"产业园"};
  return area == U"园区" && contains_any(words, parks);
}

/// Of an area that both clauses name, each in its place, neither side is without. Where the other stretch names none it
/// may stand in another cell of the row, or be the plan's own reach.
Meaning of_area(const Side& a, const Side& b, const Pairing& pairing, const WholeTexts& texts, const LintRules& rules) {
  const auto p = touched(a, rules.areas), q = touched(b, rules.areas);
  const auto own = [&](const auto& area) {
    return std::find(rules.whole.begin(), rules.whole.end(), area) != rules.whole.end();
  };
  // 工业园区 beside 工业园, 限行区 beside 限行: the same without its last character.
  const auto in_short = [](const Side& side, const std::u32string& area) {
    return side.text == U"区" && (area == U"园区" || area.starts_with(U'禁') || area.starts_with(U'限'));
  };
  const auto other = [&](const Side& side, const std::u32string& area, std::u32string_view words) {
    return !in_short(side, area) && !named_park(area, words) && !area.empty() && !side.text.empty() &&
           !contains(words, area);
  };
  const bool x = other(a, p, q.empty() ? texts.row : pairing.row.chars) && !(q.empty() && own(p)),
             y = other(b, q, p.empty() ? texts.measure : pairing.measure.chars) && !(p.empty() && own(q));
  if (!x && !y) return {};
  const auto only_note = [](const Side& s) { return s.text.empty() || s.text.front() == U'('; };
  const bool high = (x && y) || (x && !only_note(a)) || (y && !only_note(b));
  return {"scope_differs", high ? "scope_differs" : "scope_narrower"};
}

/// 改造后, 排查出的: a word of deeds that says when, or of which thing.
bool is_past(const Side& side, const LintRules& rules) {
  const std::u32string words = side.text + side.after;
  return std::any_of(rules.duties.begin(), rules.duties.end(), [&](const auto& deed) {
    const auto at = side.text.find(deed);
    if (at == std::u32string::npos) return false;
    const auto rest = std::u32string_view(words).substr(at + deed.size());
    return std::any_of(rules.past_deeds.begin(), rules.past_deeds.end(),
                       [&](const auto& word) { return rest.starts_with(word); });
  });
}

/// “煤改气”改造 beside “煤改气”: the other side has the thing, and the deed is what one does with it.
bool only_deed_more(const Side& side, std::u32string_view other, const LintRules& rules) {
  constexpr std::size_t kLeast = 3;
  auto thing = bare(side.text, rules);
  for (const auto& deed : rules.duties)
    if (thing.ends_with(deed)) thing.resize(thing.size() - deed.size());
  return thing.size() >= kLeast && contains(bare(std::u32string(other), rules), thing);
}

/// 河 of 南门河水库 beside 南门水库: a character that a name has or lacks before the word that ends it. 各村, 老旧管网:
/// which of them, no part of a name.
bool in_one_name(const Side& side, const LintRules& rules) {
  constexpr std::u32string_view which = U"各每本该全其市县区镇乡村新老旧大小主支的等在到对及和与城";
  if (side.text.size() != 1 || !is_word(side.text.front()) || side.from < 2 ||
      which.find(side.text.front()) != std::u32string_view::npos)
    return false;
  const auto before = std::u32string_view(side.wide).substr(0, side.from);
  const bool named = is_word(before.back()) && is_word(before[before.size() - 2]) && !is_digit(before.back());
  return named && std::any_of(rules.name_endings.begin(), rules.name_endings.end(),
                              [&](const auto& ending) { return side.after.starts_with(ending); });
}

/// 部分排污口 beside 全部排污口, 全面完成排污口: some for all.
bool is_some(const Side& side, const LintRules& rules) {
  return std::find(rules.partial.begin(), rules.partial.end(), side.text) != rules.partial.end();
}

Meaning of_some(std::u32string_view other) {
  static const LintRules::Words all{U"全部", U"全面", U"一律", U"所有", U"全覆盖"};
  return contains_any(other, all) ? Meaning{"duty_differs", "duty_differs", true}
                                  : Meaning{"scope_differs", "scope_narrower", true};
}

/// 鼓励企业安装 beside 企业安装: who may need not.
bool only_encourages(const Side& side) {
  static const LintRules::Words may{U"鼓励", U"倡导", U"力争", U"争取", U"原则上"};
  return std::find(may.begin(), may.end(), side.text) != may.end();
}

/// `other`: the clause of the side that lacks the words.
Meaning of_one_side(const Side& a, const Side& b, std::u32string_view other, const LintRules& rules) {
  const Side& side = a.text.empty() ? b : a;
  const std::size_t length = content_size(side.text);
  if (is_some(side, rules)) return of_some(other);
  if (only_encourages(side)) return {"duty_differs", "duty_differs"};
  if (in_company(side) && length <= 2) return {"name_differs", "name_differs"};
  if (length <= 6 && (side.text.ends_with(U"公司") || side.text.ends_with(U"集团"))) return {"name_differs", "wording"};
  if (names_size(side) || names_example(side) || level_of_unit(a, b, rules)) return {};
  if (in_one_name(side, rules)) return {"name_differs", "name_differs"};
  if (one_of_names(side, other, rules)) return {"scope_differs", "scope_narrower"};
  if ((contains_any(side.text, rules.scopes) || only_levels(side.text)) && length <= 6)
    return {"scope_differs", "scope_narrower"};
  const bool duty = contains_any(side.text, rules.duties);
  if (b.text.empty()) {
    // The row has the duty too, in another order: 白酒企业逐户排查, 排查34家白酒企业.
    const auto said = [&](const auto& word) { return contains(a.text, word) && contains(other, word); };
    if (duty && length >= 4 && std::any_of(rules.duties.begin(), rules.duties.end(), said)) return {};
    if (duty && (is_past(side, rules) || only_deed_more(side, other, rules))) return {};
    if (duty && length <= 3) return {"duty_differs", "duty_differs"};
    if (length >= 4) return {"duty_dropped", duty ? "duty_dropped" : "duty_soft"};
  } else if (length >= 6) {
    return {"duty_added", duty ? "duty_added" : "duty_soft"};
  }
  return {};
}

/// 城乡 beside 城区和乡镇, 城镇、农村.
bool town_and_country(const Side& a, const Side& b) {
  const auto whole = [](const Side& side) {
    const bool town = side.from > 0 && side.wide[side.from - 1] == U'城';
    return (town ? U"城" : U"") + side.text;
  };
  const auto both = [](std::u32string_view text) {
    return text.find(U'城') != text.npos && text.find_first_of(U"乡镇村") != text.npos;
  };
  const auto x = whole(a), y = whole(b);
  return (x == U"城乡" && both(y)) || (y == U"城乡" && both(x));
}

/// 为, 向, 对 of 为山区供水, 向山区供水; 到, 至.
bool only_prepositions(std::u32string_view text) {
  constexpr std::u32string_view words = U"为向对给将把从由在于至到";
  return text.size() == 1 && words.find(text.front()) != words.npos;
}

/// 、村两 of 乡、村两级河长, of which the other side has 村级河长 elsewhere.
bool levels_said(const Side& side, std::u32string_view other) {
  constexpr std::u32string_view levels = U"省市县乡镇村", joins = U"、和及两三四级";
  if (side.text.find_first_of(U"、两三") == side.text.npos ||
      !(side.after.starts_with(U"级") || side.text.ends_with(U"级")))
    return false;
  return std::all_of(side.text.begin(), side.text.end(), [&](char32_t c) {
    return joins.find(c) != joins.npos || (levels.find(c) != levels.npos && contains(other, std::u32string{c, U'级'}));
  });
}

/// 每月, 按月, 逐月.
bool same_period(const std::u32string& a, const std::u32string& b) {
  const auto x = period_in(to_utf8(a)), y = period_in(to_utf8(b));
  return x && y && *x == *y;
}

}  // namespace

Meaning meaning_of(const Pairing& pairing, const Stretch& s, const WholeTexts& texts, const LintRules& rules) {
  const Side a = side_of(pairing.measure.chars, s.a0, s.a1), b = side_of(pairing.row.chars, s.b0, s.b1);
  if (bare(a.text, rules) == bare(b.text, rules) && !opposed(a, b, rules)) return {};
  if (bare(a.wide, rules) == bare(b.wide, rules)) return {};
  if (a.text.empty() != b.text.empty() && (levels_said(a, texts.row) || levels_said(b, texts.measure))) return {};
  if (const Side& more = a.text.empty() ? b : a; a.text.empty() != b.text.empty()) {
    if (says_level(more)) return {};
    if (built_up_town(more)) return {"scope_differs", "wording"};
  }
  if (only_prepositions(a.text) && only_prepositions(b.text)) return {};
  if (other_pollutant(a, b, texts, rules)) return {"name_differs", "name_differs", true};
  if (has_digit(a.text) || has_digit(b.text)) return {};  // figures are counted by themselves
  if (opposed(a, b, rules)) return {"duty_differs", "duty_differs", turns_round(a, b, rules)};
  const auto x = touched(a, rules.intervals), y = touched(b, rules.intervals);
  if (x != y && !same_period(x, y)) return {"deadline_differs", "deadline_words", !x.empty() && !y.empty()};
  if (part_for_whole(a, b, pairing, rules)) return {"scope_differs", "scope_narrower", true};
  if (goes_without_saying(a, b, rules)) return {};
  if (town_and_country(a, b)) return {};
  if (auto area = of_area(a, b, pairing, texts, rules); !area.kind.empty()) return area;
  const std::size_t longest = std::max(content_size(a.text), content_size(b.text));
  if (content_size(a.text) == 0 || content_size(b.text) == 0)
    return of_one_side(a, b, a.text.empty() ? pairing.measure.chars : pairing.row.chars, rules);
  if (near_words(a, b, rules) && longest <= 4) return {"name_differs", "wording"};
  const auto work = touched(a, rules.duties), other = touched(b, rules.duties);
  if (longest <= 4 && !work.empty() && !other.empty() && work != other) return {"duty_differs", "duty_differs"};
  if (longest <= 8 && contains_any(a.after, rules.unit_endings) && contains_any(b.after, rules.unit_endings))
    return {"unit_differs", "unit_differs"};
  if (bare(a.text, rules).empty() || bare(b.text, rules).empty())  // 一是完成 for 整治: no part of a name
    return longest <= 6 ? Meaning{"name_differs", "filler"} : Meaning{};
  if (longest <= 4 && in_name(a, rules) && in_name(b, rules)) return {"name_differs", "name_differs"};
  if (names_size(a) || names_size(b)) return {};
  if (contains_any(a.text, rules.scopes) != contains_any(b.text, rules.scopes) && longest <= 4)
    return {"scope_differs", "scope_narrower"};
  if (longest >= 8) return {"duty_differs", "wording"};
  return longest <= 6 ? Meaning{"name_differs", "wording"} : Meaning{};
}

}  // namespace limpid::plan::linting
