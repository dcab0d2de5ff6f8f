// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <re2/re2.h>

#include <map>

#include "plan/seasons.hpp"
#include "plan/suggest.hpp"

/// The inside of SuggestRules, for the files that apply it.
namespace limpid::plan {

struct SuggestRules::Parts {
  struct Cue {
    enum class Of { words, title, deadline, quantity };
    std::string id;
    Of of = Of::words;
    std::unique_ptr<RE2> pattern;        ///< words, title; of a quantity over its unit
    std::vector<std::string> deadlines;  ///< kinds
    std::string comparator;
    std::map<std::string, double> weights;
  };
  struct KindWords {
    std::string kind;
    std::unique_ptr<RE2> words;
    std::vector<std::string> archetypes;  ///< empty: any
  };
  struct Filter {
    std::string kind, attribute, unit;
    std::unique_ptr<RE2> printed;
  };
  struct Property {
    std::unique_ptr<RE2> words;
    Json test;  ///< {attribute, op, value}
  };
  struct Cadence {
    std::unique_ptr<RE2> words;
    std::string every;
  };

  std::map<std::string, double> bias;
  std::vector<Cue> cues;
  std::vector<KindWords> kinds;
  std::vector<Filter> filters;
  std::vector<Property> properties;
  std::vector<Cadence> cadences;
  SeasonRules seasons;
  std::map<std::string, std::vector<std::string>> attributes;  ///< kind -> what its register has
};

/// Words without blanks and line ends, as the patterns expect them.
std::string without_blanks(std::string_view words);

}  // namespace limpid::plan
