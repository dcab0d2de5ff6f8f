// SPDX-License-Identifier: Apache-2.0
#include "plan/input/html_article.hpp"

#include <re2/re2.h>

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
              {"script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "select", "button",
               "input", "textarea", "iframe", "object", "svg", "map", "audio", "video"}))
    return true;
  std::string style = html_attribute(node, "style");
  std::erase(style, ' ');
  if (style.find("display:none") != std::string::npos || style.find("visibility:hidden") != std::string::npos)
    return true;
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

bool is_page_furniture(std::string_view line) {
  static const RE2 re(
      "^(?:首页|您?(?:现在|当前)?(?:的|所在)?位置|发布(?:时间|日期|机构|单位)|发文日期|成文日期|时间|日期|来源|"
      "信息来源|文章来源|作者|"
      "责任编辑|编辑|浏览|点击|阅读|访问|字体|字号|【|\\[?打印|关闭|分享|收藏|上一[篇条]|下一[篇条]|相关|扫一扫|"
      "附件下载|"
      "版权|主办|承办|联系我们|网站(?:地图|标识)|技术支持|地址|邮编|[^\\s]{0,3}ICP备|[^\\s]{0,2}公网安备|返回|无障碍|"
      "索引号|发文机关|主题分类|发文字号|信息名称|有效性|标题)(?:[：:>＞】\\]\\s]|$|次数|量|网站|公告|大小|备|阅读|"
      "链接|到|本页|窗口|顶部|所有|单位)");
  return text::count_chars(line) < 200 && RE2::PartialMatch(line, re);
}

}  // namespace limpid::plan
