// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "store/duckdb_store.hpp"

namespace limpid::store {
namespace {

constexpr std::string_view kSchemaVersion = "1";

// No keys and no indexes: rows are only appended, in the order of seq and nearly in that of start, so that the zone
// maps find them.
constexpr const char* kTables = R"(
create table series (id integer not null, object varchar not null, parameter varchar not null, statistic varchar not null,
                     period varchar not null, source varchar not null);
create table observation (seq bigint not null, series integer not null, start bigint not null, value double not null,
                          qualifier varchar not null, flag varchar not null, packet bigint not null);
create table commit_log (seq bigint not null, committed_at bigint not null, wall bigint not null, received bigint not null,
                         accepted bigint not null, duplicate bigint not null, quarantined bigint not null, rows bigint not null);
create table packet (id bigint not null, seq bigint not null, received bigint not null, mn varchar not null,
                     source varchar not null, raw blob not null);
create table quarantine (id bigint not null, seq bigint not null, received bigint not null, mn varchar not null,
                         source varchar not null, raw blob not null, code varchar not null, args varchar not null,
                         place varchar not null);
create table revised (series integer not null, month bigint not null, seq bigint not null);
create table meta (key varchar not null, value varchar not null);
insert into meta values ('schema', '1');
)";

int number_after(std::string_view text, std::size_t pos) {
  int value = -1;
  std::from_chars(text.data() + std::min(pos, text.size()), text.data() + text.size(), value);
  return value;
}

}  // namespace

void check_library() {
  const std::string version = duck::library().library_version();  // v1.5.6
  const auto dot = version.find('.');
  const int major = number_after(version, 1);
  const int minor = dot == std::string::npos ? -1 : number_after(version, dot + 1);
  if (major != 1 || minor < 4) throw Failure("store.library", {{"version", version}, {"needed", "1.4"}});
}

void prepare_file(const duck::Connection& connection) {
  duck::Rows tables = connection.query("select count(*) from duckdb_tables() where not internal");
  if (!tables.next()) throw duck::Error("no tables listed");
  if (tables.get<std::int64_t>(0, 0) == 0) {
    connection.run("begin transaction");
    connection.run(kTables);
    connection.run("commit");
    return;
  }
  duck::Rows meta = connection.query("select value from meta where key = 'schema'");
  const std::string found = meta.next() ? meta.text(0, 0) : "?";
  if (found != kSchemaVersion)
    throw Failure("store.schema", {{"found", found}, {"needed", std::string(kSchemaVersion)}});
}

}  // namespace limpid::store
