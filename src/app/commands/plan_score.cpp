// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"
#include "app/read_plan.hpp"
#include "base/data_file.hpp"
#include "plan/lint/lint.hpp"
#include "plan/lint/score_lint.hpp"
#include "plan/score.hpp"
#include "plan/score_archetypes.hpp"

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

Json to_json(const plan::ArchetypeScore& score) {
  Json buckets = Json::array(), misses = Json::array();
  for (const auto& b : score.buckets)
    buckets.push_back(
        {{"from", b.from}, {"to", b.to}, {"count", b.count}, {"right", b.right}, {"confidence", b.confidence}});
  for (const auto& m : score.misses)
    misses.push_back({{"at", m.at},
                      {"begins", m.begins},
                      {"suggested", m.suggested},
                      {"wanted", m.wanted},
                      {"confidence", m.confidence}});
  return {{"all", score.all},
          {"right", score.right},
          {"best", score.best},
          {"buckets", std::move(buckets)},
          {"misses", std::move(misses)}};
}

/// Right among all, then how often each band of confidence is right.
void print_archetypes(Session& s, const plan::ArchetypeScore& score, bool misses) {
  const auto share = [](int part, int all) { return all == 0 ? 1.0 : static_cast<double>(part) / all; };
  s.print("{:<12} {:.3f} right, {:.3f} as the annotation puts first  ({})\n", "archetypes",
          share(score.right, score.all), share(score.best, score.all), score.all);
  for (const auto& b : score.buckets)
    if (b.count > 0)
      s.print("  confidence {:.1f}-{:.1f}  mean {:.2f}  right {:.2f}  ({} / {})\n", b.from, std::min(b.to, 1.0),
              b.confidence, share(b.right, b.count), b.right, b.count);
  if (misses)
    for (const auto& m : score.misses)
      s.print("- {} archetypes {} {} {:.2f} {}\n", m.at, m.wanted, m.suggested, m.confidence, m.begins);
}

Json to_json(const plan::LintTally& t) {
  return {{"found", t.found}, {"right", t.right},           {"annotated", t.annotated},
          {"met", t.met},     {"precision", t.precision()}, {"recall", t.recall()}};
}

Json to_json(const plan::LintScore& score) {
  Json kinds = Json::object(), differences = Json::array();
  for (const auto& [name, t] : score.kinds) kinds[name] = to_json(t);
  for (const auto& d : score.differences)
    differences.push_back(
        {{"kind", d.kind}, {"severity", d.severity}, {"at", d.at}, {"quote", d.quote}, {"missed", d.missed}});
  return {{"all", to_json(score.all)},
          {"high_and_medium", to_json(score.grave)},
          {"kinds", std::move(kinds)},
          {"differences", std::move(differences)}};
}

void print_lint(Session& s, const plan::LintScore& score, bool differences) {
  const auto line = [&](std::string_view name, const plan::LintTally& t) {
    s.print("{:<28} P {:.3f}  R {:.3f}  ({} / {}, {} / {})\n", name, t.precision(), t.recall(), t.right, t.found, t.met,
            t.annotated);
  };
  line("disagreements", score.all);
  line("disagreements high+medium", score.grave);
  if (!differences) return;
  for (const auto& [name, t] : score.kinds) line("  " + name, t);
  for (const auto& d : score.differences)
    s.print("{} {} {} {} {}\n", d.missed ? '-' : '+', d.severity, d.kind, d.at, d.quote);
}

Body plan_score(Words& words) {
  struct Options {
    std::string file, gold;
    bool differences = false;
  };
  auto o = std::make_shared<Options>();
  words.file("FILE", o->file, "The plan document, of any format that parse reads");
  words.file("--gold", o->gold, "Its annotation by hand (schemas/plan-gold.json)");
  words.flag("--differences", o->differences, "Show each value on which they differ");
  return [o](Session& s) {
    const auto document = read_plan(s.file(o->file), o->file);
    const Json gold = parse_yaml(s.file(o->gold), o->gold);
    check_schema(gold, share_dir() / "schemas/plan-gold.json", o->gold);
    const auto score = plan::score(document, gold);
    std::optional<plan::ArchetypeScore> archetypes;
    if (gold.contains("archetypes"))
      archetypes = plan::score_archetypes(document, gold, plan::SuggestRules::load(share_dir()));
    std::optional<plan::LintScore> lint;
    if (gold.contains("disagreements"))
      lint = plan::score_lint(document, plan::lint(document, plan::LintRules::load(share_dir())), gold);
    if (s.json) {
      Json out = to_json(score);
      if (archetypes) out["archetypes"] = to_json(*archetypes);
      if (lint) out["disagreements"] = to_json(*lint);
      return s.print_json(out), 0;
    }
    for (const auto& [name, t] : score.fields)
      s.print("{:<12} P {:.3f}  R {:.3f}  F1 {:.3f}  ({} / -{} / +{})\n", name, t.precision(), t.recall(), t.f1(),
              t.right, t.missed, t.extra);
    if (archetypes) print_archetypes(s, *archetypes, o->differences);
    if (lint) print_lint(s, *lint, o->differences);
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
