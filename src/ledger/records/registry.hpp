// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "ledger/records/common.hpp"

namespace limpid::ledger {

/// Record kind `object`, key `KIND/KEY`. Attributes as the register's columns gave them (catalog/kinds.yaml names types
/// and units).
struct Object {
  std::string kind;
  std::string key;
  std::string name;
  std::optional<double> lon, lat;  ///< CGCS2000 degrees
  bool demo = false;               ///< demonstration data
  bool approximate = false;        ///< position is schematic
  Json attributes = Json::object();
  std::string ref() const { return kind + "/" + key; }
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Object, kind, key, name, lon, lat, demo, approximate, attributes)
};

/// Record kind `device`, key = MN. Placed at an object; empty password or st means none on record, then any is
/// accepted.
struct Device {
  std::string mn;
  std::string object;  ///< KIND/KEY
  std::string password;
  std::string st;
  std::string protocol = "hj212-2017";
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Device, mn, object, password, st, protocol)
};

/// Record kind `unit`, key = canonical name as the plan prints it first.
struct Unit {
  std::string name;
  std::vector<std::string> aliases;
  std::string parent;  ///< canonical name, empty at the root
  std::string level;   ///< county, bureau, township, enterprise, other
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Unit, name, aliases, parent, level)
};

/// Record kind `binding`, key = promise key (`zezhou-2022/water/m9#1`).
struct Binding {
  std::string promise;
  std::string
      archetype;  ///< milestone, coverage, quality_target, threshold_response, monitoring_duty …; empty: not bound
  std::string system;            ///< id of the plan's system: W04
  Json params = Json::object();  ///< the archetype's parameter tree
  std::string source;            ///< file, or user:NAME, local:UID (outrank the file)
  Text needs;                    ///< what is missing to bind it: `缺：锅炉登记册`
  std::string quote;             ///< the promise's words when a person confirmed it; empty: from the file
  std::string reason;            ///< of that person
  std::string at;                ///< ISO time of it
  bool by_person() const { return source.starts_with("user:") || source.starts_with("local:"); }
  NLOHMANN_DEFINE_TYPE_INTRUSIVE_WITH_DEFAULT(Binding, promise, archetype, system, params, source, needs, quote, reason,
                                              at)
};

}  // namespace limpid::ledger
