// SPDX-License-Identifier: Apache-2.0
// Reading a plan: what was understood, what people confirm, correct and decide.
#include "api/views/reading.hpp"

#include "api/call.hpp"
#include "api/document_book.hpp"
#include "api/views/plan_items.hpp"
#include "base/text.hpp"
#include "ledger/ledger_facts.hpp"
#include "plan/addressee.hpp"
#include "plan/confirm.hpp"
#include "plan/decisions.hpp"
#include "plan/edits.hpp"
#include "plan/import.hpp"
#include "reports/errata_letter.hpp"

namespace limpid::api {
namespace {

/// The document of a plan with its findings; null where its text is not kept.
std::shared_ptr<const DocumentBook::Entry> entry_of(const Call& call, const std::string& plan) {
  const auto* record = call.view.record("document", plan);
  if (!record || !record->content.is_object()) call.absent("plan", plan);
  const Json& c = record->content;
  // What an earlier release imported has no text beside its file, which is the text then.
  return call.services.book->find(c.value("source", c.value("hash", "")));
}

bool may_write(const Call& call) {
  return call.user->role == Role::duty_officer;
}

using Shown = std::function<Json(const View&, const ReadingSource&)>;

/// Shows a page over the facts of the view.
Json shown(const Call& call, const View& view, const std::string& plan, const Shown& page) {
  const auto entry = entry_of(call, plan);
  std::optional<plan::Addressees> addressees;  // made where an item asks for them
  const auto meant = [&](const std::string& name, const std::string& words) -> std::optional<std::vector<std::string>> {
    if (!plan::is_of_many(name)) return std::nullopt;
    if (!addressees)
      addressees.emplace(plan::stored_document(call.all, plan), plan::registered_units(call.all),
                         call.services.reading_rules->synonyms);
    return addressees->meant_by(name, words);
  };
  const ReadingSource source{.document = entry ? &entry->document : nullptr,
                             .findings = entry ? std::span(entry->findings) : std::span<const plan::Finding>{},
                             .rows = entry ? std::span(entry->rows) : std::span<const plan::RowOfMeasure>{},
                             .rules = *call.services.reading_rules,
                             .may_write = may_write(call),
                             .meant = meant};
  return page(view, source);
}

using ReadingDeed =
    std::function<Result<ledger::Changes>(const ledger::Facts&, const std::string& by, const std::string& at)>;

int reading_refused_as(const std::string& code) {
  if (code == "plan.edit.item" || code == "plan.confirm.promise" || code == "plan.decision.finding") return 404;
  return code.ends_with(".twice") || code.ends_with(".none") || code.ends_with(".withdrawn") ? 409 : 422;
}

/// Does it on the writer's thread, where nobody else changes the plan, and answers with the page as it then is.
http::Response change_reading(const Call& call, const std::string& plan, const ReadingDeed& deed, const Shown& page) {
  if (!may_write(call)) throw Refusal(403, "reading.write_duty_only");
  call.change([&](const ledger::Facts& facts,
                  const ledger::Author& author) { return deed(facts, author.actor, format_instant(author.at)); },
              reading_refused_as);
  const ledger::LedgerFacts after(call.ledger, *call.services.store, call.services.clock->now());
  const View view(after, *call.services.store, call.view.words);
  return json_response(shown(call, view, plan, page));
}

std::string needed_words(const Json& body, const char* field) {
  std::string out = words_in(body, field);
  if (out.empty()) throw Refusal(422, "http.field", {{"field", field}});
  return out;
}

std::string item_key(const Call& call) {
  return call.params.at("plan") + "/" + call.params.at("domain") + "/" + call.params.at("item");
}

http::Response get_plan_reading(const Call& call) {
  const std::string& plan = call.params.at("plan");
  return json_response(shown(call, call.view, plan, [&](const View& v, const ReadingSource& source) {
    return reading_page(v, plan, source);
  }));
}

Shown item_shown(const Call& call) {
  return [key = item_key(call), &call](const View& v, const ReadingSource& source) {
    Json page = item_reading_page(v, key, source);
    if (page.is_null()) call.absent("item", key);
    return page;
  };
}

http::Response get_item_reading(const Call& call) {
  return json_response(shown(call, call.view, call.params.at("plan"), item_shown(call)));
}

http::Response confirm_binding(const Call& call) {
  const Json body = call.body();
  plan::Confirmation c{.promise = needed_words(body, "promise"),
                       .archetype = words_in(body, "archetype"),
                       .params = body.contains("params") ? body["params"] : Json(nullptr),
                       .reason = words_in(body, "reason"),
                       .by = {},
                       .at = {}};
  if (!c.promise.starts_with(item_key(call) + "#")) throw Refusal(422, "http.field", {{"field", "promise"}});
  return change_reading(
      call, call.params.at("plan"),
      [&](const ledger::Facts& facts, const std::string& by, const std::string& at) {
        c.by = by;
        c.at = at;
        return plan::confirm(c, call.services.reading_rules->suggest, call.services.share, facts);
      },
      item_shown(call));
}

Shown findings_shown(const Call& call) {
  return [plan = call.params.at("plan")](const View& v, const ReadingSource& source) {
    return findings_page(v, plan, source);
  };
}

http::Response list_findings(const Call& call) {
  return json_response(shown(call, call.view, call.params.at("plan"), findings_shown(call)));
}

http::Response decide_finding(const Call& call) {
  const Json body = call.body();
  const std::string& plan = call.params.at("plan");
  plan::Decision decision;
  decision.decision = needed_words(body, "decision");
  decision.value = words_in(body, "value");
  decision.reason = words_in(body, "reason");
  const auto entry = entry_of(call, plan);
  const ReadingSource source{.document = nullptr,
                             .findings = entry ? std::span(entry->findings) : std::span<const plan::Finding>{},
                             .rules = *call.services.reading_rules,
                             .may_write = true};
  const auto finding = finding_by_id(call.view, plan, call.params.at("finding"), source);
  if (!finding) throw Refusal(404, "plan.decision.finding", {{"finding", call.params.at("finding")}});
  return change_reading(
      call, plan,
      [&](const ledger::Facts& facts, const std::string& by, const std::string& at) {
        decision.by = by;
        decision.at = at;
        return plan::decide(plan, *finding, decision, facts, call.services.reading_rules->synonyms);
      },
      findings_shown(call));
}

http::Response withdraw_decision(const Call& call) {
  const std::string reason = words_in(call.body(), "reason");
  const std::string& plan = call.params.at("plan");
  return change_reading(
      call, plan,
      [&](const ledger::Facts& facts, const std::string& by, const std::string& at) {
        return plan::withdraw_decision(plan, call.params.at("finding"), by, at, reason, facts);
      },
      findings_shown(call));
}

Shown edits_shown(const Call& call) {
  return [plan = call.params.at("plan"), write = may_write(call)](const View& v, const ReadingSource&) {
    return edits_page(v, plan, write);
  };
}

http::Response list_edits(const Call& call) {
  return json_response(shown(call, call.view, call.params.at("plan"), edits_shown(call)));
}

http::Response add_edit(const Call& call) {
  const Json body = call.body();
  const std::string& plan = call.params.at("plan");
  plan::Edit edit;
  edit.item = plan + "/" + needed_words(body, "item");
  edit.field = needed_words(body, "field");
  edit.quote = needed_words(body, "quote");
  edit.reason = words_in(body, "reason");
  if (body.contains("value") && !body["value"].is_object()) throw Refusal(422, "http.field", {{"field", "value"}});
  edit.value = body.value("value", Json(nullptr));
  return change_reading(
      call, plan,
      [&](const ledger::Facts& facts, const std::string& by, const std::string& at) {
        edit.by = by;
        edit.at = at;
        return plan::add_edit(edit, facts, call.services.reading_rules->synonyms);
      },
      edits_shown(call));
}

http::Response withdraw_edit(const Call& call) {
  const std::string reason = words_in(call.body(), "reason");
  const std::string& plan = call.params.at("plan");
  const std::string key = call.record("edit", call.id()).key;
  if (!key.starts_with(plan + "/")) throw Refusal(404, "http.no_record", {{"key", key}});
  return change_reading(
      call, plan,
      [&](const ledger::Facts& facts, const std::string& by, const std::string& at) {
        return plan::withdraw_edit(key, by, at, reason, facts);
      },
      edits_shown(call));
}

std::string zh(const Json& text) {
  return text.at("zh").get<std::string>();
}

/// The findings that are to be told to the issuer, as the page shows them.
reports::ErrataContent letter_content(const Call& call, const View& v, const std::string& plan, const Json& rows) {
  reports::ErrataContent content;
  const Json head = v.record("document", plan)->content.at("document");
  const auto field = [&](const char* name) {
    return head.at(name).is_string() ? head.at(name).get<std::string>() : "";
  };
  content.document = field("title");
  content.number = field("number");
  content.recipient = field("issuer");
  content.text = [&call](std::string_view code, const Json& args) {
    return call.services.messages->render("zh", code, args);
  };
  for (const auto& row : rows) {
    if (!row.contains("decision") || row["decision"]["decision"] != "sent") continue;
    reports::ErrataContent::Entry entry;
    entry.title = zh(row["kind_label"]);
    entry.message = zh(row["message"]);
    if (row.contains("suggestion")) entry.suggestion = zh(row["suggestion"]);
    entry.replacement = row.value("replacement", "");
    entry.remark = row["decision"].value("reason", "");
    for (const auto& p : row["places"])
      entry.sides.push_back({zh(p["label"]), p.value("before", ""), p.value("words", ""), p.value("after", "")});
    content.entries.push_back(std::move(entry));
  }
  return content;
}

http::Response get_letter(const Call& call) {
  const std::string& plan = call.params.at("plan");
  http::Response response;
  shown(call, call.view, plan, [&](const View& v, const ReadingSource& source) {
    Json page = findings_page(v, plan, source);
    const auto content = letter_content(call, v, plan, page.at("rows"));
    if (content.entries.empty()) throw Refusal(404, "plan.letter.none");
    response.body = reports::errata_letter(content);
    return page;
  });
  return response.set("Content-Type", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
      .set("Content-Disposition", "attachment; filename=\"" + plan + "-letter.docx\"")
      .set("Cache-Control", "no-store");
}

}  // namespace

void add_reading_routes(std::vector<Route>& routes) {
  routes.push_back({"GET", "/plans/{plan}/reading", Rule::signed_in, get_plan_reading});
  routes.push_back({"GET", "/plans/{plan}/reading/{domain}/{item}", Rule::signed_in, get_item_reading});
  routes.push_back({"GET", "/plans/{plan}/findings", Rule::signed_in, list_findings});
  routes.push_back({"POST", "/plans/{plan}/findings/{finding}/decision", Rule::signed_in, decide_finding});
  routes.push_back({"POST", "/plans/{plan}/findings/{finding}/withdraw", Rule::signed_in, withdraw_decision});
  routes.push_back({"GET", "/plans/{plan}/letter.docx", Rule::signed_in, get_letter});
  routes.push_back({"GET", "/plans/{plan}/edits", Rule::signed_in, list_edits});
  routes.push_back({"POST", "/plans/{plan}/edits", Rule::signed_in, add_edit});
  routes.push_back({"POST", "/plans/{plan}/edits/{id}/withdraw", Rule::signed_in, withdraw_edit});
  routes.push_back({"POST", "/items/{plan}/{domain}/{item}/bindings", Rule::signed_in, confirm_binding});
}

}  // namespace limpid::api
