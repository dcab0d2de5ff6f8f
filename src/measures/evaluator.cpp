// SPDX-License-Identifier: Apache-2.0
#include "measures/evaluator.hpp"

#include "base/decimal.hpp"

namespace limpid::measures {

int severity(const std::string& state) {
  if (state == "breached") return 4;
  if (state == "at_risk") return 3;
  if (state == "unknown") return 2;
  if (state == "on_track") return 1;
  return 0;
}

ledger::Status blank(const Question& question) {
  ledger::Status out;
  out.archetype = question.binding.archetype;
  out.system = question.binding.system;
  out.due = question.binding.params.is_object() ? question.binding.params.value("by", "") : "";
  return out;
}

ledger::Status unknown(const Question& question, const std::string& reason, Json args) {
  auto out = blank(question);
  out.state = "unknown";
  out.reason = reason;
  out.sentence = text("measures.unknown." + reason, std::move(args));
  out.steps = {out.sentence};
  return out;
}

std::optional<Instant> end_of_day(const std::string& date) {
  if (date.empty()) return std::nullopt;
  const auto start = parse_instant(date);
  if (!start) return std::nullopt;
  return period_end(Period::day, period_start(Period::day, *start));
}

int days_left(Instant now, const std::string& date) {
  const auto day = parse_instant(date);
  if (!day) return 0;
  return static_cast<int>((period_start(Period::day, *day) - period_start(Period::day, now)) / kDay);
}

std::string unfinished_state(Instant now, std::optional<Instant> deadline) {
  if (!deadline) return "on_track";
  if (now >= *deadline) return "breached";
  return *deadline - now > kDay * kRiskDays ? "on_track" : "at_risk";
}

ledger::Text text(std::string code, Json args, std::string source) {
  return {.code = std::move(code), .args = std::move(args), .source = std::move(source)};
}

Json nested(const std::string& code, Json args) {
  return {{"code", code}, {"args", std::move(args)}};
}

Json parameter_name(const std::string& code) {
  return nested("parameter." + code);
}

std::string percent(std::size_t done, std::size_t of) {
  if (of == 0) return "0.0";
  return divide(Decimal(static_cast<std::int64_t>(done) * 100), Decimal(static_cast<std::int64_t>(of)), 1).to_string();
}

}  // namespace limpid::measures
