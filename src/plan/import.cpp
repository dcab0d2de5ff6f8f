// SPDX-License-Identifier: Apache-2.0
#include "plan/import.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/hash.hpp"
#include "plan/anchor.hpp"
#include "plan/bindings.hpp"
#include "plan/edit_homes.hpp"
#include "plan/json.hpp"
#include "plan/key.hpp"
#include "plan/side_by_side.hpp"
#include "plan/unit_register.hpp"

namespace limpid::plan {
namespace {

Json without_spans(Json value) {
  if (value.is_object()) value.erase("span");
  for (auto& part : value)
    if (part.is_structured()) part = without_spans(part);
  return value;
}

/// As a record holds it, whose key says its id.
Json without_id(Json item) {
  item.erase("id");
  return item;
}

/// What stands for a binding whose promise is no longer in the document.
ledger::Binding unbound(const std::string& promise) {
  ledger::Binding out;
  out.promise = promise;
  out.source = "file";
  return out;
}

class Importer {
 public:
  Importer(const Document& document, std::string_view bytes, std::string key, const ledger::Facts& facts,
           const UnitSynonyms& synonyms)
      : document_(document), json_(to_json(document, key)), facts_(facts), synonyms_(synonyms) {
    out_.key = std::move(key);
    out_.hash = content_hash(bytes);
    size_ = bytes.size();
  }

  Import run(const Json& bindings) && {
    find_homes();
    put_document();
    const auto segments = plan_segments(document_);
    for (std::size_t i = 0; i < segments.size(); ++i) put_plan(segments[i], json_.at("plans").at(i));
    drop("plan", "plan.dropped");
    drop("item", "item.dropped");
    drop("promise", "promise.dropped");
    orphan_edits();
    put_units();
    put_bindings(bindings);
    return std::move(out_);
  }

 private:
  void put(const char* act, const char* kind, const std::string& key, Json content) {
    seen_.insert({kind, key});
    out_.changes.acts.push_back({act, kind, key, std::move(content)});
  }

  void put_document() {
    put("document.imported", "document", out_.key,
        {{"document", json_.at("document")},
         {"hash", out_.hash},
         {"bytes", size_},
         {"source", content_hash(document_.source)},
         {"plans", plan_segments(document_)}});
  }

  void put_plan(const std::string& segment, const Json& plan) {
    const auto prefix = out_.key + "/" + segment;
    put("plan.imported", "plan", prefix,
        {{"domain", plan.at("domain")},
         {"title", plan.at("title")},
         {"goals", plan.at("goals")},
         {"groups", plan.at("groups")},
         {"faults", plan.at("faults")}});
    for (const auto& [list, _] : kItemLists)
      for (const auto& item : plan.at(list)) put_item(item.at("id"), without_id(item));
  }

  /// Where the items of the version on record are in this one, and what hangs on them.
  void find_homes() {
    std::vector<KeyedItem> before, now;
    std::map<std::string, Json> read;
    for (const auto& plan : json_.at("plans"))
      for (const auto& [list, _] : kItemLists)
        for (const auto& item : plan.at(list)) {
          const std::string key = item.at("id");
          now.push_back(keyed_item(key, item));
          read[key] = without_id(item);
        }
    for (const auto& record : facts_.records("item", out_.key + "/"))
      if (record.content.is_object()) before.push_back(keyed_item(record.key, record.content));
    trail_ = ItemTrail(before, now);
    homes_ = find_edit_homes(out_.key, read, trail_, facts_);
  }

  /// As read, with what people corrected laid over it.
  Json corrected(const std::string& key, const Json& read) {
    auto edits = homes_.of_item[key];
    Json item = lay_over(read, edits);
    for (const auto& [id, edit] : edits) {
      const bool unfit = edit.state == "unfit";
      put(unfit ? "edit.unfit" : "edit.kept", "edit", id, edit);
      if (unfit) out_.warnings.push_back({"plan.edit_unfit", {{"item", key}, {"quote", edit.quote}}, {}});
    }
    return item;
  }

