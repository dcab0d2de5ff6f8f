// SPDX-License-Identifier: Apache-2.0
#include <pwd.h>

#include <filesystem>

#include "app/command.hpp"
#include "app/loop_rows.hpp"
#include "base/file_store.hpp"
#include "base/json.hpp"
#include "base/picture.hpp"
#include "casework/acts.hpp"
#include "ledger/ledger_facts.hpp"

namespace limpid::app {
namespace {

using casework::CaseFile;
using casework::CaseRules;

ledger::LedgerFacts facts_of(const Session& s) {
  return {*s.ledger, *s.county->store, s.county->clock.now()};
}

/// `local:UID` as the name with which that person logs in; the number where the system has none.
std::string login_name(const std::string& local) {
  const std::string uid = local.substr(local.find(':') + 1);
  constexpr std::size_t kRoom = 16'384;
  std::vector<char> room(kRoom);
  passwd entry{};
  passwd* found = nullptr;
  getpwuid_r(static_cast<uid_t>(std::stoul(uid)), &entry, room.data(), room.size(), &found);
  return found == nullptr ? uid : found->pw_name;
}

/// Who holds the directory is its operator, and answers for every unit. With --by he writes down what a named person
/// did; the audit row still says who typed it.
casework::Actor actor_of(const Session& s, const ledger::Facts& facts, const std::string& by) {
  if (by.empty()) return {"user:" + login_name(s.actor), {}, true};
  const auto account = facts.record("account", by);
  if (!account || account->content.is_null()) throw Failure("casework.unknown_person", {{"name", by}});
  return {"user:" + by, {}, true};
}

constexpr const char* kBy = "Name of the account whose act this is (without it your login name)";

void print_row(Session& s, const Json& row) {
  const auto text = [&](const char* field) {
    return row.at(field).is_string() ? row.at(field).get<std::string>() : "";
  };
  s.print("{}\t{}\t{}\t{}\t{}\t{}\n", row.at("id").get<std::int64_t>(), text("code"), text("opened"),
          s.text("casework.state." + text("state")), text("unit"), text("object"));
}

Body case_list(Words& words) {
  auto open = std::make_shared<bool>(false);
  words.flag("--open", *open, "Only those that are not closed");
  return [open](Session& s) {
    const auto facts = facts_of(s);
    Json rows = Json::array();
    for (const auto& record : facts.records("case"))
      if (!*open || record.content.value("state", "") != "closed") rows.push_back(case_row(facts, record));
    if (s.json)
      s.print_json(rows);
    else
      for (const auto& row : rows) print_row(s, row);
    return 0;
  };
}

Body case_show(Words& words) {
  auto id = std::make_shared<std::string>();
  words.positional("CASE", *id, "Ledger id, code or key");
  return [id](Session& s) {
    const auto facts = facts_of(s);
    const Json detail = case_detail(facts, find_case(facts, *id));
    if (s.json) {
      s.print_json(Json::array({detail}));
      return 0;
    }
    print_row(s, detail);
    s.print("{}\n", s.text(detail.at("what").value("code", ""), detail.at("what").value("args", Json::object())));
    for (const auto& entry : detail.at("timeline")) {
      const auto& what = entry.at("what");
      s.print("{}\t{}\t{}\t{}\n", entry.at("at").get<std::string>(),
              s.text("casework.stage." + entry.at("stage").get<std::string>()), entry.at("actor").get<std::string>(),
              s.text(what.value("code", ""), what.value("args", Json::object())));
    }
    return 0;
  };
}

struct Doing {
  const CaseFile& file;
  casework::Actor actor;
  Instant at;
  const CaseRules& rules;
};
using Deed = std::function<Result<ledger::Changes>(const Doing&)>;

/// Loads the case, does the deed, writes it, and shows the case as it stands then.
int perform(Session& s, const std::string& id, const std::string& by, const Deed& deed) {
  const auto rules = casework::load_case_rules(s.county->share);
  const auto facts = facts_of(s);
  const auto key = find_case(facts, id).key;
  const auto file = *casework::load_case(facts, key);
  const auto changes = deed({file, actor_of(s, facts, by), facts.now(), rules});
  if (!changes) throw Failure(changes.error());
  s.apply(*changes);
  const Json row = case_row(facts, *facts.record("case", key));
  if (s.json)
    s.print_json(row);
  else
    print_row(s, row);
  return 0;
}

Body case_accept(Words& words) {
  auto id = std::make_shared<std::string>(), note = std::make_shared<std::string>(),
       by = std::make_shared<std::string>();
  words.positional("CASE", *id, "Ledger id, code or key");
  words.option("--note", *note, "What is said with it");
  words.option("--by", *by, kBy);
  return [id, note, by](Session& s) {
    return perform(s, *id, *by,
                   [&](const Doing& d) { return casework::accept(d.file, d.actor, d.at, d.rules, *note); });
  };
}

Body case_act(Words& words) {
  auto id = std::make_shared<std::string>(), text = std::make_shared<std::string>(),
       by = std::make_shared<std::string>();
  words.positional("CASE", *id, "Ledger id, code or key");
  words.positional("TEXT", *text, "What is being done");
  words.option("--by", *by, kBy);
  return [id, text, by](Session& s) {
    return perform(s, *id, *by, [&](const Doing& d) { return casework::act(d.file, d.actor, d.at, *text, d.rules); });
  };
}

std::string media_type(const std::string& name) {
  static const std::map<std::string, std::string> kTypes{
      {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"}, {".png", "image/png"}, {".pdf", "application/pdf"},
      {".txt", "text/plain"}, {".csv", "text/csv"},    {".mp4", "video/mp4"}};
  const auto it = kTypes.find(std::filesystem::path(name).extension().string());
  return it == kTypes.end() ? "application/octet-stream" : it->second;
}

Body case_evidence(Words& words) {
  struct Options {
    std::string id, text, path, by;
  };
  auto o = std::make_shared<Options>();
  words.positional("CASE", o->id, "Ledger id, code or key");
  words.option("--text", o->text, "What it shows");
  words.file("--file", o->path, "Photo, report or other file", false);
  words.option("--by", o->by, kBy);
  return [o](Session& s) {
    return perform(s, o->id, o->by, [&](const Doing& d) {
      std::optional<casework::Attachment> attachment;
      if (!o->path.empty()) {
        const auto name = std::filesystem::path(o->path).filename().string();
        const auto& bytes = s.file(o->path);
        const auto type = checked_media_type(name, media_type(name), bytes);
        if (!type) throw Failure(type.error());
        // The bytes first: an act never points to a file that is not there.
        attachment = {keep_file(s.county->dir / "files", bytes), name, *type};
      }
      const int number = casework::next_evidence(facts_of(s), d.file.key);
      return casework::attach(d.file, d.actor, d.at, number, o->text, attachment, d.rules);
    });
  };
}

Body case_close(Words& words) {
  auto id = std::make_shared<std::string>(), reason = std::make_shared<std::string>(),
       by = std::make_shared<std::string>();
  words.positional("CASE", *id, "Ledger id, code or key");
  words.option("--reason", *reason, "Why it is closed before the data say so");
  words.option("--by", *by, kBy);
  return [id, reason, by](Session& s) {
    return perform(s, *id, *by,
                   [&](const Doing& d) { return casework::close(d.file, d.actor, d.at, *reason, d.rules); });
  };
}

}  // namespace

void add_case_commands(CommandSet& set) {
  set.push_back({"case", "list", "List the cases", Needs::read, case_list});
  set.push_back({"case", "show", "One case with its timeline, tasks and evidence", Needs::read, case_show});
  set.push_back({"case", "accept", "Accept a case", Needs::write, case_accept});
  set.push_back({"case", "act", "Say what is being done", Needs::write, case_act});
  set.push_back({"case", "evidence", "Attach a text or a file", Needs::write, case_evidence});
  set.push_back({"case", "close", "Close by a person's word, with a reason", Needs::write, case_close});
}

}  // namespace limpid::app
