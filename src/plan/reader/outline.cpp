// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/outline.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "plan/input/page_furniture.hpp"
#include "plan/reader/columns.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/numerals.hpp"
#include "plan/reader/page_list.hpp"
#include "plan/reader/signatures.hpp"
#include "plan/reader/steps.hpp"
#include "plan/reader/table_owners.hpp"
#include "plan/reader/unit_lists.hpp"

namespace limpid::plan {
namespace {

std::string_view words(const SourceText& text, const Line& line) {
  return text.view(line.begin, line.end);
}

/// A page break may put the end of a sentence, `…制定整治方案`, on a line of its own: words after an unfinished long
/// line go on with it.
bool unfinished(const SourceText& text, const Line& line) {
  constexpr std::size_t kShortLine = 20;
  if (line.kind == LineKind::blank || line.kind == LineKind::row || line.kind == LineKind::attachment) return false;
  const auto view = words(text, line);
  if (text::count_chars(view) <= kShortLine) return false;
  for (std::string_view stop : {"。", ";", ":", ")", "〕", "!", "?"})
    if (view.ends_with(stop)) return false;
  return true;
}

std::vector<std::size_t> title_lines(const SourceText& text, const std::vector<Line>& lines) {
  std::vector<std::size_t> titles;
  std::optional<std::size_t> candidate, before;
  bool chapters = false;  // the plan before has them
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto kind = lines[i].kind;
    if (kind == LineKind::blank) continue;
    const bool goes_on = before && !titles.empty() && unfinished(text, lines[*before]);
    const bool repeated = kind == LineKind::title && !titles.empty() &&
                          words(text, lines[i]) == words(text, lines[titles.back()]);  // a running page header
    if (kind == LineKind::title && !goes_on && !repeated) candidate = i;
    if (kind == LineKind::row) candidate.reset();  // the caption of a table
    // Sections that go on with their numbers belong to the plan before; 一、 in each chapter stands right below its
    // title where it begins a plan.
    if (level(kind) > 0 && candidate && (titles.empty() || (level(kind) == kTopLevel && lines[i].number <= 1))) {
      titles.push_back(*candidate);
      candidate.reset();
      chapters = is_chapter(kind);
    } else if (chapters && level(kind) > 0) {
      candidate.reset();
    }
    before = i;
  }
  return titles;
}

/// A document that is one table: the title is the nearest one above its rows.
std::optional<std::size_t> table_title(const std::vector<Line>& lines) {
  std::optional<std::size_t> title;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].kind == LineKind::title) title = i;
    if (lines[i].kind == LineKind::row && title) return title;
  }
  return std::nullopt;
}

/// The lines of a title, its own and those beside it that can only be a part of it.
struct TitleLines {
  std::size_t first = 0, last = 0;
};

TitleLines whole_title(const SourceText& text, const std::vector<Line>& lines, std::size_t at) {
  static const RE2 body("(?:政府|办公室|委员会|指挥部|[^布]局|厅|号|日|通知|函|级|文件|公开)$"),
      stops(
          "[,。;:!?|\t《》]|^\\d{4}[-./]\\d{1,2}[-./"
          "]\\d{1,2}|^[\\d(]*$|^\\(.*\\)$|^(?:发文|发布|索引号|主题|信息|来源|时间|浏览)|^" LIMPID_YEAR
          "年(?:" LIMPID_SMALL_NUMBER "月)?$"),
      aside("^\\([^()]*(?:年|试行|稿|暂行|修订)[^()]*\\)$");
  constexpr std::size_t kLongest = 40, kShortest = 6;
  TitleLines title{at, at};
  if (at > 0 && lines[at - 1].kind == LineKind::text) {
    const auto above = words(text, lines[at - 1]);
    const auto size = text::count_chars(above);
    if (size >= kShortest && size <= kLongest && !is_page_entry(above) && !RE2::PartialMatch(above, stops) &&
        !RE2::PartialMatch(above, body))
      --title.first;
  }
  std::size_t below = at + 1;
  while (below < lines.size() && lines[below].kind == LineKind::blank) ++below;
  if (below < lines.size() && RE2::FullMatch(words(text, lines[below]), aside)) title.last = below;
  return title;
}

/// Builds one plan's tree from its lines in order.
class TreeBuilder {
 public:
  TreeBuilder(const SourceText& text, const std::vector<Line>& lines, std::size_t begin, std::size_t end, Draft& draft)
      : text_(text), lines_(lines), draft_(draft), end_(end), steps_(text, lines, end) {
    find_levels(begin);
  }

