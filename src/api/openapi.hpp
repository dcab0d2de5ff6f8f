// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace limpid::api {

/// api/openapi.yaml below `share`, as JSON.
Json load_openapi(const std::filesystem::path& share);

}  // namespace limpid::api
