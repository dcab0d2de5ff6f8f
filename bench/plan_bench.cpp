// SPDX-License-Identifier: Apache-2.0
// links: limpid_plan
// Reading the seed plan, once and many times over: the time must grow in proportion to the length. The bound is a
// memory copy's.
#include <benchmark/benchmark.h>

#include <cstring>
#include <fstream>
#include <iterator>

#include "base/data_file.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

std::string seed_times(std::int64_t copies) {
  std::ifstream in(share_dir() / "plans" / "zezhou-2022" / "plan.txt", std::ios::binary);
  const std::string one{std::istreambuf_iterator<char>(in), {}};
  std::string many;
  for (std::int64_t i = 0; i < copies; ++i) many += one;
  return many;
}

void read(benchmark::State& state) {
  const auto bytes = seed_times(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(read_document(bytes));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(read)->Arg(1)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oN);

void copy(benchmark::State& state) {
  const auto bytes = seed_times(state.range(0));
  std::string to(bytes.size(), ' ');
  for (auto _ : state) {
    std::memcpy(to.data(), bytes.data(), bytes.size());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK(copy)->Arg(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace limpid::plan

BENCHMARK_MAIN();
