// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "plan/lint/wording.hpp"

namespace limpid::plan::linting {

// What no habit of a ledger explains away.

/// The sentences that the two clauses stand in: a ban may stand in another clause of its sentence.
struct Sentences {
  std::u32string_view measure, row;
};

/// 不得 of 不得新建养殖场 beside 新建养殖场: a ban on one side, the same words without it or with a permission on the
/// other, and no other ban in that side's sentence.
bool ban_on_one_side(const Pairing& pairing, const Stretch& stretch, const Sentences& sentences,
                     const LintRules& rules);

/// III类 beside IV类, B级 beside A级: the classes that the stretch touches, where neither side has the other's too.
std::optional<Stretch> other_class(const Pairing& pairing, const Stretch& stretch);

/// 国Ⅲ beside 国三.
bool same_class(const Pairing& pairing, const Stretch& stretch);

}  // namespace limpid::plan::linting
