// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/tables.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <utility>

#include "plan/reader/deadlines.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

struct ColumnWord {
  std::string_view word;
  Column column;
};

/// The first word that a heading contains decides.
constexpr std::array kColumnWords{
    ColumnWord{"序号", Column::number},
    ColumnWord{"编号", Column::number},
    ColumnWord{"类别", Column::category},
    ColumnWord{"备注", Column::note},
    ColumnWord{"督导", Column::other},  // 督导责任单位 watches those who answer
    ColumnWord{"督办", Column::other},
    ColumnWord{"督查", Column::other},
    ColumnWord{"验收单位", Column::other},
    ColumnWord{"验收责任", Column::other},
    ColumnWord{"考核单位", Column::other},
    ColumnWord{"牵头", Column::lead},
    ColumnWord{"主办", Column::lead},
    ColumnWord{"配合", Column::cooperating},
    ColumnWord{"协办", Column::cooperating},
    ColumnWord{"参与", Column::cooperating},
    ColumnWord{"参加", Column::cooperating},
    ColumnWord{"协同", Column::cooperating},
    ColumnWord{"协作", Column::cooperating},
    ColumnWord{"协助", Column::cooperating},
    ColumnWord{"责任", Column::responsible},
    ColumnWord{"负责", Column::responsible},
    ColumnWord{"实施单位", Column::responsible},
    ColumnWord{"实施主体", Column::responsible},
    ColumnWord{"主责", Column::responsible},
    ColumnWord{"承办", Column::responsible},
    ColumnWord{"落实单位", Column::responsible},
    ColumnWord{"落实部门", Column::responsible},
    ColumnWord{"落实主体", Column::responsible},
    ColumnWord{"完工", Column::deadline},
    ColumnWord{"竣工", Column::deadline},
    ColumnWord{"开工", Column::start},
    ColumnWord{"开始时间", Column::start},
    ColumnWord{"启动时间", Column::start},
    ColumnWord{"时限", Column::deadline},
    ColumnWord{"时间", Column::deadline},
    ColumnWord{"期限", Column::deadline},
    ColumnWord{"时效", Column::deadline},
    ColumnWord{"日期", Column::deadline},
    ColumnWord{"节点", Column::deadline},
    ColumnWord{"工期", Column::deadline},
    ColumnWord{"完成年限", Column::deadline},
    ColumnWord{"进度要求", Column::deadline},
    ColumnWord{"断面", Column::section},
    ColumnWord{"目标水质", Column::target},
    ColumnWord{"水质目标", Column::target},
    ColumnWord{"考核目标", Column::target},
    ColumnWord{"乡镇", Column::township},
    ColumnWord{"任务", Column::words},
    ColumnWord{"措施", Column::words},
    ColumnWord{"举措", Column::words},
    ColumnWord{"事项", Column::words},
    ColumnWord{"项目", Column::words},
    ColumnWord{"工程", Column::words},
    ColumnWord{"内容", Column::words},
    ColumnWord{"要求", Column::words},
    ColumnWord{"目标", Column::words},
    ColumnWord{"指标", Column::words},
};

using Cells = std::vector<SourceText>;

/// The runs of a cell in one piece; units on lines of their own are parted.
SourceText join_runs(const SourceText& text, const std::vector<std::pair<std::size_t, std::size_t>>& runs) {
  SourceText cell = text.slice(0, 0);
  for (const auto& [begin, end] : runs) {
    const auto next = text.slice(begin, end);
    const auto span = text.span(begin, end);
    const bool one_name = cell.view().ends_with("城乡") && next.view().starts_with("建设");  // no township
    if (!cell.empty() && !one_name && names_bodies(cell) && names_bodies(next)) cell.push("\n", span.start, span.start);
    cell.append(next, 0, next.size());
  }
  return cell;
}

Cells split_cells(const SourceText& text, const Line& line) {
  if (!line.cells.empty()) {
    Cells cells;
    cells.reserve(line.cells.size());
    for (const auto& runs : line.cells) cells.push_back(join_runs(text, runs));
    return cells;
  }
  const auto all = text.view();
  const char mark = all.substr(line.begin, line.end - line.begin).find('\t') == std::string_view::npos ? '|' : '\t';
  std::size_t begin = line.begin, stop = line.end;
  if (mark == '|' && all[begin] == '|' && all[stop - 1] == '|') ++begin, --stop;  // Markdown's outer rules
  Cells cells;
  while (begin <= stop) {
    const std::size_t end = std::min(all.find(mark, begin), stop);
    cells.push_back(text.slice(begin, end));
    begin = end + 1;
  }
  return cells;
}

