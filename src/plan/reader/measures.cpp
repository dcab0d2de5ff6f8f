// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/measures.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "plan/reader/deadlines.hpp"
#include "plan/reader/fields.hpp"
#include "plan/reader/goals.hpp"
#include "plan/reader/item_numbers.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/levels.hpp"
#include "plan/reader/measure_text.hpp"
#include "plan/reader/node_roles.hpp"
#include "plan/reader/only_once.hpp"
#include "plan/reader/plan_seasons.hpp"
#include "plan/reader/section_roles.hpp"
#include "plan/reader/shared_units.hpp"
#include "plan/reader/standing_units.hpp"
#include "plan/reader/unit_clauses.hpp"
#include "plan/reader/unit_headings.hpp"
#include "plan/reader/units.hpp"
#include "plan/reader/unnumbered.hpp"

namespace limpid::plan {
namespace {

/// What a bracket at the end of a heading says of by when, and little more.
std::vector<Deadline> dates_of_heading(std::string_view heading, const PlanYears& years) {
  static const RE2 bracket("\\(([^()]{4,})\\)[。:]?$"), more("^(?:全面|全部|基本|按期)?完成?(?:整治|治理|改造|任务)?$");
  std::vector<Deadline> out;
  std::string words;
  if (!heading.ends_with(")") && !heading.ends_with(")。") && !heading.ends_with("):")) return out;
  if (!RE2::PartialMatch(heading, bracket, &words)) return out;
  for (auto& found : find_deadlines(words, years)) {
    auto behind = words.substr(found.end);
    behind = behind.substr(0, behind.find_first_of(";,"));
    const bool alone = found.begin == 0 || words[found.begin - 1] == ':' || words[found.begin - 1] == ';' ||
                       words[found.begin - 1] == ',';
    if (found.deadline.kind == DeadlineKind::by_date && found.deadline.end && alone &&
        (behind.empty() || RE2::FullMatch(behind, more)))
      out.push_back(std::move(found.deadline));
  }
  return out;
}

class SectionReader {
 public:
  SectionReader(const SourceText& text, const std::vector<Line>& lines, const Draft& draft, const PlanYears& years,
                Plan& plan)
      : text_(text), lines_(lines), draft_(draft), years_(years), plan_(plan) {}

  void read() {
    roles_ = roles_of_nodes(text_, lines_, draft_, years_);
    first_leads_from_ = first_leads_from(text_, lines_, draft_);
    by_paragraph_ = answer_by_paragraph(text_, lines_, task_leaves(), years_);
    numbered_safeguards_ = has_numbered_safeguards();
    for (std::size_t i = 0; i < draft_.nodes.size(); ++i) {
      const Node& node = draft_.nodes[i];
      const auto standing = standing_.size();  // what the node itself says is for those after it
      switch (roles_[i]) {
        case SectionRole::goals: read_goals(node, names_aims(name(root_of(node)))); break;
        case SectionRole::preface:
          if (node.leaf && (node.parent < 0 || below_general(node))) read_goals(node, true);
          break;
        case SectionRole::safeguards: read_safeguard(node); break;
        case SectionRole::tasks:
          // What stands between a heading and its items is no item; what it says of how much is not lost.
          if (!node.leaf && !by_paragraph_) read_goals(node, true);
          read_task_node(node);
          break;
        default: break;
      }
      if (measure_nodes_.size() > standing_of_.size()) standing_of_.push_back(standing);
      merge_units(standing_, find_standing_units(join(text_, lines_, node).words));
    }
    share_last_units();
    share_duties();
    share_heading_units();
    share_heading_dates();
    share_standing_units();
    number_uniquely(plan_.measures, measure_nodes_, text_, lines_, draft_);
    number_uniquely(plan_.safeguards, safeguard_nodes_, text_, lines_, draft_);
    number_groups();
    if (plan_.measures.empty()) read_unnumbered();
  }

