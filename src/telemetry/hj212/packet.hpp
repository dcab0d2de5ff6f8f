// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace limpid::hj212 {

/// Of which edition of the standard a packet says it is (Flag >> 2; none means 2005).
enum class Edition { hj2005 = 0, hj2017 = 1, hj2025 = 2 };

/// A segment's keys. Views into the segment; order and completeness are as loose as real devices are.
struct Packet {
  std::string_view qn, st, cn, pw, mn;
  std::optional<int> flag, pnum, pno;
  bool resent = false;    // RF=1
  std::string_view data;  // between the && of CP

  bool wants_answer() const { return flag && (*flag & 1) != 0; }
  Edition edition() const;
};

/// Reads a segment. Errors: hj212.no_data_area (no CP=&&…&&), hj212.bad_command (CN is not four digits), hj212.bad_mn
/// (absent or longer than 25 characters), hj212.bad_key {key} (Flag, PNUM or PNO is no number).
Result<Packet> parse_packet(std::string_view segment);

/// One `factor-Suffix=value`; `factor` is empty for keys such as DataTime, whose name is then `suffix`.
struct Item {
  std::string_view factor, suffix, value;
};

/// The data area's items in order. `,` and `;` separate alike (devices mix them); a value within `//…//` may hold both.
/// A key without suffix (`s10001=0`) that is no name of the standard is a factor with an empty suffix. Words without
/// `=` are no items; they are added to `words` where it is given.
std::vector<Item> parse_data(std::string_view data, std::vector<std::string_view>* words = nullptr);

/// The value of the key without factor, "" when absent: find(items, "DataTime"). Letter case does not matter.
std::string_view find(const std::vector<Item>& items, std::string_view key);

bool same_letters(std::string_view a, std::string_view b);

}  // namespace limpid::hj212
