// SPDX-License-Identifier: Apache-2.0
#include "base/messages.hpp"

#include <cctype>

#include "base/data_file.hpp"

namespace limpid {
namespace {

void load_language(const std::filesystem::path& dir, std::map<std::string, std::string, std::less<>>& into) {
  for (const auto& entry : std::filesystem::directory_iterator(dir)) {
    if (entry.path().extension() != ".yaml") continue;
    const Json file = read_yaml(entry.path());
    if (!file.is_object()) throw Failure("messages.invalid", {{"code", ""}}, entry.path().string());
    for (const auto& [code, text] : file.items()) {
      if (!text.is_string() || !into.emplace(code, text.get<std::string>()).second)
        throw Failure("messages.invalid", {{"code", code}}, entry.path().string());
    }
  }
}

/// Data and catalogues write `μg/m3`; people read `μg/m³`. Only behind a mass: keys such as `water/m3` stay.
std::string with_powers(std::string text) {
  for (auto at = text.find("g/m3"); at != std::string::npos; at = text.find("g/m3", at + 1)) {
    const char next = at + 4 < text.size() ? text[at + 4] : ' ';
    if (std::isalnum(static_cast<unsigned char>(next)) == 0) text.replace(at, 4, "g/m³");
  }
  return text;
}

}  // namespace

Messages Messages::when_asked(const std::filesystem::path& share) {
  Messages m;
  m.zh_ = std::make_shared<Language>();
  m.en_ = std::make_shared<Language>();
  m.zh_->dir = share / "messages" / "zh";
  m.en_->dir = share / "messages" / "en";
  return m;
}

Messages Messages::load(const std::filesystem::path& share) {
  Messages m = when_asked(share);
  m.all("zh");
  m.all("en");
  return m;
}

const std::map<std::string, std::string, std::less<>>& Messages::all(std::string_view lang) const {
  static const std::map<std::string, std::string, std::less<>> none;
  const auto& language = lang == "en" ? en_ : zh_;
  if (!language) return none;
  std::call_once(language->once, [&] {
    std::map<std::string, std::string, std::less<>> texts;
    load_language(language->dir, texts);
    language->texts = std::move(texts);
  });
  return language->texts;
}

bool Messages::has(std::string_view lang, std::string_view code) const {
  return all(lang).contains(code);
}

std::string Messages::text_of(std::string_view lang, const Json& value) const {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_object() && value.contains("code"))
    return render(lang, value.at("code").get<std::string>(), value.value("args", Json::object()));
  if (value.is_array()) {
    std::string joined;
    for (const auto& part : value) {
      if (!joined.empty()) joined += lang == "en" ? ", " : "、";
      joined += text_of(lang, part);
    }
    return joined;
  }
  return value.is_null() ? std::string("—") : value.dump();
}

std::string Messages::render(std::string_view lang, std::string_view code, const Json& args) const {
  const auto& texts = all(lang);
  const auto found = texts.find(code);
  if (found == texts.end()) return std::string(code) + (args.empty() ? "" : " " + args.dump());
  const std::string& text = found->second;
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto open = text.find('{', i);
    const auto close = open == std::string::npos ? open : text.find('}', open);
    if (close == std::string::npos) return with_powers(out + text.substr(i));
    out += text.substr(i, open - i);
    const std::string name = text.substr(open + 1, close - open - 1);
    out += args.is_object() && args.contains(name) ? text_of(lang, args.at(name)) : "{" + name + "}";
    i = close + 1;
  }
  return with_powers(std::move(out));
}

std::string Messages::render(std::string_view lang, const Error& error) const {
  const auto text = render(lang, error.code, error.args);
  return error.place.empty() ? text : error.place + ": " + text;
}

}  // namespace limpid
