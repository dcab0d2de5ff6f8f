// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

namespace limpid::plan {

/// The size of the name of a kind of things (企业, 加油站, 行政村, 入河排污口) that the text begins with, where the
/// counting word `unit` can count it: 家 counts firms and no boilers, 台 boilers and no firms. 0 where there is none.
std::size_t thing_size(std::string_view text, std::string_view unit);

/// The size of the verb that the text begins with and that is no part of a noun: 治理 of 治理三家, not of 治理设施.
std::size_t deed_size(std::string_view text);

/// Whether the verb that the text begins with leads to a thing wherever it stands: 完成, not 种植 of 种植结构调整.
bool begins_no_noun(std::string_view text);

/// The size of the verb that the text ends in, 0 where there is none.
std::size_t deed_before(std::string_view text);

/// The size of the word at `at` with which no name of a thing goes on: 全部, 均 (not of 平均). 0 where there is none.
std::size_t boundary_size(std::string_view text, std::size_t at);

/// The size of the word before a figure that brings its subject to it: 达到, 控制在, 较2022年下降. `levels`: it says so
/// of a level or share (达到), not only of how many there are (约, 共). 0 where there is none.
std::size_t reach_before(std::string_view text, bool& levels);

/// Whether the words end in what is measured: 率, 浓度, 总量.
bool is_measured(std::string_view words);

}  // namespace limpid::plan
