// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "api/views/arrival.hpp"
#include "api/views/pages.hpp"

/// Did the data arrive, is it valid, what changed after the fact.
namespace limpid::api {
namespace {

constexpr std::size_t kCommitsBack = 20'000;
constexpr std::size_t kHeldBack = 5'000;  // of a longer quarantine the newest are told apart and counted

/// When each recent commit was made, by the county's clock.
std::map<std::uint64_t, Instant> commit_times(const View& v) {
  std::map<std::uint64_t, Instant> out;
  for (const auto& c : v.store.commits(kCommitsBack)) out.emplace(c.seq, c.committed_at);
  return out;
}

bool monitored_kind(const std::string& kind) {
  return kind == "section" || kind == "outfall" || kind == "plant" || kind == "air-station" || kind == "dust-site";
}

/// Whether the device had sent an hour before: within the month, which is as far back as a gap is worth telling.
bool sent_before(const View& v, const ledger::Device& device, Instant from) {
  const store::Selector what{
      .object = device.object, .statistic = "avg", .period = Period::hour, .source = "device:" + device.mn};
  return !v.facts.observations(what, from - 31 * kDay, from).empty();
}

}  // namespace

Arrivals arrivals(const View& v, Instant to) {
  Arrivals a{.from = to - 24 * kHour, .to = to, .devices = {}};
  const auto commits = commit_times(v);
  std::map<std::string, DeviceArrival> by_source;
  for (const auto& r : v.records("device")) {
    auto device = r.content.get<ledger::Device>();
    by_source["device:" + device.mn] = {.device = device, .cells = std::vector<std::string>(24, "gap")};
  }
  for (const auto& o : v.facts.observations({.statistic = "avg", .period = Period::hour}, a.from, a.to)) {
    const auto found = by_source.find(o.series->source);
    if (found == by_source.end()) continue;
    auto& cell = found->second.cells[static_cast<std::size_t>((o.start - a.from) / kHour)];
    const bool valid = o.flag.empty() || o.flag == "N";
    const auto commit = commits.find(o.seq);
    const bool late = commit != commits.end() && commit->second - period_end(Period::hour, o.start) > kHour;
    // One valid value of the hour is an arrival; a flag stands only where nothing valid came.
    if (valid) {
      cell = late && cell != "ok" ? "late" : "ok";
    } else if (cell == "gap") {
      cell = o.flag;
    }
  }
  for (auto& [source, row] : by_source) {
    // A device owes nothing before the first hour that ever came from it.
    const auto first = std::find_if(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell != "gap"; });
    if (first != row.cells.begin() && !sent_before(v, row.device, a.from)) std::fill(row.cells.begin(), first, "none");
    for (const auto& cell : row.cells) {
      row.due += cell == "none" ? 0 : 1;
      row.arrived += cell == "ok" || cell == "late" ? 1 : 0;
    }
    a.devices.push_back(std::move(row));
  }
  return a;
}

namespace {

double percent(int part, int whole) {
  const int tenths = whole == 0 ? 0 : part * 1000 / whole;
  return tenths / 10.0;
}

}  // namespace

Json devices_page(const View& v) {
  auto a = arrivals(v, period_start(Period::hour, v.now()));
  std::stable_sort(a.devices.begin(), a.devices.end(),
                   [](const auto& x, const auto& y) { return x.due - x.arrived > y.due - y.arrived; });
  Json out = {{"hours", Json::array()},
              {"groups", Json::array()},
              {"devices", a.devices.size()},
              {"missing", Json::array()},
              {"not_monitored", Json::array()}};
  for (Instant t = a.from; t < a.to; t += kHour) out["hours"].push_back(at(t + kHour));
  std::map<std::string, Json> groups;
  std::set<std::string> with_device;
  int due = 0, arrived = 0;
  for (const auto& row : a.devices) {
    const std::string kind = row.device.object.substr(0, row.device.object.find('/'));
    with_device.insert(row.device.object);
    due += row.due;
    arrived += row.arrived;
    groups[kind].push_back(
        {{"device", device_json(v, row.device)}, {"cells", row.cells}, {"percent", percent(row.arrived, row.due)}});
    if (row.arrived < row.due) out["missing"].push_back(object_json(v, row.device.object));
  }
  for (auto& [kind, rows] : groups)
    out["groups"].push_back({{"kind", kind}, {"name", v.words.kind(kind)}, {"rows", std::move(rows)}});
  out["percent"] = percent(arrived, due);
  for (const auto& [ref, object] : v.objects())
    if (monitored_kind(object.kind) && !with_device.contains(ref)) out["not_monitored"].push_back(object_json(v, ref));
  return out;
}

