// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/reader/outline.hpp"

namespace limpid::plan {

/// Numbered lines that are steps of one item, not items: those below `整改措施:` where the item itself has lines that
/// say who answers (`责任单位:…`), and numbered labels (`1.整改目标:…`).
class Steps {
 public:
  Steps(const SourceText& text, const std::vector<Line>& lines, std::size_t end)
      : text_(text), lines_(lines), end_(end) {}

  /// Walks over the lines in order; whether the numbered line `i` is a step of the last node.
  bool take(std::size_t i, const Draft& draft);

 private:
  bool belong_to_item(std::size_t list, const Node& item) const;

  const SourceText& text_;
  const std::vector<Line>& lines_;
  std::size_t end_;
  bool inside_ = false;
  bool is_step(const Line& line, const Node& item) const;

  LineKind kind_ = LineKind::text;  ///< of the steps, once there is one
  int last_ = 0;                    ///< number of the last step
};

}  // namespace limpid::plan
