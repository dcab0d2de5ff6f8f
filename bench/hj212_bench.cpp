// SPDX-License-Identifier: Apache-2.0
// links: limpid_telemetry
// Decoding per core: bytes of a stream to readings ready for the store.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "telemetry/admission.hpp"
#include "telemetry/hj212/crc16.hpp"
#include "telemetry/hj212/encode.hpp"
#include "telemetry/hj212/packet.hpp"

namespace limpid {
namespace {

const Instant kNow = from_civil(2022, 9, 12, 8);

std::string frame_with(int factors) {
  std::vector<hj212::Reading> readings;
  for (int i = 0; i < factors; ++i)
    readings.push_back({fmt::format("w{:05}", i), {{"Avg", "12.5"}, {"Min", "11.25"}, {"Max", "14.0"}}});
  return hj212::encode_readings({.st = "21", .cn = "2061", .pw = "123456", .mn = "A1"}, kNow, kNow, readings).front();
}

void crc(benchmark::State& state) {
  const std::string segment(static_cast<std::size_t>(state.range(0)), 'x');
  for (auto _ : state) benchmark::DoNotOptimize(hj212::crc16(segment));
  state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(crc)->Arg(300)->Arg(1000);

void framing(benchmark::State& state) {
  const std::string frame = frame_with(static_cast<int>(state.range(0)));
  std::string stream;
  for (int i = 0; i < 100; ++i) stream += frame;
  std::size_t frames = 0;
  for (auto _ : state) {
    hj212::Framer framer;
    framer.feed(stream, [&](const hj212::Piece&) { ++frames; });
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(frames));
}
BENCHMARK(framing)->Arg(1)->Arg(5)->Arg(10);

void parsing(benchmark::State& state) {
  const std::string frame = frame_with(static_cast<int>(state.range(0)));
  const std::string_view segment = std::string_view(frame).substr(6, frame.size() - 12);
  for (auto _ : state) {
    const auto packet = hj212::parse_packet(segment);
    benchmark::DoNotOptimize(hj212::parse_data(packet->data));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(parsing)->Arg(1)->Arg(5)->Arg(10);

// The whole way of a packet through the reactor.
void decode(benchmark::State& state) {
  const std::string frame = frame_with(static_cast<int>(state.range(0)));
  ledger::Device device;
  device.mn = "A1";
  device.object = "section/xinbi-nanqiao";
  const telemetry::DeviceTable devices({device});
  hj212::Framer framer;
  for (auto _ : state)
    framer.feed(frame, [&](const hj212::Piece& piece) {
      benchmark::DoNotOptimize(telemetry::admit(piece, devices, kNow, kNow));
    });
  state.SetItemsProcessed(state.iterations());
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(frame.size()));
}
BENCHMARK(decode)->Arg(1)->Arg(5)->Arg(10);

}  // namespace
}  // namespace limpid

BENCHMARK_MAIN();
