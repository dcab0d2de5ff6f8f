// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A Chinese character in a pattern of RE2, and the range to write inside brackets. What Unicode 15 calls Han but for
/// numerals of Suzhou and Old Chinese marks, with what else stands in its blocks: \p{Han} takes six times the program,
/// and patterns that count such characters (`{2,14}`) repeat it.
#define LIMPID_HAN_RANGE "⺀-\\x{2FFF}々-〇㐀-鿿\\x{F900}-\\x{FAFF}\\x{20000}-\\x{3FFFF}"
#define LIMPID_HAN "[" LIMPID_HAN_RANGE "]"
