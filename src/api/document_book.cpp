// SPDX-License-Identifier: Apache-2.0
#include "api/document_book.hpp"

#include "base/data_file.hpp"
#include "base/file_store.hpp"

namespace limpid::api {

std::shared_ptr<const DocumentBook::Entry> DocumentBook::find(const std::string& hash) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, entry] : held_)
    if (key == hash) return entry;
  const auto file = kept_file(files_, hash);
  if (hash.empty() || !std::filesystem::exists(file)) return nullptr;
  auto document = read_(read_file(file));
  if (!document) return nullptr;
  auto findings = compare_(*document);
  auto rows = align_(*document);
  auto entry = std::make_shared<const Entry>(Entry{std::move(*document), std::move(findings), std::move(rows)});
  held_.emplace_back(hash, entry);
  if (held_.size() > kHeld) held_.pop_front();
  return entry;
}

}  // namespace limpid::api
