// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"

namespace limpid::testing {

/// The contract as the server gives it out.
const Json& openapi();

/// What is wrong with a value under a schema of the contract; empty when nothing. References point into the contract.
std::string schema_faults(const Json& schema, const Json& value);

/// The schema of an operation's answer: of its status, else of `default`. Null when the contract has none for it.
Json answer_schema(const std::string& path, const std::string& method, int status);

}  // namespace limpid::testing
