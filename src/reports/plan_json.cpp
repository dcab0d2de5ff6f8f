// SPDX-License-Identifier: Apache-2.0
#include "reports/plan_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace limpid::reports {
namespace {

struct KindOfList {
  const char *list, *kind;
};
constexpr std::array<KindOfList, 5> kLists = {{{"measures", "measure"},
                                               {"safeguards", "safeguard"},
                                               {"tasks", "task"},
                                               {"targets", "target"},
                                               {"projects", "project"}}};

std::string field(const Json& item, const char* name) {
  const auto found = item.find(name);
  return found != item.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

std::string PlanEntry::title() const {
  if (item->contains("section"))
    return field(*item, "township") + " " + field(*item, "section") + " " + field(*item, "target");
  const auto title = field(*item, "title");
  return title.empty() ? field(*item, "text") : title;
}

std::string PlanEntry::words() const {
  const auto text = field(*item, "text");
  return text.empty() ? title() : text;
}

std::string printed_number(const Json& item) {
  const auto& number = item.at("number");
  const std::string part = item.contains("part") ? item.at("part").dump() + "." : "";
  return part + (number.is_string() ? number.get<std::string>() : number.dump());
}

std::vector<PlanEntry> plan_entries(const Json& document, const std::string& key) {
  std::vector<PlanEntry> out;
  std::map<std::string, int> seen;
  for (const auto& plan : document.at("plans")) {
    const std::string domain = plan.at("domain");
    const int nth = ++seen[domain];
    const std::string segment = nth > 1 ? domain + "-" + std::to_string(nth) : domain;
    for (const auto& [list, kind] : kLists)
      for (const auto& item : plan.at(list)) {
        const std::string id = item.at("id");
        out.push_back({fmt::format("{}{}{}/{}", key, key.empty() ? "" : "/", segment, id.substr(id.rfind('/') + 1)),
                       segment, domain, kind, printed_number(item), &plan, &item});
      }
  }
  return out;
}

std::string title_of(const Json& document) {
  const auto& plans = document.at("plans");
  return field(plans.size() == 1 ? plans.front() : document.at("document"), "title");
}

std::string label_of(const PlanEntry& entry, const OutputText& text) {
  return text("report.label." + entry.kind, {{"domain", text("report.domain." + entry.domain, Json::object())},
                                             {"number", entry.key.substr(entry.key.rfind('/') + 2)}});
}

std::string deadlines_of(const Json& item) {
  if (auto printed = field(item, "limit"); !printed.empty()) return printed;
  std::string out;
  for (const auto& d : item.value("deadlines", Json::array()))
    out += (out.empty() ? "" : "；") + d.at("text").get<std::string>();
  return out;
}

std::string units_of(const Json& item, const std::vector<std::string>& roles) {
  std::vector<std::string> names;
  for (const auto& unit : item.value("units", Json::array()))
    if (std::find(roles.begin(), roles.end(), unit.value("role", "")) != roles.end())
      if (auto name = unit.at("name").get<std::string>(); std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : "、") + name;
  return out;
}

std::vector<std::string> meant_of(const PlanEntry& entry, const Meant& meant, const OutputText& text) {
  std::vector<std::string> out;
  if (!meant) return out;
  for (const auto& unit : entry.item->value("units", Json::array())) {
    const std::string name = unit.at("name");
    const auto who = meant(name, entry.title() + entry.words());
    if (!who) continue;
    std::string names;
    for (const auto& one : *who) names += (names.empty() ? "" : "、") + one;
    auto said = text(names.empty() ? "report.task.nobody" : "report.task.meant", {{"name", name}, {"names", names}});
    if (std::find(out.begin(), out.end(), said) == out.end()) out.push_back(std::move(said));
  }
  return out;
}

std::string group_words(const Json& group) {
  std::string out;
  for (const auto& above : group.value("path", Json::array())) out += above.get<std::string>() + " · ";
  return out + group.value("title", "");
}

}  // namespace limpid::reports
