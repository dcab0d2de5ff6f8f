// SPDX-License-Identifier: Apache-2.0
#include "registry/object.hpp"

#include "registry/cell.hpp"

namespace limpid::registry {

std::vector<ledger::Object> objects(const ledger::Facts& facts, std::string_view kind) {
  std::vector<ledger::Object> out;
  for (const auto& record : facts.records("object", std::string(kind) + "/"))
    if (!record.content.is_null()) out.push_back(record.content.get<ledger::Object>());
  return out;
}

std::optional<ledger::Object> object(const ledger::Facts& facts, std::string_view ref) {
  if (const auto record = facts.record("object", ref)) return record->content.get<ledger::Object>();
  return std::nullopt;
}

std::vector<ledger::Device> devices(const ledger::Facts& facts) {
  std::vector<ledger::Device> out;
  for (const auto& record : facts.records("device")) out.push_back(record.content.get<ledger::Device>());
  return out;
}

std::optional<double> number(const ledger::Object& object, std::string_view attribute) {
  const auto found = object.attributes.find(attribute);
  if (found == object.attributes.end()) return std::nullopt;
  if (found->is_number()) return found->get<double>();
  if (!found->is_string()) return std::nullopt;
  const auto parsed = parse_number(found->get_ref<const std::string&>());
  return parsed ? std::optional(*parsed) : std::nullopt;
}

std::string text(const ledger::Object& object, std::string_view attribute) {
  const auto found = object.attributes.find(attribute);
  if (found == object.attributes.end() || found->is_null()) return {};
  if (found->is_string()) return found->get<std::string>();
  if (!found->is_array()) return found->dump();
  std::string out;
  for (const auto& part : *found) {
    if (!out.empty()) out += ';';
    out += part.is_string() ? part.get<std::string>() : part.dump();
  }
  return out;
}

bool flag(const ledger::Object& object, std::string_view attribute) {
  const auto value = text(object, attribute);
  return value == "true" || value == "yes" || value == "是" || value == "1";
}

Json list_row(const ledger::Object& object) {
  Json row = object.attributes;
  row["key"] = object.key;
  row["kind"] = object.kind;
  row["name"] = object.name;
  row["lon"] = object.lon;
  row["lat"] = object.lat;
  row["demo"] = object.demo;
  row["approximate"] = object.approximate;
  return row;
}

Json list_row(const ledger::Device& device) {
  return {{"mn", device.mn},
          {"object", device.object},
          {"st", device.st},
          {"protocol", device.protocol},
          {"password", !device.password.empty()}};
}

}  // namespace limpid::registry
