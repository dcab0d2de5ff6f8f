// SPDX-License-Identifier: Apache-2.0
// A plan document comes in by the page, is read, and goes into the ledger when a person says so.
#include "api/attachments.hpp"
#include "api/call.hpp"
#include "api/views/reading.hpp"
#include "base/data_file.hpp"
#include "base/file_store.hpp"
#include "base/text.hpp"
#include "ledger/ledger_facts.hpp"
#include "plan/bindings.hpp"
#include "plan/import.hpp"
#include "plan/key.hpp"

namespace limpid::api {
namespace {

constexpr std::size_t kPlanLimit = 32u << 20;
constexpr std::size_t kFormLimit = kPlanLimit + (64u << 10);  // the form's own lines

void check_may_upload(const Call& call) {
  if (call.user->role != Role::duty_officer) throw Refusal(403, "reading.duty_officer_only");
}

/// The one file of the form; its name without folders.
FormPart uploaded_file(const Call& call) {
  const auto type = call.request.header("content-type");
  if (!type.starts_with("multipart/form-data")) throw Refusal(415, "reading.not_form");
  auto parts = parse_multipart(std::string(type), call.request.body);
  if (!parts) throw Refusal(400, "http.bad_form");
  for (auto& part : *parts) {
    if (part.name != "file") continue;
    if (part.bytes.empty()) throw Refusal(422, "text.empty");
    if (part.bytes.size() > kPlanLimit) throw Refusal(413, "http.too_large", {{"mib", kPlanLimit >> 20}});
    if (const auto slash = part.file_name.find_last_of("/\\"); slash != std::string::npos)
      part.file_name.erase(0, slash + 1);
    if (part.file_name.empty() || !text::is_valid_utf8(part.file_name) || text::count_chars(part.file_name) > 255)
      throw Refusal(422, "http.field", {{"field", "file"}});
    return std::move(part);
  }
  throw Refusal(422, "http.field", {{"field", "file"}});
}

http::Response post_plan(const Call& call) {
  check_may_upload(call);
  auto part = uploaded_file(call);
  Reading reading;
  reading.file = std::move(part.file_name);
  reading.bytes = part.bytes.size();
  reading.user = call.user->name;
  reading.at = call.wall();
  // The bytes are durable before anything is done with them.
  try {
    reading.hash = keep_file(call.services.files, part.bytes);
  } catch (const Failure& e) {
    throw Refusal(507, e.error.code, e.error.args);
  }
  const auto id = call.services.desk->take(std::move(reading), std::move(part.bytes));
  if (!id) throw Refusal(503, "reading.busy");
  return json_response({{"reading", *id}}, 202);
}

const char* to_word(StepState state) {
  switch (state) {
    case StepState::waiting: return "waiting";
    case StepState::running: return "running";
    case StepState::done: return "done";
    case StepState::failed: return "failed";
  }
  return "";
}

Json steps_json(const Reading& reading) {
  Json out = Json::array();
  for (const auto& step : reading.steps)
    out.push_back({{"id", step.id}, {"state", to_word(step.state)}, {"done", step.done}, {"of", step.of}});
  return out;
}

Json differences_json(const plan::Differences& items) {
  return {{"added", items.added}, {"changed", items.changed}, {"dropped", items.dropped}};
}

/// Under which key it would go into the ledger.
std::string key_for(const Reading& reading, const std::string& bytes, const std::string& asked,
                    const ledger::Facts& facts) {
  std::string key = asked.empty() ? plan::key_of(bytes, facts).value_or(plan::default_key(*reading.document)) : asked;
  if (!plan::is_key(key)) throw Refusal(422, "plan.key_invalid", {{"key", key}});
  return key;
}

plan::Import import_of(const Call& call, const Reading& reading, const std::string& asked, const ledger::Facts& facts) {
  const std::string bytes = read_file(kept_file(call.services.files, reading.hash));
  const std::string key = key_for(reading, bytes, asked, facts);
  return plan::import_document(*reading.document, bytes, key, plan::shipped_bindings(call.services.share, key), facts,
                               call.services.reading_rules->synonyms);
}

Json warnings_json(const Call& call, const plan::Import& import) {
  Json out = Json::array();
  for (const auto& warning : import.warnings) out.push_back(call.view.words.text(warning));
  return out;
}

/// What it is, once its items are known, and how it differs from what is in the ledger now.
void put_document(const Call& call, const Reading& reading, Json& out) {
  const auto& document = *reading.document;
  std::size_t measures = 0, tasks = 0, targets = 0, projects = 0;
  for (const auto& plan : document.plans) {
    measures += plan.measures.size();
    tasks += plan.tasks.size();
    targets += plan.targets.size();
    projects += plan.projects.size();
  }
  out["title"] = document.title;
  out["number"] = document.number;
  out["numbers"] = {{"measures", measures}, {"tasks", tasks}, {"targets", targets}, {"projects", projects}};
  const auto import = import_of(call, reading, call.request.param("key").value_or(""), call.all);
  const auto standing = call.all.record("document", import.key);
  out["key"] = import.key;
  out["known"] = standing.has_value();
  out["same"] = standing && standing->content.value("hash", "") == reading.hash && import.items.empty();
  out["differences"] = differences_json(import.items);
}

Reading the_reading(const Call& call) {
  auto reading = call.services.desk->find(call.params.at("id"));
  if (!reading) throw Refusal(404, "reading.gone");
  return std::move(*reading);
}

http::Response get_reading(const Call& call) {
  const auto reading = the_reading(call);
  const bool read = reading.ended() && !reading.error;
  Json out = {{"id", reading.id},
              {"file", reading.file},
              {"hash", reading.hash},
              {"bytes", reading.bytes},
              {"by", reading.user},
              {"at", format_instant(reading.at)},
              {"state", reading.error      ? "failed"
                        : reading.imported ? "imported"
                        : read             ? "read"
                                           : "reading"},
              {"steps", steps_json(reading)}};
  put(out, "format", reading.format);
  if (reading.error) out["error"] = call.view.words.text(*reading.error);
  if (reading.findings) out["findings"] = reading.findings->size();
  if (read) put_document(call, reading, out);
  return json_response(out);
}

http::Response import_reading(const Call& call) {
  check_may_upload(call);
  const auto reading = the_reading(call);
  if (!reading.ended() || reading.error) throw Refusal(409, "reading.not_read");
  const Json body = call.body();
  if (body.contains("key") && !body["key"].is_string()) throw Refusal(422, "http.field", {{"field", "key"}});
  const std::string asked = body.value("key", "");
  Json out;
  call.services.write([&](ledger::Ledger& ledger) {
    const auto author = call.author();
    const ledger::LedgerFacts facts(ledger, *call.services.store, author.at);
    const auto import = import_of(call, reading, asked, facts);
    keep_file(call.services.files, reading.document->source);
    ledger::Transaction tx(ledger, author);
    const auto written = tx.apply(import.changes);
    tx.commit();
    out = {{"key", import.key},
           {"changed", written.acts > 0},
           {"differences", differences_json(import.items)},
           {"warnings", warnings_json(call, import)}};
  });
  call.services.desk->set_imported(reading.id);
  return json_response(out);
}

}  // namespace

void add_upload_routes(std::vector<Route>& routes) {
  routes.push_back({"POST", "/plans", Rule::signed_in, post_plan, kFormLimit});
  routes.push_back({"GET", "/readings/{id}", Rule::signed_in, get_reading});
  routes.push_back({"POST", "/readings/{id}/import", Rule::signed_in, import_reading});
}

}  // namespace limpid::api
