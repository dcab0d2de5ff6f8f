// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libxml/tree.h>

#include <string>
#include <unordered_map>

namespace limpid::plan {

/// Which tables of a page hold data. Most sites lay out with tables too, one inside the other: each element is looked
/// at once, however many tables it stands in.
class HtmlTables {
 public:
  /// `root` must outlive it; the depth of its tree bounds the recursion.
  explicit HtmlTables(const xmlNode* root) { look(root); }

  /// Those that lay out have a table inside, one column, one row, or a whole article in a cell.
  bool is_data(const xmlNode* table) const;

 private:
  /// What stands inside an element.
  struct Inside {
    std::size_t bytes = 0;  ///< of its words
    std::string words;      ///< the first of them, enough to tell a heading
    std::size_t rows = 0;
    std::size_t wide = 0;  ///< rows of several cells
    bool table = false;
  };

  Inside look(const xmlNode* node);
  bool has_heading(const xmlNode* parent) const;

  std::unordered_map<const xmlNode*, Inside> inside_;  ///< of tables and cells
};

}  // namespace limpid::plan
