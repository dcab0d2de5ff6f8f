// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include "plan/document.hpp"
#include "plan/unit_register.hpp"

namespace limpid::plan {

/// What stands side by side in one list (市城市管理局、市城市管理综合行政执法局) are two units, whatever their names
/// would be elsewhere; not a name and its ordinary abbreviation (县住建局、县住房和城乡建设局), which is listed twice.

/// Names that the register takes for one unit and that stand side by side in a list of the document. Its source has to
/// be there.
UnitRegister::Pairs side_by_side(const Document& document, const UnitRegister& units);

/// Names of one item that the register takes for one unit and that have two keys: so the reader saw them side by side.
UnitRegister::Pairs told_apart(const std::vector<std::vector<Unit>>& items, const UnitRegister& units);

/// `fresh` with the names in it; where `pairs` finds some of them taken for one unit, another in which they are two.
UnitRegister with_names(const std::function<UnitRegister()>& fresh, const std::vector<std::string>& names,
                        const std::function<UnitRegister::Pairs(const UnitRegister&)>& pairs);

/// The lists of units of measures, safeguards, ledger rows and projects.
std::vector<std::vector<Unit>> unit_lists_of(const Document& document);

}  // namespace limpid::plan
