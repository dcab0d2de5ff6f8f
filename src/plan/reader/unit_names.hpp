// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace limpid::plan {

/// What names of bodies look like; no register is asked.

/// Whether a name is whole at a blank after it. Companies are not: their names are the long ones that a table breaks
/// (`某某有限公司 化工分公司`).
bool is_whole_name(std::string_view name);

/// Whether the words end as a body's name does, words included that only stand for one beside a name that is (村,
/// 企业).
bool looks_like_body(std::string_view name);

/// 住建, 县水务: what a department works on, not a place.
bool is_line_of_work(std::string_view words);

/// 县住建部门, 县直有关部门: nobody's own name, but nobody else's.
bool is_department(std::string_view name);

/// Whether a name of an office is that of a department by its line of work: 县住建部门 is 县住房和城乡建设局.
bool is_office_of(std::string_view department, std::string_view office);

/// Whether the name is one without a verb beside it: 局, 委员会, 镇 …
bool is_office(std::string_view name);

/// A name that says who answers where it stands alone in a bracket behind a sentence: `整治河道。(县河长办)`, also of
/// many at once (各成员单位).
bool is_body_by_itself(std::string_view name);

/// 甲镇, 乙街道: a place's name as much as a body's.
bool is_township(std::string_view name);

/// 市, 县(市、区), 乡镇: kinds of places.
bool is_place_kind(std::string_view words);

/// Whether no bracket of the words says anything else: 各乡镇(街道), 县(市、区)人民政府.
bool only_places_in_brackets(std::string_view words);

/// `/`, `—`, 无: nobody.
bool is_nobody(std::string_view name);

}  // namespace limpid::plan
