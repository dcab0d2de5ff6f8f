// SPDX-License-Identifier: Apache-2.0
#include "standards/statistics.hpp"

#include <fmt/format.h>

#include <cmath>

namespace limpid::standards {

Decimal sum(std::span<const Decimal> values) {
  Decimal total;
  for (const Decimal& v : values) total = total + v;
  return total;
}

Decimal mean(std::span<const Decimal> values) {
  return divide(sum(values), Decimal(static_cast<std::int64_t>(values.size())), kMeanDigits);
}

Decimal mean_ph(std::span<const Decimal> values) {
  long double ions = 0;
  for (const Decimal& v : values) ions += std::pow(10.0L, -static_cast<long double>(v.to_double()));
  const long double ph = -std::log10(ions / static_cast<long double>(values.size()));
  return Decimal::of(fmt::format("{:.10f}", static_cast<double>(ph)));
}

Decimal round_concentration(const Decimal& value, int places) {
  Decimal rounded = value.rounded(places);
  for (int more = places + 1; rounded.is_zero() && !value.is_zero() && more <= value.scale(); ++more)
    rounded = value.rounded(more);
  return rounded;
}

Decimal effective(const Decimal& value, store::Qualifier qualifier, const Decimal& detection_share) {
  return qualifier == store::Qualifier::less ? value * detection_share : value;
}

}  // namespace limpid::standards
