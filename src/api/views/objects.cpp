// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "api/views/pages.hpp"
#include "api/views/plan_items.hpp"
#include "registry/network.hpp"

namespace limpid::api {
namespace {

/// What has a page; the river network is drawn, not listed.
bool listed(const std::string& kind) {
  return kind != "reach" && kind != "node";
}

int need(const Json& object) {
  const std::string state = object.value("state", "");
  const bool never = state == "unknown" && object.contains("reason_text") &&
                     object["reason_text"].value("code", "") == "page.reason.not_monitored";
  return never ? 4 : state == "breached" ? 0 : state == "at_risk" ? 1 : state == "unknown" ? 2 : 3;
}

Json series_ref(const View& v, const store::SeriesKey& key) {
  return {{"object", key.object},
          {"parameter", key.parameter},
          {"name", v.words.parameter(key.parameter)},
          {"unit", v.words.unit(key.parameter, key.object.substr(0, key.object.find('/')))},
          {"statistic", key.statistic},
          {"period", to_string(key.period)}};
}

/// What can be drawn, the deciding parameter first; of a parameter the mean of the longest period up to an hour, once.
Json drawable(const View& v, const std::string& ref, const std::optional<Judged>& j) {
  const auto found = v.latest().find(ref);
  if (found == v.latest().end()) return Json::array();
  std::set<std::string> deciding, judged;
  if (j) deciding.insert(j->verdict.deciding.begin(), j->verdict.deciding.end());
  if (j)
    for (const auto& input : j->verdict.inputs) judged.insert(input.parameter);
  std::vector<store::SeriesKey> keys;
  for (const auto& o : found->second) {
    const auto& key = *o.series;
    if (key.statistic == "min" || key.statistic == "max" || key.period == Period::minute) continue;
    if (std::none_of(keys.begin(), keys.end(), [&](const auto& k) {
          return k.parameter == key.parameter && k.statistic == key.statistic && k.period == key.period;
        }))
      keys.push_back(key);
  }
  const auto rank = [&](const store::SeriesKey& k) {
    return std::tuple(!deciding.contains(k.parameter), !judged.contains(k.parameter), k.period != Period::hour,
                      k.statistic != "avg", k.parameter);
  };
  std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  Json out = Json::array();
  for (const auto& key : keys) out.push_back(series_ref(v, key));
  return out;
}

Json attributes_json(const View& v, const ledger::Object& object) {
  Json out = Json::array();
  for (const auto& [name, value] : object.attributes.items()) {
    const std::string type = v.words.attribute_type(object.kind, name);
    if (value.is_null() || type == "geometry" || name == "demo" || name == "approximate") continue;
    std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    if (value.is_array()) {
      text.clear();
      for (const auto& part : value)
        text += (text.empty() ? "" : "、") + (part.is_string() ? part.get<std::string>() : part.dump());
    }
    if (type == "ref")
      if (auto known = v.names()(text)) text = *known;
    Json row = {{"name", v.words.attribute(object.kind, name)}, {"text", text}};
    put(row, "unit", v.words.attribute_unit(object.kind, name));
    out.push_back(std::move(row));
  }
  return out;
}

/// Hours of the month so far: due, valid, and the invalid by flag. Nothing is due before the first value that ever
/// came.
Json validity_json(const View& v, const std::string& ref, const std::string& parameter) {
  const Instant month = period_start(Period::month, v.now());
  const Instant to = period_start(Period::hour, v.now());
  const store::Selector what{.object = ref, .parameter = parameter, .statistic = "avg", .period = Period::hour};
  const auto rows = v.facts.observations(what, month, to);
  Instant from = month;
  if (!rows.empty() && v.facts.observations(what, month - 31 * kDay, month).empty()) {
    from = to;
    for (const auto& o : rows) from = std::min(from, o.start);
  }
  std::set<Instant> valid;
  std::map<std::string, int> invalid;
  for (const auto& o : rows) {
    if (o.flag.empty() || o.flag == "N") {
      valid.insert(o.start);
    } else {
      ++invalid[o.flag];
    }
  }
  Json flags = Json::array();
  for (const auto& [flag, count] : invalid)
    flags.push_back(
        {{"flag", flag}, {"count", count}, {"text", v.text("page.flag", {{"flag", {{"code", "page.flag." + flag}}}})}});
  Json out = {{"from", at(from)}, {"due", (to - from) / kHour}, {"valid", valid.size()}, {"invalid", flags}};
  out["note"] = v.text(from == month ? "page.object.validity" : "page.object.validity_since",
                       {{"parameter", parameter}, {"from", at(from)}});
  return out;
}

void put_network(const View& v, const ledger::Object& object, Json& page) {
  page["network"] = Json::array();
  if (object.kind != "section" && object.kind != "outfall" && object.kind != "plant") return;
  const auto network = registry::RiverNetwork::from_facts(v.facts);
  const auto node = [&](const registry::Leg& leg, double sign) {
    const auto* other = v.object(leg.object);
    if (!other) return;
    page["network"].push_back({{"object", object_now_json(v, *other, v.now())},
                               {"distance_km", sign * leg.distance_m / 1000},
                               {"travel_hours", leg.travel_time_s / 3600},
                               {"here", false}});
  };
  auto up = network.upstream(object.ref());
  if (up.size() > 12) up.resize(12);
  for (auto leg = up.rbegin(); leg != up.rend(); ++leg) node(*leg, 1);
  page["network"].push_back(
      {{"object", object_now_json(v, object, v.now())}, {"distance_km", 0}, {"travel_hours", 0}, {"here", true}});
  auto down = network.downstream(object.ref());
  if (down.size() > 4) down.resize(4);
  for (const auto& leg : down) node(leg, -1);
  put(page, "river", object.attributes.value("river", ""));
}

}  // namespace

Json device_json(const View& v, const ledger::Device& device) {
  Json out = {{"mn", device.mn}, {"object", object_json(v, device.object)}};
  put(out, "st", device.st);
  out["protocol"] = device.protocol == "hj212-2017" ? "HJ 212-2017" : device.protocol;
  const store::Observation* newest = nullptr;
  const auto rows = v.latest().find(device.object);
  if (rows != v.latest().end())
    for (const auto& o : rows->second)
      if (o.series->source == "device:" + device.mn && (!newest || o.start > newest->start)) newest = &o;
  if (!newest) {
    out["state"] = "unknown";
    out["reason_text"] = v.text("page.device.never");
    return out;
  }
  out["period"] = to_string(newest->series->period);
  if (const auto commit = v.store.commit_of(newest->seq)) out["last_received"] = at(commit->committed_at);
  const Instant end = period_end(newest->series->period, newest->start);
  const bool silent = v.now() - end > 3 * kHour;
  out["state"] = silent ? "unknown" : "met";
  if (silent) out["reason_text"] = v.text("page.device.silent", {{"time", at(end)}});
  return out;
}

namespace {

/// What was seen last, what that means, where it is.
Json now_sentence(const View& v, const ledger::Object& object, const Judged& j) {
  const auto& verdict = j.verdict;
  Json said = verdict.steps.empty() ? v.text("page.object.judged", {{"rule", v.words.document(verdict.rule)}})
                                    : v.text(verdict.steps.back());
  for (const auto& input : verdict.inputs) {
    if (input.value.empty() || verdict.deciding.empty() || input.parameter != verdict.deciding.front()) continue;
    const Json figure = figure_json(v, input, object.kind, j.period, 0);
    return v.text("page.object.now",
                  {{"time", at(j.end)},
                   {"parameter", input.parameter},
                   {"value", figure["text"]},
                   {"unit", figure["unit"]},
                   {"verdict", {{"code", said["code"]}, {"args", said.value("args", Json::object())}}}});
  }
  return said;
}

/// What an object is now; a project is not measured, the plan's item about it says how far it is.
Json listed_json(const View& v, const ledger::Object& object) {
  Json out = object_now_json(v, object, v.now());
  const auto* item = object.kind == "project" ? item_about(v, object) : nullptr;
  if (!item) return out;
  const Json status = status_json(v, *item, false);
  out["state"] = status["state"];
  if (status.contains("reason_text")) out["reason_text"] = status["reason_text"];
  return out;
}

Json sentence_of(const View& v, const ledger::Object& object, const std::optional<Judged>& j, bool any_series) {
  if (j) return now_sentence(v, object, *j);
  if (object.kind != "project") return v.text(any_series ? "page.object.not_judged" : "page.object.no_data");
  const auto* item = item_about(v, object);
  return item && item->status ? v.text(item->status->sentence) : v.text("page.object.register_only");
}

}  // namespace

Json objects_page(const View& v, const std::string& kind) {
  std::map<std::string, int> counts;
  std::vector<Json> objects;
  for (const auto& [ref, object] : v.objects()) {
    if (!listed(object.kind)) continue;
    ++counts[object.kind];
    if (kind.empty() || object.kind == kind) objects.push_back(listed_json(v, object));
  }
  std::stable_sort(objects.begin(), objects.end(), [](const Json& a, const Json& b) { return need(a) < need(b); });
  Json kinds = Json::array();
  for (const auto& [name, count] : counts)
    kinds.push_back({{"kind", name}, {"name", v.words.kind(name)}, {"count", count}});
  return {{"kinds", kinds}, {"objects", objects}};
}

Json object_page(const View& v, const std::string& ref) {
  const auto* object = v.object(ref);
  if (!object) return nullptr;
  const auto j = judged(v, ref, v.now());
  Json page = {{"object", listed_json(v, *object)}, {"attributes", attributes_json(v, *object)},
               {"devices", Json::array()},          {"series", drawable(v, ref, j)},
               {"items", items_of(v, *object)},     {"cases", cases_page(v, std::nullopt, ref)["cases"]}};
  if (j) page["verdict"] = verdict_json(v, *object, *j);
  page["sentence"] = sentence_of(v, *object, j, !page["series"].empty());
  page["crumb"] = Json::array({v.words.kind(object->kind)});
  for (const auto& r : v.records("device"))
    if (r.content.value("object", "") == ref)
      page["devices"].push_back(device_json(v, r.content.get<ledger::Device>()));
  for (const auto& s : page["series"]) {
    if (s["period"] != "PT1H" || s["statistic"] != "avg") continue;
    page["validity"] = validity_json(v, ref, s["parameter"]);
    break;
  }
  put_network(v, *object, page);
  return page;
}

}  // namespace limpid::api
