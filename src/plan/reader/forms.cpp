// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/forms.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "base/text.hpp"
#include "plan/reader/han.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kHeadBytes = 48;  // what a number and the word after it take at most

std::string_view start_of(const SourceText& text, const Line& line) {
  return text.view(line.begin, std::min(line.end, line.begin + kHeadBytes));
}

int number_in(const re2::StringPiece& digits) {
  return digits.empty() ? 0 : static_cast<int>(numeral({digits.data(), digits.size()}));
}

/// `2夯实…` (a blank stood between), `2.1科学…`, `2.1.3…`.
struct DecimalHead {
  std::size_t line = 0;
  int parts = 0;
  std::array<int, 3> number{};
  std::size_t size = 0;  ///< bytes of the number
};

std::optional<DecimalHead> read_decimal(const SourceText& text, const Line& line, std::size_t index) {
  if (line.kind != LineKind::text && line.kind != LineKind::level3) return std::nullopt;
  static const RE2 re("^(\\d{1,2})(?:[.．](\\d{1,2}))?(?:[.．](\\d{1,2}))?[.、:]?([^\\d.,、:%~—-])");
  static const RE2 measure(
      "^(?:公里|千米|米|厘米|毫米|平方|立方|万|亿|千|百|吨|克|微克|毫克|个|家|座|台|套|条|项|元|亩|公顷|倍|户|辆|处|"
      "蒸吨|小时|"
      "天|年|月|日|%|度|分贝|以上|以下|至)");
  const auto head = start_of(text, line);
  std::array<re2::StringPiece, 5> g;
  if (!re.Match(head, 0, head.size(), RE2::ANCHOR_START, g.data(), 5)) return std::nullopt;
  DecimalHead d{index,
                1,
                {number_in(g[1]), number_in(g[2]), number_in(g[3])},
                static_cast<std::size_t>(g[4].data() - head.data())};
  if (!g[2].empty()) d.parts = g[3].empty() ? 2 : 3;
  const auto words = head.substr(d.size);
  if (RE2::PartialMatch(words, measure) && !text.blank_before(line.begin + d.size)) return std::nullopt;
  if (d.parts == 1 && line.kind == LineKind::text && !text.blank_before(line.begin + d.size)) return std::nullopt;
  return d;
}

/// Keeps the numbers that go on from each other.
std::vector<DecimalHead> chained(const std::vector<DecimalHead>& candidates) {
  std::vector<DecimalHead> kept;
  std::array<int, 3> last{};
  for (const auto& d : candidates) {
    const auto& n = d.number;
    const bool opens = n[0] == last[0] + 1;
    bool goes_on = false;
    if (d.parts == 1) goes_on = opens;
    if (d.parts == 2) goes_on = (n[0] == last[0] && n[1] == last[1] + 1) || ((opens || last[0] == 0) && n[1] == 1);
    if (d.parts == 3) goes_on = n[0] == last[0] && ((n[1] == last[1] && n[2] == last[2] + 1) || n[2] == 1);
    if (!goes_on) continue;
    last = n;
    kept.push_back(d);
  }
  return kept;
}

void recognise_decimals(const SourceText& text, std::vector<Line>& lines) {
  std::vector<DecimalHead> candidates;
  std::set<int> over;  // chapters with 2.1 under them
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (auto d = read_decimal(text, lines[i], i)) {
      if (d->parts > 1) over.insert(d->number[0]);
      candidates.push_back(*d);
    }
  }
  constexpr std::size_t kFewest = 2;
  if (over.empty()) return;
  // A chapter is one only in a document with numbers below it; `1.` may count anything.
  const auto kept = chained(candidates);
  if (std::count_if(kept.begin(), kept.end(), [](const DecimalHead& d) { return d.parts > 1; }) <
      static_cast<std::ptrdiff_t>(kFewest))
    return;
  for (const auto& d : kept) {
    Line& line = lines[d.line];
    if (d.parts == 1 && !over.contains(d.number[0])) {
      constexpr std::size_t kLongestChapter = 30;
      if (line.kind == LineKind::level3 || text::count_chars(text.view(line.begin, line.end)) > kLongestChapter)
        continue;
    }
    constexpr std::array kinds{LineKind::level1, LineKind::level2, LineKind::level3};
    line.kind = kinds[static_cast<std::size_t>(d.parts - 1)];
    line.number = d.number[static_cast<std::size_t>(d.parts - 1)];
    line.head = line.begin + d.size;
    if (d.parts > 1) line.decimal = std::to_string(d.number[0]) + "." + std::to_string(d.number[1]);
    if (d.parts > 2) line.decimal += "." + std::to_string(d.number[2]);
  }
}

