// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/unnumbered.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "plan/reader/fields.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/measure_text.hpp"
#include "plan/reader/unit_clauses.hpp"

namespace limpid::plan {
namespace {

/// Lines below one heading: `title` is that of a measure or of a group.
struct Block {
  std::optional<std::size_t> title;
  std::vector<std::vector<std::size_t>> paragraphs;  ///< each with the labelled lines (责任单位:…) below it
  std::ptrdiff_t answering = 0;                      ///< how many of them say who answers
};

class BlockReader {
 public:
  BlockReader(const SourceText& text, const std::vector<Line>& lines, const PlanYears& years)
      : text_(text), lines_(lines), years_(years) {}

  std::vector<Block> blocks(const Node& section) const {
    std::vector<Block> out;
    for (auto line = section.lines.begin() + 1; line != section.lines.end(); ++line) {
      if (is_title(*line)) {
        out.push_back({*line, {}});
        continue;
      }
      if (out.empty()) out.emplace_back();
      auto& paragraphs = out.back().paragraphs;
      if (paragraphs.empty() || !is_label(*line)) paragraphs.emplace_back();
      paragraphs.back().push_back(*line);
    }
    for (auto& block : out)
      block.answering = std::count_if(block.paragraphs.begin(), block.paragraphs.end(),
                                      [&](const auto& paragraph) { return names_units(paragraph); });
    return out;
  }

  /// Several paragraphs, each with a title and units of its own.
  bool is_group(const Node& section) const {
    const auto titled = [&](std::size_t line) { return has_title(text_, lines_[line]) || is_label(line); };
    if (section.lines.size() < 3 || !std::all_of(section.lines.begin() + 1, section.lines.end(), titled)) return false;
    const auto parts = blocks(section);
    const auto& paragraphs = parts.front().paragraphs;
    return paragraphs.size() > 1 && parts.front().answering == static_cast<std::ptrdiff_t>(paragraphs.size());
  }

  /// How many paragraphs it has where each has units on a line below it; none where one has not.
  std::size_t answering_below(const Node& section) const {
    if (section.lines.size() < 3) return 0;
    std::vector<std::vector<std::size_t>> paragraphs;
    for (auto line = section.lines.begin() + 1; line != section.lines.end(); ++line) {
      if (!is_label(*line)) paragraphs.emplace_back();
      if (paragraphs.empty()) return 0;
      paragraphs.back().push_back(*line);
    }
    const auto answers = [&](const auto& of) {
      return std::any_of(of.begin() + 1, of.end(), [&](std::size_t i) {
        return label_of(text_.view(lines_[i].begin, lines_[i].end)).field == Field::units;
      });
    };
    return std::all_of(paragraphs.begin(), paragraphs.end(), answers) ? paragraphs.size() : 0;
  }

  Measure measure(std::vector<std::size_t> of, int number) const {
    Measure m = read_measure(join(text_, lines_, Node{kPointLevel, number, -1, true, std::move(of)}), years_);
    m.number = std::to_string(number);
    return m;
  }

  std::string title(std::size_t line) const { return text_.slice(lines_[line].head, lines_[line].end).printed(); }

 private:
  bool is_title(std::size_t i) const {
    constexpr std::size_t kLongest = 30;
    const auto words = text_.view(lines_[i].begin, lines_[i].end);
    return find_stop(words, 0, ",;:") == words.size() && text::count_chars(words) <= kLongest;
  }

  bool is_label(std::size_t i) const {
    return label_of(text_.view(lines_[i].begin, lines_[i].end)).field != Field::none;
  }

  bool names_units(const std::vector<std::size_t>& of) const {
    const auto joined = join(text_, lines_, Node{kPointLevel, 0, -1, true, of});
    const auto clauses = find_unit_clauses(joined.words, joined.line_starts);
    return std::any_of(clauses.begin(), clauses.end(), [](const auto& c) { return !c.units.empty(); });
  }

  const SourceText& text_;
  const std::vector<Line>& lines_;
  const PlanYears& years_;
};

void read_block(const BlockReader& reader, Block block, bool grouped, Unnumbered& out) {
  auto number = static_cast<int>(out.measures.size());
  const auto add = [&](std::vector<std::size_t> of) {
    out.measures.push_back(reader.measure(std::move(of), ++number));
  };
  if (grouped && block.title) {
    out.groups.push_back({static_cast<int>(out.groups.size()) + 1, reader.title(*block.title)});
    for (auto& paragraph : block.paragraphs) {
      add(std::move(paragraph));
      out.measures.back().group = out.groups.back().number;
    }
  } else if (block.title) {
    std::vector<std::size_t> all{*block.title};
    for (const auto& paragraph : block.paragraphs) all.insert(all.end(), paragraph.begin(), paragraph.end());
    add(std::move(all));
  } else {
    for (auto& paragraph : block.paragraphs) add(std::move(paragraph));
  }
}

bool names_units(const Measure& m) {
  return !m.units.empty();
}

}  // namespace

bool answer_by_paragraph(const SourceText& text, const std::vector<Line>& lines,
                         const std::vector<const Node*>& sections, const PlanYears& years) {
  const BlockReader reader(text, lines, years);
  const auto groups =
      std::count_if(sections.begin(), sections.end(), [&](const Node* s) { return reader.is_group(*s); });
  if (groups > 1 && 3 * static_cast<std::size_t>(groups) >= 2 * sections.size()) return true;
  bool several = false;
  for (const auto* section : sections) {
    const auto answering = reader.answering_below(*section);
    if (answering == 0) return false;
    several = several || answering > 1;
  }
  return several;
}

Unnumbered read_unnumbered_measures(const SourceText& text, const std::vector<Line>& lines,
                                    const std::vector<const Node*>& sections, const PlanYears& years,
                                    bool beside_rows) {
  const BlockReader reader(text, lines, years);
  Unnumbered out;
  for (const auto* section : sections) {
    auto blocks = reader.blocks(*section);
    // A title above several that answer is a group's; one group makes them all groups, those of a single measure too.
    const bool grouped =
        std::any_of(blocks.begin(), blocks.end(), [](const Block& b) { return b.title && b.answering > 1; });
    // What stands before the first title leads to it.
    if (blocks.size() > 1 && !blocks.front().title && blocks.front().answering == 0) blocks.erase(blocks.begin());
    const auto first = out.measures.size();
    for (auto& block : blocks) read_block(reader, std::move(block), grouped, out);
    if (section->parent < 0 || grouped) continue;
    out.groups.push_back({static_cast<int>(out.groups.size()) + 1, reader.title(section->lines.front())});
    for (auto i = first; i < out.measures.size(); ++i) out.measures[i].group = out.groups.back().number;
  }
  const auto& all = out.measures;
  const auto with_units = static_cast<std::size_t>(std::count_if(all.begin(), all.end(), names_units));
  const bool binds =
      std::any_of(all.begin(), all.end(), [](const Measure& m) { return names_units(m) || !m.deadlines.empty(); });
  if (!binds || (beside_rows && 2 * with_units < all.size())) return {};
  return out;
}

}  // namespace limpid::plan
