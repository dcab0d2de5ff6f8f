// SPDX-License-Identifier: Apache-2.0
#include "app/county.hpp"

#include <fmt/format.h>

#include <fstream>

#include "base/data_file.hpp"

namespace limpid::app {
namespace {

constexpr const char* kConfig = "limpid.yaml";

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

bool create_county(const std::filesystem::path& dir) {
  namespace fs = std::filesystem;
  if (is_county(dir)) return false;
  std::error_code ec;
  if (fs::exists(dir) && !fs::is_directory(dir)) throw Failure("county.not_a_directory", {{"dir", dir.string()}});
  if (fs::exists(dir) && !fs::is_empty(dir)) {
    // A lock file alone is this very command's.
    for (const auto& entry : fs::directory_iterator(dir))
      if (entry.path().filename() != "lock") throw Failure("county.not_empty", {{"dir", dir.string()}});
  }
  for (const auto* sub : {"", "files", "keys", "log", "archive"}) {
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
  // Written last: a directory is one when it is whole.
  std::ofstream(dir / kConfig) << "# A Limpid data directory: one county.\nformat: 1\n";
  return true;
}

namespace {

const std::filesystem::path& existing(const std::filesystem::path& dir) {
  if (!is_county(dir)) throw Failure("county.missing", {{"dir", dir.string()}});
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
