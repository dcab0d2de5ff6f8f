// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "plan/lint/annex_lists.hpp"
#include "plan/lint/check.hpp"
#include "plan/reader/numerals.hpp"
#include "plan/similarity.hpp"

namespace limpid::plan::linting {
namespace {

/// A category as the ledger prints it, and the first row that stands under it.
struct Category {
  int number = 0;
  std::string title;
  Place place;
  std::size_t first_row = 0;
};

/// `三、强化…` at the start of a line or of its second cell.
std::optional<std::pair<std::size_t, std::size_t>> category_cell(const Words& line) {
  std::size_t begin = 0;
  for (int cell = 0; cell < 2 && begin < line.size(); ++cell) {
    std::size_t end = begin;
    while (end < line.size() && line.chars[end] != '\t' && line.chars[end] != '|') ++end;
    static const RE2 re("^[一二三四五六七八九十]{1,3}、[^,。;]{2,40}。?$");
    if (RE2::FullMatch(to_utf8(line.view(begin, end)), re)) return std::pair{begin, end};
    begin = end + 1;
  }
  return std::nullopt;
}

/// The categories between the first and the last row, as printed; the reader settles them by meaning.
std::vector<Category> printed_categories(const Check& check) {
  std::vector<Category> out;
  const auto& rows = check.items.tasks;
  if (rows.empty()) return out;
  std::size_t start = rows.front().span.start;
  const std::size_t before = start > 400 ? start - 400 : 0;
  std::size_t row = 0;
  for (const auto& line : check.source.lines({before, rows.back().span.end})) {
    const std::size_t at = line.spans.front().start;
    const auto cell = category_cell(line);
    while (row < rows.size() && rows[row].span.end <= at) ++row;
    const bool table =
        std::any_of(line.chars.begin(), line.chars.end(), [](char32_t c) { return c == '\t' || c == '|'; });
    if (!cell || row == rows.size() || (at < start && !table)) continue;
    const auto words = to_utf8(line.view(cell->first, cell->second));
    const auto stop = words.find("、");
    Category c;
    c.number = chinese_number(std::string_view(words).substr(0, stop));
    c.title = words.substr(stop + std::string_view("、").size());
    if (c.title.ends_with("。")) c.title.resize(c.title.size() - std::string_view("。").size());
    // A row that the line is part of is the first under it, else the next.
    c.first_row = row;
    c.place = line.place(rows[c.first_row].key, cell->first, cell->second);
    if (out.empty() || out.back().number != c.number || out.back().title != c.title) out.push_back(std::move(c));
  }
  return out;
}

class Ledger {
 public:
  explicit Ledger(const Check& check) : check_(check), categories_(printed_categories(check)) {
    std::size_t by_title = 0;
    group_grams_.reserve(groups().size());
    for (const auto& g : groups()) group_grams_.emplace_back(g.title);
    for (const auto& c : categories_) {
      const int titled = group_titled(c);
      by_title += titled > 0;
      group_of_.push_back(titled > 0 ? titled : group_numbered(c));
    }
    own_categories_ = 2 * by_title < categories_.size();
  }

  void run() {
    for (const auto& fault : check_.items.plan->faults) numbering(fault);
    repeated_categories();
    if (categories_.empty() || own_categories_) return;
    titles();
    strays();
  }

 private:
  const std::vector<Group>& groups() const { return check_.items.plan->groups; }

  /// The group that the category stands for, by its title; 0 for none.
  int group_titled(const Category& c) const {
    const Grams title(c.title);
    double best = check_.rules.title;
    int found = 0;
    for (std::size_t i = 0; i < groups().size(); ++i) {
      const auto& g = groups()[i];
      const double like = title.likeness(group_grams_[i]) + (g.number == c.number ? 0.01 : 0.0);
      if (like > best) {
        best = like;
        found = g.number;
      }
    }
    return found;
  }

  int group_numbered(const Category& c) const {
    const bool known =
        std::any_of(groups().begin(), groups().end(), [&](const Group& g) { return g.number == c.number; });
    return known ? c.number : 0;
  }

  Place group_place(const Group& group) const {
    for (const auto& m : check_.items.measures) {
      if (m.group != group.number) continue;
      // The heading stands before the group's first measure.
      const std::size_t from = m.span.start > 600 ? m.span.start - 600 : 0;
      const Words words = check_.source.words({from, m.span.start});
      const auto at = words.chars.rfind(normal(group.title));
      if (at != std::u32string::npos) return words.place({}, at, at + normal(group.title).size());
      break;
    }
    return {};
  }

