// SPDX-License-Identifier: Apache-2.0
#include "plan/input/tab_rows.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "plan/input/extract.hpp"

namespace limpid::plan {
namespace {

/// Where tabs lead on a page, from its left margin.
struct TabStops {
  double left = 0, step = 0;

  /// Number of the stop at x, 0 for the margin; nothing beside the stops.
  std::optional<std::size_t> at(double x) const {
    constexpr double kNear = 0.6;  // points
    const double k = std::round((x - left) / step);
    if (k < 0 || std::abs(left + k * step - x) > kNear) return std::nullopt;
    return static_cast<std::size_t>(k);
  }
  /// How many stops lie before x or at it.
  std::size_t before(double x) const { return static_cast<std::size_t>(std::max(0.0, (x - left + 0.1) / step)); }
};

bool is_wide_letter(const PageLine& line, const PageLetter& letter) {
  return static_cast<unsigned char>(line.text[letter.at]) >= 0xE2;  // also Ⅲ and ℃
}

/// The usual width of the line's hanzi, which are all alike.
double letter_width(const PageLine& line) {
  std::vector<double> widths;
  for (const auto& letter : line.letters)
    if (is_wide_letter(line, letter)) widths.push_back(letter.x1 - letter.x0);
  if (widths.empty()) return 0.7 * line.size;
  const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
  std::nth_element(widths.begin(), middle, widths.end());
  return *middle;
}

/// A line as cells: how many tabs stand before its first words, and the words between tabs.
struct TabbedLine {
  std::size_t indent = 0;
  std::vector<std::string> cells;
  bool single = true;  ///< no two tabs follow each other
};

/// Blanks are half as wide as hanzi, and stand seldom between two of these; what may be either is a tab where `any`.
TabbedLine split_at_stops(const PageLine& line, const TabStops& stops, bool any = false) {
  TabbedLine out{stops.at(line.letters.front().x0).value_or(0), {}, true};
  const double em = letter_width(line);
  std::size_t begin = 0;
  for (std::size_t i = 1; i < line.letters.size(); ++i) {
    const auto& before = line.letters[i - 1];
    const auto& letter = line.letters[i];
    // The box of a letter before a narrow gap may reach over it.
    const double end = is_wide_letter(line, before) ? std::min(before.x1, before.x0 + em) : before.x1;
    const double gap = letter.x0 - end;
    const auto stop = gap > 0.03 * em ? stops.at(letter.x0) : std::nullopt;
    const bool narrow = is_wide_letter(line, before) && is_wide_letter(line, letter) && gap < 0.45 * em;
    const bool sure = gap > 0.65 * em || narrow;
    if (!stop || (!sure && !any)) continue;
    out.cells.push_back(single_line(std::string_view(line.text).substr(begin, letter.at - begin)));
    begin = letter.at;
    const std::size_t passed = stops.before(end);
    for (std::size_t k = passed + 1; k < *stop; ++k, out.single = false) out.cells.emplace_back();
  }
  out.cells.push_back(single_line(std::string_view(line.text).substr(begin)));
  return out;
}

int whole_number(std::string_view words) {
  static const RE2 re("(\\d{1,3})");
  int number = 0;
  return RE2::FullMatch(words, re, &number) ? number : 0;
}

struct TabHeadingLine {
  TabStops stops;
  std::vector<std::string> cells;
  std::size_t number = 0;
};

/// Stops of the usual office programs: 1.25 cm, half an inch, two letters of Chinese Word, and a few round ones.
std::optional<TabHeadingLine> tab_heading(const PageLine& line) {
  constexpr std::size_t kLongest = 14, kFewest = 4;
  constexpr std::array kSteps{35.45, 36.0, 21.0, 24.0, 28.35, 42.0, 48.0, 72.0};
  if (line.letters.empty() || line.text.find("序") == std::string::npos) return std::nullopt;
  for (const double step : kSteps) {
    const TabStops stops{line.letters.front().x0, step};
    auto split = split_at_stops(line, stops);
    if (!split.single || split.cells.size() < kFewest || split.cells.size() < line.parts.size()) continue;
    const auto number = std::find_if(split.cells.begin(), split.cells.end(),
                                     [](const std::string& c) { return c == "序号" || c == "序"; });
    const bool is_short = std::all_of(split.cells.begin(), split.cells.end(), [](const std::string& c) {
      return text::count_chars(c) <= kLongest && whole_number(c) == 0;
    });
    if (number == split.cells.end() || !is_short) continue;
    const auto at = static_cast<std::size_t>(number - split.cells.begin());
    return TabHeadingLine{stops, std::move(split.cells), at};
  }
  return std::nullopt;
}

bool is_mark(std::string_view words) {
  static const RE2 closing("^[、，。；：！？）〕】》”’,.;:)]");
  return RE2::PartialMatch(words, closing);
}

/// What cannot be broken at the start of the line: a hanzi and the marks that must not begin a line, or a word.
double first_width(const PageLine& line) {
  const auto& letters = line.letters;
  const bool wide = is_wide_letter(line, letters.front());
  double end = letters.front().x1;
  for (std::size_t i = 1; i < letters.size(); ++i) {
    const auto words = std::string_view(line.text).substr(letters[i].at);
    const bool closes = is_mark(words);
    const bool word = !wide && !is_wide_letter(line, letters[i]) && letters[i].x0 - end < 1;
    if (!closes && !word) break;
    end = letters[i].x1;
  }
  return end - letters.front().x0;
}

/// A line of any page.
struct Place {
  std::size_t page = 0, line = 0;
};

class TabTable {
 public:
  /// Behind row `last` of that heading, 0 at the heading itself.
  TabTable(const std::vector<PageContent>& pages, const std::vector<Place>& places, TabHeadingLine heading, int last)
      : pages_(pages), places_(places), heading_(std::move(heading)), last_(last), begun_(last), goes_on_(last > 0) {}

