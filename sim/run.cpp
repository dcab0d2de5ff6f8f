// SPDX-License-Identifier: Apache-2.0
#include "sim/run.hpp"

#include <unistd.h>

#include <fstream>
#include <iostream>
#include <set>
#include <thread>

#include "base/data_file.hpp"
#include "base/json.hpp"
#include "sim/model/laboratory.hpp"
#include "sim/packets.hpp"

namespace limpid::sim {
namespace {

namespace fs = std::filesystem;
using std::chrono::steady_clock;

/// What belongs to an hour is sent a minute after its end, as loggers do; a stamp is never ahead of the clock.
constexpr Millis kAfterTheHour = kMinute;

/// A file of this process's own that goes with the object.
struct ScratchFile {
  fs::path path;
  explicit ScratchFile(const std::string& text) {
    std::string name = (fs::temp_directory_path() / "limpid-sim-XXXXXX").string();
    const int fd = mkstemp(name.data());
    if (fd < 0) throw Failure("file.unreadable", Json{{"file", name}});
    ::close(fd);
    path = name;
    std::ofstream(path, std::ios::binary) << text;
  }
  ~ScratchFile() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
};

}  // namespace

Run::Run(Options options, const Messages& messages, std::string lang, std::function<bool()> stopped)
    : options_(std::move(options)),
      messages_(messages),
      lang_(std::move(lang)),
      stopped_(std::move(stopped)),
      limpid_(options_.limpid, options_.data),
      registers_(read_registers(options_.county / "registers")),
      settings_(read_settings(options_.county / "simulation.yaml", share_dir() / "schemas/simulation.json")) {}

void Run::say(const std::string& code, const Json& args) const {
  std::cout << messages_.render(lang_, code, args) << std::endl;
}

int Run::go() {
  const Address address = Address::parse(options_.hj212);
  read_clock();
  plan_events();
  Uplink(address, 1, {}).connect();  // says at once, before anything is changed, that nobody listens
  if (fresh_) limpid_.must({"clock", "set", format_instant(start_)});
  register_county();
  const bool finished = simulate();
  return wait_for_stages() && finished ? 0 : 130;
}

void Run::read_clock() {
  if (!fs::is_directory(options_.data)) throw Failure("sim.no_directory", Json{{"dir", options_.data.string()}});
  const Json clock = Json::parse(limpid_.must({"clock", "show", "--json"}));
  fresh_ = clock.at("mode") != "county";
  if (!fresh_) {
    start_ = period_start(Period::hour, clock.at("now").get<Instant>());
    say("sim.goes_on", {{"time", format_instant(start_)}});
    return;
  }
  start_ = settings_.start;
  if (!options_.start.empty()) {
    const auto given = parse_instant(options_.start);
    if (!given) throw Failure(given.error());
    start_ = period_start(Period::hour, *given);
  }
}

void Run::plan_events() {
  truth_.emplace(options_.seed, start_);
  if (!options_.truth.empty() && fs::exists(options_.truth)) truth_->resume(Json::parse(read_file(options_.truth)));
  for (const std::string& text : options_.events) {
    const auto event = parse_event(text, start_, registers_, settings_);
    if (!event) throw Failure(event.error());
    if (event->start >= start_ + options_.hours * kHour)
      throw Failure("sim.event.late", {{"event", text}, {"hours", options_.hours}});
    truth_->add_event(*event);
  }
}

bool Run::register_kind(const std::string& kind) {
  const std::string id = kind == "device" ? "mn" : "key";
  std::set<std::string> known;
  for (const Json& row : Json::parse(limpid_.must({"object", "list", kind, "--json"})))
    known.insert(row.at(id).get<std::string>());
  std::size_t missing = 0;
  for (const Row& row : registers_.at(kind)) missing += !known.contains(std::string(row.text(id)));
  if (missing == 0) return false;
  if (kind == "device") import_laboratory();
  limpid_.must({"object", "import", kind, (options_.county / "registers" / (kind + ".csv")).string()});
  say("sim.registered", {{"count", missing}, {"kind", kind}});
  return true;
}

/// Devices come last: where they are missing, an earlier run may have ended half way, so what precedes is done again.
void Run::register_county() {
  bool devices = false;
  for (const char* kind :
       {"node", "reach", "section", "outfall", "plant", "air-station", "dust-site", "enterprise", "project", "device"})
    devices = register_kind(kind);
  if (fresh_ && !devices) import_laboratory();
}

void Run::import_laboratory() {
  say("sim.laboratory");
  const ScratchFile csv(laboratory_csv(registers_, settings_, Noise(options_.seed), start_));
  limpid_.must({"telemetry", "import", csv.path.string()});
}

/// Between the hours the server may be down for a moment, or its disk full: what failed is tried again.
void Run::set_clock(Instant t) const {
  const auto give_up = steady_clock::now() + Uplink::kPatience;
  for (;;) {
    try {
      limpid_.must({"clock", "set", format_instant(t)});
      return;
    } catch (const Failure& e) {
      if (stopped_() || steady_clock::now() > give_up) throw;
      std::cerr << messages_.render(lang_, e.error) << std::endl;
      std::this_thread::sleep_for(std::chrono::seconds(1));
    }
  }
}

bool Run::simulate() {
  Uplink uplink(Address::parse(options_.hj212), static_cast<std::size_t>(options_.connections),
                {stopped_,
                 [&](std::size_t n) {
                   say("sim.lags", {{"count", n}});
                 },
                 [&](const std::string& reason) {
                   say("sim.line_lost", {{"reason", reason}});
                 }});
  uplink.connect();
  say("sim.warming");
  County county(registers_, settings_, options_.seed, start_, truth_->events());
  const auto began = steady_clock::now();
  for (int done = 0; done < options_.hours && !stopped_(); ++done) {
    const CountyHour hour = county.next_hour();
    const Instant sent = hour.start + kHour + kAfterTheHour;
    set_clock(sent);
    auto packets = hour_packets(hour, registers_.at("device"), sent);
    const std::size_t count = packets.size();
    if (!uplink.deliver(std::move(packets))) return false;
    truth_->note(hour);
    write_truth(county);
    say("sim.hour",
        {{"time", format_instant(hour.start)},
         {"packets", count},
         {"done", done + 1},
         {"of", options_.hours},
         {"seconds", std::chrono::duration_cast<std::chrono::seconds>(steady_clock::now() - began).count()}});
    if (done + 1 < options_.hours) pace(began, done + 1);
  }
  if (uplink.resent() > 0) say("sim.resent", {{"count", uplink.resent()}});
  return !stopped_();
}

void Run::pace(steady_clock::time_point began, int hours_done) const {
  if (options_.speed <= 0) return;
  const auto due = began + std::chrono::duration_cast<steady_clock::duration>(
                               std::chrono::duration<double>(hours_done * 3600.0 / options_.speed));
  while (steady_clock::now() < due && !stopped_()) std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

bool Run::wait_for_stages() {
  for (;;) {
    const Outcome outcome = limpid_.run({"clock", "wait", "--timeout", "20"});
    if (outcome.exit == 0) break;
    // 1 without a server's complaint means: still at work.
    if (outcome.exit != 1)
      throw Failure("sim.limpid",
                    Json{{"command", "limpid clock wait"}, {"exit", outcome.exit}, {"said", outcome.err}});
    say("sim.stages_work");
    if (stopped_()) return false;
  }
  say("sim.done");
  return true;
}

void Run::write_truth(const County& county) const {
  if (options_.truth.empty()) return;
  const fs::path half = options_.truth.string() + ".part";
  std::ofstream out(half, std::ios::binary);
  out << truth_->to_json(county.water()).dump(2) << "\n";
  out.close();
  if (!out) throw Failure("sim.truth_unwritable", Json{{"file", options_.truth.string()}});
  fs::rename(half, options_.truth);
}

}  // namespace limpid::sim
