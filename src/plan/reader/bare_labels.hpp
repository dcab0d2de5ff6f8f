// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/reader/source_text.hpp"

namespace limpid::plan {

/// The text with a colon where a line prints a blank or a tab behind a label: `牵头单位 县工信局`, `完成时限⇥6月底前`.
/// Only where nothing but names or a time limit follows: `责任单位 完成时限` are two headings of columns. So is a label
/// that is a line of its own, in a form that repeats its labels: `责任单位` above `县水利局` is `责任单位:县水利局`.
SourceText with_label_colons(SourceText text);

}  // namespace limpid::plan
