// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/reader/source_text.hpp"

namespace limpid::plan {

/// A list of units as a table's cell or a clause prints it: separated by 、，；, or by a blank alone where two whole
/// names stand there. `A牵头，B、C配合`, labels
/// (`牵头:A;配合:B`) and the heading's `otherwise` give the roles. Quoted words (按“谁主管、谁负责”的原则) are no
/// names.
std::vector<Unit> read_units(const SourceText& list, Role otherwise);

/// Whether the words are nothing but names of bodies.
bool names_bodies(const SourceText& words);

/// Appends what is not there yet (same name and role).
void merge_units(std::vector<Unit>& into, const std::vector<Unit>& more);

}  // namespace limpid::plan