/// A serial number, else 0.
int serial(const SourceText& cell) {
  const auto view = cell.view();
  if (view.empty() || view.size() > 4) return 0;
  int value = 0;
  for (char c : view) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + (c - '0');
  }
  return value;
}

struct Heading {
  std::vector<Column> columns;
  std::size_t number = 0;
  bool works = false;  ///< 项目名称 beside 建设内容
  bool operator==(const Heading&) const = default;
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  bool answers() const { return has(Column::lead) || has(Column::responsible) || has(Column::deadline); }
  bool has(Column c) const { return std::find(columns.begin(), columns.end(), c) != columns.end(); }
};

/// 任务名称 | 工作内容, 工作任务 | 具体要求 and 工作任务 | 目标值 name and tell one thing.
bool names_and_tells(const Heading& heading, const Cells& cells) {
  bool first = true;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (heading.columns[i] != Column::words) continue;
    static const RE2 names("名称$"), tells("(?:要求|目标值?|指标)$");
    if (RE2::PartialMatch(cells[i].view(), first ? names : tells)) return true;
    first = false;
  }
  return false;
}

/// `断面名称 | 责任镇(街道) | 2020年目标`: in a table of sections that tells no duty the goal is the target, and who
/// answers is the place.
void find_section_columns(Heading& heading, const Cells& cells) {
  if (!heading.has(Column::section) || heading.has(Column::target)) return;
  std::optional<std::size_t> target;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (heading.columns[i] != Column::words) continue;
    if (target || cells[i].view().find("目标") == std::string_view::npos) return;
    target = i;
  }
  if (!target) return;
  heading.columns[*target] = Column::target;
  static const RE2 place("(?:乡|镇|街道)\\)?$");
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (is_units(heading.columns[i]) && !heading.has(Column::township) && RE2::PartialMatch(cells[i].view(), place))
      heading.columns[i] = Column::township;
}

std::optional<Heading> read_heading(const Cells& cells) {
  Heading heading;
  bool named = false, told = false;
  for (const auto& cell : cells) {
    if (serial(cell)) return std::nullopt;
    heading.columns.push_back(column_of(cell.view()));
    static const RE2 name("^(?:项目|工程)名称"), what("建设(?:内容|规模)");
    named = named || RE2::PartialMatch(cell.view(), name);
    told = told || RE2::PartialMatch(cell.view(), what);
  }
  heading.works = named && told;
  find_section_columns(heading, cells);
  find_words_column(heading.columns);
  // 重点任务 | 具体措施: the first is what the second belongs to.
  const auto first_words = std::find(heading.columns.begin(), heading.columns.end(), Column::words);
  if (!names_and_tells(heading, cells) && !heading.has(Column::category) &&
      std::count(heading.columns.begin(), heading.columns.end(), Column::words) > 1)
    *first_words = Column::category;
  const auto number = std::find(heading.columns.begin(), heading.columns.end(), Column::number);
  if (number == heading.columns.end()) {
    // Duties may stand in a table without numbers.
    if (!heading.has(Column::words) || !heading.answers() || heading.columns.size() < 3) return std::nullopt;
    heading.number = Heading::kNone;
    return heading;
  }
  heading.number = static_cast<std::size_t>(number - heading.columns.begin());
  return heading;
}

/// A heading of two rows, 责任分工 over 牵头单位 and 配合单位. Below stand the parts alone, as a browser copies them,
/// or with empty cells under what spans both rows.
std::optional<std::vector<Column>> nest(const std::vector<Column>& above, const Cells& below) {
  if (below.size() == above.size()) {
    auto columns = above;
    for (std::size_t i = 0; i < below.size(); ++i)
      if (!below[i].empty()) columns[i] = column_of(below[i].view());
    return columns;
  }
  const auto same_kind = [](Column a, Column b) { return a == b || (is_units(a) && is_units(b)); };
  std::vector<Column> columns;
  std::size_t next = 0;
  for (const Column whole : above) {
    const std::size_t first = next;
    for (; next < below.size() && same_kind(whole, column_of(below[next].view())); ++next)
      columns.push_back(column_of(below[next].view()));
    if (next == first) columns.push_back(whole);
  }
  if (next < below.size()) return std::nullopt;
  return columns;
}

