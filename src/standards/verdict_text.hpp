// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ledger/records/verdict.hpp"
#include "standards/rules.hpp"

/// The words of verdicts: codes of messages/{zh,en}/standards.yaml with their arguments.
namespace limpid::standards {

inline Json parameter_name(std::string_view code) {
  return {{"code", "parameter." + std::string(code)}, {"args", Json::object()}};
}
inline Json class_name(int rank) {
  return {{"code", "standards.class." + class_text(rank)}, {"args", Json::object()}};
}
inline Json word(std::string_view code) {
  return {{"code", std::string(code)}, {"args", Json::object()}};
}

inline Json parameter_names(const std::vector<std::string>& codes) {
  Json names = Json::array();
  for (const auto& code : codes) names.push_back(parameter_name(code));
  return names;
}

/// A verdict that names its rule; the rest is filled in by the judge.
inline ledger::Verdict verdict_of(const RuleRef& rule) {
  ledger::Verdict v;
  v.rule = rule.id;
  v.clause = rule.clause;
  v.rule_hash = rule.hash;
  return v;
}

}  // namespace limpid::standards
