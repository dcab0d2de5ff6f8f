// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "plan/document.hpp"

namespace limpid::app {

/// The plan that a file holds. Throws Failure plan.not_a_plan and others, with the file as their place.
plan::Document read_plan(const std::string& bytes, const std::string& file);

}  // namespace limpid::app
