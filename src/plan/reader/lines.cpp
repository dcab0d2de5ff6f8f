// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/lines.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

#include "base/text.hpp"
#include "plan/reader/answering_items.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/run_on_items.hpp"
#include "plan/reader/run_on_text.hpp"
#include "plan/reader/signatures.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kLongestHeading = 60;
constexpr std::size_t kNumberBytes = 16;  // what a number and the word after it take

const RE2& numbering() {
  static const RE2 re(
      "^(?:第([一二三四五六七八九十]{1,3}|\\d{1,2})(?:部分|章|篇|节)|([一二三四五六七八九十]{1,3})、|"
      "[(〔]([一二三四五六七八九十]{1,3})[)〕]|(\\d{1,3})[.、]|第([一二三四五六七八九十百]{1,4}|\\d{1,3})条|"
      "\\(?(\\d{1,3})\\))[:]?");
  return re;
}

/// The usual headings of such plans where they stand without a number.
bool is_bare_heading(std::string_view line) {
  static const RE2 re(
      "^(?:主要|总体|工作|行动|年度|分区域|整治|治理)?(?:目标任务|任务目标|目标指标|目标|重点任务|工作任务|主要任务|"
      "工作措施|重点工作|"
      "工作重点|保障措施|组织保障|工作保障|工作要求|有关要求|攻坚时段|实施时段|实施步骤|时间安排|总体要求|指导思想|"
      "基本原则)$");
  return RE2::FullMatch(line, re);
}

/// What a page prints around its text: `- 3 -`, `第3页共9页`, a line of a table of contents (`一、总体要求......1`), a
/// rule of dashes, the line under a heading of Markdown.
bool is_page_mark(std::string_view line) {
  static const RE2 re(
      "^(?:.*(?:[.·]{4,}|-{6,})\\d{1,3}|[-—–·]{0,2}\\d{1,3}[-—–·]{1,2}|第\\d{1,3}页(?:[,/]?共\\d{1,3}页)?|\\d{1,3}/"
      "\\d{1,3}|[-—–_=*:|\\t]{2,})$");
  return RE2::FullMatch(line, re);
}

bool is_title(std::string_view line) {
  static const RE2 re(
      "^(?:20\\d{2}(?:[-—–~至](?:20)?\\d{2})?年|[^\\d(《#、,。;:!?|\"“])[^。;,:!?|\\t]*"
      "(?:计划|方案|细则|责任书|任务书|要点|工作安排|意见|行动纲要|分解表|清单|规划|台账|任务表|若干措施)(?:\\([^()]*"
      "\\))?"
      "$");
  return text::count_chars(line) <= kLongestHeading && RE2::PartialMatch(line, re);
}

bool is_attachment(std::string_view line) {
  static const RE2 re("^[-•·]?(?:附[件表录](?:\\d|[一二三四五六七八九十]{0,2}(?:[:.、]|$))|附:)");
  return RE2::PartialMatch(line, re);
}

bool is_footer(std::string_view line) {
  static const RE2 re("^(?:抄送|主送)[:]|印发$");
  return read_signed_day(line) || RE2::PartialMatch(line, re);
}

/// `1.096亿` and `1、3号` are no starts of an item, `1.2024年…`, `1.10月底前…` and `1、39个…` are.
bool begins_words(std::string_view mark, std::string_view rest) {
  static const RE2 digit("^\\d"), number("^\\d{1,3}[、号#]"), date("^(?:20\\d{2}年|\\d{1,2}月)");
  if (!RE2::PartialMatch(rest, digit)) return true;
  return mark.ends_with("、") ? !RE2::PartialMatch(rest, number) : RE2::PartialMatch(rest, date);
}

LineKind kind_of_chapter(std::string_view number) {
  if (holds_any(number, {"节"})) return LineKind::section;
  return holds_any(number, {"章"}) ? LineKind::chapter : LineKind::volume;
}

void read_numbering(std::string_view line, Line& out) {
  constexpr std::array kinds{LineKind::chapter, LineKind::level1,  LineKind::level2,
                             LineKind::level3,  LineKind::article, LineKind::level4};
  constexpr std::size_t kDotted = 3;
  std::array<re2::StringPiece, kinds.size() + 1> groups;
  if (!numbering().Match(line, 0, line.size(), RE2::ANCHOR_START, groups.data(), static_cast<int>(groups.size())))
    return;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const auto& digits = groups[i + 1];
    if (digits.empty()) continue;
    const std::size_t after = groups[0].size();
    if (i == kDotted && !begins_words(line.substr(0, after), line.substr(after))) return;
    const std::string_view shown(digits.data(), digits.size());
    out.number = static_cast<int>(numeral(shown));
    out.kind = kinds[i] == LineKind::chapter ? kind_of_chapter(line.substr(0, after)) : kinds[i];
    out.head = out.begin + after;
    return;
  }
}