  /// As the plan defines them, outside its tasks: in its preface, its goals or its safeguards.
  std::vector<NamedSeason> seasons() const {
    std::vector<NamedSeason> out;
    const std::size_t first = draft_.nodes.empty() ? 0 : draft_.nodes.front().lines.front();
    for (std::size_t i = draft_.title_line ? *draft_.title_line + 1 : first; i < first; ++i)
      define_seasons(text_.view(lines_[i].begin, lines_[i].end), years_, out);
    for (std::size_t i = 0; i < draft_.nodes.size(); ++i)
      if (roles_[i] != SectionRole::tasks)
        define_seasons(join(text_, lines_, draft_.nodes[i]).words.view(), years_, out);
    return out;
  }

 private:
  const Node& parent(const Node& node) const { return draft_.nodes[static_cast<std::size_t>(node.parent)]; }

  std::size_t index_of(const Node& node) const { return static_cast<std::size_t>(&node - draft_.nodes.data()); }
  bool first_leads(const Node& node) const { return index_of(node) >= first_leads_from_; }

  LineKind kind(const Node& node) const { return lines_[node.lines.front()].kind; }
  std::string_view heading(const Node& node) const { return heading_of(text_, lines_[node.lines.front()]); }

  /// `目标:到年底…` is called 目标.
  std::string_view name(const Node& node) const { return heading_name(heading(node)); }

  const Node& root_of(const Node& node) const {
    const Node* root = &node;
    while (root->parent >= 0) root = &parent(*root);
    return *root;
  }

  /// What stands below 总体要求, 总则 may say how far the plan goes: `第二条 PM10浓度不高于65微克/立方米`.
  bool below_general(const Node& node) const { return holds_any(heading(root_of(node)), {"总体", "总则"}); }

  /// `counted`: only the sentences that have a figure, of a section that says other things too.
  void read_goals(const Node& node, bool counted) {
    const auto where = node.parent < 0 ? GoalsIn::section : names_goals(name(node)) ? GoalsIn::heading : GoalsIn::words;
    if (!node.leaf && where == GoalsIn::words) counted = true;  // a heading
    for (auto& goal : goals_of(join(text_, lines_, node), where, counted, years_))
      plan_.goals.push_back(std::move(goal));
  }

  bool has_numbered_safeguards() const {
    for (std::size_t i = 0; i < roles_.size(); ++i)
      if (roles_[i] == SectionRole::safeguards && draft_.nodes[i].parent >= 0) return true;
    return false;
  }

  /// A numbered item, or a section of paragraphs where the plan numbers none.
  void read_safeguard(const Node& node) {
    const bool section = node.parent < 0;
    if (!node.leaf || (section && (node.lines.size() < 2 || numbered_safeguards_))) return;
    Measure s = read_measure(join(text_, lines_, node), years_, first_leads(node));
    s.number = std::to_string(section ? static_cast<int>(plan_.safeguards.size()) + 1 : node.number);
    s.promises.clear();
    safeguard_nodes_.push_back(section ? nullptr : &node);
    plan_.safeguards.push_back(std::move(s));
  }

  /// The smallest numbered item is the measure; the heading right above it is its group.
  void read_task_node(const Node& node) {
    if (!node.leaf || by_paragraph_) return;
    if (node.parent < 0 && node.level == kTopLevel && headed_as_tasks(node)) return;
    Measure m = read_measure(join(text_, lines_, node), years_, first_leads(node));
    const auto& decimal = lines_[node.lines.front()].decimal;
    m.number = decimal.empty() ? std::to_string(node.number) : decimal;
    if (node.level == kDeepestLevel && node.parent >= 0 && parent(node).level == kPointLevel)
      m.number = std::to_string(parent(node).number) + "." + m.number;
    const Node* group = group_of(node);
    if (group) m.group = place_of_group(*group);
    m.headings = headings_between(group, node);
    take_limits(phase_of(node), m);
    if (node.parent >= 0 && parent(node).last_answers) last_answers_[node.parent].push_back(plan_.measures.size());
    if (node.parent >= 0 && parent(node).shared_line)
      shared_[*parent(node).shared_line].push_back({plan_.measures.size(), node.number});
    measure_nodes_.push_back(&node);
    plan_.measures.push_back(std::move(m));
  }

  std::vector<std::string> headings_between(const Node* group, const Node& node) {
    std::vector<std::string> out;
    for (const Node* up = &node; up->parent >= 0;) {
      up = &parent(*up);
      if (up == group || up->level <= kGroupLevel) break;
      out.push_back(title_of(*up));
    }
    std::reverse(out.begin(), out.end());
    return out;
  }

