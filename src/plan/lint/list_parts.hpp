// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "plan/lint/widening.hpp"

namespace limpid::plan::linting {

/// Words that one side alone has, together with what joins them to their list.
struct ListPart {
  Stretch at;             ///< empty on the side that lacks them
  bool of_row = false;    ///< the row has them
  std::u32string member;  ///< without what joins it
};

/// A member of a list that one side alone has: 及城乡结合部 of 建成区及城乡结合部沟渠. What stands on both sides right
/// before and behind a difference may be taken for the same words either way (禁|养区、限 is 、限养区).
std::optional<ListPart> part_of_list(const Pairing& pairing, const Stretch& stretch);

}  // namespace limpid::plan::linting
