// SPDX-License-Identifier: Apache-2.0
#include "api/accounts.hpp"

#include <gtest/gtest.h>

#include "ledger/records/registry.hpp"

namespace limpid::api {
namespace {

class Accounts : public ::testing::Test {
 protected:
  void SetUp() override {
    ledger::Transaction tx(ledger, author());
    const ledger::Unit unit{.name = "大东沟镇人民政府", .aliases = {"大东沟镇"}, .parent = "", .level = "township"};
    tx.apply({{}, {{"unit.imported", "unit", unit.name, unit}}});
    tx.commit();
    add_account(ledger, author(), {"zhang", "张某", Role::unit_clerk, "大东沟镇", "correct-horse"});
  }
  ledger::Author author() const { return {"act", "local:0", wall, wall}; }
  /// Both halves of a sign-in, as the server runs them.
  Result<OpenSession> login(const std::string& name, const std::string& password) {
    try {
      const bool right = password_right(ledger, name, password, wall);
      return finish_login(ledger, author(), name, right, "127.0.0.1");
    } catch (const Failure& e) {
      return tl::unexpected(e.error);
    }
  }
  Instant wall = from_civil(2022, 9, 13, 8);
  ledger::Ledger ledger{":memory:"};
};

TEST_F(Accounts, AliasOfAUnitBecomesItsName) {
  const auto all = accounts(ledger);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].unit, "大东沟镇人民政府");
  EXPECT_EQ(all[0].role, Role::unit_clerk);
}

TEST_F(Accounts, WhatCannotBeAnAccount) {
  const auto code = [&](NewAccount a) {
    try {
      add_account(ledger, author(), a);
      return std::string("added");
    } catch (const Failure& e) {
      return e.error.code;
    }
  };
  EXPECT_EQ(code({"zhang", "", Role::auditor, "", "long enough"}), "account.exists");
  EXPECT_EQ(code({"a b", "", Role::auditor, "", "long enough"}), "account.name_invalid");
  EXPECT_EQ(code({"", "", Role::auditor, "", "long enough"}), "account.name_invalid");
  EXPECT_EQ(code({"li", "", Role::auditor, "", "short"}), "account.password_short");
  EXPECT_EQ(code({"li", "", Role::unit_clerk, "", "long enough"}), "account.unit_missing");
  EXPECT_EQ(code({"li", "", Role::unit_clerk, "某局", "long enough"}), "account.unit_unknown");
  EXPECT_EQ(code({"李", "", Role::auditor, "", "long enough"}), "added");
}

TEST_F(Accounts, BeforeThePlanThereAreNoUnitsAndThatIsSaid) {
  ledger::Ledger empty{":memory:"};
  try {
    add_account(empty, author(), {"li", "", Role::unit_clerk, "某局", "long enough"});
    FAIL() << "added";
  } catch (const Failure& e) {
    EXPECT_EQ(e.error.code, "account.no_units");
  }
}

TEST_F(Accounts, SessionLivesTwelveHours) {
  const auto session = login("zhang", "correct-horse");
  ASSERT_TRUE(session) << session.error().code;
  EXPECT_EQ(session->token.size(), 64u);
  ASSERT_TRUE(session_user(ledger, session->token, wall));
  EXPECT_EQ(session_user(ledger, session->token, wall)->name, "zhang");
  EXPECT_FALSE(session_user(ledger, session->token, wall + kSessionTime));
  EXPECT_FALSE(session_user(ledger, std::string(64, '0'), wall));
  EXPECT_NE(csrf_token(session->token), csrf_token(std::string(64, '0')));
  close_session(ledger, author(), session->token);
  EXPECT_FALSE(session_user(ledger, session->token, wall));
}

