// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/document.hpp"

namespace limpid::plan {

/// By the words of the title; where it does not say, by those of the measures when one domain clearly prevails. What
/// stands for a title that is not printed (`titled` is false) is no more than the other words.
Domain find_domain(const Plan& plan, bool titled);

}  // namespace limpid::plan
