// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/unit_roles.hpp"

#include <re2/re2.h>

#include <array>

#include "plan/reader/unit_names.hpp"

namespace limpid::plan {
namespace {

/// 按“谁主管、谁负责”的原则 is by what rule, no body.
void strip_principle(std::string& name) {
  static const RE2 said(
      "(?:按照?|依据|根据|遵循|坚持|落实)(?:“[^”]*”|\"[^\"]*\"|「[^」]*」)(?:、(?:“[^”]*”|\"[^\"]*\"))*的?(?:原则|要求|"
      "责任制|"
      "规定|机制|方针|工作)*|(?:“[^”]*”|\"[^\"]*\"|「[^」]*」)的?(?:原则|要求|责任制|规定|机制|方针)");
  RE2::Replace(&name, said, "");
}

/// `甲局为牵头单位`.
std::optional<Role> strip_named_role(std::string& name) {
  static const RE2 named(LIMPID_NAMED_ROLE "$");
  std::string as;
  if (!RE2::PartialMatch(name, named, &as)) return std::nullopt;
  RE2::Replace(&name, named, "");
  return role_of(as);
}

}  // namespace

Role role_of(std::string_view heading_text) {
  const auto has = [&](std::string_view word) { return heading_text.find(word) != std::string_view::npos; };
  if (has("牵头") || has("主办")) return Role::lead;
  for (std::string_view helping : {"配合", "协助", "协办", "协作", "协同", "参与", "参加"})
    if (has(helping)) return Role::cooperating;
  return Role::responsible;
}

SpokenName strip_duty(std::string printed) {
  SpokenName out{std::move(printed), {}, false};
  auto& name = out.name;
  static const RE2 before(
      "^(?:(?:本(?:方案|计划|通知|意见)[^以]{0,8})?以下(?:各项|各条|所有|全部)?(?:重点)?(?:任务|工作|措施|内容|事项)?)?"
      "(?:均(?:需|须|应)由?|均由|由|请|以及|及|并由|其中)");
  static const RE2 re(
      "(?:等(?:有关|相关)?(?:单位|部门)?)?(?:按照?(?:各自)?(?:职责|职能|任务)?(?:分工)?)?(?:分工|分别|各自|共同|具体|"
      "组织|统筹)*"
      "(?:负责|负(?:总|主)责|各负其责|各司其职|抓好落实|抓落实|落实|组织实施|实施|配合|统筹协调|统筹推进|统筹|主抓|"
      "抓总)(?:落实|实施|"
      "推进|到位)?$");
  static const RE2 by_duty("(?:等(?:有关|相关)?(?:单位|部门)?)?按照?(?:各自)?(?:职责|职能)(?:分工)?$");
  static const RE2 lead(
      "(?:按照?(?:各自)?职责(?:分工)?)?(?:分别|共同|联合|统一|总|具体)*(?:牵头|主办)(?:负责|组织|落实|实施|推进|统筹|"
      "抓总|抓好|单位|总)*$");
  static const RE2 helping(
      "(?:积极|密切|共同|分别|派员|按(?:各自)?职责(?:分工)?|做好)*(?:配合|协助|协同|协办|参与|参加|协作|支持)(?:落实|"
      "实施|"
      "推进|"
      "做好|单位|工作)*$");
  static const RE2 weak(
      "(?:共同|分别|具体|负责)?(?:监管|监督|督导|指导|执行|推进|承担|审批|考核|督办|督查|验收)(?:落实|实施|推进)?$");
  static const RE2 overseeing("^(?:共同|分别|具体|负责)?(?:督导|督办|督查|考核|验收)");
  static const RE2 tail(
      "^(.{3,}?(?:局|委|厅|政府|办公室|委员会|中心|办事处|公司|大队|支队|管委会))(?:要|应)?(?:做好|加强|负责|牵头|配合|"
      "会同|督促|指导|组织|"
      "开展|落实|提供|对|为|承担|按|等|协助|参与).*$");
  strip_principle(name);
  out.role = strip_named_role(name);
  RE2::Replace(&name, before, "");
  if (RE2::Replace(&name, lead, "")) out.role = Role::lead;
  if (!name.ends_with("政协办") && RE2::Replace(&name, helping, "")) out.role = Role::cooperating;
  out.answers = RE2::Replace(&name, re, "");
  out.answers = RE2::Replace(&name, by_duty, "") || out.answers;
  if (RE2::Replace(&name, lead, "")) out.role = Role::lead;
  static const RE2 rest(
      "(?:等(?:[省市县区](?:直|级))?(?:其他|各)?(?:有关|相关|责任|成员|行业主管|主管)*(?:单位|部门|[和、及](?:单位|"
      "部门))*|[。.])+$");
  RE2::Replace(&name, rest, "");
  std::string bare = name;
  if (RE2::Replace(&bare, weak, "") && looks_like_body(bare)) {
    out.oversees = RE2::PartialMatch(name.substr(bare.size()), overseeing);
    name = bare;
  }
  std::string body;
  if (!looks_like_body(name) && RE2::FullMatch(name, tail, &body)) {
    const auto said = std::string_view(name).substr(body.size());
    if (said.starts_with("牵头")) out.role = Role::lead;
    if (said.starts_with("配合") || said.starts_with("协助") || said.starts_with("参与")) out.role = Role::cooperating;
    name = body;
  }
  RE2::Replace(&name, rest, "");
  return out;
}

std::optional<Role> take_aside(std::string& name) {
  static const RE2 aside("\\((牵头|主办|配合|协办|参与|责任)(?:单位|部门)?\\)$");
  std::string said;
  if (RE2::PartialMatch(name, aside, &said)) {
    RE2::Replace(&name, aside, "");
    if (said == "责任") return Role::responsible;
    return said == "牵头" || said == "主办" ? Role::lead : Role::cooperating;
  }
  static const RE2 what_for("^(.*?)\\(([^()]*)\\)$");
  static const RE2 field("(?:工地|企业|园区|路段|[农林牧渔]场)$");  // what it answers for
  std::string bare;
  if (RE2::FullMatch(name, what_for, &bare, &said) && is_whole_name(bare) &&
      (!looks_like_body(said) || RE2::PartialMatch(said, field)) && !is_place_kind(said))
    name = bare;
  return std::nullopt;
}

std::vector<LabelledList> labelled_lists(std::string_view text, std::size_t begin, std::size_t end) {
  static const RE2 label("(" + printed_label(kUnitsLabel) + ")|(" + printed_label(kDeadlineLabel) + ")|(" +
                         printed_label(kPersonLabel) + ")|((?:整改目标|整改措施|工作目标|备注|" +
                         std::string(kOverseerLabel) + "):)");
  std::array<re2::StringPiece, 4> g;
  std::vector<LabelledList> lists{{{}, {}, begin, end}};
  const auto words = text.substr(begin, end - begin);
  if (words.find(':') == std::string_view::npos && words.find("】") == std::string_view::npos &&
      words.find(']') == std::string_view::npos)
    return lists;
  for (std::size_t at = begin; at < end && label.Match(text, at, end, RE2::UNANCHORED, g.data(), 4);) {
    const auto stop = static_cast<std::size_t>(g[0].data() - text.data());
    lists.back().end = stop;
    at = stop + g[0].size();
    const Field field = !g[1].empty() ? Field::units : !g[2].empty() ? Field::deadline : Field::other;
    lists.push_back({field, role_of({g[0].data(), g[0].size()}), at, end});
  }
  std::erase_if(lists, [](const LabelledList& l) { return l.begin == l.end; });
  return lists;
}

}  // namespace limpid::plan
