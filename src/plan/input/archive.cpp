// SPDX-License-Identifier: Apache-2.0
#include "plan/input/archive.hpp"

#include <zip.h>

#include <algorithm>
#include <array>

#include "plan/input/limits.hpp"

namespace limpid::plan {

void Archive::Close::operator()(zip* z) const {
  ::zip_discard(z);
}

Result<Archive> Archive::open(std::string_view bytes) {
  // The list of its parts ends an archive: without it the rest did not arrive.
  constexpr std::size_t kEnd = 22 + 0xFFFF;  // its record, with the longest comment
  if (bytes.substr(bytes.size() - std::min(bytes.size(), kEnd)).find("PK\x05\x06") == std::string_view::npos)
    return fail("plan_input.zip_truncated", {{"bytes", bytes.size()}}, "byte " + std::to_string(bytes.size()));
  zip_error_t error;
  ::zip_error_init(&error);
  auto* source = ::zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  auto* opened = source != nullptr ? ::zip_open_from_source(source, ZIP_RDONLY, &error) : nullptr;
  if (opened == nullptr) {
    if (source != nullptr) ::zip_source_free(source);
    const std::string reason = ::zip_error_strerror(&error);
    ::zip_error_fini(&error);
    return fail("plan_input.zip_broken", {{"reason", reason}});
  }
  ::zip_error_fini(&error);
  Archive archive(opened);
  const auto entries = ::zip_get_num_entries(opened, 0);
  if (entries > static_cast<zip_int64_t>(limits::kZipEntries))
    return fail("plan_input.zip_entries", {{"entries", entries}, {"limit", limits::kZipEntries}});
  return archive;
}

bool Archive::has(const std::string& name) const {
  return ::zip_name_locate(zip_.get(), name.c_str(), 0) >= 0;
}

Result<std::optional<std::string>> Archive::read(const std::string& name) const {
  const auto index = ::zip_name_locate(zip_.get(), name.c_str(), 0);
  if (index < 0) return std::optional<std::string>{};
  const auto at = static_cast<zip_uint64_t>(index);
  zip_stat_t stat;
  ::zip_stat_init(&stat);
  const bool known = ::zip_stat_index(zip_.get(), at, 0, &stat) == 0 && (stat.valid & ZIP_STAT_COMP_SIZE) != 0;
  const auto packed = known ? static_cast<std::size_t>(stat.comp_size) : 0;
  const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(::zip_fopen_index(zip_.get(), at, 0), &::zip_fclose);
  if (!file) return fail("plan_input.zip_broken", {{"reason", ::zip_strerror(zip_.get())}}, name);
  // What the directory says about the size may be a lie: it is counted while unpacking.
  std::string out;
  std::array<char, std::size_t{1} << 16> buffer{};
  for (;;) {
    const auto n = ::zip_fread(file.get(), buffer.data(), buffer.size());
    if (n < 0) return fail("plan_input.zip_broken", {{"reason", ::zip_file_strerror(file.get())}}, name);
    if (n == 0) return std::optional<std::string>(std::move(out));
    out.append(buffer.data(), static_cast<std::size_t>(n));
    if (out.size() > limits::kInflated)
      return fail("plan_input.zip_size", {{"part", name}, {"limit", limits::kInflated}}, name);
    if (out.size() > limits::kRatioFrom && out.size() / limits::kRatio > packed)
      return fail("plan_input.zip_ratio", {{"part", name}, {"limit", limits::kRatio}}, name);
  }
}

}  // namespace limpid::plan
