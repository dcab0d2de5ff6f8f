// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "plan/document.hpp"

namespace limpid::plan {

std::string_view to_string(Domain d);
std::string_view to_string(Role r);
std::string_view to_string(DeadlineKind k);
std::string_view to_string(FaultKind k);

/// The shape of schemas/plan.json. Ids of promises are `water/m7#2`, with a document key `zezhou-2022/water/m7#2`.
Json to_json(const Document& document, const std::string& key = {});

}  // namespace limpid::plan
