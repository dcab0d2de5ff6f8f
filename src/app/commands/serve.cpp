// SPDX-License-Identifier: Apache-2.0
#include "app/directory_lock.hpp"
#include "app/execute.hpp"
#include "app/server.hpp"

namespace limpid::app {
namespace {

bool has_plan(const std::filesystem::path& dir) {
  const ledger::Ledger ledger(dir / "ledger.sqlite", ledger::Ledger::Mode::reader);
  return !ledger.records("document").empty();
}

Body init(Words& words) {
  struct Options {
    std::string data, plan;
  };
  auto o = std::make_shared<Options>();
  words.option("--data", o->data, "The directory to make", true);
  words.file("--plan", o->plan, "A plan document to import", false);
  return [o](Session& s) {
    // Before anything is made: a document that is no plan leaves nothing behind.
    if (!o->plan.empty() && !is_county(o->data)) check_plan(s.file(o->plan), o->plan);
    std::error_code ec;
    std::filesystem::create_directories(o->data, ec);
    bool made = false;
    {
      const auto lock = DirectoryLock::try_take(o->data, "init");
      // Held by another process, it is a directory in use; create_county says that it exists.
      if (lock) made = create_county(o->data);
    }
    if (s.json) {
      s.print_json({{"data", o->data}, {"made", made}});
    } else {
      s.print("{}\n", s.text(made ? "county.made" : "county.exists", {{"dir", o->data}}));
    }
    if (o->plan.empty()) return 0;
    if (made && run_command_line(all_commands(), {"plan", "import", o->plan, "--data", o->data}) == 0) return 0;
    if (has_plan(o->data)) return made ? 1 : 0;
    s.err += s.text("county.no_plan", {{"dir", o->data}}) + "\n";
    return 1;
  };
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
