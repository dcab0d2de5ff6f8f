// SPDX-License-Identifier: Apache-2.0
#include "plan/anchor.hpp"

#include <algorithm>

#include "plan/reader/source_text.hpp"
#include "plan/similarity.hpp"

namespace limpid::plan {
namespace {

/// The best of `now` by `measure`, where it reaches `bar` and no other does as well.
template <class F>
std::optional<std::string> best(const std::vector<KeyedWords>& now, double bar, F measure) {
  const KeyedWords* first = nullptr;
  double most = 0;
  bool tied = false;
  for (const auto& one : now) {
    const double value = measure(one);
    if (value < bar || value < most) continue;
    tied = first && value == most;
    most = value;
    first = &one;
  }
  return first && !tied ? std::optional(first->key) : std::nullopt;
}

/// The share that the shorter text has of the longer, where it is a part of it.
double part_of(const std::string& a, const std::string& b) {
  const auto& shorter = a.size() < b.size() ? a : b;
  const auto& longer = a.size() < b.size() ? b : a;
  if (shorter.empty() || longer.find(shorter) == std::string::npos) return 0;
  return static_cast<double>(shorter.size()) / static_cast<double>(longer.size());
}

bool says_what_is_bound(const KeyedWords& part, const Json& params) {
  const auto day = params.value("by", "");
  const auto of_day = [&](const Json& d) { return !day.empty() && d.value("end", Json()) == Json(day); };
  const auto deadlines = part.content.value("deadlines", Json::array());
  if (std::any_of(deadlines.begin(), deadlines.end(), of_day)) return true;
  std::vector<std::string> figures;
  if (params.contains("count")) figures.push_back(params.at("count").dump());
  for (const auto& condition : params.value("where", Json::array()))
    if (condition.value("value", Json()).is_number()) figures.push_back(condition.at("value").dump());
  const auto quantities = part.content.value("quantities", Json::array());
  return std::any_of(quantities.begin(), quantities.end(), [&](const Json& q) {
    return std::find(figures.begin(), figures.end(), q.value("value", "")) != figures.end();
  });
}

}  // namespace

std::string bare_words(const std::string& words) {
  const auto text = clean(words);
  return std::string(text.view());
}

std::optional<std::string> follow_words(const KeyedWords& before, const ledger::Binding& binding,
                                        const std::vector<KeyedWords>& now) {
  constexpr double kGreaterPart = 0.5, kMost = 0.7, kSimilar = 0.7;
  const auto words = bare_words(before.words);
  std::optional<std::string> same;
  for (const auto& one : now)
    if (bare_words(one.words) == words && (!same || one.key == before.key)) same = one.key;
  if (same) return same;
  const auto holds = [&](const KeyedWords& one) {
    const auto theirs = bare_words(one.words);
    return theirs.find(words) == std::string::npos ? 0 : part_of(words, theirs);
  };
  if (auto found = best(now, kGreaterPart, holds)) return found;
  const auto said = [&](const KeyedWords& one) {
    return words.find(bare_words(one.words)) != std::string::npos && says_what_is_bound(one, binding.params) ? 1.0
                                                                                                             : 0.0;
  };
  if (auto found = best(now, 1, said)) return found;
  if (auto found = best(now, kMost, [&](const KeyedWords& one) { return part_of(words, bare_words(one.words)); }))
    return found;
  // Earlier releases took the sentence of who answers for a part of the promise before it.
  const auto begins = [&](const KeyedWords& one) {
    const auto theirs = bare_words(one.words);
    return theirs.empty() || words.find(theirs) == std::string::npos ? 0 : words.starts_with(theirs) ? 1.0 : 0.5;
  };
  if (std::count_if(now.begin(), now.end(), [&](const KeyedWords& one) { return begins(one) > 0; }) == 1)
    if (auto found = best(now, 1, begins)) return found;
  const Grams mine(words);
  return best(now, kSimilar, [&](const KeyedWords& one) { return mine.likeness(Grams(one.words)); });
}

std::optional<std::string> same_words_again(const KeyedWords& before, const std::vector<KeyedWords>& now) {
  const auto words = bare_words(before.words);
  if (words.empty()) return std::nullopt;
  return best(now, 1, [&](const KeyedWords& one) { return bare_words(one.words) == words ? 1.0 : 0.0; });
}

}  // namespace limpid::plan
