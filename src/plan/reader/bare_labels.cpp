// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/bare_labels.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "plan/reader/fields.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/unit_lines.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

/// Where what a label introduces begins, in front of its tab if there is one.
struct BareLabel {
  std::size_t end = 0;   ///< of the label
  std::size_t rest = 0;  ///< where the words behind it begin
};

/// Of labels that begin alike the longest: 时限要求, not 时限.
const RE2& label_pattern() {
  static const RE2 re("^(?:\\(?\\d{1,2}[.、)]+)?[-—–]{0,3}(?:(" + std::string(kUnitsLabel) + ")|(" +
                          std::string(kDeadlineLabel) + ")|(" + std::string(kPersonLabel) + "))(\\t?)",
                      [] {
                        RE2::Options options;
                        options.set_longest_match(true);
                        return options;
                      }());
  return re;
}

/// `立行立改,长期坚持` says by when, whatever else.
bool says_when(std::string_view words) {
  for (std::size_t begin = 0; begin < words.size();) {
    const auto end = std::min(words.find_first_of(",;", begin), words.size());
    if (is_time(words.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

std::optional<BareLabel> bare_label(const SourceText& text, std::size_t begin, std::size_t end) {
  static const RE2 persons(LIMPID_HAN "{2,4}(?:、" LIMPID_HAN "{2,4})*");
  constexpr std::size_t kLongest = 240, kLongestTime = 60;  // bytes
  const auto line = text.view(begin, end);
  if (line.size() > kLongest ||
      !holds_any(line, {"单位", "部门", "主体", "责任", "牵头", "配合", "时限", "期限", "时间", "领导"}))
    return std::nullopt;
  std::array<re2::StringPiece, 5> g;
  if (!label_pattern().Match(line, 0, line.size(), RE2::ANCHOR_START, g.data(), static_cast<int>(g.size())))
    return std::nullopt;
  const BareLabel label{begin + g[0].size() - g[4].size(), begin + g[0].size()};
  if (label.rest >= end || (g[4].empty() && !text.blank_before(label.rest))) return std::nullopt;
  const auto rest = text.view(label.rest, end);
  if (rest.find_first_of("\t|") != std::string_view::npos) return std::nullopt;
  const bool fits = !g[1].empty()   ? names_bodies(text.slice(label.rest, end))
                    : !g[2].empty() ? rest.size() <= kLongestTime && says_when(rest)
                                    : RE2::FullMatch(rest, persons);
  return fits ? std::optional(label) : std::nullopt;
}

}  // namespace

SourceText with_label_colons(SourceText text) {
  const auto all = text.view();
  std::vector<BareLabel> labels;
  for (std::size_t begin = 0; begin < all.size();) {
    const auto end = std::min(all.find('\n', begin), all.size());
    if (const auto label = bare_label(text, begin, end)) labels.push_back(*label);
    begin = end + 1;
  }
  if (labels.empty()) return text;
  SourceText out = text.slice(0, 0);
  out.reserve(text.size() + labels.size());
  std::size_t from = 0;
  for (const auto& label : labels) {
    out.append(text, from, label.end);
    const auto blank = text.span(label.end - 1, label.end).end;
    out.push(":", blank, text.span(label.rest, label.rest + 1).start);
    from = label.rest;
  }
  out.append(text, from, text.size());
  return out;
}

}  // namespace limpid::plan
