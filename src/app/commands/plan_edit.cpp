// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"
#include "app/read_plan.hpp"
#include "ledger/ledger_facts.hpp"
#include "plan/condition_words.hpp"
#include "plan/confirm.hpp"
#include "plan/edits.hpp"

namespace limpid::app {
namespace {

ledger::LedgerFacts plan_facts(const Session& s) {
  return {*s.ledger, *s.county->store, s.county->clock.now()};
}

std::string now_of(const Session& s) {
  return format_instant(s.county->clock.now());
}

/// An act of a person; --by names the account for which it is typed.
std::string person(const Session& s, const ledger::Facts& facts, const std::string& by) {
  if (by.empty()) return s.actor;
  const auto account = facts.record("account", by);
  if (!account || account->content.is_null()) throw Failure("casework.unknown_person", {{"name", by}});
  return "user:" + by;
}

Json json_option(const std::string& text, const char* name) {
  if (text.empty()) return nullptr;
  Json value = Json::parse(text, nullptr, false);
  if (value.is_discarded() || !value.is_object()) throw Failure("plan.option_json", {{"option", name}});
  return value;
}

const ledger::Changes& done_or_throw(const Result<ledger::Changes>& changes) {
  if (!changes) throw Failure(changes.error());
  return *changes;
}

Body plan_confirm(Words& words) {
  struct Options {
    std::string promise, archetype, params, reason, by;
    bool suggested = false;
  };
  auto o = std::make_shared<Options>();
  words.positional("PROMISE", o->promise, "Key of the promise: zezhou-2022/water/m9#1");
  words.option("--archetype", o->archetype, "What it is (catalog/archetypes.yaml)");
  words.option("--params", o->params, "Its parameters as JSON (schemas/plan-bindings.json)");
  words.flag("--suggested", o->suggested, "The first suggestion as it stands");
  words.option("--reason", o->reason, "Why");
  words.option("--by", o->by, "Name of the account whose act this is");
  return [o](Session& s) {
    if (o->suggested != o->archetype.empty()) throw Failure("plan.confirm.which");
    const auto facts = plan_facts(s);
    const plan::Confirmation c{.promise = o->promise,
                               .archetype = o->archetype,
                               .params = json_option(o->params, "--params"),
                               .reason = o->reason,
                               .by = person(s, facts, o->by),
                               .at = now_of(s)};
    const auto rules = plan::SuggestRules::load(s.county->share);
    const auto changes = plan::confirm(c, rules, s.county->share, facts);
    s.apply(done_or_throw(changes));
    const Json& binding = changes->acts.front().content;
    if (s.json) return s.print_json(binding), 0;
    const auto condition = plan::ConditionWords::load(*s.messages, s.county->share);
    const std::string name = "measures.archetype." + binding.at("archetype").get<std::string>();
    s.print("{}\n", s.text("plan.confirm.done", {{"promise", o->promise},
                                                 {"archetype", {{"code", name}, {"args", Json::object()}}},
                                                 {"condition", condition.render(s.lang, binding.at("params"))}}));
    return 0;
  };
}

std::string short_words(const Json& value) {
  if (!value.is_object()) return "—";
  const std::string text = value.value("text", value.value("name", ""));
  const Json end = value.value("end", Json());
  return end.is_string() && !end.get_ref<const std::string&>().empty() ? text + " (" + end.get<std::string>() + ")"
                                                                       : text;
}

/// Corrections go by number: their key has the item that they were made on, which may be numbered otherwise by now.
std::string number_of_edit(const ledger::Facts& facts, const std::string& key) {
  const auto record = facts.record("edit", key);
  return record ? std::to_string(record->id) : key;
}

/// The key of a correction by its number, or as it is given.
std::string key_of_edit(const ledger::Facts& facts, const std::string& given) {
  if (given.find('/') == std::string::npos)
    for (const auto& record : facts.records("edit"))
      if (std::to_string(record.id) == given) return record.key;
  return given;
}

Body plan_edit(Words& words) {
  struct Options {
    std::string item, field, quote, value, reason, by, withdraw;
    bool strike = false;
  };
  auto o = std::make_shared<Options>();
  words.positional("ITEM", o->item, "Key of the item: zezhou-2022/water/m14", false);
  words.option("--field", o->field, "units, deadlines, quantities or names");
  words.option("--quote", o->quote, "Words of the item that the correction hangs on");
  words.option("--value", o->value, "What is right: words, or JSON as in schemas/plan.json");
  words.flag("--strike", o->strike, "The entry of these words is struck out");
  words.option("--withdraw", o->withdraw, "Number of a correction to take back, as `plan edits` lists it");
  words.option("--reason", o->reason, "Why");
  words.option("--by", o->by, "Name of the account whose act this is");
  return [o](Session& s) {
    const auto facts = plan_facts(s);
    const std::string by = person(s, facts, o->by);
    if (!o->withdraw.empty()) {
      s.apply(done_or_throw(plan::withdraw_edit(key_of_edit(facts, o->withdraw), by, now_of(s), o->reason, facts)));
      s.print("{}\n", s.text("plan.edit.taken_back", {{"edit", o->withdraw}}));
      return 0;
    }
    plan::Edit edit;
    edit.item = o->item;
    edit.field = o->field;
    edit.quote = o->quote;
    edit.reason = o->reason;
    edit.by = by;
    edit.at = now_of(s);
    if (o->strike == !o->value.empty()) throw Failure("plan.edit.value", {{"field", o->field}});
    if (!o->strike)
      edit.value = o->value.starts_with('{') ? json_option(o->value, "--value")
                                             : Json{{o->field == "units" ? "name" : "text", o->value}};
    const auto changes = plan::add_edit(edit, facts, plan::UnitSynonyms::load(s.county->share));
    s.apply(done_or_throw(changes));
    const auto& act = changes->acts.front();
    if (s.json) return s.print_json({{"key", act.key}, {"edit", act.content}}), 0;
    s.print("{}\n", s.text("plan.edit.made", {{"edit", number_of_edit(plan_facts(s), act.key)},
                                              {"item", edit.item},
                                              {"before", short_words(act.content.at("before"))},
                                              {"after", short_words(act.content.at("value"))}}));
    return 0;
  };
}

Body plan_edits(Words& words) {
  auto under = std::make_shared<std::string>();
  words.option("--under", *under, "Keys of items that begin so: zezhou-2022/water");
  return [under](Session& s) {
    const auto facts = plan_facts(s);
    Json rows = Json::array();
    for (const auto& record : facts.records("edit")) {
      if (!record.content.is_object()) continue;
      const auto edit = record.content.get<plan::Edit>();
      if (!edit.item.starts_with(*under)) continue;
      rows.push_back({{"id", record.id}, {"key", record.key}, {"edit", record.content}});
      if (s.json) continue;
      s.print("{}\t{}\t{}\t{}\t{}\t{} → {}\t{}\n", record.id, edit.item, s.text("plan.edit.state." + edit.state),
              edit.field, edit.quote, short_words(edit.before), short_words(edit.value), edit.by);
    }
    if (s.json) s.print_json(rows);
    return 0;
  };
}

}  // namespace

void add_plan_edit_commands(CommandSet& set) {
  set.push_back({"plan", "confirm", "Confirm or change how a promise is checked", Needs::write, plan_confirm});
  set.push_back(
      {"plan", "edit", "Correct what was read in an item, or take a correction back", Needs::write, plan_edit});
  set.push_back(
      {"plan", "edits", "Corrections that people made, withdrawn and unfit ones too", Needs::read, plan_edits});
}

}  // namespace limpid::app
