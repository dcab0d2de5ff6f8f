// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "app/command.hpp"
#include "app/read_plan.hpp"
#include "base/data_file.hpp"
#include "plan/compare.hpp"
#include "plan/file_spans.hpp"

namespace limpid::app {
namespace {

using plan::ItemState;

std::string keys_of(const plan::ItemChange& item) {
  if (item.before.empty() || item.after.empty() || item.before == item.after)
    return item.after.empty() ? item.before : item.after;
  return item.before + " → " + item.after;
}

void print_side(Session& s, const char* side, const std::optional<plan::Place>& place) {
  if (place) s.print("      {} [{}, {}) {}\n", s.text(side), place->span.start, place->span.end, place->quote);
}

void print_item(Session& s, const plan::ItemChange& item) {
  s.print("  {}\t{}\n", keys_of(item), item.title);
  for (const auto& change : item.changes) {
    s.print("    {}\n", s.text(change.code, change.args));
    // Of a moved or reworded item the message says it; the words are in the JSON.
    if (change.kind == plan::ChangeKind::moved || change.kind == plan::ChangeKind::carried) continue;
    print_side(s, "compare.before", change.before);
    print_side(s, "compare.after", change.after);
  }
}

Body plan_compare(Words& words) {
  struct Options {
    std::string before, after;
  };
  auto o = std::make_shared<Options>();
  words.file("BEFORE", o->before, "The earlier version of the plan, or its draft");
  words.file("AFTER", o->after, "The later version, or the final one");
  return [o](Session& s) {
    const auto before = read_plan(s.file(o->before), o->before), after = read_plan(s.file(o->after), o->after);
    auto comparison = plan::compare(before, after, plan::CompareRules::load(share_dir()));
    const plan::FileSpans in_before(s.file(o->before), before), in_after(s.file(o->after), after);
    for (auto& item : comparison.items) {
      item.before_span = in_before(item.before_span);
      item.after_span = in_after(item.after_span);
      for (auto& change : item.changes) {
        if (change.before) change.before->span = in_before(change.before->span);
        if (change.after) change.after->span = in_after(change.after->span);
      }
    }
    if (s.json) return s.print_json(plan::comparison_json(comparison, *s.messages, s.lang)), 0;
    for (const auto state :
         {ItemState::added, ItemState::dropped, ItemState::tightened, ItemState::loosened, ItemState::mixed,
          ItemState::changed, ItemState::moved, ItemState::reworded, ItemState::carried, ItemState::unchanged}) {
      std::vector<const plan::ItemChange*> items;
      for (const auto& item : comparison.items)
        if (item.state == state) items.push_back(&item);
      if (items.empty()) continue;
      s.print("{} {}\n", s.text("compare.state." + std::string(plan::to_string(state))), items.size());
      if (state != ItemState::unchanged)
        for (const auto* item : items) print_item(s, *item);
    }
    return 0;
  };
}

}  // namespace

void add_plan_compare_command(CommandSet& set) {
  set.push_back({"plan", "compare", "Two versions of a plan: added, dropped, tightened, loosened, moved",
                 Needs::nothing, plan_compare});
}

}  // namespace limpid::app