  void put_item(const std::string& key, const Json& read) {
    const Json item = corrected(key, read);
    const auto standing = facts_.record("item", key);
    if (!standing || standing->content.is_null())
      out_.items.added.push_back(key);
    else if (without_spans(standing->content) != without_spans(item))
      out_.items.changed.push_back(key);
    put("item.imported", "item", key, item);
    items_[key] = item;
    for (auto& [id, promise] : promises_of_item(key, item)) put_promise(id, std::move(promise));
  }

  void put_promise(const std::string& id, Json promise) {
    promises_.push_back({id, promise.at("text"), promise});
    of_item_[item_key(id)].push_back(promises_.back());
    same_words_[list_of(id) + bare_words(promises_.back().words)].push_back(promises_.back());
    put("promise.imported", "promise", id, std::move(promise));
  }

  void drop(const char* kind, const char* act) {
    for (const auto& record : facts_.records(kind, out_.key + "/")) {
      if (record.content.is_null() || seen_.contains({kind, record.key})) continue;
      if (std::string_view(kind) == "item") out_.items.dropped.push_back(record.key);
      out_.changes.acts.push_back({act, kind, record.key, nullptr});
    }
  }

  /// Edits whose item or words the text has no longer.
  void orphan_edits() {
    for (const auto& [key, edit] : homes_.unfit) {
      put("edit.unfit", "edit", key, edit);
      out_.warnings.push_back({"plan.edit_unfit", {{"item", edit.item}, {"quote", edit.quote}}, {}});
    }
  }

  void put_units() {
    std::vector<ledger::Unit> standing;
    for (const auto& record : facts_.records("unit"))
      if (!record.content.is_null()) standing.push_back(record.content.get<ledger::Unit>());
    std::vector<std::string> names;
    const auto add_all = [&](const std::vector<Unit>& named) {
      for (const auto& unit : named) names.push_back(unit.name);
    };
    for (const auto& plan : document_.plans) {
      for (const auto& m : plan.measures) add_all(m.units);
      for (const auto& s : plan.safeguards) add_all(s.units);
      for (const auto& t : plan.tasks) add_all(t.units);
      for (const auto& p : plan.projects) add_all(p.units);
      for (const auto& t : plan.targets) names.push_back(t.township);
    }
    const auto lists = unit_lists_of(document_);
    const auto units = with_names([&] { return UnitRegister(place_of(document_), standing, synonyms_); }, names,
                                  [&](const UnitRegister& met) { return told_apart(lists, met); });
    for (const auto& unit : units.units()) put("unit.registered", "unit", unit.name, unit);
  }

  /// A person's word outranks the file, and an import without a file leaves what stands. What stays follows its words
  /// to the promise that holds them now.
  void put_bindings(const Json& file) {
    auto bound = bind_promises(promises_, out_.key, file);
    out_.warnings.insert(out_.warnings.end(), bound.warnings.begin(), bound.warnings.end());
    std::map<std::string, ledger::Binding> kept;
    std::set<std::string> standing;
    for (const auto& record : facts_.records("binding", out_.key + "/")) {
      if (record.content.is_null()) continue;
      const auto binding = record.content.get<ledger::Binding>();
      const bool here = seen_.contains({"promise", record.key});
      const bool by_person = binding.by_person();
      if (!binding.archetype.empty() && (file.is_null() || by_person)) keep(record.key, binding, kept);
      if (!here && !binding.archetype.empty()) put("binding.dropped", "binding", record.key, unbound(record.key));
      const bool stayed = trail_.follow(item_key(record.key)) == item_key(record.key);
      if (here && stayed && binding.archetype.empty() && (file.is_null() || by_person)) standing.insert(record.key);
    }
    for (auto& binding : bound.all) {
      if (const auto mine = kept.find(binding.promise); mine != kept.end()) {
        const auto record = facts_.record("binding", binding.promise);
        const bool moved = !record || record->content != Json(mine->second);
        if (moved) put("binding.moved", "binding", binding.promise, mine->second);
        continue;
      }
      if (standing.contains(binding.promise)) continue;
      meet_by_name(binding, items_[item_key(binding.promise)], facts_);
      put("binding.imported", "binding", binding.promise, binding);
    }
  }

  static std::string item_key(const std::string& promise) { return promise.substr(0, promise.find('#')); }
  static std::string list_of(const std::string& key) { return key.substr(0, key.rfind('/') + 2); }

