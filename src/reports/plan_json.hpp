// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace limpid::reports {

/// What the outputs of a plan are made from: the document in the shape of schemas/plan.json, read from a file or out of
/// the ledger alike. Words of the source pass through as printed; fixed words come from messages/ through a function.
using OutputText = std::function<std::string(std::string_view code, const Json& args)>;

/// Whether a unit of an item ({name, role, unit_key}) is the one that an output is for; the item's words tell whether
/// 有关乡镇 means it.
using Concerns = std::function<bool(const Json& unit, const std::string& words)>;

/// Whom a name of many at once means in an item's words (有关乡镇); empty: nobody. Nothing for other names.
using Meant = std::function<std::optional<std::vector<std::string>>(const std::string& name, const std::string& words)>;

/// One item of a plan with where it stands.
struct PlanEntry {
  std::string key;      ///< zezhou-2022/water/m9, without the document's key where none is given
  std::string segment;  ///< water
  std::string domain;   ///< air, water, soil, other
  std::string kind;     ///< measure, safeguard, task, target, project
  std::string number;
  const Json* plan = nullptr;
  const Json* item = nullptr;  ///< of the document, which must outlive it

  std::string title() const;  ///< title, else text; a target's township, section and class
  std::string words() const;  ///< text, else title
};

/// The number of an item as the document prints it: `1.2` of a row with a part.
std::string printed_number(const Json& item);

/// All items, in the order of the document. `key` is the document's.
std::vector<PlanEntry> plan_entries(const Json& document, const std::string& key);

/// The title of the plan where it is the only one, else the document's (a notice's).
std::string title_of(const Json& document);

/// 水 14, 水 台账 17.
std::string label_of(const PlanEntry& entry, const OutputText& text);
/// Of a row what its cell of time limits prints; else the time limits as read, with ； between.
std::string deadlines_of(const Json& item);
/// Names with one of the roles, in order.
std::string units_of(const Json& item, const std::vector<std::string>& roles);

/// A sentence for each name of many at once among an item's units: whom it means, or that nobody is named.
std::vector<std::string> meant_of(const PlanEntry& entry, const Meant& meant, const OutputText& text);

/// A group of a plan as a person names it: the headings above it, then its own.
std::string group_words(const Json& group);

}  // namespace limpid::reports
