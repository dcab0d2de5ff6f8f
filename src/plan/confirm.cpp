// SPDX-License-Identifier: Apache-2.0
#include "plan/confirm.hpp"

#include "ledger/records/registry.hpp"

namespace limpid::plan {
namespace {

bool is_archetype(const std::string& archetype, const std::filesystem::path& share) {
  const Json file = load_data_file(share / "catalog/archetypes.yaml", share / "schemas/archetypes.json");
  for (const auto& one : file.at("archetypes"))
    if (one.at("id") == archetype) return true;
  return false;
}

/// Whether the schema of bindings has a tree for it.
bool has_tree(const std::string& archetype, const std::filesystem::path& share) {
  const Json schema = Json::parse(read_file(share / "schemas/plan-bindings.json"));
  return schema.at("definitions").contains(archetype);
}

Result<Json> checked(const std::string& archetype, const Json& params, const std::filesystem::path& share) {
  if (!params.is_object()) return fail("plan.confirm.params", {{"archetype", archetype}, {"place", "params"}});
  if (!has_tree(archetype, share)) return params;
  const Json file = {{"bindings", {{{"promise", "any/m1"}, {"archetype", archetype}, {"params", params}}}}};
  try {
    check_schema(file, share / "schemas/plan-bindings.json", "params");
  } catch (const Failure& e) {
    return fail("plan.confirm.params", {{"archetype", archetype}, {"place", e.error.args.value("at", e.error.place)}});
  }
  return params;
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
  if (const auto standing = facts.record("binding", c.promise); standing && standing->content.is_object())
    binding.system = standing->content.value("system", "");
  binding.promise = c.promise;
  binding.archetype = c.archetype;
  Json params = c.params;
  if (c.archetype.empty()) {
    const auto document = facts.record("document", item_key.substr(0, item_key.find('/')));
    const int year = document ? year_of(document->content.at("document").value("date", Json())) : 0;
    const auto first = suggest(promise->content, item->content, item_key[item_key.rfind('/') + 1], year, rules).front();
    binding.archetype = first.archetype;
    if (params.is_null()) params = first.params;
  }
  if (params.is_null()) params = Json::object();
  if (!is_archetype(binding.archetype, share))
    return fail("plan.confirm.archetype", {{"archetype", binding.archetype}});
  auto valid = checked(binding.archetype, params, share);
  if (!valid) return tl::unexpected(valid.error());
  binding.params = std::move(*valid);
  binding.source = c.by;
  binding.quote = promise->content.value("text", "");
  binding.reason = c.reason;
  binding.at = c.at;
  return ledger::Changes{.derived = {}, .acts = {{"binding.confirmed", "binding", c.promise, binding}}};
}

}  // namespace limpid::plan
