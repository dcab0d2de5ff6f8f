// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/quantities.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "plan/reader/base_quantity.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

/// Words before a figure that bound it. Those that belong to the figure (`不少于800辆次`) are part of its text.
struct Bound {
  std::string_view word;
  std::string_view comparator;
  bool in_text;
};

constexpr std::array kBefore{
    Bound{"不得超过", "<=", true}, Bound{"不得高于", "<=", true},   Bound{"不得大于", "<=", true},
    Bound{"不得多于", "<=", true}, Bound{"不得低于", ">=", true},   Bound{"不得少于", ">=", true},
    Bound{"不得小于", ">=", true}, Bound{"大于等于", ">=", true},   Bound{"大于或等于", ">=", true},
    Bound{"小于等于", "<=", true}, Bound{"小于或等于", "<=", true}, Bound{"不超出", "<=", true},
    Bound{"力争达到", "=", false}, Bound{">=", ">=", true},         Bound{"≥", ">=", true},
    Bound{"<=", "<=", true},       Bound{"≤", "<=", true},          Bound{">", ">", true},
    Bound{"<", "<", true},         Bound{"不少于", ">=", true},     Bound{"不低于", ">=", true},
    Bound{"不小于", ">=", true},   Bound{"不高于", "<=", true},     Bound{"不超过", "<=", true},
    Bound{"不大于", "<=", true},   Bound{"不多于", "<=", true},     Bound{"不足", "<", true},
    Bound{"低于", "<", true},      Bound{"小于", "<", true},        Bound{"少于", "<", true},
    Bound{"不到", "<", true},      Bound{"高于", ">", true},        Bound{"大于", ">", true},
    Bound{"超过", ">", true},      Bound{"多于", ">", true},        Bound{"至少", ">=", true},
    Bound{"最多", "<=", true},     Bound{"控制在", "<=", false},    Bound{"±", "<=", true},
};

constexpr std::array kAfter{
    Bound{"及以上", ">=", true}, Bound{"以上", ">=", true},     Bound{"及以下", "<=", true},
    Bound{"以下", "<", true},    Bound{"以内", "<=", true},     Bound{"之内", "<=", true},
    Bound{"范围内", "<=", true}, Bound{"范围以内", "<=", true}, Bound{"左右", "=", true},
};

#define UNIT                                                                                                                                                          \
  "(?:次/(?:小时|季度|[日天周月年])|块?标砖(?:/年)?|微克每立方米|毫克每立方米|毫克每升|吨标准煤|吨标煤|吨/"                     \
  "月[·.]平方公里|吨/[(]?平方公里[·.]月[)]?|毫克/克|微克/"                                                                                          \
  "克|克/升|克/千克|微摩尔/摩尔|μmol/mol|umol/mol|毫克/"                                                                                                \
  "平方米|毫克/公斤|千克/亩|公斤/亩|公斤|千克|克/千瓦时|毫克/米|蒸吨(?:/小时|/时|/h)?|微克/立方米|毫克/立方米|克/"            \
  "立方米|毫克/"                                                                                                                                                 \
  "升|毫克/千克|微克/升|微克/千克|克/平方米|人/平方公里|"                                                                                        \
  "吨/平方公里[·.]?月?|吨/日|吨/天|吨/年|吨/小时|立方米/日|立方米/天|立方米/秒|立方米/小时|米/秒|公里/"                          \
  "小时|立方米|平方公里|"                                                                                                                                    \
  "平方千米|平方米|公里|千米|厘米|毫米|米|总吨|吨|千瓦时|千瓦|兆瓦|千伏安|个月|个百分点|个等级|个点位|小时|分钟|分贝|" \
  "亩次|"                                                                                                                                                           \
  "辆次|人次|"                                                                                                                                                    \
  "家次|批次|户次|公顷|亩|户|家|台[(]套[)]|台套|台次|台|套|座|处|宗|项|条|辆|艘|次|位|名|人|天|倍|大类|大项目|类|种|"          \
  "元/(?:吨|升|亩|平方米|立方米|千瓦时|度|户|人|台|辆|头|公斤|千克|米|公里|年|月|天|车)|元|口|"                                       \
  "眼|株|棵|个|"                                                                                                                                                  \
  "块|根|"                                                                                                                                                          \
  "头|只|尾|羽|张|支|所|间|期|面|盏|把|起|件|份|场|路|片|辆车|组|摄氏度|kWh|kW|MW|°C|℃|%|‰|成|mg/L|mg/l|mg/kg|mg/"                      \
  "g|ug/"                                                                                                                                                             \
  "m3|μg/"                                                                                                                                                           \
  "m3|mg/m3|m3/d|m3/"                                                                                                                                                 \
  "s|m3/h|m3|"                                                                                                                                                        \
  "t/d|t/h|t/a|(?:km|KM|Km)2|km|KM|Km|hm2|dB\\(A\\)|dB)"

