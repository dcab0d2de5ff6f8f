// SPDX-License-Identifier: Apache-2.0
#include "api/accounts.hpp"

#include <soci/soci.h>
#include <sodium.h>

#include <algorithm>

#include "base/hash.hpp"
#include "ledger/records/registry.hpp"
#include "ledger/sql.hpp"

namespace limpid::api {
namespace {

using ledger::guard;
using ledger::Ledger;

void need_sodium() {
  if (sodium_init() < 0) throw Failure("account.no_random");
}

std::string hash_password(const std::string& password) {
  need_sodium();
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str(out, password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
    throw Failure("account.no_memory");
  return out;
}

User from_content(const Json& content) {
  return {.name = content.at("name"),
          .title = content.value("title", ""),
          .role = parse_role(content.at("role").get<std::string>()).value(),
          .unit = content.value("unit", "")};
}

bool name_valid(const std::string& name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.' || c == '@';
  });
}

/// The account as it stands; a removed one keeps a record without content.
std::optional<User> account(const Ledger& ledger, const std::string& name) {
  const auto record = ledger.record("account", name);
  if (!record || record->content.is_null()) return std::nullopt;
  return from_content(record->content);
}

void check_password(const std::string& password) {
  if (password.size() < 8) throw Failure("account.password_short", {{"least", 8}});
}

std::string unit_name(const Ledger& ledger, const std::string& given) {
  bool any = false;
  for (const auto& record : ledger.records("unit")) {
    if (record.content.is_null()) continue;
    any = true;
    const auto unit = record.content.get<ledger::Unit>();
    if (unit.name == given || std::find(unit.aliases.begin(), unit.aliases.end(), given) != unit.aliases.end())
      return unit.name;
  }
  if (!any) throw Failure("account.no_units", {{"unit", given}});
  throw Failure("account.unit_unknown", {{"unit", given}});
}

struct Failures {
  long long count = 0;
  long long locked_until = 0;
};

/// The digest of a password hash in the chain; null where the account goes.
ledger::Act secret_act(const std::string& act, const std::string& name, const std::string& hash) {
  return {act, "secret", name, hash.empty() ? Json() : Json{{"digest", ledger::secret_digest(name, hash)}}};
}

Failures failures_of(const Ledger& ledger, const std::string& name) {
  Failures f;
  guard([&] {
    ledger.sql() << "SELECT failures, locked_until FROM login_failure WHERE name = :n", soci::into(f.count),
        soci::into(f.locked_until), soci::use(name);
  });
  return f;
}

Error locked(const Failures& f, Instant wall) {
  const auto left = f.locked_until - to_ms(wall);
  return {"session.locked",
          {{"minutes", std::max<long long>(1, (left + 59'999) / 60'000)}, {"wrong", kWrongPasswords}},
          {}};
}

/// Counts one wrong password; the fifth locks the name.
Error count_failure(Ledger& ledger, const std::string& name, Failures f, Instant wall) {
  const bool over = f.locked_until != 0;  // a lock that has run out starts a new count
  f.count = over ? 1 : f.count + 1;
  f.locked_until = f.count >= kWrongPasswords ? to_ms(wall + kLockTime) : 0;
  const long long now = to_ms(wall);
  const long long yesterday = to_ms(wall - kDay);
  guard([&] {
    ledger.sql() << "DELETE FROM login_failure WHERE last < :t", soci::use(yesterday);
    ledger.sql() << "INSERT INTO login_failure (name, failures, last, locked_until) VALUES (:n, :f, :t, :l) "
                    "ON CONFLICT (name) DO UPDATE SET failures = excluded.failures, last = excluded.last, "
                    "locked_until = excluded.locked_until",
        soci::use(name), soci::use(f.count), soci::use(now), soci::use(f.locked_until);
  });
  if (f.locked_until != 0) return locked(f, wall);
  return {"session.bad_password", {{"left", kWrongPasswords - f.count}}, {}};
}

std::string token_hash(const std::string& token) {
  return content_hash("session:" + token);
}

}  // namespace

std::string_view to_string(Role role) {
  switch (role) {
    case Role::duty_officer: return "duty_officer";
    case Role::unit_clerk: return "unit_clerk";
    case Role::auditor: return "auditor";
  }
  return "";
}

Result<Role> parse_role(std::string_view text) {
  for (const Role role : {Role::duty_officer, Role::unit_clerk, Role::auditor})
    if (to_string(role) == text) return role;
  return fail("account.role_unknown", {{"role", text}, {"known", "duty_officer, unit_clerk, auditor"}});
}

User add_account(Ledger& ledger, const ledger::Author& author, const NewAccount& account) {
  if (!name_valid(account.name)) throw Failure("account.name_invalid", {{"name", account.name}});
  check_password(account.password);
  if (api::account(ledger, account.name)) throw Failure("account.exists", {{"name", account.name}});
  if (account.unit.empty() && account.role == Role::unit_clerk) throw Failure("account.unit_missing");
  User user{.name = account.name,
            .title = account.title.empty() ? account.name : account.title,
            .role = account.role,
            .unit = account.unit.empty() ? std::string{} : unit_name(ledger, account.unit)};
  const std::string hash = hash_password(account.password);
  ledger::Transaction tx(ledger, author);
  tx.apply({{},
            {{"user.added",
              "account",
              user.name,
              {{"name", user.name}, {"title", user.title}, {"role", to_string(user.role)}, {"unit", user.unit}}},
             secret_act("user.password", user.name, hash)}});
  guard([&] {
    ledger.sql() << "INSERT INTO account_secret (name, hash) VALUES (:n, :h)", soci::use(user.name), soci::use(hash);
  });
  tx.commit();
  return user;
}

namespace {

/// Nobody is signed in under the name any more, and wrong passwords count from nought.
void end_sessions(Ledger& ledger, const std::string& name) {
  ledger.sql() << "DELETE FROM web_session WHERE account = :n", soci::use(name);
  ledger.sql() << "DELETE FROM login_failure WHERE name = :n", soci::use(name);
}

}  // namespace

void set_password(Ledger& ledger, const ledger::Author& author, const std::string& name, const std::string& password) {
  if (!account(ledger, name)) throw Failure("account.unknown", {{"name", name}});
  check_password(password);
  const std::string hash = hash_password(password);
  ledger::Transaction tx(ledger, author);
  guard([&] {
    ledger.sql() << "UPDATE account_secret SET hash = :h WHERE name = :n", soci::use(hash), soci::use(name);
    end_sessions(ledger, name);
  });
  tx.apply({{}, {secret_act("user.password", name, hash)}});
  tx.commit();
}

void remove_account(Ledger& ledger, const ledger::Author& author, const std::string& name) {
  if (!account(ledger, name)) throw Failure("account.unknown", {{"name", name}});
  ledger::Transaction tx(ledger, author);
  tx.apply({{}, {{"user.removed", "account", name, nullptr}, secret_act("user.removed", name, "")}});
  guard([&] {
    ledger.sql() << "DELETE FROM account_secret WHERE name = :n", soci::use(name);
    end_sessions(ledger, name);
  });
  tx.commit();
}

std::vector<User> accounts(const Ledger& ledger) {
  std::vector<User> out;
  for (const auto& record : ledger.records("account"))
    if (!record.content.is_null()) out.push_back(from_content(record.content));
  return out;
}

std::string generate_password() {
  need_sodium();
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string out;
  for (int i = 0; i < 20; ++i) out += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
  return out;
}

bool password_right(const Ledger& ledger, const std::string& name, const std::string& password, Instant wall) {
  need_sodium();
  const Failures f = failures_of(ledger, name);
  if (f.locked_until > to_ms(wall)) throw Failure(locked(f, wall));
  std::string hash;
  guard([&] { ledger.sql() << "SELECT hash FROM account_secret WHERE name = :n", soci::into(hash), soci::use(name); });
  // The same work for a name that does not exist, so that the time tells nothing.
  static const std::string nobody = hash_password("nobody has this password");
  const bool known = !hash.empty();
  if (!known) hash = nobody;
  const bool right = crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
  return known && right;
}

Result<OpenSession> finish_login(Ledger& ledger, const ledger::Author& author, const std::string& name, bool right,
                                 const std::string& peer) {
  need_sodium();
  ledger::Transaction tx(ledger, author);
  const Failures f = failures_of(ledger, name);
  if (f.locked_until > to_ms(author.wall)) return tl::unexpected(locked(f, author.wall));
  const auto user = account(ledger, name);
  if (!right || !user) {
    const Error error = count_failure(ledger, name, f, author.wall);
    tx.note("login.refused", name, {{"peer", peer}, {"reason", error.code}});
    tx.commit();
    return tl::unexpected(error);
  }
  unsigned char bytes[32];
  randombytes_buf(bytes, sizeof bytes);
  char hex[2 * sizeof bytes + 1];
  sodium_bin2hex(hex, sizeof hex, bytes, sizeof bytes);
  OpenSession session{.user = *user, .token = hex};
  const std::string hash = token_hash(session.token);
  const long long opened = to_ms(author.wall);
  const long long expires = to_ms(author.wall + kSessionTime);
  guard([&] {
    ledger.sql() << "DELETE FROM login_failure WHERE name = :n", soci::use(name);
    ledger.sql() << "DELETE FROM web_session WHERE expires < :t", soci::use(opened);
    ledger.sql() << "INSERT INTO web_session (token_hash, account, peer, opened, expires) VALUES (:h, :a, :p, :o, :e)",
        soci::use(hash), soci::use(name), soci::use(peer), soci::use(opened), soci::use(expires);
  });
  tx.note("login", name, {{"peer", peer}});
  tx.commit();
  return session;
}

void close_session(Ledger& ledger, const ledger::Author& author, const std::string& token) {
  const auto user = session_user(ledger, token, author.wall);
  if (!user) return;
  const std::string hash = token_hash(token);
  ledger::Transaction tx(ledger, author);
  guard([&] { ledger.sql() << "DELETE FROM web_session WHERE token_hash = :h", soci::use(hash); });
  tx.note("logout", user->name, Json::object());
  tx.commit();
}

std::optional<User> session_user(const Ledger& ledger, const std::string& token, Instant wall) {
  if (token.size() != 64) return std::nullopt;
  const std::string hash = token_hash(token);
  const long long now = to_ms(wall);
  std::string name;
  guard([&] {
    ledger.sql() << "SELECT account FROM web_session WHERE token_hash = :h AND expires > :t", soci::into(name),
        soci::use(hash), soci::use(now);
  });
  if (name.empty()) return std::nullopt;
  return account(ledger, name);
}

std::string csrf_token(const std::string& session_token) {
  return content_hash("csrf:" + session_token).substr(0, 32);
}

}  // namespace limpid::api
