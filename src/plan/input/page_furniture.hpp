// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace limpid::plan {

/// `发布时间：…`, `打印`, `上一篇：…`: what government sites print around every article.
bool is_page_furniture(std::string_view line);

}  // namespace limpid::plan
