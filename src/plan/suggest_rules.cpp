// SPDX-License-Identifier: Apache-2.0
#include "plan/suggest_rules.hpp"

#include "base/text.hpp"

namespace limpid::plan {
namespace {

constexpr const char* kPlace = "rules/archetype-suggestions.yaml";

std::unique_ptr<RE2> cue_pattern(const Json& text) {
  RE2::Options options;
  options.set_log_errors(false);
  auto pattern = std::make_unique<RE2>(text.get<std::string>(), options);
  if (!pattern->ok()) throw Failure("plan.suggest.pattern", {{"pattern", text}, {"reason", pattern->error()}}, kPlace);
  return pattern;
}

/// Decimals come as text (data_file.hpp).
double weight_of(const Json& value) {
  return value.is_string() ? std::stod(value.get<std::string>()) : value.get<double>();
}

std::map<std::string, double> weights_of(const Json& object) {
  std::map<std::string, double> out;
  for (const auto& [archetype, weight] : object.items()) out[archetype] = weight_of(weight);
  return out;
}

SuggestRules::Parts::Cue cue_of(const Json& c) {
  using Of = SuggestRules::Parts::Cue::Of;
  SuggestRules::Parts::Cue cue;
  cue.id = c.at("id");
  cue.weights = weights_of(c.at("weights"));
  cue.comparator = c.value("comparator", "");
  if (c.contains("words")) {
    cue.pattern = cue_pattern(c.at("words"));
  } else if (c.contains("title")) {
    cue.of = Of::title;
    cue.pattern = cue_pattern(c.at("title"));
  } else if (c.contains("quantity")) {
    cue.of = Of::quantity;
    cue.pattern = cue_pattern(c.at("quantity"));
  } else {
    cue.of = Of::deadline;
    cue.deadlines = c.at("deadline").get<std::vector<std::string>>();
  }
  return cue;
}

void check_known(const SuggestRules::Parts& parts) {
  const auto need = [&](const std::string& kind) {
    if (!parts.attributes.contains(kind)) throw Failure("plan.suggest.kind", {{"kind", kind}}, kPlace);
  };
  for (const auto& k : parts.kinds) need(k.kind);
  for (const auto& f : parts.filters) {
    need(f.kind);
    const auto& known = parts.attributes.at(f.kind);
    if (std::find(known.begin(), known.end(), f.attribute) == known.end())
      throw Failure("plan.suggest.attribute", {{"kind", f.kind}, {"attribute", f.attribute}}, kPlace);
  }
}

}  // namespace

std::string without_blanks(std::string_view words) {
  std::string out;
  out.reserve(words.size());
  for (std::size_t pos = 0; pos < words.size();) {
    const std::size_t from = pos;
    const char32_t c = text::next_char(words, pos);
    if (c != U'\n' && c != U'\r' && c != U'\t' && !text::is_blank(c)) out.append(words.substr(from, pos - from));
  }
  return out;
}

SuggestRules::SuggestRules(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
SuggestRules::~SuggestRules() = default;
SuggestRules::SuggestRules(SuggestRules&&) noexcept = default;
SuggestRules& SuggestRules::operator=(SuggestRules&&) noexcept = default;

SuggestRules SuggestRules::load(const std::filesystem::path& share) {
  const Json file = load_data_file(share / kPlace, share / "schemas/archetype-suggestions.json");
  auto parts = std::make_unique<Parts>();
  const Json catalogue = load_data_file(share / "catalog/kinds.yaml", share / "schemas/kinds.json");
  for (const auto& kind : catalogue.at("kinds")) {
    auto& attributes = parts->attributes[kind.at("key")];
    for (const auto& a : kind.at("attributes")) attributes.push_back(a.at("key"));
  }
  parts->bias = weights_of(file.at("bias"));
  for (const auto& c : file.at("cues")) parts->cues.push_back(cue_of(c));
  for (const auto& k : file.at("kinds"))
    parts->kinds.push_back(
        {k.at("kind"), cue_pattern(k.at("words")), k.value("archetypes", std::vector<std::string>{})});
  for (const auto& f : file.at("filters"))
    parts->filters.push_back({f.at("kind"), f.at("attribute"), f.at("unit"), cue_pattern(f.at("printed"))});
  for (const auto& p : file.at("properties"))
    parts->properties.push_back(
        {cue_pattern(p.at("words")), {{"attribute", p.at("attribute")}, {"op", p.at("op")}, {"value", p.at("value")}}});
  for (const auto& c : file.at("cadences")) parts->cadences.push_back({cue_pattern(c.at("words")), c.at("every")});
  parts->seasons = SeasonRules::load(share);
  check_known(*parts);
  return SuggestRules(std::move(parts));
}

}  // namespace limpid::plan
