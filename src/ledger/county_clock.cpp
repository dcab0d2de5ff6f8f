// SPDX-License-Identifier: Apache-2.0
#include "ledger/county_clock.hpp"

#include "base/json.hpp"

namespace limpid::ledger {
namespace {

constexpr const char* kSetting = "clock";
constexpr Millis kMinuteTicksUpTo = 2 * kDay;

}  // namespace

void write_ticks(Transaction& tx, Instant after, Instant upto, std::uint64_t obs_seq) {
  const bool minutes = upto - after <= kMinuteTicksUpTo;
  const Period finest = minutes ? Period::minute : Period::hour;
  for (Instant end = period_end(finest, period_start(finest, after)); end <= upto; end = period_end(finest, end)) {
    for (const Period p : {Period::minute, Period::hour, Period::day, Period::month}) {
      if (p < finest || period_start(p, end) != end) continue;
      tx.tick(p, period_start(p, end - Millis{1}), obs_seq);
    }
  }
}

CountyClock::CountyClock(const Ledger& ledger, std::function<Instant()> wall) : wall_(std::move(wall)) {
  if (const auto setting = ledger.record("setting", kSetting))
    county_ms_ = to_ms(setting->content.at("now").get<Instant>());
}

Instant CountyClock::now() const {
  const auto ms = county_ms_.load();
  return ms == kWall ? wall_() : from_ms(ms);
}

void CountyClock::set(Ledger& ledger, const store::Store& store, Instant t, const std::string& actor) {
  if (!county_time() && store.head() != 0) throw Failure("clock.real_data");
  if (county_time() && t < now())
    throw Failure("clock.backwards", {{"now", format_instant(now())}, {"asked", format_instant(t)}});
  const Instant last = ledger.tick_time(ledger.journal_head());
  Transaction tx(ledger, {"clock", actor, t, wall_()});
  tx.apply({{}, {{"clock.set", "setting", kSetting, {{"mode", "county"}, {"now", t}}}}});
  // The first setting leaves wall time behind; its first tick is the minute that ends at or before t.
  const Instant from = county_time() ? last : period_start(Period::minute, t) - kMinute;
  write_ticks(tx, from, t, store.head());
  tx.commit();
  county_ms_ = to_ms(t);
}

void CountyClock::tick_wall(Ledger& ledger, const store::Store& store) {
  if (county_time()) return;
  const Instant t = wall_();
  Instant last = ledger.tick_time(ledger.journal_head());
  if (last == Instant{}) last = period_start(Period::minute, t) - kMinute;
  if (period_start(Period::minute, t) <= last) return;
  Transaction tx(ledger, {"clock", "system", t, t});
  write_ticks(tx, last, t, store.head());
  tx.commit();
}

}  // namespace limpid::ledger
