// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace limpid::telemetry {

/// The frame of what a person typed: a frame as it is (a line end is added), a segment with its length and CRC. Error
/// hj212.no_packet {text}.
Result<std::string> frame_of(std::string_view text);

/// Whether a frame asks for an answer (Flag bit 0); a frame that cannot be read does not say, and then one is waited
/// for.
bool wants_answer(std::string_view frame);

/// Sends `bytes` to ADDR:PORT and waits for one frame; gives it without line end, or "" when none came in time. Errors
/// hj212.address, hj212.unreachable {address, reason}.
Result<std::string> exchange(const std::string& address, const std::string& bytes, Millis patience);

}  // namespace limpid::telemetry
