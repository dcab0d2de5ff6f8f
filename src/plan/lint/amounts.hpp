// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace limpid::plan::linting {

/// A number and the word that counts or measures with it: 12 and 公里 of 12公里管网.
struct Amount {
  std::string printed;
  std::u32string unit;
  std::size_t begin = 0, end = 0;  ///< of the number, in bytes of the text that was searched
};

/// `text`: UTF-8 in form NFKC.
std::vector<Amount> amounts_in(const std::string& text);

}  // namespace limpid::plan::linting
