// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/ledger.hpp"

/// Accounts are records of kind `account` {name, title, role, unit}; secrets and web sessions have tables of their own.
/// Everything here counts wall time: an attacker does not wait for a simulator.
namespace limpid::api {

enum class Role { duty_officer, unit_clerk, auditor };
std::string_view to_string(Role role);
/// Error `account.role_unknown` {role, known}.
Result<Role> parse_role(std::string_view text);

struct User {
  std::string name;
  std::string title;  ///< what the top bar prints
  Role role = Role::duty_officer;
  std::string unit;  ///< canonical name; empty where the role needs none
};

struct NewAccount {
  std::string name, title;
  Role role = Role::duty_officer;
  std::string unit;  ///< name or alias of a unit in the register
  std::string password;
};

inline constexpr int kWrongPasswords = 5;
inline constexpr Millis kLockTime{15 * 60'000};
inline constexpr Millis kSessionTime{12 * 3'600'000};

/// One transaction with the act `user.added`. Failure `account.name_invalid`, `account.exists`,
/// `account.password_short`, `account.unit_unknown`, `account.unit_missing` (a unit clerk without unit).
User add_account(ledger::Ledger& ledger, const ledger::Author& author, const NewAccount& account);
/// A new password; ends the account's sessions and lifts a lock. Act `user.password`. Failure `account.unknown`,
/// `account.password_short`.
void set_password(ledger::Ledger& ledger, const ledger::Author& author, const std::string& name,
                  const std::string& password);
/// The account may not sign in any more, and its sessions end; what it did stays under its name. Act `user.removed`.
/// Failure `account.unknown`.
void remove_account(ledger::Ledger& ledger, const ledger::Author& author, const std::string& name);
std::vector<User> accounts(const ledger::Ledger& ledger);
/// 20 letters and digits without look-alikes, about 98 bits.
std::string generate_password();

/// Compares with argon2id, which takes about 0.1 s: for a reader's thread. The same time is spent on a name that does
/// not exist. Failure `session.locked` {minutes}.
bool password_right(const ledger::Ledger& ledger, const std::string& name, const std::string& password, Instant wall);

struct OpenSession {
  User user;
  std::string token;  ///< 256 random bits, hex; only its hash is stored
};
/// Second half of a sign-in, on the ledger writer: counts the wrong, opens a session for the right; both are acts in
/// the chain. Error `session.bad_password` {left}, `session.locked` {minutes, wrong}.
Result<OpenSession> finish_login(ledger::Ledger& ledger, const ledger::Author& author, const std::string& name,
                                 bool right, const std::string& peer);
void close_session(ledger::Ledger& ledger, const ledger::Author& author, const std::string& token);
/// Whose session it is; nothing when unknown or over.
std::optional<User> session_user(const ledger::Ledger& ledger, const std::string& token, Instant wall);
/// What each change must carry in X-CSRF-Token: derived from the token, which scripts of other sites cannot read.
std::string csrf_token(const std::string& session_token);

}  // namespace limpid::api
