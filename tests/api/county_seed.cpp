// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "api/county.hpp"
#include "app/county.hpp"
#include "base/data_file.hpp"
#include "base/file_store.hpp"
#include "ledger/ledger_facts.hpp"
#include "plan/decisions.hpp"
#include "plan/edits.hpp"
#include "plan/import.hpp"
#include "plan/read.hpp"
#include "registry/import.hpp"

namespace limpid::testing {
namespace {

using store::Packet;

constexpr const char* kSectionDevice = "140525DEMO21SEC001000000";

Packet packet(const std::string& mn, const std::string& object, Instant start,
              const std::vector<std::pair<const char*, double>>& values) {
  const auto c = civil(start);
  Packet p{.mn = mn,
           .raw = fmt::format("##0136QN={0}000;ST=21;CN=2061;PW=******;MN={1};Flag=9;CP=&&DataTime={0}",
                              fmt::format("{:04}{:02}{:02}{:02}0000", c.year, c.month, c.day, c.hour), mn),
           .source = "hj212",
           .received = start + kHour,
           .readings = {},
           .rejected = {}};
  for (const auto& [parameter, value] : values) {
    p.readings.push_back(
        {.series = {object, parameter, "avg", Period::hour, "device:" + mn}, .start = start, .value = value});
    p.raw += fmt::format(";{0}-Avg={1},{0}-Flag=N", parameter, value);
  }
  p.raw += "&&A1B2\r\n";
  return p;
}

void import_registers(Directory& county) {
  const auto kinds = registry::Kinds::load();
  for (const char* kind : {"node", "reach", "section", "outfall", "plant", "air-station", "dust-site", "enterprise",
                           "project", "device"}) {
    const auto file = county.share / "plans/zezhou-2022/registers" / (std::string(kind) + ".csv");
    const ledger::LedgerFacts facts(county.ledger, *county.store, county.clock.now());
    const auto import = registry::import_register(**kinds.find(kind), read_file(file), file.string(), facts);
    if (!import || !import->problems.empty()) throw std::runtime_error(std::string("register ") + kind);
    county.apply(import->changes);
  }
}

void import_plan(Directory& county) {
  const ledger::LedgerFacts facts(county.ledger, *county.store, county.clock.now());
  const std::string bytes = read_file(county.share / "plans/zezhou-2022/plan.txt");
  const auto document = plan::read_document(bytes);
  const auto import = plan::import_document(*document, bytes, "zezhou-2022",
                                            read_yaml(county.share / "plans/zezhou-2022/bindings.yaml"), facts);
  keep_file(county.dir / "files", bytes);
  county.apply(import.changes);
}

/// A correction and a finding that is to be told to the issuer, so that there is something to read and to take back.
void add_reading(Directory& county) {
  const ledger::LedgerFacts facts(county.ledger, *county.store, county.clock.now());
  plan::Edit edit;
  edit.item = "zezhou-2022/air/m9";
  edit.field = "names";
  edit.quote = "绿色运输";
  edit.value = {{"text", "绿色运输示范区"}};
  edit.by = "user:duty";
  edit.at = format_instant(county.clock.now());
  county.apply(plan::add_edit(edit, facts).value());
  plan::Finding finding;
  finding.id = County::kFinding;
  finding.kind = "deadline_differs";
  finding.severity = plan::Severity::high;
  finding.places = {{"air/m4", {}, "2022年5月底前"}, {"air/t5", {}, "按市生态环境局要求时限"}};
  finding.code = "plain";
  finding.args = {{"text", "正文与台账的时限不同"}};
  finding.replacement = "2022年5月底前";
  plan::Decision decision;
  decision.decision = "sent";
  decision.by = "user:duty";
  decision.at = format_instant(county.clock.now());
  county.apply(plan::decide("zezhou-2022", finding, decision, facts).value());
}

void add_users(Directory& county) {
  using api::Role;
  const ledger::Author author{"act", "local:0", county.clock.now(), county.clock.wall()};
  const std::string password = County::kPassword;
  for (const api::NewAccount& account : {api::NewAccount{"duty", "值班 李某", Role::duty_officer, "", password},
                                         {"audit", "审计 王某", Role::auditor, "", password},
                                         {"clerk", "大东沟 张某", Role::unit_clerk, "大东沟镇", password},
                                         {"other", "山河 赵某", Role::unit_clerk, "山河镇", password},
                                         {"county", "县政府 钱某", Role::unit_clerk, "泽州县人民政府", password}})
    add_account(county.ledger, author, account);
}

}  // namespace

Directory::Directory(const std::filesystem::path& d)
    : dir(d),
      wall_ms(to_ms(from_civil(2022, 9, 13, 17, 20))),
      ledger(dir / "ledger.sqlite"),
      store(store::open_duckdb(dir / "observations.duckdb")),
      clock(ledger, [this] { return from_ms(wall_ms); }),
      runner(ledger, *store, app::make_stages(share), [this] { return from_ms(wall_ms); }) {}

void Directory::write(const std::function<void(ledger::Ledger&)>& job) {
  job(ledger);
  runner.catch_up();
}

void Directory::apply(const ledger::Changes& changes) {
  write([&](ledger::Ledger& l) {
    ledger::Transaction tx(l, {"act", "local:0", clock.now(), clock.wall()});
    tx.apply(changes);
    tx.commit();
  });
}

void Directory::hour(Instant start, double ammonia) {
  const std::vector<Packet> packets = {
      packet(kSectionDevice, County::kSection, start,
             {{"w01001", 7.8}, {"w01009", 7.1}, {"w01019", 5.2}, {"w21003", ammonia}, {"w21011", 0.21}}),
      packet("140525DEMO32OUT001500000", "outfall/ch-07", start, {{"w21003", ammonia * 6}, {"w01018", 31}}),
      packet("140525DEMO22AIR003000000", "air-station/bagong", start,
             {{"a34004", 61}, {"a34002", 112}, {"a21026", 18}, {"a21004", 35}, {"a21005", 0.9}, {"a05024", 171}})};
  store->commit(packets, start + kHour);
  clock.set(ledger, *store, start + kHour, "local:0");
  runner.catch_up();
}

void seed(Directory& county) {
  const Instant start = from_civil(2022, 9, 12);
  county.clock.set(county.ledger, *county.store, start, "local:0");
  import_registers(county);
  import_plan(county);
  add_users(county);
  add_reading(county);
  for (int h = 0; h < 40; ++h) county.hour(start + h * kHour, h >= 36 ? 2.36 : 0.92);
  const Packet again = packet(kSectionDevice, County::kSection, start + 30 * kHour, {{"w21003", 0.95}});
  const Packet broken{.mn = "",
                      .raw = std::string("##00\xff broken"),
                      .source = "hj212",
                      .received = county.clock.wall(),
                      .readings = {},
                      .rejected = Error{"hj212.crc", {{"bytes", 11}}, ""}};
  Packet stranger = packet("140525DEMO32OUT001500000", "outfall/ch-07", start, {});
  stranger.readings.clear();
  stranger.rejected = Error{"hj212.wrong_password", {{"mn", "140525DEMO32OUT001500000"}}, ""};
  const std::vector<Packet> packets = {again, broken, stranger};
  county.store->commit(packets, county.clock.now());
  county.runner.catch_up();
}

}  // namespace limpid::testing
