// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>
#include <vector>

namespace limpid::reports {

/// A Word document (Office Open XML) in the look of GB/T 9704-2012, the format of official documents: A4 with margins
/// of 37, 26, 35 and 28 mm, title in 小标宋 2号, body in 仿宋 3号 with 28.9 pt lines and two characters of indent,
/// headings in 黑体 and 楷体, page numbers `— 1 —` outside: right on odd pages, left on even ones. Fonts are named, not
/// embedded; where they are missing the reader takes a serif one.
struct Docx {
  /// title: centred. heading 一、; subheading (一); body: indented, justified; flush: body without indent, as for whom
  /// it is addressed to; signature: at the right; note: small, for what the machine adds.
  enum class Style { title, heading, subheading, body, flush, signature, note };
  /// Text of one weight. Line ends become line breaks.
  struct Run {
    std::string text;
    bool bold = false;
  };
  struct Paragraph {
    Style style = Style::body;
    std::vector<Run> runs;
  };
  struct Cell {
    std::vector<Run> runs;
  };
  /// The head row is repeated on every page; rows do not break over pages. `widths` in mm, 156 in all fill the page.
  struct Table {
    std::vector<double> widths;
    std::vector<std::string> head;
    std::vector<std::vector<Cell>> rows;
  };
  using Block = std::variant<Paragraph, Table>;

  std::string title;   ///< of the file's properties
  std::string author;  ///< of the file's properties
  std::vector<Block> blocks;

  void add(Style style, std::string text) { blocks.emplace_back(Paragraph{style, {{std::move(text), false}}}); }
};

/// The bytes of the file; the same content gives the same bytes. Characters that XML does not allow are left out.
/// Failure `report.not_written`.
std::string write_docx(const Docx& document);

/// Text inside of XML: markup escaped, characters that XML 1.0 does not allow left out, broken UTF-8 as U+FFFD.
std::string escape_xml(std::string_view utf8);

}  // namespace limpid::reports
