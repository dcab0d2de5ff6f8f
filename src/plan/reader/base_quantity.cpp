// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/base_quantity.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

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
    BaseUnit{"克", "t", 1e-6},
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
    BaseUnit{"g/m2", "g/m2", 1},
    BaseUnit{"克/千瓦时", "g/kWh", 1},
    BaseUnit{"g/kWh", "g/kWh", 1},
    BaseUnit{"ppm", "ppm", 1},
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
      "份|场|针|分|次|轮|遍|辆次|人次|家次|台次|批次|户次|宗|尾|路|片|期|台套|辆车|个等级|车次|班次|场次|标箱|泊位|"
      "床位|["
      "部架列节栋幢段对孔]");
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

}  // namespace limpid::plan
