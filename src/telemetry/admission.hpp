// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/quantity.hpp"
#include "base/time.hpp"
#include "store/store.hpp"
#include "telemetry/device_register.hpp"
#include "telemetry/hj212/framer.hpp"

namespace limpid::telemetry {

/// A stamp further ahead of the clock than this is quarantined; an old one is late data and never refused.
inline constexpr Millis kFuture = kHour;

/// What was received, ready for the store, and the frame to send once it is durable (nothing for what is quarantined).
struct Admitted {
  store::Packet packet;
  std::optional<std::string> answer;
};

/// Judges one piece of a device's byte stream. CN 2011 becomes readings of period instant, 2051 minute, 2061 hour, 2031
/// day; of these and other uploads, notices and answers without readings the packet itself is kept. Reasons of the
/// quarantine: hj212.noise, .length, .crc, .truncated (no frame), .no_data_area, .bad_command, .bad_mn, .bad_key (see
/// parse_packet), .unknown_device, .wrong_password, .wrong_system, .bad_time, .future, .no_values.
/// A packet with one readable value is taken; what of it is not, or not as it came, stands in Packet::faults with
/// {field, value}: hj212.bad_value, .bad_factor (left out), .given_twice (the last counts), .impossible (taken with
/// flag X; `catalog` says what can be, without one nothing is doubted).
Admitted admit(const hj212::Piece& piece, const DeviceTable& devices, Instant clock, Instant received,
               const Catalog* catalog = nullptr);

/// The flag of a value that cannot be: shown, not judged. No edition of HJ 212 uses the letter; a device's own flag
/// that says anything but normal stays.
inline constexpr std::string_view kImpossible = "X";

/// `bytes` with the value of PW= replaced by stars.
std::string mask_password(std::string_view bytes);

/// "12.5", "1e-3", "<0.025", full-width forms of these: qualifier and finite value; nothing for an empty cell, NaN,
/// `--` and the like.
struct Value {
  store::Qualifier qualifier = store::Qualifier::equal;
  double value = 0;
};
std::optional<Value> parse_value(std::string_view text);

}  // namespace limpid::telemetry
