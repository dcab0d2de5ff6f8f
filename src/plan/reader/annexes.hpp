// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/lines.hpp"

namespace limpid::plan {

/// What a plan's list of annexes (附件:1.… 2.…) announces, and the annexes as they are headed.
struct AnnexReading {
  std::vector<Annex> annexes;
  /// Announced and headed by no `附件N`, headings out of order.
  std::vector<Fault> faults;
};

/// Of lines [begin, end). The heading of an annex that is a plan itself stands right before `end` and is not of them.
/// `notice`: what the notice before a single plan lists; it is held against the headings where the plan lists none.
AnnexReading read_annexes(const SourceText& text, const std::vector<Line>& lines, std::size_t begin, std::size_t end,
                          std::vector<Annex> notice = {});

/// The list of annexes of a notice in lines [0, end); none where it lists the plan itself.
std::vector<Annex> listed_by_notice(const SourceText& text, const std::vector<Line>& lines, std::size_t end,
                                    const std::string& plan_title);

/// A plan's title and its line.
struct TitleLine {
  std::string title;
  Span span;
};

/// What the list of a notice, in lines [0, end), calls the plan.
std::vector<Annex> announced_as(const SourceText& text, const std::vector<Line>& lines, std::size_t end,
                                const TitleLine& plan);

}  // namespace limpid::plan
