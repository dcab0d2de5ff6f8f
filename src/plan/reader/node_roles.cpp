// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/node_roles.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/goals.hpp"
#include "plan/reader/levels.hpp"
#include "plan/reader/unit_clauses.hpp"

namespace limpid::plan {
namespace {

class RoleFinder {
 public:
  RoleFinder(const SourceText& text, const std::vector<Line>& lines, const Draft& draft, const PlanYears& years)
      : text_(text), lines_(lines), draft_(draft), years_(years) {}

  std::vector<SectionRole> find() && {
    bool tasks = false;
    for (const auto& node : draft_.nodes) {
      SectionRole role = node.parent < 0 ? role_of_section(name(node)) : role_of(parent(node));
      sections_.push_back(node.parent < 0 || (role == SectionRole::other && node.level < kArticleLevel &&
                                              sections_[static_cast<std::size_t>(node.parent)]));
      const bool goals = role == SectionRole::preface && names_goals(name(node));  // `(二)主要目标` under 总体要求
      if (node.parent >= 0 && (sections_.back() || goals))
        role = goals ? SectionRole::goals : role_of_heading(name(node));
      else if (role == SectionRole::goals && node.parent >= 0 && says_no_goal(name(node)))
        role = SectionRole::preface;
      if ((role == SectionRole::tasks || role == SectionRole::other) && says_only_goals(roles_.size()))
        role = SectionRole::goals;
      if (role == SectionRole::tasks && node.parent >= 0 && !sections_.back()) role = role_below_tasks(roles_.size());
      // Without sections the items stand by themselves.
      const bool item = node.parent < 0 && node.level >= kArticleLevel;
      if (item && role == SectionRole::other) role = SectionRole::tasks;
      roles_.push_back(role);
      tasks = tasks || (role == SectionRole::tasks && (item || !sections_.back()));
    }
    for (std::size_t i = 0; i < roles_.size(); ++i) {
      const Node& node = draft_.nodes[i];
      if (roles_[i] != SectionRole::other) continue;
      if (!sections_[i] || (node.parent >= 0 && role_of(parent(node)) != SectionRole::other))
        roles_[i] = role_of(parent(node));
      else if (node.leaf ? is_measure(i, tasks) : !tasks || names_units_below(i))
        roles_[i] = SectionRole::tasks;
    }
    return std::move(roles_);
  }

 private:
  const Node& parent(const Node& node) const { return draft_.nodes[static_cast<std::size_t>(node.parent)]; }

  std::string_view name(const Node& node) const { return heading_name(heading_of(text_, lines_[node.lines.front()])); }

  SectionRole role_of(const Node& node) const { return roles_[static_cast<std::size_t>(&node - draft_.nodes.data())]; }

  bool names_units(std::size_t i) const { return answers_for_itself(text_, lines_, draft_.nodes[i]); }

  /// Below 目标任务 stands how far the plan goes where nobody answers for it, all of it has figures, and what is to be
  /// done stands elsewhere.
  bool says_only_goals(std::size_t i) const {
    const Node& node = draft_.nodes[i];
    const auto called = name(node);
    if (node.parent >= 0 || node.level != kTopLevel) return false;
    if (names_indicators(called)) return !names_units_within(i);
    if (!names_aims(called) || names_units_within(i) || !has_tasks_beside_aims()) return false;
    if (node.leaf) return has_figures(node);
    for (++i; i < draft_.nodes.size() && draft_.nodes[i].level > node.level; ++i)
      if (draft_.nodes[i].leaf && !has_figures(draft_.nodes[i])) return false;
    return true;
  }

  bool has_figures(const Node& node) const {
    return !goals_of(join(text_, lines_, node), GoalsIn::section, true, years_).empty();
  }

  /// Whether a section that is not headed as aims, or a table, holds what is to be done.
  bool has_tasks_beside_aims() const {
    if (!beside_)
      beside_ = !draft_.rows.empty() || std::any_of(draft_.nodes.begin(), draft_.nodes.end(), [&](const Node& n) {
        if (n.parent >= 0 || names_aims(name(n))) return false;
        const auto role = role_of_section(name(n));
        return role == SectionRole::tasks || (role == SectionRole::other && !n.leaf);
      });
    return *beside_;
  }

  /// `1.工作目标` of a group of measures is none, where nobody answers for it.
  SectionRole role_below_tasks(std::size_t i) const {
    const auto role = role_of_item(name(draft_.nodes[i]));
    return role == SectionRole::other || names_units_within(i) ? SectionRole::tasks : role;
  }

  bool names_units_within(std::size_t i) const { return names_units(i) || names_units_below(i); }

  /// A section beside the one of tasks holds measures where its items say who answers.
  bool names_units_below(std::size_t section) const {
    const int level = draft_.nodes[section].level;
    for (std::size_t i = section + 1; i < draft_.nodes.size() && draft_.nodes[i].level > level; ++i)
      if (names_units(i)) return true;
    return false;
  }

  /// A section without items is a measure itself where it names units, or says by when, or where no section has items.
  bool is_measure(std::size_t section, bool tasks) const {
    if (names_units(section)) return true;
    const auto joined = join(text_, lines_, draft_.nodes[section]);
    if (!tasks && !find_unit_clauses(joined.words, joined.line_starts).empty() &&
        !find_deadlines(joined.words.view(), years_).empty())
      return true;
    const bool flat =
        std::none_of(draft_.nodes.begin(), draft_.nodes.end(), [](const Node& n) { return n.parent >= 0; });
    constexpr std::size_t kShortest = 40;
    return !tasks && flat && draft_.rows.empty() &&
           text::count_chars(join(text_, lines_, draft_.nodes[section]).words.view()) > kShortest;
  }

  /// 指导思想, 实施范围 beside the goals they share a section with.
  static bool says_no_goal(std::string_view heading) {
    return role_of_heading(heading) == SectionRole::preface || heading.ends_with("范围");
  }

  const SourceText& text_;
  const std::vector<Line>& lines_;
  const Draft& draft_;
  const PlanYears& years_;
  std::vector<SectionRole> roles_;
  std::vector<bool> sections_;          ///< nodes that have a role of their own
  mutable std::optional<bool> beside_;  ///< has_tasks_beside_aims, once it was asked for
};

}  // namespace

std::vector<SectionRole> roles_of_nodes(const SourceText& text, const std::vector<Line>& lines, const Draft& draft,
                                        const PlanYears& years) {
  return RoleFinder(text, lines, draft, years).find();
}

}  // namespace limpid::plan
