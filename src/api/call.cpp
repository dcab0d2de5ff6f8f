// SPDX-License-Identifier: Apache-2.0
#include "api/call.hpp"

#include <charconv>

#include "base/text.hpp"
#include "ledger/ledger_facts.hpp"
#include "ledger/records/loop.hpp"

namespace limpid::api {

std::string_view to_string(Rule rule) {
  switch (rule) {
    case Rule::open: return "public";
    case Rule::signed_in: return "signed_in";
    case Rule::by_unit: return "by_unit";
    case Rule::auditor: return "auditor";
  }
  return "";
}

ledger::Author Call::author() const {
  return {"act", "user:" + (user ? user->name : "?"), services.clock->now(), wall()};
}

Json Call::body() const {
  if (!request.header("content-type").starts_with("application/json")) throw Refusal(415, "http.not_json");
  Json body = Json::parse(request.body, nullptr, false);
  if (body.is_discarded() || !body.is_object()) throw Refusal(400, "http.bad_json");
  return body;
}

std::int64_t Call::id() const {
  const std::string& text = params.at("id");
  std::int64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc{} || end != text.data() + text.size()) throw Refusal(404, "http.no_record", {{"key", text}});
  return id;
}

namespace {

/// Whose a hidden record is, as far as it may be named: the unit that holds it.
std::string holder(const ledger::Facts& all, const ledger::Record& record) {
  if (record.kind == "case" || record.kind == "task") return record.content.value("unit", "");
  if (record.kind == "episode")
    if (const auto c = all.record("case", record.key)) return c->content.value("unit", "");
  if (record.kind == "object") return record.content.value("attributes", Json::object()).value("township", "");
  return {};
}

/// The thing in words: its kind, and what it was asked for by.
Json thing(std::string_view kind, const std::string& key) {
  const auto slash = key.find('/');
  if (kind == "object" && slash != std::string::npos)
    return {{"code", "http.thing.object"},
            {"args", {{"kind", {{"code", "kind." + key.substr(0, slash)}}}, {"key", key.substr(slash + 1)}}}};
  return {{"code", "http.thing." + std::string(kind)}, {"args", {{"key", key}}}};
}

}  // namespace

void Call::absent(std::string_view kind, const std::string& key) const {
  const auto hidden = narrowed ? all.record(kind, key) : std::nullopt;
  if (hidden && user) throw Refusal(403, "sight.other_unit", {{"yours", user->unit}, {"theirs", holder(all, *hidden)}});
  throw Refusal(404, "http.no_record", {{"key", thing(kind, key)}});
}

const ledger::Record& Call::record(std::string_view kind, std::int64_t wanted) const {
  if (const auto* found = view.record_by_id(kind, wanted)) return *found;
  if (const auto any = ledger.record_by_id(wanted); any && any->kind == kind) absent(kind, any->key);
  throw Refusal(404, "http.no_record", {{"key", thing(kind, std::to_string(wanted))}});
}

void Call::change(const Deed& deed, int (*refused_as)(const std::string& code)) const {
  std::optional<Error> refused;
  services.write([&](ledger::Ledger& writer) {
    const auto by = author();
    const ledger::LedgerFacts facts(writer, *services.store, by.at);
    const auto changes = deed(facts, by);
    if (!changes) {
      refused = changes.error();
      return;
    }
    ledger::Transaction tx(writer, by);
    tx.apply(*changes);
    tx.commit();
  });
  if (refused) throw Refusal(refused_as(refused->code), *refused);
}

std::string words_in(const Json& body, const char* field) {
  constexpr std::size_t kMostCharacters = 2'000;
  if (!body.contains(field)) return {};
  if (!body[field].is_string() || text::count_chars(body[field].get_ref<const std::string&>()) > kMostCharacters)
    throw Refusal(422, "http.field", {{"field", field}});
  return body[field].get<std::string>();
}

Json Call::clock() const {
  return {{"mode", services.clock->county_time() ? "county" : "wall"}, {"now", format_instant(view.now())}};
}

}  // namespace limpid::api
