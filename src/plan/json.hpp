// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "base/result.hpp"
#include "plan/document.hpp"

namespace limpid::plan {

std::string_view to_string(Domain d);
std::string_view to_string(Role r);
std::string_view to_string(DeadlineKind k);
std::string_view to_string(FaultKind k);

/// The shape of schemas/plan.json. Ids of items are `water/t12` (item_keys.hpp), of promises `water/m7#2`, with a
/// document key `zezhou-2022/water/m7#2`.
Json to_json(const Document& document, const std::string& key = {});

/// The lists of items in a plan of schemas/plan.json, with their letters in keys: `water/m7`.
struct ItemList {
  const char* name;
  char letter;
};
inline constexpr std::array kItemLists{ItemList{"measures", 'm'}, ItemList{"safeguards", 's'}, ItemList{"tasks", 't'},
                                       ItemList{"targets", 'g'}, ItemList{"projects", 'p'}};

}  // namespace limpid::plan
