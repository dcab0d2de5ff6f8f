// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A Chinese character in a pattern of RE2, and the range to write inside brackets. What Unicode 15 calls Han, with the
/// code points between that nobody has assigned: written as whole blocks it takes a quarter of the program that
/// \p{Han} takes, and patterns that count such characters (`{2,14}`) repeat it.
#define LIMPID_HAN_RANGE \
  "⺀-⿕々〇〡-〩〸-〻㐀-䶿一-鿿\\x{F900}-\\x{FAFF}\\x{16FE2}\\x{16FE3}\\x{20000}-\\x{3FFFF}"
#define LIMPID_HAN "[" LIMPID_HAN_RANGE "]"
