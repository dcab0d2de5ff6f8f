// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/decimal.hpp"

namespace limpid {

struct Unit {
  std::string symbol;     ///< as printed: mg/L
  std::string dimension;  ///< concentration, ratio, flow …
  Decimal factor;         ///< size in the dimension's base unit
};

/// One thing that is measured, under its HJ 212-2017 factor code.
struct Parameter {
  std::string code;    ///< w21003
  std::string key;     ///< NH3N: the short key of rule files and tables
  std::string medium;  ///< water, air, weather
  std::string unit;    ///< of stored and shown values
  std::map<std::string, std::string> unit_by_kind;
  int decimals = 0;  ///< behind the point, for display
  std::string name_zh, name_en;
  std::optional<double> min = {}, max = {};  ///< what lies outside cannot be, in any unit of the parameter

  /// False for a value of this statistic that no true one can be. Sums (`cou`) have no upper bound.
  bool possible(double value, std::string_view statistic) const;
};

/// catalog/units.yaml and catalog/parameters.yaml. Immutable once loaded.
class Catalog {
 public:
  /// Throws Failure `schema.mismatch`, `catalog.unknown_unit`, `catalog.double_entry`.
  static Catalog load(const std::filesystem::path& share_dir);

  /// By symbol or alias (`ug/m3` is μg/m3); null when unknown.
  const Unit* unit(std::string_view text) const;
  /// By factor code, short key or Chinese name; null when unknown.
  const Parameter* parameter(std::string_view code_or_key) const;
  const std::vector<Parameter>& parameters() const { return parameters_; }

  /// The unit in which the store keeps values of `parameter` at objects of `kind`; empty when the parameter is unknown.
  std::string stored_unit(std::string_view parameter, std::string_view kind) const;

  /// Exact where both factors are powers of ten, else rounded to 12 digits behind the point. Error `unit.unknown`
  /// {unit}, `unit.dimension` {from, to}.
  Result<Decimal> convert(const Decimal& value, std::string_view from, std::string_view to) const;

 private:
  std::map<std::string, Unit, std::less<>> units_;
  std::vector<Parameter> parameters_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace limpid
