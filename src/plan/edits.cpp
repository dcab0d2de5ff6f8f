// SPDX-License-Identifier: Apache-2.0
#include "plan/edits.hpp"

#include <algorithm>
#include <array>

#include "plan/edit_value.hpp"
#include "plan/item_trail.hpp"
#include "plan/suggest_rules.hpp"

namespace limpid::plan {
namespace {

constexpr std::array kLists{"units", "deadlines", "quantities"};

std::string entry_words(const Json& entry, const std::string& field) {
  return without_blanks(entry.value(field == "units" ? "name" : "text", ""));
}

bool is_list(const std::string& field) {
  return std::find(kLists.begin(), kLists.end(), field) != kLists.end();
}

bool same_words(const Json& entry, const std::string& field, const std::string& quote) {
  return entry_words(entry, field) == without_blanks(quote);
}

/// The words of the entry that the edit is for: of the one that stood there, else its quote.
std::string entry_meant(const Edit& edit) {
  return edit.before.is_object() ? entry_words(edit.before, edit.field) : edit.quote;
}

void gather_words(const Json& value, std::string& into) {
  if (value.is_string()) into += without_blanks(value.get<std::string>()) + "\n";
  if (value.is_structured())
    for (const auto& part : value) gather_words(part, into);
}

bool has_words(const Json& item, const std::string& quote) {
  std::string words;
  gather_words(item, words);
  return words.find(without_blanks(quote)) != std::string::npos;
}

/// Replaces or strikes the entry that is meant; false where there is none.
bool change_entry(Json& list, const std::string& key, const Edit& edit) {
  for (auto entry = list.begin(); entry != list.end(); ++entry) {
    if (!same_words(*entry, edit.field, entry_meant(edit))) continue;
    if (edit.value.is_null()) {
      list.erase(entry);
    } else {
      *entry = edit.value;
      (*entry)["edit"] = key;
    }
    return true;
  }
  return false;
}

void add_entry(Json& holder, const std::string& key, const Edit& edit) {
  Json entry = edit.value;
  entry["edit"] = key;
  holder[edit.field].push_back(std::move(entry));
}

void lay_list(Json& item, const std::string& key, const Edit& edit) {
  const bool replaced = item.contains(edit.field) && change_entry(item[edit.field], key, edit);
  if (!replaced && edit.before.is_object()) return;    // another edit has replaced it
  if (edit.field == "deadlines") item.erase("limit");  // what the cell printed is not what holds
  if (!replaced) add_entry(item, key, edit);
  if (!item.contains("promises")) return;
  bool in_promise = false;
  for (auto& promise : item["promises"])
    if (promise.contains(edit.field)) in_promise = change_entry(promise[edit.field], key, edit) || in_promise;
  if (in_promise || replaced || edit.value.is_null()) return;
  // A new entry belongs to the promise whose words it hangs on.
  for (auto& promise : item["promises"])
    if (has_words(promise.value("text", ""), edit.quote) || item["promises"].size() == 1)
      return add_entry(promise, key, edit);
}

/// A name is put right where it stands by itself: among units, places and enterprises.
void lay_name(Json& holder, const std::string& key, const Edit& edit) {
  const std::string right = edit.value.value("text", "");
  for (auto& unit : holder["units"])
    if (same_words(unit, "units", edit.quote)) {
      unit["name"] = right;
      unit["edit"] = key;
    }
  for (const char* list : {"places", "enterprises"})
    if (holder.contains(list))
      for (auto& name : holder[list])
        if (without_blanks(name.get<std::string>()) == without_blanks(edit.quote)) name = right;
}

void lay_one(Json& item, const std::string& key, const Edit& edit) {
  if (edit.field != "names") return lay_list(item, key, edit);
  if (item.contains("units")) lay_name(item, key, edit);
  if (item.contains("promises"))
    for (auto& promise : item["promises"]) lay_name(promise, key, edit);
}

/// Whether the item as read is the one that the edit was made on and has what it hangs on. Another item may have its
/// number by now.
bool fits(const Json& item, const Edit& edit) {
  if (!says_what_hangs(item, edit)) return false;
  return edit.words.empty() ||
         item_likeness({edit.item, edit.title, edit.words}, keyed_item(edit.item, item)) >= kSameItem;
}

/// The words of the new entry stand in the quote by themselves, beside those of the old one.
bool stands_beside(const Json& entry, const Edit& edit) {
  const auto quote = without_blanks(edit.quote), old = entry_words(entry, edit.field);
  const auto wanted = edit.value.is_object() ? entry_words(edit.value, edit.field) : std::string();
  if (wanted.empty() || wanted.find(old) != std::string::npos || old.find(wanted) != std::string::npos) return false;
  return quote.find(wanted) != std::string::npos;
}

/// The entry, as it was read, that the quote means: the one of its words, else the only one that has them or that it
/// has. Null: the quote is the place of a new entry. Error `plan.edit.several` {quote, entries}.
Result<Json> entry_of(const Json& item, const Edit& edit) {
  if (!is_list(edit.field) || !item.contains(edit.field)) return Json(nullptr);
  const auto quote = without_blanks(edit.quote);
  Json found = Json::array(), words = Json::array();
  for (const auto& entry : item.at(edit.field)) {
    const auto its = entry_words(entry, edit.field);
    if (its == quote) return entry;
    if (its.empty() || (quote.find(its) == std::string::npos && its.find(quote) == std::string::npos)) continue;
    if (stands_beside(entry, edit) || std::find(found.begin(), found.end(), entry) != found.end()) continue;
    words.push_back(its);
    found.push_back(entry);
  }
  if (found.size() > 1) return fail("plan.edit.several", {{"quote", edit.quote}, {"entries", words}});
  return found.empty() ? Json(nullptr) : found.front();
}

int edit_number(const std::string& key) {
  return std::atoi(key.c_str() + key.rfind('/') + 2);
}

std::string next_edit_key(const std::string& item, const ledger::Facts& facts) {
  int last = 0;
  for (const auto& record : facts.records("edit", item + "/e")) last = std::max(last, edit_number(record.key));
  return item + "/e" + std::to_string(last + 1);
}

/// The item and its promises as the edits leave them, and the edits whose fit changed.
void put_overlay(const std::string& key, const Json& read, KeyedEdits edits, const ledger::Facts& facts,
                 ledger::Changes& changes) {
  const Json item = lay_over(read, edits);
  for (const auto& [id, edit] : edits) {
    const auto standing = facts.record("edit", id);
    if (!standing || standing->content != Json(edit)) changes.acts.push_back({"edit.fitted", "edit", id, edit});
  }
  changes.acts.push_back({"item.edited", "item", key, item});
  for (auto& [id, promise] : promises_of_item(key, item))
    changes.acts.push_back({"promise.edited", "promise", id, std::move(promise)});
}

}  // namespace

bool says_what_hangs(const Json& item, const Edit& edit) {
  if (!has_words(item, edit.quote)) return false;
  if (edit.before.is_null()) return true;
  const auto list = item.find(edit.field);
  return list != item.end() && std::any_of(list->begin(), list->end(),
                                           [&](const Json& e) { return same_words(e, edit.field, entry_meant(edit)); });
}

void remember_item(Edit& edit, const Json& item) {
  const auto made_on = keyed_item(edit.item, item);
  edit.title = made_on.title;
  edit.words = made_on.words;
}

void sort_edits(KeyedEdits& edits) {
  std::sort(edits.begin(), edits.end(), [](const auto& a, const auto& b) {
    const int x = edit_number(a.first), y = edit_number(b.first);
    return x < y || (x == y && a.first < b.first);
  });
}

KeyedEdits edits_of(const std::string& item, const ledger::Facts& facts) {
  KeyedEdits out;
  // Its key is of the item that it was made on, `item` the one that it hangs on now; both are of one plan.
  for (const auto& record : facts.records("edit", item.substr(0, item.rfind('/') + 1)))
    if (record.content.is_object() && record.content.value("item", "") == item)
      out.emplace_back(record.key, record.content.get<Edit>());
  sort_edits(out);
  return out;
}

Json as_read(Json item) {
  const auto kept = item.find("as_read");
  if (kept == item.end()) return item;
  const Json before = *kept;
  item.erase("as_read");
  for (const auto& [field, value] : before.items()) {
    if (value.is_null())
      item.erase(field);
    else
      item[field] = value;
  }
  return item;
}

Json lay_over(Json item, KeyedEdits& edits) {
  const Json read = item;
  bool any = false;
  for (auto& [key, edit] : edits) {
    if (edit.state == "withdrawn") continue;
    edit.state = fits(read, edit) ? "standing" : "unfit";
    if (edit.state == "unfit") continue;
    lay_one(item, key, edit);
    any = true;
  }
  if (!any) return item;
  Json before = Json::object();
  for (const char* field : {"units", "deadlines", "quantities", "promises", "limit"})
    if (read.contains(field) || item.contains(field)) before[field] = read.contains(field) ? read.at(field) : Json();
  item["as_read"] = std::move(before);
  return item;
}

std::vector<std::pair<std::string, Json>> promises_of_item(const std::string& key, const Json& item) {
  std::vector<std::pair<std::string, Json>> out;
  for (Json promise : item.value("promises", Json::array())) {
    std::string id = promise.at("id");
    promise.erase("id");
    promise["item"] = key;
    out.emplace_back(std::move(id), std::move(promise));
  }
  if (!out.empty()) return out;
  out.emplace_back(key + "#1", Json{{"text", words_of_item(item)},
                                    {"span", item.at("span")},
                                    {"deadlines", item.value("deadlines", Json::array())},
                                    {"quantities", item.value("quantities", Json::array())},
                                    {"item", key}});
  return out;
}

Result<ledger::Changes> add_edit(Edit edit, const ledger::Facts& facts, const UnitSynonyms& synonyms) {
  const auto record = facts.record("item", edit.item);
  if (!record || record->content.is_null()) return fail("plan.edit.item", {{"item", edit.item}});
  if (!is_list(edit.field) && edit.field != "names") return fail("plan.edit.field", {{"field", edit.field}});
  const Json read = as_read(record->content);
  if (without_blanks(edit.quote).empty() || !has_words(read, edit.quote))
    return fail("plan.edit.quote", {{"quote", edit.quote}});
  auto edits = edits_of(edit.item, facts);
  auto before = entry_of(read, edit);
  if (!before) return tl::unexpected(before.error());
  edit.before = std::move(*before);
  for (const auto& [_, other] : edits)
    if (other.state == "standing" && other.field == edit.field &&
        without_blanks(entry_meant(other)) == without_blanks(entry_meant(edit)))
      return fail("plan.edit.twice", {{"quote", edit.quote}});
  if (edit.value.is_null() && edit.before.is_null()) return fail("plan.edit.quote", {{"quote", edit.quote}});
  if (auto value = complete_value(edit, facts, synonyms); value)
    edit.value = std::move(*value);
  else
    return tl::unexpected(value.error());
  edit.state = "standing";
  remember_item(edit, read);
  const std::string key = next_edit_key(edit.item, facts);
  ledger::Changes changes;
  changes.acts.push_back({"edit.made", "edit", key, edit});
  edits.emplace_back(key, edit);
  put_unit(edit, facts, synonyms, changes);
  put_overlay(edit.item, read, std::move(edits), facts, changes);
  // The edit itself is written above, under its own act.
  std::erase_if(changes.acts, [&](const ledger::Act& act) { return act.act == "edit.fitted" && act.key == key; });
  return changes;
}

Result<ledger::Changes> withdraw_edit(const std::string& key, const std::string& by, const std::string& at,
                                      const std::string& reason, const ledger::Facts& facts) {
  const auto record = facts.record("edit", key);
  if (!record || record->content.is_null()) return fail("plan.edit.none", {{"edit", key}});
  auto edit = record->content.get<Edit>();
  if (edit.state == "withdrawn") return fail("plan.edit.withdrawn", {{"edit", key}});
  edit.state = "withdrawn";
  edit.by = by;
  edit.at = at;
  if (!reason.empty()) edit.reason = reason;
  ledger::Changes changes;
  changes.acts.push_back({"edit.withdrawn", "edit", key, edit});
  auto edits = edits_of(edit.item, facts);
  std::erase_if(edits, [&](const auto& one) { return one.first == key; });
  if (const auto item = facts.record("item", edit.item); item && !item->content.is_null())
    put_overlay(edit.item, as_read(item->content), std::move(edits), facts, changes);
  return changes;
}

}  // namespace limpid::plan
