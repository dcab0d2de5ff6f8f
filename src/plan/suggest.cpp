// SPDX-License-Identifier: Apache-2.0
#include "plan/suggest.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "plan/draft.hpp"
#include "plan/json.hpp"
#include "plan/suggest_rules.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kShownSuggestions = 3;

bool has_deadline(const Json& promise, const std::vector<std::string>& kinds) {
  for (const auto& d : promise.value("deadlines", Json::array()))
    if (std::find(kinds.begin(), kinds.end(), d.value("kind", "")) != kinds.end()) return true;
  return false;
}

bool has_quantity(const Json& promise, const SuggestRules::Parts::Cue& cue) {
  for (const auto& q : promise.value("quantities", Json::array())) {
    if (!RE2::PartialMatch(q.value("unit", ""), *cue.pattern)) continue;
    const std::string comparator = q.value("comparator", "=");
    // `<` is as good as `<=` here.
    if (cue.comparator.empty() || comparator.substr(0, 1) == cue.comparator.substr(0, 1)) return true;
  }
  return false;
}

/// Whether the cue is there; `words` get what it was seen by.
bool speaks(const SuggestRules::Parts::Cue& cue, const std::string& text, const std::string& title, const Json& promise,
            std::string& words) {
  using Of = SuggestRules::Parts::Cue::Of;
  switch (cue.of) {
    case Of::words:
    case Of::title: {
      re2::StringPiece found;
      const auto& where = cue.of == Of::words ? text : title;
      if (!cue.pattern->Match(where, 0, where.size(), RE2::UNANCHORED, &found, 1)) return false;
      words = std::string(found.data(), found.size());
      return true;
    }
    case Of::deadline: return has_deadline(promise, cue.deadlines);
    case Of::quantity: return has_quantity(promise, cue);
  }
  return false;
}

struct Scored {
  std::map<std::string, double> score;
  std::map<std::string, std::vector<std::pair<double, std::string>>> why;
};

Scored score_all(const Json& promise, const Json& item, const SuggestRules::Parts& rules) {
  Scored out{.score = rules.bias, .why = {}};
  const std::string text = without_blanks(promise.value("text", ""));
  const std::string title = without_blanks(item.value("title", ""));
  for (const auto& cue : rules.cues) {
    std::string words;
    if (!speaks(cue, text, title, promise, words)) continue;
    for (const auto& [archetype, weight] : cue.weights) {
      out.score[archetype] += weight;
      if (weight > 0 && !words.empty()) out.why[archetype].emplace_back(weight, words);
    }
  }
  return out;
}

std::vector<std::string> strongest(std::vector<std::pair<double, std::string>> why) {
  std::stable_sort(why.begin(), why.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> out;
  for (const auto& [_, words] : why)
    if (std::find(out.begin(), out.end(), words) == out.end() && out.size() < 3) out.push_back(words);
  return out;
}

/// Rows of annexes are one thing each: a section's target, a project to be finished.
void know_by_kind(char kind, Scored& scored) {
  constexpr double kSure = 6;
  if (kind == 'g') scored.score["quality_target"] += kSure;
  if (kind == 'p') scored.score["milestone"] += kSure;
  if (kind == 's') scored.score["attestation"] += kSure / 3;
}

}  // namespace

std::vector<Suggestion> suggest(const Json& promise, const Json& item, char kind, int year, const SuggestRules& rules) {
  auto scored = score_all(promise, item, rules.parts());
  know_by_kind(kind, scored);
  double best = -1e9;
  for (const auto& [_, score] : scored.score) best = std::max(best, score);
  double sum = 0;
  for (const auto& [_, score] : scored.score) sum += std::exp(score - best);
  std::vector<Suggestion> out;
  out.reserve(scored.score.size());
  for (const auto& [archetype, score] : scored.score) {
    Suggestion s;
    s.archetype = archetype;
    s.confidence = std::exp(score - best) / sum;
    out.push_back(std::move(s));
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
  out.resize(std::min(out.size(), kShownSuggestions));
  for (auto& s : out) {
    s.why = strongest(scored.why[s.archetype]);
    draft_binding(s, promise, item, kind, year, rules.parts());
  }
  return out;
}

int year_of(const Json& date) {
  return date.is_string() && date.get_ref<const std::string&>().size() >= 4
             ? std::atoi(date.get_ref<const std::string&>().substr(0, 4).c_str())
             : 0;
}

std::string words_of_item(const Json& item) {
  if (item.contains("section"))
    return item.at("section").get<std::string>() + " " + item.at("target").get<std::string>();
  const auto text = item.value("text", "");
  return text.empty() ? item.value("title", "") : text;
}

std::vector<PromiseSuggestions> suggest_document(const Json& document, const SuggestRules& rules) {
  const int year = year_of(document.at("document").value("date", Json()));
  std::vector<PromiseSuggestions> out;
  for (const auto& plan : document.at("plans"))
    for (const auto& [list, letter] : kItemLists)
      for (const auto& item : plan.at(list)) {
        const std::string item_key = item.at("id");
        Json promises = item.value("promises", Json::array());
        if (promises.empty()) {
          Json only = item;
          only.erase("id");
          only["text"] = words_of_item(item);
          promises.push_back(std::move(only));
        }
        int n = 0;
        for (const auto& promise : promises) {
          ++n;
          out.push_back({promise.value("id", item_key + "#" + std::to_string(n)), promise.value("text", ""),
                         suggest(promise, item, letter, year, rules)});
        }
      }
  return out;
}

}  // namespace limpid::plan
