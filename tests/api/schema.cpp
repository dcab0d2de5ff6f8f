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

std::string named_faults(const std::string& name, const Json& value) {
  return schema_faults({{"$ref", "#/components/schemas/" + name}}, value);
}

namespace {

std::vector<std::string> parts(const std::string& path) {
  std::vector<std::string> out{""};
  for (const char c : path) {
    if (c == '/')
      out.emplace_back();
    else
      out.back() += c;
  }
  return out;
}

bool fits(const std::string& pattern, const std::string& path) {
  const auto a = parts(pattern), b = parts(path);
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    if (!a[i].starts_with('{')) return false;
    const auto ending = a[i].substr(a[i].find('}') + 1);  // `{unit}.docx` ends as it says
    if (b[i].size() <= ending.size() || !b[i].ends_with(ending)) return false;
  }
  return true;
}

/// The response object for a status; null when the contract has none.
Json described(const Ask& what, int status) {
  static const Json problem = openapi().at("components").at("responses").at("Problem");
  std::string method = what.method == "HEAD" ? "GET" : what.method;
  for (auto& c : method) c = static_cast<char>(std::tolower(c));
  const std::string path = path_of(what.target);
  if (path.empty() || !openapi().at("paths").at(path).contains(method)) return status >= 400 ? problem : Json();
  const Json& responses = openapi().at("paths").at(path).at(method).at("responses");
  const std::string code = std::to_string(status);
  if (responses.contains(code)) return resolved(responses[code]);
  return status >= 400 && responses.contains("default") ? resolved(responses["default"]) : Json();
}

std::string problem_faults(const Json& body, const Answer& answer) {
  if (!body.is_object() || body.value("status", 0) != answer.status) return "the problem has another status\n";
  const std::string code = body.value("code", "");
  if (body.value("type", "") != "urn:limpid:problem:" + code) return "the problem's type is not its code\n";
  const Json text = body.value("text", Json::object());
  if (text.value("zh", "").starts_with(code) || text.value("en", "").starts_with(code)) return code + " has no words\n";
  return {};
}

}  // namespace

std::string path_of(const std::string& target) {
  const std::string prefix = "/api/v1";
  const std::string path = target.substr(0, target.find('?'));
  if (!path.starts_with(prefix)) return {};
  for (const auto& [pattern, operations] : openapi().at("paths").items())
    if (fits(pattern, path.substr(prefix.size()))) return pattern;
  return {};
}

std::string answer_faults(const Ask& what, const Answer& answer) {
  const Json response = described(what, answer.status);
  if (response.is_null()) return "status " + std::to_string(answer.status) + " is not described\n";
  if (what.method == "HEAD") return answer.body.empty() ? "" : "a body after HEAD\n";
  if (!response.contains("content")) return answer.body.empty() ? "" : "a body that is not described\n";
  const std::string type = answer.header("content-type").substr(0, answer.header("content-type").find(';'));
  const Json& content = response["content"];
  if (!content.contains(type) && !content.contains("*/*")) return "media type " + type + " is not described\n";
  if (!content.contains(type) || !type.ends_with("json")) return {};
  const Json body = Json::parse(answer.body, nullptr, false);
  if (body.is_discarded()) return "the body is no JSON\n";
  std::string faults = schema_faults(content[type].at("schema"), body);
  if (type == "application/problem+json") faults += problem_faults(body, answer);
  return faults;
}

}  // namespace limpid::testing
