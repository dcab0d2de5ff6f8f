// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace limpid::reports {

/// Renders a code of messages/ in the letter's language: [&](code, args) { return messages.render("zh", code, args); }.
using LetterText = std::function<std::string(std::string_view code, const Json& args)>;

/// 勘误函: what disagrees inside a published document, told to who issued it.
struct ErrataContent {
  /// One place of a disagreement. `before` and `after` are words around it for recognition; may be empty.
  struct Side {
    std::string label;  ///< where: 正文水14, 台账水17
    std::string before, quote, after;
  };
  struct Entry {
    std::string title;        ///< kind in words: 完成时限不一致
    std::string message;      ///< what is wrong, a sentence
    std::vector<Side> sides;  ///< text first, ledger or annex second
    std::string suggestion;   ///< what to do, a sentence; empty: none
    std::string replacement;  ///< the words that would mend it; empty: none
    std::string remark;       ///< what the person who sends it adds; empty: none
  };
  std::string document, number;  ///< title and number of the document as printed; number may be empty
  std::string recipient;         ///< who issued it, as printed
  std::string sender;            ///< who signs; empty: the place stays free
  std::string date;              ///< as it is to be printed: 2022年9月13日; empty: the place stays free
  std::vector<Entry> entries;
  LetterText text;  ///< for the fixed words: `report.errata.*`
};

/// The bytes of the docx file. Failure `report.not_written`.
std::string errata_letter(const ErrataContent& content);

/// A heading of a letter: 三、名称不一致; in English `3. Names differ`, from a title that begins small.
std::string numbered_heading(const LetterText& text, int number, std::string title);

/// 一, 十, 二十一 … up to 99; digits beyond.
std::string chinese_number(int number);

}  // namespace limpid::reports