Line classify(std::string_view all, std::size_t begin, std::size_t end) {
  Line line{begin, end, begin, LineKind::text, 0, {}, {}};
  const auto view = all.substr(begin, end - begin);
  if (view.find_first_not_of('\t') == std::string_view::npos || is_page_mark(view)) {
    line.kind = LineKind::blank;
  } else if (view.find('\t') != std::string_view::npos || std::count(view.begin(), view.end(), '|') >= 2) {
    line.kind = LineKind::row;
  } else if (is_attachment(view)) {
    line.kind = LineKind::attachment;
  } else if (is_footer(view)) {
    line.kind = LineKind::footer;
  } else {
    read_numbering(view, line);
    if (line.kind == LineKind::text && is_bare_heading(view)) line.kind = LineKind::level1;
    if (line.kind == LineKind::text && is_title(view)) line.kind = LineKind::title;
  }
  return line;
}

/// `附件 任务清单`: what a blank parts from the word is the annex's title.
bool heads_annex(const SourceText& text, const Line& line) {
  static const RE2 re("^附[件表录].*(?:清单|台账|表|名单|名册|目录)$");
  constexpr std::size_t kWord = 6;  // bytes of 附件
  const bool words = line.kind == LineKind::text || line.kind == LineKind::title;
  return words && text.blank_before(line.begin + kWord) && RE2::PartialMatch(text.view(line.begin, line.end), re);
}

/// Several short items may share a line: `(一)按月调度。(二)严肃问责。`
std::size_t next_item_in_line(std::string_view all, const Line& line, std::size_t from) {
  if (line.kind != LineKind::level2) return line.end;
  constexpr std::string_view stop = "。(";
  const auto within = all.substr(0, line.end);
  for (auto at = within.find(stop, from); at != std::string_view::npos; at = within.find(stop, at + stop.size())) {
    const std::size_t begin = at + stop.size() - 1;
    const Line next = numbered_line(all, begin, std::min(line.end, begin + kNumberBytes));
    if (next.kind == LineKind::level2 && next.number == line.number + 1) return begin;
  }
  return line.end;
}

void take_line(const SourceText& text, std::size_t begin, std::size_t end, std::vector<Line>& lines) {
  const auto all = text.view();
  for (std::size_t at = begin; at < end || at == begin;) {
    Line line = classify(all, at, end);
    if (heads_annex(text, line)) line.kind = LineKind::attachment;
    line.end = next_item_in_line(all, line, at);
    at = line.end;
    lines.push_back(line);
    if (at >= end) break;
  }
}

/// A date alone under a title is when the plan was made: it ends nothing, unlike the one under a notice's last
/// sentence.
void free_dates_of_titles(std::string_view all, std::vector<Line>& lines) {
  bool said = false;
  for (auto& line : lines) {
    const auto words = all.substr(line.begin, line.end - line.begin);
    if (line.kind == LineKind::title)
      said = false;
    else if (line.kind == LineKind::footer && !said && read_signed_day(words))
      line.kind = LineKind::blank;
    else if (level(line.kind) > 0 || line.kind == LineKind::row || words.find("。") != std::string_view::npos)
      said = true;
  }
}

/// The number of a line whose words seem to begin with a digit (`4.2座储油库`, `16.5—9月`), 0 for any other.
int number_before_digit(std::string_view line) {
  static const RE2 re("^(\\d{1,3})\\.\\d+(?:\\.\\d+)?(?:\\p{Han}|[-—–~%:、A-Za-z])");
  constexpr std::size_t kHead = 24;  // bytes
  int number = 0;
  return RE2::PartialMatch(line.substr(0, kHead), re, &number) ? number : 0;
}

bool ends_whole(std::string_view line) {
  for (std::string_view stop : {"。", ";", ")", "〕", "】"})
    if (line.ends_with(stop)) return true;
  return false;
}

