// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace limpid {

/// Media type of a picture by its first bytes (JPEG, PNG, GIF, WebP, HEIC, AVIF, TIFF, BMP); empty when it is none.
std::string_view picture_type(std::string_view bytes);

/// What the file is kept as. A file that is called a picture, by its type or by its name, must be one
/// (file.not_a_picture) and has the type of its bytes; any other keeps the type it came with.
Result<std::string> checked_media_type(std::string_view name, std::string_view type, std::string_view bytes);

}  // namespace limpid
