// SPDX-License-Identifier: Apache-2.0
#include "registry/kinds.hpp"

#include <algorithm>

#include "base/data_file.hpp"

namespace limpid::registry {
namespace {

std::vector<Attribute> read_attributes(const Json& list) {
  std::vector<Attribute> out;
  for (const auto& entry : list) {
    out.push_back({.key = entry.at("key"),
                   .type = entry.at("type"),
                   .unit = entry.value("unit", ""),
                   .kind = entry.value("kind", ""),
                   .values = entry.value("values", std::vector<std::string>{}),
                   .required = entry.value("required", false)});
  }
  return out;
}

}  // namespace

const Attribute* Kind::attribute(std::string_view name) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(), [&](const auto& a) { return a.key == name; });
  return found == attributes.end() ? nullptr : &*found;
}

Kinds Kinds::load() {
  const auto share = share_dir();
  return from_json(load_data_file(share / "catalog" / "kinds.yaml", share / "schemas" / "kinds.json"));
}

Kinds Kinds::from_json(const Json& catalogue) {
  Kinds kinds;
  const auto common = read_attributes(catalogue.at("common"));
  for (const auto& entry : catalogue.at("kinds")) {
    Kind kind{
        .key = entry.at("key"), .located = entry.at("located"), .attributes = read_attributes(entry.at("attributes"))};
    kind.attributes.insert(kind.attributes.end(), common.begin(), common.end());
    kinds.kinds_.emplace(kind.key, kind);
  }
  kinds.kinds_["device"] = {
      .key = "device", .located = false, .attributes = read_attributes(catalogue.at("devices").at("attributes"))};
  return kinds;
}

Result<const Kind*> Kinds::find(std::string_view kind) const {
  if (const auto found = kinds_.find(kind); found != kinds_.end()) return &found->second;
  std::string known;
  for (const auto& [key, _] : kinds_) known += (known.empty() ? "" : ", ") + key;
  return fail("registry.kind_unknown", {{"kind", kind}, {"known", known}});
}

}  // namespace limpid::registry
