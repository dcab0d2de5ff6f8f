// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

#include "store/store.hpp"
#include "store/text.hpp"

namespace limpid::store {

using SeriesId = std::int32_t;

/// The dictionary of series: an engine stores numbers, readers see keys. Thread-safe. A series becomes visible to
/// readers once the commit that brought it is durable.
class SeriesBook {
 public:
  /// The number of `key`, a new one when it is unknown. Texts that are not UTF-8 are mended.
  SeriesId intern(const SeriesKey& key);
  std::shared_ptr<const SeriesKey> key(SeriesId id) const;
  /// Visible series that match, in the order of their keys.
  std::vector<SeriesId> match(const Selector& what) const;

  /// Series from `published()` on are new since the last publish.
  SeriesId size() const;
  SeriesId published() const;
  void publish();
  /// Forgets the new ones: their commit failed.
  void withdraw();

 private:
  struct Hash {
    std::size_t operator()(const SeriesKey& k) const;
  };
  mutable std::shared_mutex mutex_;
  std::vector<std::shared_ptr<const SeriesKey>> keys_;
  std::unordered_map<SeriesKey, SeriesId, Hash> ids_;
  std::unordered_map<std::string, std::vector<SeriesId>> of_object_;
  SeriesId published_ = 0;
};

}  // namespace limpid::store
