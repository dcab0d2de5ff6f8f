// SPDX-License-Identifier: Apache-2.0
#include <poppler-image.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>

#include <algorithm>
#include <cmath>

#include "plan/input/pdf_page.hpp"

namespace limpid::plan {
namespace {

constexpr double kScale = 1.5;       // pixels a point: hairlines become one pixel, letters stay apart from rules
constexpr double kLargest = 4000.0;  // pixels on the longer side
constexpr int kDark = 200;           // of 255
constexpr double kShortestRow = 9;   // points: the height of a row with one line of small letters
constexpr double kShortestLine = 16;
constexpr int kThickest = 5;  // pixels; thicker is shading
constexpr std::size_t kRules = 4000;

/// Scan lines [first, last], pixels [from, to) along them.
struct Stroke {
  int first = 0, last = 0;
  int from = 0, to = 0;
};

/// Dark runs of at least `shortest` along each scan line, those of neighbouring scan lines as one.
template <class Dark>
std::vector<Stroke> find_strokes(int across, int along, int shortest, const Dark& dark) {
  std::vector<Stroke> done, open, now;
  for (int i = 0; i < across; ++i) {
    now.clear();
    for (int begin = 0; begin < along;) {
      if (!dark(i, begin)) {
        ++begin;
        continue;
      }
      int end = begin;
      while (end < along && dark(i, end)) ++end;
      if (end - begin >= shortest) now.push_back({i, i, begin, end});
      begin = end;
    }
    // Both lists are in order along the line.
    std::size_t o = 0;
    for (auto& run : now) {
      while (o < open.size() && open[o].to <= run.from) done.push_back(open[o++]);
      if (o < open.size() && open[o].from < run.to) {
        run.first = open[o].first;
        run.from = std::min(run.from, open[o].from);
        run.to = std::max(run.to, open[o].to);
        ++o;
      }
    }
    for (; o < open.size(); ++o) done.push_back(open[o]);
    open = now;
    if (done.size() > kRules * 4) return {};
  }
  done.insert(done.end(), open.begin(), open.end());
  return done;
}

std::vector<Rule> to_rules(const std::vector<Stroke>& strokes, double scale) {
  std::vector<Rule> rules;
  for (const auto& s : strokes)
    if (s.last - s.first < kThickest)
      rules.push_back({(s.first + s.last + 1) / 2.0 / scale, s.from / scale, s.to / scale});
  if (rules.size() > kRules) rules.clear();  // a drawing, no table
  return rules;
}

}  // namespace

PageRules find_rules(const poppler::page& page, double width, double height) {
  if (!poppler::page_renderer::can_render() || width < 1 || height < 1) return {};
  const double scale = std::min(kScale, kLargest / std::max(width, height));
  poppler::page_renderer renderer;
  renderer.set_image_format(poppler::image::format_gray8);
  const auto picture = renderer.render_page(&page, 72 * scale, 72 * scale);
  if (!picture.is_valid() || picture.format() != poppler::image::format_gray8) return {};
  const auto* pixels = reinterpret_cast<const unsigned char*>(picture.const_data());
  const auto row_bytes = static_cast<std::size_t>(picture.bytes_per_row());
  const int w = picture.width(), h = picture.height();
  const auto dark = [&](int x, int y) {
    return pixels[static_cast<std::size_t>(y) * row_bytes + static_cast<std::size_t>(x)] < kDark;
  };
  const auto length = [&](double points) { return std::max(3, static_cast<int>(std::lround(points * scale))); };
  PageRules rules;
  rules.horizontal =
      to_rules(find_strokes(h, w, length(kShortestLine), [&](int y, int x) { return dark(x, y); }), scale);
  rules.vertical = to_rules(find_strokes(w, h, length(kShortestRow), [&](int x, int y) { return dark(x, y); }), scale);
  return rules;
}

}  // namespace limpid::plan
