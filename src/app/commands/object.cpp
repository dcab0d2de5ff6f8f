// SPDX-License-Identifier: Apache-2.0
#include "registry/object.hpp"

#include "app/command.hpp"
#include "base/text.hpp"
#include "ledger/ledger_facts.hpp"
#include "plan/bindings.hpp"
#include "registry/import.hpp"

namespace limpid::app {
namespace {

Json error_rows(const Session& s, const std::vector<Error>& errors) {
  Json out = Json::array();
  for (const auto& error : errors) {
    out.push_back({{"line", error.args.value("line", 0)},
                   {"column", error.args.value("column", "")},
                   {"code", error.code},
                   {"message", s.messages->render(s.lang, error.code, error.args)}});
  }
  return out;
}

int import_file(Session& s, const std::string& kind_key, const std::string& path) {
  const auto kinds = registry::Kinds::load();
  const auto kind = kinds.find(kind_key);
  if (!kind) throw Failure(kind.error());
  const ledger::LedgerFacts facts(*s.ledger, *s.county->store, s.county->clock.now());
  const auto decoded = text::to_utf8(s.file(path));
  if (!decoded) throw Failure(Error{decoded.error().code, decoded.error().args, path});
  const auto import = registry::import_register(**kind, decoded->utf8, path, facts);
  if (!import) throw Failure(import.error());
  const auto written = s.apply(import->changes);
  if (const auto met = plan::bind_by_name(facts); !met.acts.empty()) s.apply(met);
  const Json counts = {{"rows", import->rows},
                       {"imported", import->changes.acts.size()},
                       {"changed", written.acts},
                       {"left", import->problems.size()}};
  if (s.json) {
    Json report = counts;
    report["kind"] = kind_key;
    report["problems"] = error_rows(s, import->problems);
    report["warnings"] = error_rows(s, import->warnings);
    s.print_json(report);
  } else {
    s.print("{}\n", s.text("registry.imported", counts));
    for (const auto& problem : import->problems) s.err += s.messages->render(s.lang, problem) + "\n";
    for (const auto& warning : import->warnings) s.err += s.messages->render(s.lang, warning) + "\n";
  }
  return import->problems.empty() ? 0 : 1;
}

Body object_import(Words& words) {
  auto kind = std::make_shared<std::string>(), path = std::make_shared<std::string>();
  words.positional("KIND", *kind, "section, outfall, plant, ..., device");
  words.file("FILE", *path, "CSV with a header row");
  return [kind, path](Session& s) { return import_file(s, *kind, *path); };
}

Json list_rows(const ledger::Facts& facts, const std::string& kind) {
  Json rows = Json::array();
  if (kind == "device") {
    for (const auto& device : registry::devices(facts)) rows.push_back(registry::list_row(device));
  } else {
    for (const auto& object : registry::objects(facts, kind)) rows.push_back(registry::list_row(object));
  }
  return rows;
}

Body object_list(Words& words) {
  auto kind = std::make_shared<std::string>();
  words.positional("KIND", *kind, "section, outfall, plant, ..., device");
  return [kind](Session& s) {
    if (const auto known = registry::Kinds::load().find(*kind); !known) throw Failure(known.error());
    const ledger::LedgerFacts facts(*s.ledger, *s.county->store, s.county->clock.now());
    const auto rows = list_rows(facts, *kind);
    if (s.json) {
      s.print_json(rows);
      return 0;
    }
    for (const auto& row : rows) {
      if (*kind == "device")
        s.print("{}\t{}\n", row["mn"].get<std::string>(), row["object"].get<std::string>());
      else
        s.print("{}\t{}\t{}\t{}\n", row["key"].get<std::string>(), row["name"].get<std::string>(), row["lon"].dump(),
                row["lat"].dump());
    }
    return 0;
  };
}

}  // namespace

void add_object_commands(CommandSet& set) {
  set.push_back({"object", "import", "Take a register of one kind of things, or of devices, from a CSV file",
                 Needs::write, object_import});
  set.push_back({"object", "list", "List the objects of a kind", Needs::read, object_list});
}

}  // namespace limpid::app
