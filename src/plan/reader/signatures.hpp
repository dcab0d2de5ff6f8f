// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "plan/reader/source_text.hpp"

namespace limpid::plan {

/// Who may issue or sign a document, alone on its line: 某县人民政府, 某县生态环境局(代章). Several that only blanks
/// part in the source count as one.
bool is_signing_body(std::string_view words);

/// A line that is a day, with or without who signs on the same line: `2016年11月30日`, `某市人民政府2016年11月30日`.
struct SignedDay {
  std::string date;                ///< ISO 8601, empty where there is no such day
  std::size_t begin = 0, end = 0;  ///< of the names inside the line; equal where it is a day alone
  bool names() const { return end > begin; }
};
std::optional<SignedDay> read_signed_day(std::string_view line);

/// The names of [begin, end) with 、 between those that blanks part, `甲局 乙局`; without seals.
std::string signing_names(const SourceText& text, std::size_t begin, std::size_t end);

}  // namespace limpid::plan