  void take(std::size_t i) {
    const Line& line = lines_[i];
    if (state_ == State::body && steps_.take(i, draft_)) return draft_.nodes.back().lines.push_back(i);
    switch (line.kind) {
      case LineKind::blank:
      case LineKind::note: return;
      case LineKind::box: return leave(State::box);
      case LineKind::row:
        draft_.rows.push_back({i, caption_});
        caption_.reset();
        leave(State::table);
        ++rows_;
        return;
      case LineKind::attachment: leave(State::attachment); return;
      case LineKind::footer:
        if (read_signed_day(words(text_, line))) drop_signers(i);
        return leave(State::footer);
      case LineKind::title:
        if (draft_.title_line && words(text_, line) == words(text_, lines_[*draft_.title_line]))
          return;                                                               // a page header
        if (state_ == State::body && row_follows(i)) leave(State::attachment);  // the title of a table
        break;
      default: break;
    }
    if (state_ == State::footer) return;
    read_line(i);
    said_ = i;
  }

 private:
  enum class State { body, table, box, attachment, footer };

  /// What parts the plan: its first heading of those that may, else the highest of its numbers. 第一条 stands above
  /// (一) unless (一) came before it.
  void find_levels(std::size_t begin) {
    bool parted = false, group = false, article = false;
    for (std::size_t i = begin; i < end_; ++i) {
      const auto kind = lines_[i].kind;
      const int lv = level(kind);
      if (lv == 0) continue;
      last_numbered_ = i;
      // A broken line may begin with `第三节`.
      const bool parts = kind == LineKind::section ? lines_[i].number == 1 : is_chapter(kind);
      if (!parted) top_ = parts ? lv : std::min(top_, lv);
      parted = parted || parts || kind == LineKind::level1;
      if (kind == LineKind::article && !article) articles_in_groups_ = group;
      article = article || kind == LineKind::article;
      group = group || kind == LineKind::level2;
    }
  }

  void read_line(std::size_t i) {
    const Line& line = lines_[i];
    if (state_ == State::box && level(line.kind)) box_number_ = opens_node(line) ? 0 : line.number;
    if (is_category(i) || is_category_without_number(i)) {
      draft_.rows.push_back({i, std::nullopt});
      category_ = line.number;
    } else if (level(line.kind) && opens_node(line)) {
      open(i);
    } else if (state_ == State::body) {
      if (!draft_.nodes.empty()) draft_.nodes.back().lines.push_back(i);
    } else {
      caption_ = i;
    }
  }

  /// A category of the ledger that lost its tabs: `一、…` above a row, and `(一)…` where it does not go on with the
  /// plan's own groups, or goes on with the ledger's.
  bool is_category(std::size_t i) const {
    const Line& line = lines_[i];
    if (state_ != State::table || !row_follows(i)) return false;
    if (line.kind == LineKind::level1) return true;
    if (line.kind != LineKind::level2) return false;
    return line.number == category_ + 1 || line.number != last_number_[depth(line)] + 1;
  }

  /// `治理工业污染` alone between rows, where the first of such lines stands right below the table's heading: further
  /// down it may be the rest of a cell.
  bool is_category_without_number(std::size_t i) {
    static const RE2 not_one("续|合计|总计|[页表]$");
    const auto view = text_.view(lines_[i].begin, lines_[i].end);
    if (state_ != State::table || lines_[i].kind != LineKind::text || !row_follows(i) || !is_worded_category(view) ||
        RE2::PartialMatch(view, not_one))
      return false;
    worded_categories_ = worded_categories_ || rows_ == 1;
    return worded_categories_;
  }

  /// Who signs the document stands above the day at its end, and is no part of its last item.
  void drop_signers(std::size_t day) {
    if (draft_.nodes.empty() || day < last_numbered_ || state_ != State::body) return;
    auto& own = draft_.nodes.back().lines;
    std::size_t kept = own.size();
    while (kept > 1 && is_signing_body(words(text_, lines_[own[kept - 1]]))) --kept;
    const auto& said = lines_[own[kept - 1]];
    if (!unfinished(text_, said) && !words(text_, said).ends_with(":")) own.resize(kept);
  }

  void leave(State next) {
    if (next != State::table) category_ = 0;
    if (next != State::table) rows_ = 0, worded_categories_ = false;
    state_ = next;
    box_number_ = 0;
  }

  bool row_follows(std::size_t i) const {
    for (++i; i < end_; ++i)
      if (lines_[i].kind != LineKind::blank) return lines_[i].kind == LineKind::row;
    return false;
  }

