// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/quantities.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "plan/reader/base_quantity.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/quantity_bounds.hpp"
#include "plan/reader/quantity_patterns.hpp"
#include "plan/reader/quantity_words.hpp"
#include "plan/reader/subjects.hpp"

namespace limpid::plan {
namespace {

bool is_latin(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// `VOCs180吨`, `COD500吨`: names of pollutants that no number belongs to, as one does in PM10, SO2, BOD5.
bool behind_pollutant(std::string_view before) {
  std::size_t from = before.size();
  while (from > 0 && is_latin(before[from - 1])) --from;
  if (from > 0 && ((before[from - 1] >= '0' && before[from - 1] <= '9') || before[from - 1] == '.')) return false;
  constexpr std::array<std::string_view, 13> names{"VOCs", "VOC",   "TVOC",  "NMHC", "NOx", "NOX", "SOx",
                                                   "COD",  "CODcr", "CODCr", "TSP",  "TP",  "TN"};
  return std::find(names.begin(), names.end(), before.substr(from)) != names.end();
}

/// A figure does not begin inside a word or a number: PM2.5, 0.58, HJ1209.
bool begins_here(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char c = text[at - 1];
  return !((c >= '0' && c <= '9') || is_latin(c) || c == '.') || behind_pollutant(text.substr(0, at));
}

bool continues_number(std::string_view text, std::size_t at) {
  return at < text.size() && ((text[at] >= '0' && text[at] <= '9') || text[at] == ':' || text[at] == '.');
}

std::size_t offset(std::string_view text, const re2::StringPiece& piece) {
  return static_cast<std::size_t>(piece.data() - text.data());
}

/// In the order of water classes: I is less than V. 劣V类 is worse than V, I~III类 is III or better, III类及以上 too.
std::string class_comparator(re2::StringPiece before, bool worse, bool from_first, re2::StringPiece behind) {
  if (worse) return ">";
  if (before == "优于") return "<";
  if (behind == "及以下" || behind == "以下") return ">=";
  return before.empty() && !from_first && behind.empty() ? "=" : "<=";
}

class Finder {
 public:
  Finder(std::string_view text, const std::vector<FoundDeadline>& deadlines) : text_(text), taken_(text.size()) {
    for (const auto& d : deadlines) take(d.begin, d.end);
  }

  void figures() {
    std::array<re2::StringPiece, 5> g;
    for (std::size_t at = 0;
         quantity_patterns::figure().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 5);) {
      const std::size_t begin = offset(text_, g[0]), end = begin + g[0].size();
      at = end;
      if (!begins_here(text_, begin) || is_taken(begin, end) || text_.substr(0, begin).ends_with("第")) continue;
      const bool more = !g[3].empty();
      const std::string unit = std::string(g[2]) + std::string(g[4]);
      FoundQuantity found{{{}, std::string(g[1]), unit, more ? ">" : "="}, begin, end};
      if (around_the_clock(text_.substr(end), found.quantity) || !part_of_ten(unit, text_.substr(end)) ||
          !ends_word(unit, text_.substr(end)) || !begins_word(text_.substr(0, begin), unit, text_.substr(end)))
        continue;
      if (says_bound_again(found)) continue;
      take_in(std::move(found));
      before_it(begin, unit);
    }
  }

  /// `85%以上(含85%)`: the bound itself is meant too.
  bool says_bound_again(const FoundQuantity& again) {
    if (!text_.substr(0, again.begin).ends_with("(含") || !text_.substr(again.end).starts_with(")")) return false;
    const std::size_t bound = again.begin - std::string_view("(含").size();
    for (auto& q : found_) {
      if (q.end != bound || q.quantity.value != again.quantity.value) continue;
      if (q.quantity.comparator == "<") q.quantity.comparator = "<=";
      return true;
    }
    return false;
  }

  /// `30、200、300毫克/立方米`, `10-15家`, `由52降至48微克/立方米`: the unit is printed once.
  void before_it(std::size_t begin, const std::string& unit) {
    static const RE2 re(
        "(?:(?:由|从)(?:20\\d\\d年的)?(\\d+(?:\\.\\d+)?)(?:下降|降低|降|提高|提升|增加|增长|减少|压减)[到至]|"
        "(\\d+(?:\\.\\d+)?)(?:、|[-—–~至±]))$");
    constexpr std::size_t kReach = 36;  // bytes
    for (;;) {
      re2::StringPiece changed, listed;
      const std::size_t from = begin > kReach ? begin - kReach : 0;
      const auto ahead = text_.substr(from, begin - from);
      if (!RE2::PartialMatch(ahead, re, &changed, &listed)) return;
      const auto number = changed.empty() ? listed : changed;
      const std::size_t at = offset(text_, number), end = at + number.size();
      if (!begins_here(text_, at) || is_taken(at, end) || text_.substr(0, at).ends_with("第")) return;
      take_in({{{}, std::string(number), unit}, at, end});
      if (text_.substr(end).starts_with("±")) found_.back().quantity.comparator = "=";
      begin = at;
    }
  }

  /// 近百家, 上百个, 数十家: words before a round count. Whether it is one; 近 is no part of its text, as in 近100家.
  bool about_many(FoundQuantity& found, std::string_view numerals) const {
    const auto before = text_.substr(0, found.begin);
    const auto rounds = [&](std::initializer_list<std::string_view> words) {
      return std::any_of(words.begin(), words.end(), [&](auto w) { return numerals.starts_with(w); });
    };
    if (!rounds({"十", "百", "千"})) return false;
    const auto takes = [&](std::string_view word, std::string_view comparator) {
      found.begin -= word.size();
      found.quantity.comparator = comparator;
      return true;
    };
    for (std::string_view word : {"数", "几"})
      if (before.ends_with(word)) return takes(word, ">");
    if (numerals.starts_with("十")) return false;
    if (before.ends_with("上"))
      return !before.ends_with("以上") && !before.ends_with("线上") && !before.ends_with("网上") && takes("上", ">=");
    return before.ends_with("近") && !before.ends_with("附近") && !before.ends_with("最近");
  }

  void worded() {
    std::array<re2::StringPiece, 4> g;
    for (std::size_t at = 0;
         quantity_patterns::worded_share().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 3);) {
      const std::size_t begin = offset(text_, g[0]), end = begin + g[0].size();
      at = end;
      if (is_taken(begin, end) || text_.substr(0, begin).ends_with("个")) continue;
      take_in({{{}, std::string(g[2]), std::string(g[1])}, begin, end});
    }
    for (std::size_t at = 0;
         quantity_patterns::worded_figure().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 4);) {
      const std::size_t begin = offset(text_, g[0]), end = begin + g[0].size();
      at = end;
      const std::string_view numerals(g[1].data(), g[1].size()), unit(g[3].data(), g[3].size());
      if (is_taken(begin, end)) continue;
      FoundQuantity found{{{}, std::string(g[1]), std::string(g[3]), g[2].empty() ? "=" : ">"}, begin, end};
      const bool many = g[2].empty() && !counts_turns(unit) && about_many(found, numerals);
      if (!many && !counts(begin, numerals, unit, !g[2].empty())) continue;
      const auto rest = text_.substr(end);
      if (names_demands(unit, rest) || !part_of_ten(unit, rest) || !ends_word(unit, rest)) continue;
      take_in(std::move(found));
    }
  }

