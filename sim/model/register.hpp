// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace limpid::sim {

/// One row of a register: column -> text as written. The simulator reads the same files that it has the product import.
class Row {
 public:
  explicit Row(std::map<std::string, std::string> cells) : cells_(std::move(cells)) {}
  /// Empty when there is no such column.
  std::string_view text(const std::string& column) const;
  double number(const std::string& column, double otherwise = 0) const;
  bool yes(const std::string& column) const { return text(column) == "yes"; }

 private:
  std::map<std::string, std::string> cells_;
};

using Table = std::vector<Row>;

/// Throws Failure for an unreadable file and for the first row that does not fit.
Table read_table(const std::filesystem::path& file);
Table parse_table(std::string_view text, const std::string& place);

/// The registers of one county, by kind: `outfall`, `reach`, ... and `device`.
using Registers = std::map<std::string, Table>;
Registers read_registers(const std::filesystem::path& folder);

/// The part after the slash: key_of("reach/ch-3") == "ch-3"; text without a slash is a key already.
std::string key_of(std::string_view reference);

}  // namespace limpid::sim
