// SPDX-License-Identifier: Apache-2.0
#include "plan/input/docx.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <utility>

#include "plan/input/limits.hpp"
#include "plan/input/list_numbers.hpp"
#include "plan/input/text_writer.hpp"
#include "plan/input/xml.hpp"

namespace limpid::plan {
namespace {

constexpr std::string_view kDocument = "word/document.xml";
constexpr std::size_t kColumns = 63;  // Word's own limit of columns

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// A property that is on when it stands there, unless it says false.
bool switched_on(const pugi::xml_node& property) {
  return property && property.attribute("w:val").as_bool(true) &&
         std::string_view(property.attribute("w:val").as_string()) != "off";
}

/// Elements that only wrap what counts; a tracked insertion is one.
bool is_wrapper(std::string_view name) {
  return is_one_of(
      name, {"w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:sdt", "w:sdtContent", "w:fldSimple", "w:customXml",
             "w:dir", "w:bdo", "mc:AlternateContent", "w:ruby", "w:rubyBase", "m:oMath", "m:oMathPara"});
}

pugi::xml_node chosen(const pugi::xml_node& alternatives) {
  const auto choice = alternatives.child("mc:Choice");
  return choice ? choice : alternatives.child("mc:Fallback");
}

/// The depth of the tree was checked when it was read, so recursion is safe.
class DocxReader {
 public:
  DocxReader(const pugi::xml_document& numbering, const pugi::xml_document& styles) : numbers_(numbering, styles) {}

  void blocks(const pugi::xml_node& parent) {
    for (const auto& node : parent.children()) {
      const std::string_view name = node.name();
      if (name == "w:p")
        paragraph(node);
      else if (name == "w:tbl")
        table(node);
      else if (name == "mc:AlternateContent")
        blocks(chosen(node));
      else if (is_wrapper(name))
        blocks(node);
    }
  }

  /// What stands below the pages, after all else.
  void footnotes(const pugi::xml_node& notes) {
    for (const auto& note : notes.children()) {
      if (std::string_view(note.attribute("w:type").as_string("normal")) != "normal") continue;  // separators
      flush();
      for (const auto& paragraph : note.children("w:p")) {
        std::string words;
        runs(paragraph, words);
        if (!single_line(words).empty()) writer_.line("注：" + single_line(words));
      }
    }
  }

  Result<std::string> done() && {
    flush();
    boxes();
    return std::move(writer_).done();
  }

 private:
  void paragraph(const pugi::xml_node& node) {
    // A number costs its document less than it costs here: what passes the limit of TextWriter is enough.
    if (taken_ > limits::kText || numbers_.style_name(node).starts_with("toc ")) return;
    const auto mark = node.child("w:pPr").child("w:rPr");
    std::string words;
    runs(node, words);
    const bool hidden = switched_on(mark.child("w:vanish")) && words.empty();
    if (!hidden && !(mark.child("w:del") && words.empty())) line_ += numbers_.next(node);
    line_ += words;
    taken_ += line_.size();
    // A deleted end of a paragraph joins it with the next.
    if (mark.child("w:del") || mark.child("w:moveFrom")) return;
    flush();
    boxes();
  }

  /// Boxes of text come after the paragraph that they hang on; a box may hold boxes.
  void boxes() {
    const auto held = std::exchange(boxes_, {});
    for (const auto& box : held) blocks(box);
    flush();
  }

  void flush() {
    if (cell_ != nullptr) {
      if (!cell_->empty() && !line_.empty()) *cell_ += ' ';
      *cell_ += line_;
    } else {
      writer_.line(line_);
    }
    line_.clear();
  }

  void runs(const pugi::xml_node& parent, std::string& out) {
    for (const auto& node : parent.children()) {
      const std::string_view name = node.name();
      if (name == "w:r" || name == "m:r")
        run(node, out);
      else if (name == "mc:AlternateContent")
        runs(chosen(node), out);
      else if (is_wrapper(name) || name.starts_with("m:"))
        runs(node, out);
    }
  }

  void run(const pugi::xml_node& parent, std::string& out) {
    const auto properties = parent.child("w:rPr");
    if (switched_on(properties.child("w:vanish")) || switched_on(properties.child("w:webHidden"))) return;
    for (const auto& node : parent.children()) {
      const std::string_view name = node.name();
      if (name == "w:t" || name == "m:t")
        out += node.text().get();
      else if (name == "w:tab" || name == "w:ptab")
        out += '\t';
      else if (name == "w:cr" || (name == "w:br" && !node.attribute("w:type")))
        out += '\n';
      else if (name == "w:fldChar")
        field(node.attribute("w:fldCharType").as_string(), out);
      else if (name == "w:instrText")
        instruction_ += node.text().get();
      else if (name == "w:noBreakHyphen")
        out += '-';
      else if (name == "w:ruby")
        runs(node.child("w:rubyBase"), out);
      else if (name == "mc:AlternateContent")
        keep_boxes(chosen(node));
      else if (is_one_of(name, {"w:pict", "w:drawing", "w:object"}))
        keep_boxes(node);
    }
  }

