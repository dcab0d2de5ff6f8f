// SPDX-License-Identifier: Apache-2.0
// Who is signed in, for how long, and what wrong passwords cost.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/county.hpp"

namespace limpid::testing {
namespace {

Answer sign_in(County& c, const std::string& name, const std::string& password) {
  return c.send({.method = "POST",
                 .target = "/api/v1/session",
                 .headers = {{"Content-Type", "application/json"}},
                 .body = Json{{"name", name}, {"password", password}}.dump()});
}

TEST(Session, CookieCannotBeReadByScriptsAndEndsWithSignOut) {
  const auto answer = sign_in(county(), "duty", County::kPassword);
  ASSERT_EQ(answer.status, 201);
  const std::string cookie = answer.header("set-cookie");
  EXPECT_THAT(cookie, ::testing::HasSubstr("HttpOnly"));
  EXPECT_THAT(cookie, ::testing::HasSubstr("SameSite=Strict"));
  const auto who = county().login("duty");
  EXPECT_EQ(Json::parse(county().get(who, "/api/v1/session").body)["user"]["role"], "duty_officer");
  const auto out = county().send({.method = "DELETE", .target = "/api/v1/session", .headers = who.headers()});
  EXPECT_EQ(out.status, 204);
  EXPECT_THAT(out.header("set-cookie"), ::testing::HasSubstr("Max-Age=0"));
  EXPECT_EQ(county().get(who, "/api/v1/duty").status, 401);
  EXPECT_FALSE(Json::parse(county().get(who, "/api/v1/session").body).contains("user"));
}

TEST(Session, IsNobodysWithAForeignOrBrokenCookie) {
  for (const std::string cookie : {"limpid_session=", "limpid_session=abc", "other=1", "limpid_session",
                                   "limpid_session=0000000000000000000000000000000000000000000000000000000000000000"})
    EXPECT_EQ(county().send({.target = "/api/v1/duty", .headers = {{"Cookie", cookie}}}).status, 401) << cookie;
}

TEST(Session, EndsAfterTwelveHours) {
  County own;
  const auto who = own.login("duty");
  own.pass_wall(api::kSessionTime - Millis{1});
  EXPECT_EQ(own.get(who, "/api/v1/plans").status, 200);
  own.pass_wall(Millis{1});
  EXPECT_EQ(own.get(who, "/api/v1/plans").status, 401);
}

TEST(Session, EachRoleHasItsPages) {
  const auto nav = [](const char* name) {
    return Json::parse(county().get(county().login(name), "/api/v1/session").body)["nav"].get<std::set<std::string>>();
  };
  EXPECT_FALSE(nav("clerk").contains("data"));
  EXPECT_TRUE(nav("clerk").contains("tasks"));
  EXPECT_FALSE(nav("audit").contains("tasks"));
  EXPECT_TRUE(nav("duty").contains("data"));
}

TEST(Session, WrongPasswordsLockTheNameInWords) {
  County own;
  for (int left = 4; left > 0; --left) {
    const auto answer = sign_in(own, "clerk", "wrong");
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(Json::parse(answer.body)["args"]["left"], left);
  }
  const auto locked = sign_in(own, "clerk", "wrong");
  EXPECT_EQ(locked.status, 429);
  EXPECT_EQ(locked.header("retry-after"), "900");
  EXPECT_THAT(Json::parse(locked.body)["text"]["zh"].get<std::string>(), ::testing::HasSubstr("15 分钟"));
  EXPECT_EQ(sign_in(own, "clerk", County::kPassword).status, 429) << "the right password too";
  EXPECT_EQ(sign_in(own, "duty", County::kPassword).status, 201) << "other names are not locked";
  own.pass_wall(api::kLockTime);
  EXPECT_EQ(sign_in(own, "clerk", County::kPassword).status, 201);
}

TEST(Session, ANameThatDoesNotExistIsAnsweredAlike) {
  const auto known = sign_in(county(), "other", "wrong"), unknown = sign_in(county(), "stranger", "wrong");
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(Json::parse(unknown.body)["code"], Json::parse(known.body)["code"]);
}

TEST(Session, ANewPasswordAndARemovedAccountEndItsSessions) {
  County own;
  const auto clerk = own.login("clerk"), other = own.login("other");
  Talk events(own.port(), "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nCookie: " + other.cookie + "\r\n\r\n");
  ASSERT_TRUE(events.read_until("event: clock"));
  own.write([&](ledger::Ledger& l) { api::set_password(l, own.author(), "clerk", "another horse"); });
  EXPECT_EQ(own.get(clerk, "/api/v1/plans").status, 401);
  EXPECT_EQ(sign_in(own, "clerk", County::kPassword).status, 401);
  EXPECT_EQ(sign_in(own, "clerk", "another horse").status, 201);
  own.write([&](ledger::Ledger& l) { api::remove_account(l, own.author(), "other"); });
  EXPECT_EQ(own.get(other, "/api/v1/plans").status, 401);
  EXPECT_EQ(sign_in(own, "other", County::kPassword).status, 401);
  EXPECT_TRUE(events.read_until("\r\n0\r\n\r\n")) << "its live page has ended";
  EXPECT_TRUE(Json::parse(own.get(own.login("audit"), "/api/v1/audit/verify").body)["ok"].get<bool>());
}

TEST(Exposure, BeyondLoopbackNeedsTheWord) {
  EXPECT_NO_THROW(api::check_exposure("127.0.0.1", false));
  EXPECT_NO_THROW(api::check_exposure("::1", false));
  EXPECT_NO_THROW(api::check_exposure("0.0.0.0", true));
  EXPECT_THROW(api::check_exposure("0.0.0.0", false), Failure);
  EXPECT_THROW(api::check_exposure("192.168.1.7", false), Failure);
}

}  // namespace
}  // namespace limpid::testing
