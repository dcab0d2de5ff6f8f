// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "plan/input/pdf_page.hpp"

namespace limpid::plan {

/// Rows of a text that was printed as it is: each a paragraph whose cells begin at tab stops and which wraps at the
/// page's edge, under a heading with 序号 whose cells stand each at the next stop. The lines of such a table become one
/// table of the page that its heading is on, also where it goes on over pages; where its rows cannot be told, one line
/// that begins with kUnreadTable.
void take_tab_rows(std::vector<PageContent>& pages);

}  // namespace limpid::plan