struct FoundItem {
  std::size_t line;
  int number;
  std::size_t size;
};

/// 第一方面 above 问题1 and 问题2, 第二方面 above 问题3: each of the one has some of the other below it.
bool encloses(const std::vector<FoundItem>& outer, const std::vector<FoundItem>& inner) {
  if (inner.size() <= outer.size() || inner.front().line < outer.front().line) return false;
  std::size_t at = 0;
  for (std::size_t i = 0; i < outer.size(); ++i) {
    const std::size_t first = at;
    while (at < inner.size() && (i + 1 == outer.size() || inner[at].line < outer[i + 1].line)) ++at;
    if (at == first) return false;
  }
  return true;
}

/// 问题一:, 任务2、, 【事项(三)】, 第四项: …, by the word in front.
void recognise_items(const SourceText& text, std::vector<Line>& lines) {
  static const RE2 re(
      "^[【\\[]?(?:(" LIMPID_HAN
      "{0,4}(?:问题|任务|事项|项目|举措|行动|工程|专项|措施|清单))\\(?([一二三四五六七八九十]{1,3}"
      "|\\d{1,3})\\)?|"
      "(第)([一二三四五六七八九十]{1,3}|\\d{1,3})(?:项|个问题|类|阶段|步|批|方面)(?:问题|任务|整改任务|措施)?)[】\\]]?("
      "[:、.,]?)");
  std::map<std::string, std::vector<FoundItem>> series;
  std::vector<const std::vector<FoundItem>*> counted;
  std::array<re2::StringPiece, 6> g;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].kind != LineKind::text) continue;
    const auto head = start_of(text, lines[i]);
    if (!re.Match(head, 0, head.size(), RE2::ANCHOR_START, g.data(), 6)) continue;
    const bool parted = !g[5].empty() || g[0].ends_with("】") || g[0].ends_with(")") ||
                        text.blank_before(lines[i].begin + g[0].size()) || lines[i].begin + g[0].size() == lines[i].end;
    if (!parted) continue;
    const auto& word = g[1].empty() ? g[3] : g[1];
    series[std::string(word)].push_back({i, number_in(g[2].empty() ? g[4] : g[2]), g[0].size()});
  }
  for (const auto& [word, found] : series) {
    constexpr std::size_t kFewest = 2;
    std::size_t follows = 0;
    for (std::size_t i = 1; i < found.size(); ++i) follows += found[i].number == found[i - 1].number + 1;
    if (found.size() < kFewest || found.front().number != 1 || 2 * follows < found.size() - 1) continue;
    for (const auto& f : found) {
      lines[f.line].kind = LineKind::item;
      lines[f.line].number = f.number;
      lines[f.line].head = lines[f.line].begin + f.size;
    }
    counted.push_back(&found);
  }
  for (const auto* outer : counted)
    for (const auto* inner : counted)
      if (encloses(*outer, *inner))
        for (const auto& f : *outer) lines[f.line].kind = LineKind::level1;
}

bool is_box(std::string_view line) {
  static const RE2 re("^[【\\[]?专栏(?:\\d{1,2}|[一二三四五六七八九十]{1,3})?[】\\]:.、]?");
  constexpr std::size_t kLongest = 40;
  return RE2::PartialMatch(line, re) && text::count_chars(line) <= kLongest;
}

