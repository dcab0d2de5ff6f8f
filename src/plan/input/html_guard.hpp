// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>

namespace limpid::plan {

/// Where an element has more attributes than any page needs: the library compares each with all before it, so that a
/// megabyte of them takes minutes. Scripts, styles and comments are no elements.
bool has_too_many_attributes(std::string_view html);

/// Whether elements stand more than `most` deep inside each other; the root is the first.
bool deeper_than(const xmlNode* root, int most);

/// Takes away the declarations in a `<!DOCTYPE html [ … ]>`: the library prints the end of them. What they declare no
/// page has.
std::string without_subset(std::string html);

/// Takes away `<![if !supportLists]>` and its like: browsers show nothing for them, the library their letters.
std::string without_conditions(std::string html);

}  // namespace limpid::plan
