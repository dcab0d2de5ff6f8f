// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/base_quantity.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

struct BaseUnit {
  std::string_view printed;
  std::string_view base;
  double factor;
};

constexpr std::array kUnits{
    BaseUnit{"公里", "m", 1e3},
    BaseUnit{"千米", "m", 1e3},
    BaseUnit{"km", "m", 1e3},
    BaseUnit{"KM", "m", 1e3},
    BaseUnit{"Km", "m", 1e3},
    BaseUnit{"米", "m", 1},
    BaseUnit{"m", "m", 1},
    BaseUnit{"cm", "m", 1e-2},
    BaseUnit{"mm", "m", 1e-3},
    BaseUnit{"厘米", "m", 1e-2},
    BaseUnit{"毫米", "m", 1e-3},
    BaseUnit{"平方公里", "m2", 1e6},
    BaseUnit{"平方千米", "m2", 1e6},
    BaseUnit{"km2", "m2", 1e6},
    BaseUnit{"平方米", "m2", 1},
    BaseUnit{"m2", "m2", 1},
    BaseUnit{"公顷", "m2", 1e4},
    BaseUnit{"hm2", "m2", 1e4},
    BaseUnit{"亩", "m2", 1e4 / 15},
    BaseUnit{"立方米", "m3", 1},
    BaseUnit{"方", "m3", 1},
    BaseUnit{"m3", "m3", 1},
    BaseUnit{"吨", "t", 1},
    BaseUnit{"吨标煤", "tce", 1},
    BaseUnit{"吨标准煤", "tce", 1},
    BaseUnit{"t", "t", 1},
    BaseUnit{"公斤", "t", 1e-3},
    BaseUnit{"kg", "t", 1e-3},
    BaseUnit{"千克", "t", 1e-3},
    BaseUnit{"蒸吨", "t/h", 1},
    BaseUnit{"蒸吨/小时", "t/h", 1},
    BaseUnit{"蒸吨/时", "t/h", 1},
    BaseUnit{"蒸吨/h", "t/h", 1},
    BaseUnit{"%", "%", 1},
    BaseUnit{"‰", "%", 0.1},
    BaseUnit{"成", "%", 10},
    BaseUnit{"个百分点", "pp", 1},
    BaseUnit{"小时", "h", 1},
    BaseUnit{"分钟", "h", 1.0 / 60},
    BaseUnit{"天", "h", 24},
    BaseUnit{"微克/立方米", "ug/m3", 1},
    BaseUnit{"微克每立方米", "ug/m3", 1},
    BaseUnit{"ug/m3", "ug/m3", 1},
    BaseUnit{"μg/m3", "ug/m3", 1},
    BaseUnit{"毫克/立方米", "ug/m3", 1e3},
    BaseUnit{"毫克每立方米", "ug/m3", 1e3},
    BaseUnit{"mg/m3", "ug/m3", 1e3},
    BaseUnit{"mg/Nm3", "ug/m3", 1e3},
    BaseUnit{"毫克/升", "mg/L", 1},
    BaseUnit{"毫克每升", "mg/L", 1},
    BaseUnit{"mg/L", "mg/L", 1},
    BaseUnit{"mg/l", "mg/L", 1},
    BaseUnit{"元", "CNY", 1},
    BaseUnit{"兆瓦", "kW", 1e3},
    BaseUnit{"MW", "kW", 1e3},
    BaseUnit{"千瓦", "kW", 1},
    BaseUnit{"kW", "kW", 1},
    BaseUnit{"千瓦时", "kWh", 1},
    BaseUnit{"kWh", "kWh", 1},
    BaseUnit{"MWh", "kWh", 1e3},
    BaseUnit{"千伏", "kV", 1},
    BaseUnit{"kV", "kV", 1},
    BaseUnit{"倍", "times", 1},
    BaseUnit{"亩次", "m2", 1e4 / 15},
    BaseUnit{"毫克/千克", "mg/kg", 1},
    BaseUnit{"mg/kg", "mg/kg", 1},
    BaseUnit{"毫克/克", "mg/kg", 1e3},
    BaseUnit{"克/平方米", "g/m2", 1},
    BaseUnit{"吨/平方公里", "g/m2", 1},
    BaseUnit{"吨/平方公里·月", "t/km2/mo", 1},
    BaseUnit{"吨/月·平方公里", "t/km2/mo", 1},
    BaseUnit{"人/平方公里", "1/km2", 1},
    BaseUnit{"分贝", "dB", 1},
    BaseUnit{"dB", "dB", 1},
    BaseUnit{"°C", "Cel", 1},
    BaseUnit{"摄氏度", "Cel", 1},
    BaseUnit{"总吨", "GT", 1},
    BaseUnit{"升", "m3", 1e-3},
    BaseUnit{"元/吨", "CNY/t", 1},
    BaseUnit{"元/升", "CNY/L", 1},
    BaseUnit{"μmol/mol", "umol/mol", 1},
};

