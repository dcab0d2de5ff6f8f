// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace limpid {

/// BLAKE2b-256 of the bytes, as 64 lower-case hex digits (libsodium). Names content (files, rule files, payloads)
/// and links the audit chain.
std::string content_hash(std::string_view bytes);

}  // namespace limpid