  /// `(二)集中攻坚阶段(5月1日至8月31日)`: what stands below is done within.
  std::vector<Deadline> phase_of(const Node& node) const {
    std::vector<Deadline> out;
    for (const Node* up = &node; out.empty() && up->parent >= 0;) {
      up = &parent(*up);
      if (!holds_any(heading(*up), {"阶段"})) continue;
      for (auto& found : find_deadlines(heading(*up), years_)) out.push_back(std::move(found.deadline));
    }
    return out;
  }

  static void take_limits(const std::vector<Deadline>& limits, Measure& m) {
    OnlyOnce<Deadline>(m.deadlines).add(limits);
    for (auto& promise : m.promises)
      if (promise.deadlines.empty()) promise.deadlines = limits;
  }

  bool headed_as_tasks(const Node& node) const { return role_of_section(name(node)) == SectionRole::tasks; }

  /// Its place among the plan's groups, which begin with it where it is new.
  int place_of_group(const Node& node) {
    const auto [at, fresh] = groups_.try_emplace(&node, static_cast<int>(plan_.groups.size()));
    if (!fresh) return at->second;
    Group group{node.number, title_of(node), {}};
    for (const Node* up = group_of(node); up; up = group_of(*up)) group.path.push_back(title_of(*up));
    std::reverse(group.path.begin(), group.path.end());
    plan_.groups.push_back(std::move(group));
    return at->second;
  }

  std::string title_of(const Node& node) const { return read_title(join(text_, lines_, node)); }

  std::vector<const Node*> task_leaves() const {
    std::vector<const Node*> out;
    for (std::size_t i = 0; i < draft_.nodes.size(); ++i)
      if (roles_[i] == SectionRole::tasks && draft_.nodes[i].leaf) out.push_back(&draft_.nodes[i]);
    return out;
  }

  void read_unnumbered() {
    auto sections = task_leaves();
    if (!by_paragraph_) std::erase_if(sections, [](const Node* node) { return node->parent >= 0; });
    auto found = read_unnumbered_measures(text_, lines_, sections, years_, !draft_.rows.empty());
    plan_.measures = std::move(found.measures);
    for (auto& group : found.groups) plan_.groups.push_back(std::move(group));
  }

  /// The next heading above it, but for one that only says that tasks follow.
  const Node* group_of(const Node& node) const {
    for (const Node* up = &node; up->parent >= 0;) {
      up = &parent(*up);
      if (up->level <= kGroupLevel && !(up->level < kGroupLevel && headed_as_tasks(*up))) return up;
    }
    return nullptr;
  }

  /// `牵头单位:…` below the last measure of a group that answers for the whole group.
  void share_last_units() {
    for (const auto& [heading, group] : last_answers_) {
      const auto units = plan_.measures[group.back()].units;
      const bool help = draft_.nodes[static_cast<std::size_t>(heading)].names_bodies;  // beside who else answers
      for (const auto i : group)
        if (plan_.measures[i].units.empty() || help) add_units(units, plan_.measures[i]);
    }
  }

  /// `一、城镇污水治理(县住建局负责)`: who answers for all below that name nobody. Below a heading that is a body's
  /// name all are that body's, whoever helps.
  void share_heading_units() {
    for (std::size_t i = 0; i < measure_nodes_.size(); ++i) {
      auto& m = plan_.measures[i];
      for (const Node* up = measure_nodes_[i]; up->parent >= 0;) {
        up = &parent(*up);
        if (m.units.empty() || up->names_bodies) add_units(units_of_heading(*up), m);
      }
    }
  }

  const std::vector<Unit>& units_of_heading(const Node& node) {
    const auto [known, fresh] = heading_units_.try_emplace(&node);
    if (fresh && node.names_bodies) {
      known->second = bodies_of_heading(text_, lines_[node.lines.front()]);
    } else if (fresh) {
      const auto joined = join(text_, lines_, node);
      auto clauses = find_unit_clauses(joined.words, joined.line_starts);
      if (first_leads(node)) let_first_lead(clauses);
      for (const auto& clause : clauses)
        if (!clause.words) merge_units(known->second, clause.units);
    }
    return known->second;
  }

