// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace limpid {

/// One record of a CSV file; `line` is where it starts, counted from 1, as an editor shows it.
struct CsvRow {
  std::size_t line = 0;
  std::vector<std::string> fields;
};

struct CsvTable {
  std::vector<std::string> header;    ///< blanks around a name removed
  std::vector<CsvRow> rows;           ///< each with as many fields as the header
  std::vector<Error> problems;        ///< rows left out, with file:line in `place`
  std::vector<std::string> left_out;  ///< text of each of these, as it stands in the file

  /// Position of a column, or npos.
  std::size_t column(std::string_view name) const;
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
};

/// RFC 4180 with a header row: quotes, doubled quotes, line breaks inside quotes, LF or CRLF; a byte order mark and
/// empty lines are skipped. A row of another width is a problem, not the end; a quote that never closes is one for all
/// from its row on. Errors `csv.empty`, `csv.quote_open` (in the header), `csv.column_twice`.
Result<CsvTable> parse_csv(std::string_view utf8, const std::string& place);

/// The field quoted where it needs to be.
std::string csv_field(std::string_view text);

}  // namespace limpid
