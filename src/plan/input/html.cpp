// SPDX-License-Identifier: Apache-2.0
#include "plan/input/html.hpp"

#include <libxml/HTMLparser.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.hpp"
#include "plan/input/html_article.hpp"
#include "plan/input/html_guard.hpp"
#include "plan/input/html_tables.hpp"
#include "plan/input/limits.hpp"
#include "plan/input/list_numbers.hpp"
#include "plan/input/page_furniture.hpp"
#include "plan/input/text_writer.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kLookedAt = 1024;
constexpr std::size_t kSpan = 1000;  // what the standard of HTML lets a cell span

/// The page's own word for its encoding: `charset=gb2312` somewhere in its first part.
std::string declared_charset(std::string_view bytes) {
  const auto head = lower_ascii(bytes.substr(0, 4096));
  auto at = head.find("charset=");
  if (at == std::string::npos) return {};
  at = head.find_first_not_of("\"' ", at + 8);
  if (at == std::string::npos) return {};
  return head.substr(at, head.find_first_of("\"' />;", at) - at);
}

/// Malformed bytes become U+FFFD: a page is rarely clean.
std::string decoded(std::string_view bytes, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(charset, &status), &ucnv_close);
  if (U_FAILURE(status) != 0) return {};
  const icu::UnicodeString units(bytes.data(), static_cast<std::int32_t>(bytes.size()), converter.get(), status);
  std::string utf8;
  if (U_FAILURE(status) == 0) units.toUTF8String(utf8);
  return utf8;
}

std::string page_utf8(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) return std::string(bytes.substr(3));
  if (bytes.starts_with("\xFF\xFE"sv)) return decoded(bytes, "UTF-16");
  if (bytes.starts_with("\xFE\xFF"sv)) return decoded(bytes, "UTF-16");
  if (text::is_valid_utf8(bytes)) return std::string(bytes);
  const auto charset = declared_charset(bytes);
  // gb2312 and gbk are parts of GB18030, and pages that say so often use the rest of it.
  if (charset.empty() || charset.starts_with("gb") || charset.starts_with("utf")) return decoded(bytes, "GB18030");
  auto out = decoded(bytes, charset.c_str());
  return out.empty() ? decoded(bytes, "GB18030") : out;
}

/// The depth of the tree is bound by the parser, so recursion is safe.
class HtmlReader {
 public:
  /// Word breaks the lines of its pages anywhere, also between two hanzi.
  HtmlReader(bool by_word, const HtmlTables& tables) : by_word_(by_word), tables_(tables) {}

  void children(const xmlNode* parent) {
    for (const auto* node = parent->children; node != nullptr; node = node->next) take(node);
  }

  std::vector<GridCell> table_of(const xmlNode* table) {
    std::vector<GridCell> cells;
    std::vector<std::size_t> busy;  // column -> first row that is free again
    std::size_t row = 0;
    table_rows(table, cells, busy, row);
    for (auto& cell : cells) cell.rows = std::min(cell.rows, row - cell.row);
    return cells;
  }

  /// Lines in order; a table is one entry.
  struct Entry {
    std::string line;
    std::vector<GridCell> table;
    bool link = false;  ///< nothing but links
  };
  std::vector<Entry> done() && {
    flush();
    return std::move(entries_);
  }

