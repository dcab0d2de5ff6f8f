// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/columns.hpp"

#include <re2/re2.h>

#include <array>

#include "plan/reader/han.hpp"
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
    ColumnWord{"进展", Column::other},  // what was done, not what is to be done
    ColumnWord{"进度", Column::other},
    ColumnWord{"完成情况", Column::other},
    ColumnWord{"断面", Column::section},
    ColumnWord{"目标水质", Column::target},
    ColumnWord{"水质目标", Column::target},
    ColumnWord{"考核目标", Column::target},
    ColumnWord{"乡镇", Column::township},
    ColumnWord{"投资", Column::investment},
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
    ColumnWord{"工作", Column::words},
    ColumnWord{"说明", Column::note},
    ColumnWord{"阶段", Column::category},
};

/// 任务名称 | 工作内容, 工作任务 | 具体要求 and 工作任务 | 目标值 name and tell one thing.
bool names_and_tells(const TableHeading& heading, const Cells& cells) {
  bool first = true;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (heading.columns[i] != Column::words) continue;
    static const RE2 names("名称$"), tells("(?:要求|目标值?|指标)$");
    if (RE2::PartialMatch(cells[i].view(), first ? names : tells)) return true;
    first = false;
  }
  return false;
}

/// 考核级别, 断面属性: in a table of sections who assesses each.
void find_level_column(TableHeading& heading, const Cells& cells) {
  static const RE2 level(
      "^(?:(?:水质)?(?:考核|控制|管控)?断面|考核|控制|管控|监测)?(?:级别|等级|层级|类别|类型|属性|性质)$");
  const auto says = [&](std::size_t i) { return RE2::FullMatch(cells[i].view(), level); };
  bool section = false;
  for (std::size_t i = 0; i < cells.size(); ++i)
    section = section || (heading.columns[i] == Column::section && !says(i));
  for (std::size_t i = 0; section && i < cells.size(); ++i)
    if (says(i)) heading.columns[i] = Column::level;
}

/// `断面名称 | 责任镇(街道) | 2020年目标`: in a table of sections that tells no duty the goal is the target, and who
/// answers is the place.
void find_section_columns(TableHeading& heading, const Cells& cells) {
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

/// 所在镇, 属地街道: in a table of sections where each is.
void find_place_column(TableHeading& heading, const Cells& cells) {
  static const RE2 place("(?:所在|所属|所处|属地)地?(?:乡|镇|街道|办事处|园区|[、/()])+");
  for (std::size_t i = 0; i < cells.size() && heading.has(Column::section) && !heading.has(Column::township); ++i)
    if (heading.columns[i] == Column::other && RE2::FullMatch(cells[i].view(), place))
      heading.columns[i] = Column::township;
}

/// `指标 | 2020年 | 2025年目标值 | 单位`: none of duties.
void find_indicators(TableHeading& heading, const Cells& cells) {
  static const RE2 name("(?:主要|考核|具体|规划|核心|评价)?指标(?:名称|内容)?"), aim("目标"), year("(20\\d{2})年?"),
      counted("(?:计量)?单位");
  std::optional<std::size_t> named, aimed;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (RE2::FullMatch(cells[i].view(), name))
      named = i;
    else if (RE2::PartialMatch(cells[i].view(), aim))
      aimed = i;
  }
  if (!named || !aimed || heading.answers() || heading.has(Column::section)) return;
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (heading.columns[i] != Column::number)
      heading.columns[i] = i == *named                                ? Column::words
                           : i == *aimed                              ? Column::target
                           : RE2::FullMatch(cells[i].view(), counted) ? Column::unit_of_measure
                                                                      : Column::other;
  heading.indicators = true;
  std::string number;
  if (RE2::PartialMatch(cells[*aimed].view(), year, &number)) heading.until = number + "年";
}

/// A day or a month under what would be a time's column stands in a row of data, and so does a body under a column that
/// no heading word names: `修复工程 | … | 2025年12月完工 | 县水利局` is a row, whatever words its cells have in common
/// with headings; `6月底前目标`, `完成时限(2024年12月底前)` are none.
bool tells_data(const TableHeading& heading, const Cells& cells) {
  static const RE2 day("^[^()]*\\d[月日]");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto column = heading.columns[i];
    if ((column == Column::deadline || column == Column::start) && RE2::PartialMatch(cells[i].view(), day)) return true;
    if (column == Column::other && names_bodies(cells[i])) return true;
  }
  return false;
}

}  // namespace

