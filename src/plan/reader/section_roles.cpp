// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/section_roles.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <initializer_list>

#include "base/text.hpp"
#include "plan/reader/lazy_pattern.hpp"

namespace limpid::plan {

SectionRole role_of_section(std::string_view heading) {
  // `五、运维资金保障不足。`: what is to be put right.
  if (holds_any(heading, {"不足", "不到位", "不力", "不严", "滞后", "薄弱", "缺失"})) return SectionRole::other;
  // 保障饮用水水源安全, 重大活动空气质量保障 are tasks.
  const bool secures =
      holds_any(heading, {"饮用水", "饮水", "水源", "水质", "水量", "水安全", "流量", "空气质量", "农产品"});
  if (holds_any(heading, {"保障"}) && !secures) return SectionRole::safeguards;
  if (holds_any(heading, {"组织实施", "组织领导", "工作要求", "有关要求"})) return SectionRole::safeguards;
  if (holds_any(heading, {"总则", "附则", "总体要求", "总体思路", "指导思想", "基本原则", "工作原则", "责任期限",
                          "攻坚时段", "实施时段", "考核", "工作思路", "起草"}))
    return SectionRole::preface;
  if (holds_any(heading, {"任务", "措施", "重点工作", "工作内容", "重点举措"})) return SectionRole::tasks;
  if (holds_any(heading, {"时间安排"})) return SectionRole::preface;
  if (holds_any(heading, {"目标"})) return SectionRole::goals;
  // What a campaign covers is nobody's duty.
  if (heading.ends_with("范围") || heading.ends_with("对象")) return SectionRole::preface;
  return SectionRole::other;
}

SectionRole role_of_heading(std::string_view heading) {
  const auto ends = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return heading.ends_with(word); });
  };
  if (ends({"保障措施", "组织保障", "资金保障", "工作保障", "组织实施", "组织领导", "工作要求", "有关要求"}))
    return SectionRole::safeguards;
  if (ends({"总则", "附则", "总体要求", "总体思路", "指导思想", "基本原则", "工作原则", "现状", "形势"}))
    return SectionRole::preface;
  if (ends({"重点任务", "主要任务", "工作任务", "重点工作", "主要措施", "工作措施"})) return SectionRole::tasks;
  return ends({"主要目标", "工作目标", "总体目标", "目标指标"}) ? SectionRole::goals : SectionRole::other;
}

std::string_view heading_name(std::string_view line) {
  constexpr std::size_t kLongest = 16;
  const auto words = line.substr(0, line.find("。"));
  const auto name = words.substr(0, words.find(':'));
  return text::count_chars(name) <= kLongest ? name : words;
}

bool names_goals(std::string_view name) {
  constexpr std::size_t kLongest = 10;
  return name.ends_with("目标") && text::count_chars(name) <= kLongest;
}

bool names_indicators(std::string_view name) {
  constexpr std::size_t kLongest = 10;
  return name.ends_with("指标") && text::count_chars(name) <= kLongest;
}

bool names_aims(std::string_view name) {
  constexpr std::size_t kLongest = 16;
  if (text::count_chars(name) > kLongest || role_of_section(name) != SectionRole::tasks) return false;
  if (name.ends_with("任务要求")) return true;
  return (name.ends_with("任务") || name.ends_with("目标")) && holds_any(name, {"目标", "指标"});
}

SectionRole role_of_item(std::string_view name) {
  static const RE2 goals("(?:工作|总体|主要|年度|治理|整治|任务|改善|控制|水质|近期|远期)?目标(?:要求)?"),
      preface("(?:基本|工作|治理|水质|环境)?现状|基本情况");
  if (RE2::FullMatch(name, goals)) return SectionRole::goals;
  return RE2::FullMatch(name, preface) ? SectionRole::preface : SectionRole::other;
}

}  // namespace limpid::plan
