// SPDX-License-Identifier: Apache-2.0
#include "reports/errata_letter.hpp"

#include <array>

#include "reports/docx.hpp"

namespace limpid::reports {
namespace {

using Style = Docx::Style;

Docx::Table places_of(const ErrataContent& content, const ErrataContent::Entry& entry) {
  constexpr double kPlace = 34, kWords = 122;
  Docx::Table table{
      {kPlace, kWords}, {content.text("report.errata.place", {}), content.text("report.errata.words", {})}, {}};
  for (const auto& side : entry.sides) {
    Docx::Cell words;
    if (!side.before.empty()) words.runs.push_back({side.before, false});
    words.runs.push_back({side.quote, true});
    if (!side.after.empty()) words.runs.push_back({side.after, false});
    table.rows.push_back({Docx::Cell{{{side.label, false}}}, std::move(words)});
  }
  return table;
}

void put_entry(Docx& letter, const ErrataContent& content, const ErrataContent::Entry& entry, std::size_t number) {
  letter.add(Style::heading,
             content.text("report.letter.numbered",
                          {{"number", chinese_number(static_cast<int>(number))}, {"title", entry.title}}));
  if (!entry.message.empty()) letter.add(Style::body, entry.message);
  if (!entry.sides.empty()) letter.blocks.emplace_back(places_of(content, entry));
  if (!entry.suggestion.empty())
    letter.add(Style::body, content.text("report.errata.suggestion", {{"suggestion", entry.suggestion}}));
  if (!entry.replacement.empty())
    letter.add(Style::body, content.text("report.errata.replacement", {{"words", entry.replacement}}));
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
