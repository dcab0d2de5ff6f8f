// SPDX-License-Identifier: Apache-2.0
#include "api/openapi.hpp"

#include "base/data_file.hpp"
#include "base/decimal.hpp"

namespace limpid::api {
namespace {

/// read_yaml keeps decimals as the text they were written in; in examples they are numbers again. Only versions are
/// texts.
void restore_numbers(Json& value, const std::string& key) {
  if (value.is_string() && key != "openapi" && key != "version" && key != "text" && key != "zh" && key != "en" &&
      key != "limit_text") {
    const auto& text = value.get_ref<const std::string&>();
    if (text.find('.') != std::string::npos && text.find_first_not_of("-0123456789.") == std::string::npos)
      if (const auto number = Decimal::parse(text)) value = number->to_double();
    return;
  }
  if (value.is_object())
    for (auto& [name, part] : value.items()) restore_numbers(part, name);
  if (value.is_array())
    for (auto& part : value) restore_numbers(part, key);
}

}  // namespace

Json load_openapi(const std::filesystem::path& share) {
  Json document = read_yaml(share / "api" / "openapi.yaml");
  restore_numbers(document, "");
  return document;
}

}  // namespace limpid::api
