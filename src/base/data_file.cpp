// SPDX-License-Identifier: Apache-2.0
#include "base/data_file.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#include <vector>

namespace limpid {
namespace {

Json scalar(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return text;  // quoted
  if (text == "null" || text == "~" || text.empty()) return nullptr;
  if (text == "true") return true;
  if (text == "false") return false;
  std::int64_t integer = 0;
  auto [ptr, ec] = std::from_chars(text.data(), text.data() + text.size(), integer);
  if (ec == std::errc{} && ptr == text.data() + text.size()) return integer;
  return text;
}

Json convert(const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Scalar: return scalar(node);
    case YAML::NodeType::Sequence: {
      Json array = Json::array();
      for (const auto& item : node) array.push_back(convert(item));
      return array;
    }
    case YAML::NodeType::Map: {
      Json object = Json::object();
      for (const auto& entry : node) object[entry.first.Scalar()] = convert(entry.second);
      return object;
    }
    default: return nullptr;
  }
}

}  // namespace

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  if (!in || std::filesystem::is_directory(file) || !(bytes << in.rdbuf()))
    if (in.bad() || !in.is_open() || std::filesystem::is_directory(file))
      throw Failure("file.unreadable", {{"file", file.string()}});
  return bytes.str();
}

std::string read_stream(std::istream& in, const std::string& name, std::size_t most) {
  std::string bytes;
  std::vector<char> buffer(std::size_t{1} << 16);
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0) {
    bytes.append(buffer.data(), static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > most) throw Failure("file.too_large", {{"file", name}, {"limit", most}});
  }
  if (in.bad()) throw Failure("file.unreadable", {{"file", name}});
  return bytes;
}

std::string read_file(const std::filesystem::path& file, std::size_t most) {
  std::error_code unknown;  // not every file has a size: a pipe, /proc
  if (std::filesystem::is_regular_file(file, unknown) && std::filesystem::file_size(file, unknown) > most && !unknown)
    throw Failure("file.too_large", {{"file", file.string()}, {"limit", most}});
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file)) throw Failure("file.unreadable", {{"file", file.string()}});
  return read_stream(in, file.string(), most);
}

Json parse_yaml(std::string_view text, const std::string& place) {
  try {
    return convert(YAML::Load(std::string(text)));
  } catch (const YAML::Exception& e) {
    throw Failure("yaml.invalid", {{"reason", e.msg}},
                  fmt::format("{}:{}:{}", place, e.mark.line + 1, e.mark.column + 1));
  }
}

Json read_yaml(const std::filesystem::path& file) {
  return parse_yaml(read_file(file), file.string());
}

void check_schema(const Json& value, const std::filesystem::path& schema_file, const std::string& place) {
  Json document;
  try {
    document = Json::parse(read_file(schema_file));
  } catch (const Json::exception& e) {
    throw Failure("schema.unreadable", {{"reason", e.what()}}, schema_file.string());
  }
  valijson::Schema schema;
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema);
  valijson::Validator validator;
  valijson::ValidationResults results;
  if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(value), &results)) return;
  // The innermost complaint is the useful one; valijson reports it first.
  valijson::ValidationResults::Error first;
  std::string where;
  if (results.popError(first))
    for (const auto& part : first.context) where += part;
  throw Failure("schema.mismatch", {{"reason", first.description}, {"at", where}}, place);
}

Json load_data_file(const std::filesystem::path& file, const std::filesystem::path& schema_file) {
  Json value = read_yaml(file);
  check_schema(value, schema_file, file.string());
  return value;
}

std::filesystem::path share_dir() {
  if (const char* env = std::getenv("LIMPID_SHARE")) return env;
  auto dir = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  for (; dir != dir.root_path(); dir = dir.parent_path())
    if (std::filesystem::is_directory(dir / "rules") && std::filesystem::is_directory(dir / "catalog")) return dir;
  throw Failure("share.missing");
}

}  // namespace limpid
