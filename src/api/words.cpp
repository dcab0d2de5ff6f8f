// SPDX-License-Identifier: Apache-2.0
#include "api/words.hpp"

#include <fmt/format.h>

#include <cctype>
#include <cstdio>
#include <filesystem>

#include "base/data_file.hpp"
#include "base/hash.hpp"

namespace limpid::api {
namespace {

/// `HJ 633-2012` is printed with a dash before the year.
std::string printed(std::string document) {
  const auto at = document.rfind('-');
  if (at != std::string::npos && document.size() - at == 5) document.replace(at, 1, "—");
  return document;
}

bool looks_like_time(const std::string& text) {
  return text.size() >= 20 && text[4] == '-' && text[10] == 'T';
}

/// `2022-09-13T16:00:00+08:00` is printed `9-13 16:00`; what is no time stays as it is.
std::optional<std::string> printed_time(const std::string& text, bool with_year) {
  if (!looks_like_time(text)) return std::nullopt;
  const auto time = parse_instant(text);
  if (!time) return std::nullopt;
  const auto c = civil(*time);
  const std::string year = with_year ? fmt::format("{}-", c.year) : "";
  return fmt::format("{}{}-{} {:02}:{:02}", year, c.month, c.day, c.hour, c.minute);
}

/// A sentence that compares times of two years has to say which.
bool of_many_years(const Json& args) {
  std::string year;
  for (const auto& arg : args) {
    if (!arg.is_string()) continue;
    const auto& text = arg.get_ref<const std::string&>();
    if (!looks_like_time(text) || !parse_instant(text)) continue;
    if (!year.empty() && year != text.substr(0, 4)) return true;
    year = text.substr(0, 4);
  }
  return false;
}

/// A unit of the catalogue as people read it: `μg/m³`. Messages do the same for what they render.
std::string with_powers(std::string unit) {
  if (const auto at = unit.find("m3"); at == 0 || (at != std::string::npos && unit[at - 1] == '/'))
    unit.replace(at, 2, "m³");
  return unit;
}

/// How a place in a standard is called: `table1.7` is 表1 第7项, `表1` is table 1 in English.
ledger::Text clause_title(const std::string& document, const std::string& where) {
  int table = 0, item = 0;
  char rest = 0;
  if (std::sscanf(where.c_str(), "table%d.%d%c", &table, &item, &rest) == 2)
    return {"clause.item", {{"document", document}, {"table", table}, {"item", item}}, {}};
  if (std::sscanf(where.c_str(), "table%d%c", &table, &rest) == 1 ||
      std::sscanf(where.c_str(), "表%d%c", &table, &rest) == 1)
    return {"clause.table", {{"document", document}, {"table", table}}, {}};
  return {"plain", {{"text", where.empty() ? document : document + " " + where}}, {}};
}

std::string in_language(const Json& names, std::string_view lang) {
  if (names.is_string()) return names.get<std::string>();
  return names.is_object() ? names.value(std::string(lang), names.value("zh", "")) : std::string{};
}

}  // namespace

Words::Words(const Messages& messages, const std::filesystem::path& share)
    : messages_(messages), catalog_(Catalog::load(share)), kinds_(read_yaml(share / "catalog" / "kinds.yaml")) {
  for (const auto& entry : std::filesystem::directory_iterator(share / "rules")) {
    if (entry.path().extension() != ".yaml") continue;
    Json rule = read_yaml(entry.path());
    rule["hash"] = content_hash(read_file(entry.path()));
    const std::string id = rule.value("id", entry.path().stem().string());
    rules_[id] = std::move(rule);
  }
}

Json Words::named(const Json& args, std::string_view lang, const NameOf& names) const {
  if (args.is_string()) {
    const auto& text = args.get_ref<const std::string&>();
    if (text.size() == 6 && (text[0] == 'w' || text[0] == 'a'))
      if (const auto* p = catalog_.parameter(text)) return lang == "en" ? p->name_en : p->name_zh;
    if (auto time = printed_time(text, false)) return *time;
    if (names && text.find('/') != std::string::npos)
      if (auto name = names(text)) return *name;
    return args;
  }
  if (args.is_array()) {
    Json out = Json::array();
    for (const auto& part : args) out.push_back(named(part, lang, names));
    return out;
  }
  if (!args.is_object()) return args;
  if (args.contains("code") && args["code"].is_string()) {
    const auto& code = args["code"].get_ref<const std::string&>();
    if (code.starts_with("parameter.") && !messages_.has(lang, code)) return named(code.substr(10), lang, names);
    if (code.starts_with("kind.") && !messages_.has(lang, code)) return kind(code.substr(5))[std::string(lang)];
    return {{"code", code}, {"args", named(args.value("args", Json::object()), lang, names)}};
  }
  Json out = Json::object();
  const bool years = of_many_years(args);
  for (const auto& [key, value] : args.items()) {
    const auto time = years && value.is_string() ? printed_time(value.get<std::string>(), true) : std::nullopt;
    out[key] = time ? Json(*time) : named(value, lang, names);
  }
  return out;
}

std::string Words::render(std::string_view lang, const ledger::Text& text, const NameOf& names) const {
  if (!messages_.has(lang, text.code) && text.code.starts_with("parameter."))
    return parameter(text.code.substr(10))[std::string(lang)];
  return messages_.render(lang, text.code, named(text.args, lang, names));
}

Json Words::text(std::string_view code, const Json& args, const NameOf& names) const {
  return text(ledger::Text{std::string(code), args, {}}, names);
}

Json Words::text(const ledger::Text& text, const NameOf& names) const {
  Json out = {{"code", text.code}, {"zh", render("zh", text, names)}, {"en", render("en", text, names)}};
  if (text.args.is_object() && !text.args.empty()) out["args"] = text.args;
  return out;
}

Json Words::text(const Error& error) const {
  return text(error.code, error.args);
}

Json Words::plain(const std::string& words) const {
  return {{"code", "plain"}, {"args", {{"text", words}}}, {"zh", words}, {"en", words}};
}

Json Words::parameter(std::string_view code) const {
  const std::string message = "parameter." + std::string(code);
  if (const auto* p = catalog_.parameter(code)) return {{"code", message}, {"zh", p->name_zh}, {"en", p->name_en}};
  return {{"code", message}, {"zh", std::string(code)}, {"en", std::string(code)}};
}

bool Words::knows_kind(std::string_view kind) const {
  const auto& kinds = kinds_.at("kinds");
  return std::any_of(kinds.begin(), kinds.end(), [&](const Json& k) { return k.at("key") == kind; });
}

Json Words::kind(std::string_view kind) const {
  for (const auto& k : kinds_.at("kinds"))
    if (k.at("key") == kind)
      return {{"code", "kind." + std::string(kind)},
              {"zh", in_language(k.at("name"), "zh")},
              {"en", in_language(k.at("name"), "en")}};
  return plain(std::string(kind));
}

namespace {

const Json* find_attribute(const Json& kinds, std::string_view kind, std::string_view name) {
  for (const auto& a : kinds.at("common"))
    if (a.at("key") == name) return &a;
  for (const auto& k : kinds.at("kinds"))
    if (k.at("key") == kind && k.contains("attributes"))
      for (const auto& a : k.at("attributes"))
        if (a.at("key") == name) return &a;
  return nullptr;
}

}  // namespace

Json Words::attribute(std::string_view kind, std::string_view name) const {
  const Json* a = find_attribute(kinds_, kind, name);
  if (!a) return plain(std::string(name));
  return {{"code", "attribute." + std::string(name)},
          {"zh", in_language(a->at("name"), "zh")},
          {"en", in_language(a->at("name"), "en")}};
}

std::string Words::attribute_unit(std::string_view kind, std::string_view name) const {
  const Json* a = find_attribute(kinds_, kind, name);
  const std::string text = a ? a->value("unit", "") : "";
  const Unit* unit = catalog_.unit(text);
  return printed_unit(unit ? unit->symbol : text);
}

std::string Words::attribute_type(std::string_view kind, std::string_view name) const {
  const Json* a = find_attribute(kinds_, kind, name);
  return a ? a->value("type", "text") : "text";
}

std::string Words::unit(std::string_view parameter, std::string_view kind) const {
  return printed_unit(catalog_.stored_unit(parameter, kind));
}

std::string Words::printed_unit(const std::string& unit) {
  return unit == "1" ? "" : with_powers(unit);
}

int Words::table_number(std::string_view rule, std::string_view parameter) const {
  const auto found = rules_.find(rule.substr(0, rule.find('#')));
  if (found == rules_.end() || !found->second.contains("items")) return 0;
  for (const auto& item : found->second.at("items"))
    if (item.value("parameter", "") == parameter) return item.value("no", 0);
  return 0;
}

int Words::decimals(std::string_view parameter) const {
  const auto* p = catalog_.parameter(parameter);
  return p ? p->decimals : 2;
}

std::string Words::document(std::string_view rule) const {
  const auto found = rules_.find(rule.substr(0, rule.find('#')));
  if (found == rules_.end()) return std::string(rule);
  return printed(found->second.value("document", std::string(rule)));
}

Json Words::clause(std::string_view rule, std::string_view clause, std::string_view hash) const {
  const auto mark = rule.find('#');
  const std::string_view id = rule.substr(0, mark);
  const std::string part(mark == std::string_view::npos ? std::string_view{} : rule.substr(mark + 1));
  const auto found = rules_.find(id);
  if (found == rules_.end()) return nullptr;
  const Json& file = found->second;
  Json out = {{"rule", std::string(rule)},
              {"hash", hash.empty() ? file.at("hash").get<std::string>() : std::string(hash)}};
  Json valid = file.value("valid", Json::object());
  for (const auto& convention : file.contains("conventions") ? file.at("conventions") : Json::array()) {
    if (convention.value("id", "") != part) continue;
    out["document"] = part;
    out["clause"] = part;
    out["convention"] = true;
    out["title"] = text("clause.convention", {{"id", part}});
    out["words"] = in_language(convention.value("title", Json("")), "zh");
    if (convention.contains("from")) out["effective_from"] = convention["from"];
    if (convention.contains("to")) out["effective_to"] = convention["to"];
    return out;
  }
  const std::string where = !part.empty() ? part : clause.empty() ? file.value("clause", "") : std::string(clause);
  const std::string document = printed(file.value("document", std::string(id)));
  out["document"] = document;
  out["clause"] = where;
  // A part that is no place in the document has its own words.
  const std::string named_part = "clause.part." + part;
  out["title"] = !part.empty() && has(named_part) ? text(named_part, {{"document", document}})
                                                  : text(clause_title(document, where));
  out["words"] = in_language(file.value("title", Json("")), "zh");
  if (valid.contains("from")) out["effective_from"] = valid["from"];
  if (valid.contains("to")) out["effective_to"] = valid["to"];
  return out;
}

Json Words::step(const ledger::Text& text, const NameOf& names) const {
  Json out = this->text(text, names);
  if (text.args.is_object() && text.args.contains("arithmetic") && text.args["arithmetic"].is_string())
    out["arithmetic"] = text.args["arithmetic"];
  if (text.source.empty()) return out;
  if (Json cited = clause(text.source); !cited.is_null()) {
    out["clause"] = std::move(cited);
  } else if (names && names(text.source)) {
    out["href"] = "/objects/" + text.source;
  }
  return out;
}

}  // namespace limpid::api
