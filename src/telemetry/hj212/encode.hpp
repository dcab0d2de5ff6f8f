// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "telemetry/hj212/packet.hpp"

namespace limpid::hj212 {

/// What a device says of one factor: `w01018-Avg=40.1,w01018-Max=41.0,w01018-Flag=N`. Values are texts: the sender
/// decides the digits.
struct Reading {
  std::string factor;
  std::vector<std::pair<std::string, std::string>> values;  // suffix, value
  std::string flag = "N";                                   // "" leaves it out
};

/// A packet to send. Keys with empty text are left out, except PW and MN.
struct Message {
  std::string qn = {}, st = {}, cn = {}, pw = {}, mn = {};
  std::optional<int> flag = 5;  // 2017, answer wanted
  std::optional<int> pnum = {}, pno = {};
  std::string data = {};
};

/// `##LLLL` segment `CCCC` CR LF. Throws Failure hj212.length above 9999 bytes.
std::string frame(std::string_view segment);
std::string encode(const Message& message);

/// The data area of CN 2011, 2051, 2061 and 2031: `time` is the instant of sampling or the start of the period.
std::string encode_data(Instant time, const std::vector<Reading>& readings);

/// One or more frames with the readings; the data area of each stays within 950 bytes (HJ 212-2017 6.3.1), split as
/// Flag bit 1 with PNUM and PNO when it must be; the parts' QN are `qn`, +1 ms, …. `message.data` and `message.qn` are
/// ignored.
std::vector<std::string> encode_readings(Message message, Instant qn, Instant time,
                                         const std::vector<Reading>& readings);

/// The answer to an upload or notice, or nothing when none is wanted (Flag bit 0) or the command has none: 9014 for
/// data (2xxx, 3xxx), 9013 for notices (1001, 1013, 9015, 9021 …), in the form of the packet's edition: 2005 carries
/// the QN within the data area. As a frame.
std::optional<std::string> answer(const Packet& packet);

}  // namespace limpid::hj212