/// A list of works has no categories and says so in its caption or heading; else it is a ledger.
TableKind kind_of(const Heading& heading, std::string_view caption) {
  if (heading.has(Column::section) && heading.has(Column::target)) return TableKind::targets;
  if (!heading.has(Column::words)) return TableKind::none;
  const bool works =
      heading.works || caption.find("工程") != std::string_view::npos || caption.find("项目") != std::string_view::npos;
  return works && !heading.has(Column::category) ? TableKind::projects : TableKind::ledger;
}

class TableReader {
 public:
  TableReader(const SourceText& text, const std::vector<Line>& lines) : text_(text), lines_(lines) {}

  void take(const RowLine& row) {
    const Line& line = lines_[row.line];
    Cells cells = split_cells(text_, line);
    auto heading = read_heading(cells);
    if (heading && heading->number == Heading::kNone && opened_) {
      opened_ = false;
      if (auto columns = nest(heading_.columns, cells)) {
        heading_.columns = std::move(*columns);
        const auto number = std::find(heading_.columns.begin(), heading_.columns.end(), Column::number);
        if (number != heading_.columns.end())
          heading_.number = static_cast<std::size_t>(number - heading_.columns.begin());
        tables_.back().kind = kind_of(heading_, caption_);
        return;
      }
    }
    opened_ = heading && heading->number != Heading::kNone;
    if (heading) {
      start(std::move(*heading), row);
    } else if (!tables_.empty()) {
      take_row(cells, text_.span(line.begin, line.end));
    }
  }

  std::vector<Table> done() && { return std::move(tables_); }

 private:
  void start(Heading heading, const RowLine& row) {
    std::string_view caption;
    if (row.caption) caption = text_.view(lines_[*row.caption].begin, lines_[*row.caption].end);
    const bool goes_on = !tables_.empty() && heading == heading_ && (caption.empty() || caption == caption_);
    if (goes_on) return;
    tables_.push_back({kind_of(heading, caption), {}});
    heading_ = std::move(heading);
    caption_ = caption;
    category_ = SourceText({});
  }

  /// Without numbers a row is what has words and says by when or who; its category's cell may be missing.
  bool take_unnumbered(const Cells& cells, Span span) {
    const std::size_t shift = cells.size() + 1 == heading_.columns.size() ? 1 : 0;
    bool told = false, answered = false;
    for (std::size_t i = 0; i < cells.size() && i + shift < heading_.columns.size(); ++i) {
      const auto column = heading_.columns[i + shift];
      if (cells[i].empty()) continue;
      told = told || column == Column::words;
      answered = answered || column == Column::lead || column == Column::responsible || column == Column::deadline;
    }
    if (told && answered) add(static_cast<int>(tables_.back().rows.size()) + 1, cells, shift, span);
    return told && answered;
  }

  void take_row(Cells& cells, Span span) {
    if (lacks_category(cells)) cells.insert(cells.begin() + 1, text_.slice(0, 0));
    if (heading_.number == Heading::kNone && take_unnumbered(cells, span)) return;
    for (const std::size_t shift : {std::size_t{0}, std::size_t{1}}) {
      if (heading_.number == Heading::kNone || shift > heading_.number || heading_.number - shift >= cells.size())
        continue;
      if (const int number = serial(cells[heading_.number - shift])) return add(number, cells, shift, span);
    }
    const bool alone = std::all_of(cells.begin() + 1, cells.end(), [](const SourceText& c) { return c.empty(); });
    if (alone && (heading_.columns.front() == Column::category || is_numbered_category(cells.front().view()))) {
      category_ = cells.front();
      category_is_new_ = true;
    } else if (!tables_.back().rows.empty()) {
      go_on(tables_.back().rows.back(), cells, span, broken_cell(cells));
    }
  }

  /// A category behind the number that spans rows is missing in all but the first: what stands under the columns then
  /// fits only one place further right.
  bool lacks_category(const Cells& cells) const {
    const auto& columns = heading_.columns;
    if (heading_.number != 0 || columns.size() < 3 || columns[1] != Column::category ||
        cells.size() + 1 != columns.size() || !serial(cells.front()))
      return false;
    int here = 0, right = 0;
    for (std::size_t i = 1; i < cells.size(); ++i) {
      here += fits(cells[i], columns[i]);
      right += fits(cells[i], columns[i + 1]);
    }
    return right > here;
  }

  static int fits(const SourceText& cell, Column column) {
    if (column == Column::deadline) {
      const auto times = read_deadline_cell(cell.view(), {1, 1});
      return !times.empty() && times.front().kind != DeadlineKind::other;
    }
    return is_units(column) && names_bodies(cell);
  }

