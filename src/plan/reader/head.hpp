// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/reader/outline.hpp"

namespace limpid::plan {

/// The notice around the plans.
struct Head {
  std::string title;
  std::string number;
  std::string issuer;
  std::string date;
  std::vector<std::string> recipients;
  std::string publicity;
  std::string plan_title;  ///< the plan named by the notice's title, `关于印发《…方案》的通知`
  std::string announced;   ///< the plan named by the notice's words, `现将《…方案》印发给你们`
};

/// From the lines before the first plan; the date also from the document's foot.
Head read_head(const SourceText& text, const std::vector<Line>& lines, std::size_t head_end);

/// Whether the title that a notice gives a plan only says more than the plan's own; not `甲计划和乙计划` of one of
/// them.
bool is_whole_of(std::string_view named, std::string_view own);

}  // namespace limpid::plan
