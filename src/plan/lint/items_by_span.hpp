// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/lint/item.hpp"

namespace limpid::plan::linting {

/// Which item holds the byte; empty outside of items.
class ItemsBySpan {
 public:
  explicit ItemsBySpan(const std::vector<PlanItems>& plans) {
    for (const auto& plan : plans)
      for (const auto* list : {&plan.measures, &plan.tasks, &plan.projects})
        for (const auto& item : *list) items_[item.span.start] = &item;
  }
  std::string key_at(std::size_t byte) const {
    auto at = items_.upper_bound(byte);
    if (at == items_.begin()) return {};
    const Item& item = *(--at)->second;
    return byte < item.span.end ? item.key : std::string();
  }

 private:
  std::map<std::size_t, const Item*> items_;
};

}  // namespace limpid::plan::linting