/// Counted in digits only: 三方 are three sides, 三轮 drive.
#define DIGITS_UNIT "(?:" UNIT "|[轮遍])"

#define MULTIPLE "万|亿|千万|百万|千|百"

/// `500余万元`, `3万余亩`: groups number, [multiple, 余, rest of the unit] or [unit].
const RE2& figure() {
  static const RE2 re("(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(?:(" MULTIPLE ")?(余|多)((?:" MULTIPLE
                      ")?" DIGITS_UNIT "|[万亿]方)| ?((?:" MULTIPLE ")?" DIGITS_UNIT "|[万亿]方))");
  return re;
}

/// Counts in Chinese numerals; `一` alone counts nothing that a plan is held to.
const RE2& worded_figure() {
  static const RE2 re("(" LIMPID_HAN_NUMERAL ")(余|多)?((?:万|亿)?" UNIT ")");
  return re;
}

/// 百分之六十, 千分之五, 三分之二; `六个百分之百` is the name of a standard of building sites.
const RE2& worded_share() {
  static const RE2 re("([二三四五六七八九十百千]+分之)(" LIMPID_HAN_NUMERAL ")");
  return re;
}

const RE2& half() {
  static const RE2 re("一半|半数");
  return re;
}

/// 翻一番, 翻两番.
const RE2& doubling() {
  static const RE2 re("翻(?:了)?([一两二三])番");
  return re;
}

/// `1:1.5` of so much for so much; the figures of a clock or a scale stand beside other words.
const RE2& ratio() {
  static const RE2 re("(\\d{1,2}(?:\\.\\d{1,2})?[:∶]\\d{1,2}(?:\\.\\d{1,2})?)");
  return re;
}

const RE2& bare_decimal() {
  static const RE2 re(
      "(?:提高到|提高至|提升到|提升至|降低到|降至|控制在|达到|不低于|不高于|不超过|为|系数|指数)(\\d+\\.\\d+)");
  return re;
}

const RE2& water_class() {
  static const RE2 re(
      "(达到或优于|优于或达到|达到或好于|优于)?(劣)?(?:(I{1,2})类?[-—–~至])?(I{1,3}|IV|VI?)类(及以上|以上|及以下|以下)"
      "?");
  return re;
}

/// A figure does not begin inside a word or a number: PM2.5, 0.58, HJ1209.
bool begins_here(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char c = text[at - 1];
  return !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.');
}

bool continues_number(std::string_view text, std::size_t at) {
  return at < text.size() && ((text[at] >= '0' && text[at] <= '9') || text[at] == ':' || text[at] == '.');
}

std::size_t offset(std::string_view text, const re2::StringPiece& piece) {
  return static_cast<std::size_t>(piece.data() - text.data());
}

/// `200米内`; 内河 after a count is another word.
bool within(std::string_view rest, std::string_view unit) {
  if (!rest.starts_with("内")) return false;
  return unit == "米" || unit == "公里" || unit == "千米" || unit == "天" || unit == "小时" || unit == "分钟";
}