  /// After a table or a list of attachments only a section brings the text back. Inside the text a number must go on
  /// from its predecessor: a line that a page break made may begin with any number.
  bool opens_node(const Line& line) const {
    const int lv = depth(line);
    const int last = last_number_[lv];
    const bool beside = state_ == State::table || state_ == State::box;
    if (beside && lv > 1 && last > 0 && line.number == last + 1 && line.number != box_number_ + 1) return true;
    if (state_ != State::body) return lv == top_;
    // A plan may have lost its first heading.
    constexpr int kLatestFirst = 3;
    if (draft_.nodes.empty()) return lv == top_ && line.number <= (line.kind == LineKind::level1 ? kLatestFirst : 1);
    if ((lv < kPointLevel && line.kind != LineKind::article) || line.number == 1) return true;
    constexpr int kLostNumbers = 3, kLostBehindStop = 20;
    const bool parted = said_ && !unfinished(text_, lines_[*said_]);
    const bool back = line.number < last && !used_[lv].contains(line.number);  // 1. 3. 2.
    return (parted && (line.number == last || back)) ||
           (line.number > last && line.number <= last + (parted ? kLostBehindStop : kLostNumbers));
  }

  /// Chapters stand above 一、 or, inside it, in the place of (一).
  int depth(const Line& line) const {
    const LineKind top =
        path_.empty() ? line.kind : lines_[draft_.nodes[static_cast<std::size_t>(path_.front())].lines.front()].kind;
    switch (line.kind) {
      case LineKind::volume:
      case LineKind::chapter:
        if (top == LineKind::level1) return kGroupLevel;
        return line.kind == LineKind::chapter && top == LineKind::volume ? kChapterLevel : kTopLevel;
      case LineKind::section: return top == LineKind::level1 ? kGroupLevel : kSectionLevel;
      case LineKind::level1: return is_chapter(top) ? kHeadingLevel : kTopLevel;
      case LineKind::article: return articles_in_groups_ ? kPointLevel : kArticleLevel;
      default: return level(line.kind);
    }
  }

  void open(std::size_t i) {
    const int lv = depth(lines_[i]);
    state_ = State::body;
    while (!path_.empty() && draft_.nodes[static_cast<std::size_t>(path_.back())].level >= lv) path_.pop_back();
    Node node{lv, lines_[i].number, path_.empty() ? -1 : path_.back(), true, {i}};
    if (node.parent >= 0) draft_.nodes[static_cast<std::size_t>(node.parent)].leaf = false;
    path_.push_back(static_cast<int>(draft_.nodes.size()));
    draft_.nodes.push_back(std::move(node));
    last_number_[lv] = lines_[i].number;
    if (lines_[i].number == 1) used_[lv].clear();
    used_[lv].insert(lines_[i].number);
    for (int deeper = std::max(lv, kPointLevel) + 1; deeper <= kDeepestLevel; ++deeper) {
      last_number_[deeper] = 0;
      used_[deeper].clear();
    }
  }

  const SourceText& text_;
  const std::vector<Line>& lines_;
  Draft& draft_;
  std::size_t end_;
  Steps steps_;
  int top_ = kDeepestLevel;  ///< the level of the sections
  bool articles_in_groups_ = false;
  std::size_t last_numbered_ = 0;
  int category_ = 0;                ///< the last number of a category between rows
  std::size_t rows_ = 0;            ///< of the table so far
  bool worded_categories_ = false;  ///< it has lines of categories without numbers
  int box_number_ = 0;              ///< the last number inside the box
  State state_ = State::body;
  std::optional<std::size_t> caption_;
  std::optional<std::size_t> said_;  ///< the last line of words
  std::vector<int> path_;
  int last_number_[kDeepestLevel + 1] = {};
  std::set<int> used_[kDeepestLevel + 1];  ///< numbers since the level's last 1
};

/// A plan that calls itself a notice, or nothing at all, begins with its first section, else with its first row.
std::optional<std::size_t> first_content(const std::vector<Line>& lines) {
  for (const auto content : {kTopLevel, kDeepestLevel})
    for (std::size_t i = 0; i < lines.size(); ++i)
      if (const int lv = level(lines[i].kind); lv > 0 && lv <= content) return i;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].kind == LineKind::row) return i;
  return std::nullopt;
}

/// What a document that prints no title is about (`扎实推进2023年大气污染防治工作`), else what it calls itself
/// (`制定本实施方案`).
std::string own_name(const SourceText& text, const std::vector<Line>& lines, std::size_t end) {
  static const RE2 quoted("《[^《》]*》"), about("(20\\d{2}年度?),?(" LIMPID_HAN "{2,16}?工作)"),
      calls("本((?:" LIMPID_HAN "{2,6}?)?(?:方案|计划|要点|意见|细则|办法|措施))(?:[,。;]|$)");
  std::string year, what;
  for (const RE2* re : {&about, &calls})
    for (std::size_t i = 0; i < end; ++i) {
      if (level(lines[i].kind) > 0 || lines[i].kind == LineKind::row) continue;
      std::string said(words(text, lines[i]));
      RE2::GlobalReplace(&said, quoted, "");
      if (re == &about ? RE2::PartialMatch(said, *re, &year, &what) : RE2::PartialMatch(said, *re, &what))
        return year + what;
    }
  return {};
}

