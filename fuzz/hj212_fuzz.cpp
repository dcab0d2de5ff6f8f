// SPDX-License-Identifier: Apache-2.0
// links: fuzzed_telemetry
// Bytes of a connection, in two splits: the pieces are the same, every byte is accounted for, and what is admitted can
// be kept and shown.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "telemetry/admission.hpp"
#include "telemetry/hj212/encode.hpp"
#include "telemetry/hj212/packet.hpp"

namespace {

using namespace limpid;

void require(bool holds) {
  if (!holds) std::abort();
}

struct Seen {
  std::string reason, text;
  std::size_t size;
  bool operator==(const Seen&) const = default;
};

std::vector<Seen> cut(std::string_view stream, std::size_t step) {
  hj212::Framer framer;
  std::vector<Seen> seen;
  const auto sink = [&](const hj212::Piece& p) {
    seen.push_back({std::string(p.reason), std::string(p.bytes), p.size});
  };
  for (std::size_t at = 0; at < stream.size(); at += step) framer.feed(stream.substr(at, step), sink);
  framer.finish(sink);
  return seen;
}

void admit_all(std::string_view stream) {
  ledger::Device device;
  device.mn = "A1";
  device.object = "outfall/a";
  const telemetry::DeviceTable devices({device});
  const Instant now = from_civil(2022, 9, 12);
  hj212::Framer framer;
  const auto sink = [&](const hj212::Piece& piece) {
    const auto admitted = telemetry::admit(piece, devices, now, now);
    require(!(admitted.packet.rejected && (admitted.answer || !admitted.packet.readings.empty())));
    if (admitted.packet.rejected) require(!admitted.packet.rejected->args.dump().empty());
    if (admitted.answer) {
      std::size_t frames = 0;
      hj212::Framer again;
      again.feed(*admitted.answer, [&](const hj212::Piece& p) { frames += p.is_frame() ? 1 : 100; });
      require(frames == 1);
    }
  };
  framer.feed(stream, sink);
  framer.finish(sink);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view stream(reinterpret_cast<const char*>(data), size);
  const auto whole = cut(stream, std::max<std::size_t>(size, 1));
  require(cut(stream, 1) == whole);
  require(cut(stream, 7) == whole);
  std::size_t bytes = 0;
  for (const Seen& s : whole) bytes += s.size;
  require(bytes <= size);
  admit_all(stream);
  if (size <= 9000) admit_all(hj212::frame(stream));  // past the CRC, into the segment
  return 0;
}
