// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/client.hpp"
#include "base/result.hpp"

namespace limpid::testing {

/// The contract as the server gives it out.
const Json& openapi();

/// What is wrong with a value under a schema of the contract; empty when nothing. References point into the contract.
std::string schema_faults(const Json& schema, const Json& value);
/// The same for one of components/schemas.
std::string named_faults(const std::string& name, const Json& value);

/// Path of the contract that serves a target, `/cases/{id}`; empty when there is none.
std::string path_of(const std::string& target);

/// What is wrong with an answer under the contract: a status, media type or shape that it does not describe. What has
/// no operation is a problem document.
std::string answer_faults(const Ask& what, const Answer& answer);

}  // namespace limpid::testing
