// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "app/command.hpp"
#include "base/data_file.hpp"
#include "ledger/ledger_facts.hpp"
#include "measures/section_year.hpp"

namespace limpid::app {
namespace {

using ledger::Status;

std::optional<ledger::Derived> status_row(const ledger::Facts& facts, const std::string& subject,
                                          const std::string& rule) {
  auto rows = facts.derived({.kind = "status", .subject = subject, .rule = rule});
  if (rows.empty() || rows.front().content.is_null()) return std::nullopt;
  return std::move(rows.front());
}

/// Texts {code, args} of a status get their words beside them.
Json spoken(const Session& s, const Status& status) {
  Json out = status;
  out["text"] = s.text(status.sentence.code, status.sentence.args);
  out["step_texts"] = Json::array();
  for (const auto& step : status.steps) out["step_texts"].push_back(s.text(step.code, step.args));
  for (auto& evidence : out["evidence"])
    evidence["text"] = s.text(evidence["what"]["code"].get<std::string>(), evidence["what"]["args"]);
  return out;
}

std::string title_of(const Json& item) {
  for (const char* field : {"title", "section", "text"})
    if (const auto found = item.find(field); found != item.end() && found->is_string())
      return found->get<std::string>();
  return {};
}

/// Key order as a person counts: m2 before m10.
bool before(const ledger::Record& a, const ledger::Record& b) {
  const auto split = [](const std::string& key) {
    const auto digit = key.find_first_of("0123456789", key.rfind('/'));
    const auto number = digit == std::string::npos ? 0.0 : std::strtod(key.c_str() + digit, nullptr);
    return std::pair{key.substr(0, digit), number};
  };
  return split(a.key) < split(b.key);
}

Json list_row(const Session& s, const ledger::Facts& facts, const ledger::Record& record) {
  Json row = {{"key", record.key},
              {"title", title_of(record.content)},
              {"units", record.content.value("units", Json::array())}};
  if (const auto found = status_row(facts, record.key, "item")) {
    const auto status = found->content.get<Status>();
    row["status"] = {{"state", status.state},
                     {"reason", status.reason},
                     {"archetype", status.archetype},
                     {"system", status.system},
                     {"done", status.done},
                     {"of", status.of},
                     {"unit", s.text(status.unit)},
                     {"due", status.due},
                     {"text", s.text(status.sentence.code, status.sentence.args)}};
  } else {
    row["status"] = {{"state", "unknown"}, {"reason", "no_status"}, {"text", s.text("measures.no_status")}};
  }
  return row;
}

Body item_list(Words& words) {
  auto prefix = std::make_shared<std::string>(), state = std::make_shared<std::string>();
  words.option("--under", *prefix, "Keys that begin so: zezhou-2022/water");
  words.option("--state", *state, "met, on_track, at_risk, breached, unknown");
  return [prefix, state](Session& s) {
    const ledger::LedgerFacts facts(*s.ledger, *s.county->store, s.county->clock.now());
    auto records = facts.records("item", *prefix);
    std::erase_if(records, [](const auto& r) { return r.content.is_null(); });
    std::stable_sort(records.begin(), records.end(), before);
    Json rows = Json::array();
    for (const auto& record : records) {
      auto row = list_row(s, facts, record);
      if (state->empty() || row["status"]["state"] == *state) rows.push_back(std::move(row));
    }
    if (s.json) {
      s.print_json(rows);
      return 0;
    }
    for (const auto& row : rows)
      s.print("{}\t{}\t{}\t{}\n", row["key"].get<std::string>(),
              s.text("measures.state." + row["status"]["state"].get<std::string>()), row["title"].get<std::string>(),
              row["status"]["text"].get<std::string>());
    return 0;
  };
}

ledger::Record find_item(const ledger::Facts& facts, const std::string& key) {
  auto record = facts.record("item", key);
  if (!record || record->content.is_null()) throw Failure("measures.item_unknown", {{"item", key}});
  return *record;
}

/// A promise as it stands: words, binding, status; of a quality target the three clocks as of now.
Json promise_json(const Session& s, const ledger::Facts& facts, const ledger::Record& promise) {
  Json out = {{"key", promise.key}, {"content", promise.content}};
  if (const auto binding = facts.record("binding", promise.key); binding && !binding->content.is_null()) {
    out["binding"] = binding->content;
    if (binding->content.value("archetype", "") == "quality_target") {
      measures::Knowledge knowledge(facts);
      out["clocks"] = measures::target_clocks(knowledge, binding->content.at("params"));
    }
  }
  if (const auto row = status_row(facts, promise.key, "promise")) out["status"] = spoken(s, row->content.get<Status>());
  return out;
}

Json item_json(const Session& s, const ledger::Facts& facts, const ledger::Record& item) {
  Json out = {
      {"key", item.key}, {"title", title_of(item.content)}, {"item", item.content}, {"promises", Json::array()}};
  for (const auto& promise : facts.records("promise", item.key + "#"))
    if (!promise.content.is_null()) out["promises"].push_back(promise_json(s, facts, promise));
  if (const auto row = status_row(facts, item.key, "item")) {
    out["status"] = spoken(s, row->content.get<Status>());
    out["version"] = row->version;
  }
  // A target has one promise; its clocks are the item's.
  for (const auto& promise : out["promises"])
    if (promise.contains("clocks")) out["clocks"] = promise["clocks"];
  return out;
}

void print_clocks(Session& s, const Json& clocks) {
  for (const char* name : {"now", "month", "year"}) {
    const auto& clock = clocks.at(name);
    if (clock.is_null()) continue;
    const auto code = [](const std::string& prefix, const std::string& word) { return Json{{"code", prefix + word}}; };
    const std::string parameter = clock.value("parameter", "");
    s.print("  {}\n", s.text(parameter.empty() ? "measures.clock.bare" : "measures.clock",
                             {{"clock", code("measures.clock.", name)},
                              {"class", measures::class_name(clock.value("class", ""))},
                              {"parameter", measures::parameter_name(parameter)},
                              {"value", clock.value("value", "")},
                              {"unit", clock.value("unit", "")},
                              {"state", code("measures.state.", clock.value("state", "unknown"))}}));
  }
}

Body item_show(Words& words) {
  auto key = std::make_shared<std::string>();
  words.positional("ITEM", *key, "zezhou-2022/water/m9");
  return [key](Session& s) {
    const ledger::LedgerFacts facts(*s.ledger, *s.county->store, s.county->clock.now());
    const auto shown = item_json(s, facts, find_item(facts, *key));
    if (s.json) {
      s.print_json(shown);
      return 0;
    }
    s.print("{} {}\n", shown["key"].get<std::string>(), shown["title"].get<std::string>());
    if (shown.contains("status"))
      s.print("{}: {}\n", s.text("measures.state." + shown["status"]["state"].get<std::string>()),
              shown["status"]["text"].get<std::string>());
    if (shown.contains("clocks")) print_clocks(s, shown["clocks"]);
    return 0;
  };
}

/// A source as a person cites it: the document that the rule file names, and the clause behind the `#`.
std::string cited(const Session& s, const std::string& source) {
  const auto hash = source.find('#');
  const auto file = s.county->share / "rules" / (source.substr(0, hash) + ".yaml");
  if (!std::filesystem::exists(file)) return source;
  const auto document = read_yaml(file).value("document", source.substr(0, hash));
  return hash == std::string::npos ? document : document + " " + source.substr(hash + 1);
}

void print_steps(Session& s, const std::vector<ledger::Text>& steps) {
  int number = 0;
  for (const auto& step : steps) {
    s.print("  {}. {}", ++number, s.text(step.code, step.args));
    s.print("{}\n", step.source.empty() ? "" : " [" + cited(s, step.source) + "]");
  }
}

/// The verdicts behind a quality target's clocks, so that each figure can be redone by hand.
void print_verdicts(Session& s, const ledger::Facts& facts, const Json& params) {
  measures::Knowledge knowledge(facts);
  const auto object = params.at("object").get<std::string>(), rule = params.at("rule").get<std::string>();
  const auto hour = knowledge.newest_verdict(object, rule + "/PT1H");
  const auto year = knowledge.verdict_at(object, rule + "/P1Y", measures::deciding_year(params, knowledge.now()));
  for (const auto& found : {hour, year}) {
    if (!found) continue;
    s.print("{} {} {} – {}\n", object, found->first.rule, format_instant(found->first.start),
            format_instant(found->first.end));
    print_steps(s, found->second.steps);
  }
}

Body item_explain(Words& words) {
  auto key = std::make_shared<std::string>();
  words.positional("ITEM", *key, "zezhou-2022/water/m9");
  return [key](Session& s) {
    const ledger::LedgerFacts facts(*s.ledger, *s.county->store, s.county->clock.now());
    const auto shown = item_json(s, facts, find_item(facts, *key));
    if (s.json) {
      s.print_json(shown["promises"]);
      return 0;
    }
    for (const auto& promise : shown["promises"]) {
      s.print("{}\n  {}\n", promise["key"].get<std::string>(), promise["content"].value("text", ""));
      if (!promise.contains("status")) continue;
      print_steps(s, promise["status"]["steps"].get<std::vector<ledger::Text>>());
      for (const auto& evidence : promise["status"]["evidence"])
        if (evidence["state"] != "met") s.print("  - {}\n", evidence["text"].get<std::string>());
      if (promise.contains("clocks")) print_verdicts(s, facts, promise["binding"]["params"]);
    }
    return 0;
  };
}

}  // namespace

void add_item_commands(CommandSet& set) {
  set.push_back({"item", "list", "List the items of the plans with their status", Needs::read, item_list});
  set.push_back({"item", "show", "Show one item with its promises, bindings and status", Needs::read, item_show});
  set.push_back(
      {"item", "explain", "Show how the status of an item came about, step by step", Needs::read, item_explain});
}

}  // namespace limpid::app
