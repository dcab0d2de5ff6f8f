// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/table_owners.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

namespace limpid::plan {
namespace {

/// What a plan is about, without its place, its year and the kind of document: 大气污染防治.
std::string subject_of_title(const std::string& title) {
  static const RE2 re(
      "^(?:.*\\d{4}年度?|.*?[县市区州旗盟])?(.*?)(?:(?:专项|综合|三年|年度|工作|攻坚|实施|行动)*"
      "(?:行动|计划|方案|规划|要点|意见|办法|措施|细则|攻坚战))?(?:\\([^()]*\\))?$");
  constexpr std::size_t kShortest = 6;  // bytes: two characters
  std::string subject;
  if (!RE2::FullMatch(title, re, &subject) || subject.size() < kShortest) return {};
  return subject;
}

}  // namespace

void hand_out_tables(const SourceText& text, const std::vector<Line>& lines, std::vector<Draft>& drafts) {
  if (drafts.size() < 2) return;
  std::vector<std::string> subjects;
  subjects.reserve(drafts.size());
  for (const auto& draft : drafts) subjects.push_back(subject_of_title(draft.title));
  const auto named = [&](const Line& caption) -> std::optional<std::size_t> {
    const auto words = text.view(caption.begin, caption.end);
    const auto names = [&](const std::string& subject) {
      return !subject.empty() && words.find(subject) != std::string_view::npos;
    };
    if (std::count_if(subjects.begin(), subjects.end(), names) != 1) return std::nullopt;
    return std::find_if(subjects.begin(), subjects.end(), names) - subjects.begin();
  };
  std::vector<std::vector<RowLine>> rows(drafts.size());
  for (std::size_t d = 0; d < drafts.size(); ++d) {
    std::size_t owner = d;
    for (const auto& row : drafts[d].rows) {
      if (row.caption) owner = named(lines[*row.caption]).value_or(d);
      rows[owner].push_back(row);
    }
  }
  for (std::size_t d = 0; d < drafts.size(); ++d) drafts[d].rows = std::move(rows[d]);
}

}  // namespace limpid::plan
