// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace limpid::plan {

/// The text of a Word document (ECMA-376 WordprocessingML) as a reader sees it printed: the numbers that Word generates
/// before paragraphs, insertions taken and deletions left out, hidden text and tables of contents left out. A text box
/// comes after the paragraph that it hangs on, footnotes and endnotes (`注：…`) at the end. Errors: those of Archive
/// and read_xml, `plan_input.not_docx` for a ZIP of another kind, those of TextWriter.
Result<std::string> docx_text(std::string_view bytes);

}  // namespace limpid::plan
