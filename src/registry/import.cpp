// SPDX-License-Identifier: Apache-2.0
#include "registry/import.hpp"

#include <algorithm>
#include <set>

#include "base/csv.hpp"
#include "ledger/records/registry.hpp"
#include "registry/cell.hpp"

namespace limpid::registry {
namespace {

constexpr std::size_t kMnCharacters = 25;  // HJ 212-2017 6.3.2: MN up to 24, with room for the ones in the field

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::vector<std::string> required_columns(const Kind& kind) {
  std::vector<std::string> out;
  if (kind.key != "device") out = {"key", "name"};
  if (kind.located) out.insert(out.end(), {"lon", "lat"});
  for (const auto& attribute : kind.attributes)
    if (attribute.required) out.push_back(attribute.key);
  return out;
}

/// Reads one file row by row; collects the first fault of a row and leaves that row out.
class RegisterReader {
 public:
  RegisterReader(const Kind& kind, const CsvTable& table, const std::string& place, const ledger::Facts& facts)
      : kind_(kind), table_(table), place_(place), facts_(facts), required_(required_columns(kind)) {}

  Import read() {
    Import out;
    out.rows = table_.rows.size() + table_.problems.size();
    out.problems = table_.problems;
    for (const auto& row : table_.rows) {
      row_ = &row;
      fault_.reset();
      const auto act = kind_.key == "device" ? device_act(out) : object_act();
      if (fault_)
        out.problems.push_back(*fault_);
      else
        out.changes.acts.push_back(act);
    }
    return out;
  }

 private:
  void fault(std::string code, const std::string& column, Json args = Json::object()) {
    if (fault_) return;
    args["line"] = row_->line;
    args["column"] = column;
    fault_ = Error{std::move(code), std::move(args), place_ + ":" + std::to_string(row_->line)};
  }

  std::string cell(std::string_view column) const {
    const auto at = table_.column(column);
    return at == CsvTable::npos ? "" : std::string(trimmed(row_->fields[at]));
  }

  void check_required() {
    for (const auto& column : required_)
      if (cell(column).empty()) fault("registry.cell_empty", column);
  }

  std::optional<double> degrees(const std::string& column, double limit) {
    const auto text = cell(column);
    if (text.empty()) return std::nullopt;
    const auto number = parse_number(text);
    if (!number) {
      fault("registry.not_a_number", column, {{"value", text}});
      return std::nullopt;
    }
    if (*number < -limit || *number > limit)
      fault("registry.out_of_range", column, {{"value", text}, {"min", -limit}, {"max", limit}});
    return *number;
  }

  ledger::Object standing(const std::string& key) const {
    if (const auto record = facts_.record("object", kind_.key + "/" + key))
      return record->content.get<ledger::Object>();
    return {};
  }

  void set_attribute(ledger::Object& object, std::size_t column) {
    const auto& name = table_.header[column];
    const auto text = trimmed(row_->fields[column]);
    if (text.empty()) {
      object.attributes.erase(name);
      return;
    }
    const auto* attribute = kind_.attribute(name);
    if (attribute == nullptr) {
      object.attributes[name] = text;
      return;
    }
    const auto value = parse_cell(*attribute, text);
    if (!value) {
      fault(value.error().code, name, value.error().args);
    } else if (name == "demo") {
      object.demo = *value;
    } else if (name == "approximate") {
      object.approximate = *value;
    } else {
      object.attributes[name] = *value;
    }
  }

  ledger::Act object_act() {
    check_required();
    const auto key = cell("key");
    if (!valid_key(key)) fault("registry.key_invalid", "key", {{"value", key}});
    if (!keys_.insert(key).second) fault("registry.key_twice", "key", {{"value", key}});
    auto object = standing(key);
    object.kind = kind_.key;
    object.key = key;
    object.name = cell("name");
    if (table_.column("lon") != CsvTable::npos) object.lon = degrees("lon", 180);
    if (table_.column("lat") != CsvTable::npos) object.lat = degrees("lat", 90);
    static const std::set<std::string_view> own = {"", "key", "name", "lon", "lat"};
    for (std::size_t column = 0; column < table_.header.size(); ++column)
      if (!own.contains(table_.header[column])) set_attribute(object, column);
    return {.act = "object.imported", .kind = "object", .key = kind_.key + "/" + key, .content = object};
  }

  ledger::Act device_act(Import& out) {
    check_required();
    ledger::Device device{.mn = cell("mn"), .object = cell("object"), .password = cell("password"), .st = cell("st")};
    if (characters(device.mn) > kMnCharacters) fault("registry.mn_long", "mn", {{"value", device.mn}});
    if (!keys_.insert(device.mn).second) fault("registry.key_twice", "mn", {{"value", device.mn}});
    if (const auto protocol = cell("protocol"); !protocol.empty()) device.protocol = protocol;
    Json content = device;
    for (const auto& attribute : kind_.attributes) {
      const auto text = cell(attribute.key);
      if (text.empty()) continue;
      const auto value = parse_cell(attribute, text);
      if (!value)
        fault(value.error().code, attribute.key, value.error().args);
      else
        content[attribute.key] = *value;
    }
    if (!fault_ && !facts_.record("object", device.object)) {
      out.warnings.push_back({"registry.device_without_object",
                              {{"line", row_->line}, {"mn", device.mn}, {"object", device.object}},
                              place_ + ":" + std::to_string(row_->line)});
    }
    if (const auto before = facts_.record("device", device.mn);
        !fault_ && before && before->content.value("object", "") != device.object) {
      out.warnings.push_back({"registry.device_moved",
                              {{"line", row_->line},
                               {"mn", device.mn},
                               {"from", before->content.value("object", "")},
                               {"object", device.object}},
                              place_ + ":" + std::to_string(row_->line)});
    }
    return {.act = "device.imported", .kind = "device", .key = device.mn, .content = std::move(content)};
  }

  const Kind& kind_;
  const CsvTable& table_;
  const std::string& place_;
  const ledger::Facts& facts_;
  std::vector<std::string> required_;
  std::set<std::string> keys_;
  const CsvRow* row_ = nullptr;
  std::optional<Error> fault_;
};

}  // namespace

Result<Import> import_register(const Kind& kind, std::string_view utf8, const std::string& place,
                               const ledger::Facts& facts) {
  const auto table = parse_csv(utf8, place);
  if (!table) return tl::unexpected(table.error());
  for (const auto& column : required_columns(kind))
    if (table->column(column) == CsvTable::npos)
      return fail("registry.column_missing", {{"kind", kind.key}, {"column", column}}, place);
  return RegisterReader(kind, *table, place, facts).read();
}

}  // namespace limpid::registry
