// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"
#include "app/read_plan.hpp"
#include "base/data_file.hpp"
#include "plan/lint/lint.hpp"

namespace limpid::app {
namespace {

std::string quote_at(const Session& s, const plan::Place& place) {
  const auto words = place.quote.empty() ? s.text("plan_lint.lacks") : "“" + place.quote + "”";
  return place.item.empty() ? words : place.item + " " + words;
}

/// One finding: what is wrong, the places side by side, what to do.
void print_finding(Session& s, const plan::Finding& f) {
  s.print("{} {}  [{}] {}\n", f.id, s.text("plan_lint.severity." + std::string(to_string(f.severity))), f.kind,
          s.text(f.code, f.args));
  constexpr std::size_t kShown = 4;
  for (std::size_t i = 0; i < f.places.size() && i < kShown; ++i)
    s.print("    {}  ({}-{})\n", quote_at(s, f.places[i]), f.places[i].span.start, f.places[i].span.end);
  if (f.places.size() > kShown) s.print("    … {}\n", f.places.size());
  if (!f.suggestion.empty()) s.print("    → {}", s.text(f.suggestion, f.suggestion_args));
  s.print("{}\n", f.replacement.empty() ? "" : " (" + f.replacement + ")");
}

Body plan_lint(Words& words) {
  auto file = std::make_shared<std::string>();
  words.file("FILE", *file, "The plan document");
  return [file](Session& s) {
    const auto document = read_plan(s.file(*file), *file);
    const auto findings = plan::lint(document, plan::LintRules::load(share_dir()));
    if (s.json) return s.print_json(plan::findings_json(findings, *s.messages, s.lang)), 0;
    Json counts{{"all", findings.size()}, {"high", 0}, {"medium", 0}, {"low", 0}};
    for (const auto& f : findings) {
      auto& count = counts[std::string(to_string(f.severity))];
      count = count.get<int>() + 1;
      print_finding(s, f);
    }
    s.print("{}\n", s.text("plan_lint.counts", counts));
    return 0;
  };
}

}  // namespace

void add_plan_lint_command(CommandSet& set) {
  set.push_back({"plan", "lint", "Hold a plan document against itself: what disagrees, is left out or garbled",
                 Needs::nothing, plan_lint});
}

}  // namespace limpid::app
