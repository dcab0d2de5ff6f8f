// SPDX-License-Identifier: Apache-2.0
#include "api/views/view.hpp"

#include "api/views/plan_items.hpp"
#include "base/decimal.hpp"

namespace limpid::api {

const std::map<std::string, ledger::Object>& View::objects() const {
  if (!objects_) {
    objects_.emplace();
    for (const auto& r : facts.records("object")) objects_->emplace(r.key, r.content.get<ledger::Object>());
  }
  return *objects_;
}

const ledger::Object* View::object(const std::string& ref) const {
  const auto found = objects().find(ref);
  return found == objects().end() ? nullptr : &found->second;
}

NameOf View::names() const {
  return [this](const std::string& ref) -> std::optional<std::string> {
    if (const auto* o = object(ref)) return o->name;
    // An episode of a promise stands at the promise: it is called as its item.
    if (const auto* item =
            ref.find('#') == std::string::npos ? nullptr : plan_item(*this, ref.substr(0, ref.find('#'))))
      return item->title;
    return std::nullopt;
  };
}

const std::vector<ledger::Record>& View::records(std::string_view kind) const {
  const auto found = records_.find(kind);
  if (found != records_.end()) return found->second;
  auto& list = records_[std::string(kind)] = facts.records(kind);
  std::erase_if(list, [](const auto& r) { return r.content.is_null(); });  // taken back, kept for its history
  auto& index = by_key_[std::string(kind)];
  for (std::size_t i = 0; i < list.size(); ++i) index[list[i].key] = i;
  return list;
}

const ledger::Record* View::record(std::string_view kind, const std::string& key) const {
  const auto& list = records(kind);
  const auto& index = by_key_.find(kind)->second;
  const auto found = index.find(key);
  return found == index.end() ? nullptr : &list[found->second];
}

const ledger::Record* View::record_by_id(std::string_view kind, std::int64_t id) const {
  for (const auto& r : records(kind))
    if (r.id == id) return &r;
  return nullptr;
}

const ledger::Unit* View::unit(const std::string& name) const {
  if (!units_) {
    units_.emplace();
    for (const auto& r : records("unit")) {
      auto unit = r.content.get<ledger::Unit>();
      for (const auto& alias : unit.aliases) units_->emplace(alias, unit);
      units_->insert_or_assign(unit.name, unit);
    }
  }
  const auto found = units_->find(name);
  return found == units_->end() ? nullptr : &found->second;
}

const std::map<std::string, std::vector<store::Observation>>& View::latest() const {
  if (!latest_) {
    latest_.emplace();
    for (auto& o : facts.latest({})) (*latest_)[o.series->object].push_back(std::move(o));
  }
  return *latest_;
}

void put(Json& into, const char* field, const std::string& text) {
  if (!text.empty()) into[field] = text;
}

std::string qualifier_text(store::Qualifier qualifier) {
  return std::string(1, static_cast<char>(qualifier));
}

std::string value_text(double value, store::Qualifier qualifier) {
  const auto decimal = Decimal::from_double_shortest(value);
  const std::string digits = decimal ? decimal->to_string() : "—";
  return qualifier == store::Qualifier::equal ? digits : qualifier_text(qualifier) + digits;
}

std::string attribute_text(const ledger::Object& object, const std::string& attribute) {
  const auto found = object.attributes.find(attribute);
  if (found == object.attributes.end()) return {};
  if (found->is_number()) return value_text(found->get<double>(), store::Qualifier::equal);
  return found->is_string() ? found->get<std::string>() : std::string{};
}

int water_class(std::string_view text) {
  if (text.ends_with("类")) text.remove_suffix(std::string_view("类").size());
  constexpr std::string_view ascii[] = {"I", "II", "III", "IV", "V", ">V"};
  constexpr std::string_view print[] = {"Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ", "Ⅴ", "劣Ⅴ"};
  for (int i = 0; i < 6; ++i)
    if (ascii[i] == text || print[i] == text) return i + 1;
  return text == "劣V" ? 6 : 0;
}

int aqi_level(int aqi) {
  int level = 1;
  for (const int above : {50, 100, 150, 200, 300}) level += aqi > above ? 1 : 0;
  return level;
}

std::string limit_text(std::string_view parameter, const std::string& limit) {
  if (limit.empty() || limit.find('~') != std::string::npos) return limit;
  if (limit.starts_with("≤") || limit.starts_with("≥")) return limit;
  return (parameter == "w01009" ? "≥ " : "≤ ") + limit;
}

Json unit_json(const View& v, const std::string& name, std::string_view role) {
  Json out = {{"key", name}, {"name", name}};
  if (const auto* unit = v.unit(name)) {
    out["key"] = unit->name;
    if (!unit->aliases.empty()) out["aliases"] = unit->aliases;
    put(out, "parent", unit->parent);
  }
  if (!role.empty()) out["role"] = role;
  return out;
}

Json deadline_json(const Json& text, std::optional<Instant> due, std::optional<Instant> done) {
  Json out = {{"text", text}, {"kind", due ? "instant" : "unstated"}};
  if (due) out["at"] = at(*due);
  if (done) out["done_at"] = at(*done);
  return out;
}

namespace {

/// A decimal as text also as a number where it is one.
void put_number(Json& into, const char* field, const std::string& text) {
  if (const auto decimal = Decimal::parse(text)) into[field] = decimal->to_double();
}

}  // namespace

Json figure_json(const View& v, const ledger::VerdictInput& input, std::string_view kind, Period period, int target) {
  Json out = {{"name", v.words.parameter(input.parameter)},
              {"text", input.value.empty() ? "—" : (input.qualifier == "=" ? "" : input.qualifier) + input.value},
              {"unit", input.unit.empty() ? v.words.unit(input.parameter, kind) : Words::printed_unit(input.unit)},
              {"qualifier", input.qualifier},
              {"time", at(input.start)},
              {"end", at(period_end(period, period_start(period, input.start)))}};
  put_number(out, "value", input.value);
  put_number(out, "limit", input.limit);
  put(out, "limit_text", limit_text(input.parameter, input.limit));
  if (const int rank = water_class(input.grade)) {
    out["water_class"] = rank;
    if (target != 0 && input.judged) out["state"] = rank > target ? "breached" : "met";
  } else if (input.parameter.starts_with('a')) {
    if (const auto iaqi = Decimal::parse(input.grade))
      out["aqi_level"] = aqi_level(static_cast<int>(iaqi->to_double()));
  }
  return out;
}

Json figure_json(const View& v, const ledger::Figure& figure, const std::string& limit) {
  Json out = {{"text", figure.value.empty() ? "—" : figure.value}, {"unit", Words::printed_unit(figure.unit)}};
  if (v.words.catalog().parameter(figure.name)) {
    out["name"] = v.words.parameter(figure.name);
  } else if (!figure.name.empty()) {
    const std::string own = "parameter." + figure.name;  // an index, which no catalogue lists
    out["name"] = v.text(v.words.has(own) ? own : figure.name);
  }
  put_number(out, "value", figure.value);
  put_number(out, "limit", limit);
  put(out, "limit_text", limit_text(figure.name, limit));
  if (const auto when = parse_instant(figure.at); when && !figure.at.empty()) out["time"] = at(*when);
  if (const int rank = water_class(figure.value)) out["water_class"] = rank;
  return out;
}

Json figure_json(const View& v, const store::Observation& o) {
  const auto& key = *o.series;
  return {{"name", v.words.parameter(key.parameter)},
          {"value", o.value},
          {"text", value_text(o.value, o.qualifier)},
          {"unit", v.words.unit(key.parameter, key.object.substr(0, key.object.find('/')))},
          {"qualifier", qualifier_text(o.qualifier)},
          {"time", at(o.start)},
          {"end", at(period_end(key.period, o.start))}};
}

}  // namespace limpid::api