  /// Two bindings that meet on one promise: a person's goes first, of two persons' the one that stands there.
  void keep(const std::string& key, ledger::Binding binding, std::map<std::string, ledger::Binding>& kept) {
    const auto record = facts_.record("promise", key);
    const KeyedWords before{key, record && record->content.is_object() ? record->content.value("text", "") : "", {}};
    const auto item = facts_.record("item", item_key(key));
    auto home = trail_.follow(item_key(key));
    if (!home && (!item || !item->content.is_object())) home = item_key(key);  // no words on record to follow
    auto to = home ? follow_words(before, binding, of_item_[*home]) : std::nullopt;
    // The part of an item that was cut in two, or taken into another, may stand there word for word.
    if (!to) to = same_words_again(before, same_words_[list_of(key) + bare_words(before.words)]);
    if (!to && before.words.empty() && seen_.contains({"promise", key})) to = key;  // it was never read from a text
    const auto taken = to ? kept.find(*to) : kept.end();
    const bool yields = taken != kept.end() && (taken->second.by_person() || *to != key) &&
                        !(binding.by_person() && !taken->second.by_person());
    if (!to || yields) {
      out_.warnings.push_back(
          {"plan.binding_unfit", {{"promise", key}, {"archetype", binding.archetype}, {"words", before.words}}, {}});
      return;
    }
    binding.promise = *to;
    kept[*to] = std::move(binding);
  }

  const Document& document_;
  Json json_;
  const ledger::Facts& facts_;
  const UnitSynonyms& synonyms_;
  std::size_t size_ = 0;
  Import out_;
  std::set<std::pair<std::string, std::string>> seen_;
  std::vector<KeyedWords> promises_;
  std::map<std::string, std::vector<KeyedWords>> of_item_, same_words_;  ///< by item; by list and words
  std::map<std::string, Json> items_;
  ItemTrail trail_{{}, {}};
  EditHomes homes_;
};

/// As they stand in the document.
Json stored_items(const ledger::Facts& facts, const std::string& prefix) {
  auto records = facts.records("item", prefix);
  std::erase_if(records, [](const ledger::Record& r) { return r.content.is_null(); });
  const auto place = [](const ledger::Record& r) { return r.content.at("span").at("start").get<std::size_t>(); };
  std::stable_sort(records.begin(), records.end(), [&](const auto& a, const auto& b) { return place(a) < place(b); });
  Json items = Json::array();
  for (auto& record : records) {
    record.content.erase("as_read");
    record.content["id"] = record.key;
    items.push_back(std::move(record.content));
  }
  return items;
}

}  // namespace

Import import_document(const Document& document, std::string_view bytes, const std::string& key, const Json& bindings,
                       const ledger::Facts& facts, const UnitSynonyms& synonyms) {
  return Importer(document, bytes, key, facts, synonyms).run(bindings);
}

std::optional<std::string> key_of(std::string_view bytes, const ledger::Facts& facts) {
  const auto hash = content_hash(bytes);
  for (const auto& record : facts.records("document"))
    if (record.content.value("hash", "") == hash) return record.key;
  return std::nullopt;
}

Json stored_document(const ledger::Facts& facts, const std::string& key) {
  for (const auto& record : facts.records("document")) {
    if (!key.empty() && record.key != key) continue;
    Json plans = Json::array();
    for (const auto& segment : record.content.at("plans")) {
      const auto prefix = record.key + "/" + segment.get<std::string>();
      const auto head = facts.record("plan", prefix);
      if (!head || head->content.is_null()) continue;
      Json plan = head->content;
      for (const auto& [list, letter] : kItemLists) plan[list] = stored_items(facts, prefix + "/" + letter);
      plans.push_back(std::move(plan));
    }
    return Json{{"document", record.content.at("document")}, {"plans", std::move(plans)}};
  }
  return nullptr;
}

Instant last_revised(const ledger::Facts& facts, const std::string& key) {
  Instant last;
  if (const auto text = facts.record("document", key)) last = text->at;
  for (const char* kind : {"plan", "item"})
    for (const auto& record : facts.records(kind, key + "/")) last = std::max(last, record.at);
  return last;
}

}  // namespace limpid::plan
