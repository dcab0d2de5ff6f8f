// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/views/reading.hpp"
#include "plan/words_around.hpp"

namespace limpid::api {
namespace {

std::string severity_text(plan::Severity severity) {
  plan::Finding finding;
  finding.severity = severity;
  return plan::finding_record(finding).at("severity").get<std::string>();
}

Json place_json(const View& v, const std::string& plan, const plan::Place& place, const plan::Document* document) {
  const bool there = document && place.span.end > place.span.start && place.span.end <= document->source.size();
  Json out = {{"label", place.item.empty() ? v.text("reading.outside") : reading_label(v, plan + "/" + place.item)},
              {"before", there ? plan::words_before(document->source, place.span.start) : ""},
              {"words", place.quote},
              {"after", there ? plan::words_after(document->source, place.span.end) : ""}};
  if (!place.item.empty() && v.record("item", plan + "/" + place.item)) out["item"] = plan + "/" + place.item;
  return out;
}

Json decision_json(const View& v, const plan::Decision& decision) {
  Json out = {{"decision", decision.decision}, {"by", person_of(decision.by)}, {"at", decision.at}};
  put(out, "value", decision.value);
  put(out, "reason", decision.reason);
  if (!decision.edits.empty())
    if (const auto* r = v.record("edit", decision.edits.front())) out["edit"] = r->id;
  return out;
}

int rank(const plan::Finding& f) {
  return f.severity == plan::Severity::high ? 0 : f.severity == plan::Severity::medium ? 1 : 2;
}

}  // namespace

bool is_decided(const View& v, const std::string& plan, const std::string& finding) {
  const auto* r = v.record("finding", plan + "/" + finding);
  return r && r->content.is_object() && r->content.value("decision", "") != "withdrawn";
}

std::optional<plan::Finding> finding_by_id(const View& v, const std::string& plan, const std::string& id,
                                           const ReadingSource& source) {
  for (const auto& f : source.findings)
    if (f.id == id) return f;
  if (const auto* r = v.record("finding", plan + "/" + id); r && r->content.is_object())
    return plan::finding_of(r->content.value("finding", Json::object()));
  return std::nullopt;
}

Json finding_row(const View& v, const std::string& plan, const plan::Finding& f, const plan::Document* document) {
  const std::string label = "plan_lint.kind." + f.kind;
  Json row = {{"id", f.id},
              {"severity", severity_text(f.severity)},
              {"kind", f.kind},
              {"kind_label", v.words.has(label) ? v.text(label) : v.words.plain(f.kind)},
              {"places", Json::array()},
              {"message", v.words.has(f.code) ? v.text(f.code, f.args) : v.words.plain(f.code)}};
  for (const auto& place : f.places) row["places"].push_back(place_json(v, plan, place, document));
  if (!f.suggestion.empty() && v.words.has(f.suggestion)) row["suggestion"] = v.text(f.suggestion, f.suggestion_args);
  put(row, "replacement", f.replacement);
  if (const auto* r = v.record("finding", plan + "/" + f.id); r && r->content.is_object()) {
    const auto decision = r->content.get<plan::Decision>();
    if (decision.decision != "withdrawn") row["decision"] = decision_json(v, decision);
  }
  return row;
}

Json finding_counts(const View& v, const std::string& plan, std::span<const plan::Finding> findings) {
  std::size_t high = 0, medium = 0, low = 0, decided = 0, sent = 0;
  for (const auto& f : findings) {
    (f.severity == plan::Severity::high ? high : f.severity == plan::Severity::medium ? medium : low) += 1;
    if (!is_decided(v, plan, f.id)) continue;
    ++decided;
    sent += v.record("finding", plan + "/" + f.id)->content.value("decision", "") == "sent" ? 1 : 0;
  }
  return {{"all", findings.size()}, {"high", high}, {"medium", medium}, {"low", low},
          {"decided", decided},     {"sent", sent}};
}

Json findings_page(const View& v, const std::string& plan, const ReadingSource& source) {
  if (!v.record("document", plan)) return nullptr;
  std::vector<const plan::Finding*> order;
  order.reserve(source.findings.size());
  for (const auto& f : source.findings) order.push_back(&f);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return rank(*a) < rank(*b); });
  Json page = {
      {"counts", finding_counts(v, plan, source.findings)}, {"may_write", source.may_write}, {"rows", Json::array()}};
  std::set<std::string> given;
  for (const auto* f : order) {
    given.insert(f->id);
    page["rows"].push_back(finding_row(v, plan, *f, source.document));
  }
  for (const auto& r : v.records("finding")) {
    if (!r.key.starts_with(plan + "/") || given.contains(r.key.substr(plan.size() + 1)) || !r.content.is_object())
      continue;
    if (r.content.value("decision", "") == "withdrawn") continue;
    page["rows"].push_back(
        finding_row(v, plan, plan::finding_of(r.content.value("finding", Json::object())), source.document));
    page["rows"].back()["gone"] = true;
  }
  return page;
}

}  // namespace limpid::api