/// `4.2座储油库…` is the fourth item where it goes on from the third, behind a whole line, and no other fourth follows;
/// `1.86家企业…` the first below a heading where the second follows.
void number_by_neighbours(std::string_view all, std::vector<Line>& lines) {
  int last = 0;
  const Line* before = nullptr;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line& line = lines[i];
    if (line.kind == LineKind::blank) continue;
    const int number =
        line.kind == LineKind::text ? number_before_digit(all.substr(line.begin, line.end - line.begin)) : 0;
    const bool heads = before && level(before->kind) > 0 && level(before->kind) < kPointLevel;
    const bool whole = before && ends_whole(all.substr(before->begin, before->end - before->begin));
    if (number > 0 && (number == 1 ? heads : whole && number == last + 1)) {
      int next = 0;
      for (std::size_t j = i + 1; j < lines.size() && next == 0; ++j) {
        if (level(lines[j].kind) > 0 && level(lines[j].kind) < kPointLevel) break;
        if (lines[j].kind == LineKind::level3) next = lines[j].number;
        if (lines[j].kind == LineKind::text)
          next = number_before_digit(all.substr(lines[j].begin, lines[j].end - lines[j].begin));
      }
      constexpr int kSureSeries = 3;
      if (next == number + 1 || (number >= kSureSeries && next != number)) {
        line.kind = LineKind::level3;
        line.number = number;
        line.head = line.begin + std::to_string(number).size() + 1;
      }
    }
    if (line.kind == LineKind::level3) last = line.number;
    before = &line;
  }
}

/// The words of an entry of a table of contents: `第一节 工业治理…… 3` without its page.
std::string_view contents_entry(std::string_view line) {
  const auto words = line.substr(0, line.find_last_not_of("0123456789") + 1);
  return words.substr(0, words.find_last_not_of(".·-\t") + 1);
}

/// Below 目录 what stands again further down, or leads to a page (`一、总则... 1`), is no heading yet. An entry may be
/// the beginning of its heading's line.
void drop_contents(std::string_view all, std::vector<Line>& lines) {
  constexpr std::string_view kStop = "。";
  const auto words = [&](const Line& line) { return all.substr(line.begin, line.end - line.begin); };
  const auto head = std::find_if(lines.begin(), lines.end(), [&](const Line& line) { return words(line) == "目录"; });
  if (head == lines.end()) return;
  static const RE2 leads_to_page("[.·]{2,}[-—–]?\\d{1,3}[-—–]?$");
  std::unordered_map<std::string_view, std::size_t> last;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (level(lines[i].kind) > 0 || lines[i].kind == LineKind::attachment)
      last[words(lines[i]).substr(0, words(lines[i]).find(kStop))] = i;
  head->kind = LineKind::blank;
  for (auto i = static_cast<std::size_t>(head - lines.begin()) + 1; i < lines.size(); ++i) {
    if (lines[i].kind == LineKind::blank) continue;
    const auto again = last.find(contents_entry(words(lines[i])));
    if ((again == last.end() || again->second <= i) && !RE2::PartialMatch(words(lines[i]), leads_to_page)) break;
    lines[i].kind = LineKind::blank;
  }
}

}  // namespace

int level(LineKind kind) {
  switch (kind) {
    case LineKind::volume:
    case LineKind::chapter:
    case LineKind::level1: return kTopLevel;
    case LineKind::section: return kSectionLevel;
    case LineKind::article: return kArticleLevel;
    case LineKind::level2: return kGroupLevel;
    case LineKind::item: return kItemLevel;
    case LineKind::level3: return kPointLevel;
    case LineKind::level4: return kDeepestLevel;
    default: return 0;
  }
}

bool is_chapter(LineKind kind) {
  return kind == LineKind::volume || kind == LineKind::chapter || kind == LineKind::section;
}

Line numbered_line(std::string_view all, std::size_t begin, std::size_t end) {
  Line line{begin, end, begin, LineKind::text, 0, {}, {}};
  read_numbering(all.substr(begin, end - begin), line);
  return line;
}

std::vector<Line> split_lines(const SourceText& text) {
  const auto all = text.view();
  // A document whose headings have lines of their own is not one that lost its line ends.
  const bool parted = all.starts_with("一、") || all.find("\n一、") != std::string_view::npos;
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin < all.size();) {
    const auto newline = all.find('\n', begin);
    const std::size_t end = newline == std::string_view::npos ? all.size() : newline;
    auto cuts = parted ? std::vector<std::size_t>{} : run_on_cuts(all, begin, end);
    cuts.push_back(end);
    for (const auto cut : cuts) {
      take_line(text, begin, cut, lines);
      begin = cut;
    }
    begin = end + 1;
  }
  drop_contents(all, lines);
  free_dates_of_titles(all, lines);
  number_by_neighbours(all, lines);
  part_run_on_items(all, lines);
  part_answering_items(text, lines);
  return lines;
}

std::string_view heading_of(const SourceText& text, const Line& line) {
  const auto view = text.view(line.head, line.end);
  return view.substr(0, view.find("。"));
}

bool has_title(const SourceText& text, const Line& line) {
  constexpr std::size_t kLongest = 20;
  constexpr std::string_view stop = "。";
  const auto words = text.view(line.head, line.end);
  const auto at = words.find(stop);
  return at != std::string_view::npos && at + stop.size() < words.size() &&
         text::count_chars(words.substr(0, at)) <= kLongest;
}

}  // namespace limpid::plan
