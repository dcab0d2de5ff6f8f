// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/measures.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/fields.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/levels.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/measure_text.hpp"
#include "plan/reader/only_once.hpp"
#include "plan/reader/plan_seasons.hpp"
#include "plan/reader/quantities.hpp"
#include "plan/reader/shared_units.hpp"
#include "plan/reader/unit_clauses.hpp"
#include "plan/reader/units.hpp"
#include "plan/reader/unnumbered.hpp"

namespace limpid::plan {
namespace {

enum class SectionRole { tasks, goals, safeguards, preface, other };

/// 保障饮用水安全, 强化生态流量保障: what is made safe is the plan's task.
bool makes_safe(std::string_view heading) {
  if (holds_any(heading, {"水安全保障", "用水保障", "供水保障", "流量保障"})) return true;
  constexpr std::string_view kSafe = "保障";
  return heading.starts_with(kSafe) && heading.size() > kSafe.size() &&
         !holds_any(heading, {"保障措施", "保障机制", "保障体系", "保障工作", "保障要求", "保障条件"});
}

SectionRole role_of_section(std::string_view heading) {
  if (!makes_safe(heading) && holds_any(heading, {"保障", "组织实施", "组织领导", "工作要求", "有关要求"}))
    return SectionRole::safeguards;
  if (holds_any(heading, {"总则", "附则", "总体要求", "总体思路", "指导思想", "基本原则", "工作原则", "责任期限",
                          "攻坚时段", "实施时段", "考核", "工作思路", "起草"}))
    return SectionRole::preface;
  if (holds_any(heading, {"任务", "措施", "重点工作", "工作内容", "重点举措"})) return SectionRole::tasks;
  if (holds_any(heading, {"时间安排"})) return SectionRole::preface;
  if (holds_any(heading, {"目标"})) return SectionRole::goals;
  return SectionRole::other;
}

class SectionReader {
 public:
  SectionReader(const SourceText& text, const std::vector<Line>& lines, const Draft& draft, const PlanYears& years,
                Plan& plan)
      : text_(text), lines_(lines), draft_(draft), years_(years), plan_(plan) {}