Column column_of(std::string_view printed) {
  // `责任单位(第一个为牵头单位)`: what stands in brackets only says more.
  static const RE2 aside("\\([^()]*\\)");
  std::string heading(printed);
  RE2::GlobalReplace(&heading, aside, "");
  const auto names = [&](const ColumnWord& w) { return heading.find(w.word) != std::string::npos; };
  if (std::none_of(kColumnWords.begin(), kColumnWords.end(), names)) heading = printed;
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

bool is_worded_category(std::string_view words) {
  static const RE2 re(LIMPID_HAN "(?:" LIMPID_HAN "|[、()]){2,19}");
  return RE2::FullMatch(words, re);
}

void find_words_column(std::vector<Column>& columns) {
  const auto has = [&](Column c) { return std::find(columns.begin(), columns.end(), c) != columns.end(); };
  if (has(Column::words) || has(Column::section) || !has(Column::number) || !has(Column::deadline)) return;
  if (!has(Column::lead) && !has(Column::responsible)) return;
  const auto unknown =
      std::find(std::find(columns.begin(), columns.end(), Column::number), columns.end(), Column::other);
  if (unknown != columns.end()) *unknown = Column::words;
}

constexpr std::string_view kGoesOn = "(续)";

bool goes_on_with_number(const SourceText& cell) {
  return cell.view().ends_with(kGoesOn);
}

int serial_number(const SourceText& cell) {
  auto view = cell.view();
  if (goes_on_with_number(cell)) view.remove_suffix(kGoesOn.size());
  if (view.empty() || view.size() > 4) return 0;
  int value = 0;
  for (char c : view) {
    if (c < '0' || c > '9') return 0;
    value = value * 10 + (c - '0');
  }
  return value;
}

Serial serial_of(const SourceText& cell) {
  static const RE2 parted("(\\d{1,2})[.-](\\d{1,2})");
  Serial serial{0, serial_number(cell)};
  constexpr std::size_t kLongest = 5;
  if (serial.number == 0 && cell.view().size() <= kLongest)
    RE2::FullMatch(cell.view(), parted, &serial.part, &serial.number);
  return serial;
}

std::optional<TableHeading> read_heading(const Cells& cells) {
  TableHeading heading;
  bool named = false, told = false;
  for (const auto& cell : cells) {
    if (serial_of(cell).number) return std::nullopt;
    heading.columns.push_back(column_of(cell.view()));
    static const RE2 name("^(?:项目|工程)名称"), what("建设(?:内容|规模)");
    static const RE2 money("[(](?:单位[:]?)?([万亿]?元)[)]$");
    if (heading.columns.back() == Column::investment) RE2::PartialMatch(cell.view(), money, &heading.money);
    named = named || RE2::PartialMatch(cell.view(), name);
    told = told || RE2::PartialMatch(cell.view(), what);
  }
  heading.works = named && told;
  find_level_column(heading, cells);
  find_section_columns(heading, cells);
  find_place_column(heading, cells);
  find_indicators(heading, cells);
  find_words_column(heading.columns);
  // 重点任务 | 具体措施: the first is what the second belongs to; 任务名称 | 工作内容: its name.
  const auto first_words = std::find(heading.columns.begin(), heading.columns.end(), Column::words);
  if (std::count(heading.columns.begin(), heading.columns.end(), Column::words) > 1) {
    const bool named_words = names_and_tells(heading, cells) || heading.has(Column::category);
    if (!named_words)
      *first_words = Column::category;
    else if (heading.answers())
      *first_words = Column::name;
  }
  const auto number = std::find(heading.columns.begin(), heading.columns.end(), Column::number);
  if (number == heading.columns.end()) {
    // Duties may stand in a table without numbers.
    const bool tells = heading.answers() || heading.indicators;
    if (!heading.has(Column::words) || !tells || heading.columns.size() < 3) return std::nullopt;
    if (tells_data(heading, cells)) return std::nullopt;
    heading.number = TableHeading::kNone;
    return heading;
  }
  heading.number = static_cast<std::size_t>(number - heading.columns.begin());
  return heading;
}

bool is_lower_heading(const std::vector<Column>& above, const Cells& below) {
  static const RE2 part("^(?:牵头|主办|责任|负责|承办|配合|协办|协同|协助|参与|参加)(?:责任)?(?:单位|部门|主体)$");
  if (below.size() != above.size()) return false;
  std::size_t parts = 0;
  for (const auto& cell : below) {
    if (cell.empty()) continue;
    if (!RE2::PartialMatch(cell.view(), part)) return false;
    ++parts;
  }
  return parts > 1;
}

std::optional<std::vector<Column>> nested_heading(const std::vector<Column>& above, const Cells& below) {
  if (below.size() == above.size()) {
    auto columns = above;
    for (std::size_t i = 0; i < below.size(); ++i)
      if (!below[i].empty()) columns[i] = column_of(below[i].view());
    // A cell over several columns that counts as one moves those behind it to the left.
    const auto notes = [](const std::vector<Column>& all) { return std::count(all.begin(), all.end(), Column::note); };
    if (notes(above) > notes(columns) && columns.back() == Column::other) columns.back() = Column::note;
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

}  // namespace limpid::plan
