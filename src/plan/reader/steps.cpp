// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/steps.hpp"

#include "plan/reader/fields.hpp"

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
  // `1.整改目标:…` below an item: its field, whatever the number.
  const bool numbered_field = lv > 0 && item.level >= kGroupLevel && lv >= kGroupLevel &&
                              (label.field == Field::units || label.field == Field::deadline ||
                               (label.field == Field::steps && lines_[item.lines.front()].kind == LineKind::item));
  if (label.field != Field::none && (lv == 0 || numbered_field)) {
    inside_ = label.field == Field::steps && belong_to_item(i, item);
    last_ = 0;
    return lv > 0;
  }
  if (!inside_ || lv == 0) return false;
  const bool next_item =
      lines_[item.lines.front()].kind == line.kind && line.number == item.number + 1 && line.number != last_ + 1;
  if (lv < std::min(item.level, kPointLevel) || next_item) {
    inside_ = false;
    return false;
  }
  last_ = line.number;
  return true;
}

/// Whether what is numbered below the label `list` has one line of units for all: the first such line does not go on
/// with the next step.
bool Steps::belong_to_item(std::size_t list, const Node& item) const {
  bool units = false;
  int last = 0;
  for (std::size_t i = list + 1; i < end_; ++i) {
    const Line& line = lines_[i];
    if (line.kind == LineKind::row || line.kind == LineKind::box) break;
    const int lv = level(line.kind);
    if (lv == 0 || units) {
      if (lv > 0) return line.number != last + 1 || line.kind == lines_[item.lines.front()].kind || lv < kPointLevel;
      units = units || label_of(text_.view(line.begin, line.end)).field == Field::units;
      continue;
    }
    if (lv < std::min(item.level, kPointLevel)) return false;
    last = line.number;
  }
  return units;
}

}  // namespace limpid::plan
