// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace limpid {

/// How a quotient or a number with too many digits becomes one with fewer.
enum class Rounding {
  half_even,  ///< GB/T 8170-2008 3.2: 四舍六入五成双; a 5 followed by anything but zeros rounds up
  up,         ///< towards plus infinity: HJ 633 全部进位取整数
  down,       ///< towards zero
};

/// An exact decimal: coefficient x 10^-scale, up to 38 digits, at most 36 of them behind the point. Figures that are
/// compared with limits are of this type. The scale is kept as written: 0.20 prints as 0.20 and equals 0.2. An
/// operation whose exact result does not fit throws Failure `decimal.overflow`; nothing is rounded unless it is asked
/// for.
class Decimal {
 public:
  __extension__ using Coefficient = __int128;
  static constexpr int kMaxScale = 36;

  constexpr Decimal() = default;
  /// Decimal(205, 1) is 20.5.
  constexpr Decimal(std::int64_t coefficient, int scale = 0) : coefficient_(coefficient), scale_(scale) {}

  /// `-12.50`, `+3`, `.5`, `6.`, `1e-05`. Error `decimal.invalid` {text}, `decimal.overflow`.
  static Result<Decimal> parse(std::string_view text);
  /// parse for texts known to be numbers (limits of a checked rule file); throws Failure.
  static Decimal of(std::string_view text);
  /// The shortest decimal that reads back to the same double: 0.1 is 0.1. Error `decimal.invalid` when not finite,
  /// `decimal.overflow` when it needs more digits than there are.
  static Result<Decimal> from_double_shortest(double value);

  std::string to_string() const;
  double to_double() const;
  Coefficient coefficient() const { return coefficient_; }
  int scale() const { return scale_; }
  bool is_zero() const { return coefficient_ == 0; }
  bool is_negative() const { return coefficient_ < 0; }

  /// To `scale` digits behind the point in a single rounding from all digits there are; a shorter number is filled
  /// with zeros. A negative scale rounds to tens, hundreds ...: Decimal(1268).rounded(-2) is 1300.
  Decimal rounded(int scale, Rounding rounding = Rounding::half_even) const;
  /// Without trailing zeros behind the point.
  Decimal trimmed() const;

  Decimal operator-() const;
  friend Decimal operator+(const Decimal& a, const Decimal& b);
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);
  /// The exact quotient, rounded once. b = 0 throws Failure `decimal.division_by_zero`.
  friend Decimal divide(const Decimal& a, const Decimal& b, int scale, Rounding rounding);

  /// By value: 0.20 and 0.2 are equivalent. Never overflows.
  friend std::weak_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return std::is_eq(a <=> b); }

 private:
  static Decimal raw(Coefficient coefficient, int scale);

  Coefficient coefficient_ = 0;
  int scale_ = 0;
};

Decimal divide(const Decimal& a, const Decimal& b, int scale, Rounding rounding = Rounding::half_even);

}  // namespace limpid
