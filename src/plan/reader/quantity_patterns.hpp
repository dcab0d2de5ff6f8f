// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <re2/re2.h>

namespace limpid::plan::quantity_patterns {

/// `500余万元`, `3万余亩`: groups number, [multiple, 余, rest of the unit] or [unit].
const RE2& figure();

/// Counts in Chinese numerals, groups number, 余, unit; `一` alone counts nothing that a plan is held to.
const RE2& worded_figure();

/// 百分之六十, 千分之五, 三分之二; `六个百分之百` is the name of a standard of building sites.
const RE2& worded_share();

const RE2& half();

/// 翻一番, 翻两番.
const RE2& doubling();

/// `1:1.5` of so much for so much; the figures of a clock or a scale stand beside other words.
const RE2& ratio();

/// A number without unit behind words that say it is one: `提高到0.58`.
const RE2& bare_decimal();

/// `综合指数同比下降0.2`, `综合指数控制在5以内`.
const RE2& index_value();

/// `劣Ⅴ类断面比例为0`, `投诉量降为零`.
const RE2& zero();

/// `达到或优于III类`, `劣V类`, `I~III类以上`: groups the words before, 劣, the first and the last class, the words
/// behind.
const RE2& water_class();

}  // namespace limpid::plan::quantity_patterns