  /// `(一)治理扬尘(2024年10月底前完成)`: by when all below is done that has no time limit of its own.
  void share_heading_dates() {
    std::map<const Node*, std::vector<Deadline>> known;
    for (std::size_t i = 0; i < measure_nodes_.size(); ++i) {
      auto& m = plan_.measures[i];
      for (const Node* up = measure_nodes_[i]; m.deadlines.empty() && up->parent >= 0;) {
        up = &parent(*up);
        const auto [at, fresh] = known.try_emplace(up);
        if (fresh) at->second = dates_of_heading(join(text_, lines_, *up).words.view(), years_);
        take_limits(at->second, m);
      }
    }
  }

  /// `责任分工:第①、④项由甲局牵头;第②项由乙局负责` below the last measure of a group.
  void share_duties() {
    for (const auto& [at, items] : shared_) {
      const auto duties = read_shared_duties(text_.slice(lines_[at].begin, lines_[at].end), years_);
      for (const auto& item : items)
        for (const auto& duty : duties) {
          if (!duty.numbers.empty() &&
              std::find(duty.numbers.begin(), duty.numbers.end(), item.number) == duty.numbers.end())
            continue;
          take_duty(duty, plan_.measures[item.measure]);
        }
    }
  }

  void share_standing_units() {
    for (std::size_t i = 0; i < standing_of_.size(); ++i) {
      auto& m = plan_.measures[i];
      for (std::size_t u = 0; u < standing_of_[i]; ++u) {
        const auto same = [&](const Unit& unit) { return unit.name == standing_[u].name; };
        if (std::none_of(m.units.begin(), m.units.end(), same)) m.standing_units.push_back(standing_[u]);
      }
    }
  }

  static void add_units(const std::vector<Unit>& units, Measure& m) {
    merge_units(m.units, units);
    for (auto& promise : m.promises) merge_units(promise.units, units);
  }

  static void take_duty(const SharedDuty& duty, Measure& m) {
    add_units(duty.units, m);
    take_limits(duty.deadlines, m);
  }

  /// Measures have the place of their group so far; now its number, where groups have different ones.
  void number_groups() {
    std::set<int> numbers;
    const bool apart = std::all_of(plan_.groups.begin(), plan_.groups.end(), [&](const Group& group) {
      return group.number > 0 && numbers.insert(group.number).second;
    });
    for (std::size_t i = 0; i < plan_.groups.size() && !apart; ++i) plan_.groups[i].number = static_cast<int>(i) + 1;
    for (auto& m : plan_.measures)
      if (m.group) m.group = plan_.groups[static_cast<std::size_t>(*m.group)].number;
  }

  const SourceText& text_;
  const std::vector<Line>& lines_;
  const Draft& draft_;
  const PlanYears& years_;
  Plan& plan_;
  std::vector<SectionRole> roles_;
  std::vector<const Node*> measure_nodes_, safeguard_nodes_;
  std::map<const Node*, std::vector<Unit>> heading_units_;
  std::vector<Unit> standing_;            ///< who answers for all that follows, as it is said
  std::vector<std::size_t> standing_of_;  ///< how many of them were named before each measure
  std::size_t first_leads_from_ = 0;      ///< the node from which on of units named together the first leads
  std::map<const Node*, int> groups_;     ///< places in plan_.groups
  bool numbered_safeguards_ = false;
  bool by_paragraph_ = false;  ///< the numbered headings are groups of measures without numbers
  std::map<int, std::vector<std::size_t>> last_answers_;  ///< measures of each group whose last one answers for all
  struct Item {
    std::size_t measure = 0;
    int number = 0;
  };
  std::map<std::size_t, std::vector<Item>> shared_;  ///< by the line that says of each who answers
};

}  // namespace

std::vector<NamedSeason> read_sections(const SourceText& text, const std::vector<Line>& lines, const Draft& draft,
                                       const PlanYears& years, Plan& plan) {
  SectionReader reader(text, lines, draft, years, plan);
  reader.read();
  return reader.seasons();
}

}  // namespace limpid::plan
