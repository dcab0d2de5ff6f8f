// SPDX-License-Identifier: Apache-2.0
#include "plan/bindings.hpp"

#include <map>

#include "base/data_file.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan {
namespace {

ledger::Text needs_text(const Json& registers) {
  Json what = Json::array();
  for (const auto& name : registers)
    what.push_back({{"code", "plan.register." + name.get<std::string>()}, {"args", Json::object()}});
  return {"plan.needs", {{"what", std::move(what)}}, {}};
}

class Binder {
 public:
  Binder(const std::vector<KeyedWords>& promises, std::string key) : key_(std::move(key)) {
    for (const auto& [id, words, _] : promises) {
      words_.push_back(std::string(clean(words).view()));
      ledger::Binding binding;
      binding.promise = id;
      binding.source = "file";
      binding.needs = needs_text({"any"});
      index_[id] = out_.all.size();
      of_item_[id.substr(0, id.find('#'))].push_back(out_.all.size());
      out_.all.push_back(std::move(binding));
    }
  }

  void need(const std::string& name, const Json& registers) {
    for (auto i : find(name)) out_.all[i].needs = needs_text(registers);
  }

  void bind(const Json& entry) {
    const auto& name = entry.at("promise").get_ref<const std::string&>();
    const auto found = entry.contains("words") ? find_words(name, entry.at("words")) : find(name);
    if (found.size() > 1) out_.warnings.push_back({"plan.binding_ambiguous", {{"promise", name}}, {}});
    if (found.size() != 1) return;
    auto& binding = out_.all[found.front()];
    binding.archetype = entry.at("archetype");
    binding.system = entry.value("system", "");
    binding.params = entry.at("params");
    // What the promise holds beside the part that is bound.
    binding.needs = entry.contains("needs") ? needs_text(entry.at("needs")) : ledger::Text{};
  }

  Bindings done() && { return std::move(out_); }

 private:
  std::vector<std::size_t> find(const std::string& name) {
    const auto id = key_ + "/" + name;
    if (const auto at = index_.find(id); at != index_.end()) return {at->second};
    if (const auto at = of_item_.find(id); at != of_item_.end()) return at->second;
    out_.warnings.push_back({"plan.binding_unmatched", {{"promise", name}}, {}});
    return {};
  }

  /// The promises of the entry's item that hold the words.
  std::vector<std::size_t> find_words(const std::string& name, const std::string& words) {
    const auto of_item = of_item_.find(key_ + "/" + name.substr(0, name.find('#')));
    std::vector<std::size_t> out;
    if (of_item != of_item_.end())
      for (const auto i : of_item->second)
        if (words_[i].find(clean(words).view()) != std::string::npos) out.push_back(i);
    if (out.empty()) out_.warnings.push_back({"plan.binding_unmatched", {{"promise", name}}, {}});
    return out;
  }

  std::string key_;
  std::vector<std::string> words_;
  Bindings out_;
  std::map<std::string, std::size_t> index_;
  std::map<std::string, std::vector<std::size_t>> of_item_;
};

}  // namespace

Json parse_bindings(std::string_view bytes, const std::string& place, const std::filesystem::path& share) {
  Json bindings = parse_yaml(bytes, place);
  check_schema(bindings, share / "schemas/plan-bindings.json", place);
  return bindings;
}

Json shipped_bindings(const std::filesystem::path& share, const std::string& key) {
  const auto file = share / "plans" / key / "bindings.yaml";
  if (!std::filesystem::exists(file)) return nullptr;
  return parse_bindings(read_file(file), file.string(), share);
}

Bindings bind_promises(const std::vector<KeyedWords>& promises, const std::string& key, const Json& file) {
  Binder binder(promises, key);
  if (file.is_object()) {
    const Json needs = file.value("needs", Json::object());
    for (const auto& [name, registers] : needs.items()) binder.need(name, registers);
    for (const auto& entry : file.at("bindings")) binder.bind(entry);
  }
  return std::move(binder).done();
}

bool meet_by_name(ledger::Binding& binding, const Json& item, const ledger::Facts& facts) {
  const auto wanted = binding.params.value("object", "");
  const auto name = item.is_object() ? item.value("section", "") : "";
  if (wanted.empty() || name.empty() || binding.by_person()) return false;
  const auto stands = [](const std::optional<ledger::Record>& r) { return r && r->content.is_object(); };
  if (stands(facts.record("object", wanted))) return false;
  std::vector<std::string> bearers;
  for (const auto& r : facts.records("object", wanted.substr(0, wanted.find('/') + 1)))
    if (r.content.is_object() && r.content.value("name", "") == name) bearers.push_back(r.key);
  if (bearers.size() != 1) return false;
  binding.params["object"] = bearers.front();
  return true;
}

ledger::Changes bind_by_name(const ledger::Facts& facts) {
  ledger::Changes changes;
  for (const auto& record : facts.records("binding")) {
    if (!record.content.is_object()) continue;
    auto binding = record.content.get<ledger::Binding>();
    if (!binding.params.is_object()) continue;
    const auto item = facts.record("item", record.key.substr(0, record.key.find('#')));
    if (item && meet_by_name(binding, item->content, facts))
      changes.acts.push_back({"binding.met", "binding", record.key, binding});
  }
  return changes;
}

}  // namespace limpid::plan
