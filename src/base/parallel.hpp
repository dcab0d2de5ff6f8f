// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace limpid {

/// Calls `each(i)` for every i below `count`, on as many threads as there are cores, in no order; returns when all are
/// done. `each` must be safe to call from several threads at once. An exception of one call is thrown again here; the
/// calls that had not begun in its thread are left out. Where the system gives no thread, the caller's does it all.
template <typename Each>
void for_each_index(std::size_t count, const Each& each) {
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (auto i = next++; i < count; i = next++) each(i);
  };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::future<void>> others;  // their destructors wait
  try {
    while (others.size() + 1 < std::min(count, cores)) others.push_back(std::async(std::launch::async, work));
  } catch (const std::system_error&) {  // no thread to be had
  }
  work();
  for (auto& other : others) other.get();
}

/// Begins `work` beside the caller, who waits for it when the answer is destroyed. Only for work that somebody else
/// does where it was not done: without a thread to be had it is left out. What `work` throws is lost.
template <typename Work>
std::future<void> begin_beside(Work work) {
  try {
    return std::async(std::launch::async, std::move(work));
  } catch (const std::system_error&) {
    return {};
  }
}

}  // namespace limpid
