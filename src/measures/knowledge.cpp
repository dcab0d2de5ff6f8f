// SPDX-License-Identifier: Apache-2.0
#include "measures/knowledge.hpp"

#include <algorithm>

#include "registry/object.hpp"

namespace limpid::measures {

const std::vector<ledger::Object>& Knowledge::objects(const std::string& kind) {
  const auto found = objects_.find(kind);
  if (found != objects_.end()) return found->second;
  return objects_[kind] = registry::objects(facts_, kind);
}

const ledger::Object* Knowledge::object(const std::string& ref) {
  const auto& all = objects(ref.substr(0, ref.find('/')));
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& o) { return o.ref() == ref; });
  return found == all.end() ? nullptr : &*found;
}

const std::map<std::string, ledger::Binding>& Knowledge::bindings() {
  if (!bindings_) {
    bindings_.emplace();
    for (const auto& record : facts_.records("binding"))
      bindings_->emplace(record.key, record.content.get<ledger::Binding>());
  }
  return *bindings_;
}

std::optional<Instant> Knowledge::last_reading(const std::string& object) {
  if (!last_) {
    last_.emplace();
    for (const auto& row : facts_.latest({})) {
      if (!row.series->source.starts_with("device:") || !(row.flag.empty() || row.flag == "N")) continue;
      const Instant end = period_end(row.series->period, row.start);
      auto& newest = last_->try_emplace(row.series->object, end).first->second;
      newest = std::max(newest, end);
    }
  }
  const auto found = last_->find(object);
  return found == last_->end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::pair<ledger::Derived, ledger::Verdict>> Knowledge::newest_verdict(const std::string& object,
                                                                                     const std::string& rule) {
  auto rows = facts_.derived({.kind = "verdict", .subject = object, .rule = rule, .newest_first = true, .limit = 1});
  if (rows.empty() || rows.front().content.is_null()) return std::nullopt;
  auto verdict = rows.front().content.get<ledger::Verdict>();
  return std::pair{std::move(rows.front()), std::move(verdict)};
}

std::optional<std::pair<ledger::Derived, ledger::Verdict>> Knowledge::verdict_at(const std::string& object,
                                                                                 const std::string& rule,
                                                                                 Instant start) {
  auto rows =
      facts_.derived({.kind = "verdict", .subject = object, .rule = rule, .from = start, .to = start + Millis{1}});
  if (rows.empty() || rows.front().content.is_null()) return std::nullopt;
  auto verdict = rows.front().content.get<ledger::Verdict>();
  return std::pair{std::move(rows.front()), std::move(verdict)};
}

std::vector<Knowledge::EpisodeOf> Knowledge::episodes(const std::string& kind, const std::string& condition) const {
  std::vector<EpisodeOf> out;
  for (const auto& record : facts_.records("episode", kind + "/")) {
    if (record.content.is_null()) continue;
    auto episode = record.content.get<ledger::Episode>();
    if (episode.condition == condition && episode.state != "withdrawn") out.push_back({record.key, std::move(episode)});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& a, const auto& b) { return a.content.opened < b.content.opened; });
  return out;
}

std::optional<ledger::Case> Knowledge::case_of(const std::string& episode) const {
  if (const auto record = facts_.record("case", episode); record && !record->content.is_null())
    return record->content.get<ledger::Case>();
  return std::nullopt;
}

}  // namespace limpid::measures
