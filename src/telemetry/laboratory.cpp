// SPDX-License-Identifier: Apache-2.0
#include "telemetry/laboratory.hpp"

#include <array>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "telemetry/admission.hpp"

namespace limpid::telemetry {
namespace {

constexpr std::array<std::string_view, 5> kRequired{"object", "parameter", "time", "value", "unit"};

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

struct Columns {
  std::array<std::size_t, 5> at{};
  std::size_t source = CsvTable::npos;
};

Result<Columns> columns_of(const CsvTable& table, const std::string& file) {
  Columns c;
  for (std::size_t i = 0; i < kRequired.size(); ++i) {
    c.at[i] = table.column(kRequired[i]);
    if (c.at[i] == CsvTable::npos) return fail("lab.column_missing", {{"column", std::string(kRequired[i])}}, file);
  }
  c.source = table.column("source");
  return c;
}

struct Cells {
  std::string_view object, parameter, time, value, unit, source;
};

Cells cells_of(const CsvRow& row, const Columns& c) {
  const auto cell = [&](std::size_t column) {
    return column == CsvTable::npos ? std::string_view{} : trim(row.fields[column]);
  };
  return {cell(c.at[0]), cell(c.at[1]), cell(c.at[2]), cell(c.at[3]), cell(c.at[4]), cell(c.source)};
}

struct Amount {
  store::Qualifier qualifier = store::Qualifier::equal;
  Decimal value;
};

// Decimals all the way, so that 25 μg/L is 0.025 mg/L and nothing beside it.
Result<Amount> amount_of(std::string_view cell, std::string_view unit, std::string_view stored,
                         const Catalog& catalog) {
  Amount a;
  const std::string text = text::nfkc(cell);  // `＜０.０２５` is what an input method leaves behind
  std::string_view digits = text;
  if (!digits.empty() && (digits.front() == '<' || digits.front() == '>')) {
    a.qualifier = static_cast<store::Qualifier>(digits.front());
    digits = trim(digits.substr(1));
  }
  const auto number = Decimal::parse(digits);
  if (!number) return fail("lab.bad_value", {{"value", std::string(cell)}});
  a.value = *number;
  if (unit.empty()) return a;
  const auto converted = catalog.convert(*number, unit, stored);
  if (!converted) return tl::unexpected(converted.error());
  a.value = *converted;
  return a;
}

std::string source_of(std::string_view cell) {
  return cell == "manual" || cell == "model" ? std::string(cell) : "lab";
}

Result<store::Reading> reading_of(const Cells& c, const LaboratoryRules& rules) {
  if (!rules.object_known(c.object)) return fail("lab.unknown_object", {{"object", std::string(c.object)}});
  const Parameter* parameter = rules.catalog.parameter(c.parameter);
  if (parameter == nullptr) return fail("lab.unknown_parameter", {{"parameter", std::string(c.parameter)}});
  const auto time = parse_instant(c.time);
  if (!time) return tl::unexpected(time.error());
  if (*time > rules.clock + kFuture)
    return fail("lab.future", {{"time", format_instant(*time)}, {"clock", format_instant(rules.clock)}});
  const std::string kind(c.object.substr(0, c.object.find('/')));
  const auto amount = amount_of(c.value, c.unit, rules.catalog.stored_unit(parameter->code, kind), rules.catalog);
  if (!amount) return tl::unexpected(amount.error());
  store::Reading r;
  r.series = {std::string(c.object), parameter->code, "rtd", Period::instant, source_of(c.source)};
  r.start = *time;
  r.value = amount->value.to_double();
  r.qualifier = amount->qualifier;
  if (!parameter->possible(r.value, r.series.statistic)) r.flag = kImpossible;
  return r;
}

Error impossible(const Cells& c, const store::Reading& r, std::string place) {
  return {"lab.impossible",
          {{"field", std::string(c.parameter)},
           {"value", std::string(c.value)},
           {"object", r.series.object},
           {"time", format_instant(r.start)}},
          std::move(place)};
}

std::string line_of(const CsvRow& row) {
  std::string line;
  for (std::size_t i = 0; i < row.fields.size(); ++i) line += (i > 0 ? "," : "") + csv_field(row.fields[i]);
  return line;
}

}  // namespace

Result<std::vector<store::Packet>> read_laboratory(std::string_view utf8, const std::string& file,
                                                   const LaboratoryRules& rules) {
  const auto table = parse_csv(utf8, file);
  if (!table) return tl::unexpected(table.error());
  const auto columns = columns_of(*table, file);
  if (!columns) return tl::unexpected(columns.error());
  std::vector<store::Packet> packets;
  const auto add = [&](std::string raw) -> store::Packet& {
    packets.push_back({.mn = file,
                       .raw = std::move(raw),
                       .source = "lab",
                       .received = rules.received,
                       .readings = {},
                       .rejected = {}});
    return packets.back();
  };
  for (const CsvRow& row : table->rows) {
    const Cells cells = cells_of(row, *columns);
    store::Packet& packet = add(line_of(row));
    auto reading = reading_of(cells, rules);
    const std::string place = file + ":" + std::to_string(row.line);
    if (!reading) {
      packet.rejected = reading.error();
      packet.rejected->place = place;
      continue;
    }
    if (reading->flag == kImpossible) packet.faults.push_back(impossible(cells, *reading, place));
    packet.readings.push_back(std::move(*reading));
  }
  for (std::size_t i = 0; i < table->problems.size(); ++i) add(table->left_out[i]).rejected = table->problems[i];
  return packets;
}

}  // namespace limpid::telemetry
