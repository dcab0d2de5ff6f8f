// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/facts.hpp"
#include "ledger/records/registry.hpp"

namespace limpid::registry {

/// A stretch of river between two nodes, in the direction of flow.
struct Reach {
  std::string ref, from, to;
  double length_m = 0;
  double velocity_m_s = 0;
  double discharge_m3_s = 0;   ///< at the lower end
  double dispersion_m2_s = 0;  ///< longitudinal; from the register, else estimated
};

/// Where a section, outfall or plant lies: metres along the stream from the reach's upstream end.
struct Place {
  std::size_t reach = 0;
  double at_m = 0;
};

/// The way of the water between an object and the one asked about.
struct Leg {
  std::string object;
  double distance_m = 0;
  double travel_time_s = 0;
  double spread_s2 = 0;  ///< variance of the arrival time by dispersion, sum of 2 K L / U^3
};

/// The rivers of the registers as a directed graph: objects of kind reach, and everything that has a reach and a km. Of
/// two ways between two objects the faster counts.
class RiverNetwork {
 public:
  static RiverNetwork build(const std::vector<ledger::Object>& reaches, const std::vector<ledger::Object>& placed);
  static RiverNetwork from_facts(const ledger::Facts& facts);

  /// Placed objects whose water passes `ref`, nearest in time first; `ref` itself is not among them.
  std::vector<Leg> upstream(std::string_view ref) const;
  /// Placed objects that the water at `ref` passes later, nearest in time first.
  std::vector<Leg> downstream(std::string_view ref) const;
  std::optional<Leg> between(std::string_view from, std::string_view to) const;

  std::optional<Place> place(std::string_view ref) const;
  const Reach* reach_of(std::string_view ref) const;
  const std::vector<Reach>& reaches() const { return reaches_; }
  /// Objects that could not be placed, and reaches that could not be read: `registry.reach_invalid`,
  /// `registry.place_unknown`.
  const std::vector<Error>& problems() const { return problems_; }
  /// Hash of all that the graph was built from; a trace freezes it.
  const std::string& version() const { return version_; }

 private:
  enum class Direction { up, down };
  std::vector<Leg> walk(std::string_view ref, Direction direction) const;
  void add_reach(const ledger::Object& object);
  void add_place(const ledger::Object& object);

  std::vector<Reach> reaches_;
  std::map<std::string, std::size_t, std::less<>> reach_index_;
  std::map<std::string, Place, std::less<>> places_;
  std::vector<Error> problems_;
  std::string version_;
};

}  // namespace limpid::registry