TEST_F(Accounts, FiveWrongPasswordsLockTheName) {
  for (int left = 4; left > 0; --left) {
    const auto refused = login("zhang", "wrong");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "session.bad_password");
    EXPECT_EQ(refused.error().args["left"], left);
  }
  EXPECT_EQ(login("zhang", "wrong").error().code, "session.locked");
  EXPECT_EQ(login("zhang", "correct-horse").error().code, "session.locked")
      << "a lock holds for the right password too";
  wall += kLockTime;
  EXPECT_EQ(login("zhang", "wrong").error().args["left"], 4) << "a new count after the lock";
  EXPECT_TRUE(login("zhang", "correct-horse"));
  EXPECT_EQ(login("zhang", "wrong").error().args["left"], 4) << "a right one clears the count";
}

TEST_F(Accounts, AnUnknownNameIsCountedAlike) {
  const auto refused = login("nobody", "wrong");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "session.bad_password");
  EXPECT_EQ(refused.error().args["left"], 4);
}

TEST_F(Accounts, ActsAreChainedAndSecretsAreNot) {
  ASSERT_TRUE(login("zhang", "correct-horse"));
  ASSERT_FALSE(login("zhang", "wrong"));
  EXPECT_TRUE(verify_audit(ledger).faults.empty());
  std::vector<std::string> acts;
  for (const auto& row : ledger.journal(0, 100)) acts.push_back(row.rule);
  EXPECT_EQ(acts, (std::vector<std::string>{"unit.imported", "user.added", "user.password", "login", "login.refused"}));
  EXPECT_EQ(ledger.record("account", "zhang")->content.dump().find("argon2"), std::string::npos);
}

TEST_F(Accounts, ANewPasswordEndsSessionsAndLiftsTheLock) {
  const auto session = login("zhang", "correct-horse");
  ASSERT_TRUE(session);
  for (int i = 0; i < kWrongPasswords; ++i) EXPECT_FALSE(login("zhang", "wrong"));
  set_password(ledger, author(), "zhang", "another horse");
  EXPECT_FALSE(session_user(ledger, session->token, wall));
  EXPECT_FALSE(login("zhang", "correct-horse"));
  EXPECT_TRUE(login("zhang", "another horse"));
  const auto code = [&](const std::string& name, const std::string& password) {
    try {
      set_password(ledger, author(), name, password);
      return std::string("set");
    } catch (const Failure& e) {
      return e.error.code;
    }
  };
  EXPECT_EQ(code("zhang", "short"), "account.password_short");
  EXPECT_EQ(code("nobody", "long enough"), "account.unknown");
  EXPECT_TRUE(verify_audit(ledger).faults.empty());
  EXPECT_TRUE(login("zhang", "another horse")) << "a refusal changes nothing";
}

TEST_F(Accounts, ARemovedAccountSignsInNoMoreAndKeepsItsName) {
  const auto session = login("zhang", "correct-horse");
  ASSERT_TRUE(session);
  remove_account(ledger, author(), "zhang");
  EXPECT_FALSE(session_user(ledger, session->token, wall));
  EXPECT_EQ(login("zhang", "correct-horse").error().code, "session.bad_password");
  EXPECT_TRUE(accounts(ledger).empty());
  EXPECT_THROW(remove_account(ledger, author(), "zhang"), Failure);
  EXPECT_THROW(set_password(ledger, author(), "zhang", "long enough"), Failure);
  EXPECT_EQ(ledger.history("account", "zhang").size(), 2u) << "who it was stays on record";
  add_account(ledger, author(), {"zhang", "张某", Role::auditor, "", "third horse"});
  EXPECT_TRUE(login("zhang", "third horse"));
  EXPECT_FALSE(session_user(ledger, session->token, wall)) << "old sessions stay ended";
  std::vector<std::string> acts;
  for (const auto& row : ledger.journal(0, 100)) acts.push_back(row.rule);
  EXPECT_EQ(acts, (std::vector<std::string>{"unit.imported", "user.added", "user.password", "login", "user.removed",
                                            "user.removed", "login.refused", "user.added", "user.password", "login"}));
  EXPECT_TRUE(verify_audit(ledger).faults.empty());
}

TEST(Password, GeneratedOnesDiffer) {
  const auto a = generate_password();
  EXPECT_EQ(a.size(), 20u);
  EXPECT_NE(a, generate_password());
}

}  // namespace
}  // namespace limpid::api
