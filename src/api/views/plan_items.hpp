// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "api/views/view.hpp"

namespace limpid::api {

/// An item as the pages need it, read from its record. The key tells the rest: `zezhou-2022/water/m9` is measure 9 of
/// the water plan.
struct PlanItem {
  std::string key, family, domain, kind;  ///< kind: measure, safeguard, task, target, project
  int number = 0;                         ///< of the key, of `2.1` the 2
  std::string number_text;                ///< `7`, `2.1`
  Json content;
  std::string title;
  std::string group_number, group_title;
  bool bound = false;
  std::optional<ledger::Status> status;  ///< nothing judged yet
  std::optional<ledger::Derived> row;
};

/// All items in the order of the document, with their statuses.
const std::vector<PlanItem>& plan_items(const View& v);
const PlanItem* plan_item(const View& v, const std::string& key);

/// The target or project of the plan that an object of the register is; null when it is none.
const PlanItem* item_about(const View& v, const ledger::Object& object);

struct StatusCounts {
  int met = 0, on_track = 0, at_risk = 0, breached = 0, unknown = 0;
  void add(const std::string& state);
  Json json() const;
  int all() const { return met + on_track + at_risk + breached + unknown; }
};
/// Measures of a domain; of all where it is empty.
StatusCounts count_measures(const View& v, const std::string& domain);
std::string state_of(const PlanItem& item);

/// Since when the item has been in its state, as far as the record tells.
std::optional<Instant> state_since(const View& v, const PlanItem& item);

Json status_json(const View& v, const PlanItem& item, bool full);
Json status_json(const View& v, const ledger::Status& status, const std::optional<ledger::Derived>& row, bool full);

/// Adds sites, threshold and series to the page of a threshold response.
void put_threshold(const View& v, Json& page, const PlanItem& item);

}  // namespace limpid::api