  void parts_of_whole() {
    std::array<re2::StringPiece, 2> g;
    if (!holds_any(text_, {"半", "番", ":", "∶"})) return;
    for (const RE2* re : {&quantity_patterns::half(), &quantity_patterns::doubling(), &quantity_patterns::ratio()})
      for (std::size_t at = 0; re->Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 2);) {
        const std::size_t begin = offset(text_, g[0]), end = begin + g[0].size();
        at = end;
        if (is_taken(begin, end)) continue;
        if (re == &quantity_patterns::half())
          take_in({{{}, std::string(g[0]), {}}, begin, end});
        else if (re == &quantity_patterns::doubling())
          add({{{}, std::string(g[1]), "番"}, begin, end});
        else if (begins_here(text_, begin) && !continues_number(text_, end) && exchanges(begin, end))
          take_in({{{}, std::string(g[1]), {}}, begin, end});
      }
  }

  void decimals() {
    std::array<re2::StringPiece, 2> g;
    for (const RE2* re : {&quantity_patterns::index_value(), &quantity_patterns::bare_decimal()}) {
      if (re == &quantity_patterns::index_value() && !holds_any(text_, {"指数", "系数"})) continue;
      for (std::size_t at = 0; re->Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 2);) {
        const std::size_t begin = offset(text_, g[1]), end = begin + g[1].size();
        at = end;
        if (is_taken(begin, end)) continue;
        take_in({{{}, std::string(g[1]), {}}, begin, end});
        before_it(begin, {});
      }
    }
  }

  void zeros() {
    std::array<re2::StringPiece, 2> g;
    if (!holds_any(text_, {"0", "零"})) return;
    for (std::size_t at = 0; quantity_patterns::zero().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 2);) {
      const std::size_t begin = offset(text_, g[1]), end = begin + g[1].size();
      at = end;
      if (!is_taken(begin, end)) add({{{}, std::string(g[1]), {}}, begin, end});
    }
  }

  void classes() {
    std::array<re2::StringPiece, 6> g;
    for (std::size_t at = 0;
         quantity_patterns::water_class().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 6);) {
      const std::size_t begin = offset(text_, g[0]), end = begin + g[0].size();
      at = end;
      if (!begins_here(text_, offset(text_, g[3].empty() ? g[4] : g[3])) || is_taken(begin, end)) continue;
      FoundQuantity found{{{}, std::string(g[4]), "类"}, begin, end};
      found.quantity.comparator = class_comparator(g[1], !g[2].empty(), !g[3].empty(), g[5]);
      add(std::move(found));
    }
  }

  std::vector<FoundQuantity> sorted() && {
    std::sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    share_bounds();
    set_subjects(text_, found_);
    return std::move(found_);
  }

 private:
  /// Whether numerals with a counting word are a figure: not 第三方, 双随机, 每两个月, `三次提醒`, 一个, 水十条.
  bool counts(std::size_t begin, std::string_view numerals, std::string_view unit, bool more) const {
    const auto before = text_.substr(0, begin);
    for (std::string_view word : {"第", "每", "其", "同", "“", "百分之", "数", "几"})
      if (before.ends_with(word)) return false;
    for (std::string_view decree : {"水", "气", "土", "声"})
      if (unit == "条" && numerals == "十" && before.ends_with(decree)) return false;
    for (std::string_view bare : {"千", "百", "万"})
      if (!more && numerals.starts_with(bare)) return false;                     // 千吨万人; but 百余家
    if (unit == "次" && numerals != "一" && bounded_below(before)) return true;  // 每月不少于三次
    if (counts_turns(unit)) return false;
    return numerals != "一" || unit == "个等级" || unit == "倍" || unit == "个百分点" ||
           unit.find("万") != std::string_view::npos;
  }

  static bool counts_turns(std::string_view unit) {
    return unit == "次" || unit == "期" || unit == "天" || unit == "位" || unit == "项";
  }

  static bool bounded_below(std::string_view before) {
    return before.ends_with("不少于") || before.ends_with("不低于") || before.ends_with("至少");
  }

  /// `按1:1.5比例`, `实行1:2倍量替代`, `置换比例不低于1:1.25`.
  bool exchanges(std::size_t begin, std::size_t end) const {
    static const RE2 before(
        "(?:比例|替代|置换|削减|倍量|等量|减量|配比)(?:不低于|不得低于|达到|不小于|为|按照?|:|\\()*$"),
        behind("^(?:的?(?:比例|替代|置换|削减|倍量|等量|减量))");
    constexpr std::size_t kReach = 36;  // bytes
    const std::size_t from = begin > kReach ? begin - kReach : 0;
    return RE2::PartialMatch(text_.substr(from, begin - from), before) || RE2::PartialMatch(text_.substr(end), behind);
  }

  void take_in(FoundQuantity found) {
    take_bounds(text_, found);
    add(std::move(found));
  }

  /// `分别不低于10%、20%、30%`: the words bound each figure of the list. `10-15家` is 10 at least and 15 at most.
  void share_bounds() {
    for (std::size_t i = found_.size(); i-- > 1;) bound_from_behind(found_[i], found_[i - 1]);
    for (std::size_t i = 1; i < found_.size(); ++i) {
      const auto& last = found_[i - 1];
      auto& next = found_[i];
      const auto between = text_.substr(last.end, next.begin - last.end);
      if ((between == "、" || between == "和") && next.quantity.comparator == "=" &&
          (next.quantity.unit == last.quantity.unit || each_apart(last.begin)))
        next.quantity.comparator = last.quantity.comparator;
      if (is_range(last, next, between)) {
        found_[i - 1].quantity.comparator = ">=";
        next.quantity.comparator = "<=";
      }
    }
    share_bounds_behind();
  }

  /// `分别控制在30μg/m3、12μg/m3以下`: what bounds the last one, in the same direction, bounds all.
  void share_bounds_behind() {
    bool bounded = false;
    for (std::size_t i = found_.size(); i-- > 1;) {
      auto& last = found_[i - 1];
      const auto& next = found_[i];
      const auto between = text_.substr(last.end, next.begin - last.end);
      bounded = (between == "、" || between == "和") && (bounded || bounded_behind(next.quantity.text)) &&
                !bounded_behind(last.quantity.text) && each_apart(last.begin) &&
                last.quantity.comparator.front() == next.quantity.comparator.front();
      if (bounded) last.quantity.comparator = next.quantity.comparator;
    }
  }

  /// Whether 分别 stands before it in its clause.
  bool each_apart(std::size_t at) const {
    constexpr std::size_t kReach = 240;  // bytes
    const auto ahead = text_.substr(at > kReach ? at - kReach : 0, std::min(at, kReach));
    const auto word = ahead.rfind("分别");
    return word != std::string_view::npos && ahead.find_first_of(",;", word) == std::string_view::npos &&
           ahead.find("。", word) == std::string_view::npos;
  }

  /// `分别下降24%、25%以上`: what stands behind the last figure bounds each.
  void bound_from_behind(const FoundQuantity& next, FoundQuantity& before) const {
    static const RE2 each_reached("达到?(?:\\d+(?:\\.\\d+)?%、)*$");  // 达到10%、30%以上
    constexpr std::size_t kReach = 60;                                // bytes
    const std::size_t from = before.begin > kReach ? before.begin - kReach : 0;
    if (next.quantity.unit != "%" || before.quantity.unit != "%" || before.quantity.comparator != "=" ||
        text_.substr(before.end, next.begin - before.end) != "、" ||
        RE2::PartialMatch(text_.substr(from, before.begin - from), each_reached))
      return;
    for (std::string_view behind : {"以上", "以下", "以内"})
      if (next.quantity.text == next.quantity.value + "%" + std::string(behind))
        before.quantity.comparator = next.quantity.comparator;
  }

  /// `由85%至90%` tells of a change.
  bool is_range(const FoundQuantity& from, const FoundQuantity& to, std::string_view between) const {
    static const RE2 mark("[-—–~至]+");
    const auto before = text_.substr(0, from.begin);
    const bool within = before.ends_with("控制在");  // 控制在30-50家
    return (from.quantity.comparator == "=" || within) && to.quantity.comparator == "=" &&
           from.quantity.unit == to.quantity.unit && RE2::FullMatch(between, mark) && !before.ends_with("由") &&
           !before.ends_with("从") && !before.ends_with("自");
  }

  bool is_taken(std::size_t begin, std::size_t end) const {
    return std::any_of(taken_.begin() + static_cast<std::ptrdiff_t>(begin),
                       taken_.begin() + static_cast<std::ptrdiff_t>(end), [](bool t) { return t; });
  }
  void take(std::size_t begin, std::size_t end) {
    std::fill(taken_.begin() + static_cast<std::ptrdiff_t>(begin), taken_.begin() + static_cast<std::ptrdiff_t>(end),
              true);
  }
  void add(FoundQuantity found) {
    take(found.begin, found.end);
    auto& q = found.quantity;
    q.text = text_.substr(found.begin, found.end - found.begin);
    std::erase(q.text, ' ');  // 4.5 km
    q.base = to_base(q.value, q.unit);
    found_.push_back(std::move(found));
  }

  std::string_view text_;
  std::vector<bool> taken_;
  std::vector<FoundQuantity> found_;
};

}  // namespace

std::vector<FoundQuantity> find_quantities(std::string_view text, const std::vector<FoundDeadline>& deadlines) {
  Finder finder(text, deadlines);
  finder.parts_of_whole();
  finder.figures();
  finder.worded();
  finder.decimals();
  finder.zeros();
  finder.classes();
  return std::move(finder).sorted();
}

}  // namespace limpid::plan
