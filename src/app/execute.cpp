// SPDX-License-Identifier: Apache-2.0
#include "app/execute.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
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
// Whatever the backlog, a command answers, and the next one has the directory, well within kWaitForOwner.
constexpr auto kCatchUp = 2s;
constexpr auto kGiveUp = 1s;  // a slice that is not done this long after kCatchUp
constexpr auto kWaitMoment = 20ms;
// Of a file that a command names. Documents have a lower limit of their own; registers and captures stay far below.
constexpr std::size_t kFileBytes = std::size_t{256} << 20;

/// "-" is standard input, also where a file is asked for; read once.
std::map<std::string, std::string> read_files(const Parsed& parsed) {
  const std::string standard_input = "-";
  std::map<std::string, std::string> files;
  if (parsed.reads_standard_input) files[standard_input] = read_stream(std::cin, standard_input, kFileBytes);
  for (const auto& path : parsed.files)
    if (!files.contains(path))
      files[path] =
          path == standard_input ? read_stream(std::cin, standard_input, kFileBytes) : read_file(path, kFileBytes);
  return files;
}

// Lets the stages work for a while; what keeps them from it, or that they have not come to the end, is said.
std::string catch_up(County& county, const Request& request, const Messages& messages) {
  using SteadyTime = std::chrono::steady_clock;
  const auto until = SteadyTime::now() + kCatchUp;
  const Error behind{"county.behind", {{"dir", county.dir.string()}}, ""};
  try {
    county.clock.tick_wall(county.ledger, *county.store);
    county.runner.set_check([&] {
      if (SteadyTime::now() > until + kGiveUp) throw Failure(behind);
    });
    const bool done = county.runner.catch_up(until);
    county.runner.set_check([] {});
    if (done) return "";
  } catch (const Failure& e) {
    county.runner.set_check([] {});
    return messages.render(request.lang, e.error) + "\n";
  }
  return messages.render(request.lang, behind) + "\n";
}

// Owns the directory for one command: recovers, lets the stages catch up, runs, lets them catch up again.
Response run_as_owner(Parsed& parsed, const Request& request, const Messages& messages) {
  County county(parsed.data);
  const std::string before = catch_up(county, request, messages);
  Place place;
  place.county = &county;
  place.ledger = &county.ledger;
  place.actor = "local:" + std::to_string(::getuid());
  place.commit = [&](std::span<const store::Packet> packets) {
    return county.store->commit(packets, county.clock.now());
  };
  place.wait = [&] {
    if (!county.runner.slice()) std::this_thread::sleep_for(kWaitMoment);
  };
  auto response = execute(parsed, request, messages, place);
  const bool write = parsed.command->needs == Needs::write;
  response.err += write || before.empty() ? catch_up(county, request, messages) : before;
  return response;
}

Response run_at_owner(Parsed& parsed, const Request& request, const Messages& messages) {
  need_county(parsed.data);
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

// What the command made, written where it was typed; only where the caller said so.
void write_files(const Response& response, const Parsed& parsed) {
  namespace fs = std::filesystem;
  for (const auto& [path, bytes] : response.files) {
    const bool named = std::find(parsed.outputs.begin(), parsed.outputs.end(), path) != parsed.outputs.end();
    const fs::path file(path);
    const auto folder = file.parent_path();
    const bool inside = std::any_of(parsed.outputs.begin(), parsed.outputs.end(), [&](const std::string& output) {
      return folder == fs::path(output) && file.filename() != "..";
    });
    if (!named && !inside) throw Failure("output.unwanted", {{"path", path}});
    std::error_code error;
    if (inside) fs::create_directories(folder, error);
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) throw Failure("output.not_written", {{"path", path}});
  }
}

/// The messages may be what cannot be read.
std::string rendered(const Messages& messages, const std::string& lang, const Error& error) {
  try {
    return messages.render(lang, error);
  } catch (const Failure&) {
    return Messages().render(lang, error);
  }
}

}  // namespace

std::string path_inside(const std::string& folder, const std::string& name) {
  std::string plain;
  for (const char c : name)
    if (c != '/' && c != '\\' && c != ':' && static_cast<unsigned char>(c) >= 0x20) plain += c;
  while (plain.starts_with('.')) plain.erase(0, 1);
  return (std::filesystem::path(folder) / (plain.empty() ? "_" : plain)).string();
}

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
  session.between = place.between;
  session.wait = place.wait;
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
  response.files = std::move(session.output_files);
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
    messages = Messages::when_asked(share_dir());
    const Request request{args, read_files(*result.parsed), lang};
    const auto needs = result.parsed->command->needs;
    const bool needs_county = needs == Needs::either ? !result.parsed->data.empty() : needs != Needs::nothing;
    const auto response =
        needs_county ? run_at_owner(*result.parsed, request, messages) : execute(*result.parsed, request, messages, {});
    write_files(response, *result.parsed);
    std::cout << response.out << std::flush;
    std::cerr << response.err << std::flush;
    return response.exit;
  } catch (const Failure& e) {
    std::cerr << rendered(messages, lang, e.error) << "\n";
    return 1;
  }
}

}  // namespace limpid::app
