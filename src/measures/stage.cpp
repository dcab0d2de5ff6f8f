// SPDX-License-Identifier: Apache-2.0
#include "measures/stage.hpp"

#include <algorithm>

#include "measures/touch.hpp"

namespace limpid::measures {
namespace {

/// A day that no record of a county reaches.
const Instant kNever = from_civil(9999, 12, 31);

ledger::Derived row(const std::string& subject, const std::string& rule, const ledger::Status& status) {
  return {.kind = "status", .subject = subject, .rule = rule, .start = Instant{}, .end = kNever, .content = status};
}

/// Keys of an item's promises, bound or not.
std::vector<std::string> promises_of(const std::string& item, Knowledge& knowledge) {
  std::vector<std::string> out;
  for (const auto& record : knowledge.facts().records("promise", item + "#"))
    if (!record.content.is_null()) out.push_back(record.key);
  const auto& bindings = knowledge.bindings();
  for (auto it = bindings.lower_bound(item); it != bindings.end() && it->first.starts_with(item); ++it) {
    const bool own = it->first == item ? !it->second.archetype.empty() : it->first.starts_with(item + "#");
    if (own && std::find(out.begin(), out.end(), it->first) == out.end()) out.push_back(it->first);
  }
  return out;
}

/// The binding of a promise; where there is none, what the item's says is missing.
ledger::Binding binding_of(const std::string& promise, Knowledge& knowledge) {
  const auto& bindings = knowledge.bindings();
  if (const auto own = bindings.find(promise); own != bindings.end()) return own->second;
  if (const auto item = bindings.find(item_of(promise)); item != bindings.end() && item->second.archetype.empty())
    return item->second;
  return {};
}

struct Judged {
  std::string promise;
  ledger::Binding binding;
  ledger::Status status;
  bool bound() const { return !binding.archetype.empty(); }
};

/// What the unbound promises need, all in one sentence.
ledger::Text needs_of(const std::vector<Judged>& promises) {
  ledger::Text all;
  Json what = Json::array();
  for (const auto& p : promises) {
    const auto& needs = p.binding.needs;
    if (p.bound()) continue;
    if (needs.code.empty()) {
      if (all.code.empty()) all = text("measures.unknown.not_bound_yet");
      continue;
    }
    all = needs;
    if (!needs.args.is_object()) continue;
    for (const auto& one : needs.args.value("what", Json::array()))
      if (std::find(what.begin(), what.end(), one) == what.end()) what.push_back(one);
  }
  if (!what.empty()) all.args["what"] = std::move(what);
  return all;
}

/// An item is as good as its worst promise; what the others say stands beside it. Promises that nothing judges hide
/// neither a breach nor what is known of the bound ones, but they keep the whole from being called met.
ledger::Status worst(const std::vector<Judged>& promises) {
  const bool any_bound = std::any_of(promises.begin(), promises.end(), [](const Judged& p) { return p.bound(); });
  const auto weight = [&](const Judged& p) { return p.bound() == any_bound ? severity(p.status.state) : -1; };
  const auto out = std::max_element(promises.begin(), promises.end(),
                                    [&](const Judged& a, const Judged& b) { return weight(a) < weight(b); });
  auto item = any_bound ? with_what_is_missing(out->status, needs_of(promises)) : out->status;
  Json rows = Json::array();
  for (const auto& [key, _, status] : promises)
    rows.push_back({{"promise", key},
                    {"state", status.state},
                    {"reason", status.reason},
                    {"archetype", status.archetype},
                    {"system", status.system},
                    {"sentence", status.sentence},
                    {"done", status.done},
                    {"of", status.of},
                    {"unit", status.unit},
                    {"due", status.due}});
  item.detail["promises"] = rows;
  return item;
}

/// An item that a new document no longer holds has no status.
void drop(const std::string& item, const ledger::Facts& facts, ledger::Changes& changes) {
  for (auto& standing : facts.derived({.kind = "status", .subject_prefix = item})) {
    if (standing.subject != item && !standing.subject.starts_with(item + "#")) continue;
    standing.content = nullptr;
    changes.derived.push_back(std::move(standing));
  }
}

}  // namespace

ledger::Window status_window(const std::string& subject, const std::string& rule) {
  return {.subject = subject, .rule = rule, .start = Instant{}, .end = kNever};
}

std::unique_ptr<ledger::Stage> MeasuresStage::load(const std::filesystem::path& share) {
  return std::make_unique<MeasuresStage>(Archetypes::load(share));
}

std::vector<ledger::Window> MeasuresStage::touched(const ledger::Batch& batch, const ledger::Facts& facts) const {
  const News news(batch);
  std::vector<ledger::Window> out;
  for (const auto& item : news.items()) out.push_back(status_window(item, "item"));
  Knowledge knowledge(facts);
  for (const auto& [promise, binding] : knowledge.bindings())
    if (news.concerns(binding)) out.push_back(status_window(item_of(promise), "item"));
  return out;
}

ledger::Changes MeasuresStage::evaluate(std::span<const ledger::Window> windows, const ledger::Facts& facts) const {
  ledger::Changes changes;
  Knowledge knowledge(facts);
  for (const auto& window : windows) {
    const auto& item = window.subject;
    if (const auto record = facts.record("item", item); record && record->content.is_null()) {
      drop(item, facts, changes);
      continue;
    }
    std::vector<Judged> statuses;
    const auto judge = [&](const std::string& promise) {
      const Question question{.promise = promise, .binding = binding_of(promise, knowledge)};
      statuses.push_back({promise, question.binding, archetypes_->evaluate(question, knowledge)});
    };
    for (const auto& promise : promises_of(item, knowledge)) {
      judge(promise);
      changes.derived.push_back(row(promise, "promise", statuses.back().status));
    }
    // A safeguard or a ledger row without promises of its own.
    if (statuses.empty() && facts.record("item", item)) judge(item);
    if (!statuses.empty()) changes.derived.push_back(row(item, "item", worst(statuses)));
  }
  return changes;
}

}  // namespace limpid::measures
