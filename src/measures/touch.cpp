// SPDX-License-Identifier: Apache-2.0
#include "measures/touch.hpp"

#include <algorithm>

namespace limpid::measures {
namespace {

bool any_of_kind(const std::set<std::string>& objects, const std::string& kind) {
  const auto first = objects.lower_bound(kind + "/");
  return first != objects.end() && first->starts_with(kind + "/");
}

}  // namespace

std::string item_of(const std::string& promise) {
  return promise.substr(0, promise.find('#'));
}

News::News(const ledger::Batch& batch) {
  for (const auto& row : batch.rows) {
    if (row.kind == "item" || row.kind == "promise" || row.kind == "binding") items_.insert(item_of(row.key));
    if (row.kind == "object") objects_.insert(row.key);
    // Where the device stands is in its record, not in the row: a changed device asks all whose readings count.
    if (row.kind == "device") hour_ = true;
    if (row.kind == "verdict") verdicts_.emplace(row.key, row.rule);
    if (row.kind == "episode" || row.kind == "case") cases_.insert(row.key.substr(0, row.key.find('|')));
    if (row.kind == "tick") {
      hour_ = hour_ || row.key == "PT1H";
      day_ = day_ || row.key == "P1D";
    }
  }
  for (const auto& row : batch.observations) measured_.insert(row.series->object);
}

bool News::concerns(const ledger::Binding& binding) const {
  if (binding.archetype.empty()) return false;
  if (day_) return true;
  const auto& params = binding.params;
  if (!params.is_object()) return false;
  const auto kind = params.value("kind", "");
  if (any_of_kind(objects_, kind)) return true;
  const auto rule = params.value("rule", "");
  const auto object = params.value("object", "");
  const bool by_verdict = !rule.empty() && std::any_of(verdicts_.begin(), verdicts_.end(), [&](const auto& v) {
    const bool same = object.empty() ? v.first.starts_with(kind + "/") : v.first == object;
    return same && (v.second == rule || v.second.starts_with(rule + "/"));
  });
  if (by_verdict) return true;
  if (!rule.empty() && (object.empty() ? any_of_kind(cases_, kind) : cases_.contains(object))) return true;
  if (params.contains("condition")) return hour_;
  if (params.contains("reporting") || params.contains("every"))
    return (hour_ && params.contains("reporting")) || any_of_kind(measured_, kind);
  return false;
}

}  // namespace limpid::measures
