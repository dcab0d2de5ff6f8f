// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>
#include <string>

#include "base/result.hpp"
#include "plan/input/archive.hpp"

namespace limpid::plan {

/// A part of a docx as a tree; an empty tree where the part is missing. No entity is ever expanded or fetched, and a
/// part that declares any is refused. Errors: those of Archive::read; `plan_input.entities`, `plan_input.depth` {part,
/// limit}, `plan_input.xml_broken` {part, byte, reason}.
Result<std::unique_ptr<pugi::xml_document>> read_xml(const Archive& archive, const std::string& part);

}  // namespace limpid::plan
