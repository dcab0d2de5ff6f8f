// SPDX-License-Identifier: Apache-2.0
#include "measures/condition.hpp"

#include "registry/object.hpp"

namespace limpid::measures {
namespace {

Answer answer(bool yes) {
  return yes ? Answer::yes : Answer::no;
}

Answer ordered(const std::string& op, std::weak_ordering order) {
  if (op == "=") return answer(order == 0);
  if (op == "!=") return answer(order != 0);
  if (op == "<") return answer(order < 0);
  if (op == "<=") return answer(order <= 0);
  if (op == ">") return answer(order > 0);
  if (op == ">=") return answer(order >= 0);
  return Answer::unknown;
}

std::optional<Decimal> decimal_of(const Json& value) {
  if (value.is_number_integer()) return Decimal(value.get<std::int64_t>());
  if (value.is_number()) {
    const auto parsed = Decimal::from_double_shortest(value.get<double>());
    return parsed ? std::optional(*parsed) : std::nullopt;
  }
  if (!value.is_string()) return std::nullopt;
  const auto parsed = Decimal::parse(value.get_ref<const std::string&>());
  return parsed ? std::optional(*parsed) : std::nullopt;
}

}  // namespace

Answer Conditions::compare_numbers(const ledger::Object& object, const Json& test, const Decimal& wanted) const {
  const auto name = test.at("attribute").get<std::string>();
  auto actual = decimal_of(object.attributes.at(name));
  if (!actual) return Answer::unknown;
  const auto unit = test.value("unit", "");
  const auto kind = kinds_.find(object.kind);
  const auto* attribute = kind ? (*kind)->attribute(name) : nullptr;
  if (!unit.empty() && attribute != nullptr && !attribute->unit.empty() && attribute->unit != unit) {
    const auto converted = catalog_.convert(*actual, attribute->unit, unit);
    if (!converted) return Answer::unknown;
    actual = *converted;
  }
  return ordered(test.at("op"), *actual <=> wanted);
}

Answer Conditions::test(const ledger::Object& object, const Json& test) const {
  const auto name = test.at("attribute").get<std::string>();
  const auto found = object.attributes.find(name);
  if (found == object.attributes.end() || found->is_null()) return Answer::unknown;
  const auto& value = test.at("value");
  const auto op = test.at("op").get<std::string>();
  if (value.is_boolean()) return ordered(op, registry::flag(object, name) <=> value.get<bool>());
  if (const auto wanted = decimal_of(value)) return compare_numbers(object, test, *wanted);
  if (op != "=" && op != "!=") return Answer::unknown;
  return ordered(op, registry::text(object, name) <=> value.get<std::string>());
}

Answer Conditions::all(const ledger::Object& object, const Json& tests) const {
  Answer out = Answer::yes;
  for (const auto& one : tests) {
    const auto a = test(object, one);
    if (a == Answer::no) return Answer::no;
    if (a == Answer::unknown) out = Answer::unknown;
  }
  return out;
}

Answer Conditions::any(const ledger::Object& object, const Json& tests) const {
  Answer out = Answer::no;
  for (const auto& one : tests) {
    const auto a = test(object, one);
    if (a == Answer::yes) return Answer::yes;
    if (a == Answer::unknown) out = Answer::unknown;
  }
  return out;
}

}  // namespace limpid::measures
