// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/words.hpp"
#include "ledger/facts.hpp"
#include "ledger/records/loop.hpp"
#include "ledger/records/registry.hpp"
#include "ledger/records/status.hpp"
#include "ledger/records/verdict.hpp"

/// Pages as pure functions of facts: View -> Json, in the shapes of api/openapi.yaml. What a user may not see is not
/// among the facts given.
namespace limpid::api {

struct PlanItem;

/// A version of a derived row and when it was written.
struct Past {
  ledger::Derived row;
  Instant at;
};

/// What every page reads from, and what it has looked up already. One request, one thread.
class View {
 public:
  View(const ledger::Facts& f, const store::Store& s, const Words& w) : facts(f), store(s), words(w) {}

  const ledger::Facts& facts;
  const store::Store& store;  ///< commits, packets, versions, the balance
  const Words& words;

  /// All versions of a derived row, oldest first; empty where the caller has no ledger.
  std::function<std::vector<Past>(const ledger::Derived&)> history;

  /// Limits of a case's stages, as its rail shows them.
  std::vector<std::pair<std::string, Millis>> rail;

  Instant now() const { return facts.now(); }
  NameOf names() const;

  /// Null when unknown or out of sight.
  const ledger::Object* object(const std::string& ref) const;
  const std::map<std::string, ledger::Object>& objects() const;
  const ledger::Record* record(std::string_view kind, const std::string& key) const;
  const ledger::Record* record_by_id(std::string_view kind, std::int64_t id) const;
  const std::vector<ledger::Record>& records(std::string_view kind) const;
  const ledger::Unit* unit(const std::string& name) const;
  /// Latest row of every series, by object.
  const std::map<std::string, std::vector<store::Observation>>& latest() const;

  Json text(std::string_view code, const Json& args = Json::object()) const { return words.text(code, args, names()); }
  Json text(const ledger::Text& t) const { return words.text(t, names()); }
  Json step(const ledger::Text& t) const { return words.step(t, names()); }

  mutable std::shared_ptr<std::vector<PlanItem>> items;  ///< memo of plan_items()

 private:
  mutable std::optional<std::map<std::string, ledger::Object>> objects_;
  mutable std::map<std::string, std::vector<ledger::Record>, std::less<>> records_;
  mutable std::map<std::string, std::map<std::string, std::size_t>, std::less<>> by_key_;
  mutable std::optional<std::map<std::string, ledger::Unit>> units_;
  mutable std::optional<std::map<std::string, std::vector<store::Observation>>> latest_;
};

// ---- parts of many pages

inline std::string at(Instant t) {
  return format_instant(t);
}
/// Sets the field unless the text is empty.
void put(Json& into, const char* field, const std::string& text);

/// `2.36`, `<0.025`: the shortest decimal of the stored double.
std::string value_text(double value, store::Qualifier qualifier);
/// A number or a word of the register as people read it; empty when absent.
std::string attribute_text(const ledger::Object& object, const std::string& attribute);
std::string qualifier_text(store::Qualifier qualifier);

/// 1 … 6 of `IV`, `>V`; 0 when it is no class.
int water_class(std::string_view text);
/// 1 … 6 of an index.
int aqi_level(int aqi);
/// `<= 1.5`, in print `≤ 1.5`; `≥` for dissolved oxygen.
std::string limit_text(std::string_view parameter, const std::string& limit);

Json unit_json(const View& v, const std::string& name, std::string_view role = {});
Json deadline_json(const Json& text, std::optional<Instant> due, std::optional<Instant> done = {});
/// Of a verdict's input; `target` is the class to keep, 0 when there is none.
Json figure_json(const View& v, const ledger::VerdictInput& input, std::string_view kind, Period period, int target);
/// Of a figure on record.
Json figure_json(const View& v, const ledger::Figure& figure, const std::string& limit = {});
/// Of an observation.
Json figure_json(const View& v, const store::Observation& o);

/// The newest verdict of an object that is of use on a page, and where it came from.
struct Judged {
  ledger::Verdict verdict;
  Instant start, end;
  std::string rule;  ///< `water-class/PT1H`
  Period period = Period::hour;
  bool stale = false;  ///< an hourly one that ended more than 3 h before
};
/// At `at` (exclusive end of windows). Hourly where the object has one, else the last month's.
std::optional<Judged> judged(const View& v, const std::string& ref, Instant at);
std::optional<Judged> judged_by(const View& v, const std::string& ref, const std::string& rule, Instant at);
/// `met`, `breached`, `unknown`; empty when judged without a target.
std::string state_of(const Judged& j);
/// Adds state, reason_text, water_class, target_class, target_text, aqi, aqi_level.
void put_judged(const View& v, Json& into, const ledger::Object& object, const std::optional<Judged>& j);
Json verdict_json(const View& v, const ledger::Object& object, const Judged& j);

/// {ref, kind, key, name …}; an object out of sight or not on record is its reference alone.
Json object_json(const View& v, const std::string& ref);
/// The same with what it is now: state, class or index, latest figures.
Json object_now_json(const View& v, const ledger::Object& object, Instant at);

/// The worst value of an episode; nothing for a device that fell silent.
void put_figure(const View& v, Json& into, const char* field, const ledger::Episode& e);
/// `案2022-0041`
std::string short_code(const ledger::Record& record);
Json case_json(const View& v, const ledger::Record& record);
Json episode_json(const View& v, const ledger::Record& record);
Json task_json(const View& v, const ledger::Record& record);
/// Number in the last part of a trace's key.
std::vector<const ledger::Record*> traces_of(const View& v, const std::string& episode_key);

}  // namespace limpid::api
