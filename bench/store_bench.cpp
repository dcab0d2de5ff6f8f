// SPDX-License-Identifier: Apache-2.0
// links: limpid_store
// Commits and reads of the DuckDB engine on a file in the working directory.
#include <benchmark/benchmark.h>

#include <filesystem>

#include "store/store.hpp"

namespace limpid::store {
namespace {

const Instant kStart = from_civil(2022, 9, 12);

/// A store that holds `hours` of 400 series.
struct Filled {
  explicit Filled(int hours) {
    clear();
    store = open_duckdb(kFile);
    for (; next < hours; ++next) store->commit(batch(next, 400), kStart);
  }
  ~Filled() {
    store.reset();
    clear();
  }
  static void clear() {
    for (const char* suffix : {"", ".wal"}) std::filesystem::remove(std::string(kFile) + suffix);
  }
  static std::vector<Packet> batch(int hour, int series) {
    std::vector<Packet> packets;
    for (int i = 0; i < series; ++i) {
      packets.push_back({.mn = "m",
                         .raw = std::string(200, 'r'),
                         .source = "hj212",
                         .received = kStart,
                         .readings = {},
                         .rejected = {}});
      const SeriesKey key{"section/" + std::to_string(i), "w01018", "avg", Period::hour, "device:m"};
      packets.back().readings.push_back({key, kStart + hour * kHour, 1.5, Qualifier::equal, "N"});
    }
    return packets;
  }
  static constexpr const char* kFile = "store_bench.duckdb";
  std::unique_ptr<Store> store;
  int next = 0;
};

void commit(benchmark::State& state) {
  Filled filled(200);
  const auto size = static_cast<int>(state.range(0));
  for (auto _ : state) filled.store->commit(Filled::batch(filled.next++, size), kStart);
  state.SetItemsProcessed(state.iterations() * size);
}
BENCHMARK(commit)->Arg(1)->Arg(100)->Arg(2000)->Unit(benchmark::kMillisecond);

void commit_of_known(benchmark::State& state) {
  Filled filled(200);
  const auto known = Filled::batch(100, 400);
  for (auto _ : state) filled.store->commit(known, kStart);
  state.SetItemsProcessed(state.iterations() * 400);
}
BENCHMARK(commit_of_known)->Unit(benchmark::kMillisecond);

void read_a_day(benchmark::State& state) {
  Filled filled(500);
  const Selector what{.object = "section/7"};
  for (auto _ : state) benchmark::DoNotOptimize(filled.store->read(what, kStart + 400 * kHour, kStart + 424 * kHour));
}
BENCHMARK(read_a_day)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace limpid::store

BENCHMARK_MAIN();
