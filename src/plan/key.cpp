// SPDX-License-Identifier: Apache-2.0
#include "plan/key.hpp"

#include <re2/re2.h>

#include <array>
#include <map>

#include "plan/json.hpp"
#include "plan/reader/dates.hpp"
#include "plan/reader/han.hpp"

namespace limpid::plan {
namespace {

constexpr std::array<std::string_view, 0x9FFF - 0x4E00 + 1> kReadings{
#include "pinyin_table.inc"
};

/// `泽州` is `zezhou`.
std::string pinyin(const std::string& chinese) {
  std::string out;
  for (std::size_t at = 0; at < chinese.size();) {
    const char32_t c = text::next_char(chinese, at);
    if (c >= 0x4E00 && c <= 0x9FFF) out += kReadings[c - 0x4E00];
  }
  return out;
}

std::string head_field(const Json& document, const char* name) {
  const auto& value = document.at("document").at(name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

}  // namespace

std::string place_of(const Document& document) {
  static const RE2 re("^(?:中共)?(" LIMPID_HAN "{1,8}?(?:自治县|县|市|区|旗))");
  std::string place;
  for (const auto* text : {&document.issuer, &document.plans.front().title, &document.title})
    if (RE2::PartialMatch(*text, re, &place)) return place;
  return {};
}

std::string place_of(const Json& document) {
  Document d;
  d.title = head_field(document, "title");
  d.issuer = head_field(document, "issuer");
  for (const auto& plan : document.at("plans")) {
    Plan p;
    p.title = plan.at("title");
    d.plans.push_back(std::move(p));
  }
  return d.plans.empty() ? std::string() : place_of(d);
}

std::string county_of(const Json& document) {
  static const RE2 re("^(?:中共)?(?:" LIMPID_HAN "{2,6}?[省市州盟])*(" LIMPID_HAN "{1,8}?(?:自治县|县|市|区|旗))");
  const auto issuer = head_field(document, "issuer");
  std::string place;
  if (issuer.find("分局") == std::string::npos && RE2::PartialMatch(issuer, re, &place)) return place;
  std::vector<std::string> titles{head_field(document, "title")};
  for (const auto& plan : document.at("plans")) titles.insert(titles.begin(), plan.at("title").get<std::string>());
  for (const auto& title : titles)
    if (RE2::PartialMatch(title, re, &place)) return place;
  return place_of(document);
}

std::string default_key(const Document& document) {
  static const RE2 suffix("(?:自治县|县|市|区|旗)$");
  std::string place = place_of(document);
  RE2::Replace(&place, suffix, "");
  auto name = pinyin(place);
  if (name.empty()) name = "plan";
  int year = find_years(document.plans.front().title).first;
  if (!year && document.date.size() >= 4) year = std::stoi(document.date.substr(0, 4));
  return year ? name + "-" + std::to_string(year) : name;
}

bool is_key(const std::string& key) {
  static const RE2 re("[a-z0-9][a-z0-9-]{0,39}");
  return RE2::FullMatch(key, re);
}

std::vector<std::string> plan_segments(const Document& document) {
  std::map<Domain, int> seen;
  std::vector<std::string> segments;
  for (const auto& plan : document.plans) {
    const int nth = ++seen[plan.domain];
    segments.push_back(std::string(to_string(plan.domain)) + (nth > 1 ? "-" + std::to_string(nth) : ""));
  }
  return segments;
}

}  // namespace limpid::plan