  void read() {
    find_roles();
    numbered_safeguards_ = has_numbered_safeguards();
    for (std::size_t i = 0; i < draft_.nodes.size(); ++i) {
      const Node& node = draft_.nodes[i];
      switch (roles_[i]) {
        case SectionRole::goals: read_goals(node); break;
        case SectionRole::preface:  // `(二)主要目标。…` under 总体要求
          if (node.parent >= 0 && names_goals(node)) read_goals(node);
          if (node.parent < 0 && node.leaf) read_goals(node, true);
          break;
        case SectionRole::safeguards: read_safeguard(node); break;
        case SectionRole::tasks: read_task_node(node); break;
        default: break;
      }
    }
    if (plan_.measures.empty()) read_unnumbered();
    share_last_units();
    share_duties();
    number_uniquely();
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

  /// Each node has its section's role. Where no section is headed as the tasks, every other one with items under it is.
  void find_roles() {
    bool tasks = false;
    for (const auto& node : draft_.nodes) {
      const Line& line = lines_[node.lines.front()];
      roles_.push_back(node.parent < 0 ? role_of_section(first_words(line))
                                       : roles_[static_cast<std::size_t>(node.parent)]);
      // Without sections the items stand by themselves.
      if (node.parent < 0 && node.level > 1 && roles_.back() == SectionRole::other) roles_.back() = SectionRole::tasks;
      tasks = tasks || (roles_.back() == SectionRole::tasks && (node.parent >= 0 || node.level > 1));
    }
    for (std::size_t i = 0; i < roles_.size(); ++i) {
      const Node& node = draft_.nodes[i];
      if (node.parent >= 0)
        roles_[i] = roles_[static_cast<std::size_t>(node.parent)];
      else if (roles_[i] == SectionRole::other && (node.leaf ? is_measure(i, tasks) : !tasks || names_units_below(i)))
        roles_[i] = SectionRole::tasks;
    }
  }

  bool names_units(std::size_t i) const {
    const auto joined = join(text_, lines_, draft_.nodes[i]);
    const auto clauses = find_unit_clauses(joined.words, joined.line_starts);
    return std::any_of(clauses.begin(), clauses.end(), [](const auto& c) { return !c.units.empty() && !c.words; });
  }

  /// A section beside the one of tasks holds measures where its items say who answers.
  bool names_units_below(std::size_t section) const {
    for (std::size_t i = section + 1; i < draft_.nodes.size() && draft_.nodes[i].parent >= 0; ++i)
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

  /// A section's heading: its line up to a stop.
  std::string_view first_words(const Line& line) const {
    const auto view = text_.view(line.head, line.end);
    return view.substr(0, view.find("。"));
  }

  /// Whether a heading is nothing but the name of goals.
  bool names_goals(const Node& node) const {
    constexpr std::size_t kLongest = 10;
    const auto heading = first_words(lines_[node.lines.front()]);
    return heading.ends_with("目标") && text::count_chars(heading) <= kLongest;
  }

  /// `counted`: only the sentences that have a figure, of a section that says other things too.
  void read_goals(const Node& node, bool counted = false) {
    constexpr std::string_view stop = "。";
    Joined joined = join(text_, lines_, node);
    // The heading's line is the section's name, unless the words go on in it.
    const std::size_t heading_end = joined.line_starts.size() > 1 ? joined.line_starts[1] : joined.words.size();
    const auto in_line = joined.words.view(0, heading_end).find(stop);
    std::size_t begin =
        in_line != std::string_view::npos && in_line + stop.size() < heading_end ? in_line + stop.size() : heading_end;
    if (node.parent >= 0 && joined.line_starts.size() == 1 && !names_goals(node)) begin = 0;
    const auto view = joined.words.view();
    while (begin < view.size()) {
      const auto end = find_stop(view, begin, ";");
      if (end > begin) add_goal(joined.words.slice(begin, end), counted);
      begin = end == view.size() ? end : end + (view[end] == ';' ? 1 : stop.size());
    }
  }

  void add_goal(const SourceText& words, bool counted) {
    Goal goal;
    goal.text = words.printed();
    goal.span = words.span(0, words.size());
    const auto deadlines = find_deadlines(words.view(), years_);
    for (const auto& d : deadlines) goal.deadlines.push_back(d.deadline);
    for (auto& q : find_quantities(words.view(), deadlines)) goal.quantities.push_back(std::move(q.quantity));
    if (!counted || !goal.quantities.empty()) plan_.goals.push_back(std::move(goal));
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
    Measure s = read_measure(join(text_, lines_, node), years_);
    s.number = std::to_string(section ? static_cast<int>(plan_.safeguards.size()) + 1 : node.number);
    s.promises.clear();
    plan_.safeguards.push_back(std::move(s));
  }

  /// The smallest numbered item is the measure; a (一) over items is their group.
  void read_task_node(const Node& node) {
    const bool section = node.parent < 0;
    if (!node.leaf) {
      const bool group = section ? role_of_section(first_words(lines_[node.lines.front()])) != SectionRole::tasks
                                 : node.level == kGroupLevel;
      if (group) plan_.groups.push_back({node.number, read_measure(join(text_, lines_, node), years_).title});
      return;
    }
    const bool headed_as_tasks = role_of_section(first_words(lines_[node.lines.front()])) == SectionRole::tasks;
    if (section && node.level == 1 && headed_as_tasks) return;
    Measure m = read_measure(join(text_, lines_, node), years_);
    const auto& decimal = lines_[node.lines.front()].decimal;
    m.number = decimal.empty() ? std::to_string(node.number) : decimal;
    if (node.level == kDeepestLevel && node.parent >= 0 && parent(node).level == kPointLevel)
      m.number = std::to_string(parent(node).number) + "." + m.number;
    m.group = group_of(node);
    if (node.parent >= 0 && parent(node).last_answers) last_answers_[node.parent].push_back(plan_.measures.size());
    if (node.parent >= 0 && parent(node).shared_line)
      shared_[*parent(node).shared_line].push_back({plan_.measures.size(), node.number});
    plan_.measures.push_back(std::move(m));
  }

  void read_unnumbered() {
    std::vector<const Node*> sections;
    for (std::size_t i = 0; i < draft_.nodes.size(); ++i)
      if (roles_[i] == SectionRole::tasks && draft_.nodes[i].parent < 0 && draft_.nodes[i].leaf)
        sections.push_back(&draft_.nodes[i]);
    auto found = read_unnumbered_measures(text_, lines_, sections, years_, !draft_.rows.empty());
    plan_.measures = std::move(found.measures);
    for (auto& group : found.groups) plan_.groups.push_back(std::move(group));
  }

  std::optional<int> group_of(const Node& node) const {
    for (const Node* up = &node; up->parent >= 0;) {
      up = &parent(*up);
      if (up->level == kGroupLevel) return up->number;
      if (up->level == 1 && role_of_section(first_words(lines_[up->lines.front()])) != SectionRole::tasks)
        return up->number;
    }
    return std::nullopt;
  }

  /// `牵头单位:…` below the last measure of a group that answers for the whole group.
  void share_last_units() {
    for (const auto& [_, group] : last_answers_) {
      const auto units = plan_.measures[group.back()].units;
      for (const auto i : group) {
        auto& m = plan_.measures[i];
        if (!m.units.empty()) continue;
        m.units = units;
        for (auto& promise : m.promises) promise.units = units;
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

  static void take_duty(const SharedDuty& duty, Measure& m) {
    merge_units(m.units, duty.units);
    OnlyOnce<Deadline>(m.deadlines).add(duty.deadlines);
    for (auto& promise : m.promises) {
      merge_units(promise.units, duty.units);
      if (promise.deadlines.empty()) promise.deadlines = duty.deadlines;
    }
  }

  /// Where each group counts its measures from 1, the group's number comes first.
  void number_uniquely() {
    std::set<std::string> seen;
    for (const auto& m : plan_.measures)
      if (!seen.insert(m.number).second) {
        for (auto& each : plan_.measures)
          if (each.group && each.number.find('.') == std::string::npos)
            each.number = std::to_string(*each.group) + "." + each.number;
        break;
      }
    // A number that is printed twice all the same: the second is told apart, so that none is lost.
    std::map<std::string, int> times;
    for (auto& m : plan_.measures)
      if (const int n = ++times[m.number]; n > 1) m.number += "." + std::to_string(n);
  }

  const SourceText& text_;
  const std::vector<Line>& lines_;
  const Draft& draft_;
  const PlanYears& years_;
  Plan& plan_;
  std::vector<SectionRole> roles_;
  bool numbered_safeguards_ = false;
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
