// SPDX-License-Identifier: Apache-2.0
#include "plan/item_keys.hpp"

#include <set>

namespace limpid::plan {
namespace {

/// The keys of one list, each given once.
class ListKeys {
 public:
  explicit ListKeys(char letter) : letter_(letter) {}

  /// `number` itself where no item before bears it; else what tells it apart.
  std::string measure(const std::string& number) { return taken(letter_ + number); }

  std::string row(int number, int part) {
    if (part > 0) return taken(letter_ + std::to_string(part) + "." + std::to_string(number));
    if (number == last_) return taken(head_ + "." + std::to_string(++nth_));
    if (number < last_) ++part_;
    last_ = number;
    nth_ = 1;
    const auto printed = std::to_string(number);
    head_ = numbers_.insert(number).second ? letter_ + printed : letter_ + std::to_string(part_) + "." + printed;
    return head_ = taken(head_);
  }

 private:
  /// The key, or what is free behind it.
  std::string taken(const std::string& wanted) {
    std::string key = wanted;
    for (int n = 2; !keys_.insert(key).second; ++n) key = wanted + "." + std::to_string(n);
    return key;
  }

  char letter_;
  std::set<std::string> keys_;
  std::set<int> numbers_;
  int last_ = 0, part_ = 1;
  int nth_ = 1;  ///< of those that bear the last number in a row
  std::string head_;
};

void key_measures(std::vector<Measure>& list, char letter) {
  ListKeys keys(letter);
  for (auto& item : list) item.key = keys.measure(item.number);
}

template <class Row>
void key_rows(std::vector<Row>& rows, char letter) {
  ListKeys keys(letter);
  for (auto& row : rows) {
    if constexpr (requires { row.part; })
      row.key = keys.row(row.number, row.part);
    else
      row.key = keys.row(row.number, 0);
  }
}

}  // namespace

void key_items(Plan& plan) {
  key_measures(plan.measures, 'm');
  key_measures(plan.safeguards, 's');
  key_rows(plan.tasks, 't');
  key_rows(plan.targets, 'g');
  key_rows(plan.projects, 'p');
}

}  // namespace limpid::plan
