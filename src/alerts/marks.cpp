// SPDX-License-Identifier: Apache-2.0
#include "alerts/marks.hpp"

#include <algorithm>
#include <array>

#include "ledger/records/verdict_order.hpp"

namespace limpid::alerts {
namespace {

using ledger::Verdict;

Judgement judge(const Verdict& v, const ConditionRule& rule) {
  // A section with a target of its own is the water-class condition's; without one only a fall can be noticed.
  if (rule.origin == Origin::class_fall) return v.state == "none" && v.rank > 0 ? Judgement::good : Judgement::unknown;
  if (v.state == "breached") return Judgement::bad;
  if (v.state == "met") return Judgement::good;
  return Judgement::unknown;
}

std::optional<Decimal> ratio(const Mark& m) {
  return ledger::times_over(m.figure.value, m.limit);
}

}  // namespace

int class_rank(std::string_view text) {
  constexpr std::array<std::string_view, 6> kClasses{"I", "II", "III", "IV", "V", ">V"};
  const auto it = std::find(kClasses.begin(), kClasses.end(), text);
  return it == kClasses.end() ? 0 : static_cast<int>(it - kClasses.begin()) + 1;
}

Mark mark_of(const ledger::Derived& row, const ConditionRule& rule) {
  Mark m;
  m.start = row.start;
  m.end = row.end;
  if (row.content.is_null()) return m;
  const auto v = row.content.get<Verdict>();
  m.judgement = judge(v, rule);
  m.rank = v.rank;
  m.grade = v.value;
  m.target = v.target;
  m.deciding = v.deciding;
  const auto* input = ledger::deciding_input(v);
  if (input && !rule.figure_of_verdict) {
    m.figure = {input->parameter, input->value, input->unit, format_instant(row.end)};
    m.limit = input->limit;
  } else {
    m.figure = {rule.figure_of_verdict ? rule.condition : "", v.value, v.unit, format_instant(row.end)};
    m.limit = v.target;
  }
  return m;
}

bool is_serious(const Mark& mark, const ConditionRule& rule) {
  if (rule.level == "serious") return true;
  const int target = class_rank(mark.target);
  if (rule.serious_classes && target > 0 && mark.rank - target >= *rule.serious_classes) return true;
  const auto over = rule.serious_ratio ? ratio(mark) : std::nullopt;
  return over && *over >= *rule.serious_ratio;
}

bool worse(const Mark& a, const Mark& b) {
  if (a.rank != b.rank) return a.rank > b.rank;
  const auto ra = ratio(a);
  const auto rb = ratio(b);
  if (!ra || !rb) return ra.has_value() && !rb.has_value();
  return *ra > *rb;
}

}  // namespace limpid::alerts