  /// Takes the lines from `i` on; the first that is none of the table.
  std::size_t take(std::size_t i, double right) {
    for (; i < places_.size() && !line(i).letters.empty() && !tab_heading(line(i)); ++i) {
      const auto any = split_at_stops(line(i), heading_.stops, true);
      auto split = split_at_stops(line(i), heading_.stops);
      std::optional<std::size_t> tabs;
      if (!begins_row(split) && begins_row(any)) split = any;
      if (last_ > 0 && begun_ != last_) {
        begun_ = last_;
        rows_.push_back({{{}}, {{}}});
        tabs = split.indent;
      } else if (!rows_.empty()) {
        tabs = tabs_before(i, split.indent, right);
      }
      if (!tabs) break;
      add(rows_.back().sure, split.cells, *tabs);
      add(rows_.back().any, any.cells, *tabs);
    }
    settle();
    return i;
  }

  /// The line behind the table: cells there are rows that were not told.
  bool is_row(std::size_t i) const {
    if (i >= places_.size() || line(i).letters.empty() || tab_heading(line(i))) return false;
    const auto split = split_at_stops(line(i), heading_.stops);
    const std::size_t at = heading_.number - std::min(heading_.number, split.indent);
    return split.cells.size() > 2 && at < split.cells.size() && whole_number(split.cells[at]) > 0;
  }

  bool is_sure() const {
    std::vector<bool> filled(heading_.cells.size(), !goes_on_);
    for (const auto& row : rows_) {
      if (row.sure.size() > heading_.cells.size() || row.sure.size() < 3) return false;
      for (std::size_t c = 0; c < row.sure.size(); ++c) filled[c] = filled[c] || !row.sure[c].empty();
    }
    // Without the heading nothing says where a column is that no row fills.
    const auto from = std::find(filled.begin(), filled.end(), true);
    const auto gap = std::find(from, filled.end(), false);
    return !rows_.empty() && std::find(gap, filled.end(), true) == filled.end();
  }

  PageTable table(std::size_t first) const {
    constexpr double kApart = 10'000;  // no two such tables are parts of one
    PageTable out{line(first).box, {kApart * static_cast<double>(first + 1)}, {}, 0};
    const auto add_row = [&](const std::vector<std::string>& cells) {
      for (std::size_t c = 0; c < cells.size(); ++c) out.cells.push_back({out.rows, c, 1, 1, cells[c]});
      ++out.rows;
    };
    if (!goes_on_) add_row(heading_.cells);
    for (const auto& row : rows_) add_row(row.sure);
    return out;
  }

  int last() const { return last_; }

 private:
  const PageLine& line(std::size_t i) const { return pages_[places_[i].page].lines[places_[i].line]; }

  /// A row's number stands in its column, or one before it where a category stands on a line of its own.
  bool begins_row(const TabbedLine& split) {
    constexpr int kSkipped = 3;
    for (const std::size_t missing : {std::size_t{0}, std::size_t{1}}) {
      if (split.indent + missing > heading_.number) break;
      const std::size_t at = heading_.number - missing - split.indent;
      const int number = at < split.cells.size() ? whole_number(split.cells[at]) : 0;
      const bool first = rows_.empty() && !goes_on_;
      const bool next = number == last_ + 1 || (number > last_ && number <= last_ + kSkipped && split.cells.size() > 2);
      if (number == 0 || !(first || next) || split.cells.size() < 2) continue;
      if (missing > 0 && first) continue;
      last_ = number;
      return true;
    }
    return false;
  }

