// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/head.hpp"

#include <re2/re2.h>

#include "plan/reader/dates.hpp"
#include "plan/reader/han.hpp"

namespace limpid::plan {
namespace {

/// The lines of the notice's title: up to `…的通知`, back to the blank line or the number before.
std::string notice_title(const SourceText& text, const std::vector<Line>& lines, std::size_t head_end) {
  for (std::size_t i = 0; i < head_end; ++i) {
    if (!text.view(lines[i].begin, lines[i].end).ends_with("通知")) continue;
    std::size_t first = i;
    while (first > 0) {
      const auto above = text.view(lines[first - 1].begin, lines[first - 1].end);
      if (lines[first - 1].kind == LineKind::blank || above.ends_with("号") || above.starts_with("#")) break;
      --first;
    }
    std::string title;
    for (; first <= i; ++first) title += text.view(lines[first].begin, lines[first].end);
    return title;
  }
  return {};
}

std::string field(std::string_view head, const RE2& re) {
  std::string value;
  RE2::PartialMatch(head, re, &value);
  return value;
}

std::string find_issuer(const std::string& title, std::string_view head) {
  const auto about = title.find("关于");
  if (about != std::string::npos && about > 0) return title.substr(0, about);
  static const RE2 named("发(?:布|文)(?:机构|机关|单位):\\|?([^|\\s]+)");
  if (auto issuer = field(head, named); !issuer.empty()) return issuer;
  static const RE2 signed_by("(?m:^(" LIMPID_HAN "{2,20}(?:人民政府|办公室|委员会|指挥部|局|厅))$)");
  return field(head, signed_by);
}

/// `front` is what stands before the first numbered line.
std::string find_date(std::string_view head, std::string_view front, std::string_view all) {
  static const RE2 alone("(?m:^\\(?(\\d{4})年(\\d{1,2})月(\\d{1,2})日\\)?$)");
  static const RE2 named("(?:成文|发文|印发)日期:\\|?(\\d{4})[-年./](\\d{1,2})[-月./](\\d{1,2})");
  static const RE2 foot("(\\d{4})年(\\d{1,2})月(\\d{1,2})日印发");
  int y = 0, m = 0, d = 0;
  const bool found = RE2::PartialMatch(head, alone, &y, &m, &d) || RE2::PartialMatch(head, named, &y, &m, &d) ||
                     RE2::PartialMatch(front, alone, &y, &m, &d) || RE2::PartialMatch(all, foot, &y, &m, &d);
  return found ? iso_date(y, m, d).value_or("") : "";
}

}  // namespace

Head read_head(const SourceText& text, const std::vector<Line>& lines, std::size_t head_end) {
  const std::size_t end = head_end < lines.size() ? lines[head_end].begin : text.size();
  const auto head = text.view(0, end);
  Head out;
  out.title = notice_title(text, lines, head_end);
  static const RE2 named_title("标题:\\|?([^|\\s]+)");
  if (out.title.empty()) out.title = field(head, named_title);
  static const RE2 number("(" LIMPID_HAN "{1,12}[〔(\\[]\\d{4}[〕)\\]]第?\\d+号)");
  out.number = field(head, number);
  out.issuer = find_issuer(out.title, head);
  const auto numbered = std::find_if(lines.begin(), lines.end(), [](const Line& l) { return level(l.kind) > 0; });
  const std::size_t front_end = numbered == lines.end() ? text.size() : numbered->begin;
  out.date = find_date(head, text.view(0, front_end), text.view());
  static const RE2 publicity("\\((此件[^()]{1,20})\\)");
  out.publicity = field(text.view(), publicity);
  static const RE2 recipients("(?m:^([^:。\\t|\\n]*(?:政府|单位|部门|办事处|机构|公司)[^:。\\t|\\n]*):$)");
  const auto list = field(head, recipients);
  constexpr std::string_view comma = "、";
  for (std::size_t begin = 0; begin < list.size();) {
    const auto stop = std::min({list.find(',', begin), list.find(comma, begin), list.size()});
    if (stop > begin) out.recipients.push_back(list.substr(begin, stop - begin));
    begin = stop + (stop < list.size() && list[stop] == ',' ? 1 : comma.size());
  }
  static const RE2 quoted("《([^《》]+(?:计划|方案|细则|责任书|任务书|要点|安排|意见|纲要|分解表|清单)[^《》]*)》");
  out.plan_title = field(out.title, quoted);
  return out;
}

}  // namespace limpid::plan
