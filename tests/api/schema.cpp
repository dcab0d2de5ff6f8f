// SPDX-License-Identifier: Apache-2.0
#include "api/schema.hpp"

#include <map>
#include <memory>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "api/openapi.hpp"

namespace limpid::testing {
namespace {

/// `{$ref: '#/components/responses/Problem'}` -> what it names.
Json resolved(const Json& node) {
  if (!node.is_object() || !node.contains("$ref")) return node;
  return openapi().at(Json::json_pointer(node["$ref"].get<std::string>().substr(1)));
}

/// Draft 7 ignores what stands beside a $ref, and so does the validator; OpenAPI 3.1 allows a description there.
/// Nothing else may stand there.
const valijson::Schema& compiled(const Json& schema) {
  static std::map<std::string, std::pair<std::unique_ptr<Json>, std::unique_ptr<valijson::Schema>>> cache;
  auto& entry = cache[schema.dump()];
  if (!entry.second) {
    // References of the contract are resolved in the same document.
    entry.first =
        std::make_unique<Json>(Json{{"allOf", Json::array({schema})}, {"components", openapi().at("components")}});
    entry.second = std::make_unique<valijson::Schema>();
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(*entry.first), *entry.second);
  }
  return *entry.second;
}

}  // namespace

const Json& openapi() {
  static const Json document = api::load_openapi(LIMPID_SOURCE_DIR);
  return document;
}

std::string schema_faults(const Json& schema, const Json& value) {
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults results;
  if (validator.validate(compiled(schema), valijson::adapters::NlohmannJsonAdapter(value), &results)) return {};
  std::string out;
  valijson::ValidationResults::Error error;
  while (results.popError(error)) {
    for (const auto& part : error.context) out += part;
    out += ": " + error.description + "\n";
  }
  return out;
}

Json answer_schema(const std::string& path, const std::string& method, int status) {
  const Json& responses = openapi().at("paths").at(path).at(method).at("responses");
  const std::string code = std::to_string(status);
  const Json response = resolved(responses.contains(code) ? responses[code] : responses.at("default"));
  if (!response.contains("content")) return nullptr;
  for (const auto& [type, content] : response["content"].items())
    if (type.ends_with("json")) return content.at("schema");
  return nullptr;
}

}  // namespace limpid::testing
