// SPDX-License-Identifier: Apache-2.0
#include "measures/archetypes.hpp"

#include "base/data_file.hpp"

namespace limpid::measures {
ledger::Status with_what_is_missing(ledger::Status out, const ledger::Text& needs) {
  if (needs.code.empty() || severity(out.state) >= severity("unknown")) return out;
  out.detail["bound_part"] = out.state;
  out.state = "unknown";
  out.reason = "partly_bound";
  out.sentence = text("measures.unknown.partly_bound", {{"part", nested(out.sentence.code, out.sentence.args)},
                                                        {"needs", nested(needs.code, needs.args)}});
  out.steps.push_back(out.sentence);
  return out;
}

Archetypes::Archetypes(const Json& archetypes, Catalog catalog, registry::Kinds kinds)
    : catalog_(std::move(catalog)), kinds_(std::move(kinds)), conditions_(catalog_, kinds_) {
  evaluators_["count"] = make_count(conditions_);
  evaluators_["state"] = make_state(conditions_);
  evaluators_["target"] = make_target(conditions_);
  evaluators_["threshold"] = make_threshold(conditions_);
  evaluators_["calendar"] = make_calendar(conditions_);
  for (const auto& entry : archetypes.at("archetypes")) {
    const auto evaluator = entry.value("evaluator", "");
    if (!evaluator.empty() && !evaluators_.contains(evaluator))
      throw Failure("measures.evaluator_unknown", {{"archetype", entry.at("id")}, {"evaluator", evaluator}});
    served_by_[entry.at("id")] = evaluator;
  }
}

std::unique_ptr<Archetypes> Archetypes::load(const std::filesystem::path& share) {
  const auto data = load_data_file(share / "catalog" / "archetypes.yaml", share / "schemas" / "archetypes.json");
  const auto kinds = load_data_file(share / "catalog" / "kinds.yaml", share / "schemas" / "kinds.json");
  return std::make_unique<Archetypes>(data, Catalog::load(share), registry::Kinds::from_json(kinds));
}

ledger::Status Archetypes::evaluate(const Question& question, Knowledge& knowledge) const {
  const auto& archetype = question.binding.archetype;
  if (archetype.empty()) {
    const auto& needs = question.binding.needs;
    auto out = unknown(question, "not_bound");
    out.sentence = needs.code.empty() ? text("measures.unknown.not_bound_yet")
                                      : text("measures.unknown.not_bound", {{"needs", nested(needs.code, needs.args)}});
    out.steps = {out.sentence};
    return out;
  }
  const auto served = served_by_.find(archetype);
  if (served == served_by_.end() || served->second.empty())
    return unknown(question, "not_supported", {{"archetype", nested("measures.archetype." + archetype)}});
  try {
    return with_what_is_missing(evaluators_.at(served->second)->evaluate(question, knowledge), question.binding.needs);
  } catch (const Json::exception& e) {
    // A binding that a person edited may lack a part; that is a state of this promise, not the end of the stage.
    return unknown(question, "invalid", {{"why", e.what()}});
  }
}

}  // namespace limpid::measures
