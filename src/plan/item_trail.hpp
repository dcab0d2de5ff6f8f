// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"

namespace limpid::plan {

/// An item as an import knows it: its key (`zezhou-2022/water/m14`), its title and all its words.
struct KeyedItem {
  std::string key, title, words;
};

/// `item` in the shape of schemas/plan.json.
KeyedItem keyed_item(const std::string& key, const Json& item);

/// How alike two items are, 0 … 1: 1 for the same words; items of one title are alike whatever their texts are.
double item_likeness(const KeyedItem& a, const KeyedItem& b);
/// What likeness two versions of one item have at least.
constexpr double kSameItem = 0.5;

/// Which item of the new version each item of the old one is, when measures were put in or taken out before it and the
/// numbers run on: within its plan and list, the one of the same words, else by likeness, all at once one to one.
class ItemTrail {
 public:
  ItemTrail(const std::vector<KeyedItem>& before, const std::vector<KeyedItem>& now);

  /// The item's key in the new version. Nothing: it was dropped, or two items are as like and neither has its number.
  std::optional<std::string> follow(const std::string& key) const;

 private:
  std::map<std::string, std::string> now_;
};

}  // namespace limpid::plan
