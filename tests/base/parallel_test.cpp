// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.hpp"

#include <gmock/gmock.h>

#include <stdexcept>
#include <vector>

namespace limpid {
namespace {

TEST(Parallel, EachIndexIsVisitedOnce) {
  for (const std::size_t count : {0U, 1U, 2U, 1000U}) {
    std::vector<int> visits(count);
    for_each_index(count, [&](std::size_t i) { ++visits[i]; });
    EXPECT_THAT(visits, ::testing::Each(1));
  }
}

TEST(Parallel, AnExceptionIsThrownAgainWhenAllThreadsAreDone) {
  EXPECT_THROW(for_each_index(100,
                              [](std::size_t i) {
                                if (i % 2 == 1) throw std::runtime_error("odd");
                              }),
               std::runtime_error);
}

TEST(Parallel, WorkBesideIsDoneWhenItsAnswerIsDestroyed) {
  int done = 0;
  {
    const auto beside = begin_beside([&done] { done = 1; });
  }
  EXPECT_EQ(done, 1);
}

}  // namespace
}  // namespace limpid
