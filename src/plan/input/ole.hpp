// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/result.hpp"

namespace limpid::plan {

/// Why a compound file ([MS-CFB]: .doc, .wps, but also what Office makes of a .docx with a password) is no Word
/// document that can be opened; nothing where it may be one. Reads its directory only, within bounds.
/// `plan_input.docx_locked`, `plan_input.doc_locked`, `plan_input.not_word` {kind}.
std::optional<Error> ole_fault(std::string_view bytes);

}  // namespace limpid::plan
