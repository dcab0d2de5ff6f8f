// SPDX-License-Identifier: Apache-2.0
#include "standards/rules.hpp"

#include <algorithm>
#include <array>

#include "base/data_file.hpp"
#include "base/hash.hpp"

namespace limpid::standards {
namespace {

Decimal number(const Json& value) {
  return value.is_string() ? Decimal::of(value.get_ref<const std::string&>()) : Decimal(value.get<std::int64_t>());
}

std::vector<Decimal> numbers(const Json& list) {
  std::vector<Decimal> result;
  for (const Json& value : list) result.push_back(number(value));
  return result;
}

Instant date(const Json& text) {
  auto t = parse_instant(text.get_ref<const std::string&>());
  if (!t) throw Failure(t.error());
  return *t;
}

RuleRef reference(const Json& file, const std::string& hash) {
  const Json& valid = file.at("valid");
  RuleRef ref{file.at("id"), file.at("document"), file.at("clause"), hash, date(valid.at("from")), {}};
  if (valid.contains("to")) ref.to = date(valid.at("to"));
  return ref;
}

WaterItem::Op read_op(const std::string& text) {
  if (text == "<=") return WaterItem::Op::at_most;
  if (text == ">=") return WaterItem::Op::at_least;
  return text == "range" ? WaterItem::Op::range : WaterItem::Op::none;
}

WaterRule read_water(const Json& file, const std::string& hash) {
  WaterRule rule{reference(file, hash), {}};
  for (const Json& entry : file.at("items")) {
    WaterItem item{.number = entry.at("no"),
                   .parameter = entry.at("parameter"),
                   .key = entry.at("key"),
                   .unit = entry.at("unit"),
                   .in_class = entry.at("in_class"),
                   .multiple = entry.value("multiple", true),
                   .op = read_op(entry.at("op")),
                   .limits = numbers(entry.at("limits")),
                   .lake_limits = numbers(entry.value("lake_limits", Json::array()))};
    const std::size_t wanted = item.op == WaterItem::Op::none ? 0 : item.op == WaterItem::Op::range ? 2 : 5;
    if (item.limits.size() != wanted || (!item.lake_limits.empty() && item.lake_limits.size() != 5))
      throw Failure("rule.reference", {{"rule", rule.ref.id}, {"name", item.key}});
    rule.items.push_back(std::move(item));
  }
  return rule;
}

AssessmentRule read_assessment(const Json& file, const std::string& hash) {
  const Json& s = file.at("statistics");
  AssessmentRule rule;
  rule.ref = reference(file, hash);
  rule.statistics = rule.ref;
  rule.statistics.document = s.at("document");
  rule.statistics.clause = s.at("clause");
  rule.decimals = s.at("decimals");
  rule.hourly_decimals = s.at("hourly_decimals");
  rule.detection_share = number(s.at("below_detection_limit"));
  rule.automatic_preferred = s.at("automatic_preferred");
  rule.mean_of_hydrogen_ions = s.at("mean_of_hydrogen_ions");
  for (const Json& row : file.at("ratings")) rule.ratings[row.at("class")] = row.at("rating");
  rule.main_beyond = parse_class(file.at("main_pollutants").at("beyond").get<std::string>()).value();
  rule.main_at_most = file.at("main_pollutants").at("at_most");
  return rule;
}

std::optional<Decimal> optional_number(const Json& object, const char* name) {
  if (!object.contains(name)) return {};
  return number(object.at(name));
}

AirRule read_air(const Json& file, const std::string& hash) {
  AirRule rule;
  rule.ref = reference(file, hash);
  for (const auto& [pollutant, l] : file.at("limits").items())
    rule.limits[pollutant] = {optional_number(l, "d"), optional_number(l, "h1"), optional_number(l, "h8max")};
  const Json& v = file.at("validity");
  rule.daily_min_hours = v.at("daily").at("min_hours");
  rule.running_24h_min_hours = v.at("running_24h").at("min_hours");
  rule.running_8h_min_hours = v.at("running_8h").at("min_hours");
  rule.max_1h_min_hours = v.at("daily_max_1h").at("min_hours");
  rule.max_8h_first_end_hour = v.at("daily_max_8h").at("first_end_hour");
  rule.max_8h_min_values = v.at("daily_max_8h").at("min_values");
  rule.max_8h_valid_when_over_limit = v.at("daily_max_8h").at("valid_when_over_limit");
  return rule;
}

constexpr std::array kStatistics{AirStatistic::hour, AirStatistic::running_8h, AirStatistic::running_24h,
                                 AirStatistic::day,  AirStatistic::day_max_1h, AirStatistic::day_max_8h};

std::vector<AqiRule::Term> read_terms(const Json& list, const AqiRule& rule) {
  std::vector<AqiRule::Term> terms;
  for (const Json& entry : list) {
    const std::string row = entry.at("row"), statistic = entry.at("statistic");
    if (!rule.rows.contains(row)) throw Failure("rule.reference", {{"rule", rule.ref.id}, {"name", row}});
    const auto s =
        std::find_if(kStatistics.begin(), kStatistics.end(), [&](auto k) { return to_string(k) == statistic; });
    terms.push_back({row, *s});
  }
  return terms;
}

AqiRule read_aqi(const Json& file, const std::string& hash) {
  AqiRule rule;
  rule.ref = reference(file, hash);
  rule.iaqi = file.at("iaqi").get<std::vector<int>>();
  for (const auto& [name, entry] : file.at("breakpoints").items()) {
    AqiRule::Row row{
        entry.at("parameter"), entry.at("pollutant"), entry.at("unit"), numbers(entry.at("values")), {}, {}};
    if (row.values.size() > rule.iaqi.size() || !std::is_sorted(row.values.begin(), row.values.end()))
      throw Failure("rule.reference", {{"rule", rule.ref.id}, {"name", name}});
    const Json beyond = entry.value("beyond", Json::object());
    if (beyond.contains("use")) row.beyond_use = beyond.at("use");
    if (beyond.contains("iaqi")) row.beyond_iaqi = beyond.at("iaqi");
    rule.rows.emplace(name, std::move(row));
  }
  for (const auto& [name, row] : rule.rows)
    if (row.beyond_use && !rule.rows.contains(*row.beyond_use))
      throw Failure("rule.reference", {{"rule", rule.ref.id}, {"name", *row.beyond_use}});
  rule.hourly = read_terms(file.at("hourly"), rule);
  rule.daily = read_terms(file.at("daily"), rule);
  rule.decimals = file.at("decimals");
  rule.min = file.at("aqi").at("min");
  rule.max = file.at("aqi").at("max");
  rule.primary_above = file.at("primary_above");
  rule.publish_incomplete_above = file.at("incomplete").at("publish_above");
  for (const Json& c : file.at("categories"))
    rule.categories.push_back({c.at("code"), c.at("level"), c.at("min"), c.at("max")});
  return rule;
}

void read_convention(const Json& file, const Json& entry, const std::string& hash, RuleBook& book) {
  RuleRef ref = reference(file, hash);
  const std::string number_text = entry.at("id");
  ref.id += "#" + number_text;
  ref.clause = number_text;
  ref.from = date(entry.at("from"));
  if (entry.contains("to")) ref.to = date(entry.at("to"));
  if (entry.contains("dust")) {
    const Json& d = entry.at("dust");
    book.dust.add({ref, d.at("parameter"), d.at("unit"), d.at("decimals"), number(d.at("warn_from")),
                   number(d.at("stop_above"))});
  }
  if (entry.contains("month_value")) {
    const Json& m = entry.at("month_value");
    book.month_value.add({ref, m.at("min_share_percent"), m.at("year_needs_months")});
  }
  if (entry.contains("waiting_hours")) book.waiting.add({ref, entry.at("waiting_hours")});
  if (entry.contains("aqi_target")) book.aqi_target.add({ref, entry.at("aqi_target").at("above")});
  if (entry.contains("discharge")) {
    const Json& d = entry.at("discharge");
    book.discharge.add({ref, d.at("attribute_prefix"), d.at("decimals")});
  }
}

template <class T>
void check_overlap(const Versions<T>& versions) {
  const auto& all = versions.all();
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = i + 1; j < all.size(); ++j)
      if (all[i].ref.in_force(all[j].ref.from) || all[j].ref.in_force(all[i].ref.from))
        throw Failure("rule.overlap", {{"rule", all[i].ref.id}, {"other", all[j].ref.id}});
}

void read_rule(const std::filesystem::path& path, const std::filesystem::path& schemas, RuleBook& book) {
  const std::string bytes = read_file(path);
  const std::string hash = content_hash(bytes);
  const Json file = parse_yaml(bytes, path.string());
  if (!file.is_object() || !file.contains("type")) return;  // settings of another stage, with a schema of their own
  const std::string type = file.at("type");
  const auto schema = schemas / ("rule-" + type + ".json");
  if (!std::filesystem::exists(schema)) throw Failure("rule.unknown_type", {{"type", type}}, path.string());
  check_schema(file, schema, path.string());
  if (type == "surface-water")
    book.water.add(read_water(file, hash));
  else if (type == "water-assessment")
    book.assessment.add(read_assessment(file, hash));
  else if (type == "air-quality")
    book.air.add(read_air(file, hash));
  else if (type == "aqi")
    book.aqi.add(read_aqi(file, hash));
  else
    for (const Json& entry : file.at("conventions")) read_convention(file, entry, hash, book);
}

}  // namespace

