// SPDX-License-Identifier: Apache-2.0
#include "base/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace limpid {
namespace {

using Coefficient = Decimal::Coefficient;

[[noreturn]] void overflow() {
  throw Failure("decimal.overflow");
}

Coefficient times(Coefficient a, Coefficient b) {
  Coefficient result = 0;
  if (__builtin_mul_overflow(a, b, &result)) overflow();
  return result;
}

Coefficient plus(Coefficient a, Coefficient b) {
  Coefficient result = 0;
  if (__builtin_add_overflow(a, b, &result)) overflow();
  return result;
}

// 10^38 is the last power that fits.
Coefficient power_of_ten(int exponent) {
  if (exponent < 0 || exponent > 38) overflow();
  Coefficient result = 1;
  while (exponent-- > 0) result *= 10;
  return result;
}

// n / d with one rounding; d > 0.
Coefficient quotient(Coefficient n, Coefficient d, Rounding rounding) {
  Coefficient q = n / d;
  const Coefficient r = n % d;
  if (r == 0 || rounding == Rounding::down) return q;
  if (rounding == Rounding::up) return r > 0 ? q + 1 : q;
  const Coefficient rest = r < 0 ? -r : r;
  const Coefficient other = d - rest;  // rest against half of d, without doubling it
  const bool away = rest > other || (rest == other && q % 2 != 0);
  return away ? q + (n < 0 ? -1 : 1) : q;
}

std::string digits_of(Coefficient magnitude) {
  std::string text;
  do {
    const auto digit = static_cast<int>(magnitude % 10);
    text.push_back(static_cast<char>('0' + (digit < 0 ? -digit : digit)));
    magnitude /= 10;
  } while (magnitude != 0);
  std::reverse(text.begin(), text.end());
  return text;
}

}  // namespace

Decimal Decimal::raw(Coefficient coefficient, int scale) {
  Decimal d;
  while (scale > kMaxScale && coefficient % 10 == 0) {
    coefficient /= 10;
    --scale;
  }
  if (scale > kMaxScale) overflow();
  if (scale < 0) {
    coefficient = times(coefficient, power_of_ten(-scale));
    scale = 0;
  }
  d.coefficient_ = coefficient;
  d.scale_ = scale;
  return d;
}

Result<Decimal> Decimal::parse(std::string_view text) {
  auto bad = [&] { return fail("decimal.invalid", {{"text", std::string(text)}}); };
  std::size_t pos = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) ++pos;
  Coefficient coefficient = 0;
  int scale = 0;
  bool any = false, point = false;
  for (; pos < text.size(); ++pos) {
    const char c = text[pos];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    if (__builtin_mul_overflow(coefficient, Coefficient{10}, &coefficient) ||
        __builtin_add_overflow(coefficient, Coefficient{c - '0'}, &coefficient))
      return fail("decimal.overflow", {{"text", std::string(text)}});
    any = true;
    if (point) ++scale;
  }
  if (!any) return bad();
  if (pos < text.size()) {
    if (text[pos] != 'e' && text[pos] != 'E') return bad();
    ++pos;
    if (pos < text.size() && text[pos] == '+') ++pos;
    int exponent = 0;
    auto [end, ec] = std::from_chars(text.data() + pos, text.data() + text.size(), exponent);
    if (ec != std::errc{} || end != text.data() + text.size() || exponent < -400 || exponent > 400) return bad();
    scale -= exponent;
  }
  try {
    return raw(negative ? -coefficient : coefficient, coefficient == 0 ? std::clamp(scale, 0, kMaxScale) : scale);
  } catch (const Failure&) {
    return fail("decimal.overflow", {{"text", std::string(text)}});
  }
}

Decimal Decimal::of(std::string_view text) {
  auto d = parse(text);
  if (!d) throw Failure(d.error());
  return *d;
}

Result<Decimal> Decimal::from_double_shortest(double value) {
  if (!std::isfinite(value)) return fail("decimal.invalid", {{"text", std::isnan(value) ? "nan" : "inf"}});
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return parse({buffer, static_cast<std::size_t>(end - buffer)});
}

std::string Decimal::to_string() const {
  std::string text = digits_of(coefficient_);
  const auto width = static_cast<std::size_t>(scale_);
  if (text.size() <= width) text.insert(0, width + 1 - text.size(), '0');
  if (width > 0) text.insert(text.size() - width, ".");
  return is_negative() ? "-" + text : text;
}

double Decimal::to_double() const {
  const std::string text = to_string();
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Decimal Decimal::rounded(int scale, Rounding rounding) const {
  if (scale > kMaxScale) overflow();
  if (scale >= scale_) return raw(times(coefficient_, power_of_ten(scale - scale_)), scale);
  const int dropped = scale_ - scale;
  if (dropped > 38) {  // 10^dropped is beyond every coefficient: what is left is 0, or one unit when rounding up
    return raw(rounding == Rounding::up && coefficient_ > 0 ? 1 : 0, scale);
  }
  return raw(quotient(coefficient_, power_of_ten(dropped), rounding), scale);
}

Decimal Decimal::trimmed() const {
  Decimal d = *this;
  while (d.scale_ > 0 && d.coefficient_ % 10 == 0) {
    d.coefficient_ /= 10;
    --d.scale_;
  }
  return d;
}

Decimal Decimal::operator-() const {
  Decimal d = *this;
  d.coefficient_ = -d.coefficient_;
  return d;
}

Decimal operator+(const Decimal& a, const Decimal& b) {
  const int scale = std::max(a.scale_, b.scale_);
  return Decimal::raw(plus(times(a.coefficient_, power_of_ten(scale - a.scale_)),
                           times(b.coefficient_, power_of_ten(scale - b.scale_))),
                      scale);
}

Decimal operator-(const Decimal& a, const Decimal& b) {
  return a + -b;
}

Decimal operator*(const Decimal& a, const Decimal& b) {
  return Decimal::raw(times(a.coefficient_, b.coefficient_), a.scale_ + b.scale_);
}

Decimal divide(const Decimal& a, const Decimal& b, int scale, Rounding rounding) {
  if (b.is_zero()) throw Failure("decimal.division_by_zero");
  const Decimal n = a.trimmed();
  const Decimal d = b.trimmed();
  const int shift = scale + d.scale_ - n.scale_;
  Coefficient top = shift > 0 ? times(n.coefficient_, power_of_ten(shift)) : n.coefficient_;
  Coefficient bottom = shift < 0 ? times(d.coefficient_, power_of_ten(-shift)) : d.coefficient_;
  if (bottom < 0) {
    top = -top;
    bottom = -bottom;
  }
  return Decimal::raw(quotient(top, bottom, rounding), scale);
}

std::weak_ordering operator<=>(const Decimal& a, const Decimal& b) {
  // Whole parts first, then the fractions filled to one length: both fit whatever the numbers are.
  const Coefficient unit_a = power_of_ten(a.scale_), unit_b = power_of_ten(b.scale_);
  const Coefficient whole_a = a.coefficient_ / unit_a, whole_b = b.coefficient_ / unit_b;
  if (whole_a != whole_b) return whole_a < whole_b ? std::weak_ordering::less : std::weak_ordering::greater;
  const int scale = std::max(a.scale_, b.scale_);
  const Coefficient rest_a = a.coefficient_ % unit_a * power_of_ten(scale - a.scale_);
  const Coefficient rest_b = b.coefficient_ % unit_b * power_of_ten(scale - b.scale_);
  if (rest_a == rest_b) return std::weak_ordering::equivalent;
  return rest_a < rest_b ? std::weak_ordering::less : std::weak_ordering::greater;
}

}  // namespace limpid
