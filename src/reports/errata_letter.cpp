// SPDX-License-Identifier: Apache-2.0
#include "reports/errata_letter.hpp"

#include <array>
#include <cctype>

#include "reports/docx.hpp"

namespace limpid::reports {
namespace {

using Style = Docx::Style;

/// Messages begin small in English: they stand in lists elsewhere.
std::string capital(std::string words) {
  if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
  return words;
}

Docx::Table places_of(const ErrataContent& content, const ErrataContent::Entry& entry) {
  constexpr double kPlace = 34, kWords = 122;
  Docx::Table table{
      {kPlace, kWords}, {content.text("report.errata.place", {}), content.text("report.errata.words", {})}, {}};
  for (const auto& side : entry.sides) {
    Docx::Cell words;
    if (!side.before.empty()) words.runs.push_back({side.before, false});
    words.runs.push_back({side.quote, true});
    if (!side.after.empty()) words.runs.push_back({side.after, false});
    table.rows.push_back({Docx::Cell{{{capital(side.label), false}}}, std::move(words)});
  }
  return table;
}

/// Quotation marks inside others are single ones (GB/T 15834); left alone where they do not pair.
std::string inner_quotes(const std::string& text) {
  constexpr std::string_view kOpen = "“", kClose = "”";
  std::string out;
  int depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = std::string_view(text).substr(at);
    if (rest.starts_with(kOpen)) {
      out += depth++ == 0 ? kOpen : std::string_view("‘");
      at += kOpen.size();
    } else if (rest.starts_with(kClose)) {
      if (--depth < 0) return text;
      out += depth == 0 ? kClose : std::string_view("’");
      at += kClose.size();
    } else {
      out += text[at++];
    }
  }
  return depth == 0 ? out : text;
}

/// Messages stand in lists elsewhere and have no full stop.
std::string sentence(const LetterText& text, const std::string& words) {
  for (std::string_view end : {"。", ".", "！", "？", "?", "!"})
    if (words.ends_with(end)) return inner_quotes(words);
  return inner_quotes(text("report.errata.sentence", {{"words", words}}));
}

void put_entry(Docx& letter, const ErrataContent& content, const ErrataContent::Entry& entry, std::size_t number) {
  letter.add(Style::heading, numbered_heading(content.text, static_cast<int>(number), entry.title));
  if (!entry.message.empty()) letter.add(Style::body, capital(sentence(content.text, entry.message)));
  if (!entry.sides.empty()) letter.blocks.emplace_back(places_of(content, entry));
  if (!entry.suggestion.empty())
    letter.add(Style::body,
               content.text("report.errata.suggestion", {{"suggestion", sentence(content.text, entry.suggestion)}}));
  if (!entry.replacement.empty())
    letter.add(Style::body, inner_quotes(content.text("report.errata.replacement", {{"words", entry.replacement}})));
  if (!entry.remark.empty()) letter.add(Style::body, content.text("report.errata.remark", {{"remark", entry.remark}}));
}

}  // namespace

std::string chinese_number(int number) {
  constexpr std::array<const char*, 10> kDigits = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  if (number < 1 || number > 99) return std::to_string(number);
  const auto tens = static_cast<std::size_t>(number / 10), ones = static_cast<std::size_t>(number % 10);
  if (tens == 0) return kDigits[ones];
  return (tens == 1 ? "" : std::string(kDigits[tens])) + "十" + kDigits[ones];
}

std::string numbered_heading(const LetterText& text, int number, std::string title) {
  const bool digits = text("report.letter.numerals", {}).starts_with('1');
  return text("report.letter.numbered", {{"number", digits ? std::to_string(number) : chinese_number(number)},
                                         {"title", capital(std::move(title))}});
}

std::string errata_letter(const ErrataContent& content) {
  const Json about{{"document", content.document}, {"number", content.number}, {"count", content.entries.size()}};
  Docx letter;
  letter.title = content.text("report.errata.title", about);
  letter.author = content.sender;
  letter.add(Style::title, letter.title);
  letter.add(Style::flush, content.text("report.letter.recipient", {{"name", content.recipient}}));
  letter.add(Style::body,
             content.text(content.number.empty() ? "report.errata.opening" : "report.errata.opening_numbered", about));
  std::size_t number = 0;
  for (const auto& entry : content.entries) put_entry(letter, content, entry, ++number);
  letter.add(Style::body, content.text("report.errata.closing", {}));
  letter.add(Style::body, content.text("report.errata.end", {}));
  letter.add(Style::body, "");
  letter.add(Style::signature, content.sender);
  letter.add(Style::signature, content.date);
  return write_docx(letter);
}

}  // namespace limpid::reports