  /// Of all fields only one shows words that no run has: `eq \o\ac(○,3)`, a number in a circle.
  void field(std::string_view kind, std::string& out) {
    static const RE2 circled("(?i)\\s*eq\\s+\\\\o\\\\ac\\(\\s*[○〇Ｏ◯]\\s*[,，;；]\\s*([^)\\s]{1,12})\\s*\\)\\s*");
    if (kind == "begin") return instruction_.clear();
    std::string inside;
    if (kind == "end" && RE2::FullMatch(instruction_, circled, &inside)) {
      const bool number = inside.size() < 3 && inside.find_first_not_of("0123456789") == std::string::npos;
      out += number ? list_number(std::stoi(inside), "decimalEnclosedCircle") : inside;
    }
    instruction_.clear();
  }

  void keep_boxes(const pugi::xml_node& parent) {
    for (const auto& node : parent.children()) {
      if (std::string_view(node.name()) == "w:txbxContent")
        boxes_.push_back(node);
      else
        keep_boxes(node);
    }
  }

  static void rows_of(const pugi::xml_node& parent, std::vector<pugi::xml_node>& rows, const char* what) {
    for (const auto& node : parent.children()) {
      const std::string_view name = node.name();
      if (name == what)
        rows.push_back(node);
      else if (is_wrapper(name))
        rows_of(node, rows, what);
    }
  }

  void table(const pugi::xml_node& node) {
    std::vector<pugi::xml_node> rows;
    rows_of(node, rows, "w:tr");
    if (cell_ != nullptr) return inner_table(rows);
    flush();
    const bool frame = std::all_of(rows.begin(), rows.end(), [](const pugi::xml_node& row) {
      std::vector<pugi::xml_node> cells;
      rows_of(row, cells, "w:tc");
      return cells.size() < 2;
    });
    if (frame) return inner_table(rows);
    std::vector<GridCell> grid;
    std::map<std::size_t, std::size_t> above;  // column -> index of the cell that a merge goes on with
    std::size_t height = 0;
    for (const auto& row : rows)
      if (!row.child("w:trPr").child("w:del")) table_row(row, height++, grid, above);
    writer_.table(std::move(grid));
  }

  void table_row(const pugi::xml_node& row, std::size_t at, std::vector<GridCell>& grid,
                 std::map<std::size_t, std::size_t>& above) {
    std::vector<pugi::xml_node> cells;
    rows_of(row, cells, "w:tc");
    const auto bounded = [](const pugi::xml_node& n, int otherwise) {
      return static_cast<std::size_t>(
          std::clamp(n.attribute("w:val").as_int(otherwise), otherwise, static_cast<int>(kColumns)));
    };
    std::size_t column = bounded(row.child("w:trPr").child("w:gridBefore"), 0);
    std::map<std::size_t, std::size_t> now;
    for (const auto& cell : cells) {
      const auto properties = cell.child("w:tcPr");
      const std::size_t span = bounded(properties.child("w:gridSpan"), 1);
      const auto merge = properties.child("w:vMerge");
      const bool goes_on = merge && std::string_view(merge.attribute("w:val").as_string("continue")) != "restart";
      const auto upper = above.find(column);
      if (goes_on && upper != above.end()) {
        ++grid[upper->second].rows;
        now[column] = upper->second;
      } else {
        if (merge) now[column] = grid.size();
        grid.push_back({at, column, 1, span, cell_text(cell)});
      }
      column += span;
    }
    above = std::move(now);
  }

  std::string cell_text(const pugi::xml_node& cell) {
    std::string words;
    cell_ = &words;
    blocks(cell);
    flush();
    cell_ = nullptr;
    return words;
  }

  /// A frame around text (one column) or a table in a cell: its words, one after another.
  void inner_table(const std::vector<pugi::xml_node>& rows) {
    for (const auto& row : rows) {
      std::vector<pugi::xml_node> cells;
      rows_of(row, cells, "w:tc");
      for (const auto& cell : cells) blocks(cell);
    }
  }

  ListNumbers numbers_;
  TextWriter writer_;
  std::string line_;
  std::string instruction_;  // of the field that began last
  std::string* cell_ = nullptr;
  std::size_t taken_ = 0;  // bytes of all paragraphs so far
  std::vector<pugi::xml_node> boxes_;
};

}  // namespace

Result<std::string> docx_text(std::string_view bytes) {
  auto archive = Archive::open(bytes);
  if (!archive) return tl::unexpected(archive.error());
  const std::string part(kDocument);
  if (!archive->has(part)) return fail("plan_input.not_docx");
  auto document = read_xml(*archive, part);
  if (!document) return tl::unexpected(document.error());
  auto numbering = read_xml(*archive, "word/numbering.xml");
  if (!numbering) return tl::unexpected(numbering.error());
  auto styles = read_xml(*archive, "word/styles.xml");
  if (!styles) return tl::unexpected(styles.error());
  auto footnotes = read_xml(*archive, "word/footnotes.xml");
  if (!footnotes) return tl::unexpected(footnotes.error());
  auto endnotes = read_xml(*archive, "word/endnotes.xml");
  if (!endnotes) return tl::unexpected(endnotes.error());
  DocxReader reader(**numbering, **styles);
  reader.blocks((*document)->child("w:document").child("w:body"));
  reader.footnotes((*footnotes)->child("w:footnotes"));
  reader.footnotes((*endnotes)->child("w:endnotes"));
  return std::move(reader).done();
}

}  // namespace limpid::plan
