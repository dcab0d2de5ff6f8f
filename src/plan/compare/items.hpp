// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plan/compare.hpp"
#include "plan/similarity.hpp"

namespace limpid::plan::comparing {

/// A part of an item's text between commas, as printed, and the form in which it is compared.
struct Clause {
  std::string text;
  std::string masked;  ///< NFKC, without its time limits, figures, years and punctuation
  Grams grams;         ///< of `masked`
};

/// One item of either list, with all that is compared.
struct Item {
  char letter = 'm';    ///< of its list: o goal, m, s, t, g, p
  std::string key;      ///< water/m14
  std::string segment;  ///< water
  std::string number;
  std::string group;  ///< title of its group or category
  std::string title, text;
  std::vector<Unit> units;
  std::vector<Deadline> deadlines;
  std::vector<Quantity> quantities;
  Span span;
  std::optional<int> year;  ///< of its plan
  std::string normal;       ///< all of it in the form in which two items are the same
  Grams grams{""};          ///< of title and text
  Grams title_grams{""};
  std::vector<Clause> clauses;

  const std::string& name() const { return title.empty() ? text : title; }
};

std::vector<Item> items_of(const Document& document);

/// NFKC without blanks and punctuation.
std::string letters_of(std::string_view text);

/// Where `quote` stands in the source, inside of the item; the item itself where the words are not found.
Place place_of(const Document& document, const Item& item, const std::string& quote);

}  // namespace limpid::plan::comparing
