// SPDX-License-Identifier: Apache-2.0
#include "app/execute.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <thread>

#include "app/directory_lock.hpp"
#include "base/data_file.hpp"

namespace limpid::app {
namespace {

using namespace std::chrono_literals;

constexpr auto kWaitForOwner = 30s;
constexpr auto kSayWhoAfter = 1s;

std::map<std::string, std::string> read_files(const Parsed& parsed) {
  std::map<std::string, std::string> files;
  for (const auto& path : parsed.files) files[path] = read_file(path);
  if (parsed.reads_standard_input)
    files["-"] = std::string(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
  return files;
}

// Owns the directory for one command: recovers, lets the stages catch up, runs, lets them catch up again.
Response run_as_owner(Parsed& parsed, const Request& request, const Messages& messages) {
  County county(parsed.data);
  county.clock.tick_wall(county.ledger, *county.store);
  county.runner.catch_up();
  Place place;
  place.county = &county;
  place.ledger = &county.ledger;
  place.actor = "local:" + std::to_string(::getuid());
  place.commit = [&](std::span<const store::Packet> packets) {
    return county.store->commit(packets, county.clock.now());
  };
  auto response = execute(parsed, request, messages, place);
  county.runner.catch_up();
  return response;
}

Response run_at_owner(Parsed& parsed, const Request& request, const Messages& messages) {
  if (!is_county(parsed.data)) throw Failure("county.missing", {{"dir", parsed.data}});
  const auto start = std::chrono::steady_clock::now();
  const auto what = parsed.command->noun + (parsed.command->verb.empty() ? "" : " " + parsed.command->verb);
  bool said = false;
  for (;;) {
    if (auto lock = DirectoryLock::try_take(parsed.data, what)) return run_as_owner(parsed, request, messages);
    if (auto response = relay(parsed.data, request)) return *response;
    const auto waited = std::chrono::steady_clock::now() - start;
    if (waited > kWaitForOwner)
      throw Failure("county.busy", {{"dir", parsed.data}, {"holder", DirectoryLock::holder(parsed.data)}});
    if (!said && waited > kSayWhoAfter) {
      said = true;
      std::cerr << messages.render(request.lang, "county.waiting", {{"holder", DirectoryLock::holder(parsed.data)}})
                << "\n";
    }
    std::this_thread::sleep_for(50ms);
  }
}

}  // namespace

std::string caller_language() {
  for (const char* name : {"LIMPID_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return std::string_view(value).starts_with("zh") ? "zh" : "en";
  }
  return "en";
}

Response execute(Parsed& parsed, const Request& request, const Messages& messages, const Place& place) {
  Session session;
  session.county = place.county;
  session.ledger = place.ledger;
  session.actor = place.actor;
  session.lang = request.lang;
  session.messages = &messages;
  session.json = parsed.json;
  session.files = &request.files;
  session.commit = place.commit;
  Response response;
  try {
    response.exit = parsed.body(session);
  } catch (const Failure& e) {
    session.err += messages.render(request.lang, e.error) + "\n";
    response.exit = 1;
  } catch (const std::exception& e) {
    session.err += messages.render(request.lang, "command.failed", {{"reason", e.what()}}) + "\n";
    response.exit = 1;
  }
  response.out = std::move(session.out);
  response.err = std::move(session.err);
  return response;
}

int run_command_line(const CommandSet& commands, const std::vector<std::string>& args) {
  auto result = parse(commands, args);
  if (!result.parsed) {
    (result.exit == 0 ? std::cout : std::cerr) << result.text;
    return result.exit;
  }
  const auto lang = caller_language();
  Messages messages;
  try {
    messages = Messages::load(share_dir());
    const Request request{args, read_files(*result.parsed), lang};
    const bool needs_county = result.parsed->command->needs != Needs::nothing;
    const auto response =
        needs_county ? run_at_owner(*result.parsed, request, messages) : execute(*result.parsed, request, messages, {});
    std::cout << response.out << std::flush;
    std::cerr << response.err << std::flush;
    return response.exit;
  } catch (const Failure& e) {
    std::cerr << messages.render(lang, e.error) << "\n";
    return 1;
  }
}

}  // namespace limpid::app
