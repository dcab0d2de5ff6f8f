// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/messages.hpp"
#include "plan/document.hpp"
#include "plan/lint/finding.hpp"
#include "plan/unit_synonyms.hpp"

namespace limpid::plan {

/// Two versions of a plan, 2022 and 2023 or draft and final, held against each other item by item: goals, measures,
/// safeguards, ledger tasks, targets and projects. Items belong together by their words (similarity.hpp), wherever they
/// stand; which one binds more is judged by what the words bind: time limits, figures, units, duties, scope, strength.

/// Words as data: rules/plan-compare.yaml says what each list means.
struct CompareRules {
  struct Words {
    std::string why;  ///< strength, scope, duty
    std::vector<std::string> tighter, looser;
    bool alone = false;
    bool narrows = false;
  };
  struct Period {
    std::vector<std::string> words;
    int times = 1;  ///< a year
  };
  std::vector<Words> words;
  std::vector<Period> periods;
  std::vector<std::string> ceilings, floors, reductions, scopes, bans, asides;
  UnitSynonyms synonyms;

  static CompareRules load(const std::filesystem::path& share);
};

/// What one difference means. carried: the same time of year, of the next plan's year. changed: another duty, neither
/// more nor less (a lead, a place). reworded: nothing that binds.
enum class ChangeKind { tightened, loosened, changed, moved, reworded, carried };
std::string_view to_string(ChangeKind kind);

struct Change {
  ChangeKind kind = ChangeKind::reworded;
  std::string code;  ///< message `compare.…`: why
  Json args = Json::object();
  std::optional<Place> before, after;  ///< one is missing where the words stand in one version only
};

/// mixed: tightened in one point and loosened in another.
enum class ItemState { added, dropped, tightened, loosened, mixed, changed, moved, reworded, carried, unchanged };
std::string_view to_string(ItemState state);

/// An item with its counterpart. `before` and `after` are `water/m14`, goals `water/goal1`; empty where there is none.
/// `moved` tells whatever the state is: of another group or plan, or past others of its list. Where numbers only
/// shifted behind an item that came or went nothing moved.
struct ItemChange {
  ItemState state = ItemState::unchanged;
  bool moved = false;
  std::string before, after;
  std::string title;  ///< of the later version, of the earlier where it was dropped
  Span before_span, after_span;
  std::vector<Change> changes;
};

/// Items in the order of the later version; dropped ones after those of their list.
struct Comparison {
  std::vector<ItemChange> items;
};

/// Pure. compare(x, x) is all unchanged; compare(b, a) has added for dropped and tightened for loosened.
///
/// Where the documents are of different years a deadline within its plan's year is compared by its time of year, one
/// beyond it by its date: `8月底` of the plan of 2023 against `8月底` of 2022 is carried; 2026 against 2025 is
/// loosened.
Comparison compare(const Document& before, const Document& after, const CompareRules& rules);

/// The shape of schemas/plan-compare.json; messages in `lang`.
Json comparison_json(const Comparison& comparison, const Messages& messages, std::string_view lang);

}  // namespace limpid::plan
