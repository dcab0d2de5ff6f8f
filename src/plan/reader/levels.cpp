// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/levels.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "plan/reader/fields.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/shared_units.hpp"
#include "plan/reader/unit_clauses.hpp"
#include "plan/reader/unit_headings.hpp"

namespace limpid::plan {
namespace {

struct Family {
  std::size_t children = 0;
  std::size_t with_units = 0;
  bool own_units = false;   ///< the heading's lines name units themselves
  bool last_units = false;  ///< the last child does
  bool last_line = false;   ///< on a line of its own
  bool titled = true;       ///< each child begins with a title of its own
};

class Folder {
 public:
  Folder(const SourceText& text, const std::vector<Line>& lines, Draft& draft)
      : text_(text), lines_(lines), draft_(draft) {}

  void fold() {
    move_shared_lines();
    names_units_.resize(draft_.nodes.size());
    mark_headings_by_unit(text_, lines_, draft_);
    take_in_fields();
    for (std::size_t i = 0; i < draft_.nodes.size(); ++i)
      if (draft_.nodes[i].names_bodies) draft_.nodes[i].last_answers = helped_at_the_end(i);
    for (int lv = kChapterLevel; lv < kDeepestLevel; ++lv) {
      std::vector<std::size_t> parents, leaves;
      for (std::size_t i = 0; i < draft_.nodes.size(); ++i)
        if (draft_.nodes[i].level == lv && !draft_.nodes[i].lines.empty() && !draft_.nodes[i].names_bodies)
          (draft_.nodes[i].leaf ? leaves : parents).push_back(i);
      if (!parents.empty()) fold_level(parents, leaves);
    }
    rebuild();
  }

 private:
  bool names_units(std::size_t i) {
    auto& known = names_units_[i];
    if (!known) known = answers_for_itself(text_, lines_, draft_.nodes[i]);
    return *known;
  }

  /// `责任单位:…`, or a bracket with units that is a line.
  bool on_own_line(const Node& node) const {
    return std::any_of(node.lines.begin() + 1, node.lines.end(), [&](std::size_t i) {
      auto words = text_.view(lines_[i].begin, lines_[i].end);
      std::size_t size = 0, inside = 0;
      if (bracket(words, size) <= 0) return label_of(words).field == Field::units;
      words.remove_prefix(size);
      if (label_of(words).field == Field::units) return true;
      return closing(words, 0, inside) == words.size() &&
             answer_for_whole(find_unit_clauses(text_.slice(lines_[i].begin, lines_[i].end), {0}));
    });
  }

  /// Whether more than `others` of the nodes name their units on a line of its own.
  bool most_answer_below(const std::vector<std::size_t>& nodes, std::size_t others) const {
    return std::count_if(nodes.begin(), nodes.end(), [&](std::size_t i) { return on_own_line(draft_.nodes[i]); }) >
           static_cast<std::ptrdiff_t>(others);
  }

  /// Begins with a title of its own, on a line of its own where more lines follow.
  bool is_titled(const Node& node) const {
    const Line& first = lines_[node.lines.front()];
    const auto words = text_.view(first.head, first.end);
    const bool heading = node.lines.size() > 1 && words.find("。") == std::string_view::npos && !words.ends_with(';') &&
                         !words.ends_with(',') && !words.ends_with(':');
    return heading || has_title(text_, first);
  }

  Family family_of(std::size_t parent) {
    Family f;
    f.own_units = names_units(parent);
    for (std::size_t i = parent + 1; i < draft_.nodes.size() && draft_.nodes[i].level > draft_.nodes[parent].level;
         ++i) {
      ++f.children;
      const bool units = names_units(i);
      f.with_units += units;
      const Node& child = draft_.nodes[i];
      if (child.parent == static_cast<int>(parent)) f.titled = f.titled && (!child.leaf || is_titled(child));
      f.last_units = units;
      f.last_line = units && on_own_line(draft_.nodes[i]);
    }
    return f;
  }

  /// `配合单位:…` on a line of its own below the last of several items, and below no other.
  bool helped_at_the_end(std::size_t parent) const {
    std::size_t children = 0, own = 0;
    bool last = false;
    for (std::size_t i = parent + 1; i < draft_.nodes.size() && draft_.nodes[i].level > draft_.nodes[parent].level;
         ++i) {
      ++children;
      last = on_own_line(draft_.nodes[i]);
      own += last;
    }
    return children > 1 && own == 1 && last;
  }

  void fold_level(const std::vector<std::size_t>& parents, const std::vector<std::size_t>& leaves) {
    std::vector<std::size_t> once;  // one clause for all that is below
    std::size_t answering = 0;      // families whose children answer for themselves
    std::vector<std::size_t> last;  // whose last child does for all
    bool titled = true;             // and their children have titles
    // What most of the plan counts has no items below it and a bracket at its end.
    const bool leaves_answer = leaves.size() > 2 * parents.size() &&
                               std::all_of(leaves.begin(), leaves.end(), [&](std::size_t i) { return names_units(i); });
    for (const auto p : parents) {
      const auto f = family_of(p);
      answering += f.with_units > 1;
      const bool inside = f.with_units == 0 && f.own_units;
      const bool behind =
          f.with_units == 1 && f.children > 1 && !f.own_units && (f.last_line || (f.last_units && leaves_answer));
      const bool nowhere = f.with_units == 0 && leaves.size() > 2 * parents.size();
      if (inside || behind || nowhere) once.push_back(p);
      if (behind) last.push_back(p);
      titled = titled && (!behind || f.titled);
    }
    // Where many families answer child by child, or the children have titles, they are what the plan counts; not where
    // most headings of the level have no children and the same lines of units.
    const bool beside = titled && 3 * answering < parents.size() && most_answer_below(leaves, parents.size());
    if (last.size() > 1 && !beside && (titled || 3 * answering >= parents.size())) {
      for (const auto p : last) {
        draft_.nodes[p].last_answers = true;
        take_in_below_children(p);
      }
      return;
    }
    // A single group with one clause at its end may be a group whose other measures name nobody.
    if (2 * (once.size() + leaves.size()) <= parents.size() + leaves.size() || (once.size() == 1 && leaves.empty()))
      return;
    for (const auto p : once) take_in(p);
  }

