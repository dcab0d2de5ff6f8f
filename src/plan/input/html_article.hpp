// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>

namespace limpid::plan {

std::string_view html_name(const xmlNode* node);
/// Empty where there is none.
std::string html_attribute(const xmlNode* node, const char* name);
/// Elements that show nothing, or nothing of the article: scripts, forms, navigation, what a style hides.
bool html_left_out(const xmlNode* node);
/// The words of an element, blanks as they stand.
std::string html_words(const xmlNode* node);

/// The box that sites of authorities put articles in, where it holds most of the page; else the smallest element that
/// holds nearly all sentences of the page that are no links.
const xmlNode* find_article(const xmlNode* body);

/// The page's own title: the meta element that sites of Chinese authorities must carry (ArticleTitle),
/// else its first heading.
std::string page_title(const xmlNode* root);

}  // namespace limpid::plan
