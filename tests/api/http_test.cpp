// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "api/client.hpp"
#include "api/http/server.hpp"
#include "api/http/static_files.hpp"
#include "base/result.hpp"

namespace limpid::api::http {
namespace {

using testing::ask;

struct Running {
  explicit Running(Handler handler, ServerOptions options = {})
      : server(io, std::move(options), std::move(handler)), thread([this] { io.run(); }) {}
  ~Running() {
    server.stop(std::chrono::milliseconds(2000), [this] { io.stop(); });
    thread.join();
  }
  boost::asio::io_context io;
  Server server;
  std::thread thread;
};

Response text(std::string body) {
  Response r;
  r.set("Content-Type", "text/plain");
  r.body = std::move(body);
  return r;
}

TEST(Http, RequestArrivesDecoded) {
  Request seen;
  Running run([&](Request request, Reply reply) {
    seen = std::move(request);
    reply(text("ok"));
  });
  const auto answer = ask(run.server.port(), {.method = "POST",
                                              .target = "/api/v1/objects/%E5%8C%BA?object=section%2Fa&q=a+b&bad=%zz",
                                              .headers = {{"X-CSRF-Token", "t"}, {"Cookie", "a=1; limpid_session=abc"}},
                                              .body = "{}"});
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "ok");
  EXPECT_EQ(seen.method, "POST");
  EXPECT_EQ(seen.path, "/api/v1/objects/区");
  EXPECT_EQ(seen.param("object"), "section/a");
  EXPECT_EQ(seen.param("q"), "a b");
  EXPECT_EQ(seen.param("bad"), "%zz");
  EXPECT_EQ(seen.header("x-csrf-token"), "t");
  EXPECT_EQ(seen.cookie("limpid_session"), "abc");
  EXPECT_EQ(seen.cookie("limpid"), "");
  EXPECT_EQ(seen.body, "{}");
  EXPECT_EQ(seen.peer, "127.0.0.1");
}

TEST(Http, PortInUseIsNamed) {
  Running run([](Request, Reply reply) { reply(text("")); });
  boost::asio::io_context io;
  try {
    Server second(io, {.port = run.server.port()}, [](Request, Reply) {});
    FAIL() << "two servers on one port";
  } catch (const Failure& e) {
    EXPECT_EQ(e.error.code, "http.port_in_use");
    EXPECT_EQ(e.error.args["port"], run.server.port());
  }
  EXPECT_THROW(Server(io, {.address = "somewhere"}, [](Request, Reply) {}), Failure);
}

TEST(Http, WhatIsOverTheLimitsArrivesWithoutIt) {
  Request seen;
  Running run(
      [&](Request request, Reply reply) {
        seen = std::move(request);
        reply(text("ok"));
      },
      {.body_limit = 1000, .target_limit = 100});
  ask(run.server.port(), {.method = "POST", .target = "/a?b=c", .body = std::string(1500, 'x')});
  EXPECT_EQ(seen.over, 413);
  EXPECT_EQ(seen.body, "");
  ask(run.server.port(), {.method = "POST", .target = "/a?b=c", .body = std::string(1000, 'x')});
  EXPECT_EQ(seen.over, 0);
  EXPECT_EQ(seen.body.size(), 1000u);
  ask(run.server.port(), {.target = "/" + std::string(100, 'x')});
  EXPECT_EQ(seen.over, 414);
  EXPECT_EQ(seen.path, "");
  // Beyond twice the limit nothing is read any more.
  EXPECT_THROW(ask(run.server.port(), {.method = "POST", .body = std::string(2500, 'x')}), std::runtime_error);
}

TEST(Http, GarbageDoesNotStopTheServer) {
  Running run([](Request, Reply reply) { reply(text("alive")); });
  testing::talk(run.server.port(), std::string("\x16\x03\x01\x00\xff garbage\r\n\r\n", 18), 1);
  EXPECT_EQ(ask(run.server.port(), {}).body, "alive");
}

TEST(Http, StreamSendsCommentsAndEndsOnStop) {
  std::shared_ptr<Sink> sink;
  std::promise<void> opened;
  auto run = std::make_unique<Running>(
      [&](Request, Reply reply) {
        Response r = text("");
        r.stream = [&](std::shared_ptr<Sink> s) {
          sink = std::move(s);
          sink->send("id: 7\ndata: {}\n\n");
          opened.set_value();
        };
        reply(std::move(r));
      },
      ServerOptions{.heartbeat = std::chrono::milliseconds(50)});
  const auto got = testing::talk(run->server.port(), "GET /events HTTP/1.1\r\nHost: x\r\n\r\n", 3, ": beat");
  EXPECT_NE(got.find("id: 7"), std::string::npos);
  EXPECT_NE(got.find(": beat"), std::string::npos);
  opened.get_future().wait();
  // The reader above has gone: the producer learns of it by the failing write.
  for (int i = 0; i < 100 && sink->open(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(sink->open());
  const auto before = std::chrono::steady_clock::now();
  run.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::seconds(30));
}

class Static : public ::testing::Test {
 protected:
  void SetUp() override {
    root = std::filesystem::temp_directory_path() / ("limpid-static-" + std::to_string(::getpid()));
    std::filesystem::create_directories(root / "dist/assets");
    std::ofstream(root / "secret.txt") << "secret";
    std::ofstream(root / "dist/index.html") << "<html>";
    std::ofstream(root / "dist/assets/app-1a2b.js") << "let x";
  }
  void TearDown() override { std::filesystem::remove_all(root); }
  std::optional<Response> get(const std::string& path, const std::string& etag = {}) {
    Request r{.method = "GET", .path = path, .query = {}, .headers = {}, .body = {}, .peer = {}};
    if (!etag.empty()) r.headers["if-none-match"] = etag;
    return files.get(r);
  }
  std::filesystem::path root;
  StaticFiles files{std::filesystem::temp_directory_path() / ("limpid-static-" + std::to_string(::getpid())) / "dist"};
};

TEST_F(Static, PagesAndAssets) {
  const auto page = get("/cases/3");
  ASSERT_TRUE(page);
  EXPECT_EQ(page->body, "<html>");
  EXPECT_EQ(page->header("Cache-Control"), "no-cache");
  const auto asset = get("/assets/app-1a2b.js");
  ASSERT_TRUE(asset);
  EXPECT_NE(asset->header("Cache-Control").find("immutable"), std::string_view::npos);
  EXPECT_EQ(asset->header("Content-Type"), "text/javascript; charset=utf-8");
  const auto again = get("/assets/app-1a2b.js", std::string(asset->header("ETag")));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, 304);
  EXPECT_TRUE(again->body.empty());
  EXPECT_FALSE(get("/assets/gone.js"));
}

TEST_F(Static, NeverLeavesItsFolder) {
  for (const char* path : {"/../secret.txt", "/assets/../../secret.txt", "/..\\secret.txt"}) {
    const auto got = get(path);
    EXPECT_FALSE(got && got->body == "secret") << path;
  }
}

}  // namespace
}  // namespace limpid::api::http
