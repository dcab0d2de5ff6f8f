// SPDX-License-Identifier: Apache-2.0
// links: limpid_plan
// Reading the seed plan: the first time in a process (rules compiled, tables loaded), then once and many times over.
// The time must grow in proportion to the length: `per_byte` of 100 copies against one. Peers in the same run: what any
// reader must do, NFKC by ICU and a check of the encoding, and a memory copy.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <type_traits>
#include <vector>

#include "base/data_file.hpp"
#include "base/text.hpp"
#include "plan/compare.hpp"
#include "plan/lint/lint.hpp"
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

/// Seconds a byte of the input, which compares across sizes and with the peers.
void count_bytes(benchmark::State& state, const std::string& bytes) {
  const auto all = static_cast<double>(state.iterations()) * static_cast<double>(bytes.size());
  state.counters["per_byte"] = benchmark::Counter(all, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}

void read(benchmark::State& state) {
  const auto bytes = seed_times(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(read_document(bytes));
  count_bytes(state, bytes);
  state.SetComplexityN(state.range(0));
}
BENCHMARK(read)->Arg(1)->Arg(10)->Arg(100)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oN);

void compare_with_itself(benchmark::State& state) {
  const auto bytes = seed_times(1);
  const auto document = read_document(bytes).value();
  const auto rules = CompareRules::load(share_dir());
  for (auto _ : state) benchmark::DoNotOptimize(compare(document, document, rules));
  count_bytes(state, bytes);
}
BENCHMARK(compare_with_itself)->Unit(benchmark::kMillisecond);

/// The document held against itself: copies are plans of their own.
void lint_copies(benchmark::State& state) {
  const auto bytes = seed_times(state.range(0));
  const auto document = read_document(bytes).value();
  const auto rules = LintRules::load(share_dir());
  for (auto _ : state) benchmark::DoNotOptimize(lint(document, rules));
  count_bytes(state, bytes);
}
BENCHMARK(lint_copies)->Arg(1)->Arg(10)->Unit(benchmark::kMillisecond);

/// Each copy goes on counting where the one before it ends.
template <typename Item>
void repeat(std::vector<Item>& items, std::int64_t times) {
  const auto once = items;
  items.reserve(once.size() * static_cast<std::size_t>(times));
  for (std::int64_t i = 1; i < times; ++i)
    for (auto item : once) {
      const auto number = static_cast<int>(items.size()) + 1;
      if constexpr (std::is_same_v<decltype(item.number), int>)
        item.number = number;
      else
        item.number = std::to_string(number);
      items.push_back(std::move(item));
    }
}

/// One plan with so many times the measures and ledger rows: rows and measures are paired by an assignment of all.
void lint_longer_plan(benchmark::State& state) {
  const auto bytes = seed_times(1);
  auto document = read_document(bytes).value();
  const auto rules = LintRules::load(share_dir());
  for (auto& plan : document.plans) {
    repeat(plan.measures, state.range(0));
    repeat(plan.tasks, state.range(0));
  }
  for (auto _ : state) benchmark::DoNotOptimize(lint(document, rules));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(lint_longer_plan)->Arg(1)->Arg(2)->Arg(5)->Arg(10)->Unit(benchmark::kMillisecond)->Complexity();

/// So many short lines, half of them measures and half rows of their ledger, numbered beyond what a plan has: most of
/// them become one measure of boundless text.
std::string many_items(std::int64_t lines) {
  std::string text = "甲县2024年水污染防治方案\n一、任务\n";
  for (std::int64_t i = 1; i <= lines / 2; ++i)
    text += fmt::format("{0}.甲{0}。9月底前完成{0}台整治，全部关停第{0}号排口。（县水利局）\n", i);
  text += "附件：任务台账\n序号\t任务\t责任单位\t时限\n";
  for (std::int64_t i = 1; i <= lines / 2; ++i)
    text += fmt::format("{0}\t9月底前完成{0}台整治，全部关停第{0}号排口\t县水利局\t9月底前\n", i);
  return text;
}

void lint_many_items(benchmark::State& state) {
  const auto document = read_document(many_items(state.range(0))).value();
  const auto rules = LintRules::load(share_dir());
  for (auto _ : state) benchmark::DoNotOptimize(lint(document, rules));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(lint_many_items)
    ->Arg(5000)
    ->Arg(10000)
    ->Arg(20000)
    ->Arg(40000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oN);

void nfkc(benchmark::State& state) {
  const auto bytes = seed_times(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(text::nfkc(bytes));
  count_bytes(state, bytes);
}
BENCHMARK(nfkc)->Arg(1)->Arg(100)->Unit(benchmark::kMillisecond);

void valid_utf8(benchmark::State& state) {
  const auto bytes = seed_times(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(text::is_valid_utf8(bytes));
  count_bytes(state, bytes);
}
BENCHMARK(valid_utf8)->Arg(1)->Arg(100)->Unit(benchmark::kMillisecond);

void copy(benchmark::State& state) {
  const auto bytes = seed_times(state.range(0));
  std::string to(bytes.size(), ' ');
  for (auto _ : state) {
    std::memcpy(to.data(), bytes.data(), bytes.size());
    benchmark::ClobberMemory();
  }
  count_bytes(state, bytes);
}
BENCHMARK(copy)->Arg(1)->Arg(100)->Unit(benchmark::kMillisecond);

/// What a process pays that reads one plan, in processor time: a busy machine does not change it much.
void print_first_read() {
  const auto bytes = seed_times(1);
  const auto once = [&] {
    constexpr double kMilli = 1000;
    const auto start = std::clock();
    benchmark::DoNotOptimize(read_document(bytes));
    return kMilli * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  };
  const double first = once(), second = once();
  fmt::print("first read of the process {:.1f} ms, second {:.1f} ms of processor time, {} bytes\n", first, second,
             bytes.size());
}

}  // namespace

void run_first_read() {
  print_first_read();
}

}  // namespace limpid::plan

int main(int argc, char** argv) {
  limpid::plan::run_first_read();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
