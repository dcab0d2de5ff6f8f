// SPDX-License-Identifier: Apache-2.0
#include "plan/read.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/parallel.hpp"
#include "plan/item_keys.hpp"
#include "plan/key.hpp"
#include "plan/reader/annexes.hpp"
#include "plan/reader/bare_labels.hpp"
#include "plan/reader/broken_rows.hpp"
#include "plan/reader/categories.hpp"
#include "plan/reader/cells.hpp"
#include "plan/reader/deadlines.hpp"
#include "plan/reader/domains.hpp"
#include "plan/reader/faults.hpp"
#include "plan/reader/forms.hpp"
#include "plan/reader/head.hpp"
#include "plan/reader/levels.hpp"
#include "plan/reader/measures.hpp"
#include "plan/reader/row_items.hpp"
#include "plan/reader/standing_units.hpp"
#include "plan/reader/tables.hpp"
#include "plan/reader/unit_clauses.hpp"
#include "plan/reader/unit_lists.hpp"
#include "plan/reader/unread_tables.hpp"
#include "plan/side_by_side.hpp"
#include "plan/unit_register.hpp"

namespace limpid::plan {
namespace {

/// The first year that a time limit of the document names.
PlanYears first_named_year(std::string_view text) {
  static const RE2 re("(20\\d{2})年(?:\\d{1,2}月(?:\\d{1,2}日|[底末])?前|\\d{1,2}月[底末]|年?底)");
  std::string year;
  if (!RE2::PartialMatch(text, re, &year)) return {};
  return {year_number(year), year_number(year)};
}

/// The year whose work a plan says it is for, before its first heading: `为做好2023年大气污染防治工作`, `2023年是
/// 关键之年`; not one in the name of another document.
PlanYears year_of_opening(const SourceText& text, const std::vector<Line>& lines, std::size_t begin) {
  static const RE2 quoted("《[^《》]*》"), re("(20\\d{2})年(?:是|度?,?[^《》〔〕。;]{0,16}?(?:工作|任务|攻坚|防治))");
  constexpr std::size_t kReach = 4000;  // bytes
  std::size_t end = begin;
  while (end < lines.size() && level(lines[end].kind) == 0) ++end;
  if (end == begin) return {};
  const auto from = lines[begin].begin;
  std::string words(text.view(from, std::min(lines[end - 1].end, from + kReach)));
  RE2::GlobalReplace(&words, quoted, "");
  std::string year;
  if (!RE2::PartialMatch(words, re, &year)) return {};
  return {year_number(year), year_number(year)};
}

char letter_of(TableKind kind) {
  switch (kind) {
    case TableKind::ledger: return 't';
    case TableKind::targets: return 'g';
    case TableKind::projects: return 'p';
    case TableKind::indicators:
    case TableKind::none: return 0;
  }
  return 0;
}

std::vector<RowMark> read_plan_tables(const SourceText& text, const std::vector<Line>& lines, const Draft& draft,
                                      const PlanYears& years, Plan& plan) {
  std::vector<bool> opens;
  std::vector<RowMark> marks;
  std::size_t nth = 0;
  bool opened = false;  // by a row that is no task
  for (const auto& table : read_tables(text, lines, draft.rows)) {
    ++nth;
    for (const auto& row : table.rows) {
      if (is_blank_form(row)) continue;
      if (const char letter = letter_of(table.kind))
        marks.push_back({letter,
                         {},
                         row.number,
                         row.goes_on,
                         nth,
                         row.opens_category ? std::string(row.category.view()) : "",
                         row.span});
      if (is_wordless(table.kind, row)) {
        marks.back().is_item = false;
        plan.faults.push_back(wordless_fault(row));
        opened = opened || row.opens_category;
        continue;
      }
      if (table.kind == TableKind::indicators) plan.goals.push_back(read_indicator(row, years));
      if (table.kind == TableKind::targets) plan.targets.push_back(read_target(row));
      if (table.kind == TableKind::projects) plan.projects.push_back(read_project(row, years));
      if (table.kind == TableKind::ledger) {
        plan.tasks.push_back(read_task(row, years));
        opens.push_back(std::exchange(opened, false) || row.opens_category);
      }
    }
  }
  if (first_leads_in_rows(text, lines, draft))
    for (auto& task : plan.tasks) let_first_lead(task.units);
  settle_categories(plan.tasks, opens, plan.groups, plan.measures);
  if (plan.tasks.empty()) plan.tasks = read_tasks_by_unit(text, lines, draft.by_unit, years);
  return marks;
}

/// The keys of the rows that the marks stand for, list by list in their order.
void key_marks(const Plan& plan, std::vector<RowMark>& marks) {
  std::size_t tasks = 0, targets = 0, projects = 0;
  for (auto& mark : marks) {
    if (!mark.is_item) continue;
    mark.key = mark.letter == 't'   ? plan.tasks[tasks++].key
               : mark.letter == 'g' ? plan.targets[targets++].key
                                    : plan.projects[projects++].key;
  }
}

/// Where the lines of a plan end: at the next one's title.
std::size_t end_of(const Outline& outline, std::size_t nth, std::size_t lines) {
  return nth + 1 < outline.drafts.size() && outline.drafts[nth + 1].title_line ? *outline.drafts[nth + 1].title_line
                                                                               : lines;
}

Plan read_plan(const SourceText& text, const std::vector<Line>& lines, const Draft& draft, const Head& head) {
  Plan plan;
  for (const auto* title :
       {draft.title_line ? &draft.title : nullptr, &head.plan_title, &head.announced, &head.title, &draft.title})
    if (plan.title.empty() && title) plan.title = *title;
  if (is_whole_of(head.plan_title, plan.title)) plan.title = head.plan_title;
  PlanYears years = find_years(plan.title);
  if (!years.first) years = find_years(head.date.empty() ? head.number : head.date.substr(0, 4) + "年");
  if (!years.first) years = year_of_opening(text, lines, draft.title_line.value_or(0));
  if (!years.first) years = first_named_year(text.view());
  const auto seasons = read_sections(text, lines, draft, years, plan);
  plan.domain = find_domain(plan, !draft.untitled || plan.title != draft.title);
  auto marks = read_plan_tables(text, lines, draft, years, plan);
  key_items(plan);
  key_marks(plan, marks);
  for (auto& fault : heading_faults(text, lines, draft, plan)) plan.faults.push_back(std::move(fault));
  for (auto& fault : row_faults(marks, plan.groups)) plan.faults.push_back(std::move(fault));
  date_seasons(seasons, plan);
  return plan;
}

struct LineRange {
  std::size_t begin = 0, end = 0;
};

/// The annexes of the plan in its lines, and the plan itself as the notice announces it.
void take_annexes(const SourceText& text, const std::vector<Line>& lines, const LineRange& range,
                  const Outline& outline, Plan& plan) {
  const auto& first = outline.drafts.front().title_line;
  std::vector<Annex> notice;
  if (outline.drafts.size() == 1 && first) notice = listed_by_notice(text, lines, *first, plan.title);
  auto reading = read_annexes(text, lines, range.begin, range.end, std::move(notice));
  plan.annexes = std::move(reading.annexes);
  for (auto& fault : reading.faults) plan.faults.push_back(std::move(fault));
  if (!first || *first == 0 || range.begin < *first) return;
  const Line& line = lines[range.begin];
  for (auto& annex : announced_as(text, lines, *first, {plan.title, text.span(line.begin, line.end)}))
    plan.annexes.push_back(std::move(annex));
}

void each_units(Document& document, const std::function<void(std::vector<Unit>&)>& visit) {
  for (auto& plan : document.plans) {
    for (auto* measures : {&plan.measures, &plan.safeguards})
      for (auto& m : *measures) {
        visit(m.units);
        visit(m.standing_units);
        for (auto& p : m.promises) visit(p.units);
      }
    for (auto& t : plan.tasks) visit(t.units);
    for (auto& p : plan.projects) visit(p.units);
  }
}

/// Two spellings of one unit get one key.
void key_units(Document& document, const UnitSynonyms& synonyms) {
  std::vector<std::string> names;
  each_units(document, [&](const std::vector<Unit>& list) {
    for (const auto& unit : list) names.push_back(unit.name);
  });
  const auto units = with_names([&] { return UnitRegister(place_of(document), {}, synonyms); }, names,
                                [&](const UnitRegister& met) { return side_by_side(document, met); });
  std::map<std::string, std::string> keys;
  each_units(document, [&](std::vector<Unit>& list) {
    for (auto& unit : list) {
      auto& key = keys[unit.name];
      if (key.empty()) key = units.key_of(unit.name);
      unit.key = key;
    }
  });
}

/// A notice's list of sections may stand behind its last plan, whatever that is about: it is the only water plan's.
void give_sections_to_water(std::vector<Plan>& plans) {
  const auto is_water = [](const Plan& plan) { return plan.domain == Domain::water; };
  if (std::count_if(plans.begin(), plans.end(), is_water) != 1) return;
  auto& water = *std::find_if(plans.begin(), plans.end(), is_water);
  for (auto& plan : plans) {
    if (is_water(plan) || !water.targets.empty()) continue;
    water.targets = std::move(plan.targets);
    plan.targets.clear();
  }
}

/// Each goes to the plan that it stands in: the last whose title is before it. `titles`: where that of each plan
/// begins.
void place_unread(const std::vector<std::size_t>& titles, std::vector<Fault> faults, Document& document) {
  for (auto& fault : faults) {
    const auto behind = std::upper_bound(titles.begin(), titles.end(), fault.span.start);
    const auto at = std::max<std::ptrdiff_t>(behind - titles.begin(), 1) - 1;
    document.plans[static_cast<std::size_t>(at)].faults.push_back(std::move(fault));
  }
}

}  // namespace

Result<Document> read_document(std::string_view bytes, const UnitSynonyms& synonyms) {
  auto extracted = extract(bytes);
  if (!extracted) return tl::unexpected(extracted.error());
  return read_extracted(std::move(*extracted), synonyms);
}

Result<Document> read_extracted(Extracted extracted, const UnitSynonyms& synonyms) {
  std::string shown = extracted.text;
  auto unread = take_unread_tables(shown);
  const auto patterns = begin_beside([&shown] { prepare_deadlines(shown); });
  const SourceText text = with_label_colons(clean(shown));
  auto lines = join_broken_rows(text, join_cells(text, split_lines(text)));
  recognise_series(text, lines);
  auto outline = find_outline(text, lines);
  const Head head = read_head(text, lines, outline.head_end);
  Document document{head.title, head.number, head.issuer, head.date, extracted.encoding, {}};
  std::vector<Plan> plans(outline.drafts.size());
  for_each_index(plans.size(), [&](std::size_t i) {
    fold_details(text, lines, outline.drafts[i]);
    const std::size_t begin = outline.drafts[i].title_line.value_or(outline.head_end);
    plans[i] = read_plan(text, lines, outline.drafts[i], head);
    take_annexes(text, lines, {begin, end_of(outline, i, lines.size())}, outline, plans[i]);
  });
  give_sections_to_water(plans);
  std::vector<std::size_t> titles;  // source bytes where the plans begin
  for (std::size_t i = 0; i < plans.size(); ++i) {
    const bool says = !plans[i].measures.empty() || !plans[i].tasks.empty();
    if (!says || plans[i].title.empty()) continue;
    const auto& line = outline.drafts[i].title_line;
    titles.push_back(line ? text.span(lines[*line].begin, lines[*line].end).start : 0);
    document.plans.push_back(std::move(plans[i]));
  }
  if (document.plans.empty()) {
    // A title with nothing below it begins no plan, and yet it is there.
    const bool titled =
        !head.plan_title.empty() || (!outline.drafts.empty() && outline.drafts.front().title_line) ||
        std::any_of(lines.begin(), lines.end(), [](const Line& line) { return line.kind == LineKind::title; });
    const Json missing{{"code", titled ? "plan.part.measures" : "plan.part.title"}, {"args", Json::object()}};
    return fail("plan.not_a_plan", {{"missing", missing}, {"lines", lines.size()}});
  }
  place_unread(titles, std::move(unread), document);
  if (document.title.empty()) document.title = document.plans.front().title;
  document.recipients = head.recipients;
  document.publicity = head.publicity;
  document.format = std::move(extracted.format);
  document.source = std::move(extracted.text);
  key_units(document, synonyms);
  return document;
}

}  // namespace limpid::plan
