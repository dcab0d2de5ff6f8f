// SPDX-License-Identifier: Apache-2.0
#include "casework/case_rules.hpp"

#include "base/data_file.hpp"

namespace limpid::casework {
namespace {

Millis minutes(const Json& row) {
  return kMinute * row.at("limit_minutes").get<int>();
}

std::map<std::string, int> closings(const Json& conventions) {
  std::map<std::string, int> all;
  for (const auto& convention : conventions.at("conventions"))
    for (const auto& row : convention.value("episodes", Json::array()))
      all[row.at("condition").get<std::string>()] = row.value("closes_after", 1);
  return all;
}

}  // namespace

std::optional<Millis> CaseRules::limit_of(const std::string& state) const {
  const auto it = step_limits.find(state);
  return it == step_limits.end() ? std::nullopt : std::optional(it->second);
}

const std::vector<std::string>& CaseRules::sources_for(const std::string& condition) const {
  const auto it = assign.find(condition);
  return it == assign.end() ? assign.at("default") : it->second;
}

CaseRules load_case_rules(const std::filesystem::path& share) {
  const Json file = load_data_file(share / "rules/casework.yaml", share / "schemas/casework.json");
  CaseRules r;
  for (const auto& step : file.at("steps")) r.step_limits[step.at("state").get<std::string>()] = minutes(step);
  for (const auto& stage : file.at("rail")) r.rail.emplace_back(stage.at("stage").get<std::string>(), minutes(stage));
  r.late_after = kMinute * file.at("late_after_minutes").get<int>();
  r.assign = file.at("assign").get<std::map<std::string, std::vector<std::string>>>();
  r.township_attribute = file.at("township").at("attribute").get<std::string>();
  r.township_suffix = file.at("township").at("suffix").get<std::string>();
  r.last_resort = file.at("last_resort").get<std::vector<std::string>>();
  r.placeholders = file.at("placeholders").get<std::vector<std::string>>();
  r.closes_after =
      closings(load_data_file(share / "rules/county-conventions.yaml", share / "schemas/rule-conventions.json"));
  return r;
}

}  // namespace limpid::casework