 private:
  static bool is_block(std::string_view name) {
    static const std::vector<std::string_view> names{
        "address", "article",  "blockquote", "body", "center", "dd", "details", "div",     "dl",
        "dt",      "fieldset", "figure",     "h1",   "h2",     "h3", "h4",      "h5",      "h6",
        "header",  "hr",       "li",         "main", "ol",     "p",  "pre",     "section", "table",
        "tbody",   "td",       "tfoot",      "th",   "thead",  "tr", "ul"};
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  void take(const xmlNode* node) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      if (node->content != nullptr) words(reinterpret_cast<const char*>(node->content));
      return;
    }
    if (node->type != XML_ELEMENT_NODE || html_left_out(node)) return;
    const auto name = html_name(node);
    if (name == "br") return flush();
    if (name == "table" && tables_.is_data(node)) {
      flush();
      entries_.push_back({{}, table_of(node), false});
      return;
    }
    const bool block = is_block(name);
    if (block) flush();
    if (name == "li") mark_ = item_number(node);
    const bool as_it_stands = is_preformatted(node);
    if (name == "a") ++links_;
    if (as_it_stands) ++preformatted_;
    children(node);
    if (as_it_stands) --preformatted_;
    if (name == "a") --links_;
    if (block) flush();
    if (name == "li") mark_.clear();
  }

  static bool is_preformatted(const xmlNode* node) {
    if (html_name(node) == "pre") return true;
    auto style = lower_ascii(html_attribute(node, "style"));
    std::erase(style, ' ');
    return style.find("white-space:pre") != std::string::npos;
  }

  /// Line ends and tabs show as such.
  void words_as_they_stand(std::string_view text) {
    while (true) {
      const auto end = text.find('\n');
      line_ += text.substr(0, end);
      if (links_ == 0 && !single_line(line_).empty()) only_links_ = false;
      if (end == std::string_view::npos) return;
      flush();
      text.remove_prefix(end + 1);
    }
  }

  void words(std::string_view text) {
    if (preformatted_ > 0) return words_as_they_stand(text);
    const std::string unwrapped = by_word_ ? without_wraps(text) : std::string();
    if (by_word_) text = unwrapped;
    const auto shown = single_line(text);
    if (shown.empty()) {
      line_ += ' ';
      return;
    }
    const bool blank_first = text.front() == ' ' || text.front() == '\n';
    if (blank_first) line_ += ' ';
    line_ += shown;
    if (text.back() == ' ' || text.back() == '\n') line_ += ' ';
    if (links_ == 0) only_links_ = false;
  }

  static std::string without_wraps(std::string_view text) {
    const auto is_wide = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t end = std::min(text.find_first_not_of("\r\n", i), text.size());
      const bool between = end < text.size() && !out.empty() && is_wide(out.back()) && is_wide(text[end]);
      if (!between) out += text.substr(i, end - i);
      i = std::min(text.find_first_of("\r\n", end), text.size());
      out += text.substr(end, i - end);
    }
    return out;
  }

  void flush() {
    // The number of an item stands before its first words, in whatever box inside the item.
    auto line = tabbed_line(line_);
    if (!line.empty()) entries_.push_back({std::exchange(mark_, {}) + line, {}, only_links_});
    line_.clear();
    only_links_ = true;
  }

  /// The number that a browser prints before an item of an ordered list.
  std::string item_number(const xmlNode* item) {
    const auto* list = item->parent;
    if (list == nullptr || html_name(list) != "ol") return {};
    if (html_attribute(list, "style").find("none") != std::string::npos) return {};
    const auto integer = [](const std::string& s, int otherwise) {
      return s.empty() || s.size() > 6 || s.find_first_not_of("0123456789") != std::string::npos ? otherwise
                                                                                                 : std::stoi(s);
    };
    // Items come in their order: each goes on from the last of its list.
    const auto [next, first] = next_numbers_.try_emplace(list, 1);
    if (first) next->second = integer(html_attribute(list, "start"), 1);
    const int number = integer(html_attribute(item, "value"), next->second);
    next->second = number + 1;
    const auto type = html_attribute(list, "type");
    const std::string_view format = type == "a"   ? "lowerLetter"
                                    : type == "A" ? "upperLetter"
                                    : type == "i" ? "lowerRoman"
                                    : type == "I" ? "upperRoman"
                                                  : "decimal";
    return list_number(number, format) + ".";
  }

  static std::size_t span_of(const xmlNode* cell, const char* name) {
    const auto text = html_attribute(cell, name);
    if (text.empty() || text.size() > 5 || text.find_first_not_of("0123456789") != std::string::npos) return 1;
    const auto n = static_cast<std::size_t>(std::stoi(text));
    return n == 0 ? kSpan : std::min(n, kSpan);
  }

  void table_rows(const xmlNode* parent, std::vector<GridCell>& cells, std::vector<std::size_t>& busy,
                  std::size_t& row) {
    for (const auto* node = parent->children; node != nullptr; node = node->next) {
      const auto name = html_name(node);
      if (name == "tr" && !html_left_out(node))
        table_row(node, cells, busy, row++);
      else if (name == "tbody" || name == "thead" || name == "tfoot")
        table_rows(node, cells, busy, row);
    }
  }

  void table_row(const xmlNode* tr, std::vector<GridCell>& cells, std::vector<std::size_t>& busy, std::size_t row) {
    std::size_t column = 0;
    for (const auto* node = tr->children; node != nullptr; node = node->next) {
      const auto name = html_name(node);
      if (name != "td" && name != "th") continue;
      while (column < busy.size() && busy[column] > row) ++column;
      if (column >= kSpan) return;
      GridCell cell{row, column, span_of(node, "rowspan"), span_of(node, "colspan"), {}};
      cell.columns = std::min(cell.columns, kSpan - column);
      HtmlReader inner(by_word_, tables_);
      inner.children(node);
      const auto add = [&](const std::string& words) {
        if (!cell.text.empty() && !words.empty()) cell.text += ' ';
        cell.text += words;
      };
      for (const auto& entry : std::move(inner).done()) {
        add(entry.line);
        for (const auto& one : entry.table) add(one.text);
      }
      if (busy.size() < column + cell.columns) busy.resize(column + cell.columns, 0);
      for (std::size_t i = 0; i < cell.columns; ++i) busy[column + i] = row + cell.rows;
      column += cell.columns;
      cells.push_back(std::move(cell));
    }
  }

  bool by_word_;
  const HtmlTables& tables_;
  std::vector<Entry> entries_;
  std::string line_;
  std::unordered_map<const xmlNode*, int> next_numbers_;  // list -> number of its next item
  std::string mark_;                                      // number of an item whose words are still to come
  int links_ = 0;
  int preformatted_ = 0;
  bool only_links_ = true;
};

