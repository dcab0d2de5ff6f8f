// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/document.hpp"
#include "plan/reader/fields.hpp"
#include "plan/reader/han.hpp"

namespace limpid::plan {

/// The role that a column's or clause's heading gives: 牵头, 配合, else responsible.
Role role_of(std::string_view heading);

/// A pattern of RE2: `为牵头单位` behind the names that it is said of.
#define LIMPID_NAMED_ROLE        \
  "(?:为|是|作为)(?:" LIMPID_HAN \
  "{2,12}的)?(?:第一|主要|直接|具体)?(牵头|主办|责任|配合|协办|参与|实施|落实)(?:单位|部门|主体)"

/// A name without the words around it: `由甲局牵头负责` names 甲局.
struct SpokenName {
  std::string name;
  std::optional<Role> role;  ///< that they say: 牵头, 配合
  bool answers = false;      ///< 负责, 落实, 按职责分工 stand behind it
  bool oversees = false;     ///< 督导, 督办, 验收 stand behind it: it watches those who answer
};
SpokenName strip_duty(std::string printed);

/// `甲局(牵头)`: a role that this name alone has, taken off it. `甲局(生活污水散排口)`: what for, no part of the name;
/// but `县(市、区)` and `(街道办事处)` are.
std::optional<Role> take_aside(std::string& name);

/// A list behind its label, `牵头单位:甲局;配合单位:乙局`; what stands before the first label has no field.
struct LabelledList {
  std::optional<Field> field;
  std::optional<Role> role;
  std::size_t begin = 0;
  std::size_t end = 0;
};
/// The lists in [begin, end); a label of another kind (备注, 督导单位) ends a list.
std::vector<LabelledList> labelled_lists(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace limpid::plan
