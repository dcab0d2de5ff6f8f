// SPDX-License-Identifier: Apache-2.0
#include "base/quantity.hpp"

#include "base/data_file.hpp"

namespace limpid {
namespace {

Decimal number(const Json& value) {
  return value.is_string() ? Decimal::of(value.get_ref<const std::string&>()) : Decimal(value.get<std::int64_t>());
}

}  // namespace

Catalog Catalog::load(const std::filesystem::path& share_dir) {
  Catalog catalog;
  const auto units_file = share_dir / "catalog" / "units.yaml";
  const Json units = load_data_file(units_file, share_dir / "schemas" / "units.json");
  for (const Json& entry : units.at("units")) {
    const Unit unit{entry.at("symbol"), entry.at("dimension"), number(entry.at("factor"))};
    std::vector<std::string> spellings = entry.at("aliases");
    spellings.push_back(unit.symbol);
    for (const auto& text : spellings)
      if (!catalog.units_.emplace(text, unit).second)
        throw Failure("catalog.double_entry", {{"entry", text}}, units_file.string());
  }
  const auto file = share_dir / "catalog" / "parameters.yaml";
  const Json parameters = load_data_file(file, share_dir / "schemas" / "parameters.json");
  for (const Json& entry : parameters.at("parameters")) {
    Parameter p{.code = entry.at("code"),
                .key = entry.at("key"),
                .medium = entry.at("medium"),
                .unit = entry.at("unit"),
                .unit_by_kind = entry.value("unit_by_kind", std::map<std::string, std::string>{}),
                .decimals = entry.at("decimals"),
                .name_zh = entry.at("name").at("zh"),
                .name_en = entry.at("name").at("en")};
    if (const auto range = entry.find("range"); range != entry.end()) {
      if (range->contains("min")) p.min = number(range->at("min")).to_double();
      if (range->contains("max")) p.max = number(range->at("max")).to_double();
    }
    std::vector<std::string> used{p.unit};
    for (const auto& [kind, unit] : p.unit_by_kind) used.push_back(unit);
    for (const auto& symbol : used)
      if (!catalog.unit(symbol))
        throw Failure("catalog.unknown_unit", {{"unit", symbol}, {"entry", p.code}}, file.string());
    for (const auto& name : {p.code, p.key, p.name_zh})
      if (!catalog.index_.emplace(name, catalog.parameters_.size()).second)
        throw Failure("catalog.double_entry", {{"entry", name}}, file.string());
    catalog.parameters_.push_back(std::move(p));
  }
  return catalog;
}

bool Parameter::possible(double value, std::string_view statistic) const {
  return (!min || value >= *min) && (!max || value <= *max || statistic == "cou");
}

const Unit* Catalog::unit(std::string_view text) const {
  const auto found = units_.find(text);
  return found == units_.end() ? nullptr : &found->second;
}

const Parameter* Catalog::parameter(std::string_view code_or_key) const {
  const auto found = index_.find(code_or_key);
  return found == index_.end() ? nullptr : &parameters_[found->second];
}

std::string Catalog::stored_unit(std::string_view parameter_code, std::string_view kind) const {
  const Parameter* p = parameter(parameter_code);
  if (!p) return {};
  const auto other = p->unit_by_kind.find(std::string(kind));
  return other == p->unit_by_kind.end() ? p->unit : other->second;
}

Result<Decimal> Catalog::convert(const Decimal& value, std::string_view from, std::string_view to) const {
  const Unit* a = unit(from);
  if (!a) return fail("unit.unknown", {{"unit", std::string(from)}});
  const Unit* b = unit(to);
  if (!b) return fail("unit.unknown", {{"unit", std::string(to)}});
  if (a->dimension != b->dimension) return fail("unit.dimension", {{"from", a->symbol}, {"to", b->symbol}});
  if (a->factor == b->factor) return value;
  return divide(value * a->factor, b->factor, value.scale() + 12).trimmed();
}

}  // namespace limpid