  /// `①…` below `1.推进源头替代` are its steps where the units at the end of (一) answer for 1. and 2.
  void take_in_below_children(std::size_t parent) {
    for (std::size_t i = parent + 1; i < draft_.nodes.size() && draft_.nodes[i].level > draft_.nodes[parent].level; ++i)
      if (draft_.nodes[i].parent == static_cast<int>(parent) && !draft_.nodes[i].leaf) take_in(i);
  }

  /// `(一)散煤治理行动` above `1.目标任务。`, `2.工作措施。` and `3.责任分工。` is one measure.
  void take_in_fields() {
    static const RE2 field(
        "(?:目标任务|(?:工作|主要|任务|年度|治理|整治)?目标|(?:工作|重点|主要|治理|整治|具体|推进)?(?:任务|措施|举措|"
        "内容|要求|步骤)|"
        "(?:时间|进度|工作)?安排|(?:完成|整改|工作)?时限|" +
        std::string(kUnitsLabel) + ")[。:].*");
    static const RE2 answers(std::string(kUnitsLabel) + "[。:].*");
    for (std::size_t i = 0; i < draft_.nodes.size(); ++i) {
      if (draft_.nodes[i].leaf || draft_.nodes[i].level < kGroupLevel) continue;
      bool all = true, answered = false;
      std::size_t children = 0;
      for (auto c = i + 1; c < draft_.nodes.size() && draft_.nodes[c].level > draft_.nodes[i].level; ++c) {
        const Line& line = lines_[draft_.nodes[c].lines.front()];
        const auto words = text_.view(line.head, line.end);
        all = all && RE2::FullMatch(words, field);
        answered = answered || RE2::FullMatch(words, answers);
        ++children;
      }
      if (all && answered && children > 1) take_in(i);
    }
  }

  /// A line below a group's last item that says of each item who answers is the group's.
  void move_shared_lines() {
    for (auto& node : draft_.nodes) {
      if (node.parent < 0 || node.lines.size() < 2) continue;
      const Line& last = lines_[node.lines.back()];
      if (!tells_items_apart(text_.view(last.begin, last.end))) continue;
      draft_.nodes[static_cast<std::size_t>(node.parent)].shared_line = node.lines.back();
      node.lines.pop_back();
    }
  }

  void take_in(std::size_t parent) {
    auto& node = draft_.nodes[parent];
    names_units_[parent].reset();
    for (std::size_t i = parent + 1; i < draft_.nodes.size() && draft_.nodes[i].level > node.level; ++i) {
      node.lines.insert(node.lines.end(), draft_.nodes[i].lines.begin(), draft_.nodes[i].lines.end());
      draft_.nodes[i].lines.clear();
    }
    node.leaf = true;
  }

  /// Drops the nodes that lost their lines.
  void rebuild() {
    std::vector<int> place(draft_.nodes.size(), -1);
    std::vector<Node> kept;
    for (std::size_t i = 0; i < draft_.nodes.size(); ++i) {
      auto& node = draft_.nodes[i];
      if (node.lines.empty()) continue;
      place[i] = static_cast<int>(kept.size());
      if (node.parent >= 0) node.parent = place[static_cast<std::size_t>(node.parent)];
      kept.push_back(std::move(node));
    }
    draft_.nodes = std::move(kept);
  }

  const SourceText& text_;
  const std::vector<Line>& lines_;
  Draft& draft_;
  std::vector<std::optional<bool>> names_units_;  ///< of each node, once it was asked for
};

}  // namespace

Joined join(const SourceText& text, const std::vector<Line>& lines, const Node& node) {
  Joined joined{SourceText({}), {}, {}};
  const Line& first = lines[node.lines.front()];
  joined.words = text.slice(first.head, first.end);
  joined.line_starts.push_back(0);
  for (std::size_t i = 1; i < node.lines.size(); ++i) {
    const Line& line = lines[node.lines[i]];
    joined.line_starts.push_back(joined.words.size());
    joined.words.append(text, line.begin, line.end);
  }
  joined.span = text.span(first.begin, first.end);
  const Line& last = lines[node.lines.back()];
  joined.span.end = text.span(last.begin, last.end).end;
  return joined;
}

bool answers_for_itself(const SourceText& text, const std::vector<Line>& lines, const Node& node) {
  const auto joined = join(text, lines, node);
  return answer_for_whole(find_unit_clauses(joined.words, joined.line_starts));
}

void fold_details(const SourceText& text, const std::vector<Line>& lines, Draft& draft) {
  Folder(text, lines, draft).fold();
}

}  // namespace limpid::plan
