// SPDX-License-Identifier: Apache-2.0
#include "plan/unit_synonyms.hpp"

#include <functional>
#include <map>

#include "base/data_file.hpp"

namespace limpid::plan {
namespace {

constexpr const char* kUnitNamesFile = "rules/plan-unit-names.yaml";

/// A bureau's name without its ending; empty for what is none, a branch (分局) say.
std::string_view bureau_stem(std::string_view name) {
  if (name.ends_with("分局")) return {};
  for (std::string_view ending : {"委员会", "委", "局"})
    if (name.size() > ending.size() && name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  return {};
}

/// 住房和城乡建设 of 住房和城乡建设管理; the same where nothing falls away.
std::string_view without_manner(std::string_view stem) {
  for (std::string_view manner : {"监督管理", "服务管理", "管理", "监管", "事务"})
    if (stem.size() > manner.size() && stem.ends_with(manner)) return stem.substr(0, stem.size() - manner.size());
  return stem;
}

/// 住房城乡建设 of 住房和城乡建设, 住房与城乡建设.
std::string without_and(std::string_view name) {
  std::string out(name);
  for (std::string_view word : {"和", "与"})
    for (auto at = out.find(word); at != std::string::npos; at = out.find(word, at)) out.erase(at, word.size());
  return out;
}

}  // namespace

struct UnitSynonyms::Parts {
  struct Entry {
    std::size_t number = 0;
    bool abbreviated = false;
    std::string of = {};
  };
  using Entries = std::map<std::string, Entry, std::less<>>;
  Entries bureaus, bodies;

  static void put(Entries& into, const Json& row, std::size_t number) {
    for (const char* list : {"names", "short"})
      for (const std::string name : row.at(list)) {
        const Entry entry{number, std::string_view(list) == "short", row.value("of", "")};
        if (!into.try_emplace(name, entry).second)
          throw Failure("plan.unit_name.repeated", {{"name", name}}, kUnitNamesFile);
      }
  }
};

UnitSynonyms::UnitSynonyms() : parts_(std::make_shared<const Parts>()) {}

UnitSynonyms UnitSynonyms::load(const std::filesystem::path& share) {
  const Json file = load_data_file(share / kUnitNamesFile, share / "schemas/rule-plan-unit-names.json");
  auto parts = std::make_shared<Parts>();
  std::size_t number = 0;
  for (const auto& row : file.at("bureaus")) Parts::put(parts->bureaus, row, ++number);
  for (const auto& row : file.at("bodies")) Parts::put(parts->bodies, row, ++number);
  UnitSynonyms out;
  out.parts_ = std::move(parts);
  return out;
}

std::optional<UnitSynonyms::Department> UnitSynonyms::find(std::string_view name) const {
  const auto known = [](const Parts::Entries& in, std::string_view wanted, bool printed) -> std::optional<Department> {
    const auto at = in.find(wanted);
    if (at == in.end()) return std::nullopt;
    return Department{at->second.number, at->second.abbreviated, printed, at->second.of};
  };
  if (auto body = known(parts_->bodies, name, true)) return body;
  const auto stem = bureau_stem(name);
  if (stem.empty()) return std::nullopt;
  if (auto bureau = known(parts_->bureaus, stem, true)) return bureau;
  return known(parts_->bureaus, without_manner(stem), false);
}

bool UnitSynonyms::ordinary(std::string_view a, std::string_view b) const {
  const auto x = find(a), y = find(b);
  if (!x || !y || x->number != y->number || !x->printed || !y->printed) return false;
  const auto x_stem = bureau_stem(a), y_stem = bureau_stem(b);
  if (!x_stem.empty() && !y_stem.empty() && a.ends_with("局") != b.ends_with("局")) return false;
  return x->abbreviated || y->abbreviated || without_and(a) == without_and(b);
}

}  // namespace limpid::plan
