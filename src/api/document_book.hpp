// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "plan/document.hpp"
#include "plan/lint/lint.hpp"

namespace limpid::api {

/// Documents of the ledger read again from their kept text, with what disagrees in them, by the text's hash. Computed
/// at the first request and held in memory, the last few: so the findings are always those of the rules in force, also
/// for what an earlier release imported, and nothing derivable fills the ledger. Safe from any thread.
class DocumentBook {
 public:
  struct Entry {
    plan::Document document;  ///< its source: the bytes that the spans of the ledger's items count
    std::vector<plan::Finding> findings;
    std::vector<plan::RowOfMeasure> rows;  ///< which the findings hold against which measure
  };
  using Read = std::function<Result<plan::Document>(const std::string& text)>;
  using Compare = std::function<std::vector<plan::Finding>(const plan::Document&)>;
  using Align = std::function<std::vector<plan::RowOfMeasure>(const plan::Document&)>;
  static constexpr std::size_t kHeld = 8;

  DocumentBook(std::filesystem::path files, Read read, Compare compare, Align align)
      : files_(std::move(files)), read_(std::move(read)), compare_(std::move(compare)), align_(std::move(align)) {}

  /// Null where the text is not kept or is no plan.
  std::shared_ptr<const Entry> find(const std::string& hash) const;

 private:
  std::filesystem::path files_;
  Read read_;
  Compare compare_;
  Align align_;
  mutable std::mutex mutex_;  ///< held while one is read: nobody reads the same document twice
  mutable std::deque<std::pair<std::string, std::shared_ptr<const Entry>>> held_;
};

}  // namespace limpid::api
