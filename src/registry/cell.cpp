// SPDX-License-Identifier: Apache-2.0
#include "registry/cell.hpp"

#include <algorithm>
#include <cmath>

#include "base/decimal.hpp"
#include "base/time.hpp"

namespace limpid::registry {
namespace {

Result<Json> parse_boolean(std::string_view text) {
  for (const auto* yes : {"true", "yes", "1", "是"})
    if (text == yes) return true;
  for (const auto* no : {"false", "no", "0", "否"})
    if (text == no) return false;
  return fail("registry.not_yes_or_no", {{"value", text}});
}

Result<Json> parse_date(std::string_view text) {
  const auto instant = parse_instant(text);
  if (!instant) return fail("registry.not_a_date", {{"value", text}});
  return format_date(*instant);
}

// Letter case does not matter (`HJ212-2017`); what is kept is the list's own spelling.
Result<Json> parse_enum(const Attribute& attribute, std::string_view text) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  for (const auto& value : attribute.values)
    if (std::equal(value.begin(), value.end(), text.begin(), text.end(),
                   [&](char a, char b) { return lower(a) == lower(b); }))
      return value;
  std::string known;
  for (const auto& value : attribute.values) known += (known.empty() ? "" : ", ") + value;
  return fail("registry.not_in_list", {{"value", text}, {"known", known}});
}

Json parse_list(std::string_view text) {
  Json out = Json::array();
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    auto part = text.substr(0, end);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) out.push_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

Result<double> parse_number(std::string_view text) {
  const auto decimal = Decimal::parse(text);
  if (!decimal) return fail("registry.not_a_number", {{"value", text}});
  return decimal->to_double();
}

Result<Json> parse_cell(const Attribute& attribute, std::string_view text) {
  if (attribute.type == "number" || attribute.type == "integer") {
    const auto number = parse_number(text);
    if (!number) return tl::unexpected(number.error());
    if (attribute.type == "number") return *number;
    if (std::abs(*number) > 9e15 || std::trunc(*number) != *number)
      return fail("registry.not_an_integer", {{"value", text}});
    return static_cast<std::int64_t>(*number);
  }
  if (attribute.type == "boolean") return parse_boolean(text);
  if (attribute.type == "date") return parse_date(text);
  if (attribute.type == "enum") return parse_enum(attribute, text);
  if (attribute.type == "list") return parse_list(text);
  if (attribute.type == "ref") {
    std::string ref(text);
    if (ref.find('/') == std::string::npos) ref = attribute.kind + "/" + ref;
    if (!valid_ref(ref) || !ref.starts_with(attribute.kind + "/")) return fail("registry.not_a_ref", {{"value", text}});
    return ref;
  }
  if (attribute.type == "object" && !valid_ref(text)) return fail("registry.not_a_ref", {{"value", text}});
  return text;
}

bool valid_key(std::string_view key) {
  // These characters separate the parts of record keys: KIND/KEY, EPISODE|…, CASE#UNIT, CASE!N.
  return !key.empty() && key.size() <= 120 && key.find_first_of("/|#! \t\r\n") == std::string_view::npos;
}

bool valid_ref(std::string_view ref) {
  const auto slash = ref.find('/');
  return slash != std::string_view::npos && valid_key(ref.substr(0, slash)) && valid_key(ref.substr(slash + 1));
}

}  // namespace limpid::registry
