// SPDX-License-Identifier: Apache-2.0
#include "api/views/plan_items.hpp"

#include <algorithm>
#include <set>

#include "api/views/pages.hpp"
#include "base/decimal.hpp"
#include "plan/key.hpp"
#include "reports/plan_json.hpp"

namespace limpid::api {
namespace {

const std::map<char, std::string>& kinds() {
  static const std::map<char, std::string> all = {
      {'m', "measure"}, {'s', "safeguard"}, {'t', "task"}, {'g', "target"}, {'p', "project"}};
  return all;
}

int order(const std::string& text, std::initializer_list<const char*> all) {
  int i = 0;
  for (const char* name : all) {
    if (text == name) return i;
    ++i;
  }
  return i;
}

/// `zezhou-2022/water/m9` in its parts; false for a key of another shape.
bool split_key(const std::string& key, PlanItem& item) {
  const auto last = key.rfind('/');
  if (last == std::string::npos || last == 0 || last + 2 > key.size()) return false;
  const auto domain = key.rfind('/', last - 1);
  if (domain == std::string::npos) return false;
  const auto kind = kinds().find(key[last + 1]);
  if (kind == kinds().end()) return false;
  item.key = key;
  item.family = key.substr(0, domain);
  item.domain = key.substr(domain + 1, last - domain - 1);
  item.kind = kind->second;
  item.number = std::atoi(key.c_str() + last + 2);
  item.number_text = key.substr(last + 2);
  return true;
}

std::string title_of(const PlanItem& item) {
  const Json& c = item.content;
  if (item.kind == "target") return c.value("section", "") + " " + c.value("target", "");
  const std::string title = c.contains("title") && c["title"].is_string() ? c["title"].get<std::string>() : "";
  return title.empty() ? c.value("text", "") : title;
}

void put_group(const View& v, PlanItem& item) {
  if (item.kind == "task") {
    item.group_title = item.content.value("category", "");
    item.group_number = "";
    return;
  }
  if (!item.content.contains("group") || item.content["group"].is_null()) return;
  const Json& group = item.content["group"];
  if (group.is_object()) {
    item.group_number = group["number"].is_string() ? group["number"].get<std::string>() : group["number"].dump();
    item.group_title = group.value("title", "");
    return;
  }
  item.group_number = group.is_string() ? group.get<std::string>() : group.dump();
  if (const auto* plan = v.record("plan", item.family + "/" + item.domain))
    for (const auto& g : plan->content.value("groups", Json::array()))
      if (g.at("number") == group) item.group_title = reports::group_words(g);
}

std::size_t place_in_source(const Json& item) {
  return item.contains("span") ? item.at("span").at("start").get<std::size_t>() : 0;
}

std::vector<PlanItem> read_items(const View& v) {
  std::map<std::string, ledger::Derived> statuses;
  for (auto& row : v.facts.derived({.kind = "status", .rule = "item"}))
    if (!row.content.is_null()) statuses.emplace(row.subject, std::move(row));
  std::vector<PlanItem> out;
  for (const auto& r : v.records("item")) {
    PlanItem item;
    if (!split_key(r.key, item) || r.content.is_null()) continue;
    item.content = r.content;
    item.title = title_of(item);
    put_group(v, item);
    if (const auto found = statuses.find(item.key); found != statuses.end()) {
      item.row = found->second;
      item.status = found->second.content.get<ledger::Status>();
      item.bound = !item.status->archetype.empty();
    }
    out.push_back(std::move(item));
  }
  const auto rank = [](const PlanItem& i) {
    return std::tuple(i.family, order(i.domain, {"air", "water", "soil"}),
                      order(i.kind, {"measure", "safeguard", "task", "target", "project"}), place_in_source(i.content),
                      i.number);
  };
  std::sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return out;
}

}  // namespace

const std::vector<PlanItem>& plan_items(const View& v) {
  if (!v.items) v.items = std::make_shared<std::vector<PlanItem>>(read_items(v));
  return *v.items;
}

const PlanItem* plan_item(const View& v, const std::string& key) {
  for (const auto& item : plan_items(v))
    if (item.key == key) return &item;
  return nullptr;
}

void StatusCounts::add(const std::string& state) {
  (state == "met"        ? met
   : state == "on_track" ? on_track
   : state == "at_risk"  ? at_risk
   : state == "breached" ? breached
                         : unknown) += 1;
}

Json StatusCounts::json() const {
  return {{"met", met}, {"on_track", on_track}, {"at_risk", at_risk}, {"breached", breached}, {"unknown", unknown}};
}

std::string state_of(const PlanItem& item) {
  return item.status && !item.status->state.empty() ? item.status->state : "unknown";
}

StatusCounts count_measures(const View& v, const std::string& domain) {
  StatusCounts counts;
  for (const auto& item : plan_items(v))
    if (item.kind == "measure" && (domain.empty() || item.domain == domain)) counts.add(state_of(item));
  return counts;
}

std::vector<std::string> plan_families(const View& v) {
  std::set<std::string> with_items;
  for (const auto& item : plan_items(v)) with_items.insert(item.family);
  std::vector<std::pair<std::int64_t, std::string>> by_id;
  for (const auto& family : with_items) {
    const auto* document = v.record("document", family);
    by_id.emplace_back(document ? document->id : 0, family);
  }
  std::sort(by_id.begin(), by_id.end());
  std::vector<std::string> out;
  out.reserve(by_id.size());
  for (auto& [_, family] : by_id) out.push_back(std::move(family));
  return out;
}

std::string plan_family(const View& v) {
  const auto families = plan_families(v);
  return families.empty() ? std::string{} : families.front();
}

CountyOfPlans county_of_plans(const View& v, const std::filesystem::path& share) {
  for (const auto& family : plan_families(v)) {
    auto file = share / "plans" / family / "county.geojson";
    std::error_code none;
    if (std::filesystem::is_regular_file(file, none)) return {family, std::move(file), {}};
    const auto* document = v.record("document", family);
    if (document == nullptr || !document->content.contains("document")) continue;
    Json head = {{"document", document->content.at("document")}, {"plans", Json::array()}};
    for (const auto& plan : v.records("plan"))
      if (plan.key.starts_with(family + "/") && plan.content.is_object())
        head["plans"].push_back({{"title", plan.content.value("title", "")}});
    if (auto name = plan::place_of(head); !name.empty()) return {family, {}, std::move(name)};
  }
  return {};
}

namespace {

Json reason_json(const View& v, const std::string& reason, const Json& args) {
  const std::string given = "status.reason." + reason;
  return v.text(v.words.has(given) ? given : "page.reason." + reason, args);
}

std::string evidence_kind(const std::string& kind) {
  if (kind == "verdict" || kind == "case" || kind == "file") return kind;
  return "register";
}

/// Evidence about a thing that the reader does not see; it counts, but is not named.
bool hidden(const View& v, const ledger::EvidenceRef& e) {
  if (e.kind != "object" && e.kind != "verdict" && e.kind != "observation") return false;
  const std::string subject = e.ref.substr(0, e.ref.find('|'));
  return subject.find('/') != std::string::npos && !v.object(subject) && !v.record("item", subject);
}

Json evidence_json(const View& v, const ledger::EvidenceRef& e) {
  // One reading has its object; a count over many is the evaluator's conclusion.
  const std::string subject = e.ref.substr(0, e.ref.find('|'));
  const bool reading = e.kind == "observation" && v.object(subject);
  const std::string kind = e.kind != "observation" ? evidence_kind(e.kind) : reading ? "online" : "verdict";
  Json out = {{"kind", kind}, {"what", e.what.code.empty() ? v.words.plain(e.ref) : v.text(e.what)}};
  if (v.object(subject)) {
    out["object"] = object_json(v, subject);
    out["href"] = "/objects/" + subject;
  } else if (const auto* c = v.record("case", e.ref); c && e.kind == "case") {
    out["href"] = "/cases/" + std::to_string(c->id);
  } else if (v.record("item", subject)) {
    out["href"] = "/plan/" + subject;
  }
  const auto when = parse_instant(e.at);
  // A word of the register (`under_way`) is said by the sentence.
  if (!e.value.empty() && Decimal::parse(e.value)) {
    Json figure = figure_json(v, ledger::Figure{.name = "", .value = e.value, .unit = e.unit, .at = e.at});
    out["figures"] = Json::array({figure});
  }
  if (!e.at.empty() && when) out["time"] = at(*when);
  const bool known = e.state == "met" || e.state == "on_track" || e.state == "at_risk" || e.state == "breached" ||
                     e.state == "unknown";
  if (known) out["state"] = e.state;
  return out;
}

/// The oldest version of the present run of one state. Where no other state is on record before it, the run is older
/// than the record: what is breached by its date has been so since that date ended.
std::optional<Instant> state_since(const View& v, const ledger::Status& status, const std::vector<Past>& versions) {
  std::optional<Instant> since;
  bool began = false;
  for (auto past = versions.rbegin(); past != versions.rend(); ++past) {
    if (past->at > v.now()) continue;  // written before the directory was set on the county's time
    const std::string state = past->row.content.is_null() ? "unknown" : past->row.content.value("state", "");
    began = state != status.state && state != "unknown";
    if (state != status.state) break;
    since = past->at;
  }
  const auto due = parse_instant(status.due);
  if (began || status.state != "breached" || status.due.empty() || !due) return since;
  const Instant passed = *due + kDay;
  return passed <= v.now() ? std::min(since.value_or(passed), passed) : since;
}

}  // namespace

std::optional<Instant> state_since(const View& v, const PlanItem& item) {
  if (!item.status || !v.history) return std::nullopt;
  return state_since(v, *item.status, v.history(item.row.value()));
}

Json status_json(const View& v, const ledger::Status& status, const std::optional<ledger::Derived>& row, bool full) {
  Json out = {{"state", status.state.empty() ? "unknown" : status.state},
              {"figures", Json::array()},
              {"evidence", Json::array()},
              {"steps", Json::array()}};
  if (!status.reason.empty()) {
    out["reason"] = status.reason;
    // What is missing is said where it is known: 未绑定 · 缺：锅炉登记册.
    out["reason_text"] = status.sentence.code.starts_with("measures.unknown.")
                             ? v.text(status.sentence)
                             : reason_json(v, status.reason, status.sentence.args);
  }
  if (!status.sentence.code.empty()) out["text"] = v.text(status.sentence);
  for (const auto& figure : status.figures) out["figures"].push_back(figure_json(v, figure));
  if (!full) return out;
  for (const auto& e : status.evidence)
    if (!hidden(v, e)) out["evidence"].push_back(evidence_json(v, e));
  for (const auto& step : status.steps) out["steps"].push_back(v.step(step));
  if (!out["steps"].empty()) out["steps"].back()["state"] = out["state"];
  if (!row || !v.history) return out;
  const auto versions = v.history(*row);
  if (!versions.empty()) out["judged_at"] = at(versions.back().at);
  if (const auto since = state_since(v, status, versions)) out["since"] = at(*since);
  return out;
}

Json status_json(const View& v, const PlanItem& item, bool full) {
  if (item.status) return status_json(v, *item.status, item.row, full);
  Json out = {{"state", "unknown"},
              {"reason", "not_bound"},
              {"figures", Json::array()},
              {"evidence", Json::array()},
              {"steps", Json::array()}};
  out["reason_text"] = v.text("page.reason.not_bound");
  for (const auto& r : v.records("binding")) {
    if (!r.key.starts_with(item.key + "#") && r.key != item.key) continue;
    const auto needs = r.content.get<ledger::Binding>().needs;
    if (!needs.code.empty()) out["reason_text"] = v.text(needs);
  }
  return out;
}

}  // namespace limpid::api
