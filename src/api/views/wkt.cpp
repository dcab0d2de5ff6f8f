// SPDX-License-Identifier: Apache-2.0
#include "api/views/wkt.hpp"

#include "base/decimal.hpp"

namespace limpid::api {

Json wkt_line(const std::string& wkt) {
  Json line = Json::array();
  const auto open = wkt.find('('), close = wkt.rfind(')');
  if (!wkt.starts_with("LINESTRING") || open == std::string::npos || close == std::string::npos) return line;
  std::string_view rest(wkt.data() + open + 1, close - open - 1);
  while (!rest.empty()) {
    const auto comma = rest.find(',');
    std::string_view point = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    while (point.starts_with(' ')) point.remove_prefix(1);
    const auto gap = point.find(' ');
    if (gap == std::string_view::npos) continue;
    const auto lon = Decimal::parse(point.substr(0, gap)), lat = Decimal::parse(point.substr(gap + 1));
    if (lon && lat) line.push_back({lon->to_double(), lat->to_double()});
  }
  return line;
}

}  // namespace limpid::api
