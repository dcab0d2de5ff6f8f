// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/quantity_patterns.hpp"

#include "plan/reader/numerals.hpp"

namespace limpid::plan::quantity_patterns {
namespace {

// The first that fits is taken: the longer stand before the shorter.
#define CONCENTRATION                                                                                                                       \
  "微克每立方米|毫克每立方米|毫克每升|毫克/克|微克/克|克/升|克/千克|微摩尔/摩尔|μmol/mol|umol/mol|毫克/" \
  "平方米|毫克/公斤|毫克/米|微克/立方米|毫克/立方米|克/立方米|毫克/升|毫克/千克|微克/升|微克/千克|克/平方米"
#define WEIGHT                                                                                                                          \
  "吨标准煤|吨标煤|吨/月[·.]平方公里|吨/[(]?平方公里[·.]月[)]?|千克/亩|公斤/亩|公斤|千克|克/千瓦时|" \
  "蒸吨(?:/小时|/时|/h)?|吨/平方公里[·.]?月?|总吨|吨"
#define LENGTH "立方米|平方公里|平方千米|平方米|公里|千米|厘米|毫米|米|公顷|亩次|亩"
#define POWER "千瓦时|千瓦|兆瓦|千伏安|千伏|摄氏度|分贝"
#define OF_TIME "个月|小时|分钟|天"
#define SHARE "个百分点|%|‰|成|倍"
#define MONEY "元/(?:吨|升|亩|平方米|立方米|千瓦时|度|户|人|台|辆|头|公斤|千克|米|公里|年|月|天|车)|元"
#define COUNTED_BY                                                                                                                                            \
  "个等级|人/"                                                                                                                                            \
  "平方公里|辆次|车次|班次|人次|家次|批次|户次|场次|标箱|泊位|床位|户|家|台[(]套[)]|台套|台次|台|套|座|处|宗|项|条|" \
  "辆车|辆|艘|次|位|名|"                                                                                                                               \
  "人|大类|大项目|类|种|口|眼|株|棵|个|块|根|头|只|尾|羽|张|支|所|间|期|面|盏|把|起|件|份|场|路|片|组"
#define LATIN                                                                  \
  "kWh|kW|ppm|g/m2|g/kWh|MWh|MW|°C|℃|mg/[Ll]|mg/kg|mg/g|mg/N?m3|ug/m3|μg/" \
  "m3|m3|m2|(?:km|KM|Km)2|km|KM|Km|hm2|dB\\(A\\)|dB|kV|kg|mm|"                 \
  "cm|m|t"
/// `2000万立方米/年`, `60km/h`.
#define A_TIME "(?:/(?:小时|时|日|天|周|月|季度|年|秒|h|d|a|s))?"
#define UNIT                                                                                             \
  "(?:块?标砖(?:/年)?|(?:" CONCENTRATION "|" WEIGHT "|" LENGTH "|" POWER "|" OF_TIME "|" SHARE "|" MONEY \
  "|" COUNTED_BY "|" LATIN ")" A_TIME ")"

/// Counted in digits only: 三方 are three sides, 三轮 drive, 两部委 ministries.
#define DIGITS_UNIT "(?:" UNIT "|[轮遍部架列节栋幢段对度克升孔方针分])"

#define MULTIPLE "万|亿|千万|百万|千|百"

}  // namespace

const RE2& figure() {
  static const RE2 re("(\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?)(?:(" MULTIPLE ")?(余|多)| ?)((?:" MULTIPLE
                      ")?" DIGITS_UNIT ")");
  return re;
}

const RE2& worded_figure() {
  static const RE2 re("(" LIMPID_HAN_NUMERAL ")(余|多)?((?:万|亿)?" UNIT ")");
  return re;
}

const RE2& worded_share() {
  static const RE2 re("([二三四五六七八九十百千]+分之)(" LIMPID_HAN_NUMERAL ")");
  return re;
}

const RE2& half() {
  static const RE2 re("一半|半数");
  return re;
}

const RE2& doubling() {
  static const RE2 re("翻(?:了)?([一两二三])番");
  return re;
}

const RE2& ratio() {
  static const RE2 re("(\\d{1,2}(?:\\.\\d{1,2})?[:∶]\\d{1,2}(?:\\.\\d{1,2})?)");
  return re;
}

const RE2& bare_decimal() {
  static const RE2 re(
      "(?:提高到|提高至|提升到|提升至|降低到|降至|控制在|达到|不低于|不高于|不超过|为|系数|指数)(\\d+\\.\\d+)");
  return re;
}

const RE2& index_value() {
  static const RE2 re(
      "(?:系数|指数)(?:年均|均|值|力争|确保|同比|较(?:20\\d{2}|上|去)年(?:同期)?|稳定|保持|控制|下降|降低|降|改善|提高|"
      "提升|"
      "达|不得?[低高大小]于|不超过|[低高大小]于|[≤≥<>]=?|[由从]\\d+(?:\\.\\d+)?|[在为至到])+(\\d+(?:\\.\\d+)?)(?:$|[,"
      "。;、)]|[以之]?[内上下]|"
      "左右|及以)");
  return re;
}

const RE2& zero() {
  static const RE2 re(
      "(?:率|比例|比重|占比|天数|量|数)(?:力争|确保|均|全部|基本|动态|保持|稳定|控制|下降|降低|降|减少|达到|实现|始终|"
      "[为至到在是])+(0|零)(?:$|[,。;)]|、[^\\d])");
  return re;
}

const RE2& water_class() {
  static const RE2 re(
      "(达到或优于|优于或达到|达到或好于|优于)?(劣)?(?:(I{1,2})类?[-—–~至])?(I{1,3}|IV|VI?)类(及以上|以上|及以下|以下)"
      "?");
  return re;
}

}  // namespace limpid::plan::quantity_patterns
