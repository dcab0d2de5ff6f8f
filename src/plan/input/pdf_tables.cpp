// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "plan/input/pdf_page.hpp"

namespace limpid::plan {
namespace {

constexpr double kRulesMeet = 1.5;   // points: rules that touch
constexpr double kSameRule = 3.0;    // rules that part the same cells
constexpr double kBoxesApart = 6.5;  // how far the boxes of neighbouring cells may stand from each other
constexpr std::size_t kLargestGrid = 100'000;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::vector<double> cluster(std::vector<double> values, double same) {
  std::sort(values.begin(), values.end());
  std::vector<double> out;
  double sum = 0;
  std::size_t n = 0;
  for (const double v : values) {
    if (n > 0 && v - sum / static_cast<double>(n) > same) {
      out.push_back(sum / static_cast<double>(n));
      sum = 0;
      n = 0;
    }
    sum += v;
    ++n;
  }
  if (n > 0) out.push_back(sum / static_cast<double>(n));
  return out;
}

std::vector<double> rule_places(const std::vector<Rule>& rules) {
  std::vector<double> at;
  at.reserve(rules.size());
  for (const auto& r : rules) at.push_back(r.at);
  return at;
}

/// Sets that grow together.
class Groups {
 public:
  explicit Groups(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }
  std::size_t root(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    a = root(a);
    b = root(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parent_;
};

std::optional<std::size_t> slot(const std::vector<double>& edges, double at) {
  const auto next = std::upper_bound(edges.begin(), edges.end(), at);
  if (next == edges.begin() || next == edges.end()) return std::nullopt;
  return static_cast<std::size_t>(next - edges.begin()) - 1;
}

bool has_wall(const std::vector<Rule>& rules, double at, double middle, double same) {
  return std::any_of(rules.begin(), rules.end(),
                     [&](const Rule& r) { return std::abs(r.at - at) <= same && r.from <= middle && r.to >= middle; });
}

/// Two units in a list may have nothing between them but the end of the line.
bool between_names(std::string_view before, std::string_view after) {
  if (!before.ends_with("政府")) return false;
  for (const std::string_view word : {"省", "市", "县", "区", "各", "有关"})
    if (after.starts_with(word)) return true;
  return false;
}

/// The rules of one table. Cells are known by their upper left place in the grid.
class Grid {
 public:
  /// `same`: how far rules that part the same cells may stand from each other.
  Grid(PageRules rules, double same)
      : horizontal_(std::move(rules.horizontal)), vertical_(std::move(rules.vertical)), same_(same) {
    xs_ = edges(vertical_, horizontal_);
    ys_ = edges(horizontal_, vertical_);
  }

  /// Where a page break cuts boxes their ends need not be level: between them is no row.
  void drop_wordless_strips(const std::vector<Glyph>& glyphs) {
    constexpr double kLowest = 14;  // of a row with letters
    const auto drawn = [&](double y) {
      double length = 0;
      for (const auto& rule : horizontal_)
        if (std::abs(rule.at - y) <= same_) length += rule.to - rule.from;
      return length;
    };
    for (std::size_t i = 1; i < ys_.size() && ys_.size() > 2;) {
      const double top = ys_[i - 1], bottom = ys_[i];
      const bool worded =
          bottom - top > kLowest || std::any_of(glyphs.begin(), glyphs.end(), [&](const Glyph& g) {
            return g.box.y() > top && g.box.y() < bottom && g.box.x() > xs_.front() && g.box.x() < xs_.back();
          });
      if (worded)
        ++i;
      else
        ys_.erase(ys_.begin() + static_cast<std::ptrdiff_t>(drawn(top) < drawn(bottom) ? i - 1 : i));
    }
  }

  bool is_table() const {
    return xs_.size() >= 3 && ys_.size() >= 2 && (xs_.size() - 1) * (ys_.size() - 1) <= kLargestGrid;
  }

  PageTable take(std::vector<Glyph>& glyphs) const {
    const std::size_t width = xs_.size() - 1, height = ys_.size() - 1;
    Groups groups(width * height);
    join_open(groups);
    std::vector<std::vector<Glyph>> inside(width * height);
    std::vector<Glyph> outside;
    for (auto& glyph : glyphs) {
      const auto column = slot(xs_, glyph.box.x()), row = slot(ys_, glyph.box.y());
      if (column && row)
        inside[groups.root(*row * width + *column)].push_back(std::move(glyph));
      else
        outside.push_back(std::move(glyph));
    }
    glyphs = std::move(outside);
    PageTable table{{xs_.front(), ys_.front(), xs_.back(), ys_.back()}, xs_, {}, height};
    std::vector<std::size_t> index(width * height);
    for (std::size_t i = 0; i < width * height; ++i) {
      const std::size_t root = groups.root(i), row = i / width, column = i % width;
      if (root == i) {
        index[i] = table.cells.size();
        table.cells.push_back({row, column, 1, 1, cell_text(std::move(inside[i]), groups, i)});
      }
      auto& cell = table.cells[index[root]];  // the root is the first of its cells
      cell.rows = std::max(cell.rows, row - cell.row + 1);
      if (column >= cell.column) cell.columns = std::max(cell.columns, column - cell.column + 1);
    }
    return table;
  }

 private:
  /// A table may be open at its sides, and a page break opens it above or below: it ends where the other rules do.
  std::vector<double> edges(const std::vector<Rule>& rules, const std::vector<Rule>& others) const {
    constexpr double kOpen = 6;
    auto out = cluster(rule_places(rules), same_);
    double from = out.front(), to = out.back();
    for (const auto& r : others) {
      from = std::min(from, r.from);
      to = std::max(to, r.to);
    }
    if (out.front() - from > std::max(kOpen, same_)) out.insert(out.begin(), from);
    if (to - out.back() > std::max(kOpen, same_)) out.push_back(to);
    return out;
  }

  void join_open(Groups& groups) const {
    const std::size_t width = xs_.size() - 1, height = ys_.size() - 1;
    for (std::size_t r = 0; r < height; ++r) {
      for (std::size_t c = 0; c < width; ++c) {
        const double x = (xs_[c] + xs_[c + 1]) / 2, y = (ys_[r] + ys_[r + 1]) / 2;
        if (c + 1 < width && !has_wall(vertical_, xs_[c + 1], y, same_)) groups.join(r * width + c, r * width + c + 1);
        if (r + 1 < height && !has_wall(horizontal_, ys_[r + 1], x, same_))
          groups.join(r * width + c, (r + 1) * width + c);
      }
    }
  }

  /// A line that ends well before the cell's edge was ended by hand: a blank keeps what it separates apart.
  std::string cell_text(std::vector<Glyph> glyphs, Groups& groups, std::size_t root) const {
    const std::size_t width = xs_.size() - 1;
    std::size_t last = root % width;
    while (last + 1 < width && groups.root(root / width * width + last + 1) == root) ++last;
    const double right = xs_[last + 1];
    std::string out;
    const PageLine* before = nullptr;
    const auto lines = to_lines(std::move(glyphs));
    for (const auto& line : lines) {
      const bool by_hand =
          before != nullptr && (right - before->box.x1 > 1.5 * before->size || between_names(before->text, line.text));
      // Digits that a line's end parts are one number: where a blank stood, the cell's edge would not be reached.
      const bool number = before != nullptr && is_digit(out.back()) && is_digit(line.text.front());
      const bool words = !out.empty() && is_word_char(out.back()) && is_word_char(line.text.front());
      if (!out.empty() && (by_hand || (words && !number))) out += ' ';
      out += line.text;
      before = &line;
    }
    return out;
  }

  std::vector<Rule> horizontal_, vertical_;
  double same_ = 0;
  std::vector<double> xs_, ys_;
};

/// Rules that touch, or nearly, each such group for itself.
std::vector<PageRules> connected_rules(const PageRules& rules, double touch) {
  const auto& h = rules.horizontal;
  const auto& v = rules.vertical;
  Groups groups(h.size() + v.size());
  for (std::size_t i = 0; i < h.size(); ++i)
    for (std::size_t j = 0; j < v.size(); ++j)
      if (v[j].at >= h[i].from - touch && v[j].at <= h[i].to + touch && h[i].at >= v[j].from - touch &&
          h[i].at <= v[j].to + touch)
        groups.join(i, h.size() + j);
  std::vector<PageRules> parts(h.size() + v.size());
  for (std::size_t i = 0; i < h.size(); ++i) parts[groups.root(i)].horizontal.push_back(h[i]);
  for (std::size_t j = 0; j < v.size(); ++j) parts[groups.root(h.size() + j)].vertical.push_back(v[j]);
  std::erase_if(parts, [](const PageRules& p) { return p.horizontal.empty() || p.vertical.empty(); });
  return parts;
}

/// How far the boxes stand apart where a browser draws each cell as one of its own: many rules then have another one
/// beside them. 0 of other rules.
double gap_of_boxes(const std::vector<Rule>& rules) {
  constexpr double kOneRule = 1.0;
  const auto at = cluster(rule_places(rules), kOneRule);
  constexpr std::size_t kFewest = 4;
  std::size_t close = 0;
  double gap = 0;
  for (std::size_t i = 1; i < at.size(); ++i) {
    if (at[i] - at[i - 1] > kBoxesApart) continue;
    ++close;
    gap = std::max(gap, at[i] - at[i - 1]);
  }
  return at.size() >= kFewest && 4 * close >= at.size() ? gap : 0;
}

}  // namespace

std::vector<PageTable> ruled_tables(const PageRules& rules, std::vector<Glyph>& glyphs) {
  std::vector<PageTable> tables;
  const auto take = [&](PageRules part, double same, bool boxes = false) {
    // The part of a row that a page break cut off has a rule at one end alone.
    if (part.horizontal.size() < 2 && part.vertical.size() < 3) return;
    Grid grid(std::move(part), same);
    if (boxes) grid.drop_wordless_strips(glyphs);
    if (!grid.is_table()) return;
    auto table = grid.take(glyphs);
    if (std::any_of(table.cells.begin(), table.cells.end(), [](const GridCell& c) { return !c.text.empty(); }))
      tables.push_back(std::move(table));
  };
  for (auto& near : connected_rules(rules, kBoxesApart)) {
    const double beside = gap_of_boxes(near.vertical), below = gap_of_boxes(near.horizontal);
    if (beside > 0 && below > 0)
      take(std::move(near), std::max({kSameRule, beside, below}) + kRulesMeet / 2, true);
    else
      for (auto& part : connected_rules(near, kRulesMeet)) take(std::move(part), kSameRule);
  }
  std::sort(tables.begin(), tables.end(), [](const auto& a, const auto& b) { return a.box.y0 < b.box.y0; });
  return tables;
}

}  // namespace limpid::plan
