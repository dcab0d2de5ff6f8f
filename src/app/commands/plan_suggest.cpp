// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"
#include "app/read_plan.hpp"
#include "base/data_file.hpp"
#include "ledger/ledger_facts.hpp"
#include "plan/condition_words.hpp"
#include "plan/import.hpp"
#include "plan/json.hpp"
#include "plan/key.hpp"
#include "plan/suggest.hpp"

namespace limpid::app {
namespace {

Json suggestion_json(const Session& s, const plan::Suggestion& one) {
  Json missing = Json::array();
  for (const auto& m : one.missing) missing.push_back({{"code", m.code}, {"message", s.text(m.code, m.args)}});
  return {{"archetype", one.archetype},
          {"confidence", one.confidence},
          {"params", one.params},
          {"missing", std::move(missing)},
          {"why", one.why}};
}

void print_suggestion(Session& s, const plan::ConditionWords& words, const plan::Suggestion& one) {
  s.print("  {}\n", s.text("plan.suggested",
                           {{"archetype", {{"code", "measures.archetype." + one.archetype}, {"args", Json::object()}}},
                            {"confidence", fmt::format("{:.2f}", one.confidence)},
                            {"condition", words.render(s.lang, one.params)}}));
  if (one.missing.empty()) return;
  Json what = Json::array();
  for (const auto& m : one.missing) what.push_back({{"code", m.code}, {"args", m.args}});
  s.print("    {}\n", s.text("plan.suggest.lacks", {{"what", std::move(what)}}));
}

constexpr double kSure = 0.6;  // below, the second suggestion is shown too

Body plan_suggest(Words& words) {
  struct Options {
    std::string file, key, under;
  };
  auto o = std::make_shared<Options>();
  words.file("FILE", o->file, "A plan document; without it the one in the ledger", false);
  words.option("--key", o->key, "Key of the document in the ledger; without it the first one");
  words.option("--under", o->under, "Keys of promises that begin so: zezhou-2022/water/m9");
  return [o](Session& s) {
    Json document;
    std::string key = o->key;
    if (!o->file.empty()) {
      const auto read = read_plan(s.file(o->file), o->file);
      document = plan::to_json(read, key.empty() ? plan::default_key(read) : key);
      if (key.empty()) key = plan::default_key(read);
    } else {
      if (s.county == nullptr) throw Failure("plan.no_source");
      const ledger::LedgerFacts facts(*s.ledger, *s.county->store, s.county->clock.now());
      document = plan::stored_document(facts, key);
      if (document.is_null()) throw Failure("plan.none", {{"key", key}});
      if (key.empty()) key = facts.records("document").front().key;
    }
    const auto rules = plan::SuggestRules::load(share_dir());
    const auto condition = plan::ConditionWords::load(*s.messages, share_dir());
    Json all = Json::array();
    for (const auto& one : plan::suggest_document(document, rules)) {
      if (!o->under.empty() && !one.promise.starts_with(o->under)) continue;
      Json list = Json::array();
      for (const auto& x : one.suggestions) list.push_back(suggestion_json(s, x));
      all.push_back({{"promise", one.promise}, {"text", one.text}, {"suggestions", std::move(list)}});
      if (s.json) continue;
      s.print("{}\t{}\n", one.promise, one.text);
      print_suggestion(s, condition, one.suggestions.at(0));
      if (one.suggestions.at(0).confidence < kSure) print_suggestion(s, condition, one.suggestions.at(1));
    }
    if (s.json) s.print_json(all);
    return 0;
  };
}

}  // namespace

void add_plan_suggest_command(CommandSet& set) {
  set.push_back({"plan", "suggest", "Suggest for each promise an archetype with a draft of its binding", Needs::either,
                 plan_suggest});
}

}  // namespace limpid::app
