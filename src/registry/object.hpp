// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/facts.hpp"
#include "ledger/records/registry.hpp"

namespace limpid::registry {

/// Objects of a kind as they stand, by key.
std::vector<ledger::Object> objects(const ledger::Facts& facts, std::string_view kind);
std::optional<ledger::Object> object(const ledger::Facts& facts, std::string_view ref);
std::vector<ledger::Device> devices(const ledger::Facts& facts);

/// KIND of `KIND/KEY`.
constexpr std::string_view kind_of(std::string_view ref) {
  return ref.substr(0, ref.find('/'));
}

/// An attribute as number, whether the register typed it or kept it as text.
std::optional<double> number(const ledger::Object& object, std::string_view attribute);
/// An attribute as text; empty when absent. A list joins its parts by `;`.
std::string text(const ledger::Object& object, std::string_view attribute);
bool flag(const ledger::Object& object, std::string_view attribute);

/// One flat row of `object list`: key, name, lon, lat, then the attributes by name.
Json list_row(const ledger::Object& object);
/// One row of `object list device`; a password is never printed, only whether there is one.
Json list_row(const ledger::Device& device);

}  // namespace limpid::registry
