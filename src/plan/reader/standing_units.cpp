// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/standing_units.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>

#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/levels.hpp"
#include "plan/reader/list_asides.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

std::string outside_brackets(std::string_view words) {
  std::string out;
  int depth = 0;
  for (std::size_t at = 0, size = 1; at < words.size(); at += size) {
    const int turn = bracket(words.substr(at), size);
    if (depth == 0 && turn == 0) out += words.substr(at, size);
    depth = std::max(0, depth + turn);
  }
  return out;
}

}  // namespace

std::vector<Unit> find_standing_units(const SourceText& words) {
  if (!holds_any(words.view(), {"以下"}) || !holds_any(words.view(), {"下同", "不再", "不另", "不一一", "不重复"}))
    return {};
  static const RE2 re(
      "以下(?:各项|各条|所有)?(?:重点)?(?:工作|任务|措施|内容|事项)?[,,]?(?:均|都|亦|也)(?:需要?|须|应|由|要求)?由?"
      "([^;。:]{2,90}?)(?:负责|牵头|组织|抓好|具体|共同|分工|按职责)*(落实|实施|负责|推进|配合|参与|参加)"
      "(?:工作|责任)?[,;、]?(?:下同|不再|不另|不一一|不重复)");
  std::array<re2::StringPiece, 3> g;
  if (!re.Match(words.view(), 0, words.size(), RE2::UNANCHORED, g.data(), g.size())) return {};
  const bool beside = g[2] == "配合" || g[2] == "参与" || g[2] == "参加";
  const auto begin = static_cast<std::size_t>(g[1].data() - words.view().data());
  return read_units(words.slice(begin, begin + g[1].size()), beside ? Role::cooperating : Role::responsible);
}

std::size_t first_leads_from(const SourceText& text, const std::vector<Line>& lines, const Draft& draft) {
  const std::size_t first = draft.nodes.empty() ? 0 : draft.nodes.front().lines.front();
  for (std::size_t i = draft.title_line ? *draft.title_line + 1 : first; i < first; ++i)
    if (says_first_leads(text.view(lines[i].begin, lines[i].end))) return 0;
  for (std::size_t i = 0; i < draft.nodes.size(); ++i) {
    const auto words = join(text, lines, draft.nodes[i]).words;
    if (!says_first_leads(words.view())) continue;
    const bool heading = !draft.nodes[i].leaf, all = heading || holds_any(words.view(), {"下同"});
    if (all || says_first_leads(outside_brackets(words.view()))) return i;
  }
  return draft.nodes.size();
}

bool first_leads_in_rows(const SourceText& text, const std::vector<Line>& lines, const Draft& draft) {
  const auto says = [&](std::size_t i) { return says_first_leads(text.view(lines[i].begin, lines[i].end)); };
  if (std::any_of(draft.rows.begin(), draft.rows.end(), [&](const RowLine& row) { return says(row.line); }))
    return true;
  if (draft.rows.empty()) return false;
  const auto end = draft.nodes.empty() ? draft.rows.front().line : draft.nodes.front().lines.front();
  for (std::size_t i = 0; i < end; ++i)
    if (says(i)) return true;
  // Between the title of an annex and its table.
  constexpr std::size_t kAbove = 4;
  std::size_t above = end;
  for (const auto& row : draft.rows) {
    for (std::size_t i = std::max(above, row.line - std::min(row.line, kAbove)); i < row.line; ++i)
      if (says(i)) return true;
    above = row.line + 1;
  }
  return false;
}

}  // namespace limpid::plan
