// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/data_file.hpp"
#include "ledger/records/common.hpp"

namespace limpid::plan {

/// An archetype that a promise may have, with a draft of its binding.
struct Suggestion {
  std::string archetype;
  double confidence = 0;              ///< 0 … 1: of suggestions with this figure, this share is right
  Json params = Json::object();       ///< in the tree of schemas/plan-bindings.json, as far as the words go
  std::vector<ledger::Text> missing;  ///< what a person must fill in: `plan.suggest.missing.…`
  std::vector<std::string> why;       ///< words of the promise that speak for it
};

/// rules/archetype-suggestions.yaml: cue words and typed values with their weights, and what a draft is made from.
class SuggestRules {
 public:
  /// Below `share`, checked against its schema; kinds and attributes must be in catalog/kinds.yaml, patterns must be
  /// RE2. Throws Failure.
  static SuggestRules load(const std::filesystem::path& share);
  ~SuggestRules();
  SuggestRules(SuggestRules&&) noexcept;
  SuggestRules& operator=(SuggestRules&&) noexcept;

  struct Parts;
  const Parts& parts() const { return *parts_; }

 private:
  explicit SuggestRules(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// What a promise may be, the best first, at most three. `promise` and `item` in the shapes of schemas/plan.json (an
/// item without promises of its own is its only promise); `kind` as in item keys (`m`, `t`, `g`, `p`, `s`); `year`: of
/// the document's date, 0 when it has none; a duty that recurs without a date runs through it.
/// Confidence is the softmax of summed weights (multinomial logit).
std::vector<Suggestion> suggest(const Json& promise, const Json& item, char kind, int year, const SuggestRules& rules);

/// The suggestions of one promise of a document.
struct PromiseSuggestions {
  std::string promise;  ///< its key; `#1` is added where an item has no promises of its own
  std::string text;
  std::vector<Suggestion> suggestions;
};

/// Of all items of a document in the shape of schemas/plan.json, by their ids.
std::vector<PromiseSuggestions> suggest_document(const Json& document, const SuggestRules& rules);

/// Year of an ISO date, 0 when there is none.
int year_of(const Json& date);

/// The words of an item that has no promises of its own.
std::string words_of_item(const Json& item);

}  // namespace limpid::plan