  /// How many tabs lead to the line where it goes on from the one before, which had no room for its first letters or
  /// for the tab.
  std::optional<std::size_t> tabs_before(std::size_t i, std::size_t indent, double right) const {
    constexpr double kPitch = 1.7;
    const auto& before = line(i - 1);
    const auto& now = line(i);
    if (places_[i].page == places_[i - 1].page && now.box.y1 - before.box.y1 > kPitch * before.size)
      return std::nullopt;
    const double end = before.letters.back().x1;
    if (indent > 0 || end + first_width(now) > right) return indent;
    // A tab at the line's end shows nothing: the words behind it found no room.
    const auto& stops = heading_.stops;
    const double stop = stops.left + stops.step * static_cast<double>(stops.before(end) + 1);
    return stop + first_width(now) > right ? std::optional<std::size_t>(1) : std::nullopt;
  }

  static void add(std::vector<std::string>& row, const std::vector<std::string>& cells, std::size_t tabs) {
    row.resize(row.size() + tabs);
    const auto is_word = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    auto& last = row.back();
    if (!last.empty() && !cells.front().empty() && is_word(last.back()) && is_word(cells.front().front())) last += ' ';
    last += cells.front();
    row.insert(row.end(), cells.begin() + 1, cells.end());
  }

  /// A row that lacks cells which most have, or can have, takes what may be tabs for such.
  void settle() {
    std::size_t usual = 0, most = 0;
    for (std::size_t n = 1; n <= heading_.cells.size(); ++n) {
      const auto have = static_cast<std::size_t>(std::count_if(
          rows_.begin(), rows_.end(), [&](const Row& r) { return r.sure.size() <= n && n <= r.any.size(); }));
      if (have >= most) usual = n, most = have;
    }
    for (auto& row : rows_)
      if (row.sure.size() < usual && row.any.size() <= heading_.cells.size()) row.sure = row.any;
  }

  /// The cells where only what must be a tab is one, and where all that may be is.
  struct Row {
    std::vector<std::string> sure, any;
  };
  const std::vector<PageContent>& pages_;
  const std::vector<Place>& places_;
  TabHeadingLine heading_;
  std::vector<Row> rows_;
  int last_, begun_;  ///< numbers of the last row that was seen, and of the last that was begun
  bool goes_on_;
};

}  // namespace

void take_tab_rows(std::vector<PageContent>& pages) {
  std::vector<Place> places;
  double right = 0;
  for (std::size_t p = 0; p < pages.size(); ++p)
    for (std::size_t l = 0; l < pages[p].lines.size(); ++l) {
      places.push_back({p, l});
      const auto& line = pages[p].lines[l];
      // Marks may hang over the edge.
      if (!line.letters.empty() && !is_mark(std::string_view(line.text).substr(line.letters.back().at)))
        right = std::max(right, line.box.x1);
    }
  std::vector<std::vector<bool>> drop(pages.size());
  for (std::size_t p = 0; p < pages.size(); ++p) drop[p].resize(pages[p].lines.size(), false);
  std::optional<TabHeadingLine> above;
  int last = 0;
  for (std::size_t i = 0; i < places.size();) {
    auto& page = pages[places[i].page];
    auto& first = page.lines[places[i].line];
    const auto heading = tab_heading(first);
    if (heading) above = heading, last = 0;
    if (!above || (!heading && last == 0) || first.letters.empty()) {
      ++i;
      continue;
    }
    TabTable table(pages, places, *above, last);
    std::size_t to = table.take(heading ? i + 1 : i, right);
    const bool rest = table.is_row(to);
    if (to <= i + (heading ? 1 : 0) && !rest) {  // no rows: other means may read what follows
      ++i;
      continue;
    }
    last = table.last();
    std::size_t from = i;
    if (table.is_sure() && !rest) {
      page.tables.push_back(table.table(i));
    } else {
      while (table.is_row(to)) ++to;
      to = std::max(to, i + 1);
      std::string words(kUnreadTable);
      for (std::size_t k = i; k < to; ++k)
        words += (k == i ? "" : " ┆ ") + pages[places[k].page].lines[places[k].line].text;
      first.text = std::move(words);
      first.parts.clear();
      first.letters.clear();
      ++from;
    }
    for (std::size_t k = from; k < to; ++k) drop[places[k].page][places[k].line] = true;
    i = to;
  }
  for (std::size_t p = 0; p < pages.size(); ++p) {
    std::size_t l = 0;
    std::erase_if(pages[p].lines, [&](const PageLine&) { return drop[p][l++]; });
    std::stable_sort(pages[p].tables.begin(), pages[p].tables.end(),
                     [](const auto& a, const auto& b) { return a.box.y0 < b.box.y0; });
  }
}

}  // namespace limpid::plan
