// SPDX-License-Identifier: Apache-2.0
#include "tracing/settings.hpp"

#include <algorithm>
#include <numbers>

#include "base/data_file.hpp"
#include "base/decimal.hpp"

namespace limpid::tracing {
namespace {

double number(const Json& data, const char* name) {
  const auto& value = data.at(name);
  return value.is_string() ? Decimal::of(value.get_ref<const std::string&>()).to_double() : value.get<double>();
}

WaterSettings read_water(const Json& data) {
  const auto& evidence = data.at("evidence");
  WaterSettings out{.max_travel_s = number(data, "max_travel_h") * 3600,
                    .baseline_s = number(data, "baseline_h") * 3600,
                    .velocity_cv = number(data, "velocity_cv"),
                    .raised_noise = number(data, "raised_noise"),
                    .raised_share = number(data, "raised_share"),
                    .noise_share = number(data, "noise_share"),
                    .model_error = number(data, "model_error"),
                    .unregistered = number(data, "unregistered"),
                    .own_raised = number(evidence, "own_raised"),
                    .own_normal = number(evidence, "own_normal"),
                    .own_missing = number(evidence, "own_missing"),
                    .fingerprint_floor = number(evidence, "fingerprint_floor"),
                    .fingerprint_spread = number(evidence, "fingerprint_spread"),
                    .mass_ordinary = number(evidence, "mass_ordinary"),
                    .mass_spread = number(evidence, "mass_spread"),
                    .mass_floor = number(evidence, "mass_floor"),
                    .near_limit = number(evidence, "near_limit"),
                    .not_permitted = number(evidence, "not_permitted"),
                    .parameters = {}};
  for (const auto& entry : data.at("parameters")) {
    out.parameters.push_back({.code = entry.at("code"),
                              .source = entry.at("source"),
                              .decay_per_s = number(entry, "decay_per_day") / 86400,
                              .per_source = entry.contains("per_source") ? number(entry, "per_source") : 1});
  }
  return out;
}

AirSettings read_air(const Json& data) {
  const auto& evidence = data.at("evidence");
  AirSettings out{.max_distance_m = number(data, "max_distance_km") * 1000,
                  .baseline_s = number(data, "baseline_h") * 3600,
                  .direction_sd_rad = number(data, "direction_sd_deg") * std::numbers::pi / 180,
                  .calm_m_s = number(data, "calm_m_s"),
                  .noise_share = number(data, "noise_share"),
                  .model_error = number(data, "model_error"),
                  .unseen_share = number(data, "unseen_share"),
                  .unregistered = number(data, "unregistered"),
                  .own_site = number(evidence, "own_site"),
                  .own_raised = number(evidence, "own_raised"),
                  .own_normal = number(evidence, "own_normal"),
                  .upset_ordinary = number(evidence, "upset_ordinary"),
                  .upset_spread = number(evidence, "upset_spread"),
                  .upset_floor = number(evidence, "upset_floor"),
                  .parameters = {}};
  for (const auto& entry : data.at("parameters")) {
    out.parameters.push_back({.code = entry.at("code"),
                              .rate = entry.at("rate"),
                              .stack = entry.at("stack"),
                              .factor = entry.contains("factor") ? number(entry, "factor") : 1});
  }
  return out;
}

template <class List>
auto find_code(const List& list, std::string_view code) -> decltype(list.data()) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& p) { return p.code == code; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

const CarriedParameter* WaterSettings::parameter(std::string_view code) const {
  return find_code(parameters, code);
}
const EmittedParameter* AirSettings::parameter(std::string_view code) const {
  return find_code(parameters, code);
}

Settings Settings::load() {
  const auto share = share_dir();
  return from_json(load_data_file(share / "catalog" / "tracing.yaml", share / "schemas" / "tracing.json"));
}

Settings Settings::from_json(const Json& data) {
  return {.water = read_water(data.at("water")), .air = read_air(data.at("air"))};
}

}  // namespace limpid::tracing
