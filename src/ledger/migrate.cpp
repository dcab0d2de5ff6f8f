// SPDX-License-Identifier: Apache-2.0
#include "ledger/migrate.hpp"

#include <soci/soci.h>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace limpid::ledger {
namespace {

struct Migration {
  int number;
  const char* name;
  const char* sql;
};

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> all = [] {
    std::vector<Migration> list{
#include "migrations.inc"
    };
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
    return list;
  }();
  return all;
}

// SQLite prepares one statement at a time; migration files end each statement with ";\n".
void run_script(soci::session& sql, std::string_view script) {
  while (!script.empty()) {
    const auto end = script.find(";\n");
    const std::string statement(script.substr(0, end));
    if (statement.find_first_not_of(" \n\t") != std::string::npos) sql << statement;
    script = end == std::string_view::npos ? std::string_view{} : script.substr(end + 2);
  }
}

}  // namespace

void migrate(soci::session& sql) {
  sql << "CREATE TABLE IF NOT EXISTS migration (number BIGINT PRIMARY KEY, name TEXT NOT NULL)";
  long long done = 0;
  sql << "SELECT coalesce(max(number), 0) FROM migration", soci::into(done);
  const auto& all = migrations();
  if (!all.empty() && done > all.back().number)
    throw Failure("ledger.newer", {{"found", done}, {"known", all.back().number}});
  for (const auto& m : all) {
    long long present = 0;
    const long long number = m.number;
    sql << "SELECT count(*) FROM migration WHERE number = :n", soci::into(present), soci::use(number);
    if (present != 0) continue;
    sql << "BEGIN IMMEDIATE";
    try {
      run_script(sql, m.sql);
      const std::string name = m.name;
      sql << "INSERT INTO migration (number, name) VALUES (:n, :name)", soci::use(number), soci::use(name);
      sql << "COMMIT";
    } catch (...) {
      sql << "ROLLBACK";
      throw;
    }
  }
}

std::vector<std::pair<int, std::string>> foreign_migrations(soci::session& sql) {
  std::map<int, std::string> known;
  for (const auto& m : migrations()) known[m.number] = m.name;
  std::vector<std::pair<int, std::string>> out;
  long long number = 0;
  std::string name;
  soci::statement st = (sql.prepare << "SELECT number, name FROM migration", soci::into(number), soci::into(name));
  st.execute();
  while (st.fetch()) {
    const auto own = known.extract(static_cast<int>(number));
    if (own.empty() || own.mapped() != name) out.emplace_back(static_cast<int>(number), name);
  }
  out.insert(out.end(), known.begin(), known.end());
  return out;
}

}  // namespace limpid::ledger
