// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plan/reader/lines.hpp"

namespace limpid::plan {

/// An entry of the list of fields that a site prints above a document: `• 某市生态环境局`, `• 2019-04-03`.
bool is_page_entry(std::string_view line);

/// What such entries say without naming it: the first body, and the first of the days (a document is made before it is
/// published); empty where none does.
struct PageList {
  std::string issuer, date;
};
PageList read_page_list(const SourceText& text, const std::vector<Line>& lines, std::size_t end);

}  // namespace limpid::plan