std::string class_text(int rank) {
  static constexpr std::array names{"", "I", "II", "III", "IV", "V", ">V"};
  return names.at(static_cast<std::size_t>(rank));
}

std::optional<int> parse_class(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, int>, 20> spellings{
      {{"I", 1}, {"II", 2}, {"III", 3}, {"IV", 4}, {"V", 5}, {">V", 6}, {"1", 1}, {"2", 2},   {"3", 3},   {"4", 4},
       {"5", 5}, {"6", 6},  {"Ⅰ", 1},   {"Ⅱ", 2},  {"Ⅲ", 3}, {"Ⅳ", 4},  {"Ⅴ", 5}, {"劣Ⅴ", 6}, {"劣V", 6}, {"劣5", 6}}};
  constexpr std::string_view kClass = "类";
  if (text.ends_with(kClass)) text.remove_suffix(kClass.size());
  for (const auto& [spelling, rank] : spellings)
    if (text == spelling) return rank;
  return {};
}

const WaterItem* WaterRule::item(std::string_view parameter) const {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& i) { return i.parameter == parameter; });
  return found == items.end() ? nullptr : &*found;
}

std::string to_string(AirStatistic s) {
  switch (s) {
    case AirStatistic::hour: return "hour";
    case AirStatistic::running_8h: return "running_8h";
    case AirStatistic::running_24h: return "running_24h";
    case AirStatistic::day: return "day";
    case AirStatistic::day_max_1h: return "day_max_1h";
    case AirStatistic::day_max_8h: return "day_max_8h";
  }
  return "hour";
}

const AqiRule::Category& AqiRule::category(int aqi) const {
  for (const Category& c : categories)
    if (aqi <= c.max) return c;
  return categories.back();
}

RuleBook RuleBook::load(const std::filesystem::path& share_dir) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(share_dir / "rules"))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  RuleBook book;
  for (const auto& path : files) read_rule(path, share_dir / "schemas", book);
  check_overlap(book.water);
  check_overlap(book.assessment);
  check_overlap(book.air);
  check_overlap(book.aqi);
  check_overlap(book.dust);
  check_overlap(book.month_value);
  check_overlap(book.waiting);
  check_overlap(book.aqi_target);
  check_overlap(book.discharge);
  return book;
}

}  // namespace limpid::standards
