// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace limpid::plan {

/// Gives the names of one run the ending that the last of them prints for all: `甲镇、乙镇人民政府`, `甲、乙县政府`,
/// `甲、乙经济开发区管委会`, `县水务、住建局`, `县住建、城管部门`. The beginning (县) stays where it is printed.
void share_endings(std::vector<std::string>& names);

/// `甲区党工委和管委会` are two bodies.
std::vector<std::string> bodies_in(const std::string& name);

}  // namespace limpid::plan
