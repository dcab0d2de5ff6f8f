// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "ledger/records/status.hpp"
#include "measures/condition.hpp"
#include "measures/knowledge.hpp"

namespace limpid::measures {

/// A promise and how it is bound.
struct Question {
  std::string promise;
  ledger::Binding binding;
};

/// One of the six ways in which a promise is checked. Pure: a function of the facts.
class Evaluator {
 public:
  virtual ~Evaluator() = default;
  virtual ledger::Status evaluate(const Question& question, Knowledge& knowledge) const = 0;
};

std::unique_ptr<Evaluator> make_count(
    const Conditions& conditions);  ///< coverage, elimination, rectification, pass rate
std::unique_ptr<Evaluator> make_state(const Conditions& conditions);      ///< milestone
std::unique_ptr<Evaluator> make_target(const Conditions& conditions);     ///< quality target
std::unique_ptr<Evaluator> make_threshold(const Conditions& conditions);  ///< threshold response
std::unique_ptr<Evaluator> make_calendar(const Conditions& conditions);   ///< monitoring duty

/// Greater is worse: met, on_track, unknown, at_risk, breached.
int severity(const std::string& state);

ledger::Status blank(const Question& question);
/// `unknown` with its reason; the sentence is `measures.unknown.REASON`.
ledger::Status unknown(const Question& question, const std::string& reason, Json args = Json::object());

/// Exclusive end of a local day `2022-08-31`; empty for an empty or unreadable text.
std::optional<Instant> end_of_day(const std::string& date);
/// Calendar days from the day of `now` to the day `date`: 109 from 13 September to 31 December, negative when it has
/// passed.
int days_left(Instant now, const std::string& date);
/// State of something unfinished: on_track while more than `kRiskDays` are left, at_risk before the deadline, breached
/// after it.
std::string unfinished_state(Instant now, std::optional<Instant> deadline);
inline constexpr int kRiskDays = 30;

ledger::Text text(std::string code, Json args = Json::object(), std::string source = {});
/// A text inside the arguments of another.
Json nested(const std::string& code, Json args = Json::object());
Json parameter_name(const std::string& code);
std::string percent(std::size_t done, std::size_t of);

}  // namespace limpid::measures
