// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/faults.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "plan/reader/categories.hpp"

namespace limpid::plan {
namespace {

FaultKind kind_of_break(int expected, int found, bool seen) {
  if (found > expected) return FaultKind::skipped;
  return found == 1 && expected > 2 ? FaultKind::restarted : seen ? FaultKind::repeated : FaultKind::restarted;
}

/// The words of a heading up to its first stop.
std::string heading_words(const SourceText& text, const Line& line) {
  const auto view = text.view(line.begin, line.end);
  return std::string(view.substr(0, std::min(view.find("。"), view.find('\t'))));
}

std::map<std::size_t, std::string> items_by_start(const Plan& plan) {
  std::map<std::size_t, std::string> out;
  for (const auto& m : plan.measures) out.emplace(m.span.start, "m" + m.number);
  for (const auto& s : plan.safeguards) out.emplace(s.span.start, "s" + s.number);
  return out;
}

class HeadingCheck {
 public:
  HeadingCheck(const SourceText& text, const std::vector<Line>& lines, const Draft& draft, const Plan& plan)
      : text_(text), lines_(lines), nodes_(draft.nodes), items_(items_by_start(plan)) {}

  std::vector<Fault> run() {
    std::map<LineKind, std::vector<std::size_t>> series;
    for (std::size_t i = 0; i < nodes_.size(); ++i) series[first_line(i).kind].push_back(i);
    for (const auto& [_, nodes] : series) check(nodes);
    std::sort(out_.begin(), out_.end(), [](const Fault& a, const Fault& b) { return a.span.start < b.span.start; });
    return std::move(out_);
  }

 private:
  const Line& first_line(std::size_t node) const { return lines_[nodes_[node].lines.front()]; }

  int section(std::size_t node) const {
    int at = static_cast<int>(node);
    while (nodes_[static_cast<std::size_t>(at)].parent >= 0) at = nodes_[static_cast<std::size_t>(at)].parent;
    return at;
  }

  /// Whether the numbers mostly go on where a new heading begins.
  bool runs_on(const std::vector<std::size_t>& nodes) const {
    int on = 0, anew = 0;
    for (std::size_t k = 1; k < nodes.size(); ++k) {
      const auto &before = nodes_[nodes[k - 1]], &node = nodes_[nodes[k]];
      if (before.parent == node.parent || section(nodes[k - 1]) != section(nodes[k])) continue;
      on += node.number == before.number + 1 && node.number != 1;
      anew += node.number == 1;
    }
    return on > anew;
  }

  void check(const std::vector<std::size_t>& nodes) {
    const bool run_on = runs_on(nodes);
    int last = 0;
    std::set<int> seen;
    for (std::size_t k = 0; k < nodes.size(); ++k) {
      const auto& node = nodes_[nodes[k]];
      const bool first = k == 0;
      const bool new_heading = first || nodes_[nodes[k - 1]].parent != node.parent;
      const bool new_section = first || section(nodes[k - 1]) != section(nodes[k]);
      const bool may_start = new_heading && (!run_on || new_section);
      if (node.number == 0) {
        last = new_heading ? 1 : last + 1;
        continue;
      }
      const bool starts = may_start && node.number == 1;
      if (starts) seen.clear();
      const int expected = may_start && !run_on ? 1 : last + 1;
      if (!starts && node.number != last + 1) add(nodes[k], expected, seen.contains(node.number));
      seen.insert(node.number);
      last = node.number;
    }
  }

  void add(std::size_t node, int expected, bool seen) {
    const Line& line = first_line(node);
    const Span span = text_.span(line.begin, line.end);
    const auto item = items_.find(span.start);
    const int found = nodes_[node].number;
    out_.push_back({kind_of_break(expected, found, seen), item == items_.end() ? "" : item->second,
                    heading_words(text_, line), expected, found, span});
  }

  const SourceText& text_;
  const std::vector<Line>& lines_;
  const std::vector<Node>& nodes_;
  std::map<std::size_t, std::string> items_;
  std::vector<Fault> out_;
};

std::string row_key(const RowMark& row) {
  return row.letter + std::to_string(row.number);
}

}  // namespace

std::vector<Fault> heading_faults(const SourceText& text, const std::vector<Line>& lines, const Draft& draft,
                                  const Plan& plan) {
  return HeadingCheck(text, lines, draft, plan).run();
}

std::vector<Fault> row_faults(const std::vector<RowMark>& rows, const std::vector<Group>& groups) {
  std::vector<Fault> out;
  int last_category = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const bool new_table = i == 0 || rows[i - 1].table != row.table;
    const int expected = new_table ? 1 : rows[i - 1].number + 1;
    const bool goes_on = i > 0 && row.letter == rows[i - 1].letter && row.number == rows[i - 1].number + 1;
    if (row.number != expected && !goes_on)
      out.push_back(
          {kind_of_break(expected, row.number, !new_table), row_key(row), "", expected, row.number, row.span});
    const int category = category_number(row.category);
    if (!category) continue;
    if (category != last_category && category != last_category + 1) {
      const int wanted = last_category + 1;
      const bool a_group =
          std::any_of(groups.begin(), groups.end(), [&](const Group& g) { return g.number == wanted; });
      const auto kind = category > wanted && a_group ? FaultKind::missing
                                                     : kind_of_break(wanted, category, category <= last_category);
      out.push_back({kind, row_key(row), row.category, wanted, category, row.span});
    }
    last_category = category;
  }
  return out;
}

std::vector<Fault> annex_faults(const SourceText& text, const std::vector<Line>& lines, std::size_t begin,
                                std::size_t end) {
  static const RE2 listed("^[-•·]?附件[:](?:1[.、])"), next("^(\\d{1,2})[.、]"), headed("^附件(\\d{1,2})(?:[:\\s]|$)");
  std::map<int, std::size_t> announced;
  std::vector<Fault> out;
  int last = 0, listing = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const auto view = text.view(lines[i].begin, lines[i].end);
    int number = 0;
    if (RE2::PartialMatch(view, listed)) {
      announced[listing = 1] = i;
    } else if (listing && RE2::PartialMatch(view, next, &number) && number == listing + 1) {
      announced[listing = number] = i;
    } else if (RE2::PartialMatch(view, headed, &number)) {
      listing = 0;
      if (number != last + 1 && number != last)
        out.push_back({kind_of_break(last + 1, number, true), "", std::string(view), last + 1, number,
                       text.span(lines[i].begin, lines[i].end)});
      announced.erase(number);
      last = number;
    } else if (lines[i].kind != LineKind::blank) {
      listing = 0;
    }
  }
  if (!last) return out;
  for (const auto& [number, i] : announced) {
    const auto view = text.view(lines[i].begin, lines[i].end);
    if (view.find("略)") == std::string_view::npos)
      out.push_back({FaultKind::missing, "", std::string(view), number, 0, text.span(lines[i].begin, lines[i].end)});
  }
  return out;
}

}  // namespace limpid::plan
