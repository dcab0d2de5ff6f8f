// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.hpp"
#include "plan/document.hpp"
#include "plan/input/extract.hpp"
#include "plan/unit_synonyms.hpp"

namespace limpid::plan {

/// Reads a plan document: the bytes of a file of any format that `extract` knows. Pure (but for .doc, which LibreOffice
/// opens) and linear in their length. It knows the forms of such documents, never a name of a county; `synonyms`: names
/// of departments that are one in every county. Errors: those of extract, and `plan.not_a_plan` {missing, lines}: no
/// title of a plan, or no numbered measures.
Result<Document> read_document(std::string_view bytes, const UnitSynonyms& synonyms = {});

/// The same from a text that was taken already.
Result<Document> read_extracted(Extracted extracted, const UnitSynonyms& synonyms = {});

}  // namespace limpid::plan
