// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "measures/evaluator.hpp"
#include "registry/object.hpp"

namespace limpid::measures {
namespace {

constexpr std::size_t kMostEvidence = 60;

/// What one object of the set says.
struct Member {
  const ledger::Object* object;
  std::string state;  ///< met, breached, unknown
  std::string why;    ///< code below measures.count.
  std::optional<Instant> last;
};

/// Counts over a set: coverage and rectification (all pass `property`), pass rate (a share does), elimination (none is
/// left).
class Count : public Evaluator {
 public:
  explicit Count(const Conditions& conditions) : conditions_(conditions) {}

  ledger::Status evaluate(const Question& question, Knowledge& knowledge) const override {
    const auto& params = question.binding.params;
    const auto kind = params.at("kind").get<std::string>();
    const auto& objects = knowledge.objects(kind);
    if (objects.empty()) return unknown(question, "no_register", {{"kind", nested("kind." + kind)}});
    std::vector<Member> members;
    std::size_t undecided = 0;
    for (const auto& object : objects) {
      const auto inside = conditions_.all(object, params.value("where", Json::array()));
      if (inside == Answer::yes) members.push_back(judge(question, object, knowledge));
      if (inside == Answer::unknown) {
        ++undecided;
        members.push_back({&object, "unknown", "not_decided", {}});
      }
    }
    if (reporting_hours(params) && !any_ever_reported(members))
      return unknown(question, "no_data", {{"kind", nested("kind." + kind)}});
    return conclude(question, knowledge, objects.size(), std::move(members), undecided);
  }

 private:
  static std::optional<int> reporting_hours(const Json& params) {
    if (!params.contains("reporting")) return std::nullopt;
    return params.at("reporting").at("within_hours").get<int>();
  }

  static bool any_ever_reported(const std::vector<Member>& members) {
    return std::any_of(members.begin(), members.end(), [](const Member& m) { return m.last.has_value(); });
  }

  Member judge(const Question& question, const ledger::Object& object, Knowledge& knowledge) const {
    const auto& params = question.binding.params;
    Member out{&object, "met", "counts", {}};
    if (question.binding.archetype == "elimination") return {&object, "breached", "is_left", {}};
    const auto hours = reporting_hours(params);
    if (hours) out.last = knowledge.last_reading(object.ref());
    switch (conditions_.all(object, params.at("property"))) {
      case Answer::no: return {&object, "breached", "lacks_property", out.last};
      case Answer::unknown: return {&object, "unknown", "property_unknown", out.last};
      case Answer::yes: break;
    }
    if (!hours) return out;
    if (!out.last) return {&object, "breached", "never_reported", {}};
    if (*out.last + kHour * *hours <= knowledge.now()) return {&object, "breached", "silent", out.last};
    return out;
  }

  ledger::Status conclude(const Question& question, Knowledge& knowledge, std::size_t registered,
                          std::vector<Member> members, std::size_t undecided) const {
    const auto& params = question.binding.params;
    auto out = blank(question);
    const auto of = members.size() - undecided;
    const auto done = static_cast<std::size_t>(
        std::count_if(members.begin(), members.end(), [](const Member& m) { return m.state == "met"; }));
    const auto deadline = end_of_day(out.due);
    const bool elimination = question.binding.archetype == "elimination";
    const bool reached = elimination ? of == 0 : of > 0 && reaches(params.at("target"), done, of);
    out.done = static_cast<double>(elimination ? registered - of : done);
    out.of = static_cast<double>(elimination ? registered : of);
    out.unit = "measures.unit." + params.at("kind").get<std::string>();
    if (of == 0 && !elimination) return unknown(question, "empty_set", {{"n", registered}});
    if (reached && undecided > 0) {
      out.state = "unknown";
      out.reason = "no_data";
    } else {
      out.state = reached ? "met" : unfinished_state(knowledge.now(), deadline);
    }
    Json args = {{"done", static_cast<std::size_t>(out.done)},
                 {"of", static_cast<std::size_t>(out.of)},
                 {"percent", percent(static_cast<std::size_t>(out.done), static_cast<std::size_t>(out.of))},
                 {"missing", static_cast<std::size_t>(out.of - out.done)},
                 {"undecided", undecided},
                 {"kind", nested("kind." + params.at("kind").get<std::string>())},
                 {"by", out.due}};
    args["days"] = std::abs(days_left(knowledge.now(), out.due));
    out.figures = {{"measures.figure.share", args["percent"], "%", ""}};
    add_steps(out, params, registered, members, args);
    out.sentence = text("measures.count." + out.state, args);
    out.steps.push_back(out.sentence);
    add_evidence(out, std::move(members));
    return out;
  }

  static bool reaches(const Json& target, std::size_t done, std::size_t of) {
    const auto& value = target.at("value");
    const auto wanted =
        value.is_string() ? Decimal::of(value.get_ref<const std::string&>()) : Decimal::of(value.dump());
    return Decimal(static_cast<std::int64_t>(done) * 100) >= wanted * Decimal(static_cast<std::int64_t>(of));
  }

  static std::size_t count_why(const std::vector<Member>& members, std::string_view why) {
    return static_cast<std::size_t>(
        std::count_if(members.begin(), members.end(), [&](const Member& m) { return m.why == why; }));
  }

  static void add_steps(ledger::Status& out, const Json& params, std::size_t registered,
                        const std::vector<Member>& members, const Json& args) {
    const auto of = static_cast<std::size_t>(out.of);
    out.steps.push_back(
        text("measures.count.step_set",
             {{"registered", registered}, {"left", registered - of}, {"of", of}, {"kind", args["kind"]}}));
    const auto lacks = count_why(members, "lacks_property") + count_why(members, "property_unknown");
    if (params.contains("property"))
      out.steps.push_back(text("measures.count.step_property", {{"of", of}, {"lacks", lacks}, {"have", of - lacks}}));
    if (const auto hours = reporting_hours(params)) {
      const auto silent = count_why(members, "silent") + count_why(members, "never_reported");
      out.steps.push_back(
          text("measures.count.step_reporting",
               {{"hours", *hours}, {"have", of - lacks}, {"silent", silent}, {"done", of - lacks - silent}}));
    }
    out.steps.push_back(text("measures.count.step_share", args));
  }

  static void add_evidence(ledger::Status& out, std::vector<Member> members) {
    std::stable_sort(members.begin(), members.end(),
                     [](const Member& a, const Member& b) { return severity(a.state) > severity(b.state); });
    Json exceptions = Json::array();
    for (const auto& member : members) {
      // The time of the newest reading is shown where readings stopped; where they come it would change the row every
      // hour.
      const std::string at = member.state != "met" && member.last ? format_instant(*member.last) : "";
      if (member.state != "met")
        exceptions.push_back({{"object", member.object->ref()},
                              {"name", member.object->name},
                              {"why", "measures.count.why_" + member.why},
                              {"last", at}});
      if (out.evidence.size() >= kMostEvidence) continue;
      Json args = {{"name", member.object->name}};
      if (member.last) args["last"] = at;
      out.evidence.push_back({.kind = "object",
                              .ref = member.object->ref(),
                              .what = text("measures.count.why_" + member.why, args, member.object->ref()),
                              .value = "",
                              .unit = "",
                              .at = at,
                              .state = member.state});
    }
    out.detail["exceptions"] = exceptions;
    out.detail["rows"] = members.size();
  }

  const Conditions& conditions_;
};

}  // namespace

std::unique_ptr<Evaluator> make_count(const Conditions& conditions) {
  return std::make_unique<Count>(conditions);
}

}  // namespace limpid::measures
