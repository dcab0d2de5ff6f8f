// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"
#include "plan/lint/how_often.hpp"

namespace limpid::plan::linting {
namespace {

/// Whether words say that something is to be begun: a day beside them is when.
bool says_begin(const Item& item) {
  static const LintRules::Words begin{U"开工", U"启动", U"动工", U"开建"};
  return contains_any(item.text.chars, begin);
}

/// `begun`: the words on both sides say what the day is for, so that 9月底前 may be 9月底前开工.
bool has(const std::vector<Deadline>& list, const Deadline& d, bool begun) {
  const bool begins = d.kind == DeadlineKind::start_by;
  return std::any_of(list.begin(), list.end(), [&](const Deadline& other) {
    return same_limit(other, d) && (begun || begins == (other.kind == DeadlineKind::start_by));
  });
}

bool lasting(const Deadline& d) {
  return d.kind == DeadlineKind::continuous;
}

/// 每季度抽查1次: the time limit says what is to be done too.
bool is_clause(const Item& item, const Dated& d) {
  return d.deadline->kind == DeadlineKind::recurring &&
         std::any_of(item.clauses.begin(), item.clauses.end(),
                     [&](const Clause& c) { return d.begin <= c.begin && c.end <= d.end; });
}

/// The rows have how often, and not what is to be done so often.
bool only_how_often(const Check& check, const Reading& reading, const Dated& d) {
  if (!is_clause(*reading.measure, d)) return false;
  const auto often = how_often(reading.measure->text.view(d.begin, d.end), check.rules);
  if (!often) return false;
  const auto& deed = often->deed;
  return deed.size() >= 2 && std::none_of(reading.rows.begin(), reading.rows.end(), [&](const RowReading& r) {
           return contains(bare(r.row->all.chars, check.rules), deed);
         });
}

/// By when, or how often, a clause is to be done that is told as left out goes with it.
bool in_dropped_clause(const Reading& reading, const Dated& d) {
  if (d.deadline->kind != DeadlineKind::recurring && !d.deadline->end) return false;
  return reading.measure->in_clauses(reading.dropped, d.begin);
}

/// The date that rules a clause of the measure: in it, else the last one before it in its sentence.
const Dated* ruling(const Item& m, std::size_t clause) {
  const Dated* found = nullptr;
  for (const auto& d : m.dates) {
    if (d.begin >= m.clauses[clause].end) break;
    if (d.sentence == m.clauses[clause].sentence) found = &d;
  }
  return found;
}

/// The date of the measure for what the row takes up.
std::vector<const Dated*> rulings(const Item& m, const RowReading& row) {
  std::vector<const Dated*> out;
  for (const auto& p : row.pairings)
    for (std::size_t c = p.first; c <= p.last; ++c)
      if (const auto* d = ruling(m, c); d && std::find(out.begin(), out.end(), d) == out.end()) out.push_back(d);
  return out;
}

/// The day by which all must be done that a row with nothing but 长期坚持 takes up: none where some of it has no day,
/// or where another row has the day.
const Dated* day_of_lasting_row(const Reading& reading, const RowReading& row) {
  const Item& m = *reading.measure;
  const auto& limits = *row.row->deadlines;
  if (row.pairings.empty() || !std::all_of(limits.begin(), limits.end(), lasting)) return nullptr;
  for (const auto& p : row.pairings)
    for (std::size_t c = p.first; c <= p.last; ++c)
      if (ruling(m, c) == nullptr) return nullptr;
  for (const Dated* d : rulings(m, row)) {
    const bool elsewhere = std::any_of(reading.rows.begin(), reading.rows.end(),
                                       [&](const RowReading& r) { return has(*r.row->deadlines, *d->deadline, true); });
    if (d->deadline->kind == DeadlineKind::by_date && !elsewhere) return d;
  }
  return nullptr;
}

/// The measure's day that the row's words have too, and its cell has an earlier one.
const Dated* day_of_words(const std::vector<const Dated*>& days, const Item& row, const Deadline& cell) {
  if (cell.kind != DeadlineKind::by_date || !cell.end || row.dates.size() != 1) return nullptr;
  const auto& words = *row.dates.front().deadline;
  if (words.kind != DeadlineKind::by_date || !words.end || *cell.end >= *words.end) return nullptr;
  const auto found =
      std::find_if(days.begin(), days.end(), [&](const Dated* d) { return same_limit(*d->deadline, words); });
  return found == days.end() ? nullptr : *found;
}

Place limit_place(const Item& item, const Deadline& d) {
  const auto wanted = normal(d.text);
  // The cell stands behind the words.
  if (const auto at = item.all.chars.rfind(wanted); at != std::u32string::npos && !wanted.empty())
    return item.all.place(item.key, at, at + wanted.size());
  return item.place(d.text);
}

/// 按省、市要求 of 按省、市统一要求修订: the measure has the words of a limit that is no day.
bool in_words(const Item& m, const Deadline& d) {
  constexpr std::size_t kWider = 2;
  const auto wanted = normal(d.text);
  if ((d.kind != DeadlineKind::external && d.kind != DeadlineKind::other) || wanted.size() < 4) return false;
  for (auto at = m.text.chars.find(wanted.substr(0, 2)); at != std::u32string::npos;
       at = m.text.chars.find(wanted.substr(0, 2), at + 1)) {
    std::size_t met = 0, i = at;
    for (; i < m.text.size() && met < wanted.size() && i < at + wanted.size() + kWider; ++i)
      met += m.text.chars[i] == wanted[met];
    if (met == wanted.size()) return true;
  }
  return false;
}

/// `全年完成…` beside 12月底前.
bool says_the_year(const Item& m, const Deadline& d) {
  constexpr std::size_t kYear = 4;
  return d.kind == DeadlineKind::by_date && d.end && d.end->ends_with("-12-31") &&
         (contains(m.text.chars, U"全年") || contains(m.text.chars, to_chars(d.end->substr(0, kYear) + "年,")));
}

/// 待定 in the place of a day.
bool says_no_day(const Deadline& d, const LintRules& rules) {
  return d.kind == DeadlineKind::other && contains_any(normal(d.text), rules.undated);
}

/// A time limit of the row that the measure does not have.
void of_row(const Check& check, const Reading& all, const RowReading& reading, const Deadline& d, bool in_cell) {
  const Item &m = *all.measure, &row = *reading.row;
  const auto place = in_cell ? limit_place(row, d) : row.place(d.text);
  const bool begun = says_begin(row);
  if (in_words(m, d)) return;
  if (const auto* own = in_cell ? day_of_words(rulings(m, reading), row, d) : nullptr) {
    auto& f = check.add("deadline_differs", "deadline_differs", {m.text.place(m.key, own->begin, own->end), place});
    f.replacement = f.places[0].quote;
    return;
  }
  const Dated* day = lasting(d) ? day_of_lasting_row(all, reading) : nullptr;
  if (!lasting(d) || day != nullptr)
    for (const Dated* other : day != nullptr ? std::vector{day} : rulings(m, reading)) {
      if (has(*row.deadlines, *other->deadline, begun) || ends_with_season(*other->deadline, d)) continue;
      if (d.kind == DeadlineKind::other && !says_no_day(d, check.rules)) return;  // words that nobody read
      auto& f =
          check.add("deadline_differs", "deadline_differs", {m.text.place(m.key, other->begin, other->end), place});
      f.replacement = f.places[0].quote;
      return;
    }
  const bool season =
      std::any_of(m.dates.begin(), m.dates.end(), [&](const Dated& own) { return ends_with_season(*own.deadline, d); });
  const bool note = season || lasting(d) || says_the_year(m, d) || says_no_day(d, check.rules);
  check.add("deadline_one_sided", note ? "deadline_continuous" : "deadline_one_sided", {m.nothing(), place});
}

/// 夏季(6月至8月): which months the season is that the rows name too.
bool tells_season(const Reading& reading, const Dated& d) {
  const Item& m = *reading.measure;
  const auto& chars = m.text.chars;
  if (d.begin == 0 || d.end >= chars.size() || chars[d.begin - 1] != U'(' || chars[d.end] != U')') return false;
  return std::any_of(m.dates.begin(), m.dates.end(), [&](const Dated& season) {
    return season.deadline->kind == DeadlineKind::season && season.end + 1 == d.begin &&
           std::any_of(reading.rows.begin(), reading.rows.end(),
                       [&](const RowReading& r) { return has(*r.row->deadlines, *season.deadline, true); });
  });
}

/// The last day of a measure in a ledger that has nothing else of it: by then all must be done.
void of_last_day(const Check& check, const Item& m, const Item& row) {
  const auto ends = [](const Deadline& d) { return d.kind == DeadlineKind::by_date && d.end.has_value(); };
  if (row.deadlines->size() != 1 || !ends(row.deadlines->front())) return;
  const Dated* last = nullptr;
  for (const auto& d : m.dates)
    if (ends(*d.deadline) && (!last || *last->deadline->end < *d.deadline->end)) last = &d;
  const auto& limit = row.deadlines->front();
  if (!last || *limit.end >= *last->deadline->end || !has(*m.deadlines, limit, true)) return;
  auto& f = check.add("deadline_differs", "deadline_differs",
                      {m.text.place(m.key, last->begin, last->end), limit_place(row, limit)});
  f.replacement = f.places[0].quote;
}

/// Whether all places where the words name the season have 非 before it (true) or none has (false).
std::optional<bool> out_of_season(std::u32string_view text, std::u32string_view season) {
  std::optional<bool> out;
  for (auto at = text.find(season); at != std::u32string_view::npos; at = text.find(season, at + 1)) {
    const bool non = at > 0 && text[at - 1] == U'非';
    if (out && *out != non) return std::nullopt;
    out = non;
  }
  return out;
}

/// 非汛期 beside 汛期, in the words of both: the other part of the year.
void of_other_season(const Check& check, const Item& m, const Item& row) {
  for (const auto& d : m.dates) {
    if (d.deadline->kind != DeadlineKind::season) continue;
    auto season = normal(d.deadline->text);
    if (season.starts_with(U'非')) season.erase(0, 1);
    const auto ours = out_of_season(m.text.chars, season), theirs = out_of_season(row.text.chars, season);
    if (!ours || !theirs || *ours == *theirs) continue;
    const auto at = find(row.text, season);
    auto& f = check.add(
        "scope_differs", "scope_differs",
        {m.text.place(m.key, d.begin, d.end), row.text.place(row.key, *theirs ? at - 1 : at, at + season.size())});
    f.replacement = f.places[0].quote;
    return;
  }
}

void of_pairs(const Check& check, const Reading& reading) {
  const Item& m = *reading.measure;
  for (const auto& row : reading.rows) {
    if (row.shared) continue;
    if (check.habit == Habit::names) of_last_day(check, m, *row.row);
    of_other_season(check, m, *row.row);
    const auto& limits = *row.row->deadlines;
    for (std::size_t i = 0; i < limits.size(); ++i) {
      if (has(*m.deadlines, limits[i], says_begin(*row.row))) continue;
      const bool in_words = std::any_of(row.row->dates.begin(), row.row->dates.end(),
                                        [&](const Dated& d) { return d.deadline == &limits[i]; });
      const bool counted = limits[i].kind == DeadlineKind::by_date || limits[i].kind == DeadlineKind::recurring ||
                           limits[i].kind == DeadlineKind::daily_hours || limits[i].kind == DeadlineKind::date_range;
      if (in_words && i > 0 && !counted) continue;  // words are held against words
      of_row(check, reading, row, limits[i], !in_words);
    }
  }
  for (const auto& d : m.dates) {
    const auto in_row = [&](const RowReading& r) {
      return has(*r.row->deadlines, *d.deadline, says_begin(*r.row) || says_begin(m));
    };
    if (reading.rows.empty() || in_dropped_clause(reading, d) ||
        (std::any_of(reading.rows.begin(), reading.rows.end(), in_row) && !only_how_often(check, reading, d)))
      continue;
    if (lasting(*d.deadline) || d.deadline->kind == DeadlineKind::external || d.deadline->kind == DeadlineKind::other ||
        d.deadline->kind == DeadlineKind::season)
      continue;
    const auto taken_up = [&](const RowReading& r) {
      if (!r.row->deadlines->empty() && day_of_lasting_row(reading, r) == &d) return true;
      const auto list = rulings(m, r);
      const bool dated = std::any_of(r.row->deadlines->begin(), r.row->deadlines->end(), [&](const Deadline& other) {
        return !lasting(other) && !has(*m.deadlines, other, says_begin(*r.row));
      });
      return dated && std::find(list.begin(), list.end(), &d) != list.end();
    };
    if (std::any_of(reading.rows.begin(), reading.rows.end(), taken_up)) continue;  // told as differing
    if (check.habit == Habit::names || tells_season(reading, d)) continue;
    const std::string_view kind = is_clause(m, d) ? "duty_dropped" : "deadline_one_sided";
    const bool shortened = kind == "duty_dropped" && check.habit != Habit::repeats;
    check.add(kind, shortened ? "duty_soft" : kind,
              {m.text.place(m.key, d.begin, d.end), reading.rows.front().row->nothing()});
  }
}

void of_projects(const Check& check) {
  for (std::size_t p = 0; p < check.items.projects.size(); ++p) {
    const auto m = check.alignment.project_of[p];
    if (!m) continue;
    const Item& work = check.items.projects[p];
    const Item& measure = check.items.measures[*m];
    for (const auto& d : *work.deadlines) {
      // 开工时间 beside 完工时间 is the list's own.
      if (d.kind == DeadlineKind::start_by && work.deadlines->size() > 1) continue;
      if (has(*measure.deadlines, d, true)) continue;
      check.add("deadline_one_sided", "deadline_one_sided", {measure.nothing(), limit_place(work, d)});
    }
  }
}

/// 2022年起 in a plan of 2022 is no day that is over.
bool names_month(const Deadline& d) {
  return contains(normal(d.text), U"月");
}

/// Days that were over when the document was issued.
void past(const Check& check) {
  const auto& issued = check.document.date;
  if (issued.empty()) return;
  const auto over = [&](const Deadline& d) {
    const bool done = d.kind == DeadlineKind::by_date || d.kind == DeadlineKind::start_by;
    return (done && d.end && *d.end < issued) ||
           (d.kind == DeadlineKind::from_date && d.start && *d.start < issued && names_month(d));
  };
  std::vector<bool> told(check.items.tasks.size());
  for (std::size_t m = 0; m < check.items.measures.size(); ++m)
    for (const auto& d : check.items.measures[m].dates) {
      if (!over(*d.deadline)) continue;
      const Item& measure = check.items.measures[m];
      std::vector<Place> places{measure.text.place(measure.key, d.begin, d.end)};
      for (const std::size_t t : check.alignment.tasks[m])
        for (const auto& other : *check.items.tasks[t].deadlines)
          if (other.kind == d.deadline->kind && other.end == d.deadline->end && other.start == d.deadline->start) {
            places.push_back(check.items.tasks[t].place(other.text));
            told[t] = true;
          }
      check.add("date_past", d.deadline->kind == DeadlineKind::from_date ? "start_past" : "date_past",
                std::move(places));
    }
  for (std::size_t t = 0; t < check.items.tasks.size(); ++t)
    for (const auto& d : *check.items.tasks[t].deadlines)
      if (!told[t] && over(d)) {
        check.add("date_past", d.kind == DeadlineKind::from_date ? "start_past" : "date_past",
                  {limit_place(check.items.tasks[t], d)});
        break;
      }
}

/// What is forbidden, or a rate that is to be held, holds as long as the plan; what is to be carried out has a day.
bool lasts_by_itself(const Item& item, const LintRules& rules) {
  auto text = item.text.chars;
  if (!contains_any(text, rules.bans) && !contains_any(text, rules.held)) return false;
  // 新增 of 严禁新增 is not to be done at all.
  for (const auto& ban : rules.bans)
    for (const auto* words : {&rules.duties, &rules.done_once})
      for (const auto& word : *words)
        for (auto at = text.find(ban + word); at != std::u32string::npos; at = text.find(ban + word, at))
          text.erase(at, ban.size() + word.size());
  return !contains_any(text, rules.duties) && !contains_any(text, rules.done_once);
}

void missing(const Check& check) {
  const auto dated = [](const Item& item) { return !item.deadlines->empty(); };
  for (std::size_t m = 0; m < check.items.measures.size(); ++m) {
    const auto& rows = check.alignment.tasks[m];
    const auto& works = check.alignment.projects[m];
    const bool somewhere =
        dated(check.items.measures[m]) ||
        std::any_of(rows.begin(), rows.end(), [&](std::size_t t) { return dated(check.items.tasks[t]); }) ||
        std::any_of(works.begin(), works.end(), [&](std::size_t p) { return dated(check.items.projects[p]); });
    if (somewhere || lasts_by_itself(check.items.measures[m], check.rules)) continue;
    std::vector<Place> places{check.items.measures[m].start()};
    for (const std::size_t t : rows) places.push_back(check.items.tasks[t].start());
    check.add("deadline_missing", "deadline_missing", std::move(places));
  }
  for (std::size_t t = 0; t < check.items.tasks.size(); ++t)
    if (!check.alignment.task_of[t] && !dated(check.items.tasks[t]) &&
        !lasts_by_itself(check.items.tasks[t], check.rules))
      check.add("deadline_missing", "deadline_missing", {check.items.tasks[t].start()});
}

}  // namespace

void check_deadlines(const Check& check) {
  for (const auto& reading : check.readings) of_pairs(check, reading);
  of_projects(check);
  past(check);
  missing(check);
}

}  // namespace limpid::plan::linting
