// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace limpid::hj212 {

/// The CRC16 of HJ 212-2017 annex A. It is not CRC-16/MODBUS: a byte is XORed into the register after the register
/// has been shifted right by 8, so only 256 values exist. It finds damage; it identifies nothing.
std::uint16_t crc16(std::string_view segment);

}  // namespace limpid::hj212
