// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/fields.hpp"

#include <re2/re2.h>

#include <array>
#include <string>

#include "plan/reader/han.hpp"

namespace limpid::plan {

constexpr std::string_view kUnitsLabel =
    "(?:(?:(?:省|市|县|区)(?:级|直)|乡镇|镇街)?(?:(?:牵头|责任|主责|主要|第一|直接|首要|其他|其它|主体|配合|协助|协同|"
    "协作|"
    "主办|协办|"
    "承办|参与|参加|负责|实施|落实|"
    "整改|组织|主管|分管|共同|属地|具体|任务|职责|工作))+(?:单位|部门|主体|科室|股室|处室|部室|站所|站办|办所|企业|"
    "机构|乡镇|镇街|分工|领导小组)"
    "(?:(?:及|和|、)(?:其他)?(?:配合|责任|参与|协办)?(?:单位|部门|责任人|职责))?(?:\\([^()]{1,12}\\))?|"
    "(?:牵头|配合|(?:主体|属地|主管)?责任|主办|协办|参与|分工))";

constexpr std::string_view kDeadlineLabel =
    "(?:(?:计划|整改|完成|办结|办理|治理|实施|工作|任务|目标|销号|整治|推进|序时)*"
    "(?:时限|期限|时间|日期|时间节点|时间要求|时限要求|时间安排|进度要求|完成节点))";

constexpr std::string_view kPersonLabel =
    "(?:(?:(?:省|市|县|区|乡镇?|镇)(?:级|直)?)?(?:牵头|责任|包保|包案|包联|分管|挂钩|挂点|联系|主管|督办|配合|主要|"
    "具体|直接|"
    "督导)*(?:市|县|区)?(?:领导|责任人|负责人|联系人|联络员|经办人|组长|河长|电话|联系电话|联系方式))";

constexpr std::string_view kOverseerLabel =
    "(?:(?:省|市|县|区)(?:级|直)?)?"
    "(?:(?:督导|督办|督查|监察|验收|考核|审核|指导)(?:责任|牵头)?(?:单位|部门|机构|科室)?|(?:行业|日常|部门|属地)?(?:"
    "监督|"
    "监管)(?:责任)?(?:单位|部门|机构)?)";

std::string printed_label(std::string_view label) {
  const std::string words(label);
  return "(?:" + words + ":|[【\\[]" + words + "[】\\]]:?)";
}

Label label_of(std::string_view words) {
  static const RE2 number("^(?:\\(?(?:\\d{1,2}|[一二三四五六七八九十]{1,2})[.、)]+)?");
  static const RE2 units("^" + printed_label(kUnitsLabel)), deadline("^" + printed_label(kDeadlineLabel)),
      person("^" + printed_label(kPersonLabel));
  static const RE2 steps(
      "^" + printed_label("(?:整改|主要|具体|工作|重点|治理|整治|推进|目标|落实|防治|任务|实施|解决|下一步)*"
                          "(?:措施|任务|内容|举措|做法|步骤|方案|要点|事项|路径)(?:及要求|要求)?"));
  static const RE2 overseer("^" + printed_label(kOverseerLabel));
  static const RE2 usual("^" + printed_label(LIMPID_HAN
                                             "{0,6}(?:目标|问题|现状|情况|要求|标准|进展|原因|依据|描述|成效|来源|类型|"
                                             "区域|范围|地点|资金|投资|指标)"));
  static const RE2 other("^" LIMPID_HAN "{2,10}:");
  struct Kind {
    const RE2& re;
    Field field;
    bool usual = true;
  };
  const std::array<Kind, 7> kinds{Kind{overseer, Field::other},    Kind{units, Field::units},
                                  Kind{deadline, Field::deadline}, Kind{person, Field::person},
                                  Kind{steps, Field::steps},       Kind{usual, Field::other},
                                  Kind{other, Field::other, false}};
  constexpr std::size_t kLongest = 120;  // bytes
  auto head = words.substr(0, kLongest);
  re2::StringPiece found;
  std::size_t skipped = 0;
  if (number.Match(head, 0, head.size(), RE2::ANCHOR_START, &found, 1)) skipped = found.size();
  head.remove_prefix(skipped);
  if (head.find(':') == std::string_view::npos && !head.starts_with("【") && !head.starts_with("[")) return {};
  for (const auto& kind : kinds)
    if (kind.re.Match(head, 0, head.size(), RE2::ANCHOR_START, &found, 1))
      return {kind.field, kind.usual, skipped + found.size()};
  return {};
}

}  // namespace limpid::plan
