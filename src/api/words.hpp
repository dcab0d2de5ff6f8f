// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/messages.hpp"
#include "base/quantity.hpp"
#include "ledger/records/common.hpp"

namespace limpid::api {

/// Name of an object by its `KIND/KEY`, where it is known.
using NameOf = std::function<std::optional<std::string>(const std::string&)>;

/// Where {code, args} becomes words, in both languages at once, and where parameters, kinds and clauses get their
/// names.
class Words {
 public:
  /// Reads catalog/ and the titles of rules/ below `share`.
  Words(const Messages& messages, const std::filesystem::path& share);

  /// {code, args, zh, en}. Arguments that name a parameter (`w21003`) or an object (`section/x`) are printed by their
  /// names.
  Json text(std::string_view code, const Json& args = Json::object(), const NameOf& names = {}) const;
  Json text(const ledger::Text& text, const NameOf& names = {}) const;
  Json text(const Error& error) const;
  /// Words that are the same in both languages (a name, a quotation).
  Json plain(const std::string& words) const;
  bool has(std::string_view code) const { return messages_.has("zh", code); }
  std::string render(std::string_view lang, const ledger::Text& text, const NameOf& names = {}) const;

  Json parameter(std::string_view code) const;
  Json kind(std::string_view kind) const;
  bool knows_kind(std::string_view kind) const;
  /// An attribute of a register: name, and its unit of measure where it has one.
  Json attribute(std::string_view kind, std::string_view name) const;
  std::string attribute_unit(std::string_view kind, std::string_view name) const;
  std::string attribute_type(std::string_view kind, std::string_view name) const;
  /// Unit of the stored values; empty for a pure number.
  std::string unit(std::string_view parameter, std::string_view kind) const;
  /// A unit as people read it: `μg/m³`; nothing for a pure number.
  static std::string printed_unit(const std::string& unit);
  /// The item's number in the standard's table; 0 when it has none.
  int table_number(std::string_view rule, std::string_view parameter) const;
  int decimals(std::string_view parameter) const;
  const Catalog& catalog() const { return catalog_; }

  /// The clause that a rule id names (`gb3838-2002`, `county-conventions#K-05`, `gb3838-2002#7`); nothing when there is
  /// no such rule.
  Json clause(std::string_view rule, std::string_view clause = {}, std::string_view hash = {}) const;
  /// `HJ 633—2012` of a rule id; the id itself when unknown.
  std::string document(std::string_view rule) const;
  /// {code, args, zh, en, clause?, href?}: a step of an explanation.
  Json step(const ledger::Text& text, const NameOf& names = {}) const;

 private:
  Json named(const Json& args, std::string_view lang, const NameOf& names) const;

  const Messages& messages_;
  Catalog catalog_;
  Json kinds_;
  std::map<std::string, Json, std::less<>> rules_;  ///< by id: document, title, valid, conventions
};

}  // namespace limpid::api
