// SPDX-License-Identifier: Apache-2.0
#include "standards/period_values.hpp"

#include "standards/statistics.hpp"
#include "standards/verdict_text.hpp"

namespace limpid::standards {
namespace {

constexpr int kMonths = 12;

int places(const AssessmentRule& rule, const WaterItem& item) {
  const auto it = rule.decimals.find(item.key);
  return it == rule.decimals.end() ? 3 : it->second;
}

struct Values {
  std::vector<Decimal> values;
  std::size_t invalid = 0;
  const Sample* newest = nullptr;
};

Values values_of(std::span<const Sample> samples, const std::string& parameter, const AssessmentRule& assessment) {
  Values v;
  for (const Sample& s : samples) {
    if (s.parameter != parameter) continue;
    if (!s.valid) {
      ++v.invalid;
      continue;
    }
    v.values.push_back(effective(s.value, s.qualifier, assessment.detection_share));
    if (!v.newest || s.start >= v.newest->start) v.newest = &s;
  }
  return v;
}

struct Mean {
  WaterValue value;
  ledger::Text step;
};

/// Mean of one item, rounded once, with its arithmetic. `code` gets `_ph` where hydrogen ions are averaged.
Mean mean_of(const WaterItem& item, const AssessmentRule& assessment, const std::vector<Decimal>& values,
             const std::string& code, Instant start) {
  const bool ions = assessment.mean_of_hydrogen_ions.contains(item.key);
  const Decimal rounded = round_concentration(ions ? mean_ph(values) : mean(values), places(assessment, item));
  Mean m;
  m.value.parameter = item.parameter;
  m.value.value = rounded;
  m.value.start = start;
  Json args{{"parameter", parameter_name(item.parameter)},
            {"n", values.size()},
            {"value", rounded.to_string()},
            {"unit", item.unit}};
  if (!ions) args["sum"] = sum(values).to_string();
  m.step = {code + (ions ? "_ph" : ""), args, assessment.ref.id + "#82"};
  return m;
}

bool enough(std::size_t n, int expected, int percent) {
  return n > 0 && n * 100 >= static_cast<std::size_t>(expected) * static_cast<std::size_t>(percent);
}

}  // namespace

FormedValues month_values(const WaterRule& rule, const AssessmentRule& assessment, const MonthValueRule& convention,
                          std::span<const Sample> automatic, std::span<const Sample> laboratory, int expected_hours,
                          Instant month) {
  FormedValues formed;
  for (const WaterItem& item : rule.items) {
    const Values hours = values_of(automatic, item.parameter, assessment);
    const Values results = values_of(laboratory, item.parameter, assessment);
    formed.invalid += hours.invalid + results.invalid;
    if (hours.values.empty() && results.values.empty()) continue;
    const bool preferred = assessment.automatic_preferred.contains(item.key);
    const bool full = enough(hours.values.size(), expected_hours, convention.min_share_percent);
    const bool use_hours = results.values.empty() || (preferred && full);
    if (preferred && !full && !hours.values.empty())
      formed.steps.push_back({"standards.water.month_few_hours",
                              {{"parameter", parameter_name(item.parameter)},
                               {"n", hours.values.size()},
                               {"of", expected_hours},
                               {"percent", convention.min_share_percent}},
                              convention.ref.id});
    const Values& used = use_hours ? hours : results;
    Mean m = mean_of(item, assessment, used.values,
                     use_hours ? "standards.water.month_automatic" : "standards.water.month_lab", month);
    if (use_hours) m.step.args["of"] = expected_hours;
    m.value.source = used.newest->source;
    m.value.seq = used.newest->seq;
    formed.values.push_back(std::move(m.value));
    formed.steps.push_back(std::move(m.step));
  }
  return formed;
}

namespace {

std::vector<Decimal> monthly(std::span<const FormedValues> months, const std::string& parameter) {
  std::vector<Decimal> values;
  for (const auto& month : months)
    for (const auto& v : month.values)
      if (v.parameter == parameter) values.push_back(v.value);
  return values;
}

}  // namespace

FormedValues year_values(const WaterRule& rule, const AssessmentRule& assessment, const MonthValueRule& convention,
                         std::span<const FormedValues> months, Instant year) {
  FormedValues formed;
  std::size_t most = 0;
  for (const WaterItem& item : rule.items) {
    const auto values = monthly(months, item.parameter);
    if (values.empty()) continue;
    most = std::max(most, values.size());
    Mean m = mean_of(item, assessment, values, "standards.water.year", year);
    m.value.source = "derived:month";
    formed.values.push_back(std::move(m.value));
    formed.steps.push_back(std::move(m.step));
  }
  if (most > 0 && most < static_cast<std::size_t>(convention.year_needs_months))
    formed.steps.push_back({"standards.water.year_few_months",
                            {{"n", most}, {"needed", convention.year_needs_months}},
                            assessment.ref.id});
  return formed;
}

std::vector<ledger::Text> remaining_steps(const WaterRule& rule, const AssessmentRule& assessment,
                                          std::span<const FormedValues> months,
                                          const std::vector<std::string>& parameters, int target) {
  std::vector<ledger::Text> steps;
  for (const std::string& parameter : parameters) {
    const WaterItem* item = rule.item(parameter);
    const auto values = monthly(months, parameter);
    const int left = kMonths - static_cast<int>(values.size());
    if (!item || item->op != WaterItem::Op::at_most || target < 1 || target > 5 || left <= 0) continue;
    const Decimal total = item->limits.at(static_cast<std::size_t>(target) - 1) * Decimal(kMonths);
    const Decimal so_far = sum(values);
    Json args{{"parameter", parameter_name(parameter)},
              {"n", values.size()},
              {"left", left},
              {"total", total.to_string()},
              {"sum", so_far.to_string()},
              {"unit", item->unit},
              {"target", class_name(target)}};
    const bool lost = so_far > total;
    if (!lost)
      args["value"] = divide(total - so_far, Decimal(left), places(assessment, *item), Rounding::down).to_string();
    steps.push_back(
        {lost ? "standards.water.out_of_reach" : "standards.water.remaining", args, "county-conventions#K-07"});
  }
  return steps;
}

}  // namespace limpid::standards
