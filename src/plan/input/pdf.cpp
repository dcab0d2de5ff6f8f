// SPDX-License-Identifier: Apache-2.0
#include "plan/input/pdf.hpp"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "plan/input/extract.hpp"
#include "plan/input/limits.hpp"
#include "plan/input/page_furniture.hpp"
#include "plan/input/pdf_page.hpp"
#include "plan/input/tab_rows.hpp"
#include "plan/input/unruled.hpp"

namespace limpid::plan {
namespace {

/// What stands alone in a margin: a page's number, and the address and the time of printing that browsers put there.
bool is_margin_line(std::string_view line) {
  static const RE2 re(
      "^(?:file|https?)://\\S+(?:\\s+\\d{1,4}/\\d{1,4})?$|^\\d{1,4}[-/]\\d{1,2}[-/"
      "]\\d{1,4}[,，]?\\s+(?:[上下]午)?\\s*\\d{1,2}:\\d{2}.*|"
      "^[-—–―－·•_~～\\s]*(?:第\\s*)?[0-9０-９]{1,4}(?:\\s*页)?[-—–―－·•_~～\\s]*$|"
      "^第?\\s*\\d{1,4}\\s*页?\\s*[,，/]?\\s*共?\\s*\\d{1,4}\\s*页?$|^[ivxIVX]{1,6}$");
  return RE2::FullMatch(line, re);
}

bool starts_item(std::string_view line) {
  static const RE2 re(
      "^\\s*(?:第[一二三四五六七八九十]{1,3}[章条部篇]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}["
      "）)]|"
      "\\d{1,3}[.、．]\\D|[（(]\\d{1,3}[）)]|[①-⑳])");
  return RE2::PartialMatch(line, re);
}

bool ends_sentence(std::string_view line) {
  for (const std::string_view stop : {"。", "；", ";", "：", ":", "〕", "】", "！", "？", "）"})
    if (line.ends_with(stop)) return true;
  return false;
}

/// A line of its own below the title, which may look full where the letters are large.
bool is_document_number(std::string_view line) {
  static const RE2 re("^\\p{Han}{2,12}\\s*[〔\\[［（(]\\s*(?:19|20)\\d{2}\\s*[〕\\]］）)]\\s*第?\\s*\\d{1,4}\\s*号$");
  return RE2::FullMatch(line, re);
}

/// The same line of another page but for the page's number.
std::string without_digits(std::string_view text) {
  std::string out(text);
  std::erase_if(out, [](char c) { return (c >= '0' && c <= '9') || c == ' '; });
  return out;
}

/// Takes away what is printed around the text of each page: numbers in the margins, and lines that come again at the
/// same height of most pages.
void drop_margins(std::vector<PageContent>& pages) {
  constexpr std::size_t kEdge = 2;
  constexpr double kMargin = 0.12;  // of the height
  std::map<std::pair<std::string, int>, std::size_t> seen;
  const auto key = [](const PageLine& line) {
    return std::pair{without_digits(line.text), static_cast<int>(line.box.y() / 6)};
  };
  const auto edges = [&](const PageContent& page, const auto& visit) {
    for (std::size_t i = 0; i < page.lines.size(); ++i) {
      const auto& line = page.lines[i];
      const bool top = i < kEdge && line.box.y() < page.height * kMargin;
      const bool bottom = i + kEdge >= page.lines.size() && line.box.y() > page.height * (1 - kMargin);
      if (top || bottom) visit(i, line);
    }
  };
  for (const auto& page : pages) edges(page, [&](std::size_t, const PageLine& line) { ++seen[key(line)]; });
  for (auto& page : pages) {
    std::vector<bool> drop(page.lines.size(), false);
    edges(page, [&](std::size_t i, const PageLine& line) {
      const auto times = seen[key(line)];
      drop[i] =
          is_margin_line(line.text) || (times >= 3 && times * 3 >= pages.size()) || (times == 2 && pages.size() == 2);
    });
    std::size_t i = 0;
    std::erase_if(page.lines, [&](const PageLine&) { return drop[i++]; });
  }
}

/// A government site's page that was printed: its words around the article. Only where such a page is known by the line
/// of its date or source, and never what may be a title.
void drop_furniture(std::vector<PageContent>& pages) {
  constexpr std::size_t kEnds = 12, kShort = 20;
  static const RE2 site("^(?:发布(?:时间|日期|机构)|信息来源|文章来源|来源|索引号|您?的?当前位置)\\s*[:：]");
  static const RE2 title("(?:通知|方案|计划|办法|意见|政府|办公室|委员会|号|局)$");
  auto& head = pages.front().lines;
  std::size_t drop = 0;
  bool printed = false;
  for (std::size_t i = 0; i < std::min(kEnds, head.size()); ++i) {
    printed = printed || RE2::PartialMatch(head[i].text, site);
    if (is_page_furniture(head[i].text)) drop = i + 1;
  }
  if (!printed) return;
  std::size_t i = 0;
  std::erase_if(head, [&](const PageLine& line) {
    const bool around =
        is_page_furniture(line.text) || (text::count_chars(line.text) < kShort && !RE2::PartialMatch(line.text, title));
    return i++ < drop && around;
  });
  auto& tail = pages.back().lines;
  const std::size_t from = tail.size() > kEnds ? tail.size() - kEnds : 0;
  i = 0;
  std::erase_if(tail, [&](const PageLine& line) { return i++ >= from && is_page_furniture(line.text); });
}

double middle_of(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

/// The block of text on pages of one width.
struct TextBlock {
  double left = 0, right = 0, pitch = 0;
};

/// Puts the lines of all pages together to paragraphs, and the tables of successive pages to one.
class Flow {
 public:
  explicit Flow(const std::vector<PageContent>& pages) {
    std::map<int, std::vector<double>> lefts, rights, pitches;
    std::vector<double> sizes;
    constexpr std::size_t kLongLine = 15;
    for (const auto& page : pages) {
      const PageLine* before = nullptr;
      for (const auto& line : page.lines) {
        if (text::count_chars(line.text) >= kLongLine) {
          lefts[width_of(page)].push_back(line.box.x0);
          rights[width_of(page)].push_back(line.box.x1);
          sizes.push_back(line.size);
        }
        if (before != nullptr) pitches[width_of(page)].push_back(line.box.y1 - before->box.y1);
        before = &line;
      }
    }
    size_ = middle_of(std::move(sizes), 0.5);
    for (auto& [width, values] : lefts)
      blocks_[width] = {middle_of(values, 0.02), middle_of(rights[width], 0.9), middle_of(pitches[width], 0.5)};
  }

  void take(PageContent& page) {
    auto table = page.tables.begin();
    bool first = true;
    for (const auto& line : page.lines) {
      for (; table != page.tables.end() && table->box.y() < line.box.y(); ++table, first = false)
        take_table(*table, first);
      take_line(line, page, first);
      first = false;
    }
    for (; table != page.tables.end(); ++table, first = false) take_table(*table, first);
  }

  Result<std::string> done() && {
    flush_line();
    flush_table();
    return std::move(writer_).done();
  }

 private:
  static int width_of(const PageContent& page) { return static_cast<int>(page.width / 10); }

  void take_line(const PageLine& line, const PageContent& page, bool new_page) {
    flush_table();
    if (before_ && goes_on(*before_, line, page, new_page)) {
      ++lines_;
      const auto is_word = [](char c) { return static_cast<unsigned char>(c) < 0x80 && c != ' '; };
      if (is_word(paragraph_.back()) && is_word(line.text.front())) paragraph_ += ' ';
      paragraph_ += line.text;
    } else {
      flush_line();
      paragraph_ = line.text;
      lines_ = 1;
    }
    before_ = line;
  }

  bool goes_on(const PageLine& before, const PageLine& line, const PageContent& page, bool new_page) const {
    const auto found = blocks_.find(width_of(page));
    const TextBlock block = found == blocks_.end() ? TextBlock{0, page.width, 0} : found->second;
    const double em = std::max(before.size, 1.0);
    const double pitch = line.box.y1 - before.box.y1;
    if (std::abs(line.size - before.size) > 0.25 * em) return false;
    if (before.text.starts_with(kUnreadTable) || line.text.starts_with(kUnreadTable)) return false;
    if (is_document_number(line.text)) return false;
    // A title over several lines: large letters in the middle.
    const auto centred = [&](const PageLine& l) {
      return std::abs(l.box.x() - page.width / 2) < 0.04 * page.width && l.box.x0 > block.left + em;
    };
    if (before.size > 1.2 * size_ && line.size > 1.2 * size_ && centred(line) && !new_page && pitch < 2.6 * em &&
        !ends_sentence(before.text))
      return true;
    const bool full = before.box.x1 > block.right - 2.1 * em;
    if (!full || (!new_page && block.pitch > 0 && pitch > 1.4 * block.pitch)) return false;
    if (starts_item(line.text) && ends_sentence(before.text)) return false;
    if (line.box.x0 < block.left + em) return true;
    // A first line stands in by two letters: what begins under it is another first line.
    const double indent = before.box.x0 - block.left;
    if (starts_item(line.text) || (lines_ == 1 && indent > em && indent < 2.6 * em)) return false;
    return std::abs(line.box.x0 - before.box.x0) < 0.5 * em && !ends_sentence(before.text);
  }

  void take_table(PageTable& table, bool new_page) {
    flush_line();
    if (!table_ || !new_page || !same_columns(*table_, table)) {
      flush_table();
      table_ = std::move(table);
      return;
    }
    append(std::move(table));
  }

  static bool same_columns(const PageTable& a, const PageTable& b) {
    if (a.columns.size() != b.columns.size()) return false;
    for (std::size_t i = 0; i < a.columns.size(); ++i)
      if (std::abs(a.columns[i] - b.columns[i]) > 6) return false;
    return true;
  }

  static std::string row_words(const PageTable& table, std::size_t row) {
    std::string out;
    for (const auto& cell : table.cells)
      if (cell.row == row) out += cell.text + '\t';
    std::erase(out, ' ');
    return out;
  }

  /// The next page's part. Its first rows may be the heading again; a cell that the break cut has a part on each side.
  void append(PageTable&& next) {
    std::size_t skip = 0;
    while (skip < std::min(next.rows, table_->rows) && skip < 3 && row_words(next, skip) == row_words(*table_, skip))
      ++skip;
    const auto upper = std::find_if(table_->cells.rbegin(), table_->cells.rend(),
                                    [&](const GridCell& c) { return c.column == 0 && c.row + c.rows == table_->rows; });
    const auto lower = std::find_if(next.cells.begin(), next.cells.end(),
                                    [&](const GridCell& c) { return c.column == 0 && c.row == skip; });
    if (upper != table_->cells.rend() && lower != next.cells.end()) join_categories(*upper, *lower);
    if (join_cut_row(next, skip)) ++skip;
    for (auto& cell : next.cells) {
      if (cell.row < skip && cell.row + cell.rows <= skip) continue;
      if (cell.row < skip) {  // a category whose first row was joined
        cell.rows -= skip - cell.row;
        cell.row = skip;
      }
      cell.row += table_->rows - skip;
      table_->cells.push_back(std::move(cell));
    }
    table_->rows += next.rows - skip;
  }

  /// A row that the break cut has its number above the break and none below: its words are put together.
  bool join_cut_row(const PageTable& next, std::size_t row) {
    std::map<std::size_t, GridCell*> upper;
    for (auto& cell : table_->cells)
      if (cell.row + cell.rows == table_->rows) upper[cell.column] = &cell;
    static const RE2 serial("\\d{1,3}[.、．]?");
    bool cut = false;
    for (const auto& cell : next.cells) {
      const auto above = upper.find(cell.column);
      if (cell.row == row && cell.text.empty() && above != upper.end())
        cut = cut || RE2::FullMatch(above->second->text, serial);
    }
    if (!cut) return false;
    for (const auto& cell : next.cells) {
      const auto above = upper.find(cell.column);
      if (cell.row != row || cell.rows != 1 || above == upper.end() || above->second->text == cell.text) continue;
      above->second->text += cell.text;
    }
    return true;
  }

  /// A category of many rows is printed once: above the break, below it, or half here and half there.
  static void join_categories(GridCell& upper, GridCell& lower) {
    static const RE2 numbered("^[（(]?[一二三四五六七八九十]+[）)]?[、.．]?|^第");
    static const RE2 serial("\\d*");
    if (RE2::FullMatch(upper.text, serial) && RE2::FullMatch(lower.text, serial)) return;  // a column of numbers
    const bool above = RE2::PartialMatch(upper.text, numbered), below = RE2::PartialMatch(lower.text, numbered);
    if (upper.text.empty() && upper.rows > 1) {
      upper.text = lower.text;
    } else if (above && !below && !lower.text.empty()) {
      upper.text += lower.text;
      lower.text = upper.text;
    } else if (above && lower.text.empty()) {
      lower.text = upper.text;
    }
  }

  void flush_line() {
    if (!paragraph_.empty()) writer_.line(paragraph_);
    paragraph_.clear();
    before_.reset();
  }

  void flush_table() {
    if (table_) writer_.table(std::move(table_->cells));
    table_.reset();
  }

  TextWriter writer_;
  std::map<int, TextBlock> blocks_;
  double size_ = 0;
  std::string paragraph_;
  std::size_t lines_ = 0;  ///< of the paragraph
  std::optional<PageLine> before_;
  std::optional<PageTable> table_;
};

/// What the library complains of goes to one function for the whole process; quiet again at the end.
class Complaints {
 public:
  Complaints(poppler::debug_func function, void* closure) { poppler::set_debug_error_function(function, closure); }
  Complaints(const Complaints&) = delete;
  Complaints& operator=(const Complaints&) = delete;
  ~Complaints() {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
  }
};

/// Whether a file without its end may lack what a page shows: `/Contents 7 0 R` and no whole object 7, or no page of
/// the file says where its contents are (newer files pack that away). Where they are all there, a page without letters
/// is blank.
bool lost_contents(std::string_view bytes) {
  static const RE2 mark("/Contents\\s*(\\[[\\dR\\s]*\\]|\\d{1,9}\\s+\\d{1,5}\\s+R)", RE2::Latin1),
      reference("(\\d{1,9}\\s+\\d{1,5})\\s+R", RE2::Latin1),
      object("(\\d{1,9}\\s+\\d{1,5})\\s+obj\\b|\\bendobj\\b", RE2::Latin1);
  const auto name = [](const re2::StringPiece& found) {
    const std::string_view words(found.data(), found.size()), blanks = " \t\r\n\f";
    return std::string(words.substr(0, words.find_first_of(blanks))) + ' ' +
           std::string(words.substr(words.find_last_of(blanks) + 1));
  };
  std::set<std::string> whole;
  std::string open;
  re2::StringPiece rest(bytes.data(), bytes.size()), found;
  while (RE2::FindAndConsume(&rest, object, &found)) {
    if (!found.empty())
      open = name(found);
    else if (!open.empty())
      whole.insert(std::exchange(open, {}));
  }
  bool told = false;
  rest = {bytes.data(), bytes.size()};
  while (RE2::FindAndConsume(&rest, mark, &found)) {
    told = true;
    for (re2::StringPiece list = found, one; RE2::FindAndConsume(&list, reference, &one);)
      if (!whole.contains(name(one))) return true;
  }
  return !told;
}

}  // namespace

Result<std::string> pdf_text(std::string_view bytes) {
  std::string reason;  // the library's first complaint, with its place in the file
  const auto keep_first = [](const std::string& words, void* kept) {
    auto& first = *static_cast<std::string*>(kept);
    if (first.empty()) first = single_line(words);
  };
  const Complaints complaints(keep_first, &reason);
  const std::unique_ptr<poppler::document> document(
      poppler::document::load_from_raw_data(bytes.data(), static_cast<int>(bytes.size())));
  const auto broken = [&] { return fail("plan_input.pdf_broken", {{"reason", reason.empty() ? "no pages" : reason}}); };
  if (!document) return broken();
  if (document->is_locked()) return fail("plan_input.pdf_locked");
  const int count = document->pages();
  if (count > limits::kPages) return fail("plan_input.pdf_pages", {{"pages", count}, {"limit", limits::kPages}});
  if (count <= 0) return broken();
  const bool whole = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 4096)).find("%%EOF") != bytes.npos;
  const bool lost = !whole && lost_contents(bytes);
  std::vector<PageContent> pages;
  std::size_t letters = 0;
  for (int i = 0; i < count; ++i) {
    const std::unique_ptr<poppler::page> page(document->create_page(i));
    const auto lacks_page = [&] {
      return fail("plan_input.pdf_page", {{"page", i + 1}, {"pages", count}}, "page " + std::to_string(i + 1));
    };
    if (!page) return lacks_page();
    pages.push_back(read_page(*page));
    if (lost && pages.back().lines.empty() && pages.back().tables.empty()) return lacks_page();
    for (const auto& line : pages.back().lines) letters += line.text.size();
    for (const auto& table : pages.back().tables)
      for (const auto& cell : table.cells) letters += cell.text.size();
    if (letters > limits::kText) return fail("plan_input.text_too_large", {{"limit", limits::kText}});
  }
  constexpr std::size_t kFewLetters = 30;  // a page number that a scanner printed is no text layer
  if (letters < kFewLetters * pages.size() / 2 + 1) return fail("plan_input.scan", {{"pages", count}});
  drop_margins(pages);
  if (!pages.empty()) drop_furniture(pages);
  take_tab_rows(pages);
  UnruledTables unruled;
  for (auto& page : pages) unruled.take(page);
  Flow flow(pages);
  for (auto& page : pages) flow.take(page);
  return std::move(flow).done();
}

}  // namespace limpid::plan
