// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "plan/document.hpp"

namespace limpid::plan {

/// Reads a plan document: the bytes of a text file, UTF-8 or GB18030. Pure and linear in the length of the text.
/// It knows the forms of such documents, never a name of a county. Errors: those of text::to_utf8, and
/// `plan.not_a_plan` {missing, lines}: no title of a plan, or no numbered measures.
Result<Document> read_document(std::string_view bytes);

}  // namespace limpid::plan
