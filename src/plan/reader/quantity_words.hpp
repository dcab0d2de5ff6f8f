// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "plan/document.hpp"

namespace limpid::plan {

// Whether a number with a unit is a figure, by the words that go on behind it.

/// A unit of one or two letters ends its word: 200m, not 5min, 3mL.
bool ends_word(std::string_view unit, std::string_view rest);

/// 三成, 七成以上; not 12月20日成立, 六成员.
bool part_of_ten(std::string_view unit, std::string_view rest);

/// 12部车, 3对夫妻, 5升; not 3部门, 附件1对照, 升至, 国道207段.
bool begins_word(std::string_view before, std::string_view unit, std::string_view rest);

/// 24小时在线, 24小时全天候 say how, not how much.
bool around_the_clock(std::string_view rest, const Quantity& q);

/// 六个百分百, 三个必须, 两个全覆盖 are names of demands, not so many things.
bool names_demands(std::string_view unit, std::string_view rest);

}  // namespace limpid::plan
