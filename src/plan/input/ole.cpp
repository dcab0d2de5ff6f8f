// SPDX-License-Identifier: Apache-2.0
#include "plan/input/ole.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace limpid::plan {
namespace {

constexpr std::size_t kHeader = 512, kEntry = 128;
constexpr std::size_t kFatSectorsInHeader = 109;
constexpr std::size_t kMostSectors = 1024;  // of the directory; a document has a handful of streams

struct OleStream {
  std::string name;  ///< ASCII; what is not is `?`
  std::size_t sector = 0;
};

/// [MS-CFB] 2.2 to 2.6; what lies outside of the file reads as zero.
class OleDirectory {
 public:
  explicit OleDirectory(std::string_view bytes) : bytes_(bytes), shift_(number(30, 2)) {
    if (bytes.size() < kHeader || (shift_ != 9 && shift_ != 12)) return;
    std::size_t sector = number(48, 4);
    for (std::size_t i = 0; i < kMostSectors && place(sector) < bytes_.size(); ++i, sector = next(sector))
      for (std::size_t at = place(sector); at < place(sector + 1); at += kEntry) entry(at);
  }

  const OleStream* find(std::string_view name) const {
    const auto found = std::find_if(streams_.begin(), streams_.end(), [&](const auto& s) { return s.name == name; });
    return found == streams_.end() ? nullptr : &*found;
  }

  std::size_t place(std::size_t sector) const { return (sector + 1) << shift_; }

  std::size_t number(std::size_t at, std::size_t width) const {
    std::size_t out = 0;
    for (std::size_t i = width; i-- > 0;)
      out = out << 8 | (at + i < bytes_.size() ? static_cast<unsigned char>(bytes_[at + i]) : 0U);
    return out;
  }

 private:
  std::size_t next(std::size_t sector) const {
    const std::size_t per_sector = (std::size_t{1} << shift_) / 4;
    if (sector / per_sector >= kFatSectorsInHeader) return bytes_.size();
    const std::size_t fat = number(76 + sector / per_sector * 4, 4);
    return number(place(fat) + sector % per_sector * 4, 4);
  }

  void entry(std::size_t at) {
    const std::size_t length = number(at + 64, 2);
    if (length < 4 || length > 64) return;
    OleStream stream{{}, number(at + 116, 4)};
    for (std::size_t i = 0; i + 2 < length; i += 2) {
      const auto unit = number(at + i, 2);
      stream.name += unit < 0x80 ? static_cast<char>(unit) : '?';
    }
    streams_.push_back(std::move(stream));
  }

  std::string_view bytes_;
  std::size_t shift_;
  std::vector<OleStream> streams_;
};

}  // namespace

std::optional<Error> ole_fault(std::string_view bytes) {
  const OleDirectory directory(bytes);
  if (directory.find("EncryptedPackage") != nullptr) return Error{"plan_input.docx_locked", Json::object(), {}};
  if (const auto* word = directory.find("WordDocument")) {
    // [MS-DOC] 2.5.2: wIdent, and fEncrypted among the flags.
    const std::size_t at = directory.place(word->sector);
    if (directory.number(at, 2) == 0xA5EC && (directory.number(at + 10, 2) & 0x100U) != 0)
      return Error{"plan_input.doc_locked", Json::object(), {}};
    return std::nullopt;
  }
  for (const auto& [stream, kind] : {std::pair{"Workbook", "Excel"}, {"Book", "Excel"}, {"PowerPoint Document", "PPT"}})
    if (directory.find(stream) != nullptr) return Error{"plan_input.not_word", {{"kind", kind}}, {}};
  return std::nullopt;
}

}  // namespace limpid::plan