  void titles() const {
    for (std::size_t i = 0; i < categories_.size(); ++i)
      for (const auto& g : groups()) {
        if (g.number != group_of_[i] || contains(normal(g.title), normal(categories_[i].title))) continue;
        const auto place = group_place(g);
        if (place.quote.empty()) continue;
        auto& f = check_.add("title_differs", "title_differs", {place, categories_[i].place});
        f.replacement = place.quote;
      }
  }

  /// A category that the ledger leaves out: the heading of its group, its neighbours and the first row that is of it.
  std::vector<Place> around_gap(const Fault& fault) {
    missing_.push_back(fault.expected);
    std::vector<Place> places;
    for (const auto& g : groups())
      if (g.number == fault.expected) places.push_back(group_place(g));
    const auto next = std::find_if(categories_.begin(), categories_.end(),
                                   [&](const Category& c) { return c.number == fault.found; });
    if (next != categories_.begin() && next != categories_.end()) places.push_back(std::prev(next)->place);
    if (next != categories_.end()) places.push_back(next->place);
    const std::size_t row = first_row_of(fault.expected);
    if (row < check_.items.tasks.size()) places.push_back(check_.items.tasks[row].start());
    std::erase_if(places, [](const Place& p) { return p.quote.empty(); });
    return places;
  }

  /// The words by which one finds what bears a number: a row's first, else the line up to its first stop.
  Place bearer(const Span& span, const std::string& heading, const std::string& item) const {
    std::string key = item.empty() ? "" : check_.items.segment + "/" + item;
    for (const auto& row : check_.items.tasks)
      if (row.span == span && heading.empty()) return {row.key, row.start().span, row.start().quote};
    for (const auto& m : check_.items.measures)
      if (key.empty() && m.span.start == span.start) key = m.key;
    const Words words = check_.source.words(span);
    if (words.empty()) return {key, span, {}};
    const std::size_t size = heading.empty() ? std::u32string::npos : normal(heading).size();
    const std::size_t stop = std::min({words.size(), size, words.chars.find(U'。'), std::size_t{kLongestQuote}});
    return words.place(key, 0, std::max<std::size_t>(stop, 1));
  }

  /// The only line before the fault that is a heading by its looks and has lost its number: short, without a stop,
  /// between the measures or at the end of one.
  std::optional<Place> unnumbered_heading(const Fault& fault) const {
    constexpr std::size_t kLongest = 20;
    constexpr std::u32string_view kStops = U"。;,:、\t|()";
    if (fault.kind != FaultKind::skipped || !fault.item.empty() || fault.heading.empty() ||
        fault.found != fault.expected + 1 || fault.before == Span{})
      return std::nullopt;
    const auto inside = [&](const Words& line) {
      return std::any_of(check_.items.measures.begin(), check_.items.measures.end(), [&](const Item& m) {
        return m.span.start <= line.spans.front().start && line.spans.back().end < m.span.end;
      });
    };
    std::optional<Place> out;
    for (const auto& line : check_.source.lines({fault.before.end, fault.span.start})) {
      if (line.size() > kLongest || line.chars.find_first_of(kStops) != std::u32string::npos ||
          !is_han(line.chars.front()) || inside(line))
        continue;
      if (out) return std::nullopt;
      out = line.place({}, 0, line.size());
    }
    return out;
  }

  /// What the reader found, each fault once.
  void numbering(const Fault& fault) {
    static const std::map<FaultKind, std::string_view> codes{{FaultKind::skipped, "plan_lint.numbering.skipped"},
                                                             {FaultKind::repeated, "plan_lint.numbering.repeated"},
                                                             {FaultKind::restarted, "plan_lint.numbering.restarted"},
                                                             {FaultKind::missing, "plan_lint.numbering.annex"},
                                                             {FaultKind::unlabelled, "plan_lint.numbering.unlabelled"},
                                                             {FaultKind::unread, "plan_lint.numbering.unread"},
                                                             {FaultKind::wordless, "plan_lint.numbering.wordless"}};
    const bool gap = fault.kind == FaultKind::missing && fault.found > 0;
    std::vector<Place> places;
    if (gap) places = around_gap(fault);
    const auto own = bearer(fault.span, fault.heading, fault.item);
    if (places.empty()) {
      if (!(fault.before == Span{})) places.push_back(bearer(fault.before, {}, {}));
      places.push_back(own);
    }
    const auto bare = unnumbered_heading(fault);
    if (bare) places.insert(places.end() - 1, *bare);
    const bool note = bare || fault.kind == FaultKind::restarted || fault.kind == FaultKind::unlabelled;
    auto& f = check_.add("numbering", note ? "numbering_note" : "numbering", std::move(places));
    f.code = gap ? "plan_lint.numbering.gap" : bare ? "plan_lint.numbering.unnumbered" : codes.at(fault.kind);
    f.args["at"] = bare ? bare->quote : own.quote;
    f.args["number"] = f.args["expected"] = fault.expected;
    f.args["found"] = fault.found;
  }

