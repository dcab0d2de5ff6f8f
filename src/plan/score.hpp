// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/document.hpp"

namespace limpid::plan {

/// How often the reader and the annotation agree on one field. An annotated value counts once an item.
struct Tally {
  int right = 0;             ///< both have it
  int missed = 0;            ///< only the annotation has it
  int extra = 0;             ///< only the reader has it
  double precision() const;  ///< 1 when nothing was read
  double recall() const;     ///< 1 when nothing is annotated
  double f1() const;         ///< harmonic mean of both (van Rijsbergen 1979)
};

/// One value on which they differ.
struct Difference {
  std::string field;
  std::string at;  ///< air/m5
  std::string value;
  bool missed = false;  ///< else extra
};

struct Score {
  std::map<std::string, Tally>
      fields;  ///< measures, titles, units, deadlines, quantities, promises, tasks, targets, projects
  std::vector<Difference> differences;
};

/// Holds what was read against an annotation in the shape of schemas/plan-gold.json. A unit is its name and role, a
/// deadline its kind and dates (where it has none its words; of what recurs the interval), a quantity its value, unit
/// and comparator, a promise the place where it begins (the first of an item begins with it and does not count; an item
/// whose promises are not annotated is left out). What the annotation calls doubtful is left out on both sides.
Score score(const Document& document, const Json& gold);

}  // namespace limpid::plan
