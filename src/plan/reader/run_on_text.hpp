// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace limpid::plan {

/// Where a physical line is to be parted that holds a whole plan: some sites print a document without its line ends
/// (`某县治理方案为改善水质,制定本方案。一、工作目标到2020年…。二、主要任务(一)治理管网1.排查。…`). In order, inside
/// (begin, end); empty for any other line. Headings are told by their numbers, which go on in order behind a stop or a
/// heading; words that stand glued behind the usual names of sections are parted from them.
std::vector<std::size_t> run_on_cuts(std::string_view text, std::size_t begin, std::size_t end);

}  // namespace limpid::plan
