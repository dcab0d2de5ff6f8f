// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

struct zip;

namespace limpid::plan {

/// A ZIP in memory, read with limits; the bytes must outlive it.
class Archive {
 public:
  /// `plan_input.zip_truncated` {bytes}, `plan_input.zip_broken` {reason}, `plan_input.zip_entries` {entries, limit}.
  static Result<Archive> open(std::string_view bytes);

  bool has(const std::string& name) const;
  /// Nothing where there is no such part. `plan_input.zip_size` {part, limit}, `plan_input.zip_ratio` {part, limit},
  /// `plan_input.zip_broken`.
  Result<std::optional<std::string>> read(const std::string& name) const;

 private:
  struct Close {
    void operator()(zip* z) const;
  };
  explicit Archive(zip* z) : zip_(z) {}
  std::unique_ptr<zip, Close> zip_;
};

}  // namespace limpid::plan
