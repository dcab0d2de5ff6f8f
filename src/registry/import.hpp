// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/facts.hpp"
#include "registry/kinds.hpp"

namespace limpid::registry {

/// What a register file would change, and which of its rows cannot be read.
struct Import {
  ledger::Changes changes;      ///< acts `object.imported` or `device.imported`, in file order
  std::vector<Error> problems;  ///< a row left out, with file:line in `place` and the column in its arguments
  std::vector<Error> warnings;  ///< a row taken although something beside it is missing
  std::size_t rows = 0;         ///< rows of data in the file
};

/// Reads a register (RFC 4180, UTF-8) of one kind. Columns: key and name, lon and lat where the kind is located, for
/// devices mn and object; columns of the catalogue are read by their type, others are kept as text. A column that the
/// file lacks leaves what stands in the ledger; an empty cell takes the attribute away. One bad row never stops the
/// rest. Errors: those of parse_csv, `registry.column_missing`.
Result<Import> import_register(const Kind& kind, std::string_view utf8, const std::string& place,
                               const ledger::Facts& facts);

}  // namespace limpid::registry
