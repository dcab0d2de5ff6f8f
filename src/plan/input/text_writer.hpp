// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace limpid::plan {

/// A cell as a format gives it, in a grid of columns from 0.
struct GridCell {
  std::size_t row = 0, column = 0;
  std::size_t rows = 1, columns = 1;
  std::string text;
};

/// Builds the text that Extracted::text describes.
class TextWriter {
 public:
  /// A line; line ends inside make several. Tabs part the cells of a row where they do not only indent or follow a
  /// number; else they become blanks.
  void line(std::string_view text);
  /// A table: a merged cell stands in each row and in its first column; of a serial number (below 序号) the further
  /// rows say so: `1（续）`. A first row whose headings only span others below them gives way to those; a table of one
  /// column is lines.
  void table(std::vector<GridCell> cells);

  bool empty() const { return out_.empty(); }
  /// `plan_input.text_too_large`, `plan_input.long_line`.
  Result<std::string> done() &&;

 private:
  void put(std::string_view text);
  void raw_line(std::string_view text);

  std::string out_;
  std::optional<Error> error_;
  bool in_rows_ = false;  ///< the line before was a row with tabs
};

/// A to Z as a to z, all else as it is.
std::string lower_ascii(std::string_view text);

/// Blanks and line ends to single blanks, none at the ends.
std::string single_line(std::string_view text);

/// The same between tabs, which stay; empty where nothing but blanks stands.
std::string tabbed_line(std::string_view text);

}  // namespace limpid::plan
