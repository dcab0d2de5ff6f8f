// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/data_file.hpp"
#include "plan/read.hpp"

namespace limpid::plan {

/// The plan that the product was conceived from, as converted: plans/zezhou-2022/plan.txt.
inline const std::string& seed_bytes() {
  static const std::string bytes = read_file(std::string(LIMPID_SOURCE_DIR) + "/plans/zezhou-2022/plan.txt");
  return bytes;
}

inline const Document& seed() {
  static const Document document = read_document(seed_bytes()).value();
  return document;
}

inline const Plan& seed_plan(Domain domain) {
  for (const auto& plan : seed().plans)
    if (plan.domain == domain) return plan;
  throw Failure("plan.absent");
}

inline const Measure& measure(const Plan& plan, const std::string& number) {
  for (const auto& m : plan.measures)
    if (m.number == number) return m;
  throw Failure("measure.absent", {{"number", number}});
}

inline std::string bytes_of(const Span& span) {
  return seed_bytes().substr(span.start, span.end - span.start);
}

}  // namespace limpid::plan
