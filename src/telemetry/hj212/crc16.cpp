// SPDX-License-Identifier: Apache-2.0
#include "telemetry/hj212/crc16.hpp"

#include <array>

namespace limpid::hj212 {
namespace {

// What eight shifts make of a register whose low byte has met the data byte.
constexpr std::uint16_t shifted(std::uint16_t reg) {
  for (int i = 0; i < 8; ++i) {
    const bool carry = (reg & 1U) != 0;
    reg = static_cast<std::uint16_t>(reg >> 1);
    if (carry) reg ^= 0xA001U;
  }
  return reg;
}

// Before the shifts the register holds one byte only (annex A throws the other away), hence one look-up a byte.
constexpr auto kTable = [] {
  std::array<std::uint16_t, 256> table{};
  for (std::uint16_t i = 0; i < 256; ++i) table[i] = shifted(i);
  return table;
}();

}  // namespace

std::uint16_t crc16(std::string_view segment) {
  std::uint16_t reg = 0xFFFF;
  for (const char c : segment) reg = kTable[(reg >> 8) ^ static_cast<unsigned char>(c)];
  return reg;
}

}  // namespace limpid::hj212
