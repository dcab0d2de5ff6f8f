// SPDX-License-Identifier: Apache-2.0
#include "sim/model/register.hpp"

#include <charconv>

#include "base/csv.hpp"
#include "base/data_file.hpp"

namespace limpid::sim {
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
  const auto csv = parse_csv(text, place);
  if (!csv) throw Failure(csv.error());
  if (!csv->problems.empty()) throw Failure(csv->problems.front());
  Table table;
  for (const CsvRow& row : csv->rows) {
    std::map<std::string, std::string> cells;
    for (std::size_t i = 0; i < csv->header.size(); ++i) cells[csv->header[i]] = row.fields[i];
    table.emplace_back(std::move(cells));
  }
  return table;
}

Table read_table(const std::filesystem::path& file) {
  return parse_table(read_file(file), file.filename().string());
}

Registers read_registers(const std::filesystem::path& folder) {
  Registers all;
  for (const char* kind :
       {"node", "reach", "section", "outfall", "plant", "air-station", "dust-site", "enterprise", "project", "device"})
    all[kind] = read_table(folder / (std::string(kind) + ".csv"));
  return all;
}

std::string key_of(std::string_view reference) {
  const auto slash = reference.find('/');
  return std::string(slash == std::string_view::npos ? reference : reference.substr(slash + 1));
}

}  // namespace limpid::sim
