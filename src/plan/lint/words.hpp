// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/document.hpp"
#include "plan/lint/finding.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan::linting {

/// Words of the document as characters (form NFKC, no blanks, no line ends), each with its bytes in the source.
struct Words {
  std::u32string chars;
  std::vector<Span> spans;  ///< one a character

  std::size_t size() const { return chars.size(); }
  bool empty() const { return chars.empty(); }
  std::u32string_view view(std::size_t begin, std::size_t end) const {
    return std::u32string_view(chars).substr(begin, end - begin);
  }
  /// Begin < end.
  Place place(const std::string& item, std::size_t begin, std::size_t end) const;
};

std::u32string to_chars(std::string_view utf8);

/// Places in characters of what patterns find in UTF-8, asked for from left to right.
class CharPlaces {
 public:
  explicit CharPlaces(std::string_view utf8) : at_(utf8.data()) {}
  /// How many characters stand before `byte`, which is not before the one asked for last.
  std::size_t of(const char* byte);

 private:
  const char* at_;
  std::size_t chars_ = 0;
};

std::string to_utf8(std::u32string_view chars);
/// Form NFKC without blanks and line ends.
std::u32string normal(std::string_view utf8);
/// Han characters, letters and digits; else punctuation.
bool is_word(char32_t c);
bool is_digit(char32_t c);
bool is_han(char32_t c);
/// Two neighbouring characters as one value.
constexpr std::uint64_t pair_of(char32_t a, char32_t b) {
  return (std::uint64_t{a} << 32) | b;
}
/// How many of the characters are no punctuation.
std::size_t content_size(std::u32string_view text);
/// The first place of `needle` at or after `from`; npos when absent.
std::size_t find(const Words& words, std::u32string_view needle, std::size_t from = 0);
bool contains(std::u32string_view text, std::u32string_view needle);
/// One a character and one more: whether a word begins there (dictionary of ICU), the end of the text included.
std::vector<bool> word_bounds(std::u32string_view chars);
/// Whether one of them stands in the text.
bool contains_any(std::u32string_view text, const std::vector<std::u32string>& needles);

/// The source in the form that rules read; gives the words of a span.
class Source {
 public:
  explicit Source(std::string_view source) : text_(clean(source)) {}

  Words words(const Span& span, bool keep_marks = false) const;
  /// Of the words of `span` those that `printed` (a text as the reader prints it) consists of: page breaks, numbering
  /// and the clause of units fall away. Empty when they do not stand there in order.
  Words words(const Span& span, std::string_view printed) const;
  /// The lines between two bytes of the source; tabs and `|` stay in them.
  std::vector<Words> lines(const Span& span) const;
  /// Whether the end of a table's cell, not of a line, stands between two bytes.
  bool next_cell(std::size_t from, std::size_t to) const;
  Span whole() const { return text_.empty() ? Span{} : text_.span(0, text_.size()); }

 private:
  std::size_t at(std::size_t byte) const;
  void take(std::size_t from, std::size_t to, std::string_view stop, Words& into) const;

  SourceText text_;
};

}  // namespace limpid::plan::linting
