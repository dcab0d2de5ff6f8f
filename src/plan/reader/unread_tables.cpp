// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/unread_tables.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "plan/input/extract.hpp"

namespace limpid::plan {

std::vector<Fault> take_unread_tables(std::string& text) {
  constexpr std::size_t kShown = 24;  // characters
  std::vector<Fault> faults;
  for (std::size_t at = text.find(kUnreadTable); at != std::string::npos; at = text.find(kUnreadTable, at + 1)) {
    if (at > 0 && text[at - 1] != '\n') continue;
    const std::size_t words = at + kUnreadTable.size();
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::size_t shown = words;
    for (std::size_t n = 0; n < kShown && shown < end; ++n) text::next_char(text, shown);
    Fault fault;
    fault.kind = FaultKind::unread;
    fault.heading = text.substr(words, shown - words);
    fault.span = {words, end};
    faults.push_back(std::move(fault));
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
  }
  return faults;
}

}  // namespace limpid::plan
