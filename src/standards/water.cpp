// SPDX-License-Identifier: Apache-2.0
#include "standards/water.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "standards/statistics.hpp"
#include "standards/verdict_text.hpp"

namespace limpid::standards {
namespace {

using ledger::Verdict;
using ledger::VerdictInput;

const std::vector<Decimal>& limits_of(const WaterItem& item, bool lake) {
  return lake && !item.lake_limits.empty() ? item.lake_limits : item.limits;
}

struct Judged {
  const WaterItem* item = nullptr;
  Decimal value;  ///< as compared
  int rank = 0;
  std::optional<Decimal> multiple;  ///< against class III, orders main pollutants
};

/// (value - limit) / limit; nothing where the document defines none, or within the limit.
std::optional<Decimal> exceedance(const WaterItem& item, const Decimal& value, int rank, bool lake) {
  if (!item.multiple || item.op != WaterItem::Op::at_most) return {};
  const Decimal& limit = limits_of(item, lake).at(static_cast<std::size_t>(rank) - 1);
  if (value <= limit) return {};
  return divide(value - limit, limit, 2);
}

std::string clause_of(const WaterRule& rule, const WaterItem& item) {
  return fmt::format("{}#table1.{}", rule.ref.id, item.number);
}

int places(const AssessmentRule& rule, const WaterItem& item, bool hourly) {
  if (hourly)
    if (auto it = rule.hourly_decimals.find(item.key); it != rule.hourly_decimals.end()) return it->second;
  const auto it = rule.decimals.find(item.key);
  return it == rule.decimals.end() ? 3 : it->second;
}

VerdictInput input_of(const WaterValue& v, const WaterItem& item, const Decimal& rounded) {
  VerdictInput input;
  input.parameter = v.parameter;
  input.value = rounded.to_string();
  input.qualifier = std::string(1, static_cast<char>(v.qualifier));
  input.unit = item.unit;
  input.flag = v.flag;
  input.start = v.start;
  input.source = v.source;
  input.seq = v.seq;
  return input;
}

ledger::Text item_step(const WaterRule& rule, const Judged& j, bool lake) {
  Json args{{"parameter", parameter_name(j.item->parameter)},
            {"value", j.value.to_string()},
            {"unit", j.item->unit},
            {"class", class_name(j.rank)}};
  const char* code = "standards.water.item.within";
  if (j.item->op == WaterItem::Op::range) {
    code = j.rank == kWorseThanV ? "standards.water.item.out_of_range" : "standards.water.item.in_range";
    args["limit"] = limit_text(*j.item, 1, lake);
  } else if (j.rank == kWorseThanV) {
    code = "standards.water.item.beyond";
    args["limit"] = limit_text(*j.item, 5, lake);
    args["sign"] = j.item->op == WaterItem::Op::at_most ? ">" : "<";
  } else {
    args["limit"] = limit_text(*j.item, j.rank, lake);
    args["sign"] = j.item->op == WaterItem::Op::at_most ? "≤" : "≥";
  }
  return {code, args, clause_of(rule, *j.item)};
}

/// Worst class first; within a class the greater multiple of class III, then items that have none, by the table's
/// order.
void order_by_weight(std::vector<Judged>& items) {
  std::stable_sort(items.begin(), items.end(), [](const Judged& a, const Judged& b) {
    if (a.rank != b.rank) return a.rank > b.rank;
    if (a.multiple.has_value() != b.multiple.has_value()) return a.multiple.has_value();
    return a.multiple && *a.multiple > *b.multiple;
  });
}

void conclude_class(Verdict& v, std::vector<Judged> items, const AssessmentRule& assessment) {
  order_by_weight(items);
  v.rank = items.front().rank;
  v.value = class_text(v.rank);
  for (const Judged& j : items)
    if (j.rank == v.rank) v.deciding.push_back(j.item->parameter);
  v.category = assessment.ratings.at(v.value);
  v.steps.push_back({"standards.water.worst",
                     {{"n", items.size()},
                      {"parameters", parameter_names(v.deciding)},
                      {"class", class_name(v.rank)},
                      {"rating", word("standards.rating." + v.category)}},
                     assessment.ref.id});
  if (v.rank <= assessment.main_beyond) return;
  std::vector<std::string> main;
  for (const Judged& j : items)
    if (j.rank > assessment.main_beyond && static_cast<int>(main.size()) < assessment.main_at_most)
      main.push_back(j.item->parameter);
  v.steps.push_back({"standards.water.main_pollutants", {{"parameters", parameter_names(main)}}, assessment.ref.id});
}

void compare_with_target(Verdict& v, const WaterRule& rule, const std::vector<Judged>& items,
                         const WaterContext& context) {
  if (!context.target) {
    v.state = "none";
    v.reason = "target_missing";
    v.target = context.target_text;
    v.steps.push_back(
        {"standards.water.no_target", {{"class", class_name(v.rank)}, {"target", context.target_text}}, ""});
    return;
  }
  const int target = *context.target;
  v.target = class_text(target);
  v.state = v.rank <= target ? "met" : "breached";
  for (const Judged& j : items) {
    if (target > 5 || j.rank <= target) continue;
    const auto multiple = exceedance(*j.item, j.value, target, context.lake);
    Json args{{"parameter", parameter_name(j.item->parameter)},
              {"value", j.value.to_string()},
              {"unit", j.item->unit},
              {"limit", limit_text(*j.item, target, context.lake)},
              {"target", class_name(target)}};
    if (multiple) args["multiple"] = multiple->to_string();
    v.steps.push_back({multiple ? "standards.water.exceeds" : "standards.water.fails", args, clause_of(rule, *j.item)});
  }
  v.steps.push_back({v.state == "met" ? "standards.water.met" : "standards.water.breached",
                     {{"class", class_name(v.rank)}, {"target", class_name(target)}},
                     rule.ref.id});
}

}  // namespace

int judge_item(const WaterItem& item, const Decimal& value, bool lake) {
  const auto& limits = limits_of(item, lake);
  if (item.op == WaterItem::Op::range) return limits.at(0) <= value && value <= limits.at(1) ? 1 : kWorseThanV;
  for (int rank = 1; rank <= 5; ++rank) {
    const Decimal& limit = limits.at(static_cast<std::size_t>(rank) - 1);
    if (item.op == WaterItem::Op::at_least ? value >= limit : value <= limit) return rank;
  }
  return kWorseThanV;
}

std::string limit_text(const WaterItem& item, int rank, bool lake) {
  const auto& limits = limits_of(item, lake);
  if (limits.empty() || rank < 1 || rank > 5) return {};
  if (item.op == WaterItem::Op::range) return limits[0].to_string() + "~" + limits[1].to_string();
  return limits.at(static_cast<std::size_t>(rank) - 1).to_string();
}

ledger::Verdict judge_water(const WaterRule& rule, const AssessmentRule& assessment, std::span<const WaterValue> values,
                            const WaterContext& context) {
  Verdict v = verdict_of(rule.ref);
  v.unit = "class";
  std::vector<Judged> judged;
  std::size_t invalid = 0;
  for (const WaterItem& item : rule.items) {
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const auto& x) { return x.parameter == item.parameter; });
    const bool in_class = item.in_class && item.op != WaterItem::Op::none;
    if (in_class && (found == values.end() || !found->valid)) v.absent.push_back(item.parameter);
    if (found == values.end()) continue;
    const Decimal compared = round_concentration(effective(found->value, found->qualifier, assessment.detection_share),
                                                 places(assessment, item, context.hourly));
    VerdictInput input = input_of(*found, item, found->qualifier == store::Qualifier::equal ? compared : found->value);
    input.judged = in_class && found->valid;
    if (input.judged) {
      judged.push_back({&item, compared, judge_item(item, compared, context.lake), {}});
      judged.back().multiple = exceedance(item, compared, 3, context.lake);
      input.grade = class_text(judged.back().rank);
      input.limit = limit_text(item, std::min(context.target.value_or(judged.back().rank), 5), context.lake);
      if (found->qualifier == store::Qualifier::less)
        v.steps.push_back({"standards.water.below_detection",
                           {{"parameter", parameter_name(item.parameter)},
                            {"limit", found->value.to_string()},
                            {"value", compared.to_string()},
                            {"unit", item.unit}},
                           assessment.ref.id + "#82"});
      v.steps.push_back(item_step(rule, judged.back(), context.lake));
    } else if (!found->valid) {
      ++invalid;
    }
    v.inputs.push_back(std::move(input));
  }
  if (invalid > 0) v.steps.push_back({"standards.invalid_left_out", {{"n", invalid}}, ""});
  if (judged.empty()) {
    v.state = "unknown";
    v.reason = invalid > 0 ? "invalid" : "no_data";
    v.steps.push_back({"standards.not_judged." + v.reason, Json::object(), ""});
    return v;
  }
  if (!v.absent.empty())
    v.steps.push_back({"standards.water.absent",
                       {{"n", v.absent.size()}, {"parameters", parameter_names(v.absent)}},
                       assessment.ref.id});
  conclude_class(v, judged, assessment);
  compare_with_target(v, rule, judged, context);
  return v;
}

}  // namespace limpid::standards
