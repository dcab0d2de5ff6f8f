// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "measures/evaluator.hpp"
#include "registry/object.hpp"

namespace limpid::measures {
namespace {

/// A piece of work in its states: each named object must have reached one of them by the end of a day.
class State : public Evaluator {
 public:
  explicit State(const Conditions& conditions) : conditions_(conditions) {}

  ledger::Status evaluate(const Question& question, Knowledge& knowledge) const override {
    const auto& params = question.binding.params;
    auto out = blank(question);
    const auto deadline = end_of_day(out.due);
    std::string worst = "met";
    for (const auto& ref : params.at("objects")) {
      auto row = judge(params, ref, deadline, knowledge);
      if (row.state == "met") ++out.done;
      if (severity(row.state) > severity(worst)) worst = row.state;
      out.evidence.push_back(std::move(row));
    }
    out.of = static_cast<double>(params.at("objects").size());
    out.unit = "measures.unit.project";
    out.state = worst;
    if (worst == "unknown") out.reason = "no_data";
    std::stable_sort(out.evidence.begin(), out.evidence.end(),
                     [](const auto& a, const auto& b) { return severity(a.state) > severity(b.state); });
    for (const auto& row : out.evidence) out.steps.push_back(row.what);
    const bool one = out.evidence.size() == 1;
    out.sentence = one ? out.evidence.front().what
                       : text("measures.milestone." + worst, {{"done", static_cast<int>(out.done)},
                                                              {"of", static_cast<int>(out.of)},
                                                              {"by", out.due},
                                                              {"days", std::abs(days_left(knowledge.now(), out.due))}});
    if (!one) out.steps.push_back(out.sentence);
    return out;
  }

 private:
  ledger::EvidenceRef judge(const Json& params, const std::string& ref, std::optional<Instant> deadline,
                            Knowledge& knowledge) const {
    ledger::EvidenceRef row{
        .kind = "object", .ref = ref, .what = {}, .value = "", .unit = "", .at = "", .state = "unknown"};
    const auto* object = knowledge.object(ref);
    if (object == nullptr) {
      row.what = text("measures.milestone.not_registered", {{"object", ref}}, ref);
      return row;
    }
    const auto by = params.value("by", "");
    const auto progress = registry::text(*object, "status");
    Json args = {{"name", object->name}, {"by", by}, {"days", std::abs(days_left(knowledge.now(), by))}};
    args["progress"] = progress.empty() ? Json("—") : nested("measures.progress." + progress);
    row.value = progress;
    row.at = registry::text(*object, "status_on");
    args["on"] = row.at.empty() ? "—" : row.at;
    switch (conditions_.any(*object, params.at("reached"))) {
      case Answer::unknown: row.what = text("measures.milestone.no_progress", args, ref); return row;
      case Answer::yes:
        row.state = "met";
        row.what = reached_text(params, *object, deadline, args);
        return row;
      case Answer::no:
        row.state = unfinished_state(knowledge.now(), deadline);
        row.what = text("measures.milestone.one_" + row.state, args, ref);
    }
    return row;
  }

  static ledger::Text reached_text(const Json& params, const ledger::Object& object, std::optional<Instant> deadline,
                                   Json& args) {
    const auto on = registry::text(object, params.value("reached_on", ""));
    if (on.empty()) return text("measures.milestone.reached", args, object.ref());
    args["on"] = on;
    const auto reached = end_of_day(on);
    const bool late = reached && deadline && *reached > *deadline;
    if (late) args["days"] = static_cast<int>((*reached - *deadline) / kDay);
    return text(late ? "measures.milestone.reached_late" : "measures.milestone.reached_on", args, object.ref());
  }

  const Conditions& conditions_;
};

}  // namespace

std::unique_ptr<Evaluator> make_state(const Conditions& conditions) {
  return std::make_unique<State>(conditions);
}

}  // namespace limpid::measures
