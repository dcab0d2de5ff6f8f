// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"

/// Record types that stages exchange through the ledger. Each is a plain struct with a JSON form of the same names: the
/// content of a ledger::Record or ledger::Derived. Texts are {code, args} of messages/, rendered at the edge.
namespace limpid::ledger {

/// A sentence to be rendered, or a step of an explanation; `source` is a clause id (`gb3838-2002#table1.7`) or an
/// object/series reference.
struct Text {
  std::string code;
  Json args = Json::object();
  std::string source;
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Text, code, args, source)
};

/// A figure: always value, unit, time. `value` is a decimal as text (rounded as the rule says) or empty with a reason
/// in `label`.
struct Figure {
  std::string name;  ///< parameter code or message code
  std::string value;
  std::string unit;
  std::string at;  ///< ISO time, or a period such as 2022-09
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Figure, name, value, unit, at)
};

/// Something a status, verdict or case rests on.
struct EvidenceRef {
  std::string kind;  ///< verdict, observation, object, case, record, file
  std::string ref;   ///< key, or subject|rule|start
  Text what;
  std::string value;
  std::string unit;
  std::string at;
  std::string state;  ///< met, breached, unknown: how this row counts
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(EvidenceRef, kind, ref, what, value, unit, at, state)
};

}  // namespace limpid::ledger
