// SPDX-License-Identifier: Apache-2.0
#include "api/accounts.hpp"
#include "app/command.hpp"

namespace limpid::app {
namespace {

struct AddWords {
  std::string name, role, unit, title;
  bool generate = false, from_stdin = false;
};

/// The first line of standard input; a password may hold blanks.
std::string first_line(const std::string& text) {
  std::string line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

/// A password is made here or comes on standard input, never in the words: these are seen by others and kept by shells.
std::string new_password(const Session& s, bool generate, bool from_stdin) {
  if (generate == from_stdin) throw Failure("account.password_missing");
  return generate ? api::generate_password() : first_line(s.file("-"));
}

constexpr const char* kGenerate = "make a password and print it";
constexpr const char* kFromStdin = "take the password from the first line of standard input";

int add_user(Session& s, const AddWords& w) {
  const std::string password = new_password(s, w.generate, w.from_stdin);
  const auto role = api::parse_role(w.role);
  if (!role) throw Failure(role.error());
  const auto user =
      api::add_account(s.county->ledger, s.county->author(s.actor), {w.name, w.title, *role, w.unit, password});
  if (s.json) {
    Json out = {{"name", user.name}, {"title", user.title}, {"role", api::to_string(user.role)}, {"unit", user.unit}};
    if (w.generate) out["password"] = password;
    s.print_json(out);
    return 0;
  }
  s.print("{}\n",
          s.text("account.added", {{"name", user.name}, {"role", api::to_string(user.role)}, {"unit", user.unit}}));
  if (w.generate) s.print("{}\n", s.text("account.password", {{"password", password}}));
  return 0;
}

Body user_add(Words& words) {
  auto w = std::make_shared<AddWords>();
  words.positional("NAME", w->name, "name to sign in with");
  words.option("--role", w->role, "duty_officer, unit_clerk or auditor", true);
  words.option("--unit", w->unit, "unit of the register, by name or alias");
  words.option("--title", w->title, "what the pages print; the name when not given");
  words.flag("--generate", w->generate, kGenerate);
  words.flag("--password-stdin", w->from_stdin, kFromStdin);
  words.standard_input(w->from_stdin);
  return [w](Session& s) { return add_user(s, *w); };
}

Body user_password(Words& words) {
  struct Options {
    std::string name;
    bool generate = false, from_stdin = false;
  };
  auto o = std::make_shared<Options>();
  words.positional("NAME", o->name, "account");
  words.flag("--generate", o->generate, kGenerate);
  words.flag("--password-stdin", o->from_stdin, kFromStdin);
  words.standard_input(o->from_stdin);
  return [o](Session& s) {
    const std::string password = new_password(s, o->generate, o->from_stdin);
    api::set_password(s.county->ledger, s.county->author(s.actor), o->name, password);
    if (s.json) {
      Json out = {{"name", o->name}};
      if (o->generate) out["password"] = password;
      s.print_json(out);
      return 0;
    }
    s.print("{}\n", s.text("account.password_set", {{"name", o->name}}));
    if (o->generate) s.print("{}\n", s.text("account.password", {{"password", password}}));
    return 0;
  };
}

Body user_remove(Words& words) {
  auto name = std::make_shared<std::string>();
  words.positional("NAME", *name, "account");
  return [name](Session& s) {
    api::remove_account(s.county->ledger, s.county->author(s.actor), *name);
    if (s.json)
      s.print_json({{"name", *name}});
    else
      s.print("{}\n", s.text("account.removed", {{"name", *name}}));
    return 0;
  };
}

Body user_list(Words&) {
  return [](Session& s) {
    Json rows = Json::array();
    for (const auto& user : api::accounts(*s.ledger)) {
      rows.push_back(
          {{"name", user.name}, {"title", user.title}, {"role", api::to_string(user.role)}, {"unit", user.unit}});
      if (!s.json) s.print("{}\t{}\t{}\t{}\n", user.name, api::to_string(user.role), user.unit, user.title);
    }
    if (s.json) s.print_json(rows);
    return 0;
  };
}

}  // namespace

void add_user_commands(CommandSet& set) {
  set.push_back({"user", "add", "Add an account of the pages", Needs::write, user_add});
  set.push_back({"user", "password", "Give an account a new password; its sessions end", Needs::write, user_password});
  set.push_back({"user", "remove", "Remove an account; what it did stays under its name", Needs::write, user_remove});
  set.push_back({"user", "list", "List accounts", Needs::read, user_list});
}

}  // namespace limpid::app
