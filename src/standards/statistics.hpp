// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "base/decimal.hpp"
#include "store/store.hpp"

/// Means of decimals. Nothing is rounded before the result, which is rounded once.
namespace limpid::standards {

/// Digits that a mean keeps while it is still an intermediate result, printed in the steps.
inline constexpr int kMeanDigits = 12;

Decimal sum(std::span<const Decimal> values);
/// values must not be empty.
Decimal mean(std::span<const Decimal> values);
/// 环办监测函〔2020〕82号: the mean of pH is that of the hydrogen ion concentrations. The logarithm is the one place
/// where a double (long, 18 digits) stands between decimals; 10 digits of it are kept.
Decimal mean_ph(std::span<const Decimal> values);

/// GB/T 8170 to `places`; a value that would become 0 keeps its first significant digit (环办监测函〔2020〕82号):
/// 0.00005 -> 0.00005.
Decimal round_concentration(const Decimal& value, int places);

/// What takes part in calculations: of a value below the detection limit `detection_share` of that limit.
Decimal effective(const Decimal& value, store::Qualifier qualifier, const Decimal& detection_share);

}  // namespace limpid::standards
