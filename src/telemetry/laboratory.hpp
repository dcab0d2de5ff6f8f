// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/quantity.hpp"
#include "base/time.hpp"
#include "store/store.hpp"

namespace limpid::telemetry {

/// What a laboratory file is judged by.
struct LaboratoryRules {
  const Catalog& catalog;
  std::function<bool(std::string_view ref)> object_known;  ///< KIND/KEY
  Instant clock;
  Instant received;
};

/// Reads `object,parameter,time,value,unit[,source]` (header row, UTF-8, any order of columns). Each row of data is one
/// packet: a reading of period instant and statistic rtd in the stored unit of its parameter, or the reason why it is
/// quarantined, with file:line in `place`: csv.width, lab.unknown_object, lab.unknown_parameter, time.invalid,
/// lab.future, lab.bad_value, unit.unknown, unit.dimension, csv.quote_open. `<0.025` keeps its qualifier, full-width
/// forms are read. A value that cannot be is taken with flag X, with lab.impossible in its faults. An empty unit is the
/// stored one. `source` manual or model is kept; anything else, the laboratory's name for instance, is `lab`. Errors
/// for the whole file: those of parse_csv, lab.column_missing {column}.
Result<std::vector<store::Packet>> read_laboratory(std::string_view utf8, const std::string& file,
                                                   const LaboratoryRules& rules);

}  // namespace limpid::telemetry
