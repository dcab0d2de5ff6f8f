// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"
#include "app/plan_text_child.hpp"
#include "app/read_plan.hpp"
#include "base/data_file.hpp"
#include "base/file_store.hpp"
#include "ledger/ledger_facts.hpp"
#include "plan/bindings.hpp"
#include "plan/file_spans.hpp"
#include "plan/import.hpp"
#include "plan/json.hpp"
#include "plan/key.hpp"
#include "plan/read.hpp"
#include "plan/seasons.hpp"

namespace limpid::app {
namespace {

constexpr const char* kBindings = "bindings.yaml";

std::string joined(const Json& list, const char* field) {
  std::string out;
  for (const auto& one : list) out += (out.empty() ? "" : "、") + one.at(field).get<std::string>();
  return out;
}

std::string title_of(const Json& item) {
  if (item.contains("section"))
    return fmt::format("{} {} {}", item.at("township").get<std::string>(), item.at("section").get<std::string>(),
                       item.at("target").get<std::string>());
  return item.contains("title") ? item.at("title").get<std::string>() : item.at("text").get<std::string>();
}

void print_items(Session& s, const Json& items) {
  for (const auto& item : items) {
    const std::string id = item.at("id");
    s.print("  {}\t{}\t{}\t{}\n", id.substr(id.rfind('/') + 1), title_of(item),
            joined(item.value("units", Json::array()), "name"), joined(item.value("deadlines", Json::array()), "text"));
  }
}

/// The document as JSON, or as lines: key, title, units and time limits of each item.
void print_plan(Session& s, const Json& document) {
  if (s.json) return s.print_json(document);
  const auto& head = document.at("document");
  const auto text = [&](const char* field) {
    return head.at(field).is_null() ? "" : head.at(field).get<std::string>();
  };
  s.print("{}\n{}  {}  {}\n", text("title"), text("number"), text("issuer"), text("date"));
  for (const auto& plan : document.at("plans")) {
    Json counts{{"title", plan.at("title")}};
    for (const char* list : {"groups", "measures", "safeguards", "tasks", "targets", "projects"})
      counts[list] = plan.at(list).size();
    s.print("\n{}\n", s.text("plan.counts", counts));
    for (const auto& [list, _] : plan::kItemLists) print_items(s, plan.at(list));
    for (const auto& fault : plan.value("faults", Json::array()))
      s.print("  {}\n", s.text("plan.fault." + fault.at("kind").get<std::string>(),
                               {{"at", fault.at("at").is_null() ? fault.at("heading") : fault.at("at")},
                                {"heading", fault.at("heading")},
                                {"expected", fault.at("expected")},
                                {"found", fault.at("found")}}));
  }
}

Body plan_parse(Words& words) {
  struct Options {
    std::string file, key;
  };
  auto o = std::make_shared<Options>();
  words.file("FILE", o->file, "The plan document: text or Markdown in UTF-8 or GB18030, docx, html, pdf, doc or wps");
  words.option("--key", o->key, "Key of the document; without it place and year: zezhou-2022");
  return [o](Session& s) {
    const auto& bytes = s.file(o->file);
    const auto document = read_plan(bytes, o->file);
    Json json = plan::to_json(document, o->key.empty() ? plan::default_key(document) : o->key);
    plan::FileSpans(bytes, document).lay(json);
    plan::lay_seasons(json, plan::SeasonRules::load(share_dir()));
    print_plan(s, json);
    return 0;
  };
}

Body plan_show(Words& words) {
  auto key = std::make_shared<std::string>();
  words.option("--key", *key, "Key of the document; without it the first one");
  return [key](Session& s) {
    const ledger::LedgerFacts facts(*s.ledger, *s.county->store, s.county->clock.now());
    auto document = plan::stored_document(facts, *key);
    if (document.is_null()) throw Failure("plan.none", {{"key", *key}});
    plan::lay_seasons(document, plan::SeasonRules::load(s.county->share));
    print_plan(s, document);
    return 0;
  };
}

/// The file named, else the one beside the document, else the one that the product ships for a document of this key.
Json read_bindings(const Session& s, const std::string& plan_file, const std::string& named, const std::string& key) {
  if (!named.empty()) return plan::parse_bindings(s.file(named), named, s.county->share);
  if (const auto* beside = s.file_beside(plan_file, kBindings))
    return plan::parse_bindings(*beside, path_beside(plan_file, kBindings), s.county->share);
  return plan::shipped_bindings(s.county->share, key);
}

void print_import(Session& s, const plan::Import& import, bool changed) {
  const auto& items = import.items;
  if (s.json) {
    Json warnings = Json::array();
    for (const auto& w : import.warnings)
      warnings.push_back({{"code", w.code}, {"args", w.args}, {"message", s.messages->render(s.lang, w)}});
    s.print_json({{"key", import.key},
                  {"hash", import.hash},
                  {"changed", changed},
                  {"items", {{"added", items.added}, {"changed", items.changed}, {"dropped", items.dropped}}},
                  {"warnings", warnings}});
    return;
  }
  const Json args{{"key", import.key},
                  {"added", items.added.size()},
                  {"changed", items.changed.size()},
                  {"dropped", items.dropped.size()}};
  s.print("{}\n", s.text(changed ? "plan.imported" : "plan.unchanged", args));
  for (const auto& key : items.changed) s.print("{}\n", s.text("plan.item_changed", {{"item", key}}));
  for (const auto& key : items.dropped) s.print("{}\n", s.text("plan.item_dropped", {{"item", key}}));
  // Of a first import everything is added.
  if (!items.changed.empty() || !items.dropped.empty())
    for (const auto& key : items.added) s.print("{}\n", s.text("plan.item_added", {{"item", key}}));
  for (const auto& w : import.warnings) s.err += s.messages->render(s.lang, w) + "\n";
}

Body plan_import(Words& words) {
  struct Options {
    std::string file, key, bindings;
  };
  auto o = std::make_shared<Options>();
  words.file("FILE", o->file, "The plan document: text or Markdown in UTF-8 or GB18030, docx, html, pdf, doc or wps");
  words.beside(o->file, kBindings);
  words.option("--key", o->key, "Key of the document; without it place and year: zezhou-2022");
  words.file("--bindings", o->bindings,
             "Bindings; without it bindings.yaml beside FILE, or what is shipped for the key", false);
  return [o](Session& s) {
    const auto& bytes = s.file(o->file);
    const auto document = read_plan(bytes, o->file);
    const ledger::LedgerFacts facts(*s.ledger, *s.county->store, s.county->clock.now());
    auto key = o->key;
    if (key.empty()) key = plan::key_of(bytes, facts).value_or(plan::default_key(document));
    if (!plan::is_key(key)) throw Failure("plan.key_invalid", {{"key", key}});
    const auto import = plan::import_document(document, bytes, key, read_bindings(s, o->file, o->bindings, key), facts,
                                              plan::UnitSynonyms::load(s.county->share));
    keep_file(s.county->dir / "files", bytes);
    keep_file(s.county->dir / "files", document.source);
    const auto written = s.apply(import.changes);
    print_import(s, import, written.acts > 0);
    return 0;
  };
}

}  // namespace

plan::Document read_plan(const std::string& bytes, const std::string& file) {
  auto extracted = extract_bounded(bytes);
  auto document = extracted ? plan::read_extracted(std::move(*extracted), plan::UnitSynonyms::load(share_dir()))
                            : Result<plan::Document>(tl::unexpected(std::move(extracted.error())));
  if (document) return std::move(*document);
  Error e = plan::by_name(document.error(), bytes, file);
  e.place = e.place.empty() ? file : file + ": " + e.place;
  throw Failure(std::move(e));
}

void add_plan_commands(CommandSet& set) {
  set.push_back({"plan", "parse", "Read a plan document and print it", Needs::nothing, plan_parse});
  set.push_back({"plan", "import", "Take a plan document into the ledger", Needs::write, plan_import});
  set.push_back({"plan", "show", "Print the plan as the ledger has it", Needs::read, plan_show});
}

}  // namespace limpid::app
