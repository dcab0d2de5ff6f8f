// SPDX-License-Identifier: Apache-2.0
#include "api/events.hpp"

#include "ledger/ledger_facts.hpp"

namespace limpid::api {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kRowsAtOnce = 5'000;
constexpr std::chrono::milliseconds kPause{200};

std::string event(const char* name, std::optional<std::int64_t> seq, const Json& data) {
  std::string out = std::string("event: ") + name + "\n";
  if (seq) out += "id: " + std::to_string(*seq) + "\n";
  return out + "data: " + data.dump() + "\n\n";
}

}  // namespace

std::set<std::string> topics_of(const ledger::JournalRow& row, const ledger::Facts& facts) {
  const std::string& kind = row.kind;
  if (kind == "tick") return row.key == "PT1H" ? std::set<std::string>{"duty", "data"} : std::set<std::string>{};
  if (kind == "verdict" || kind == "indicator") {
    const auto narrowed = dynamic_cast<const SightFacts*>(&facts);
    if (narrowed && !narrowed->sees_object(row.key)) return {};
    return {"duty", "object:" + row.key};
  }
  if (kind == "status") return {"plan", "duty", "item:" + row.key.substr(0, row.key.find('#'))};
  if (kind == "item" || kind == "plan" || kind == "document" || kind == "promise" || kind == "binding")
    return {"plan", "duty"};
  if (!facts.record(kind, row.key)) return {};  // out of sight, or an act without a record
  if (kind == "object") return {"object:" + row.key, "duty"};
  if (kind == "device") return {"data", "duty"};
  std::string case_key = row.key;
  if (kind == "trace") case_key = facts.record(kind, row.key)->content.value("episode", "");
  if (kind == "task" || kind == "evidence") case_key = facts.record(kind, row.key)->content.value("case_key", "");
  if (kind != "episode" && kind != "case" && kind != "trace" && kind != "task" && kind != "evidence") return {};
  std::set<std::string> out{"cases", "tasks", "duty"};
  if (const auto c = facts.record("case", case_key)) {
    out.insert("case:" + std::to_string(c->id));
    out.insert("object:" + c->content.value("object", ""));
  }
  return out;
}

Events::Events(const Services& services) : services_(services), thread_([this] { run(); }) {}

Events::~Events() {
  stop();
}

void Events::changed() {
  {
    std::lock_guard lock(mutex_);
    changed_ = true;
  }
  wake_.notify_one();
}

void Events::add(std::shared_ptr<http::Sink> sink, const User& user, const std::string& token,
                 std::optional<std::int64_t> after) {
  {
    std::lock_guard lock(mutex_);
    streams_.push_back({.sink = std::move(sink),
                        .user = user,
                        .token = token,
                        .seq = after.value_or(-1),
                        .told_now = {},
                        .told_at = {}});
    changed_ = true;
  }
  wake_.notify_one();
}

void Events::stop() {
  {
    std::lock_guard lock(mutex_);
    ended_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  for (auto& stream : streams_) stream.sink->close();
  streams_.clear();
}

void Events::run() {
  std::optional<ledger::Ledger> ledger;
  std::unique_lock lock(mutex_);
  while (!ended_) {
    wake_.wait_for(lock, std::chrono::seconds(1), [this] { return ended_ || changed_; });
    if (ended_) return;
    changed_ = false;
    if (!streams_.empty()) {
      try {
        if (!ledger) ledger.emplace(services_.reader());
        pump(*ledger);
      } catch (const Failure& e) {
        services_.log("events: " + e.error.code + " " + e.error.args.dump());
        ledger.reset();
      }
    }
    // With the mutex held only while reading: a new stream waits this long at most.
    wake_.wait_for(lock, kPause, [this] { return ended_; });
  }
}

void Events::pump(const ledger::Ledger& ledger) {
  const std::int64_t head = ledger.journal_head();
  std::int64_t oldest = head;
  for (auto stream = streams_.begin(); stream != streams_.end();) {
    if (!stream->sink->open() || !session_user(ledger, stream->token, services_.clock->wall())) {
      stream->sink->close();
      stream = streams_.erase(stream);
      continue;
    }
    if (stream->seq < 0 || stream->seq > head) stream->seq = head;
    oldest = std::min(oldest, stream->seq);
    ++stream;
  }
  const auto rows = oldest < head ? ledger.journal(oldest, kRowsAtOnce) : std::vector<ledger::JournalRow>{};
  for (auto& stream : streams_) tell(ledger, stream, rows, head);
}

void Events::tell(const ledger::Ledger& ledger, Stream& stream, const std::vector<ledger::JournalRow>& rows,
                  std::int64_t head) {
  const Instant now = services_.clock->now();
  const bool behind = !rows.empty() && rows.back().seq < head;
  if (stream.seq < head) {
    const ledger::LedgerFacts all(ledger, *services_.store, now);
    const SightFacts facts(all, sight(stream.user, all_units(all)));
    std::set<std::string> topics;
    // Too far behind to say what: everything may have changed.
    if (behind) topics = {"duty", "plan", "cases", "tasks", "data"};
    for (const auto& row : rows)
      if (row.seq > stream.seq) topics.merge(topics_of(row, facts));
    stream.seq = head;
    if (!topics.empty()) {
      stream.sink->send(event("change", head, {{"seq", head}, {"topics", topics}, {"now", now}}));
      stream.told_now = now;
    }
  }
  const auto pause = services_.clock->county_time() ? std::chrono::seconds(1) : std::chrono::seconds(60);
  if (now != stream.told_now && Steady::now() - stream.told_at >= pause) {
    stream.sink->send(event("clock", std::nullopt, {{"topics", Json::array()}, {"now", now}}));
    stream.told_now = now;
    stream.told_at = Steady::now();
  }
}

}  // namespace limpid::api
