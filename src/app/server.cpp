// SPDX-License-Identifier: Apache-2.0
#include "app/server.hpp"

#include <pthread.h>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <cstdio>
#include <thread>

#include "api/api.hpp"
#include "api/http/server.hpp"
#include "app/command_socket.hpp"
#include "app/directory_lock.hpp"
#include "app/execute.hpp"
#include "app/ledger_worker.hpp"
#include "app/plan_text_child.hpp"
#include "ledger/records/registry.hpp"
#include "telemetry/committer.hpp"
#include "telemetry/server/endpoint.hpp"
#include "telemetry/server/server.hpp"

namespace limpid::app {
namespace {

constexpr std::size_t kReaders = 4;
constexpr std::size_t kDevices = 4'096;
constexpr std::size_t kReaderQueue = 256;
constexpr std::chrono::milliseconds kPatience{3'000};
constexpr std::chrono::milliseconds kMoment{20};
/// File descriptors that devices leave to pages, commands and databases.
constexpr rlim_t kReserved = 128;

sigset_t stop_signals() {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGTERM);
  ::sigaddset(&set, SIGINT);
  return set;
}

void pass_stop_signals(int how) {
  const sigset_t set = stop_signals();
  ::pthread_sigmask(how, &set, nullptr);
}

/// Whether one came within the time.
bool stop_signal_within(std::chrono::milliseconds time) {
  const sigset_t set = stop_signals();
  const timespec patience{.tv_sec = 0, .tv_nsec = std::chrono::nanoseconds(time).count()};
  return ::sigtimedwait(&set, nullptr, &patience) > 0;
}

/// How many devices may be connected, of the file descriptors that the system allows; asks it for all it gives.
std::size_t device_connections() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return kDevices;
  limit.rlim_cur = std::min(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, 2 * kDevices + kReserved));
  ::setrlimit(RLIMIT_NOFILE, &limit);
  return std::min<std::size_t>(kDevices, limit.rlim_cur - std::min(limit.rlim_cur / 2, kReserved));
}

std::shared_ptr<spdlog::logger> make_log(const std::filesystem::path& dir) {
  std::vector<spdlog::sink_ptr> sinks{std::make_shared<spdlog::sinks::stderr_sink_mt>()};
  try {
    constexpr std::size_t kFileBytes = 5 << 20;
    constexpr std::size_t kFiles = 3;
    sinks.push_back(std::make_shared<spdlog::sinks::rotating_file_sink_mt>((dir / "log" / "limpid.log").string(),
                                                                           kFileBytes, kFiles));
  } catch (const spdlog::spdlog_ex&) {
    // A full disk or a missing folder: standard error alone.
  }
  auto log = std::make_shared<spdlog::logger>("limpid", sinks.begin(), sinks.end());
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  log->flush_on(spdlog::level::info);
  return log;
}

Result<api::PlanText> plan_text(const std::string& bytes, const Cancellation& cancellation) {
  auto extracted = extract_in_child(bytes, {}, {}, &cancellation);
  if (!extracted) return tl::unexpected(extracted.error());
  return api::PlanText{std::move(extracted->text), std::move(extracted->format)};
}

/// The threads of a running directory and how they hand values to each other (docs/architecture.md, "Threads").
class Running {
 public:
  Running(const ServeOptions& options, const Messages& messages)
      : signals_(io_, SIGTERM, SIGINT),
        messages_(messages),
        county_(options.data),
        log_(make_log(county_.dir)),
        worker_(
            county_, [this](std::int64_t head) { rows_written(head); },
            [this](const std::string& what) { log_->error(what); }),
        readers_(kReaders, kReaderQueue, [this] { return county_.reader(); }),
        committer_(*county_.store, committer_hooks()),
        hj212_({.address = options.hj212,
                .connections = device_connections(),
                .catalog = std::make_shared<const Catalog>(Catalog::load(county_.share))},
               committer_, devices_, {.clock = [this] { return county_.clock.now(); }, .wall = system_now}),
        api_(services()),
        http_(io_, http_options(options),
              [this](auto request, auto reply) { api_.handle(std::move(request), std::move(reply)); }),
        commands_(io_, county_.dir, [this](Request request, unsigned uid, const CommandSocket::Done& done) {
          run_command(std::move(request), uid, done);
        }) {
    signals_.async_wait([this](const boost::system::error_code& error, int) {
      if (!error) end();
    });
    pass_stop_signals(SIG_UNBLOCK);
    load_devices();
    seen_ = county_.ledger.journal_head();
    worker_.start();
    hj212_.start();
  }

  int run() {
    const nlohmann::ordered_json ready = {{"http", http_address_ + ":" + std::to_string(http_.port())},
                                          {"hj212", hj212_.address()}};
    std::printf("%s\n", ready.dump().c_str());
    std::fflush(stdout);
    log_->info(messages_.render("en", "serve.ready", Json(ready)));
    io_.run();
    log_->info(messages_.render("en", "serve.stopping"));
    hj212_.stop();
    committer_.stop();
    commands_.stop();
    worker_.stop();
    return 0;
  }

 private:
  void end() {
    ending_ = true;
    reading_.cancel();  // whose end api_.stop() waits for
    api_.stop();
    readers_.stop();
    http_.stop(kPatience, [this] { io_.stop(); });
  }

