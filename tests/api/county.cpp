// SPDX-License-Identifier: Apache-2.0
#include "api/county.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include "alerts/alerts_stage.hpp"
#include "base/data_file.hpp"
#include "casework/casework_stage.hpp"
#include "ledger/ledger_facts.hpp"
#include "ledger/records/loop.hpp"
#include "ledger/records/registry.hpp"
#include "ledger/records/status.hpp"
#include "plan/import.hpp"
#include "plan/read.hpp"
#include "registry/import.hpp"
#include "standards/stage.hpp"
#include "tracing/stage.hpp"

namespace limpid::testing {
namespace {

using store::Packet;
using store::Reading;

std::vector<std::unique_ptr<ledger::Stage>> stages(const std::filesystem::path& share) {
  std::vector<std::unique_ptr<ledger::Stage>> out;
  out.push_back(standards::StandardsStage::load(share));
  out.push_back(std::make_unique<alerts::AlertsStage>(alerts::load_alert_rules(share)));
  out.push_back(tracing::TracingStage::make());
  out.push_back(std::make_unique<casework::CaseworkStage>(casework::load_case_rules(share)));
  return out;
}

Packet packet(const std::string& mn, const std::string& object, Instant start,
              const std::vector<std::pair<const char*, double>>& values) {
  Packet p{
      .mn = mn,
      .raw = "##0136QN=20220913160000000;ST=21;CN=2061;PW=******;MN=" + mn + ";Flag=9;CP=&&DataTime=20220913150000",
      .source = "hj212",
      .received = start + kHour,
      .readings = {},
      .rejected = {}};
  for (const auto& [parameter, value] : values) {
    p.readings.push_back(
        {.series = {object, parameter, "avg", Period::hour, "device:" + mn}, .start = start, .value = value});
    p.raw += ";" + std::string(parameter) + "-Avg=" + std::to_string(value) + "," + parameter + "-Flag=N";
  }
  p.raw += "&&A1B2\r\n";
  return p;
}

}  // namespace

County::County() : wall_ms(to_ms(from_civil(2022, 9, 13, 17, 20))), share_(LIMPID_SOURCE_DIR) {
  ::setenv("LIMPID_SHARE", LIMPID_SOURCE_DIR, 1);
  static int made = 0;
  dir_ = std::filesystem::temp_directory_path() /
         ("limpid-api-" + std::to_string(::getpid()) + "-" + std::to_string(++made));
  std::filesystem::create_directories(dir_ / "files");
  messages_ = Messages::load(share_);
  ledger_ = std::make_unique<ledger::Ledger>(dir_ / "ledger.sqlite");
  store_ = store::open_duckdb(dir_ / "observations.duckdb");
  clock_ = std::make_unique<ledger::CountyClock>(*ledger_, [this] { return from_ms(wall_ms); });
  runner_ = std::make_unique<ledger::Runner>(*ledger_, *store_, stages(share_), [this] { return from_ms(wall_ms); });
  clock_->set(*ledger_, *store_, from_civil(2022, 9, 12), "local:0");
  import_registers();
  import_plan();
  add_users();
  first_days();
  api::Services services{
      .messages = &messages_,
      .share = share_,
      .files = dir_ / "files",
      .store = store_.get(),
      .clock = clock_.get(),
      .reader = [this] { return ledger::Ledger(dir_ / "ledger.sqlite", ledger::Ledger::Mode::reader); },
      .write = [this](const auto& job) { write(job); },
      .log = [](const std::string& line) { ADD_FAILURE() << line; },
      .hj212 = "127.0.0.1:9212"};
  api_ = std::make_unique<api::Api>(std::move(services));
  server_ = std::make_unique<api::http::Server>(io_, api::http::ServerOptions{}, [this](auto request, auto reply) {
    api_->handle(std::move(request), std::move(reply));
  });
  thread_ = std::thread([this] { io_.run(); });
}

County::~County() {
  api_->stop();
  server_->stop(std::chrono::milliseconds(2000), [this] { io_.stop(); });
  thread_.join();
  api_.reset();
  std::filesystem::remove_all(dir_);
}

void County::write(const std::function<void(ledger::Ledger&)>& job) {
  {
    std::lock_guard lock(mutex_);
    job(*ledger_);
    runner_->catch_up();
  }
  if (api_) api_->changed();
}

void County::import_registers() {
  const auto kinds = registry::Kinds::load();
  for (const char* kind : {"node", "reach", "section", "outfall", "plant", "air-station", "dust-site", "enterprise",
                           "project", "device"}) {
    const auto file = share_ / "plans/zezhou-2022/registers" / (std::string(kind) + ".csv");
    write([&](ledger::Ledger& ledger) {
      const ledger::LedgerFacts facts(ledger, *store_, clock_->now());
      const auto import = registry::import_register(**kinds.find(kind), read_file(file), file.string(), facts);
      ledger::Transaction tx(ledger, {"act", "local:0", clock_->now(), clock_->wall()});
      tx.apply(import->changes);
      tx.commit();
    });
  }
}

void County::import_plan() {
  write([&](ledger::Ledger& ledger) {
    const ledger::LedgerFacts facts(ledger, *store_, clock_->now());
    const std::string bytes = read_file(share_ / "plans/zezhou-2022/plan.txt");
    const auto document = plan::read(bytes);
    const auto import = plan::import_document(*document, bytes, "zezhou-2022",
                                              read_yaml(share_ / "plans/zezhou-2022/bindings.yaml"), facts);
    ledger::Transaction tx(ledger, {"act", "local:0", clock_->now(), clock_->wall()});
    tx.apply(import.changes);
    tx.commit();
  });
}

void County::add_users() {
  write([&](ledger::Ledger& ledger) {
    const ledger::Author author{"act", "local:0", clock_->now(), clock_->wall()};
    add_account(ledger, author, {"duty", "值班 李某", api::Role::duty_officer, "", kPassword});
    add_account(ledger, author, {"audit", "审计 王某", api::Role::auditor, "", kPassword});
    add_account(ledger, author, {"clerk", "大东沟 张某", api::Role::unit_clerk, "大东沟镇", kPassword});
    add_account(ledger, author, {"other", "山河 赵某", api::Role::unit_clerk, "山河镇", kPassword});
  });
}

void County::hour(Instant start, double ammonia) {
  {
    std::lock_guard lock(mutex_);
    const std::vector<Packet> packets = {
        packet(kSectionDevice, kSection, start,
               {{"w01001", 7.8}, {"w01009", 7.1}, {"w01019", 5.2}, {"w21003", ammonia}, {"w21011", 0.21}}),
        packet("140525DEMO32OUT001500000", "outfall/ch-07", start, {{"w21003", ammonia * 6}, {"w01018", 31}}),
        packet("140525DEMO22AIR003000000", "air-station/bagong", start,
               {{"a34004", 61}, {"a34002", 112}, {"a21026", 18}, {"a21004", 35}, {"a21005", 0.9}, {"a05024", 171}})};
    store_->commit(packets, start + kHour);
    clock_->set(*ledger_, *store_, start + kHour, "local:0");
    runner_->catch_up();
  }
  if (api_) api_->changed();
}

void County::first_days() {
  const Instant start = from_civil(2022, 9, 12);
  for (int h = 0; h < 40; ++h) hour(start + h * kHour, h >= 36 ? 2.36 : 0.92);
  // A correction, a packet that is no packet, and a status as the measures stage writes it.
  Packet again = packet(kSectionDevice, kSection, start + 30 * kHour, {{"w21003", 0.95}});
  Packet broken{.mn = "",
                .raw = std::string("##00\xff broken"),
                .source = "hj212",
                .received = clock_->wall(),
                .readings = {},
                .rejected = Error{"hj212.crc", {{"expected", "A1B2"}, {"found", "0000"}}, ""}};
  const std::vector<Packet> packets = {again, broken};
  store_->commit(packets, clock_->now());
  write([&](ledger::Ledger& ledger) {
    ledger::Status s;
    s.state = "breached";
    s.archetype = "coverage";
    s.system = "W04";
    s.done = 6;
    s.of = 8;
    s.unit = "座";
    s.sentence = {"plain", {{"text", "应联网 8 座，正常联网 6 座"}}, ""};
    s.figures = {{"", "6 / 8", "座", "2022-09-13"}};
    s.steps = {{"plain", {{"text", "8 - 2 = 6"}}, "county-conventions#K-07"}};
    s.evidence = {{"object", "plant/xiacun", {"plain", {{"text", "未安装"}}, ""}, "", "", "2022-09-13", "breached"}};
    s.due = "2022-08-31";
    ledger::Transaction tx(ledger, {"measures", "system", clock_->now(), clock_->wall()});
    const Instant epoch{};
    tx.apply({{{"status", "zezhou-2022/water/m9", "item", epoch, Instant::max(), s},
               {"status", "zezhou-2022/water/m9#1", "promise", epoch, Instant::max(), s}},
              {}});
    tx.commit();
  });
}

County::Login County::login(const std::string& name) {
  const auto answer = ask(port(), {.method = "POST",
                                   .target = "/api/v1/session",
                                   .headers = {{"Content-Type", "application/json"}},
                                   .body = Json{{"name", name}, {"password", kPassword}}.dump()});
  if (answer.status != 201) throw std::runtime_error("login " + name + ": " + answer.body);
  const std::string cookie = answer.headers.at("set-cookie");
  return {cookie.substr(0, cookie.find(';')), Json::parse(answer.body).at("csrf")};
}

Answer County::get(const Login& who, const std::string& target) {
  return ask(port(), {.target = target, .headers = who.headers()});
}

Answer County::post(const Login& who, const std::string& target, const Json& body) {
  auto headers = who.headers();
  headers["Content-Type"] = "application/json";
  return ask(port(), {.method = "POST", .target = target, .headers = headers, .body = body.dump()});
}

std::int64_t County::case_id() {
  std::lock_guard lock(mutex_);
  for (const auto& r : ledger_->records("case"))
    if (r.content.value("object", "") == kSection) return r.id;
  return 0;
}

County& county() {
  static County one;
  return one;
}

}  // namespace limpid::testing
