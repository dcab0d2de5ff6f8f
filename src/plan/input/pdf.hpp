// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace limpid::plan {

/// The text layer of a PDF: page headers, footers and page numbers left out, the lines of a paragraph joined also over
/// pages, tables from the rules of the page (merged cells as such, tables over several pages as one), those without
/// rules as UnruledTables says. Errors: `plan_input.pdf_broken` {reason}, `plan_input.pdf_locked`,
/// `plan_input.pdf_pages` {pages, limit}, `plan_input.pdf_page` {page, pages} where the file ends before a page that it
/// announces, `plan_input.scan` {pages} where there are pages but no text, those of TextWriter.
Result<std::string> pdf_text(std::string_view bytes);

}  // namespace limpid::plan
