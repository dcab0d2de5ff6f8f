// SPDX-License-Identifier: Apache-2.0
#include "plan/confirm.hpp"

#include <algorithm>

#include "base/data_file.hpp"
#include "ledger/records/registry.hpp"

namespace limpid::plan {
namespace {

bool is_archetype(const std::string& archetype, const std::filesystem::path& share) {
  const Json file = load_data_file(share / "catalog/archetypes.yaml", share / "schemas/archetypes.json");
  for (const auto& one : file.at("archetypes"))
    if (one.at("id") == archetype) return true;
  return false;
}

Json nested(const std::string& code, const Json& args = Json::object()) {
  return {{"code", code}, {"args", args}};
}

/// A parameter in the user's words; one that no tree has by its own name.
Json parameter(const std::string& name, const Json& known) {
  return known.contains(name) ? nested("plan.suggest.missing." + name) : Json(name);
}

Json lack_of(const Json& what) {
  return nested("plan.confirm.lacks", {{"what", what}});
}

/// The tree's parts that a binding has to have, and does not: of a choice (hours, days or season) one is enough.
Json lacking(const Json& tree, const Json& params) {
  Json out = Json::array();
  for (const std::string name : tree.value("required", Json::array()))
    if (!params.contains(name)) out.push_back(lack_of(parameter(name, tree.at("properties"))));
  const auto choices = tree.value("anyOf", Json::array());
  const bool chosen = std::any_of(choices.begin(), choices.end(), [&](const Json& choice) {
    return params.contains(choice.at("required").at(0).get<std::string>());
  });
  if (!choices.empty() && !chosen) out.push_back(lack_of(nested("plan.suggest.missing.window")));
  return out;
}

Json unknown_parts(const Json& tree, const Json& params) {
  Json out = Json::array();
  for (const auto& [name, _] : params.items())
    if (!tree.at("properties").contains(name)) out.push_back(nested("plan.confirm.unknown", {{"name", name}}));
  return out;
}

/// The parameter at a place that the schema complains of: `<root>[bindings][0][params][target]`.
std::string name_at(const std::string& place) {
  constexpr std::string_view kParams = "[params][";
  const auto at = place.find(kParams);
  if (at == std::string::npos) return {};
  const auto name = at + kParams.size();
  return place.substr(name, place.find(']', name) - name);
}

/// What does not fit the archetype's tree, in the user's words: what is missing, then what no tree has, then what has
/// another form. Empty: it fits.
Json complaints(const std::string& archetype, const Json& params, const std::filesystem::path& share) {
  const auto schema = share / "schemas/plan-bindings.json";
  const Json tree = Json::parse(read_file(schema)).at("definitions").at(archetype);
  Json out = lacking(tree, params);
  for (auto& part : unknown_parts(tree, params)) out.push_back(std::move(part));
  if (!out.empty()) return out;
  const Json file = {{"bindings", {{{"promise", "any/m1"}, {"archetype", archetype}, {"params", params}}}}};
  try {
    check_schema(file, schema, "params");
  } catch (const Failure& e) {
    const auto name = name_at(e.error.args.value("at", ""));
    out.push_back(nested("plan.confirm.wrong", {{"what", parameter(name, tree.at("properties"))}}));
  }
  return out;
}

/// What a suggestion says to be missing and the parameters do not bring. Who takes it as it stands has not filled it
/// in, whatever the tree could do without.
void add_unfilled(const Suggestion& suggestion, const Json& params, Json& what) {
  constexpr std::string_view kPrefix = "plan.suggest.missing.";
  for (const auto& missing : suggestion.missing) {
    const bool brought = params.contains(missing.code.substr(kPrefix.size()));
    const Json lack = lack_of(nested(missing.code));
    if (!brought && std::find(what.begin(), what.end(), lack) == what.end()) what.push_back(lack);
  }
}

/// `taken`: the suggestion that the confirmation takes as it stands; null where a person says what it is.
Result<Json> checked(const std::string& archetype, const Json& params, const Suggestion* taken,
                     const std::filesystem::path& share) {
  Json what = Json::array();
  if (!params.is_object())
    what.push_back(nested("plan.confirm.no_object"));
  else
    what = complaints(archetype, params, share);
  if (taken != nullptr) add_unfilled(*taken, params, what);
  if (what.empty()) return params;
  return fail("plan.confirm.params",
              {{"archetype", nested("measures.archetype." + archetype)}, {"what", std::move(what)}});
}

std::vector<Suggestion> suggestions_for(const std::string& item_key, const Json& promise, const Json& item,
                                        const SuggestRules& rules, const ledger::Facts& facts) {
  const auto document = facts.record("document", item_key.substr(0, item_key.find('/')));
  const bool known = document && document->content.is_object();
  const int year = known ? year_of(document->content.at("document").value("date", Json())) : 0;
  return suggest(promise, item, item_key[item_key.rfind('/') + 1], year, rules);
}

}  // namespace

Result<ledger::Changes> confirm(const Confirmation& c, const SuggestRules& rules, const std::filesystem::path& share,
                                const ledger::Facts& facts) {
  const auto promise = facts.record("promise", c.promise);
  const std::string item_key = c.promise.substr(0, c.promise.find('#'));
  const auto item = facts.record("item", item_key);
  if (!promise || !promise->content.is_object() || !item || !item->content.is_object())
    return fail("plan.confirm.promise", {{"promise", c.promise}});
  ledger::Binding binding;
  const auto record = facts.record("binding", c.promise);
  const Json standing = record && record->content.is_object() ? record->content : Json::object();
  binding.system = standing.value("system", "");
  binding.promise = c.promise;
  binding.archetype = c.archetype;
  Json params = c.params;
  const auto suggestions = suggestions_for(item_key, promise->content, item->content, rules, facts);
  if (c.archetype.empty()) {
    binding.archetype = suggestions.front().archetype;
    if (params.is_null()) params = suggestions.front().params;
  }
  if (params.is_null()) params = Json::object();
  // What stands was said by a person or the bindings' file, which may know more than the words.
  const bool stands =
      standing.value("archetype", "") == binding.archetype && standing.value("params", Json()) == params;
  const auto taken = std::find_if(suggestions.begin(), suggestions.end(), [&](const Suggestion& s) {
    return !stands && s.archetype == binding.archetype && s.params == params;
  });
  if (!is_archetype(binding.archetype, share))
    return fail("plan.confirm.archetype", {{"archetype", binding.archetype}});
  auto valid = checked(binding.archetype, params, taken == suggestions.end() ? nullptr : &*taken, share);
  if (!valid) return tl::unexpected(valid.error());
  binding.params = std::move(*valid);
  binding.source = c.by;
  binding.quote = promise->content.value("text", "");
  binding.reason = c.reason;
  binding.at = c.at;
  return ledger::Changes{.derived = {}, .acts = {{"binding.confirmed", "binding", c.promise, binding}}};
}

}  // namespace limpid::plan
