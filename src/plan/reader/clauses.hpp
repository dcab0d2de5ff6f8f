// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "plan/reader/deadlines.hpp"
#include "plan/reader/quantities.hpp"

namespace limpid::plan {

/// What a clause (the words between two stops) does in a sentence of duties.
/// lead: goes before a duty and says when, where, for whom, by what rule (`12月底前`, `对…的企业`, `以…为重点`).
/// duty: says what is to be done. follow: says to what end or with what result (`确保…`, `实现…`).
/// exception: what holds for those that fail or are exempt (`不达标的一律停产`, `…除外`).
enum class ClauseRole { lead, duty, follow, exception };

struct Clause {
  std::size_t begin = 0, end = 0;  ///< without its stop
  bool opens_sentence = false;
  char stop_before = 0;  ///< `;` or `.` (for 。!?) where it opens a sentence, else `,`
  ClauseRole role = ClauseRole::duty;
  bool names_subject = false;  ///< begins with who or what, not with a verb
  bool binds = false;          ///< 必须, 应, 不得, 全部, 实施 …: a duty whoever it is for
  bool reports = false;        ///< 报…备案, 公布: the last step of the duty before
  bool only_dates = false;     ///< `堆场于2023年2月底前完成`: dates what stands before
  std::vector<const FoundDeadline*> deadlines;
  std::size_t quantities = 0;  ///< distances (10公里范围内) do not count
  bool dated_head = false;     ///< a time limit stands at its head
  std::string core = {};       ///< its words without time limits
};

/// The clauses of a text, in order. Stops inside brackets and quotes are none.
std::vector<Clause> find_clauses(std::string_view text, const std::vector<FoundDeadline>& deadlines,
                                 const std::vector<FoundQuantity>& quantities);

}  // namespace limpid::plan
