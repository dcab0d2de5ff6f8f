// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <zip.h>

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace limpid {

/// A ZIP made in memory of {name, content}, deflated.
inline std::string zip_bytes(const std::vector<std::pair<std::string, std::string>>& parts) {
  zip_source_t* target = ::zip_source_buffer_create(nullptr, 0, 0, nullptr);
  ::zip_source_keep(target);
  zip_t* zip = ::zip_open_from_source(target, ZIP_TRUNCATE, nullptr);
  if (zip == nullptr) throw std::runtime_error("zip_open_from_source");
  for (const auto& [name, content] : parts)
    ::zip_file_add(zip, name.c_str(), ::zip_source_buffer(zip, content.data(), content.size(), 0), ZIP_FL_ENC_UTF_8);
  if (::zip_close(zip) != 0) throw std::runtime_error("zip_close");
  zip_stat_t stat;
  ::zip_stat_init(&stat);
  ::zip_source_stat(target, &stat);
  std::string out(static_cast<std::size_t>(stat.size), '\0');
  ::zip_source_open(target);
  ::zip_source_read(target, out.data(), out.size());
  ::zip_source_close(target);
  ::zip_source_free(target);
  return out;
}

}  // namespace limpid
