// SPDX-License-Identifier: Apache-2.0
#include "plan/input/html_guard.hpp"

#include <algorithm>

#include "plan/input/limits.hpp"
#include "plan/input/text_writer.hpp"

namespace limpid::plan {
namespace {

bool is_latin(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The next place of `word`, whatever its case.
std::size_t find_lower(std::string_view html, std::string_view word, std::size_t at) {
  for (at = html.find("</", at); at != std::string_view::npos; at = html.find("</", at + 1))
    if (lower_ascii(html.substr(at, word.size())) == word) return at;
  return at;
}

/// Of the element whose name begins at `at`, which moves to its end.
std::size_t count_attributes(std::string_view html, std::size_t& at) {
  std::size_t count = 0, values = 0;  // nonsense has more values than names
  char before = 0;                    // what is no blank
  bool apart = false;
  for (; at < html.size() && html[at] != '>'; ++at) {
    const char c = html[at];
    if (c == ' ' || (c >= '\t' && c <= '\r') || c == '/') {
      apart = true;
    } else if ((c == '"' || c == '\'') && before == '=') {
      at = std::min(html.find(c, at + 1), html.size() - 1);
      before = c;
      apart = true;
    } else {
      if (apart && c != '=' && before != '=') ++count;
      if (c == '=') ++values;
      apart = false;
      before = c;
    }
  }
  return std::max(count, values);
}

std::size_t end_of_comment(std::string_view html, std::size_t at) {
  for (at = html.find("--", at); at != std::string_view::npos; at = html.find("--", at + 1))
    if (const auto rest = html.substr(at); rest.starts_with("-->") || rest.starts_with("--!>")) return at;
  return at;
}

}  // namespace

bool has_too_many_attributes(std::string_view html) {
  for (std::size_t at = html.find('<'); at < html.size(); at = html.find('<', at)) {
    const auto rest = html.substr(at);
    if (rest.starts_with("<!--")) {
      at = end_of_comment(html, at + 4);
      continue;
    }
    const std::size_t tag = at++;
    if (rest.size() < 2 || !is_latin(rest[1])) continue;
    if (count_attributes(html, at) > limits::kAttributes) return true;
    for (const std::string_view end : {"</script", "</style"})
      if (lower_ascii(html.substr(tag + 1, end.size() - 2)) == end.substr(2)) at = find_lower(html, end, at);
  }
  return false;
}

bool deeper_than(const xmlNode* root, int most) {
  int depth = 1;
  for (const xmlNode* node = root; node != nullptr;) {
    if (node->type == XML_ELEMENT_NODE && depth > most) return true;
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
      node = node->children;
      ++depth;
      continue;
    }
    while (node != root && node->next == nullptr) {
      node = node->parent;
      --depth;
    }
    node = node == root ? nullptr : node->next;
  }
  return false;
}

std::string without_subset(std::string html) {
  constexpr std::size_t kHead = 4096;
  const auto begin = lower_ascii(std::string_view(html).substr(0, kHead)).find("<!doctype");
  const auto open = begin == std::string::npos ? begin : html.find_first_of("[>", begin);
  if (open == std::string::npos || html[open] != '[') return html;
  char quote = 0;
  for (std::size_t at = open + 1; at < html.size(); ++at) {
    const char c = html[at];
    if (quote == 0 && std::string_view(html).substr(at).starts_with("<!--")) {
      at = std::min(end_of_comment(html, at + 4), html.size() - 1);
    } else if (quote == 0 && c == ']') {
      html.erase(open, at + 1 - open);
      break;
    } else if (c == quote) {
      quote = 0;
    } else if (quote == 0 && (c == '"' || c == '\'')) {
      quote = c;
    }
  }
  return html;
}

std::string without_conditions(std::string html) {
  for (std::size_t at = html.find("<!["); at != std::string::npos; at = html.find("<![", at)) {
    const auto rest = std::string_view(html).substr(at + 3, 6);
    if (rest.starts_with("if ") || rest.starts_with("endif")) {
      constexpr std::size_t kLongest = 200;
      const auto end = std::string_view(html).substr(at, kLongest).find('>');
      // What ends in `-->` closes a comment.
      if (end != std::string_view::npos && html[at + end - 1] == ']')
        std::fill_n(html.begin() + static_cast<std::ptrdiff_t>(at), end + 1, '\0');
    }
    ++at;
  }
  std::erase(html, '\0');
  return html;
}

}  // namespace limpid::plan
