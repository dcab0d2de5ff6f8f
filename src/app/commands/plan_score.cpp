// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"
#include "app/read_plan.hpp"
#include "base/data_file.hpp"
#include "plan/score.hpp"

namespace limpid::app {
namespace {

Json to_json(const plan::Score& score) {
  Json fields = Json::object(), differences = Json::array();
  for (const auto& [name, t] : score.fields)
    fields[name] = {{"right", t.right},           {"missed", t.missed},   {"extra", t.extra},
                    {"precision", t.precision()}, {"recall", t.recall()}, {"f1", t.f1()}};
  for (const auto& d : score.differences)
    differences.push_back({{"field", d.field}, {"at", d.at}, {"value", d.value}, {"missed", d.missed}});
  return {{"fields", std::move(fields)}, {"differences", std::move(differences)}};
}

Body plan_score(Words& words) {
  struct Options {
    std::string file, gold;
    bool differences = false;
  };
  auto o = std::make_shared<Options>();
  words.file("FILE", o->file, "The plan document");
  words.file("--gold", o->gold, "Its annotation by hand (schemas/plan-gold.json)");
  words.flag("--differences", o->differences, "Show each value on which they differ");
  return [o](Session& s) {
    const auto document = read_plan(s.file(o->file), o->file);
    const Json gold = parse_yaml(s.file(o->gold), o->gold);
    check_schema(gold, share_dir() / "schemas/plan-gold.json", o->gold);
    const auto score = plan::score(document, gold);
    if (s.json) return s.print_json(to_json(score)), 0;
    for (const auto& [name, t] : score.fields)
      s.print("{:<12} P {:.3f}  R {:.3f}  F1 {:.3f}  ({} / -{} / +{})\n", name, t.precision(), t.recall(), t.f1(),
              t.right, t.missed, t.extra);
    if (o->differences)
      for (const auto& d : score.differences) s.print("{} {} {} {}\n", d.missed ? '-' : '+', d.at, d.field, d.value);
    return 0;
  };
}

}  // namespace

void add_plan_score_command(CommandSet& set) {
  set.push_back({"plan", "score", "Hold what is read against an annotation by hand", Needs::nothing, plan_score});
}

}  // namespace limpid::app
