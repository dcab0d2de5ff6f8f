// SPDX-License-Identifier: Apache-2.0
#include "base/picture.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace limpid {
namespace {

using namespace std::string_view_literals;

struct Mark {
  std::string_view bytes, type;
};
constexpr std::array kStarts{Mark{"\xff\xd8\xff"sv, "image/jpeg"}, Mark{"\x89PNG\r\n\x1a\n"sv, "image/png"},
                             Mark{"GIF87a"sv, "image/gif"},        Mark{"GIF89a"sv, "image/gif"},
                             Mark{"II*\0"sv, "image/tiff"},        Mark{"MM\0*"sv, "image/tiff"}};
/// Brands of ISO/IEC 14496-12 files that hold a still picture; phones send HEIC.
constexpr std::array kBrands{Mark{"heic"sv, "image/heic"}, Mark{"heix"sv, "image/heic"}, Mark{"mif1"sv, "image/heif"},
                             Mark{"msf1"sv, "image/heif"}, Mark{"avif"sv, "image/avif"}};
constexpr std::array kEndings{".jpg"sv,  ".jpeg"sv, ".png"sv, ".gif"sv,  ".webp"sv, ".heic"sv,
                              ".heif"sv, ".avif"sv, ".tif"sv, ".tiff"sv, ".bmp"sv};

bool called_a_picture(std::string_view name, std::string_view type) {
  if (type.starts_with("image/")) return true;
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  std::string ending(name.substr(dot));
  std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

}  // namespace

std::string_view picture_type(std::string_view bytes) {
  for (const auto& start : kStarts)
    if (bytes.starts_with(start.bytes)) return start.type;
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return "image/webp";
  // A BMP's header says the size of the file, which two letters alone would not prove.
  if (bytes.starts_with("BM") && bytes.size() >= 26) {
    std::size_t size = 0;
    for (const int i : {5, 4, 3, 2}) size = size << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
    if (size == bytes.size()) return "image/bmp";
  }
  if (bytes.size() >= 12 && bytes.substr(4, 4) == "ftyp")
    for (const auto& brand : kBrands)
      if (bytes.substr(8, 4) == brand.bytes) return brand.type;
  return {};
}

Result<std::string> checked_media_type(std::string_view name, std::string_view type, std::string_view bytes) {
  if (!called_a_picture(name, type)) return std::string(type);
  const auto found = picture_type(bytes);
  if (found.empty()) return fail("file.not_a_picture", {{"name", std::string(name)}});
  return std::string(found);
}

}  // namespace limpid
