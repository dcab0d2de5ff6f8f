// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "plan/document.hpp"
#include "plan/reader/dates.hpp"
#include "plan/reader/lazy_pattern.hpp"

namespace limpid::plan {

/// One match of a rule's pattern: group 0 is the whole, the others are empty where they took no part.
struct DeadlineMatch {
  std::array<std::string_view, 10> groups;
  std::string_view operator[](std::size_t i) const { return groups[i]; }
  /// Digits or Chinese numerals; 0 when it took no part.
  int number(std::size_t i) const;
  int year(std::size_t i) const;
};

/// Where a rule's words may stand.
enum class DeadlinePlace {
  anywhere,
  clause_start,   ///< only at the start of a clause
  clause_whole,   ///< only as a whole clause
  planned,        ///< only before words that say what is to be by then: 分别, 达到, 完成
  completed,      ///< only before words that say what is complete by then: 完成, 完工, 建成, 投运
  settled,        ///< only before such words, or at the end of a sentence
  done_within,    ///< at the start of a clause, before words that say what is done within: 开展, 完成
  each,           ///< before 各, 分别, or in a list of months that such words follow or lead to
  listed,         ///< before more of a list that ends with 前 or 底: 6月10日、12月10日前
  listed_number,  ///< a number of such a list that prints 月 once: 3、6、9、12月底前
  weekday,        ///< 每周一 before what is done then, not 每周一次
  heads_duty,     ///< at the start of a clause, before what a plan does then: 召开, 印发, 全面推开
  ongoing,        ///< before what is done or forbidden all the time: 禁止, 开展
  taking,         ///< behind 用: how long a work takes
  from_then,      ///< at the start of a clause, before what is so from then on: 执行, 禁止
  not_later,      ///< behind 不得晚于
  of_phase        ///< alone in the bracket behind the name of a phase: 动员部署阶段(4月)
};

/// A form of time limits: its pattern, what a text must hold for it to match (Characters::hold), and how a match is
/// read; none where there is no such date.
struct DeadlineRule {
  LazyPattern pattern;
  std::string_view needs;
  std::optional<Deadline> (*read)(const DeadlineMatch&, const PlanYears&);
  DeadlinePlace place = DeadlinePlace::anywhere;
};

/// From the most particular to the most general: what one rule has taken is not read again.
const std::vector<DeadlineRule>& deadline_text_rules();

/// A table's cell names a month or a year without saying 前, and asks somebody else in few words.
const std::vector<DeadlineRule>& deadline_cell_rules();

}  // namespace limpid::plan