/// As much of a long sentence as a title may have: whole clauses.
std::string first_clauses(std::string_view sentence) {
  constexpr std::size_t kLongest = 180;  // bytes
  if (sentence.size() <= kLongest) return std::string(sentence);
  const auto end = sentence.find_last_of(",;", kLongest);
  return std::string(sentence.substr(0, end));
}

/// Where no line ends in the usual words, the title is the one before `end` that looks most like one: a short line of
/// words without stops, best with a word for what such documents are. Else what the document calls itself, else the
/// first words that are no heading (`from_words`), else its first line.
std::string guess_title(const SourceText& text, const std::vector<Line>& lines, std::size_t end, bool& from_words) {
  static const RE2 named("(?:方案|计划|要点|意见|细则)(?:范文|范本|模板|" LIMPID_HAN "?篇|[^" LIMPID_HAN_RANGE
                         "]|[\\(【].*[\\)】])+$"),
      kind(
          "(?:措施|办法|规定|通知|清单|要点|意见|行动|任务|台账|细则|安排|攻坚战|攻坚|条|规程|指南|方案|计划|决定|通告|"
          "倡议"
          "|表|书)(?:\\([^()]*\\))?$"),
      stops("[,。;:!?|\t《》]"), place_or_date("(?:号|日|文件|公开)$|^\\(.*\\)$"), site("^(?:首页|网站|当前位置|搜索)");
  constexpr std::size_t kLongest = 60, kShortest = 4;
  std::string best, first, heading;
  int most = 0;
  for (std::size_t i = 0; i < lines.size() && (i < end || first.empty()); ++i) {
    const auto view = words(text, lines[i]);
    if (lines[i].kind == LineKind::blank || view.empty()) continue;
    const auto size = text::count_chars(view);
    if (level(lines[i].kind) > 0 && heading.empty()) heading = text.view(lines[i].head, lines[i].end);
    if (first.empty() && level(lines[i].kind) == 0 && !is_page_furniture(view))
      first = view.substr(0, std::min({view.find("。"), view.find('\t'), view.size()}));
    if (i >= end || size < kShortest || size > kLongest || level(lines[i].kind) > 0 || RE2::PartialMatch(view, stops) ||
        RE2::PartialMatch(view, place_or_date) || RE2::PartialMatch(view, site) || is_page_furniture(view) ||
        is_signing_body(view) || read_signed_day(view))
      continue;
    const int looks = RE2::PartialMatch(view, kind) ? 3 : RE2::PartialMatch(view, named) ? 2 : 1;
    if (looks <= most) continue;
    most = looks;
    best = view;
  }
  if (!best.empty()) return best;
  auto called = own_name(text, lines, end);
  from_words = called.empty();
  if (!called.empty()) return called;
  return first_clauses(first.empty() ? heading.substr(0, heading.find("。")) : first);
}

}  // namespace

Outline find_outline(const SourceText& text, const std::vector<Line>& lines) {
  Outline outline;
  auto starts = title_lines(text, lines);
  if (starts.empty())
    if (const auto title = table_title(lines)) starts.push_back(*title);
  const bool titled = !starts.empty();
  if (!titled)
    if (const auto first = first_content(lines)) starts.push_back(*first);
  outline.head_end = starts.empty() ? lines.size() : starts.front();
  for (std::size_t p = 0; p < starts.size(); ++p) {
    Draft draft;
    const std::size_t end = p + 1 < starts.size() ? starts[p + 1] : lines.size();
    std::size_t begin = starts[p];
    if (titled) {
      draft.title_line = starts[p];
      const auto title = whole_title(text, lines, starts[p]);
      for (std::size_t i = title.first; i <= title.last; ++i) draft.title += words(text, lines[i]);
      if (p == 0) outline.head_end = title.first;
      begin = title.last + 1;
    } else {
      draft.title = guess_title(text, lines, begin, draft.untitled);
    }
    TreeBuilder builder(text, lines, begin, end, draft);
    for (std::size_t i = begin; i < end; ++i) builder.take(i);
    outline.drafts.push_back(std::move(draft));
  }
  hand_out_tables(text, lines, outline.drafts);
  take_unit_lists(text, lines, outline.drafts);
  return outline;
}

}  // namespace limpid::plan