/// 三成, 七成以上; not 12月20日成立, 六成员.
bool part_of_ten(std::string_view unit, std::string_view rest) {
  if (unit != "成") return true;
  for (std::string_view word :
       {"立", "员", "果", "效", "功", "为", "本", "熟", "套", "品", "分", "人", "型", "因", "都"})
    if (rest.starts_with(word)) return false;
  return true;
}

/// 24小时在线, 24小时全天候 say how, not how much.
bool around_the_clock(std::string_view rest, const Quantity& q) {
  if (q.value != "24" || q.unit != "小时") return false;
  for (std::string_view word : {"全天候", "不间断", "值守", "值班", "在线", "连续", "有人", "专人"})
    if (rest.starts_with(word)) return true;
  return false;
}

/// `不能超过`, `未低于`: how much of what stands before the bound turns it round.
std::size_t negation_before(std::string_view text, const Bound& bound) {
  if (bound.comparator != ">" && bound.comparator != "<") return 0;
  for (std::string_view word : {"不能", "不可", "不应", "不宜", "不准", "没有", "未"})
    if (text.ends_with(word)) return word.size();
  return 0;
}

/// 六个百分百, 三个必须, 两个全覆盖 are names of demands, not so many things.
bool names_demands(std::string_view unit, std::string_view rest) {
  if (unit != "个") return false;
  for (std::string_view word :
       {"百分百", "百分之百", "必须", "全覆盖", "一律", "严禁", "不准", "不得", "不漏", "不放过", "到位", "坚持",
        "统一",   "统筹",     "确保", "突出",   "强化", "清零", "凡是", "杜绝", "转变", "注重",   "从严"})
    if (rest.starts_with(word)) return true;
  return false;
}

