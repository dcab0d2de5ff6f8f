// SPDX-License-Identifier: Apache-2.0
#include "plan/input/html_article.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"
#include "plan/input/text_writer.hpp"

namespace limpid::plan {
namespace {

bool in_list(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Letters that count as sentences: links count nothing.
std::size_t weigh(const xmlNode* node, std::unordered_map<const xmlNode*, std::size_t>& weights) {
  std::size_t sum = 0;
  for (const auto* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE && child->content != nullptr) {
      sum += single_line(reinterpret_cast<const char*>(child->content)).size();
    } else if (child->type == XML_ELEMENT_NODE && html_name(child) != "a" && !html_left_out(child)) {
      sum += weigh(child, weights);
    }
  }
  weights[node] = sum;
  return sum;
}

/// What the makers of Chinese authorities' sites call the box of an article.
bool is_article_box(const xmlNode* node) {
  const auto id = html_attribute(node, "id");
  if (id == "UCAP-CONTENT" || id == "zoom" || id == "Zoom") return true;
  const auto names = " " + html_attribute(node, "class") + " ";
  for (const std::string_view name :
       {"TRS_Editor", "TRS_UEDITOR", "article-content", "pages_content", "articleContent"})
    if (names.find(" " + std::string(name) + " ") != std::string::npos) return true;
  return false;
}

/// The outermost such box with the most words.
const xmlNode* find_article_box(const xmlNode* node, const std::unordered_map<const xmlNode*, std::size_t>& weights) {
  if (is_article_box(node)) return node;
  const xmlNode* best = nullptr;
  std::size_t most = 0;
  for (const auto* child = node->children; child != nullptr; child = child->next) {
    if (child->type != XML_ELEMENT_NODE || weights.find(child) == weights.end()) continue;
    const auto* box = find_article_box(child, weights);
    if (box == nullptr || weights.at(box) <= most) continue;
    best = box;
    most = weights.at(box);
  }
  return best;
}

const xmlNode* find_first(const xmlNode* node, std::string_view name) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    if (html_name(node) == name && !single_line(html_words(node)).empty()) return node;
    if (const auto* inner = find_first(node->children, name)) return inner;
  }
  return nullptr;
}

std::string meta_title(const xmlNode* node) {
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) continue;
    if (html_name(node) == "meta" && html_attribute(node, "name") == "ArticleTitle")
      return single_line(html_attribute(node, "content"));
    auto inner = meta_title(node->children);
    if (!inner.empty()) return inner;
  }
  return {};
}

void collect_words(const xmlNode* node, std::string& out) {
  for (const auto* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      if (child->content != nullptr) out += reinterpret_cast<const char*>(child->content);
    } else if (child->type == XML_ELEMENT_NODE && !html_left_out(child)) {
      collect_words(child, out);
    }
  }
}

}  // namespace

std::string_view html_name(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE && node->name != nullptr ? reinterpret_cast<const char*>(node->name) : "";
}

std::string html_attribute(const xmlNode* node, const char* name) {
  for (const auto* a = node->properties; a != nullptr; a = a->next) {
    if (std::string_view(reinterpret_cast<const char*>(a->name)) != name) continue;
    if (a->children != nullptr && a->children->content != nullptr)
      return reinterpret_cast<const char*>(a->children->content);
  }
  return {};
}

bool html_left_out(const xmlNode* node) {
  if (in_list(html_name(node),
              {"script", "style", "noscript", "template", "head", "nav",    "footer", "aside", "form",  "select",
               "button", "input", "textarea", "iframe",   "del",  "object", "svg",    "map",   "audio", "video"}))
    return true;
  std::string style = lower_ascii(html_attribute(node, "style"));
  std::erase(style, ' ');
  for (const std::string_view hidden : {"display:none", "visibility:hidden", "mso-hide:all"})
    if (style.find(hidden) != std::string::npos) return true;
  for (const auto* a = node->properties; a != nullptr; a = a->next)
    if (std::string_view(reinterpret_cast<const char*>(a->name)) == "hidden") return true;
  return false;
}

std::string html_words(const xmlNode* node) {
  std::string out;
  collect_words(node, out);
  return out;
}

const xmlNode* find_article(const xmlNode* body) {
  std::unordered_map<const xmlNode*, std::size_t> weights;
  const std::size_t all = weigh(body, weights);
  const auto* box = find_article_box(body, weights);
  if (box != nullptr && weights.at(box) * 2 > all) return box;
  constexpr std::size_t kNearly = 90;  // of 100; what is left is the foot, dates, buttons
  const xmlNode* node = body;
  for (;;) {
    const xmlNode* best = nullptr;
    for (const auto* child = node->children; child != nullptr; child = child->next) {
      const auto found = weights.find(child);
      if (found == weights.end() || found->second * 100 < all * kNearly) continue;
      // Below a block of its own an article is made of paragraphs and tables, which are no containers.
      if (in_list(html_name(child), {"p", "table", "span", "font", "b", "strong"}) && html_name(child) != "table")
        continue;
      best = child;
    }
    if (best == nullptr) return node;
    node = best;
  }
}

std::string page_title(const xmlNode* root) {
  auto title = meta_title(root);
  if (!title.empty()) return title;
  const auto* heading = find_first(root, "h1");
  return heading != nullptr ? single_line(html_words(heading)) : std::string();
}

}  // namespace limpid::plan