  /// 二 of 一、…, 二、…, 二、…: two categories of one number side by side. A second table may begin with 一 again; the
  /// words of one may be cut off where a page ends.
  void repeated_categories() const {
    for (std::size_t i = 1; i < categories_.size(); ++i) {
      const auto &before = categories_[i - 1], &own = categories_[i];
      const auto title = normal(own.title), other = normal(before.title);
      if (own.number < 2 || own.number != before.number || contains(title, other) || contains(other, title) ||
          Grams(own.title).likeness(Grams(before.title)) > check_.rules.title)
        continue;
      auto& f = check_.add("numbering", "numbering", {before.place, own.place});
      f.code = "plan_lint.numbering.repeated";
      f.args["at"] = own.place.quote;
      f.args["number"] = f.args["expected"] = own.number + 1;
      f.args["found"] = own.number;
    }
  }

  int group_of_row(std::size_t row) const {
    const auto m = check_.alignment.task_of[row];
    return m ? check_.items.measures[*m].group : 0;
  }

  std::size_t first_row_of(int group) const {
    for (std::size_t r = 0; r < check_.items.tasks.size(); ++r)
      if (group_of_row(r) == group) return r;
    return check_.items.tasks.size();
  }

  /// Rows under a category whose measures belong to another group.
  void strays() const {
    std::size_t category = 0;
    int told = 0;
    for (std::size_t r = 0; r < check_.items.tasks.size(); ++r) {
      while (category + 1 < categories_.size() && categories_[category + 1].first_row <= r) ++category;
      const int group = group_of_row(r), printed = group_of_[category];
      if (r < categories_[category].first_row || group == 0 || printed == 0 || group == printed) {
        if (group != 0) told = 0;
        continue;
      }
      if (told == group) continue;
      told = group;
      if (std::find(missing_.begin(), missing_.end(), group) != missing_.end()) continue;
      std::vector<Place> places;
      for (std::size_t i = 0; i < categories_.size(); ++i)
        if (group_of_[i] == group) places.push_back(categories_[i].place);
      for (const auto& g : groups())
        if (places.empty() && g.number == group) places.push_back(group_place(g));
      if (places.empty() || places.front().quote.empty()) continue;
      places.push_back(check_.items.tasks[r].start());
      auto& f = check_.add("numbering", "numbering", std::move(places));
      f.code = "plan_lint.numbering.category";
      f.args["category"] = categories_[category].title;
    }
  }

  static constexpr std::size_t kLongestQuote = 40;
  const Check& check_;
  std::vector<Category> categories_;
  std::vector<Grams> group_grams_;
  std::vector<int> group_of_;
  std::vector<int> missing_;
  bool own_categories_ = false;  ///< most categories have the title of no group: the ledger sorts its rows otherwise
};

/// What a measure refers to and is not there. One that the list of annexes announces is the reader's fault.
void annexes_referred_to(const Check& check) {
  for (const auto& at : absent_annexes(check)) {
    const int number = std::atoi(at.number.c_str());
    const auto& announced = check.items.plan->annexes;
    if (std::any_of(announced.begin(), announced.end(), [&](const Annex& a) { return a.number == number; })) continue;
    auto& f = check.add("numbering", "numbering", {at.measure->text.place(at.measure->key, at.begin, at.end)});
    f.code = "plan_lint.numbering.referred";
    f.args["at"] = f.places[0].quote;
    f.args["expected"] = number;
  }
}

}  // namespace

void check_structure(const Check& check) {
  Ledger(check).run();
  annexes_referred_to(check);
}

}  // namespace limpid::plan::linting
