// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "plan/reader/lines.hpp"

namespace limpid::plan {

/// A numbered heading with the lines that belong to it alone. Children follow their parent in Draft::nodes.
struct Node {
  int level = 0;
  int number = 0;
  int parent = -1;
  bool leaf = true;
  std::vector<std::size_t> lines;
  bool last_answers = false;                    ///< its last child's line of units is for all its children
  bool names_bodies = false;                    ///< its heading is the names of those who do what stands below it
  std::optional<std::size_t> shared_line = {};  ///< the line that says of each child who answers
};

struct RowLine {
  std::size_t line = 0;
  std::optional<std::size_t> caption;  ///< the nearest line of words above the row since the last row
};

/// The lines of one plan, sorted by what they belong to.
struct Draft {
  std::optional<std::size_t> title_line;
  std::string title;      ///< with what stands on the lines around it: `…攻坚⏎行动方案⏎(2023—2025年)`
  bool untitled = false;  ///< the title is only the first words of a document that prints none
  std::vector<Node> nodes;
  std::vector<RowLine> rows;
  std::vector<Node> by_unit = {};  ///< of an annex that lists the plan's tasks by who does them
};

struct Outline {
  std::size_t head_end = 0;  ///< lines before it are the notice that carries the plans
  std::vector<Draft> drafts;
};

/// Finds where each plan begins (a title line with sections under it; without any, the first section) and its tree,
/// as the numbers of its headings give it: which of them are details of a measure `fold_details` says (levels.hpp).
Outline find_outline(const SourceText& text, const std::vector<Line>& lines);

}  // namespace limpid::plan
