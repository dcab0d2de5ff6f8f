// SPDX-License-Identifier: Apache-2.0
#include "sim/model/register.hpp"

#include <charconv>
#include <utility>

#include "base/data_file.hpp"

namespace limpid::sim {
namespace {

/// Splits CSV text into rows of cells.
std::vector<std::vector<std::string>> split(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        cell += text[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      row.push_back(std::exchange(cell, {}));
    } else if (c == '\n') {
      row.push_back(std::exchange(cell, {}));
      rows.push_back(std::exchange(row, {}));
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (!cell.empty() || !row.empty()) {
    row.push_back(std::move(cell));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

std::string_view Row::text(const std::string& column) const {
  const auto found = cells_.find(column);
  return found == cells_.end() ? std::string_view{} : std::string_view{found->second};
}

double Row::number(const std::string& column, double otherwise) const {
  const std::string_view cell = text(column);
  if (cell.empty()) return otherwise;
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{} || end != cell.data() + cell.size())
    throw Failure("sim.number", Json{{"column", column}, {"text", std::string(cell)}}, std::string(text("key")));
  return value;
}

Table parse_table(std::string_view text, const std::string& place) {
  const auto rows = split(text);
  Table table;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].size() != rows[0].size())
      throw Failure("sim.register", Json{{"cells", rows[i].size()}, {"columns", rows[0].size()}},
                    place + ":" + std::to_string(i + 1));
    std::map<std::string, std::string> cells;
    for (std::size_t j = 0; j < rows[i].size(); ++j) cells[rows[0][j]] = rows[i][j];
    table.emplace_back(std::move(cells));
  }
  return table;
}

Table read_table(const std::filesystem::path& file) { return parse_table(read_file(file), file.filename().string()); }

Registers read_registers(const std::filesystem::path& folder) {
  Registers all;
  for (const char* kind : {"node", "reach", "section", "outfall", "plant", "air-station", "dust-site", "enterprise",
                           "project", "device"})
    all[kind] = read_table(folder / (std::string(kind) + ".csv"));
  return all;
}

std::string key_of(std::string_view reference) {
  const auto slash = reference.find('/');
  return std::string(slash == std::string_view::npos ? reference : reference.substr(slash + 1));
}

}  // namespace limpid::sim
