// SPDX-License-Identifier: Apache-2.0
#include "plan/score_archetypes.hpp"

#include <algorithm>

#include "plan/json.hpp"
#include "plan/key.hpp"
#include "plan/suggest_rules.hpp"

namespace limpid::plan {
namespace {

/// The promise in which the words stand; the one that begins with them goes first.
const Json* promise_with(const Json& item, const std::string& words) {
  const Json* found = nullptr;
  for (const auto& p : item.at("promises")) {
    const auto at = without_blanks(p.at("text").get<std::string>()).find(words);
    if (at == 0) return &p;
    if (at != std::string::npos && !found) found = &p;
  }
  return found;
}

std::map<std::string, Json> measures_of(const Document& document) {
  std::map<std::string, Json> out;
  const Json json = to_json(document);
  for (const auto& plan : json.at("plans"))
    for (const auto& m : plan.at("measures")) out[m.at("id")] = m;
  return out;
}

void count(ArchetypeScore& out, double confidence, bool right) {
  for (auto& b : out.buckets) {
    if (confidence < b.from || confidence >= b.to) continue;
    b.confidence = (b.confidence * b.count + confidence) / (b.count + 1);
    ++b.count;
    b.right += right ? 1 : 0;
  }
}

}  // namespace

ArchetypeScore score_archetypes(const Document& document, const Json& gold, const SuggestRules& rules) {
  ArchetypeScore out;
  out.buckets = {{0, 0.4}, {0.4, 0.6}, {0.6, 0.8}, {0.8, 1.01}};
  const auto measures = measures_of(document);
  const int year = year_of(document.date);
  for (const auto& entry : gold.value("archetypes", Json::array())) {
    const std::string at = entry.at("at"), begins = entry.at("begins");
    const auto accepted = entry.at("archetype").get<std::vector<std::string>>();
    ++out.all;
    const auto item = measures.find(at);
    const Json* promise = item == measures.end() ? nullptr : promise_with(item->second, without_blanks(begins));
    if (!promise) {
      out.misses.push_back({at, begins, "", accepted.front(), 0});
      continue;
    }
    const auto first = suggest(*promise, item->second, 'm', year, rules).front();
    const bool right = std::find(accepted.begin(), accepted.end(), first.archetype) != accepted.end();
    out.right += right ? 1 : 0;
    out.best += first.archetype == accepted.front() ? 1 : 0;
    count(out, first.confidence, right);
    if (!right) out.misses.push_back({at, begins, first.archetype, accepted.front(), first.confidence});
  }
  return out;
}

}  // namespace limpid::plan
