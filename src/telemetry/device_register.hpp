// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ledger/records/registry.hpp"

namespace limpid::telemetry {

/// Devices by MN, as the register stood when the table was made. Immutable.
class DeviceTable {
 public:
  explicit DeviceTable(const std::vector<ledger::Device>& devices = {}) {
    for (const ledger::Device& d : devices) by_mn_.insert_or_assign(d.mn, d);
  }
  /// Null when there is none.
  const ledger::Device* find(std::string_view mn) const {
    const auto it = by_mn_.find(std::string(mn));
    return it == by_mn_.end() ? nullptr : &it->second;
  }

 private:
  std::unordered_map<std::string, ledger::Device> by_mn_;
};

/// The table in force; whoever writes the register replaces it while the reactor reads.
class DeviceRegister {
 public:
  void replace(const std::vector<ledger::Device>& devices) {
    auto fresh = std::make_shared<const DeviceTable>(devices);
    const std::scoped_lock lock(mutex_);
    table_ = std::move(fresh);
  }
  std::shared_ptr<const DeviceTable> table() const {
    const std::scoped_lock lock(mutex_);
    return table_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const DeviceTable> table_ = std::make_shared<const DeviceTable>();
};

}  // namespace limpid::telemetry
