// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <vector>

#include "plan/document.hpp"

namespace limpid::plan {

/// Two equal values have one; need not tell all unequal ones apart.
inline std::size_t mark_of(const std::string& name) {
  return std::hash<std::string>{}(name);
}
inline std::size_t mark_of(const Unit& unit) {
  return std::hash<std::string>{}(unit.name);
}
inline std::size_t mark_of(const Deadline& deadline) {
  return std::hash<std::string>{}(deadline.text);
}
inline std::size_t mark_of(const Citation& citation) {
  return std::hash<std::string>{}(citation.text);
}
inline std::size_t mark_of(const Quantity& quantity) {
  return std::hash<std::string>{}(quantity.text);
}

/// Appends to a list what is not in it yet, in time linear in all that it is given. The list must outlive it and change
/// only through it.
template <class T>
class OnlyOnce {
 public:
  explicit OnlyOnce(std::vector<T>& into) : into_(into) {}

  void add(const T& value) {
    if (!holds(value)) into_.push_back(value);
  }
  void add(const std::vector<T>& values) {
    for (const auto& value : values) add(value);
  }

 private:
  bool holds(const T& value) {
    constexpr std::size_t kFew = 16;  // most lists are short, and looked through faster than marked
    if (into_.size() <= kFew) return std::find(into_.begin(), into_.end(), value) != into_.end();
    for (; marked_ < into_.size(); ++marked_) places_.emplace(mark_of(into_[marked_]), marked_);
    const auto [first, last] = places_.equal_range(mark_of(value));
    return std::any_of(first, last, [&](const auto& place) { return into_[place.second] == value; });
  }

  std::vector<T>& into_;
  std::unordered_multimap<std::size_t, std::size_t> places_;
  std::size_t marked_ = 0;
};

}  // namespace limpid::plan
