// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "casework/acts.hpp"
#include "support/county_world.hpp"

namespace limpid::testing {

/// Plays one scenario file (README.md has the sentences). `play` gives what did not hold, each with its line.
class StagePlay {
 public:
  explicit StagePlay(const std::filesystem::path& share);

  std::vector<std::string> play(const std::filesystem::path& file);

 private:
  bool given(const std::string& line);
  bool when(const std::string& line);
  bool then(const std::string& line);

  void add_object(const std::string& ref, const std::string& name, const std::string& township,
                  const std::string& attributes);
  void add_item(const std::string& key, const std::string& units);
  void add_project(const std::string& ref, const std::string& name, const std::string& unit, const std::string& due);
  void concern(const std::string& item, const std::string& ref);
  void readings(const std::string& parameter, const std::string& ref, Instant from, const std::string& values,
                bool late);
  void pass(int hours);
  void person(const std::string& name, const std::string& unit, const std::string& verb, const std::string& words);

  bool check_count(const std::string& ref, const std::string& count);
  bool check_episode(const std::string& words);
  bool check_case(const std::string& words);
  bool check_task(const std::string& unit, const std::string& state);
  bool check_timeline(const std::string& stages);
  bool wrong(const std::string& what);
  std::optional<ledger::Record> newest(const std::string& kind);
  std::string code_of(const std::string& parameter) const;

  std::filesystem::path share_;
  std::map<std::string, std::string> parameters_;  ///< Chinese name or key -> code
  casework::CaseRules rules_;
  CountyWorld world_;
  std::string refused_;
  std::vector<std::string> faults_;
  std::string place_;
};

}  // namespace limpid::testing