namespace {

/// What a device does wrong in one way is one row: the newest of them, and how many.
struct HeldGroup {
  const store::Quarantined* newest;
  int count = 0;
};

bool is_field(const store::Quarantined& q) {
  return q.reason.args.is_object() && q.reason.args.contains("field");
}

/// Newest first.
std::vector<HeldGroup> held_groups(const std::vector<store::Quarantined>& held) {
  std::vector<HeldGroup> out;
  std::map<std::tuple<std::string, std::string, bool>, std::size_t> places;
  for (const auto& q : held) {
    const auto [place, fresh] = places.try_emplace({q.mn, q.reason.code, is_field(q)}, out.size());
    if (fresh) out.push_back({.newest = &q});
    ++out[place->second].count;
  }
  return out;
}

}  // namespace

Json quarantine_page(const View& v, std::size_t limit, bool everything) {
  std::map<std::string, std::string> objects;
  for (const auto& r : v.records("device")) objects[r.key] = r.content.value("object", "");
  auto held = v.store.quarantine(kHeldBack);
  if (!everything) std::erase_if(held, [&](const auto& q) { return !objects.contains(q.mn); });
  const auto fields = static_cast<std::size_t>(std::count_if(held.begin(), held.end(), is_field));
  const auto total = everything ? v.store.balance().quarantined : held.size() - fields;
  Json packets = Json::array();
  for (const auto& [newest, count] : held_groups(held)) {
    if (packets.size() == limit) break;
    const auto& q = *newest;
    Json row = {{"id", q.packet}, {"received_at", at(q.received)}, {"reason", v.words.text(q.reason)},
                {"count", count}, {"field", is_field(q)},          {"packet", packet_json(v, q.received, q.mn, q.raw)}};
    put(row, "mn", q.mn);
    if (const auto found = objects.find(q.mn); found != objects.end()) row["object"] = object_json(v, found->second);
    packets.push_back(std::move(row));
  }
  return {{"total", total}, {"fields", fields}, {"packets", packets}};
}

Json balance_json(const View& v) {
  return balance_json(v, v.store.balance());
}

Json balance_json(const View& v, const store::Balance& b) {
  const auto difference =
      static_cast<std::int64_t>(b.received) - static_cast<std::int64_t>(b.accepted + b.duplicate + b.quarantined);
  Json out = {{"received", b.received},       {"accepted", b.accepted},   {"duplicate", b.duplicate},
              {"quarantined", b.quarantined}, {"difference", difference}, {"last_seq", v.store.head()}};
  if (const auto last = v.store.commits(1); !last.empty()) out["last_commit"] = at(last.front().committed_at);
  return out;
}

namespace {

struct Revision {
  store::Observation row;
  Instant committed;
  std::string old;
  int count = 1;
};

Json revision_json(const View& v, const Revision& r) {
  const auto& key = *r.row.series;
  Json out = {{"object", object_json(v, key.object)},
              {"parameter", key.parameter},
              {"name", v.words.parameter(key.parameter)},
              {"unit", v.words.unit(key.parameter, key.object.substr(0, key.object.find('/')))},
              {"time", at(r.row.start)},
              {"kind", r.old.empty() ? "late" : "corrected"},
              {"new", value_text(r.row.value, r.row.qualifier)},
              {"count", r.count},
              {"at", at(r.committed)},
              {"seq", r.row.seq}};
  put(out, "old", r.old);
  return out;
}

}  // namespace

Json revisions_page(const View& v) {
  const Instant from = v.now() - 7 * kDay;
  const auto commits = commit_times(v);
  std::vector<Revision> found;
  std::map<std::tuple<std::string, std::string, std::string, Instant>, store::Observation> newest;
  std::map<std::pair<std::string, std::string>, std::size_t>
      late_of;  // object, parameter: late rows of one commit stand together
  for (const auto& o : v.store.versions({.period = Period::hour}, from, v.now())) {
    const auto& key = *o.series;
    if (key.statistic != "avg" || !v.object(key.object)) continue;
    const auto commit = commits.find(o.seq);
    if (commit == commits.end()) continue;
    const auto [before, first] = newest.try_emplace({key.object, key.parameter, key.source, o.start}, o);
    if (!first) {
      found.push_back({o, commit->second, value_text(before->second.value, before->second.qualifier)});
      before->second = o;
    } else if (commit->second - period_end(Period::hour, o.start) > 2 * kHour) {
      const auto [same, fresh] = late_of.try_emplace({key.object, key.parameter}, found.size());
      if (!fresh && found[same->second].row.seq == o.seq) {
        ++found[same->second].count;
        continue;
      }
      same->second = found.size();
      found.push_back({o, commit->second, {}});
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.committed > b.committed; });
  if (found.size() > 200) found.resize(200);
  Json rows = Json::array();
  for (const auto& r : found) rows.push_back(revision_json(v, r));
  return {{"revisions", rows}};
}

}  // namespace limpid::api
