// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plan/document.hpp"

namespace limpid::plan {

/// Text in the form that rules read (NFKC, no blanks, no marks of the conversion), where each byte knows the source
/// character it came from. Rules match on view(); spans and printed text come from the source.
class SourceText {
 public:
  explicit SourceText(std::string_view source) : source_(source) {}

  std::string_view view() const { return chars_; }
  std::string_view view(std::size_t begin, std::size_t end) const { return view().substr(begin, end - begin); }
  std::size_t size() const { return chars_.size(); }
  bool empty() const { return chars_.empty(); }

  /// The source bytes of [begin, end); begin < end.
  Span span(std::size_t begin, std::size_t end) const { return {from_[begin], to_[end - 1]}; }
  /// The source characters of [begin, end), without what was left out.
  std::string printed(std::size_t begin, std::size_t end) const;
  std::string printed() const { return printed(0, size()); }
  /// Whether a blank was left out just before byte `i`: some tables separate names by nothing else.
  bool blank_before(std::size_t i) const;

  void reserve(std::size_t bytes);
  void append(const SourceText& other, std::size_t begin, std::size_t end);
  SourceText slice(std::size_t begin, std::size_t end) const;
  void push(std::string_view normal, std::size_t from, std::size_t to);

 private:
  std::string_view source_;
  std::string chars_;
  std::vector<std::uint32_t> from_, to_;
};

/// The whole source. Line ends and tabs stay (form feeds become line ends), a blank stays between two ASCII letters or
/// digits.
SourceText clean(std::string_view source);

}  // namespace limpid::plan
