// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "base/messages.hpp"
#include "ledger/county_clock.hpp"
#include "ledger/ledger.hpp"
#include "ledger/runner.hpp"
#include "store/store.hpp"

namespace limpid::app {

/// Wall time, the one place that asks the system.
Instant system_now();

/// An open data directory: both writers, the clock and the chain of stages. Made by the process that holds the
/// directory's lock.
struct County {
  /// Failure `county.missing` where the directory is neither one nor one in the making.
  explicit County(const std::filesystem::path& directory);

  std::filesystem::path dir;
  std::filesystem::path share;
  Messages messages;
  ledger::Ledger ledger;  ///< the writer's connection; the ledger writer's thread only
  std::unique_ptr<store::Store> store;
  ledger::CountyClock clock;
  ledger::Runner runner;

  /// A further read-only connection, for another thread.
  ledger::Ledger reader() const;
  ledger::Author author(std::string actor) const;
};

/// `limpid.yaml`, ledger, store, files/, keys/ (0700), log/. Returns false, and changes nothing, where the directory is
/// one already. `fill` is called before the directory counts as one; what it throws takes away what was made. So does
/// the next call with what a killed one left behind. Failure `county.not_empty` for a folder that holds something else.
bool create_county(const std::filesystem::path& dir, const std::function<void(County&)>& fill = {});
bool is_county(const std::filesystem::path& dir);
/// Failure `county.missing`, or `county.half_made` where a create_county did not come to its end.
void need_county(const std::filesystem::path& dir);

/// The chain's stages in order, with the rules of `share`.
std::vector<std::unique_ptr<ledger::Stage>> make_stages(const std::filesystem::path& share);

}  // namespace limpid::app