/// The mark of a footnote at the line's start: ①, [1], [^1]:, 注1:.
std::string_view note_mark(std::string_view line) {
  static const RE2 re("^([①-⑳]|\\[\\^?\\d{1,2}\\]|\\*{1,3})");
  re2::StringPiece mark;
  return RE2::PartialMatch(line, re, &mark) ? std::string_view(mark.data(), mark.size()) : std::string_view();
}

constexpr std::size_t kCircled = 3;  // bytes of ①

/// Of a line of words that begins with ① to ⑳; 0 for any other.
int circled_line_number(const SourceText& text, const Line& line) {
  if (line.kind != LineKind::text || line.end - line.begin < kCircled) return 0;
  std::size_t at = 0;
  return circled_number(text::next_char(text.view(line.begin, line.begin + kCircled), at));
}

/// A circled number at a line's start goes on with an enumeration unless the same mark stands inside a line before.
bool is_note(const SourceText& text, const Line& line) {
  static const RE2 remark("^(?:备?注|说明|脚注|注释)(?:\\d{1,2})?:");
  const auto words = text.view(line.begin, line.end);
  if (RE2::PartialMatch(words.substr(0, kHeadBytes), remark)) return true;
  const auto mark = note_mark(words.substr(0, std::min(words.size(), kHeadBytes)));
  if (mark.empty() || mark.front() == '*') return false;
  constexpr std::size_t kReach = 6000;  // bytes: a page or two
  const std::size_t from = line.begin > kReach ? line.begin - kReach : 0;
  const auto before = text.view(from, line.begin);
  const auto at = before.rfind(mark);
  if (at == std::string_view::npos) return false;
  const bool opens_line = at == 0 || before[at - 1] == '\n';
  const auto ahead = before.substr(0, at);
  const bool listed = ahead.ends_with(":") || ahead.ends_with("。") || ahead.ends_with(";") || ahead.ends_with(",");
  const bool named = ahead.ends_with("第") || ahead.ends_with("、");  // 第①、②项
  return !opens_line && !listed && !named;
}

/// ①⏎②⏎… right below a heading are its items where each begins with a title of its own; what only parts a sentence has
/// none.
void recognise_circled(const SourceText& text, std::vector<Line>& lines) {
  constexpr std::size_t kFewest = 2;
  bool below_heading = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (const int lv = level(lines[i].kind)) below_heading = lv <= kGroupLevel;
    if (!below_heading || circled_line_number(text, lines[i]) != 1) continue;
    std::vector<Line> items;
    std::vector<std::size_t> at;
    bool titled = true;
    for (std::size_t k = i; k < lines.size() && level(lines[k].kind) == 0; ++k) {
      const int number = circled_line_number(text, lines[k]);
      if (number == 0) continue;
      Line item = lines[k];
      item.kind = LineKind::level4;
      item.number = number;
      item.head = item.begin + kCircled;
      titled = titled && number == static_cast<int>(items.size()) + 1 && has_title(text, item);
      items.push_back(item);
      at.push_back(k);
    }
    if (titled && items.size() >= kFewest)
      for (std::size_t k = 0; k < at.size(); ++k) lines[at[k]] = items[k];
    below_heading = false;
  }
}

}  // namespace

void recognise_series(const SourceText& text, std::vector<Line>& lines) {
  recognise_decimals(text, lines);
  recognise_items(text, lines);
  recognise_circled(text, lines);
  int noted = 0;  // the last number of a remark in points, `注:1.…⏎2.…`
  for (auto& line : lines) {
    if (noted > 0 && line.kind == LineKind::level3 && line.number == noted + 1) {
      line.kind = LineKind::note;
      ++noted;
      continue;
    }
    if (line.kind != LineKind::blank) noted = 0;
    if (line.kind != LineKind::text) continue;
    if (is_box(text.view(line.begin, line.end)))
      line.kind = LineKind::box;
    else if (is_note(text, line))
      line.kind = LineKind::note;
    if (line.kind == LineKind::note && text.view(line.begin, line.end).find(":1.") != std::string_view::npos) noted = 1;
  }
}

}  // namespace limpid::plan
