// SPDX-License-Identifier: Apache-2.0
#include "scenarios/stage_play.hpp"

#include <re2/re2.h>

#include <fstream>

#include "app/county.hpp"
#include "base/data_file.hpp"
#include "ledger/ledger_facts.hpp"

namespace limpid::testing {
namespace {

Instant time_of(std::string text) {
  text[text.find(' ')] = 'T';
  const auto t = parse_instant(text);
  if (!t) throw std::runtime_error("no time: " + text);
  return *t;
}

std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> parts;
  std::size_t at = 0;
  for (std::size_t next; (next = text.find(separator, at)) != std::string::npos; at = next + separator.size())
    parts.push_back(text.substr(at, next - at));
  parts.push_back(text.substr(at));
  return parts;
}

std::string mn_of(const std::string& ref) {
  return "MN-" + ref.substr(ref.find('/') + 1);
}

}  // namespace

StagePlay::StagePlay(const std::filesystem::path& share)
    : share_(share), rules_(casework::load_case_rules(share)), world_(app::make_stages(share)) {
  const Json catalog = read_yaml(share / "catalog/parameters.yaml");
  for (const auto& p : catalog.at("parameters")) {
    parameters_[p.at("key").get<std::string>()] = p.at("code").get<std::string>();
    parameters_[p.at("name").at("zh").get<std::string>()] = p.at("code").get<std::string>();
  }
}

std::vector<std::string> StagePlay::play(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  std::string last;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.starts_with("#") || line.starts_with("Scenario:")) continue;
    place_ = file.filename().string() + ":" + std::to_string(number) + ": " + line;
    if (line.starts_with("And ")) line = last + line.substr(3);
    last = line.substr(0, line.find(' '));
    const bool known = given(line) || when(line) || then(line);
    if (!known) wrong("no such sentence");
  }
  return faults_;
}

bool StagePlay::wrong(const std::string& what) {
  faults_.push_back(place_ + "\n    " + what);
  return true;
}

bool StagePlay::given(const std::string& line) {
  static const RE2 unit("Given unit (.+)"), item("Given item (\\S+) of (.+)"),
      concerns("Given item (\\S+) concerns (\\S+)"),
      object("Given ((?:section|outfall|dust-site|plant|air-station)/\\S+) (\\S+) in (\\S+?)(?: with (.+))?"),
      project("Given (project/\\S+) (\\S+) of (\\S+) due (\\d{4}-\\d\\d-\\d\\d)"),
      clock("Given the time is (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d)");
  std::string a, b, c, d;
  if (RE2::FullMatch(line, unit, &a)) {
    ledger::Unit u;
    u.name = a;
    world_.write("unit.registered", "unit", a, u);
  } else if (RE2::FullMatch(line, item, &a, &b)) {
    add_item(a, b);
  } else if (RE2::FullMatch(line, concerns, &a, &b)) {
    concern(a, b);
  } else if (RE2::FullMatch(line, object, &a, &b, &c, &d)) {
    add_object(a, b, c, d);
  } else if (RE2::FullMatch(line, project, &a, &b, &c, &d)) {
    add_project(a, b, c, d);
  } else if (RE2::FullMatch(line, clock, &a)) {
    world_.start_clock(time_of(a));
  } else {
    return false;
  }
  return true;
}

void StagePlay::add_object(const std::string& ref, const std::string& name, const std::string& township,
                           const std::string& attributes) {
  Json values = {{"township", township}};
  if (!attributes.empty()) {
    for (const auto& pair : split(attributes, ", ")) {
      const auto space = pair.find(' ');
      values[pair.substr(0, space)] = pair.substr(space + 1);
    }
  }
  world_.object(ref, name, values);
  world_.device(mn_of(ref), ref);
}

void StagePlay::add_item(const std::string& key, const std::string& units) {
  Json list = Json::array();
  for (auto name : split(units, ", ")) {
    const bool lead = name.ends_with(" (lead)");
    list.push_back({{"name", lead ? name.substr(0, name.size() - 7) : name}, {"role", lead ? "lead" : "responsible"}});
  }
  world_.write("item.imported", "item", key, {{"units", list}});
}