using Entries = std::vector<HtmlReader::Entry>;

/// Drops what stands around the article inside its container: at both ends, up to a few lines of words in between.
void trim_furniture(Entries& entries) {
  constexpr std::size_t kEnds = 12;
  std::vector<bool> drop(entries.size(), false);
  const auto furniture = [](const HtmlReader::Entry& e) {
    return e.table.empty() && (e.link || is_page_furniture(e.line));
  };
  for (std::size_t i = 0; i < std::min(kEnds, entries.size()); ++i) drop[i] = furniture(entries[i]);
  const std::size_t tail = entries.size() > kEnds ? entries.size() - kEnds : 0;
  for (std::size_t i = entries.size(); i-- > tail;) {
    if (!furniture(entries[i])) continue;
    drop[i] = true;
  }
  Entries kept;
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (!drop[i]) kept.push_back(std::move(entries[i]));
  entries = std::move(kept);
}

std::string without_blanks(std::string_view text) {
  std::string out = single_line(text);
  std::erase(out, ' ');
  return out;
}

/// Whether the article says the title itself within its first lines.
bool says_title(const Entries& entries, const std::string& title) {
  std::string first;
  for (std::size_t i = 0; i < std::min<std::size_t>(entries.size(), 10); ++i) first += without_blanks(entries[i].line);
  return first.find(without_blanks(title)) != std::string::npos;
}

}  // namespace

bool looks_like_html(std::string_view bytes) {
  auto head = lower_ascii(bytes.substr(0, kLookedAt));
  std::erase(head, '\0');  // UTF-16
  const auto first = head.find('<');
  if (first == std::string::npos) return false;
  for (std::size_t i = 0; i < first; ++i)
    if (static_cast<unsigned char>(head[i]) < 0x80 && head[i] > ' ') return false;
  for (const std::string_view mark : {"<!doctype html", "<html", "<head", "<body", "<meta ", "<title"})
    if (head.find(mark) != std::string::npos && first < 8) return true;
  return false;
}

Result<std::string> html_text(std::string_view bytes) {
  if (bytes.size() > limits::kMarkup)
    return fail("plan_input.too_large", {{"bytes", bytes.size()}, {"limit", limits::kMarkup}});
  const std::string utf8 = without_subset(without_conditions(page_utf8(bytes)));
  if (has_too_many_attributes(utf8)) return fail("plan_input.html_attributes", {{"limit", limits::kAttributes}});
  const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(htmlNewParserCtxt(), &htmlFreeParserCtxt);
  if (!parser) throw std::bad_alloc();
  const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                      HTML_PARSE_COMPACT | HTML_PARSE_IGNORE_ENC;
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      htmlCtxtReadMemory(parser.get(), utf8.data(), static_cast<int>(utf8.size()), nullptr, "UTF-8", options),
      &xmlFreeDoc);
  // libxml2 has a limit of its own, above ours, and says so by this error alone.
  const auto* error = xmlCtxtGetLastError(parser.get());
  if (error != nullptr && error->message != nullptr &&
      std::string_view(error->message).find("Excessive depth") != std::string_view::npos)
    return fail("plan_input.depth", {{"part", "html"}, {"limit", limits::kDepth}}, std::to_string(error->line));
  const auto* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  if (root == nullptr) return fail("plan_input.html_empty");
  if (deeper_than(root, limits::kDepth)) return fail("plan_input.depth", {{"part", "html"}, {"limit", limits::kDepth}});
  const auto* body = root->children;
  while (body != nullptr && html_name(body) != "body") body = body->next;
  const HtmlTables tables(root);
  HtmlReader reader(utf8.find("urn:schemas-microsoft-com:office:word") != std::string::npos, tables);
  const auto* article = find_article(body != nullptr ? body : root);
  if (html_name(article) == "table" && article->parent != nullptr) article = article->parent;
  for (const auto* outer = article; outer->parent != nullptr && outer != root; outer = outer->parent)
    if (html_name(outer) == "pre") article = outer->parent;
  reader.children(article);
  auto entries = std::move(reader).done();
  trim_furniture(entries);
  TextWriter writer;
  const auto title = page_title(root);
  if (!title.empty() && !says_title(entries, title)) writer.line(title);
  for (auto& entry : entries) {
    if (entry.table.empty())
      writer.line(entry.line);
    else
      writer.table(std::move(entry.table));
  }
  if (writer.empty()) return fail("plan_input.html_empty");
  return std::move(writer).done();
}

}  // namespace limpid::plan
