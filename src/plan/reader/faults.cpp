// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/faults.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "plan/reader/categories.hpp"
#include "plan/reader/list_marks.hpp"

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
  for (const auto& m : plan.measures) out.emplace(m.span.start, m.key);
  for (const auto& s : plan.safeguards) out.emplace(s.span.start, s.key);
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
    std::map<int, std::size_t> seen;  // the node that bore a number first
    int meant = 0;                    // what a repeated number should have been
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
      const bool goes_on = meant > 0 && node.number == meant + 1;
      meant = 0;
      if (!starts && !goes_on && node.number != last + 1) {
        const auto bearer = seen.find(node.number);
        const Span before = bearer != seen.end() ? span_of(bearer->second) : first ? Span{} : span_of(nodes[k - 1]);
        add(nodes[k], expected, bearer != seen.end(), before);
        if (bearer != seen.end()) meant = expected;
      }
      seen.emplace(node.number, nodes[k]);
      last = node.number;
    }
  }

  Span span_of(std::size_t node) const { return text_.span(first_line(node).begin, first_line(node).end); }

  void add(std::size_t node, int expected, bool seen, const Span& before) {
    const Line& line = first_line(node);
    const Span span = span_of(node);
    const auto item = items_.find(span.start);
    const int found = nodes_[node].number;
    out_.push_back({kind_of_break(expected, found, seen), item == items_.end() ? "" : item->second,
                    heading_words(text_, line), expected, found, span, before});
  }

  const SourceText& text_;
  const std::vector<Line>& lines_;
  const std::vector<Node>& nodes_;
  std::map<std::size_t, std::string> items_;
  std::vector<Fault> out_;
};

/// The points of one item in [begin, item_end), ①…;②…: each list of them begins at ①.
void circled_faults(const SourceText& text, const std::string& key, std::size_t begin, std::size_t item_end,
                    std::vector<Fault>& out) {
  constexpr std::string_view kCircled = "\xE2\x91";  // of ① to ⑳, U+2460 to U+2473
  constexpr int kFirst = 0xA0, kLast = 0xB3;
  constexpr std::size_t kLongest = 1200;  // bytes of a point that are shown
  const auto view = text.view(0, item_end);
  std::map<int, Span> seen;
  int last = 0;
  for (auto i = view.find(kCircled, begin); i != std::string_view::npos; i = view.find(kCircled, i + 1)) {
    const int third = static_cast<unsigned char>(view[i + 2]);
    if (third < kFirst || third > kLast) continue;
    const int number = third - kFirst + 1;
    const std::size_t end =
        next_character(view, find_stop(view.substr(0, std::min(view.size(), i + kLongest)), i, ";,\n"));
    const Span span = text.span(i, end);
    if (number == 1) seen.clear();
    if (number != 1 && number != last + 1 && last > 0) {
      const auto bearer = seen.find(number);
      out.push_back({kind_of_break(last + 1, number, bearer != seen.end()), key, std::string(view.substr(i, end - i)),
                     last + 1, number, span, bearer != seen.end() ? bearer->second : seen[last]});
    }
    seen.emplace(number, span);
    last = number;
  }
}

/// The rows that begin a category where each category counts from 1 (more than one of them), as they mostly do.
std::set<std::size_t> parts_by_category(const std::vector<RowMark>& rows) {
  std::map<std::size_t, std::set<std::size_t>> begins;  // by table
  std::set<std::size_t> running;                        // tables with a category that begins otherwise
  std::string category;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || rows[i - 1].table != rows[i].table) category.clear();
    if (rows[i].category.empty() || rows[i].category == category) continue;
    category = rows[i].category;
    begins[rows[i].table].insert(i);
    if (rows[i].number != 1) running.insert(rows[i].table);
  }
  std::set<std::size_t> out;
  for (auto& [table, opening] : begins)
    if (opening.size() > 1 && !running.contains(table)) out.merge(opening);
  return out;
}

/// Each ledger has its categories from 一、 on, or goes on with those of the table before.
void category_faults(const std::vector<RowMark>& rows, const std::vector<Group>& groups, std::vector<Fault>& out) {
  const auto is_group = [&](int number) {
    return std::any_of(groups.begin(), groups.end(), [&](const Group& g) { return g.number == number; });
  };
  int last = 0;
  const RowMark* before = nullptr;
  for (const auto& row : rows) {
    const int category = category_number(row.category);
    if (!category) continue;
    const bool new_table = before && before->table != row.table;
    const bool in_order = category == last || category == last + 1 || (new_table && category == 1);
    bool missing = false;
    for (int number = last + 1; !in_order && number < category; ++number) {
      if (!is_group(number)) continue;
      missing = true;
      out.push_back(
          {FaultKind::missing, row.key, row.category, number, category, row.span, before ? before->span : Span{}});
    }
    if (!in_order && !missing)
      out.push_back({kind_of_break(last + 1, category, category <= last), row.key, row.category, last + 1, category,
                     row.span, before ? before->span : Span{}});
    last = category;
    before = &row;
  }
}

}  // namespace

std::vector<Fault> heading_faults(const SourceText& text, const std::vector<Line>& lines, const Draft& draft,
                                  const Plan& plan) {
  auto out = HeadingCheck(text, lines, draft, plan).run();
  // The line that begins at or behind a byte of the source, as an offset in the clean text.
  const auto line_from = [&](std::size_t byte) {
    const auto at = std::partition_point(lines.begin(), lines.end(), [&](const Line& line) {
      return line.begin < text.size() && text.span(line.begin, line.begin + 1).start < byte;
    });
    return at == lines.end() ? text.size() : at->begin;
  };
  const auto each = [&](const std::vector<Measure>& list) {
    for (const auto& item : list)
      circled_faults(text, item.key, line_from(item.span.start), line_from(item.span.end), out);
  };
  each(plan.measures);
  each(plan.safeguards);
  std::stable_sort(out.begin(), out.end(), [](const Fault& a, const Fault& b) { return a.span.start < b.span.start; });
  return out;
}

std::vector<Fault> row_faults(const std::vector<RowMark>& rows, const std::vector<Group>& groups) {
  std::vector<Fault> out;
  std::map<int, Span> seen;
  const auto parts = parts_by_category(rows);
  int meant = 0;  // what a repeated number should have been
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const bool new_table = i == 0 || rows[i - 1].table != row.table || parts.contains(i);
    if (row.goes_on && !new_table && row.number == rows[i - 1].number) continue;
    const bool goes_on = i > 0 && row.letter == rows[i - 1].letter &&
                         (row.number == rows[i - 1].number + 1 ||
                          (meant > 0 && rows[i - 1].table == row.table && row.number == meant + 1));
    meant = 0;
    const int expected = new_table ? 1 : rows[i - 1].number + 1;
    if (new_table && !goes_on) seen.clear();
    if (row.number != expected && !goes_on) {
      const auto bearer = seen.find(row.number);
      const Span before = bearer != seen.end() ? bearer->second : new_table ? Span{} : rows[i - 1].span;
      out.push_back({kind_of_break(expected, row.number, bearer != seen.end()), row.key, "", expected, row.number,
                     row.span, before});
      if (bearer != seen.end()) meant = expected;
    }
    seen.emplace(row.number, row.span);
  }
  category_faults(rows, groups, out);
  std::stable_sort(out.begin(), out.end(), [](const Fault& a, const Fault& b) { return a.span.start < b.span.start; });
  return out;
}

}  // namespace limpid::plan
