// SPDX-License-Identifier: Apache-2.0
#include "plan/seasons.hpp"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "base/data_file.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

constexpr const char* kSeasonsFile = "rules/plan-seasons.yaml";

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

/// A day of a year; the month's last where the month is shorter (02-29).
sys_days day_in(int year, int month, int day) {
  const std::chrono::year y{year};
  const std::chrono::month m{static_cast<unsigned>(month)};
  const year_month_day date{y, m, std::chrono::day{static_cast<unsigned>(day)}};
  return date.ok() ? sys_days{date} : sys_days{y / m / std::chrono::last};
}

std::string iso_of_day(sys_days day) {
  const year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

/// What the words around a season's name make of it.
struct SeasonWords {
  std::string_view name;
  int year = 0;          ///< printed: 2024年汛期前
  bool outside = false;  ///< 非汛期
  bool before = false;   ///< 汛期来临前
  bool over = false;     ///< 汛期结束前
};

/// Without and with the words that date it (2024年汛期前, 今冬取暖季): 今冬明春 is a name itself.
std::vector<SeasonWords> take_apart(std::string_view words) {
  static const char* const kRest = "(非)?(.+?)(?:(前|之前|[来到]临前|到来前|开始前)|(结束前)|节?(?:期间|内|里|时)?)";
  static const RE2 plain(std::string("()") + kRest);
  static const RE2 dated(std::string("(?:" LIMPID_YEAR "(?:年?[-—–~至到]\\d{4})?年|今年|当年|本年|每年|今冬)") + kRest);
  std::vector<SeasonWords> out;
  for (const RE2* re : {&plain, &dated}) {
    std::array<re2::StringPiece, 5> g;
    const re2::StringPiece all(words.data(), words.size());
    if (!RE2::FullMatch(all, *re, &g[0], &g[1], &g[2], &g[3], &g[4])) continue;
    out.push_back({{g[2].data(), g[2].size()},
                   year_number({g[0].data(), g[0].size()}),
                   !g[1].empty(),
                   !g[3].empty(),
                   !g[4].empty()});
  }
  return out;
}

PlanYears season_years(const Json& plan, const Json& head) {
  const auto years = find_years(plan.value("title", ""));
  if (years.first) return years;
  const auto& date = head.at("date");
  return date.is_string() ? find_years(date.get<std::string>().substr(0, 4) + "年") : PlanYears{};
}

Json season_json(const SeasonSpan& span) {
  const auto day = [](const std::optional<std::string>& value) { return value ? Json(*value) : Json(nullptr); };
  return {{"start", day(span.start)}, {"end", day(span.end)}};
}

void lay_on(Json& holder, const PlanYears& years, const SeasonRules& rules) {
  const auto deadlines = holder.find("deadlines");
  if (deadlines == holder.end()) return;
  for (auto& d : *deadlines) {
    if (d.at("kind") != "season") continue;
    if (!d.at("start").is_null() || !d.at("end").is_null())
      d["season"] = {{"start", d.at("start")}, {"end", d.at("end")}};
    else if (const auto span = rules.span(d.at("text").get<std::string>(), years))
      d["season"] = season_json(*span);
  }
}

}  // namespace

SeasonRules::Day SeasonRules::day_of(const std::string& name, const std::string& printed) {
  const Day day{std::stoi(printed.substr(0, 2)), std::stoi(printed.substr(3))};
  const auto longest = std::chrono::year{2024} / std::chrono::month{static_cast<unsigned>(day.month)} /
                       std::chrono::last;  // a leap year
  if (static_cast<unsigned>(day.day) > static_cast<unsigned>(longest.day()))
    throw Failure("plan.season.day", {{"name", name}, {"day", printed}}, kSeasonsFile);
  return day;
}

SeasonRules SeasonRules::load(const std::filesystem::path& share) {
  const Json file = load_data_file(share / kSeasonsFile, share / "schemas/rule-plan-seasons.json");
  SeasonRules rules;
  for (const auto& row : file.at("seasons"))
    for (const std::string name : row.at("names")) {
      const Season season{day_of(name, row.at("from")), day_of(name, row.at("to"))};
      if (!rules.seasons_.try_emplace(name, season).second)
        throw Failure("plan.season.repeated", {{"name", name}}, kSeasonsFile);
    }
  return rules;
}

std::optional<SeasonSpan> SeasonRules::span(std::string_view words, const PlanYears& years) const {
  const auto ways = take_apart(words);
  const auto said =
      std::find_if(ways.begin(), ways.end(), [&](const SeasonWords& w) { return seasons_.contains(w.name); });
  if (said == ways.end()) return std::nullopt;
  const auto season = seasons_.find(said->name);
  const auto& [from, to] = season->second;
  const int year = said->year ? said->year : years.of_month(from.month);
  if (year == 0) return std::nullopt;
  const bool over_new_year = to.month < from.month || (to.month == from.month && to.day < from.day);
  const sys_days first = day_in(year, from.month, from.day), last = day_in(year + over_new_year, to.month, to.day);
  if (said->before) return SeasonSpan{std::nullopt, iso_of_day(first - days{1})};
  if (said->over) return SeasonSpan{std::nullopt, iso_of_day(last)};
  if (said->outside)
    return SeasonSpan{iso_of_day(last + days{1}), iso_of_day(day_in(year + 1, from.month, from.day) - days{1})};
  return SeasonSpan{iso_of_day(first), iso_of_day(last)};
}

void lay_seasons(Json& document, const SeasonRules& rules) {
  for (auto& plan : document.at("plans")) {
    const auto years = season_years(plan, document.at("document"));
    for (const char* list : {"goals", "measures", "safeguards", "tasks", "projects"})
      for (auto& item : plan.at(list)) {
        lay_on(item, years, rules);
        if (item.contains("promises"))
          for (auto& promise : item.at("promises")) lay_on(promise, years, rules);
      }
  }
}

}  // namespace limpid::plan