/// 吨/年, m3/d, 次/周, km/h: so much in a time.
constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kTimes{{{"年", "a"},
                                                                                {"a", "a"},
                                                                                {"季度", "qu"},
                                                                                {"月", "mo"},
                                                                                {"周", "wk"},
                                                                                {"日", "d"},
                                                                                {"天", "d"},
                                                                                {"d", "d"},
                                                                                {"小时", "h"},
                                                                                {"时", "h"},
                                                                                {"h", "h"},
                                                                                {"秒", "s"},
                                                                                {"s", "s"}}};

constexpr std::array<std::pair<std::string_view, double>, 6> kPowers{
    {{"千万", 1e7}, {"百万", 1e6}, {"万", 1e4}, {"亿", 1e8}, {"千", 1e3}, {"百", 1e2}}};

std::optional<double> number_of(const std::string& printed) {
  std::string digits;
  for (char c : printed)
    if (c != ',') digits += c;
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc{} && end == digits.data() + digits.size()) return value;
  const auto words = numeral(printed);
  return words < 0 ? std::nullopt : std::optional(static_cast<double>(words));
}

std::string decimal(double value) {
  auto text = fmt::format("{:.6f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

int water_class(const std::string& roman) {
  constexpr std::array<std::string_view, 6> classes{"I", "II", "III", "IV", "V", "VI"};
  for (std::size_t i = 0; i < classes.size(); ++i)
    if (roman == classes[i]) return static_cast<int>(i) + 1;
  return 0;
}

/// Counting words that stand for the things themselves.
bool counts(std::string_view unit) {
  static const RE2 re(
      "个|户|家|台|套|座|处|项|条|辆|艘|名|人|大类|大项目|类|种|口|眼|株|棵|块|根|头|只|羽|张|支|所|间|组|面|盏|把|起|"
      "件|"
      "份|场|次|轮|遍|辆次|人次|家次|台次|批次|户次|宗|尾|个等级");
  return RE2::FullMatch(unit, re);
}

/// 百分之六十, 三分之二 and 一半 are shares of a hundred; of 1:1.5, and of 1.5:1, the greater is 1.5 times the other.
std::optional<BaseQuantity> part_of_whole(const std::string& value, const std::string& unit) {
  static const RE2 fraction("([二三四五六七八九十百千]+)分之"), ratio("(\\d+(?:\\.\\d+)?)[:∶](\\d+(?:\\.\\d+)?)");
  constexpr double kWhole = 100;
  std::string of, to;
  if ((value == "一半" || value == "半数") && unit.empty()) return BaseQuantity{decimal(kWhole / 2), "%"};
  if (RE2::FullMatch(unit, fraction, &of)) {
    const auto part = number_of(value), whole = number_of(of);
    return part && whole ? BaseQuantity{decimal(kWhole * *part / *whole), "%"} : BaseQuantity{};
  }
  if (!unit.empty() || !RE2::FullMatch(value, ratio, &of, &to)) return std::nullopt;
  const auto one = number_of(of), other = number_of(to);
  if (!one || !other || *one <= 0 || *other <= 0) return BaseQuantity{};
  return BaseQuantity{decimal(std::max(*one, *other) / std::min(*one, *other)), "times"};
}

using Factor = std::pair<std::string, double>;  ///< the unit that compares, and how much of it one is

std::optional<Factor> factor_of(std::string_view unit) {
  const auto* found = std::find_if(kUnits.begin(), kUnits.end(), [&](const BaseUnit& b) { return b.printed == unit; });
  if (found != kUnits.end()) return Factor{found->base, found->factor};
  return counts(unit) ? std::optional(Factor{"1", 1}) : std::nullopt;
}

/// Of 吨, of 吨/年.
std::optional<Factor> one_of(std::string_view unit) {
  if (auto whole = factor_of(unit)) return whole;
  const auto slash = unit.rfind('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto* time =
      std::find_if(kTimes.begin(), kTimes.end(), [&](const auto& t) { return t.first == unit.substr(slash + 1); });
  auto part = factor_of(unit.substr(0, slash));
  if (!part || time == kTimes.end()) return std::nullopt;
  part->first.append("/").append(time->second);
  return part;
}

}  // namespace

BaseQuantity to_base(const std::string& value, const std::string& unit) {
  if (const auto part = part_of_whole(value, unit)) return *part;
  if (unit == "类")
    if (const int number = water_class(value)) return {std::to_string(number), "class"};
  const auto number = number_of(value);
  if (!number) return {};
  if (unit.empty()) return {decimal(*number), "1"};
  if (const auto whole = one_of(unit)) return {decimal(*number * whole->second), whole->first};
  for (const auto& [word, power] : kPowers)
    if (unit.starts_with(word)) {
      const auto found = one_of(std::string_view(unit).substr(word.size()));
      return found ? BaseQuantity{decimal(*number * power * found->second), found->first} : BaseQuantity{};
    }
  return {};
}

namespace {

/// The words of the clause before a figure, as far back as a subject may stand.
std::string_view clause_before(std::string_view text, std::size_t at) {
  constexpr std::size_t kReach = 1200;  // bytes
  constexpr std::string_view kFull = "。";
  const std::size_t first = at > kReach ? at - kReach : 0;
  std::size_t from = at;
  while (from > first && text[from - 1] != ',' && text[from - 1] != ';' && !text.substr(0, from).ends_with(kFull))
    --from;
  from = next_character(text, from);
  return text.substr(from, at - from);
}

#define REACHES                                                                                                                                                      \
  "(?:提高到|提高至|提升到|提升至|提高|提升|增加|增长|下降到|下降至|降低到|降低至|降到|降至|下降|降低|减少|压减|达到|" \
  "达|"                                                                                                                                                             \
  "稳定|保持在|保持|控制在|稳定在|为|力争|均|分别|全部|基本|同比|较\\d{4}年)*$"

/// What is laid, planted, moved or paid; other units tell a property.
bool is_amount(std::string_view base) {
  constexpr std::array<std::string_view, 11> amounts{"m",  "m2",  "m3",   "t",   "tce", "CNY",
                                                     "kW", "kWh", "m3/d", "t/d", "t/a"};
  return std::find(amounts.begin(), amounts.end(), base) != amounts.end();
}

#define DEEDS                                                                                                                                                     \
  "(?:完成|淘汰|检查|抽查|抽检|新建|改建|扩建|续建|建设|建成|修建|推广|安装|加装|更新|更换|改造|治理|整治|清理|清运|" \
  "排查|监测|新增|设置|设立|配备|购置|拆除|关停|取缔|关闭|培训|发放|修复|实施|开展|创建|打造|布设|划定|取得|铺设|"    \
  "敷设|疏浚|栽植|种植|投放|削减|压减|减少|增加|回收|处置|推进|落实|组织)"

/// What the figure behind the words counts or measures: `淘汰燃煤锅炉18台`, `新建污水管网22.5公里`. The words behind
/// the clause's last deed, or the clause where it has none; a deed itself is counted by times only (`检查不少于3次`).
std::string object_before(std::string_view before, bool times) {
  static const LazyPattern object("^(?:其中|.*(?:" DEEDS "|对|将))?(" LIMPID_HAN
                                  "{2,14}?)(?:等|共计?|合计|总计|累计|约|近)*" REACHES);
  static const LazyPattern no_thing("(?:[前内起后时底的中]|以上|以下|范围|期间|^全[县市区域省]|^各地)$"),
      deed(DEEDS "$"), only_reaches("^" REACHES);
  std::string found;
  if (!RE2::FullMatch(before, object.get(), &found) || RE2::PartialMatch(found, no_thing.get()) ||
      RE2::PartialMatch(found, only_reaches.get()))
    return {};
  return !times && RE2::PartialMatch(found, deed.get()) ? "" : found;
}

}  // namespace

std::string subject_of(std::string_view text, std::size_t begin, std::size_t end, const Quantity& quantity) {
  static const RE2 measured("((?:PM2\\.5|PM10|[A-Z][A-Za-z]{1,5}\\d?)?" LIMPID_HAN
                            "{0,22}?(?:率|比例|比重|浓度|总量|用量|施用量|系数|面积|指数|"
                            "天数|强度|水量|能力|产能|负荷|降尘量|排放量|噪声|流量|深度|宽度|长度|高度|厚度|密度|投资|"
                            "库容|装机|规模|产量))" REACHES),
      letters("([A-Z][A-Za-z]{1,6}\\d?)" REACHES);
  static const RE2 water("(" LIMPID_HAN "{0,12}?(?:水质|断面|水体))" REACHES);
  static const RE2 counted("^(?:以上|以下|以内|范围内)?的?(" LIMPID_HAN
                           "{2,14}?)(?:的|等|全部|均|完成|实施|开展|进行|达到|安装|建成|改造|治理|"
                           "整治|建设|定期|投入|动态|排查|,|。|;|、|:|\\(|$)");
  static const RE2 of_class("^(?:水质|标准)?的?((?:断面|水体)(?:比例)?|比例)");
  static const RE2 sized("^的?(" LIMPID_HAN "{2,10}?(?:锅炉|机组|炉窑|煤矿|矿井|企业|项目|车辆|船舶|车|厂|站|场))");
  std::string subject;
  const auto before = clause_before(text, begin), behind = text.substr(end);
  const bool says_where = quantity.base.unit == "m" && quantity.text.find("范围") != std::string::npos;
  if (quantity.unit == "类" && quantity.base.unit == "class") {
    if (!RE2::PartialMatch(behind, of_class, &subject)) RE2::PartialMatch(before, water, &subject);
  } else if (const bool rate = quantity.unit.starts_with("次/"); rate || counts(quantity.unit)) {
    if (rate || !RE2::PartialMatch(behind, counted, &subject))
      subject = object_before(before, rate || quantity.unit.ends_with("次"));
  } else if (!says_where && !RE2::PartialMatch(before, measured, &subject) &&
             !RE2::PartialMatch(before, letters, &subject)) {
    const bool by_size = quantity.base.unit != "m" && RE2::PartialMatch(behind, sized, &subject);
    if (!by_size && is_amount(quantity.base.unit)) subject = object_before(before, false);
  }
  static const LazyPattern by_when("^.*(?:[年月日底]前|[年月日]起|每(?:年|半年|季度|月|周|日|天)|确保|力争|其中)");
  RE2::Replace(&subject, by_when.get(), "");
  return subject;
}

}  // namespace limpid::plan
