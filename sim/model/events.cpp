// SPDX-License-Identifier: Apache-2.0
#include "sim/model/events.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <variant>

namespace limpid::sim {
namespace {

struct TypeRule {
  EventType type;
  std::string_view name;
  std::vector<std::string> kinds;  // empty: any kind that has a device
};

const std::vector<TypeRule>& type_rules() {
  static const std::vector<TypeRule> rules{{EventType::spill, "spill", {"outfall"}},
                                           {EventType::upset, "upset", {"enterprise"}},
                                           {EventType::dust, "dust", {"dust-site"}},
                                           {EventType::silent, "silent", {}}};
  return rules;
}

/// `2h`, `90m`; false when it is neither.
bool parse_span(std::string_view text, Millis& span) {
  if (text.size() < 2) return false;
  const Millis unit = text.back() == 'h' ? kHour : text.back() == 'm' ? kMinute : Millis{0};
  double count = 0;
  const char* end = text.data() + text.size() - 1;
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (unit == Millis{0} || error != std::errc{} || stop != end || count < 0 || count > 10'000) return false;
  span = Millis{static_cast<std::int64_t>(count * static_cast<double>(unit.count()))};
  return true;
}

Millis default_span(EventType type, const Settings& s) {
  const double hours = type == EventType::spill   ? s.water.spill_hours
                       : type == EventType::upset ? s.air.upset_hours
                       : type == EventType::dust  ? s.air.dust_hours
                                                  : s.silent_hours;
  return Millis{static_cast<std::int64_t>(hours * 3'600'000)};
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

bool has_device(const Registers& registers, const std::string& object) {
  return std::any_of(registers.at("device").begin(), registers.at("device").end(),
                     [&](const Row& d) { return d.text("object") == object; });
}

Result<std::monostate> check_object(const TypeRule& rule, const std::string& object, const Registers& registers) {
  const std::string kind = object.substr(0, object.find('/'));
  const bool fits = rule.kinds.empty() ? kind != "device" : rule.kinds.front() == kind;
  if (!fits || !registers.contains(kind))
    return fail("sim.event.kind", Json{{"type", std::string(rule.name)},
                                       {"kind", rule.kinds.empty() ? "section, outfall, ..." : rule.kinds.front()},
                                       {"object", object}});
  const Table& table = registers.at(kind);
  const std::string key = key_of(object);
  if (std::none_of(table.begin(), table.end(), [&](const Row& r) { return r.text("key") == key; }))
    return fail("sim.event.unknown", Json{{"object", object}, {"near", near_keys(key, table)}});
  if (rule.type == EventType::silent && !has_device(registers, object))
    return fail("sim.event.no_device", Json{{"object", object}});
  return {};
}

}  // namespace

std::string_view to_string(EventType type) {
  return type_rules()[static_cast<std::size_t>(type)].name;
}

std::vector<std::string> near_keys(std::string_view key, const Table& table) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const Row& r : table) ranked.emplace_back(edit_distance(key, r.text("key")), r.text("key"));
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < std::min<std::size_t>(3, ranked.size()); ++i) keys.push_back(ranked[i].second);
  return keys;
}

Result<Event> parse_event(std::string_view text, Instant run_start, const Registers& registers,
                          const Settings& settings) {
  const auto malformed = fail("sim.event.syntax", Json{{"text", std::string(text)}});
  const auto colon = text.find(':'), at = text.find('@');
  if (colon == std::string_view::npos || at == std::string_view::npos || at < colon) return malformed;
  const std::string_view name = text.substr(0, colon);
  const auto rule = std::find_if(type_rules().begin(), type_rules().end(), [&](auto& r) { return r.name == name; });
  const std::string object(text.substr(colon + 1, at - colon - 1));
  if (rule == type_rules().end() || object.find('/') == std::string::npos) return malformed;
  const std::string_view when = text.substr(at + 1);
  const auto plus = when.find('+');
  Millis after{}, span = default_span(rule->type, settings);
  if (!parse_span(when.substr(0, plus), after)) return malformed;
  if (plus != std::string_view::npos && (!parse_span(when.substr(plus + 1), span) || span == Millis{0}))
    return malformed;
  if (const auto known = check_object(*rule, object, registers); !known) return tl::unexpected(known.error());
  return Event{rule->type, object, run_start + after, run_start + after + span};
}

}  // namespace limpid::sim
