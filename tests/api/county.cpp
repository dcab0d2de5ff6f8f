// SPDX-License-Identifier: Apache-2.0
#include "api/county.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/schema.hpp"
#include "base/data_file.hpp"
#include "base/text.hpp"

namespace limpid::testing {
namespace {

namespace fs = std::filesystem;

fs::path new_directory() {
  static int made = 0;
  const fs::path dir =
      fs::temp_directory_path() / ("limpid-api-" + std::to_string(::getpid()) + "-" + std::to_string(++made));
  fs::create_directories(dir / "files");
  return dir;
}

/// Filled once a process and closed; gone with it.
const fs::path& filled() {
  struct Filled {
    fs::path dir = new_directory();
    Filled() {
      ::setenv("LIMPID_SHARE", LIMPID_SOURCE_DIR, 1);
      Directory place(dir);
      seed(place);
    }
    ~Filled() { fs::remove_all(dir); }
  };
  static const Filled one;
  return one.dir;
}

/// The product takes it apart in another process; texts are all that these tests send.
Result<api::PlanText> plain_text(const std::string& bytes) {
  auto decoded = text::to_utf8(bytes);
  if (!decoded) return tl::unexpected(decoded.error());
  return api::PlanText{decoded->utf8, "text"};
}

fs::path copied() {
  const auto dir = new_directory();
  fs::copy(filled(), dir, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  return dir;
}

}  // namespace

County::County(api::Options options, std::size_t readers, std::size_t queue)
    : dir_(copied()),
      files_(dir_ / "files"),
      messages_(Messages::load(LIMPID_SOURCE_DIR)),
      place_(std::make_unique<Directory>(dir_)) {
  const auto reader = [this] { return ledger::Ledger(dir_ / "ledger.sqlite", ledger::Ledger::Mode::reader); };
  readers_ = std::make_unique<api::ReaderPool>(readers, queue, reader);
  api::Services services{.messages = &messages_,
                         .share = place_->share,
                         .files = files_,
                         .store = place_->store.get(),
                         .clock = &place_->clock,
                         .readers = readers_.get(),
                         .reader = reader,
                         .write = [this](const auto& job) { write(job); },
                         .log = [](const std::string& line) { ADD_FAILURE() << line; },
                         .hj212 = [] { return std::string("127.0.0.1:9212"); },
                         .plan_text = plain_text};
  api_ = std::make_unique<api::Api>(std::move(services), options);
  server_ = std::make_unique<api::http::Server>(io_, api::http::ServerOptions{}, [this](auto request, auto reply) {
    api_->handle(std::move(request), std::move(reply));
  });
  thread_ = std::thread([this] { io_.run(); });
}

County::~County() {
  api_->stop();
  readers_->stop();
  server_->stop(std::chrono::milliseconds(2000), [this] { io_.stop(); });
  thread_.join();
  api_.reset();
  place_.reset();
  fs::remove_all(dir_);
}

void County::write(const std::function<void(ledger::Ledger&)>& job) {
  {
    const std::lock_guard lock(mutex_);
    place_->write(job);
  }
  api_->changed();
}

void County::hour(Instant start, double ammonia) {
  {
    const std::lock_guard lock(mutex_);
    place_->hour(start, ammonia);
  }
  api_->changed();
}

ledger::Author County::author() const {
  return {"act", "local:0", place_->clock.now(), place_->clock.wall()};
}

County::Login County::login(const std::string& name, const std::string& password) {
  const auto answer = send({.method = "POST",
                            .target = "/api/v1/session",
                            .headers = {{"Content-Type", "application/json"}},
                            .body = Json{{"name", name}, {"password", password}}.dump()});
  if (answer.status != 201) throw std::runtime_error("login " + name + ": " + answer.body);
  const std::string cookie = answer.headers.at("set-cookie");
  return {cookie.substr(0, cookie.find(';')), Json::parse(answer.body).at("csrf")};
}

County::Login County::open_session(const std::string& name) {
  std::string token;
  write([&](ledger::Ledger& ledger) {
    token = api::finish_login(ledger, author(), name, true, "127.0.0.1").value().token;
  });
  return {"limpid_session=" + token, api::csrf_token(token)};
}

Answer County::send(const Ask& what) {
  auto answer = ask(port(), what);
  EXPECT_EQ(what.target.starts_with("/api/") ? answer_faults(what, answer) : "", "")
      << what.method << " " << what.target.substr(0, 300) << " " << answer.status << "\n"
      << answer.body.substr(0, 1500);
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << what.target.substr(0, 300);
  return answer;
}

Answer County::get(const Login& who, const std::string& target) {
  return send({.target = target, .headers = who.headers()});
}

Answer County::post(const Login& who, const std::string& target, const Json& body) {
  auto headers = who.headers();
  headers["Content-Type"] = "application/json";
  return send({.method = "POST", .target = target, .headers = headers, .body = body.dump()});
}

std::int64_t County::case_id() {
  return read([](const ledger::Ledger& ledger) -> std::int64_t {
    for (const auto& r : ledger.records("case"))
      if (r.content.value("object", "") == kSection) return r.id;
    return 0;
  });
}

std::string County::upload(const Login& who, const std::string& file, const std::string& bytes) {
  auto headers = who.headers();
  headers["Content-Type"] = "multipart/form-data; boundary=xXx";
  const auto answer =
      send({.method = "POST",
            .target = "/api/v1/plans",
            .headers = headers,
            .body = "--xXx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file +
                    "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + bytes + "\r\n--xXx--\r\n"});
  EXPECT_EQ(answer.status, 202) << answer.body;
  std::string id = Json::parse(answer.body).at("reading");
  for (int i = 0; i < 600; ++i) {
    if (Json::parse(get(who, "/api/v1/readings/" + id).body).at("state") != "reading") return id;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  ADD_FAILURE() << "not read in time";
  return id;
}

std::string County::reading_id() {
  if (reading_.empty())
    reading_ =
        upload(open_session("duty"), "计划原文.txt", read_file(place_->share / "plans" / "zezhou-2022" / "plan.txt"));
  return reading_;
}

namespace {

/// Ends the county after the last test: DuckDB must not outlive what its library keeps for each thread.
class Shared : public ::testing::Environment {
 public:
  void TearDown() override { one.reset(); }
  std::unique_ptr<County> one;
};
Shared* const shared = static_cast<Shared*>(::testing::AddGlobalTestEnvironment(new Shared));

}  // namespace

County& county() {
  if (!shared->one) shared->one = std::make_unique<County>();
  return *shared->one;
}

}  // namespace limpid::testing
