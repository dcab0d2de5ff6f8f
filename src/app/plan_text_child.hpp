// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>

#include "plan/input/extract.hpp"

namespace limpid::app {

/// What the process that reads an untrusted document may use.
struct ChildLimits {
  std::size_t memory = std::size_t{2} << 30;  ///< bytes of address space; four times that where LibreOffice runs in it
  std::chrono::seconds cpu{60};
  std::chrono::seconds time{120};  ///< by the wall clock
};

/// plan::extract for bytes of strangers: plain text is decoded here, anything else by `limpid plan text` in a process
/// of its own (this program, or `limpid` beside it), so that a document that crashes, hangs or fills its reader does no
/// harm. Errors: those of extract, `plan_input.child_died` {reason}, `plan_input.child_timeout` {seconds}. Blocks.
Result<plan::Extracted> extract_in_child(const std::string& bytes, const ChildLimits& limits = {},
                                         const std::filesystem::path& program = {});

}  // namespace limpid::app