  telemetry::Committer::Hooks committer_hooks() {
    return {.clock = [this] { return county_.clock.now(); },
            .wall = system_now,
            .committed = [this](std::uint64_t) { worker_.wake(); },
            .alarm =
                [this](const std::optional<telemetry::Alarm>& alarm) {
                  if (alarm) {
                    log_->error(messages_.render("en", alarm->what));
                  } else {
                    log_->info(messages_.render("en", "serve.alarm_over"));
                  }
                }};
  }

  // On the ledger writer's thread.
  void rows_written(std::int64_t head) {
    for (const auto& row : county_.ledger.journal(seen_, static_cast<std::size_t>(head - seen_))) {
      if (row.kind == "device") {
        load_devices();
        break;
      }
    }
    seen_ = head;
    api_.changed();
  }

  api::Services services() {
    api::Services s;
    s.messages = &messages_;
    s.share = county_.share;
    s.files = county_.dir / "files";
    s.hj212 = [this] { return hj212_.address(); };
    s.store = county_.store.get();
    s.clock = &county_.clock;
    s.readers = &readers_;
    s.reader = [this] { return county_.reader(); };
    s.write = [this](const std::function<void(ledger::Ledger&)>& job) { worker_.run([&] { job(county_.ledger); }); };
    s.plan_text = [this](const std::string& bytes) { return plan_text(bytes, reading_); };
    s.log = [this](const std::string& line) { log_->info(line); };
    return s;
  }

  api::http::ServerOptions http_options(const ServeOptions& options) {
    const auto endpoint = telemetry::parse_endpoint(options.http);
    if (!endpoint) throw Failure("serve.bad_address", {{"address", options.http}});
    const std::string address = endpoint->address().to_string();
    http_address_ = endpoint->address().is_v6() ? "[" + address + "]" : address;
    api::check_exposure(address, options.insecure);
    api::http::ServerOptions o;
    o.address = address;
    o.port = endpoint->port();
    return o;
  }

  void load_devices() {
    std::vector<ledger::Device> devices;
    for (const auto& record : county_.ledger.records("device")) devices.push_back(record.content.get<ledger::Device>());
    devices_.replace(devices);
  }

  void check_ending() const {
    if (ending_) throw Failure("command.stopped");
  }

  void run_command(Request request, unsigned uid, const CommandSocket::Done& done) {
    auto result = std::make_shared<ParseResult>(parse(all_commands(), request.args));
    if (!result->parsed) {
      done({"", result->text, result->exit});
      return;
    }
    auto shared = std::make_shared<Request>(std::move(request));
    const auto run = [this, result, shared, done, uid](const ledger::Ledger& ledger) {
      Place place;
      place.county = &county_;
      place.ledger = &ledger;
      place.actor = "local:" + std::to_string(uid);
      place.commit = [this](std::span<const store::Packet> packets) { return committer_.commit(packets); };
      const bool writer = &ledger == &county_.ledger;
      place.between = [this, writer] { writer ? worker_.between() : check_ending(); };
      place.wait = [this] {
        check_ending();
        std::this_thread::sleep_for(kMoment);
      };
      done(execute(*result->parsed, *shared, messages_, place));
    };
    if (result->parsed->command->needs == Needs::write) {
      worker_.post([this, run] { run(county_.ledger); });
      return;
    }
    const auto busy = [this, shared, done] { done({"", messages_.render(shared->lang, "serve.busy") + "\n", 1}); };
    const auto read = [run, busy](api::Reader& reader) {
      try {
        run(reader.ledger());
      } catch (const Failure&) {  // the connection was not to be had
        busy();
      }
    };
    if (!readers_.post({.run = read, .late = busy})) busy();
  }

  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_;
  std::atomic<bool> ending_{false};
  Cancellation reading_;  ///< of the document in the child process
  const Messages& messages_;
  County county_;
  std::shared_ptr<spdlog::logger> log_;
  telemetry::DeviceRegister devices_;
  std::int64_t seen_ = 0;
  LedgerWorker worker_;
  api::ReaderPool readers_;
  telemetry::Committer committer_;
  telemetry::Server hj212_;
  std::string http_address_;
  api::Api api_;
  api::http::Server http_;
  CommandSocket commands_;
};

}  // namespace

void hold_stop_signals() {
  pass_stop_signals(SIG_BLOCK);
}

int serve(const ServeOptions& options, const Messages& messages) {
  need_county(options.data);
  // Another command may hold the lock for a moment; a server holds it for good.
  hold_stop_signals();
  for (const auto* lang : {"zh", "en"}) messages.all(lang);  // read now or not at all: files may change under a server
  std::optional<DirectoryLock> lock;
  for (int tries = 0; !(lock = DirectoryLock::try_take(options.data, "serve")); ++tries) {
    if (DirectoryLock::holder(options.data).starts_with("serve") || tries > 300)
      throw Failure("county.served", {{"dir", options.data}, {"holder", DirectoryLock::holder(options.data)}});
    if (stop_signal_within(std::chrono::milliseconds{100})) return 0;
  }
  Running running(options, messages);
  return running.run();
}

}  // namespace limpid::app
