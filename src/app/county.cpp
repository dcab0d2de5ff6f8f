// SPDX-License-Identifier: Apache-2.0
#include "app/county.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/data_file.hpp"

namespace limpid::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kConfig = "limpid.yaml";
/// Stands in a directory that is being made: all of the names below are then leftovers where nobody holds the lock.
constexpr const char* kMaking = "making";
constexpr auto kOwnFolders = {"files", "keys", "log", "archive"};
constexpr auto kOwnFiles = {"ledger.sqlite",          "ledger.sqlite-wal",   "ledger.sqlite-shm",
                            "ledger.sqlite-journal",  "observations.duckdb", "observations.duckdb.wal",
                            "observations.duckdb.tmp"};

bool in_the_making(const fs::path& dir) {
  return !is_county(dir) && fs::exists(dir / kMaking);
}

void take_away(const fs::path& dir) {
  std::error_code ignored;
  for (const auto& names :
       {std::initializer_list<const char*>(kOwnFolders), std::initializer_list<const char*>(kOwnFiles)})
    for (const auto* name : names) fs::remove_all(dir / name, ignored);
}

// A lock file alone is this very command's.
void need_empty(const fs::path& dir) {
  for (const auto& entry : fs::directory_iterator(dir)) {
    const auto name = entry.path().filename();
    if (name != "lock" && name != kMaking) throw Failure("county.not_empty", {{"dir", dir.string()}});
  }
}

void make_parts(const fs::path& dir) {
  for (const auto* sub : kOwnFolders) {
    std::error_code ec;
    fs::create_directories(dir / sub, ec);
    if (ec) throw Failure("county.not_writable", {{"dir", dir.string()}, {"reason", ec.message()}});
  }
  fs::permissions(dir / "keys", fs::perms::owner_all);
  ledger::Ledger ledger(dir / "ledger.sqlite");
  store::open_duckdb(dir / "observations.duckdb");
  const Instant now = system_now();
  ledger::Transaction tx(ledger, {"act", "system", now, now});
  tx.note("directory.made", "", Json::object());
  ledger::write_ticks(tx, period_start(Period::minute, now) - kMinute, now, 0);
  tx.commit();
}

}  // namespace

Instant system_now() {
  return std::chrono::floor<Millis>(std::chrono::system_clock::now());
}

ledger::Ledger County::reader() const {
  return ledger::Ledger(dir / "ledger.sqlite", ledger::Ledger::Mode::reader);
}

ledger::Author County::author(std::string actor) const {
  return {"act", std::move(actor), clock.now(), system_now()};
}

bool is_county(const std::filesystem::path& dir) {
  return std::filesystem::exists(dir / kConfig);
}

void need_county(const std::filesystem::path& dir) {
  if (in_the_making(dir)) throw Failure("county.half_made", {{"dir", dir.string()}});
  if (!is_county(dir)) throw Failure("county.missing", {{"dir", dir.string()}});
}

bool create_county(const std::filesystem::path& dir, const std::function<void(County&)>& fill) {
  if (is_county(dir)) return false;
  std::error_code ec;
  if (fs::exists(dir) && !fs::is_directory(dir)) throw Failure("county.not_a_directory", {{"dir", dir.string()}});
  fs::create_directories(dir, ec);
  if (ec) throw Failure("county.not_writable", {{"dir", dir.string()}, {"reason", ec.message()}});
  if (in_the_making(dir)) take_away(dir);
  need_empty(dir);
  if (!std::ofstream(dir / kMaking))
    throw Failure("county.not_writable", {{"dir", dir.string()}, {"reason", std::strerror(errno)}});
  try {
    make_parts(dir);
    if (fill) {
      County county(dir);
      fill(county);
    }
  } catch (...) {
    take_away(dir);
    fs::remove(dir / kMaking, ec);
    throw;
  }
  // Written last: a directory is one when it is whole.
  std::ofstream(dir / kConfig) << "# A Limpid data directory: one county.\nformat: 1\n";
  fs::remove(dir / kMaking, ec);
  return true;
}

namespace {

const std::filesystem::path& existing(const std::filesystem::path& dir) {
  if (!in_the_making(dir)) need_county(dir);
  return dir;
}

}  // namespace

County::County(const std::filesystem::path& directory)
    : dir(existing(directory)),
      share(share_dir()),
      messages(Messages::load(share)),
      ledger(dir / "ledger.sqlite"),
      store(store::open_duckdb(dir / "observations.duckdb")),
      clock(ledger, system_now),
      runner(ledger, *store, make_stages(share), system_now) {}

}  // namespace limpid::app
