// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace limpid::plan {

/// The size of the mark between names that the text begins with, 0 where none does; `ends_run` is set where it ends a
/// run of names that share their words (all but 、).
std::size_t separator(std::string_view text, bool& ends_run);

/// 1 where the text begins with an opening bracket of any kind, -1 with a closing one, 0 otherwise; `size` is that
/// mark's, 1 where there is none.
int bracket(std::string_view text, std::size_t& size);

/// The end of the bracket that is open at `at`, behind it; brackets may be mixed and nested. The text's end when it is
/// never closed. `inside_end` is where its words end.
std::size_t closing(std::string_view text, std::size_t at, std::size_t& inside_end);

/// Where the next character begins, from `at` on: for a place that may be inside of one.
std::size_t next_character(std::string_view text, std::size_t at);

/// The next of the ASCII `marks` or 。 from `at` on, the text's end where there is none. Looks no further than it, so
/// that going from stop to stop is linear.
std::size_t find_stop(std::string_view text, std::size_t at, std::string_view marks);

/// The size of the quotation that the text begins with, its marks included; 0 where there is none or it is not
/// closed within a sentence's length.
std::size_t quotation(std::string_view text);

}  // namespace limpid::plan
