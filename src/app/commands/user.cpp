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

int add_user(Session& s, const AddWords& w) {
  if (w.generate == w.from_stdin) throw Failure("account.password_missing");
  const auto role = api::parse_role(w.role);
  if (!role) throw Failure(role.error());
  const std::string password = w.generate ? api::generate_password() : first_line(s.file("-"));
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
  words.flag("--generate", w->generate, "make a password and print it");
  words.flag("--password-stdin", w->from_stdin, "take the password from the first line of standard input");
  words.standard_input(w->from_stdin);
  return [w](Session& s) { return add_user(s, *w); };
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
  set.push_back({"user", "list", "List accounts", Needs::read, user_list});
}

}  // namespace limpid::app