/// Takes in the words around the figure at [begin, end) that bound it.
void bound(std::string_view text, FoundQuantity& found) {
  for (const auto& b : kBefore) {
    if (!text.substr(0, found.begin).ends_with(b.word)) continue;
    found.quantity.comparator = b.comparator;
    if (b.in_text) found.begin -= b.word.size();
    if (const auto negation = negation_before(text.substr(0, found.begin), b); negation > 0) {
      found.quantity.comparator = found.quantity.comparator == ">" ? "<=" : ">=";
      found.begin -= negation;
    }
    break;
  }
  if (within(text.substr(found.end), found.quantity.unit)) {
    found.quantity.comparator = "<=";
    found.end += std::string_view("内").size();
    return;
  }
  for (const auto& b : kAfter) {
    if (!text.substr(found.end).starts_with(b.word)) continue;
    if (b.word != "左右") found.quantity.comparator = b.comparator;
    found.end += b.word.size();
    break;
  }
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
    std::array<re2::StringPiece, 6> g;
    for (std::size_t at = 0; figure().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 6);) {
      const std::size_t begin = offset(text_, g[0]), end = begin + g[0].size();
      at = end;
      if (!begins_here(text_, begin) || is_taken(begin, end) || text_.substr(0, begin).ends_with("第")) continue;
      const bool more = !g[3].empty();
      const std::string unit = more ? std::string(g[2]) + std::string(g[4]) : std::string(g[5]);
      FoundQuantity found{{{}, std::string(g[1]), unit, more ? ">" : "="}, begin, end};
      if (around_the_clock(text_.substr(end), found.quantity) || !part_of_ten(unit, text_.substr(end))) continue;
      take_in(std::move(found));
      before_it(begin, unit);
    }
  }

  /// `30、200、300毫克/立方米`, `10-15家`: the unit is printed once.
  void before_it(std::size_t begin, const std::string& unit) {
    static const RE2 re("(\\d+(?:\\.\\d+)?)(?:、|[-—–~至±])$");
    constexpr std::size_t kReach = 16;  // bytes
    re2::StringPiece number;
    for (;;) {
      const std::size_t from = begin > kReach ? begin - kReach : 0;
      const auto ahead = text_.substr(from, begin - from);
      if (!RE2::PartialMatch(ahead, re, &number)) return;
      const std::size_t at = offset(text_, number), end = at + number.size();
      if (!begins_here(text_, at) || is_taken(at, end) || text_.substr(0, at).ends_with("第")) return;
      take_in({{{}, std::string(number), unit}, at, end});
      if (text_.substr(end).starts_with("±")) found_.back().quantity.comparator = "=";
      begin = at;
    }
  }

  void worded() {
    std::array<re2::StringPiece, 4> g;
    for (std::size_t at = 0; worded_share().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 3);) {
      const std::size_t begin = offset(text_, g[0]), end = begin + g[0].size();
      at = end;
      if (is_taken(begin, end) || text_.substr(0, begin).ends_with("个")) continue;
      take_in({{{}, std::string(g[2]), std::string(g[1])}, begin, end});
    }
    for (std::size_t at = 0; worded_figure().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 4);) {
      const std::size_t begin = offset(text_, g[0]), end = begin + g[0].size();
      at = end;
      if (is_taken(begin, end) || !counts(begin, g[1], g[3], !g[2].empty())) continue;
      if (names_demands({g[3].data(), g[3].size()}, text_.substr(end))) continue;
      if (!part_of_ten({g[3].data(), g[3].size()}, text_.substr(end))) continue;
      take_in({{{}, std::string(g[1]), std::string(g[3]), g[2].empty() ? "=" : ">"}, begin, end});
    }
  }

  void parts_of_whole() {
    std::array<re2::StringPiece, 2> g;
    if (!holds_any(text_, {"半", "番", ":", "∶"})) return;
    for (const RE2* re : {&half(), &doubling(), &ratio()})
      for (std::size_t at = 0; re->Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 2);) {
        const std::size_t begin = offset(text_, g[0]), end = begin + g[0].size();
        at = end;
        if (is_taken(begin, end)) continue;
        if (re == &half())
          take_in({{{}, std::string(g[0]), {}}, begin, end});
        else if (re == &doubling())
          add({{{}, std::string(g[1]), "番"}, begin, end});
        else if (begins_here(text_, begin) && !continues_number(text_, end) && exchanges(begin, end))
          take_in({{{}, std::string(g[1]), {}}, begin, end});
      }
  }

  void decimals() {
    std::array<re2::StringPiece, 2> g;
    for (std::size_t at = 0; bare_decimal().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 2);) {
      const auto digits =
          std::min(g[1].size(), std::string_view(g[1].data(), g[1].size()).find_first_not_of("0123456789."));
      const std::size_t begin = offset(text_, g[1]), end = begin + digits;
      at = end;
      if (!is_taken(begin, end)) take_in({{{}, std::string(g[1].substr(0, digits)), {}}, begin, end});
    }
  }

  void classes() {
    std::array<re2::StringPiece, 6> g;
    for (std::size_t at = 0; water_class().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 6);) {
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
    if (unit == "次" || unit == "期" || unit == "天" || unit == "位" || unit == "项") return false;
    return numerals != "一" || unit == "个等级" || unit == "倍" || unit == "个百分点" ||
           unit.find("万") != std::string_view::npos;
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
    bound(text_, found);
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
          next.quantity.unit == last.quantity.unit)
        next.quantity.comparator = last.quantity.comparator;
      if (is_range(last, next, between)) {
        found_[i - 1].quantity.comparator = ">=";
        next.quantity.comparator = "<=";
      }
    }
  }

  /// `分别下降24%、25%以上`: what stands behind the last figure bounds each.
  void bound_from_behind(const FoundQuantity& next, FoundQuantity& before) const {
    const auto between = text_.substr(before.end, next.begin - before.end);
    if (next.quantity.unit != "%" || before.quantity.unit != "%" || before.quantity.comparator != "=" ||
        between != "、")
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
    q.subject = subject_of(text_, found.begin, found.end, q);
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
  finder.classes();
  return std::move(finder).sorted();
}

}  // namespace limpid::plan