  /// A line end inside a cell leaves a row without its last cells, and a line with the rest of that cell and them: how
  /// many columns that line stands to the right.
  std::size_t broken_cell(const Cells& cells) const {
    const bool rest = cells.size() > 1 && !cells.front().empty() && filled_ > 0;
    return rest && filled_ + cells.size() == heading_.columns.size() + 1 ? filled_ - 1 : 0;
  }

  void add(int number, const Cells& cells, std::size_t shift, Span span) {
    Row row{number, SourceText({}), false, {}, span};
    for (std::size_t i = 0; i < cells.size() && i + shift < heading_.columns.size(); ++i) {
      const Column column = heading_.columns[i + shift];
      if (column == Column::category && !cells[i].empty()) {
        const bool rest = category_is_new_ && is_numbered_category(category_.view()) &&
                          !is_numbered_category(cells[i].view());  // `三、散煤和清洁⏎取暖`
        if (rest)
          category_.append(cells[i], 0, cells[i].size());
        else
          category_ = cells[i];
        category_is_new_ = true;
      }
      // A table of duties may name a task before it tells it; in a list of works the rest is about the work.
      const bool told = column == Column::words && heading_.answers();
      const auto same =
          std::find_if(row.cells.begin(), row.cells.end(), [&](const auto& c) { return told && c.first == column; });
      if (same != row.cells.end())
        same->second.append(cells[i], 0, cells[i].size());
      else
        row.cells.emplace_back(column, cells[i]);
    }
    filled_ = cells.size() + shift;
    row.category = category_;
    row.opens_category = std::exchange(category_is_new_, false);
    tables_.back().rows.push_back(std::move(row));
  }

  /// A row that a page break cut: the same columns, without a number.
  void go_on(Row& row, const Cells& cells, Span span, std::size_t right) {
    if (right > 0) filled_ = 0;
    for (std::size_t i = 0; i < cells.size() && i + right < heading_.columns.size(); ++i) {
      const Column column = heading_.columns[i + right];
      if (column == Column::category || cells[i].empty()) continue;
      const auto same =
          std::find_if(row.cells.begin(), row.cells.end(), [&](const auto& c) { return c.first == column; });
      if (same == row.cells.end())
        row.cells.emplace_back(column, cells[i]);
      else
        same->second.append(cells[i], 0, cells[i].size());
    }
    row.span.end = span.end;
  }

  const SourceText& text_;
  const std::vector<Line>& lines_;
  std::vector<Table> tables_;
  Heading heading_;
  std::string_view caption_;
  SourceText category_{{}};
  bool opened_ = false;     ///< the line before was a heading
  std::size_t filled_ = 0;  ///< columns of the last row that its line reached
  bool category_is_new_ = false;
};

}  // namespace

Column column_of(std::string_view heading) {
  static const RE2 persons("领导|责任人|负责人|联系人|联络员"), bodies("单位|部门");
  if (RE2::PartialMatch(heading, persons) && !RE2::PartialMatch(heading, bodies)) return Column::other;
  for (const auto& [word, column] : kColumnWords)
    if (heading.find(word) != std::string_view::npos) return column;
  return Column::other;
}

bool is_units(Column column) {
  return column == Column::lead || column == Column::cooperating || column == Column::responsible;
}

bool is_numbered_category(std::string_view words) {
  static const RE2 re("^(?:[一二三四五六七八九十]{1,3}、|\\([一二三四五六七八九十]{1,3}\\))");
  return RE2::PartialMatch(words, re);
}

void find_words_column(std::vector<Column>& columns) {
  const auto has = [&](Column c) { return std::find(columns.begin(), columns.end(), c) != columns.end(); };
  if (has(Column::words) || has(Column::section) || !has(Column::number) || !has(Column::deadline)) return;
  if (!has(Column::lead) && !has(Column::responsible)) return;
  const auto unknown =
      std::find(std::find(columns.begin(), columns.end(), Column::number), columns.end(), Column::other);
  if (unknown != columns.end()) *unknown = Column::words;
}

const SourceText* Row::find(Column column) const {
  for (const auto& [c, cell] : cells)
    if (c == column && !cell.empty()) return &cell;
  return nullptr;
}

std::vector<Table> read_tables(const SourceText& text, const std::vector<Line>& lines,
                               const std::vector<RowLine>& rows) {
  TableReader reader(text, lines);
  for (const auto& row : rows) reader.take(row);
  return std::move(reader).done();
}

}  // namespace limpid::plan
