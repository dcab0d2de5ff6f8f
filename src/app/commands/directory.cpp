// SPDX-License-Identifier: Apache-2.0
#include <chrono>

#include "app/command.hpp"
#include "base/json.hpp"

namespace limpid::app {
namespace {

Body clock_show(Words&) {
  return [](Session& s) {
    const bool county = s.county->clock.county_time();
    const Json shown = {{"mode", county ? "county" : "wall"}, {"now", s.county->clock.now()}};
    if (s.json) {
      s.print_json(shown);
    } else {
      s.print("{}\n", s.text(county ? "clock.county" : "clock.wall", {{"now", format_instant(s.county->clock.now())}}));
    }
    return 0;
  };
}

Body clock_set(Words& words) {
  auto time = std::make_shared<std::string>();
  words.positional("TIME", *time, "ISO 8601, 2022-09-12T08:00+08:00");
  return [time](Session& s) {
    const auto t = parse_instant(*time);
    if (!t) throw Failure(t.error());
    s.county->clock.set(s.county->ledger, *s.county->store, *t, s.actor);
    return 0;
  };
}

// Runs on a reader, so that the writer's thread is free to work.
Body clock_wait(Words& words) {
  auto seconds = std::make_shared<long long>(25);
  words.number("--timeout", *seconds, "Seconds to wait at most (25)");
  return [seconds](Session& s) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{*seconds};
    for (;;) {
      bool rest = true;
      for (const auto& p : s.progress()) rest = rest && p.caught_up;
      if (rest) return 0;
      if (std::chrono::steady_clock::now() > until) {
        s.err += s.text("clock.still_working") + "\n";
        return 1;
      }
      s.wait();
    }
  };
}

Body audit_verify(Words& words) {
  auto head = std::make_shared<std::string>();
  words.option("--head", *head, "a head printed earlier, on a brief for example, which the chain must hold");
  return [head](Session& s) {
    const auto report = ledger::verify_audit(*s.ledger, *head, s.between, s.county->runner.stage_names());
    Json faults = Json::array();
    for (const auto& f : report.faults)
      faults.push_back(
          {{"table", f.table}, {"id", f.id}, {"code", f.what.code}, {"message", s.messages->render(s.lang, f.what)}});
    if (s.json) {
      s.print_json({{"head", report.head}, {"rows", report.rows}, {"faults", faults}});
    } else if (report.faults.empty()) {
      s.print("{}\n", s.text("audit.fits", {{"rows", report.rows}, {"head", report.head}}));
    } else {
      for (const auto& f : report.faults) s.print("{}\n", s.messages->render(s.lang, f.what));
    }
    return report.faults.empty() ? 0 : 1;
  };
}

Body rebuild(Words& words) {
  auto stage = std::make_shared<std::string>();
  words.positional("STAGE", *stage, "standards, measures, ...");
  return [stage](Session& s) {
    const auto r = s.county->runner.rebuild(*stage, s.actor, s.between);
    const Json counts = {{"same", r.same}, {"changed", r.changed}, {"added", r.added}, {"removed", r.removed}};
    if (s.json) {
      s.print_json(counts);
    } else {
      s.print("{}\n", s.text("stage.rebuild_done", counts));
    }
    return 0;
  };
}

Body stage_list(Words&) {
  return [](Session& s) {
    Json list = Json::array();
    for (const auto& p : s.progress())
      list.push_back({{"stage", p.stage},
                      {"journal_seq", p.cursor.journal_seq},
                      {"obs_seq", p.cursor.obs_seq},
                      {"caught_up", p.caught_up}});
    if (s.json) {
      s.print_json(list);
    } else {
      for (const auto& p : list)
        s.print("{:<12} {:>10} {:>10} {}\n", p["stage"].get<std::string>(), p["journal_seq"].get<std::int64_t>(),
                p["obs_seq"].get<std::uint64_t>(), s.text(p["caught_up"] ? "stage.caught_up" : "stage.working"));
    }
    return 0;
  };
}

}  // namespace

void add_directory_commands(CommandSet& set) {
  set.push_back({"clock", "show", "Show the directory's clock", Needs::read, clock_show});
  set.push_back({"clock", "set", "Set county time (simulators)", Needs::write, clock_set});
  set.push_back({"clock", "wait", "Wait until every stage has caught up", Needs::read, clock_wait});
  set.push_back({"audit", "verify", "Recompute the audit chain and name what does not fit", Needs::read, audit_verify});
  set.push_back({"rebuild", "", "Compute a stage's derived rows again", Needs::write, rebuild});
  set.push_back({"stage", "list", "Show how far each stage has read", Needs::read, stage_list});
}

}  // namespace limpid::app