void StagePlay::concern(const std::string& item, const std::string& ref) {
  ledger::Binding b;
  b.promise = item + "#1";
  b.archetype = "quality_target";
  b.params = {{"object", ref}};
  world_.write("binding.set", "binding", b.promise, b);
}

/// A row of annex 2: the item, its promise, and the binding that asks the register how far the work is.
void StagePlay::add_project(const std::string& ref, const std::string& name, const std::string& unit,
                            const std::string& due) {
  const auto item = "zezhou-2022/water/" + ref.substr(ref.find('/') + 1);
  world_.object(ref, name, {{"number", 1}, {"status", "under_way"}});
  add_item(item, unit);
  world_.write("promise.imported", "promise", item + "#1", {{"item", item}, {"text", name}});
  ledger::Binding b;
  b.promise = item + "#1";
  b.archetype = "milestone";
  b.params = {{"kind", "project"},
              {"objects", {ref}},
              {"reached", {{{"attribute", "status"}, {"op", "="}, {"value", "complete"}}}},
              {"by", due}};
  world_.write("binding.set", "binding", b.promise, b);
}

bool StagePlay::when(const std::string& line) {
  static const RE2 series("When (\\S+) of (\\S+) is (.+)"),
      late("When late (\\S+) of (\\S+) from (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d) is (.+)"),
      hours("When (\\d+) hours pass"), done("When (project/\\S+) is complete"),
      act("When (user:\\S+) of (\\S+) (accepts|acts|shows|closes)(?:: ?(.*))?");
  std::string a, b, c, d;
  int n = 0;
  if (RE2::FullMatch(line, done, &a)) {
    Json object = world_.ledger().record("object", a)->content;
    object["attributes"]["status"] = "complete";
    world_.write("object.imported", "object", a, object);
    world_.catch_up();
  } else if (RE2::FullMatch(line, late, &a, &b, &c, &d)) {
    readings(a, b, time_of(c), d, true);
  } else if (RE2::FullMatch(line, series, &a, &b, &c)) {
    readings(a, b, world_.now(), c, false);
  } else if (RE2::FullMatch(line, hours, &n)) {
    pass(n);
  } else if (RE2::FullMatch(line, act, &a, &b, &c, &d)) {
    person(a, b, c, d);
  } else {
    return false;
  }
  return true;
}

std::string StagePlay::code_of(const std::string& parameter) const {
  const auto it = parameters_.find(parameter);
  if (it == parameters_.end()) throw std::runtime_error("no parameter: " + parameter);
  return it->second;
}

void StagePlay::readings(const std::string& parameter, const std::string& ref, Instant from, const std::string& values,
                         bool late) {
  const auto code = code_of(parameter);
  for (const auto& value : split(values, " ")) {
    if (value.empty()) continue;
    if (value != "-") world_.reading(mn_of(ref), ref, code, from, std::stod(value));
    from += kHour;
    if (!late) pass(1);
  }
  world_.catch_up();
}

void StagePlay::pass(int hours) {
  for (int i = 0; i < hours; ++i) {
    world_.clock(world_.now() + kHour);
    world_.catch_up();
  }
}

void StagePlay::person(const std::string& name, const std::string& unit, const std::string& verb,
                       const std::string& words) {
  const ledger::LedgerFacts facts(world_.ledger(), world_.store(), world_.now());
  const auto record = newest("case");
  if (!record) {
    wrong("there is no case");
    return;
  }
  const auto file = *casework::load_case(facts, record->key);
  const casework::Actor actor{name, {unit}, false};
  const auto at = facts.now();
  const auto changes =
      verb == "accepts" ? casework::accept(file, actor, at, rules_)
      : verb == "acts"  ? casework::act(file, actor, at, words, rules_)
      : verb == "shows"
          ? casework::attach(file, actor, at, casework::next_evidence(facts, record->key), words, std::nullopt, rules_)
          : casework::close(file, actor, at, words, rules_);
  refused_ = changes ? "" : changes.error().code;
  if (changes) world_.apply(*changes, "act", name);
  world_.catch_up();
}

