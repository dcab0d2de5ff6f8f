// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/score_lint.hpp"

#include <algorithm>

#include "plan/key.hpp"
#include "plan/lint/item.hpp"

namespace limpid::plan {
namespace linting {
namespace {

/// Which kinds a reader may give to one disagreement.
int family(std::string_view kind) {
  if (kind.starts_with("deadline_") && kind != "deadline_missing") return 1;
  if (kind.starts_with("unit_") && kind != "unit_missing") return 2;
  for (std::string_view words : {"duty_", "figure_", "name_", "scope_", "garbled", "sum_", "class_"})
    if (kind.starts_with(words)) return 3;
  for (std::string_view structure : {"numbering", "title_"})
    if (kind.starts_with(structure)) return 4;
  if (kind == "measure_unmatched" || kind == "row_unmatched") return 5;
  if (kind == "date_past") return 6;
  if (kind == "deadline_missing") return 7;
  if (kind == "target_missing") return 8;
  return kind == "unit_missing" ? 9 : 10;
}

/// What is said of an item as a whole has no words of its own.
bool of_whole_item(int kind_family) {
  return kind_family == 5 || kind_family >= 7;
}

struct AnnotatedSide {
  std::string at;
  std::vector<Span> spans;  ///< where its quote stands
};

struct Annotated {
  std::string kind, severity, quote;
  int kind_family = 0;
  std::vector<AnnotatedSide> sides;
  bool met = false;
};

class Places {
 public:
  explicit Places(const Document& document) : source_(document.source), whole_(source_.words(source_.whole())) {
    const auto segments = plan_segments(document);
    for (std::size_t i = 0; i < document.plans.size(); ++i) {
      const auto& plan = document.plans[i];
      for (const auto& m : plan.measures) spans_[segments[i] + "/" + m.key] = m.span;
      for (const auto& t : plan.tasks) spans_[segments[i] + "/" + t.key] = t.span;
      for (const auto& p : plan.projects) spans_[segments[i] + "/" + p.key] = p.span;
    }
  }

  /// The quote inside the item, else (headings, goals, annexes) wherever it is printed.
  std::vector<Span> find_quote(const std::string& at, const std::string& quote) const {
    std::vector<Span> out;
    const auto wanted = normal(quote);
    if (wanted.empty()) return out;
    const auto item = spans_.find(at);
    const Words inside = item == spans_.end() ? Words{} : source_.words(item->second);
    const Words& in = item == spans_.end() ? whole_ : inside;
    for (auto i = find(in, wanted); i != std::u32string::npos; i = find(in, wanted, i + 1))
      out.push_back(in.place({}, i, i + wanted.size()).span);
    return out;
  }

 private:
  Source source_;
  Words whole_;
  std::map<std::string, Span> spans_;
};

std::vector<Annotated> annotations(const Json& gold, const Places& places) {
  std::vector<Annotated> out;
  for (const auto& d : gold.value("disagreements", Json::array())) {
    Annotated a{d.at("kind").get<std::string>(), d.at("severity").get<std::string>(), {}, 0, {}};
    a.kind_family = family(a.kind);
    for (const auto& side : d.at("sides")) {
      const auto at = side.at("at").get<std::string>(), quote = side.at("quote").get<std::string>();
      if (a.quote.empty()) a.quote = quote;
      a.sides.push_back({at, places.find_quote(at, quote)});
    }
    out.push_back(std::move(a));
  }
  return out;
}

bool overlap(const Span& a, const Span& b) {
  return a.start < b.end && b.start < a.end;
}

bool agree(const Finding& f, const Annotated& a) {
  const int mine = family(f.kind);
  if (mine != a.kind_family) return false;
  return std::any_of(f.places.begin(), f.places.end(), [&](const Place& p) {
    return std::any_of(a.sides.begin(), a.sides.end(), [&](const AnnotatedSide& side) {
      if (of_whole_item(mine)) return !p.item.empty() && p.item == side.at;
      return !p.quote.empty() &&
             std::any_of(side.spans.begin(), side.spans.end(), [&](const Span& span) { return overlap(span, p.span); });
    });
  });
}

bool is_grave(std::string_view severity) {
  return severity != "low";
}

double lint_ratio(int part, int whole) {
  return whole == 0 ? 1 : static_cast<double>(part) / whole;
}

}  // namespace
}  // namespace linting

double LintTally::precision() const {
  return linting::lint_ratio(right, found);
}
double LintTally::recall() const {
  return linting::lint_ratio(met, annotated);
}

LintScore score_lint(const Document& document, const std::vector<Finding>& findings, const Json& gold) {
  using namespace linting;
  const Places places(document);
  auto wanted = annotations(gold, places);
  LintScore out;
  for (const auto& f : findings) {
    bool right = false;
    for (auto& a : wanted)
      if (agree(f, a)) right = a.met = true;
    const std::string severity(to_string(f.severity));
    std::vector<LintTally*> tallies{&out.all, &out.kinds[f.kind]};
    if (is_grave(severity)) tallies.push_back(&out.grave);
    for (auto* tally : tallies) {
      ++tally->found;
      tally->right += right;
    }
    if (right) continue;
    std::string at, quote;
    for (const auto& p : f.places) {
      at += (at.empty() ? "" : " ") + p.item;
      quote += (quote.empty() ? "" : " | ") + p.quote;
    }
    out.differences.push_back({at, f.kind, severity, quote, false});
  }
  for (const auto& a : wanted) {
    std::vector<LintTally*> tallies{&out.all, &out.kinds[a.kind]};
    if (is_grave(a.severity)) tallies.push_back(&out.grave);
    for (auto* tally : tallies) {
      ++tally->annotated;
      tally->met += a.met;
    }
    std::string at;
    for (const auto& side : a.sides) at += (at.empty() ? "" : " ") + side.at;
    if (!a.met) out.differences.push_back({at, a.kind, a.severity, a.quote, true});
  }
  return out;
}

}  // namespace limpid::plan
