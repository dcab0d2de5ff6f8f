// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "alerts/marks.hpp"
#include "ledger/records/loop.hpp"

namespace limpid::alerts {

/// An episode as the marks alone give it: what hysteresis makes of a row of windows.
struct Span {
  Instant opened;
  std::optional<Instant> closed;
  Instant last_bad;  ///< end of the newest bad window
  std::vector<ledger::Lap> laps;
  Mark worst;
  std::vector<std::string> parameters;  ///< deciding ones, in the order of their coming
  bool serious = false;
};

/// Hysteresis over the marks of one object and condition, given in ascending order, beginning in a quiet time. Pure:
/// the same marks give the same spans, however they were cut into batches.
class Fold {
 public:
  /// Marks before `quiet_before` are known to lie in a quiet time: they serve the comparison of a class fall and open
  /// nothing.
  explicit Fold(const ConditionRule& rule, Instant quiet_before = Instant::min())
      : rule_(rule), quiet_before_(quiet_before) {}

  void step(Mark mark);
  const std::vector<Span>& spans() const { return spans_; }
  bool open() const { return !spans_.empty() && !spans_.back().closed; }
  /// In an episode, or with bad windows that may yet open one.
  bool restless() const { return open() || !run_.empty(); }

 private:
  void judge_fall(Mark& mark);
  void bad(const Mark& mark);
  void good(const Mark& mark);
  void open_with_run();
  void absorb(const Mark& mark);

  ConditionRule rule_;
  Instant quiet_before_;
  std::vector<Span> spans_;
  std::vector<Mark> run_;                          ///< bad windows in a row before they are enough to open
  int goods_ = 0;                                  ///< good windows in a row while open
  std::deque<std::pair<Instant, int>> reference_;  ///< class fall: ranks of the last good windows
  int frozen_ = 0;  ///< class fall: the class compared with since the first bad window; 0 when none is
};

}  // namespace limpid::alerts
