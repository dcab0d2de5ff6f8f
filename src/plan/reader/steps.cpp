// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/steps.hpp"

#include "plan/reader/fields.hpp"
#include "plan/reader/shared_units.hpp"
#include "plan/reader/unit_headings.hpp"

namespace limpid::plan {

bool Steps::take(std::size_t i, const Draft& draft) {
  const Line& line = lines_[i];
  if (draft.nodes.empty() || line.kind == LineKind::row) {
    inside_ = false;
    return false;
  }
  const Node& item = draft.nodes.back();
  const int lv = level(line.kind);
  const auto label = label_of(text_.view(lv ? line.head : line.begin, line.end));
  // `1.整改目标:…` below a heading: its field, whatever the number.
  const bool numbered_field = lv > item.level && item.level > kTopLevel && label.usual;
  if (label.field != Field::none && (lv == 0 || numbered_field)) {
    inside_ = label.field == Field::steps && (numbered_field || belong_to_item(i, item));
    kind_ = numbered_field ? line.kind : LineKind::text;
    last_ = numbered_field ? -1 : 0;
    return lv > 0;
  }
  if (!inside_ || lv == 0) return false;
  inside_ = is_step(line, item);
  if (inside_ && last_ >= 0 && (kind_ == LineKind::text || kind_ == line.kind)) {
    kind_ = line.kind;
    last_ = line.number;
  }
  return inside_;
}

/// Deeper than the item; or numbered like it, where the steps are.
bool Steps::is_step(const Line& line, const Node& item) const {
  const auto own = lines_[item.lines.front()].kind;
  if (is_chapter(line.kind)) return false;
  if (last_ < 0) return level(line.kind) > level(kind_);  // below a numbered label
  if (line.kind != own) return level(line.kind) > item.level || level(line.kind) >= kPointLevel;
  return kind_ == own ? line.number == last_ + 1 : kind_ == LineKind::text && line.number == 1;
}

/// Whether what is numbered below the label `list` has one line of units for all: the first such line does not go on
/// with the next step. Below a heading that is a body's name they are what that body is to do.
bool Steps::belong_to_item(std::size_t list, const Node& item) const {
  if (!bodies_of_heading(text_, lines_[item.lines.front()]).empty()) return false;
  bool units = false;
  int last = 0;
  for (std::size_t i = list + 1; i < end_; ++i) {
    const Line& line = lines_[i];
    if (line.kind == LineKind::row || line.kind == LineKind::box) break;
    const int lv = level(line.kind);
    const auto words = text_.view(line.begin, line.end);
    const bool answers = label_of(words).field == Field::units;
    if (answers && tells_items_apart(words)) return false;
    if (lv > 0 && units)
      return answers || line.number != last + 1 || line.kind == lines_[item.lines.front()].kind || lv < kPointLevel;
    units = units || answers;
    if (lv == 0 || answers) continue;
    if (lv < std::min(item.level, kPointLevel)) return false;
    last = line.number;
  }
  return units;
}

}  // namespace limpid::plan
