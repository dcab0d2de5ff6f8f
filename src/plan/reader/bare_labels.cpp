// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/bare_labels.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
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
  std::string_view mark = ":";
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

/// Labels that are lines of their own, above what they introduce, as the cells of a card are copied: 整改目标,
/// 责任单位. A form repeats them; what stands once is a heading.
class LoneLabels {
 public:
  explicit LoneLabels(const SourceText& text) : text_(text) {
    const auto all = text.view();
    for (std::size_t begin = 0; begin < all.size();) {
      const auto end = std::min(all.find('\n', begin), all.size());
      if (const auto field = field_of(begin, end)) {
        lines_.push_back({begin, end, *field});
        ++times_[all.substr(begin, end - begin)];
      }
      begin = end + 1;
    }
  }

  /// Adds the labels, and behind those of names and of a time limit the line below.
  void add_to(std::vector<BareLabel>& labels) const {
    if (times_.size() < kFewestFields || are_headings()) return;
    for (const auto& line : lines_) {
      if (times_.at(text_.view(line.begin, line.end)) < 2) continue;
      const bool joined = line.field != Field::steps && line.field != Field::other && line.end + 1 < text_.size();
      const bool below = joined && !begins_with_label(line.end + 1);
      labels.push_back({line.end, below ? line.end + 1 : line.end});
      if (below && line.field == Field::units) join_names(line.end + 1, labels);
    }
  }

 private:
  static constexpr std::size_t kFewestFields = 3;
  struct LoneLine {
    std::size_t begin, end;
    Field field;
  };

  /// Names on further lines below the first.
  void join_names(std::size_t begin, std::vector<BareLabel>& labels) const {
    constexpr std::size_t kMostLines = 12;
    const auto all = text_.view();
    auto end = std::min(all.find('\n', begin), all.size());
    for (std::size_t i = 0; i < kMostLines && end + 1 < all.size(); ++i) {
      const auto next = end + 1, next_end = std::min(all.find('\n', next), all.size());
      if (next == next_end || begins_with_label(next) || !names_bodies(text_.slice(next, next_end))) return;
      labels.push_back({end, next, "、"});
      end = next_end;
    }
  }

  /// One right below another: the heading of a table whose cells are lines.
  bool are_headings() const {
    std::size_t adjacent = 0;
    for (std::size_t i = 1; i < lines_.size(); ++i) adjacent += lines_[i].begin == lines_[i - 1].end + 1;
    return 4 * adjacent > lines_.size();
  }

  std::optional<Field> field_of(std::size_t begin, std::size_t end) const {
    constexpr std::size_t kShortest = 6, kLongest = 30;  // bytes
    if (end < begin + kShortest || end > begin + kLongest) return std::nullopt;
    const auto words = std::string(text_.view(begin, end)) + ":";
    const auto label = label_of(words);
    if (label.size != words.size() || !label.usual) return std::nullopt;
    return label.field;
  }

  bool begins_with_label(std::size_t begin) const {
    const auto end = std::min(text_.view().find('\n', begin), text_.size());
    return label_of(text_.view(begin, end)).size > 0 || field_of(begin, end).has_value();
  }

  const SourceText& text_;
  std::vector<LoneLine> lines_;
  std::map<std::string_view, int> times_;
};

}  // namespace

SourceText with_label_colons(SourceText text) {
  const auto all = text.view();
  std::vector<BareLabel> labels;
  for (std::size_t begin = 0; begin < all.size();) {
    const auto end = std::min(all.find('\n', begin), all.size());
    if (const auto label = bare_label(text, begin, end)) labels.push_back(*label);
    begin = end + 1;
  }
  LoneLabels(text).add_to(labels);
  std::sort(labels.begin(), labels.end(), [](const auto& a, const auto& b) { return a.end < b.end; });
  if (labels.empty()) return text;
  SourceText out = text.slice(0, 0);
  out.reserve(text.size() + labels.size());
  std::size_t from = 0;
  for (const auto& label : labels) {
    out.append(text, from, label.end);
    const auto blank = text.span(label.end - 1, label.end).end;
    out.push(label.mark, blank, label.rest < text.size() ? text.span(label.rest, label.rest + 1).start : blank);
    from = label.rest;
  }
  out.append(text, from, text.size());
  return out;
}

}  // namespace limpid::plan
