// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>

#include "api/attachments.hpp"
#include "api/call.hpp"
#include "api/views/pages.hpp"
#include "base/data_file.hpp"
#include "base/file_store.hpp"
#include "base/text.hpp"
#include "casework/acts.hpp"
#include "ledger/ledger_facts.hpp"

namespace limpid::api {
namespace {

std::optional<bool> open_filter(const Call& call) {
  const auto text = call.request.param("open");
  if (!text) return std::nullopt;
  if (*text != "true" && *text != "false") throw Refusal(422, "http.field", {{"field", "open"}});
  return *text == "true";
}

http::Response list_episodes(const Call& call) {
  return json_response(episodes_page(call.view, open_filter(call), call.request.param("object").value_or("")));
}

http::Response get_episode(const Call& call) {
  return json_response(episode_json(call.view, call.record("episode", call.id())));
}

http::Response list_cases(const Call& call) {
  return json_response(cases_page(call.view, open_filter(call), call.request.param("object").value_or("")));
}

http::Response get_trace(const Call& call) {
  std::optional<int> run;
  if (const auto text = call.request.param("run")) {
    if (text->empty() || text->size() > 6 || text->find_first_not_of("0123456789") != std::string::npos)
      throw Refusal(422, "http.field", {{"field", "run"}});
    run = std::stoi(*text);
  }
  Json page = trace_page(call.view, call.record("case", call.id()), run);
  if (page.is_null()) {
    const Json what =
        run ? Json{{"code", "page.link.run"}, {"args", {{"run", *run}}}} : Json{{"code", "page.stage.traced"}};
    throw Refusal(404, "http.no_record", {{"key", what}});
  }
  return json_response(page);
}

// ---- what people do

casework::Actor actor(const Call& call) {
  casework::Actor a{.name = "user:" + call.user->name, .units = {}, .any_unit = call.user->role == Role::duty_officer};
  const auto& mine = call.narrowed->sight();
  if (call.user->role == Role::unit_clerk) a.units.assign(mine.units.begin(), mine.units.end());
  return a;
}

/// What the user may do about a case as it stands; an auditor reads.
std::vector<std::string> actions(const Call& call, const ledger::Record& record) {
  const auto c = record.content.get<ledger::Case>();
  if (c.state == "closed" || call.user->role == Role::auditor) return {};
  const auto me = actor(call);
  const auto mine = [&](const std::string& unit) {
    return me.any_unit || std::find(me.units.begin(), me.units.end(), unit) != me.units.end();
  };
  const auto file = casework::load_case(call.view.facts, record.key);
  bool any = mine(c.unit), to_accept = c.state == "open" && mine(c.unit);
  for (const auto& task : file->tasks) {
    any = any || mine(task.unit);
    to_accept = to_accept || (task.state == "open" && mine(task.unit));
  }
  std::vector<std::string> out;
  if (to_accept) out.push_back("accept");
  if (any) out.insert(out.end(), {"act", "evidence"});
  if (mine(c.unit)) out.push_back("close");
  return out;
}

http::Response get_case(const Call& call) {
  const auto& record = call.record("case", call.id());
  return json_response(case_page(call.view, record, actions(call, record)));
}

http::Response list_tasks(const Call& call) {
  const auto me = actor(call);
  const bool reads = call.user->role == Role::auditor;
  return json_response(tasks_page(call.view, [&](const std::string& unit) {
    return !reads && (me.any_unit || std::find(me.units.begin(), me.units.end(), unit) != me.units.end());
  }));
}

int refused_as(const std::string& code) {
  if (code == "casework.not_your_unit") return 403;
  return code == "casework.closed" || code == "casework.accepted_already" ? 409 : 422;
}

using Deed = std::function<Result<ledger::Changes>(const casework::CaseFile&, const casework::Actor&, Instant,
                                                   const ledger::Facts&)>;

/// Looks at the case again on the writer's thread, where nobody else changes it, and answers with the page as it then
/// is.
http::Response change_case(const Call& call, const Deed& deed) {
  if (call.user->role == Role::auditor) throw Refusal(403, "sight.auditor_reads");
  const std::string key = call.record("case", call.id()).key;
  const auto me = actor(call);
  call.change(
      [&](const ledger::Facts& facts, const ledger::Author& author) -> Result<ledger::Changes> {
        const auto file = casework::load_case(facts, key);
        if (!file) throw Refusal(404, "http.no_record", {{"key", key}});
        return deed(*file, me, author.at, facts);
      },
      refused_as);
  const ledger::LedgerFacts all(call.ledger, *call.services.store, call.services.clock->now());
  const SightFacts narrowed(all, call.narrowed->sight());
  View view(narrowed, *call.services.store, call.view.words);
  view.history = call.view.history;
  view.rail = call.view.rail;
  const Call after{call.request, call.params, call.services, call.ledger, all, view, &narrowed, call.user, call.token};
  const auto& record = after.record("case", call.id());
  return json_response(case_page(view, record, actions(after, record)));
}

http::Response accept_case(const Call& call) {
  const std::string note = words_in(call.body(), "note");
  const auto rules = casework::load_case_rules(call.services.share);
  return change_case(call, [&](const auto& file, const auto& me, Instant at, const auto&) {
    return casework::accept(file, me, at, rules, note);
  });
}

http::Response act_on_case(const Call& call) {
  const std::string note = words_in(call.body(), "note");
  const auto rules = casework::load_case_rules(call.services.share);
  return change_case(call, [&](const auto& file, const auto& me, Instant at, const auto&) {
    return casework::act(file, me, at, note, rules);
  });
}

http::Response close_case(const Call& call) {
  const std::string reason = words_in(call.body(), "reason");
  const auto rules = casework::load_case_rules(call.services.share);
  return change_case(call, [&](const auto& file, const auto& me, Instant at, const auto&) {
    return casework::close(file, me, at, reason, rules);
  });
}

http::Response add_evidence(const Call& call) {
  if (call.user->role == Role::auditor) throw Refusal(403, "sight.auditor_reads");
  call.record("case", call.id());
  const auto upload = read_upload(call.request);
  const auto rules = casework::load_case_rules(call.services.share);
  std::optional<casework::Attachment> file;
  // The bytes are durable before the act that names them.
  try {
    if (upload.has_file())
      file = casework::Attachment{keep_file(call.services.files, upload.bytes), upload.name, upload.media_type};
  } catch (const Failure& e) {
    throw Refusal(507, e.error.code, e.error.args);  // without the place in the server's directory
  }
  return change_case(call, [&](const auto& case_file, const auto& me, Instant at, const ledger::Facts& facts) {
    return casework::attach(case_file, me, at, casework::next_evidence(facts, case_file.key), upload.text, file, rules);
  });
}

/// A file is seen by who sees a record that names it.
constexpr std::string_view kDocx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr std::string_view kPdf = "application/pdf";
constexpr std::string_view kWord = "application/msword";

/// Documents that a program other than the browser opens: handed over under their own type, always to be saved.
bool is_office_type(const std::string& type) {
  return type == kDocx || type == kPdf || type == kWord;
}

/// By the first bytes, as the plan reader tells formats apart; whatever else it took is text, HTML shown as its source.
std::string document_type(const std::filesystem::path& files, const std::string& hash) {
  const auto file = find_file(files, hash);
  std::string head(8, '\0');
  if (file) std::ifstream(*file, std::ios::binary).read(head.data(), static_cast<std::streamsize>(head.size()));
  if (head.starts_with("PK\x03\x04")) return std::string(kDocx);
  if (head.starts_with("%PDF-")) return std::string(kPdf);
  if (head.starts_with("\xD0\xCF\x11\xE0")) return std::string(kWord);
  return "text/plain; charset=utf-8";
}

http::Response get_file(const Call& call) {
  const std::string& hash = call.params.at("hash");
  std::string type = "application/octet-stream", name;
  bool seen = false;
  for (const auto& r : call.view.records("evidence")) {
    if (r.content.value("file", "") != hash) continue;
    seen = true;
    type = r.content.value("media_type", type);
    name = r.content.value("name", "");
  }
  for (const auto& r : call.view.records("document")) {
    if (r.content.value("hash", "") != hash) continue;
    seen = true;
    type = document_type(call.services.files, hash);
  }
  const auto file = seen ? find_file(call.services.files, hash) : std::nullopt;
  if (!file) throw Refusal(404, "http.no_record", {{"key", hash}});
  http::Response response;
  response.body = read_file(*file);
  // What people send is shown as a picture or saved, never run as a page.
  if (type.starts_with("text/plain")) type = "text/plain; charset=utf-8";
  const bool shown =
      type == "image/jpeg" || type == "image/png" || type == "image/webp" || type == "text/plain; charset=utf-8";
  response.set("Content-Type", shown || is_office_type(type) ? type : "application/octet-stream")
      .set("Cache-Control", "private, max-age=31536000, immutable");
  std::string disposition = shown ? "inline" : "attachment";
  if (!name.empty()) disposition += "; filename*=UTF-8''" + http::percent_encode(name);
  return response.set("Content-Disposition", disposition);
}

}  // namespace

void add_case_routes(std::vector<Route>& routes) {
  routes.push_back({"GET", "/episodes", Rule::by_unit, list_episodes});
  routes.push_back({"GET", "/episodes/{id}", Rule::by_unit, get_episode});
  routes.push_back({"GET", "/cases", Rule::by_unit, list_cases});
  routes.push_back({"GET", "/cases/{id}", Rule::by_unit, get_case});
  routes.push_back({"GET", "/cases/{id}/trace", Rule::by_unit, get_trace});
  routes.push_back({"POST", "/cases/{id}/accept", Rule::by_unit, accept_case});
  routes.push_back({"POST", "/cases/{id}/act", Rule::by_unit, act_on_case});
  routes.push_back({"POST", "/cases/{id}/evidence", Rule::by_unit, add_evidence});
  routes.push_back({"POST", "/cases/{id}/close", Rule::by_unit, close_case});
  routes.push_back({"GET", "/tasks", Rule::by_unit, list_tasks});
  routes.push_back({"GET", "/files/{hash}", Rule::by_unit, get_file});
}

}  // namespace limpid::api
