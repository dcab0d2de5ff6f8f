// SPDX-License-Identifier: Apache-2.0
#include "standards/limits.hpp"

#include <algorithm>

#include "standards/statistics.hpp"
#include "standards/verdict_text.hpp"

namespace limpid::standards {
namespace {

using ledger::Verdict;
using ledger::VerdictInput;

std::optional<Decimal> decimal_of(const Json& value) {
  Result<Decimal> d = fail("decimal.invalid");
  if (value.is_number_integer()) return Decimal(value.get<std::int64_t>());
  if (value.is_number()) d = Decimal::from_double_shortest(value.get<double>());
  if (value.is_string()) d = Decimal::parse(value.get_ref<const std::string&>());
  return d ? std::optional(*d) : std::nullopt;
}

VerdictInput input_of(const Sample& s, const Decimal& compared, const Limit& limit) {
  VerdictInput input;
  input.parameter = s.parameter;
  input.value = compared.to_string();
  input.qualifier = std::string(1, static_cast<char>(s.qualifier));
  input.unit = limit.unit;
  input.flag = s.flag;
  input.limit = limit.limit.to_string();
  input.start = s.start;
  input.source = s.source;
  input.seq = s.seq;
  input.judged = s.valid;
  return input;
}

void not_judged(Verdict& v, bool any) {
  v.state = "unknown";
  v.reason = any ? "invalid" : "no_data";
  v.steps.push_back({"standards.not_judged." + v.reason, Json::object(), ""});
}

const Limit* limit_of(std::span<const Limit> limits, const std::string& parameter) {
  const auto it = std::find_if(limits.begin(), limits.end(), [&](const auto& l) { return l.parameter == parameter; });
  return it == limits.end() ? nullptr : &*it;
}

/// The figure that the verdict shows: the one that is furthest over its limit, in shares of it.
struct Shown {
  std::optional<Decimal> share;
  void offer(Verdict& v, const Decimal& value, const Limit& limit) {
    const Decimal s = limit.limit.is_zero() ? value : divide(value, limit.limit, kMeanDigits);
    if (share && s <= *share) return;
    share = s;
    v.value = value.to_string();
    v.unit = limit.unit;
    v.target = limit.limit.to_string();
    v.rank = static_cast<int>(value.rounded(0).coefficient());
  }
};

}  // namespace

std::vector<Limit> limits_on_record(const Json& attributes, std::string_view prefix) {
  std::vector<Limit> limits;
  if (!attributes.is_object()) return limits;
  for (const auto& [name, value] : attributes.items()) {
    if (!std::string_view(name).starts_with(prefix)) continue;
    if (const auto limit = decimal_of(value)) limits.push_back({name.substr(prefix.size()), *limit, ""});
  }
  return limits;
}

Verdict judge_dust(const DustRule& rule, std::span<const Limit> own, std::span<const Sample> samples) {
  Verdict v = verdict_of(rule.ref);
  std::vector<Limit> limits(own.begin(), own.end());
  const bool has_own = limit_of(own, rule.parameter) != nullptr;
  if (!has_own) limits.insert(limits.begin(), {rule.parameter, rule.stop_above, rule.unit});
  for (Limit& l : limits) l.unit = rule.unit;
  bool any = false;
  Shown shown;
  for (const Sample& s : samples) {
    const Limit* limit = limit_of(limits, s.parameter);
    if (!limit) continue;
    any = true;
    const Decimal value = s.value.rounded(rule.decimals);
    v.inputs.push_back(input_of(s, value, *limit));
    if (!s.valid) continue;
    shown.offer(v, value, *limit);
    const bool over = value > limit->limit;
    const bool warn = !over && s.parameter == rule.parameter && value >= rule.warn_from;
    if (over) v.deciding.push_back(s.parameter);
    if (warn) v.category = "warning";
    if (has_own && s.parameter == rule.parameter)
      v.steps.push_back(
          {"standards.dust.own_threshold", {{"limit", limit->limit.to_string()}, {"unit", limit->unit}}, ""});
    v.steps.push_back({over   ? "standards.dust.breached"
                       : warn ? "standards.dust.warning"
                              : "standards.dust.met",
                       {{"parameter", parameter_name(s.parameter)},
                        {"value", value.to_string()},
                        {"unit", limit->unit},
                        {"warn", rule.warn_from.to_string()},
                        {"limit", limit->limit.to_string()}},
                       rule.ref.id});
  }
  if (!shown.share) {
    not_judged(v, any);
    return v;
  }
  v.state = v.deciding.empty() ? "met" : "breached";
  if (!v.deciding.empty()) v.category.clear();
  return v;
}

Verdict judge_discharge(const DischargeRule& rule, std::span<const Limit> limits, std::span<const Sample> samples,
                        bool laboratory) {
  Verdict v = verdict_of(rule.ref);
  bool any = false;
  std::size_t judged = 0;
  Shown shown;
  for (const Sample& s : samples) {
    const Limit* limit = limit_of(limits, s.parameter);
    if (!limit) continue;
    any = true;
    const auto places = rule.decimals.find(s.parameter);
    const Decimal value = round_concentration(s.value, places == rule.decimals.end() ? 1 : places->second);
    v.inputs.push_back(input_of(s, value, *limit));
    if (!s.valid) continue;
    ++judged;
    shown.offer(v, value, *limit);
    Json args{{"parameter", parameter_name(s.parameter)},
              {"value", value.to_string()},
              {"unit", limit->unit},
              {"limit", limit->limit.to_string()}};
    // A value below a detection limit is not above anything.
    const bool over = s.qualifier != store::Qualifier::less && value > limit->limit && !limit->limit.is_zero();
    if (over) {
      args["multiple"] = divide(value - limit->limit, limit->limit, 2).to_string();
      if (std::find(v.deciding.begin(), v.deciding.end(), s.parameter) == v.deciding.end())
        v.deciding.push_back(s.parameter);
    }
    v.steps.push_back({over ? "standards.discharge.over" : "standards.discharge.within", args, rule.ref.id});
  }
  if (judged == 0) {
    not_judged(v, any);
    return v;
  }
  v.state = v.deciding.empty() ? "met" : "breached";
  if (v.deciding.empty())
    v.steps.push_back({"standards.discharge.met", {{"n", judged}}, rule.ref.id});
  else
    v.steps.push_back({laboratory ? "standards.discharge.lab_breached" : "standards.discharge.breached",
                       {{"parameters", parameter_names(v.deciding)}},
                       rule.ref.id});
  return v;
}

}  // namespace limpid::standards
