// SPDX-License-Identifier: Apache-2.0
#include "plan/input/pdf_page.hpp"

#include <poppler-page.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.hpp"

namespace limpid::plan {
namespace {

constexpr double kTouch = 1.5;  // points

/// What a line of such letters takes: hanzi are as wide as they are high, and the boxes of some fonts are twice as
/// high.
double line_height(char32_t c, const Box& box) {
  constexpr double kLine = 1.4;
  constexpr char32_t kFirstWide = 0x2E80;
  const double height = box.y1 - box.y0, width = box.x1 - box.x0;
  return c >= kFirstWide && width > 1 ? std::min(height, kLine * width) : height;
}

/// Letters of a size or at a place that no page has (1e38) are none that anybody reads, and no whole number counts
/// them.
bool on_any_page(const Box& box) {
  constexpr double kFarthest = 1e6;  // points
  const auto near = [](double at) { return std::abs(at) <= kFarthest; };
  return near(box.x0) && near(box.y0) && near(box.x1) && near(box.y1);
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
      if (c < 0x20 || text::is_blank(c) || !on_any_page(at)) continue;
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

bool is_word_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

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
