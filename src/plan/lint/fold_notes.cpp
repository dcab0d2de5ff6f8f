// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/fold_notes.hpp"

#include <utility>

namespace limpid::plan::linting {

void fold(std::vector<Finding>& out, const std::vector<std::size_t>& which) {
  auto& one = out[which.front()];
  one.code += ".habit";
  one.suggestion += ".habit";
  one.args["count"] = which.size();
  one.replacement.clear();
  std::size_t kept = which.front() + 1, next = 1;
  for (std::size_t i = kept; i < out.size(); ++i) {
    if (next < which.size() && which[next] == i) {
      one.places.insert(one.places.end(), out[i].places.begin(), out[i].places.end());
      ++next;
    } else {
      if (kept != i) out[kept] = std::move(out[i]);
      ++kept;
    }
  }
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(kept), out.end());
}

void fold_shortened_duties(const Check& check, std::size_t first) {
  if (check.habit == Habit::repeats) return;
  std::vector<std::size_t> which;
  for (std::size_t i = first; i < check.out.size(); ++i)
    if (check.out[i].kind == "duty_dropped" && check.out[i].severity == Severity::low) which.push_back(i);
  if (which.size() < kHabitual) return;
  // The rows say nothing of them: the side that lacks them tells no more.
  for (const std::size_t i : which) check.out[i].places.resize(1);
  fold(check.out, which);
}

}  // namespace limpid::plan::linting
