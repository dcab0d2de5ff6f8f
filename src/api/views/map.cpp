// SPDX-License-Identifier: Apache-2.0
#include "api/views/pages.hpp"
#include "api/views/wkt.hpp"
#include "base/data_file.hpp"

namespace limpid::api {

Json map_page(const View& v, const std::filesystem::path& share) {
  Json boundary = {{"type", "FeatureCollection"}, {"features", Json::array()}};
  const std::string family = county_of_plans(v, share).family;
  // The county last, so that its edge lies over its neighbours'.
  for (const char* name : {"surroundings.geojson", "county.geojson"}) {
    const auto file = share / "plans" / family / name;
    std::error_code none;
    if (family.empty() || !std::filesystem::is_regular_file(file, none)) continue;
    // Named, not in the head of the loop: there the document would be gone before the first step.
    Json land = Json::parse(read_file(file));
    for (auto& feature : land.at("features")) {
      if (!feature.at("properties").contains("role")) feature["properties"]["role"] = "county";
      boundary["features"].push_back(std::move(feature));
    }
  }
  Json rivers = {{"type", "FeatureCollection"}, {"features", Json::array()}};
  bool approximate = false;
  for (const auto& [ref, object] : v.objects()) {
    approximate = approximate || object.approximate;
    if (object.kind != "reach") continue;
    const Json line = wkt_line(object.attributes.value("geometry", ""));
    if (line.empty()) continue;
    rivers["features"].push_back(
        {{"type", "Feature"},
         {"properties", {{"name", object.attributes.value("river", object.name)}, {"key", object.key}}},
         {"geometry", {{"type", "LineString"}, {"coordinates", line}}}});
  }
  return {{"boundary", boundary},
          {"rivers", rivers},
          {"marks", marks_json(v, {})},
          {"approximate", approximate},
          {"source", v.text("page.map.source")}};
}

}  // namespace limpid::api
