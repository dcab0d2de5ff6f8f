// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace limpid::plan {

/// Where the clause begins that holds what stands before `at`: behind a stop, an open bracket or the number of an item
/// (`1.`), no further back than `first` nor than a long clause reaches.
std::size_t clause_begin(std::string_view text, std::size_t at, std::size_t first);

/// Cuts off the first of the words that the text begins with; false where it begins with none.
bool cut_ahead(std::string_view& words, std::initializer_list<std::string_view> heads);

/// Leaves what stands behind the last of the words.
void cut_behind(std::string_view& words, std::initializer_list<std::string_view> marks);

/// Leaves what stands behind a 对 that is a word of its own: 相对 and 应对 are others.
void cut_behind_of(std::string_view& words);

/// Cuts off dates, and words that lead to a thing without naming it.
void cut_leading_words(std::string_view& words);

/// Leaves what stands behind the last verb that begins no noun and has words behind it.
void cut_deeds(std::string_view& words);

/// Of a list before a figure all, where it is one of things; what stands behind its last mark where a verb or another
/// level begins it.
void keep_list(std::string_view& words);

/// Whether the words may be a subject: not 9月底, 全县, of which nothing is said.
bool is_subject(std::string_view words);

/// As printed, without quotation marks around the whole.
std::string unquoted(std::string_view words);

/// The end of the first thing that the counting word can count and that the words name; 0 where there is none.
std::size_t end_of_thing(std::string_view words, std::string_view unit);

/// Where the noun ends that the words begin with: at a stop, a bracket, a digit, a verb that begins no noun, 的, or a
/// word that no noun holds.
std::size_t end_of_noun(std::string_view words);

/// Words before a figure without what brings a level or an amount to it.
struct Ahead {
  std::string_view words;
  bool levels = false;    ///< 达到, 控制在, 不低于: the words are what is measured
  bool one_each = false;  ///< 分别
};

Ahead cut_reaches(std::string_view words);

}  // namespace limpid::plan
