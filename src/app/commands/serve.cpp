// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <chrono>

#include "app/command_line.hpp"
#include "app/directory_lock.hpp"
#include "app/read_plan.hpp"
#include "app/server.hpp"

namespace limpid::app {
namespace {

/// Commands that come later go on with what is left.
constexpr std::chrono::seconds kAfterInit{10};

bool has_plan(const std::filesystem::path& dir) {
  const ledger::Ledger ledger(dir / "ledger.sqlite", ledger::Ledger::Mode::reader);
  return !ledger.records("document").empty();
}

/// `limpid plan import` inside the directory that is being made; what it prints.
Session import_plan(const Session& init, County& county, const std::string& file) {
  auto import = parse(all_commands(), {"plan", "import", file, "--data", county.dir.string()});
  Session s = init;
  s.county = &county;
  s.ledger = &county.ledger;
  s.actor = "local:" + std::to_string(::getuid());
  s.out.clear();
  import.parsed->body(s);
  county.runner.catch_up(std::chrono::steady_clock::now() + kAfterInit);
  return s;
}

int make_directory(Session& s, const std::string& data, const std::string& plan) {
  // Before anything is made: a document that is no plan leaves nothing behind.
  if (!plan.empty() && !is_county(data)) read_plan(s.file(plan), plan);
  std::error_code ec;
  std::filesystem::create_directories(data, ec);
  bool made = false;
  Session import;
  {
    const auto lock = DirectoryLock::try_take(data, "init");
    // Held by another process, it is a directory in use, or about to be one.
    if (!lock && !is_county(data)) throw Failure("county.busy_making", {{"dir", data}});
    if (lock)
      made = create_county(data, [&](County& county) {
        if (!plan.empty()) import = import_plan(s, county, plan);
      });
  }
  if (s.json) {
    Json shown = {{"data", data}, {"made", made}};
    if (!import.out.empty()) shown["plan"] = Json::parse(import.out);
    s.print_json(shown);
  } else {
    s.print("{}\n{}", s.text(made ? "county.made" : "county.exists", {{"dir", data}}), import.out);
  }
  s.err += import.err;
  if (plan.empty() || made || has_plan(data)) return 0;
  s.err += s.text("county.no_plan", {{"dir", data}}) + "\n";
  return 1;
}

Body init(Words& words) {
  struct Options {
    std::string data, plan;
  };
  auto o = std::make_shared<Options>();
  words.option("--data", o->data, "The directory to make", true);
  words.file("--plan", o->plan, "A plan document to import, with bindings.yaml beside it where there is one", false);
  words.beside(o->plan, "bindings.yaml");
  return [o](Session& s) { return make_directory(s, o->data, o->plan); };
}

Body serve_command(Words& words) {
  auto o = std::make_shared<ServeOptions>();
  words.option("--data", o->data, "The data directory", true);
  words.option("--http", o->http, "ADDRESS:PORT of pages and API (127.0.0.1:8080); port 0 takes a free one");
  words.option("--hj212", o->hj212, "ADDRESS:PORT of devices (127.0.0.1:9212)");
  words.flag("--insecure", o->insecure, "Allow HTTP beyond loopback without TLS");
  return [o](Session& s) {
    o->lang = s.lang;
    return serve(*o, *s.messages);
  };
}

}  // namespace

void add_serve_commands(CommandSet& set) {
  set.push_back({"init", "", "Make a data directory", Needs::nothing, init});
  set.push_back(
      {"serve", "", "Own a data directory: take data, judge, and serve its pages", Needs::nothing, serve_command});
}

}  // namespace limpid::app
