// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace limpid {

/// Keeps bytes below `files` by content, as files/ab/<hash>, durable on return; the same bytes are kept once. Gives the
/// hash. Failure `file.unwritable` {reason}.
std::string keep_file(const std::filesystem::path& files, std::string_view bytes);

/// Where the bytes of a hash are kept.
std::filesystem::path kept_file(const std::filesystem::path& files, const std::string& hash);

}  // namespace limpid
