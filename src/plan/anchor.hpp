// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ledger/records/registry.hpp"

namespace limpid::plan {

/// A promise as an import knows it: its key and its words.
struct KeyedWords {
  std::string key;
  std::string words;
  Json content = Json::object();  ///< of the record, for its deadlines and quantities
};

/// The words of a promise in the form in which two are the same.
std::string bare_words(const std::string& words);

/// Which of an item's promises now holds the words that `binding` was made on: the one with the same words (the same
/// key first); the one of which they are the greater part; where the promise was cut into several, the only part that
/// has the day or the figure of the binding's parameters, or a part that is nearly all of it; the only part that is
/// left of it, where the words begin with it; the most similar one. Null: a person has to say.
std::optional<std::string> follow_words(const KeyedWords& before, const ledger::Binding& binding,
                                        const std::vector<KeyedWords>& now);

/// The only one of these promises that has the same words.
std::optional<std::string> same_words_again(const KeyedWords& before, const std::vector<KeyedWords>& now);

}  // namespace limpid::plan
