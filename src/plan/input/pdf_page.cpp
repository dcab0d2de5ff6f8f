// SPDX-License-Identifier: Apache-2.0
#include "plan/input/pdf_page.hpp"

#include <poppler-page.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>

#include "base/text.hpp"

namespace limpid::plan {
namespace {

constexpr double kTouch = 1.5;  // points
constexpr double kSame = 3.0;
constexpr std::size_t kLargestGrid = 100'000;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_word_char(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// What a line of such letters takes: hanzi are as wide as they are high, and the boxes of some fonts are twice as
/// high.
double line_height(char32_t c, const Box& box) {
  constexpr double kLine = 1.4;
  constexpr char32_t kFirstWide = 0x2E80;
  const double height = box.y1 - box.y0, width = box.x1 - box.x0;
  return c >= kFirstWide && width > 1 ? std::min(height, kLine * width) : height;
}

std::vector<Glyph> read_glyphs(const poppler::page& page) {
  std::vector<Glyph> glyphs;
  for (const auto& word : page.text_list(poppler::page::text_list_include_font)) {
    if (word.rotation() != 0) continue;  // a stamp, a watermark
    const auto bytes = word.text().to_utf8();
    const std::string text(bytes.begin(), bytes.end());
    std::size_t i = 0;
    for (std::size_t pos = 0; pos < text.size(); ++i) {
      const std::size_t begin = pos;
      const char32_t c = text::next_char(text, pos);
      const auto box = word.char_bbox(i);
      const Box at{box.left(), std::min(box.top(), box.bottom()), box.right(), std::max(box.top(), box.bottom())};
      if (c < 0x20 || text::is_blank(c) || !std::isfinite(at.x0 + at.y0 + at.x1 + at.y1)) continue;
      glyphs.push_back({at, text.substr(begin, pos - begin), line_height(c, at)});
    }
  }
  return glyphs;
}

/// The strokes of letters are lines too, and those of neighbours may run together: what lies for half of its length in
/// the middle of letters is no rule.
void drop_strokes(PageRules& rules, const std::vector<Glyph>& glyphs) {
  constexpr double kBand = 40;
  constexpr double kRim = 0.1;  // of a letter's box: there a rule may touch it
  std::map<int, std::vector<const Box*>> rows, columns;
  constexpr double kInk = 1.3;  // letters need not stand in the middle of their box
  std::vector<Box> inked;
  inked.reserve(glyphs.size());
  for (const auto& glyph : glyphs) {
    const auto& box = glyph.box;
    const double half = std::min(box.y1 - box.y0, kInk * glyph.size) / 2;
    inked.push_back({box.x0, box.y() - half, box.x1, box.y() + half});
  }
  for (const auto& box : inked) {
    rows[static_cast<int>(box.y() / kBand)].push_back(&box);
    columns[static_cast<int>(box.x() / kBand)].push_back(&box);
  }
  const auto is_stroke = [&](const auto& bands, const Rule& rule, const auto& across, const auto& along) {
    double covered = 0;
    const int band = static_cast<int>(rule.at / kBand);
    for (int i = band - 1; i <= band + 1; ++i) {
      const auto found = bands.find(i);
      if (found == bands.end()) continue;
      for (const auto* box : found->second) {
        const auto [from, to] = across(*box);
        const double rim = kRim * (to - from);
        if (rule.at <= from + rim || rule.at >= to - rim) continue;
        const auto [begin, end] = along(*box);
        covered += std::max(0.0, std::min(end, rule.to) - std::max(begin, rule.from));
      }
    }
    return covered > 0.5 * (rule.to - rule.from);
  };
  const auto x = [](const Box& b) { return std::pair{b.x0, b.x1}; };
  const auto y = [](const Box& b) { return std::pair{b.y0, b.y1}; };
  std::erase_if(rules.vertical, [&](const Rule& r) { return is_stroke(columns, r, x, y); });
  // Where a browser leaves a cell hardly a margin, its rule lies in the high boxes of the letters; no letter's stroke
  // reaches from one wall to another.
  const auto ends_at_wall = [&](const Rule& r, double end) {
    return std::any_of(rules.vertical.begin(), rules.vertical.end(), [&](const Rule& wall) {
      return std::abs(wall.at - end) <= kTouch && wall.from - kTouch <= r.at && r.at <= wall.to + kTouch;
    });
  };
  std::erase_if(rules.horizontal, [&](const Rule& r) {
    return is_stroke(rows, r, y, x) && !(ends_at_wall(r, r.from) && ends_at_wall(r, r.to));
  });
}

std::vector<double> cluster(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  std::vector<double> out;
  double sum = 0;
  std::size_t n = 0;
  for (const double v : values) {
    if (n > 0 && v - sum / static_cast<double>(n) > kSame) {
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

bool has_wall(const std::vector<Rule>& rules, double at, double middle) {
  return std::any_of(rules.begin(), rules.end(),
                     [&](const Rule& r) { return std::abs(r.at - at) <= kSame && r.from <= middle && r.to >= middle; });
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
  Grid(std::vector<Rule> horizontal, std::vector<Rule> vertical)
      : horizontal_(std::move(horizontal)), vertical_(std::move(vertical)) {
    xs_ = edges(vertical_, horizontal_);
    ys_ = edges(horizontal_, vertical_);
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
  static std::vector<double> edges(const std::vector<Rule>& rules, const std::vector<Rule>& others) {
    constexpr double kOpen = 6;
    std::vector<double> at;
    at.reserve(rules.size());
    for (const auto& r : rules) at.push_back(r.at);
    auto out = cluster(std::move(at));
    double from = out.front(), to = out.back();
    for (const auto& r : others) {
      from = std::min(from, r.from);
      to = std::max(to, r.to);
    }
    if (out.front() - from > kOpen) out.insert(out.begin(), from);
    if (to - out.back() > kOpen) out.push_back(to);
    return out;
  }

  void join_open(Groups& groups) const {
    const std::size_t width = xs_.size() - 1, height = ys_.size() - 1;
    for (std::size_t r = 0; r < height; ++r) {
      for (std::size_t c = 0; c < width; ++c) {
        const double x = (xs_[c] + xs_[c + 1]) / 2, y = (ys_[r] + ys_[r + 1]) / 2;
        if (c + 1 < width && !has_wall(vertical_, xs_[c + 1], y)) groups.join(r * width + c, r * width + c + 1);
        if (r + 1 < height && !has_wall(horizontal_, ys_[r + 1], x)) groups.join(r * width + c, (r + 1) * width + c);
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
  std::vector<double> xs_, ys_;
};

/// Whether most letters touch: no justified line, in which each gap is wider.
bool is_set_tight(const std::vector<Glyph>& glyphs) {
  std::size_t tight = 0;
  for (std::size_t i = 1; i < glyphs.size(); ++i)
    if (glyphs[i].box.x0 - glyphs[i - 1].box.x1 < 0.05 * glyphs[i].size) ++tight;
  return tight * 4 >= (glyphs.size() - 1) * 3;
}

PageLine join_line(std::vector<Glyph>& glyphs) {
  std::sort(glyphs.begin(), glyphs.end(), [](const Glyph& a, const Glyph& b) { return a.box.x0 < b.box.x0; });
  PageLine line{glyphs.front().box, 0, {}, {}, {}};
  const bool even = is_set_tight(glyphs);
  const Glyph* before = nullptr;
  for (const auto& glyph : glyphs) {
    // Some writers fake bold letters by printing them twice.
    if (before != nullptr && before->text == glyph.text && glyph.box.x0 - before->box.x0 < 0.2 * glyph.size) continue;
    const double gap = before != nullptr ? glyph.box.x0 - before->box.x1 : 0;
    const bool words = before != nullptr && is_word_char(line.text.back()) && is_word_char(glyph.text.front());
    // Between hanzi and Latin letters programs of layout leave a gap of their own; the box of a letter is higher than
    // its size.
    const auto is_han = [](const std::string& s) { return static_cast<unsigned char>(s.front()) >= 0xE3; };
    const bool han = before != nullptr && is_han(before->text) && is_han(glyph.text);
    const double em = before != nullptr ? std::max(before->size, glyph.size) : glyph.size;
    const double wide = words || (han && even) ? 0.15 : 0.2;
    constexpr double kParts = 0.7;
    const bool blank = gap > wide * em;
    if (blank) line.text += ' ';
    line.letters.push_back({glyph.box.x0, glyph.box.x1, line.text.size()});
    line.text += glyph.text;
    if (line.parts.empty() || gap > kParts * em)
      line.parts.push_back({glyph.box.x0, glyph.box.x1, {}});
    else if (blank)
      line.parts.back().text += ' ';
    line.parts.back().text += glyph.text;
    line.parts.back().x1 = std::max(line.parts.back().x1, glyph.box.x1);
    line.size = std::max(line.size, glyph.size);
    line.box.x0 = std::min(line.box.x0, glyph.box.x0);
    line.box.x1 = std::max(line.box.x1, glyph.box.x1);
    line.box.y0 = std::min(line.box.y0, glyph.box.y0);
    line.box.y1 = std::max(line.box.y1, glyph.box.y1);
    before = &glyph;
  }
  return line;
}

}  // namespace

std::vector<PageLine> to_lines(std::vector<Glyph> glyphs) {
  std::sort(glyphs.begin(), glyphs.end(), [](const Glyph& a, const Glyph& b) { return a.box.y() < b.box.y(); });
  std::vector<PageLine> lines;
  std::vector<Glyph> line;
  double middle = 0, size = 0;
  for (auto& glyph : glyphs) {
    // Indices stand a little lower or higher than their line.
    if (!line.empty() && glyph.box.y() - middle > 0.4 * std::max(size, glyph.size)) {
      lines.push_back(join_line(line));
      line.clear();
    }
    if (line.empty() || glyph.size > size) {
      middle = glyph.box.y();
      size = glyph.size;
    }
    line.push_back(std::move(glyph));
  }
  if (!line.empty()) lines.push_back(join_line(line));
  return lines;
}

std::vector<PageTable> ruled_tables(const PageRules& rules, std::vector<Glyph>& glyphs) {
  const auto& h = rules.horizontal;
  const auto& v = rules.vertical;
  Groups groups(h.size() + v.size());
  for (std::size_t i = 0; i < h.size(); ++i)
    for (std::size_t j = 0; j < v.size(); ++j)
      if (v[j].at >= h[i].from - kTouch && v[j].at <= h[i].to + kTouch && h[i].at >= v[j].from - kTouch &&
          h[i].at <= v[j].to + kTouch)
        groups.join(i, h.size() + j);
  std::vector<PageRules> parts(h.size() + v.size());
  for (std::size_t i = 0; i < h.size(); ++i) parts[groups.root(i)].horizontal.push_back(h[i]);
  for (std::size_t j = 0; j < v.size(); ++j) parts[groups.root(h.size() + j)].vertical.push_back(v[j]);
  std::vector<PageTable> tables;
  for (auto& part : parts) {
    // The part of a row that a page break cut off has a rule at one end alone.
    if (part.horizontal.empty() || part.vertical.empty()) continue;
    if (part.horizontal.size() < 2 && part.vertical.size() < 3) continue;
    const Grid grid(std::move(part.horizontal), std::move(part.vertical));
    if (!grid.is_table()) continue;
    auto table = grid.take(glyphs);
    if (std::any_of(table.cells.begin(), table.cells.end(), [](const GridCell& c) { return !c.text.empty(); }))
      tables.push_back(std::move(table));
  }
  std::sort(tables.begin(), tables.end(), [](const auto& a, const auto& b) { return a.box.y0 < b.box.y0; });
  return tables;
}

PageContent read_page(const poppler::page& page) {
  const auto rect = page.page_rect();
  PageContent content;
  content.width = std::abs(rect.width());
  content.height = std::abs(rect.height());
  const auto orientation = page.orientation();
  if (orientation == poppler::page::landscape || orientation == poppler::page::seascape)
    std::swap(content.width, content.height);
  auto glyphs = read_glyphs(page);
  if (glyphs.empty()) return content;
  auto rules = find_rules(page, content.width, content.height);
  drop_strokes(rules, glyphs);
  content.tables = ruled_tables(rules, glyphs);
  content.lines = to_lines(std::move(glyphs));
  return content;
}

}  // namespace limpid::plan
