// SPDX-License-Identifier: Apache-2.0
#include "plan/condition_words.hpp"

#include "base/data_file.hpp"

namespace limpid::plan {
namespace {

std::string bare(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string sign(const std::string& op) {
  return op == "<=" ? "≤" : op == ">=" ? "≥" : op == "!=" ? "≠" : op;
}

std::string with_unit(const Json& part) {
  const std::string unit = part.value("unit", "");
  return sign(part.value("op", "=")) + " " + bare(part.value("value", Json(""))) + (unit.empty() ? "" : " " + unit);
}

const Json* entry(const Json& list, const std::string& key) {
  for (const auto& one : list)
    if (one.at("key") == key) return &one;
  return nullptr;
}

}  // namespace

ConditionWords::ConditionWords(const Messages& messages, Json kinds) : messages_(messages), kinds_(std::move(kinds)) {}

ConditionWords ConditionWords::load(const Messages& messages, const std::filesystem::path& share) {
  return {messages, load_data_file(share / "catalog/kinds.yaml", share / "schemas/kinds.json")};
}

std::string ConditionWords::kind_name(const std::string& lang, const std::string& kind) const {
  const auto* found = entry(kinds_.at("kinds"), kind);
  return found ? found->at("name").at(lang).get<std::string>() : kind;
}

std::string ConditionWords::test(const std::string& lang, const std::string& kind, const Json& test) const {
  const std::string attribute = test.value("attribute", "");
  std::string name = attribute;
  if (const auto* of = entry(kinds_.at("kinds"), kind))
    if (const auto* found = entry(of->at("attributes"), attribute)) name = found->at("name").at(lang);
  const Json value = test.value("value", Json());
  if (value.is_boolean())
    return value.get<bool>() ? name : messages_.render(lang, "plan.condition.not", {{"what", name}});
  if (value == "complete") return messages_.render(lang, "plan.condition.complete");
  return name + " " + with_unit(test);
}

std::string ConditionWords::render(const std::string& lang, const Json& p) const {
  const bool zh = lang == "zh";
  std::string out;
  const auto add = [&](const std::string& part) {
    out += (out.empty() || part.empty() ? "" : zh ? "，" : ", ") + part;
  };
  const auto say = [&](const char* code, const Json& args) { add(messages_.render(lang, code, args)); };
  const std::string kind = p.value("kind", "");
  if (p.contains("object") && p.at("object").is_string()) add(p.at("object"));
  if (!kind.empty() && !p.contains("object")) add(kind_name(lang, kind));
  for (const auto& t : p.value("where", Json::array())) add(test(lang, kind, t));
  if (p.contains("objects")) say("plan.condition.objects", {{"n", p.at("objects").size()}});
  if (p.contains("count")) say("plan.condition.count", {{"n", p.at("count")}});
  if (p.contains("area")) {
    std::string area;
    for (const auto& place : p.at("area")) area += (area.empty() ? "" : zh ? "、" : ", ") + bare(place);
    add(area);
  }
  if (p.contains("within"))
    say("plan.condition.within",
        {{"value", bare(p.at("within").value("value", Json("")))}, {"unit", p.at("within").value("unit", "")}});
  for (const auto& t : p.value("property", Json::array())) add(test(lang, kind, t));
  for (const auto& t : p.value("reached", Json::array())) add(test(lang, kind, t));
  if (p.contains("every")) say(("plan.condition.every." + p.value("every", "")).c_str(), Json::object());
  if (p.contains("target")) {
    const Json& target = p.at("target");
    if (target.is_object()) say("plan.condition.target", {{"target", with_unit(target)}});
    if (target.is_string()) say("plan.condition.target", {{"target", target}});
  }
  if (p.contains("hours"))
    say("plan.condition.hours", {{"from", p.at("hours").value("from", "")}, {"to", p.at("hours").value("to", "")}});
  if (p.contains("season")) add(p.at("season"));
  if (p.contains("within_minutes")) say("plan.condition.minutes", {{"n", p.at("within_minutes")}});
  if (p.contains("from") && p.contains("by"))
    say("plan.condition.span", {{"from", p.at("from")}, {"by", p.at("by")}});
  else if (p.contains("by"))
    say("plan.condition.by", {{"by", p.at("by")}});
  else if (p.contains("from"))
    say("plan.condition.from", {{"from", p.at("from")}});
  return out.empty() ? messages_.render(lang, "plan.condition.none") : out;
}

}  // namespace limpid::plan
