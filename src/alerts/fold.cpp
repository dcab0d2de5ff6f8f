// SPDX-License-Identifier: Apache-2.0
#include "alerts/fold.hpp"

#include <algorithm>
#include <array>

namespace limpid::alerts {
namespace {

std::string class_text(int rank) {
  constexpr std::array<const char*, 7> kClasses{"", "I", "II", "III", "IV", "V", ">V"};
  return rank > 0 && rank < static_cast<int>(kClasses.size()) ? kClasses[static_cast<std::size_t>(rank)] : "";
}

}  // namespace

void Fold::step(Mark mark) {
  if (rule_.origin == Origin::class_fall) judge_fall(mark);
  if (mark.judgement == Judgement::bad) bad(mark);
  if (mark.judgement == Judgement::good) good(mark);
}

/// Compared with the worst class of the time before: what the section reaches on its ordinary days is no fall. Bad
/// windows never enter the comparison, and from the first of them until the episode closes it stands still, so that a
/// long fall does not become its own measure.
void Fold::judge_fall(Mark& mark) {
  if (mark.judgement == Judgement::unknown) return;
  if (!restless()) {
    while (!reference_.empty() && reference_.front().first < mark.start - rule_.reference) reference_.pop_front();
    const bool enough = reference_.size() >= static_cast<std::size_t>(rule_.reference_valid);
    const auto worst = std::max_element(reference_.begin(), reference_.end(),
                                        [](const auto& a, const auto& b) { return a.second < b.second; });
    frozen_ = enough ? worst->second : 0;
  }
  const bool fall = mark.start >= quiet_before_ && frozen_ > 0 && mark.rank >= frozen_ + rule_.fall_by;
  mark.judgement = fall ? Judgement::bad : Judgement::good;
  mark.target = class_text(frozen_);
  if (!fall) reference_.emplace_back(mark.start, mark.rank);
}

void Fold::bad(const Mark& mark) {
  goods_ = 0;
  if (open()) {
    absorb(mark);
    return;
  }
  run_.push_back(mark);
  if (run_.size() >= static_cast<std::size_t>(rule_.open_after)) open_with_run();
}

void Fold::open_with_run() {
  const Instant start = run_.front().start;
  const bool relapse = !spans_.empty() && start - *spans_.back().closed <= rule_.relapse_within;
  if (relapse) {
    spans_.back().closed.reset();
  } else {
    spans_.emplace_back();
    spans_.back().opened = start;
    spans_.back().worst = run_.front();
  }
  spans_.back().laps.push_back({start, std::nullopt, std::nullopt});
  for (const auto& m : run_) absorb(m);
  run_.clear();
}

void Fold::absorb(const Mark& mark) {
  Span& s = spans_.back();
  s.last_bad = s.laps.back().last_bad = mark.end;
  s.laps.back().recovered.reset();
  if (worse(mark, s.worst)) s.worst = mark;
  if (is_serious(mark, rule_)) s.serious = true;
  for (const auto& p : mark.deciding)
    if (std::find(s.parameters.begin(), s.parameters.end(), p) == s.parameters.end()) s.parameters.push_back(p);
}

void Fold::good(const Mark& mark) {
  run_.clear();
  if (!open()) return;
  Span& s = spans_.back();
  if (goods_++ == 0) s.laps.back().recovered = mark.end;
  if (goods_ < rule_.close_after) return;
  s.closed = mark.end;
  s.laps.back().closed = mark.end;
  goods_ = 0;
}

}  // namespace limpid::alerts