bool StagePlay::then(const std::string& line) {
  static const RE2 count("Then (\\S+) has (no|\\d+) episodes?"), episode("Then the episode is (.+)"),
      the_case("Then the case is (.+)"), task("Then the task of (\\S+) is (\\S+)"),
      timeline("Then the timeline reads (.+)"), refused("Then it is refused: (\\S+)");
  std::string a, b;
  if (RE2::FullMatch(line, count, &a, &b)) return check_count(a, b);
  if (RE2::FullMatch(line, episode, &a)) return check_episode(a);
  if (RE2::FullMatch(line, the_case, &a)) return check_case(a);
  if (RE2::FullMatch(line, task, &a, &b)) return check_task(a, b);
  if (RE2::FullMatch(line, timeline, &a)) return check_timeline(a);
  if (RE2::FullMatch(line, refused, &a))
    return refused_ == a ? true : wrong("refused: " + (refused_.empty() ? "no" : refused_));
  return false;
}

std::optional<ledger::Record> StagePlay::newest(const std::string& kind) {
  std::optional<ledger::Record> last;
  for (auto& r : world_.ledger().records(kind))
    if (!last || r.id > last->id) last = std::move(r);
  return last;
}

bool StagePlay::check_count(const std::string& ref, const std::string& count) {
  std::size_t n = 0;
  for (const auto& e : world_.episodes(ref + "|")) n += e.state == "withdrawn" ? 0 : 1;
  return n == (count == "no" ? 0 : std::stoul(count)) ? true : wrong("it has " + std::to_string(n));
}

bool StagePlay::check_episode(const std::string& words) {
  static const RE2 shape(
      "(\\S+)(?: since (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d))?(?: until (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d))?( "
      "serious)?(?: in lap (\\d+))?");
  std::string state, since, until, serious, lap;
  if (!RE2::FullMatch(words, shape, &state, &since, &until, &serious, &lap)) return false;
  const auto record = newest("episode");
  if (!record) return wrong("there is no episode");
  const auto e = record->content.get<ledger::Episode>();
  const bool holds = e.state == state && (since.empty() || e.opened == time_of(since)) &&
                     (until.empty() || e.closed == time_of(until)) && (serious.empty() || e.level == "serious") &&
                     (lap.empty() || std::to_string(e.laps.size()) == lap);
  return holds ? true : wrong(record->content.dump());
}

bool StagePlay::check_case(const std::string& words) {
  static const RE2 shape("(\\S+)(?: by (\\S+))?(?: because (.+?))?(?: with (\\S+))?(?: in lap (\\d+))?");
  std::string state, by, because, unit, lap;
  if (!RE2::FullMatch(words, shape, &state, &by, &because, &unit, &lap)) return false;
  const auto record = newest("case");
  if (!record) return wrong("there is no case");
  const auto c = record->content.get<ledger::Case>();
  const bool holds = c.state == state && c.closed_by == by && (because.empty() || c.close_reason == because) &&
                     (unit.empty() || c.unit == unit) && (lap.empty() || std::to_string(c.laps) == lap);
  return holds ? true : wrong(record->content.dump());
}

bool StagePlay::check_task(const std::string& unit, const std::string& state) {
  const auto record = newest("case");
  const auto task = record ? world_.ledger().record("task", record->key + "#" + unit) : std::nullopt;
  if (!task) return wrong("there is no such task");
  const auto is = task->content.value("state", "");
  return is == state ? true : wrong("it is " + is);
}

bool StagePlay::check_timeline(const std::string& stages) {
  const auto record = newest("case");
  if (!record) return wrong("there is no case");
  std::string is;
  for (const auto& e : record->content.get<ledger::Case>().timeline) is += (is.empty() ? "" : ", ") + e.stage;
  return is == stages ? true : wrong("it reads " + is);
}

}  // namespace limpid::testing
