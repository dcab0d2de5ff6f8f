// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/facts.hpp"
#include "ledger/records/loop.hpp"

namespace limpid::tracing {

/// What a run may know: the episode, and nothing that happened after `cutoff`. A run is frozen; the same facts give the
/// same answer.
struct Request {
  std::string episode_key;
  ledger::Episode episode;
  int run = 1;
  Instant from;    ///< start of the first bad window
  Instant to;      ///< end of the last bad window that this run knows
  Instant cutoff;  ///< readings of the object that start at or after this are not looked at
  /// Readings of other objects are looked at up to here: those of the very last hour may still be on their way, and a
  /// run must not depend on which of two packets came first.
  Instant others_cutoff;
};

/// Names who may have caused an episode. Screening methods today, the full inversion later, behind the same call.
class Tracer {
 public:
  virtual ~Tracer() = default;
  virtual std::string_view method() const = 0;
  /// True when the method has something to say about this condition at this kind of object.
  virtual bool serves(const ledger::Episode& episode) const = 0;
  virtual ledger::Trace trace(const Request& request, const ledger::Facts& facts) const = 0;
};

/// A candidate while it is being weighed: log-odds, and the findings that made them.
struct Weighed {
  ledger::Candidate candidate;
  double log_weight = 0;
};

/// Turns log-weights into shares that sum to 1 with the unexplained part, sorts best first, and gives each its state.
/// `unexplained_log` is the log-weight of "none of these". Candidates whose state is already `not_testable` keep it and
/// get no share.
void normalise(std::vector<Weighed>& weighed, double unexplained_log, ledger::Trace& trace);

/// Lists the first dozen; the shares of the others go to the unexplained part, their number to `inputs.not_listed`.
void keep_foremost(ledger::Trace& trace);

}  // namespace limpid::tracing
