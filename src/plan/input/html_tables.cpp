// SPDX-License-Identifier: Apache-2.0
#include "plan/input/html_tables.hpp"

#include "base/text.hpp"
#include "plan/input/html_article.hpp"
#include "plan/input/text_writer.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kHeading = 12;         // characters of a column's heading at most
constexpr std::size_t kKept = 8 * kHeading;  // bytes, without needless blanks: more than a heading has

bool is_cell(const xmlNode* node) {
  return html_name(node) == "td" || html_name(node) == "th";
}

/// Appends words until there are more than a heading has. A run of blanks counts as one, and none come first.
void keep(std::string& kept, std::string_view words) {
  for (std::size_t at = 0; at < words.size() && kept.size() < kKept;) {
    const std::size_t begin = at;
    const char32_t c = text::next_char(words, at);
    const bool blank = text::is_blank(c) || (c >= '\t' && c <= '\r');
    if (!blank)
      kept += words.substr(begin, at - begin);
    else if (!kept.empty() && kept.back() != ' ')
      kept += ' ';
  }
}

}  // namespace

HtmlTables::Inside HtmlTables::look(const xmlNode* node) {
  Inside all;
  std::size_t cells = 0;
  for (const auto* child = node->children; child != nullptr; child = child->next) {
    if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE) {
      const std::string_view words = child->content != nullptr ? reinterpret_cast<const char*>(child->content) : "";
      all.bytes += words.size();
      keep(all.words, words);
    }
    if (child->type != XML_ELEMENT_NODE) continue;
    const auto one = look(child);
    if (!html_left_out(child)) {
      all.bytes += one.bytes;
      keep(all.words, one.words);
    }
    all.rows += one.rows;
    all.wide += one.wide;
    all.table = all.table || one.table || html_name(child) == "table";
    cells += is_cell(child) ? 1 : 0;
  }
  if (html_name(node) == "tr") {
    ++all.rows;
    all.wide += cells > 1 ? 1 : 0;
  }
  if (html_name(node) == "table" || is_cell(node)) inside_[node] = all;
  return all;
}

bool HtmlTables::is_data(const xmlNode* table) const {
  constexpr std::size_t kArticle = 6000;
  const auto& inside = inside_.at(table);
  if (inside.table) return has_heading(table);
  return inside.rows > 1 && inside.wide > 1 && inside.bytes < inside.rows * kArticle;
}

/// A table of several columns under short headings is one, whatever stands in its cells.
bool HtmlTables::has_heading(const xmlNode* parent) const {
  constexpr std::size_t kColumns = 3;
  for (const auto* node = parent->children; node != nullptr; node = node->next) {
    const auto name = html_name(node);
    if (name == "thead" || name == "tbody") return has_heading(node);
    if (name != "tr") continue;
    std::size_t cells = 0;
    for (const auto* cell = node->children; cell != nullptr; cell = cell->next) {
      if (!is_cell(cell)) continue;
      const auto words = text::count_chars(single_line(inside_.at(cell).words));
      if (words == 0 || words > kHeading) return false;
      ++cells;
    }
    return cells >= kColumns;
  }
  return false;
}

}  // namespace limpid::plan
