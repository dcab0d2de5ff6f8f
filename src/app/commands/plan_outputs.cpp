// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"
#include "app/read_plan.hpp"
#include "app/report_language.hpp"
#include "base/data_file.hpp"
#include "ledger/ledger_facts.hpp"
#include "ledger/records/status.hpp"
#include "plan/addressee.hpp"
#include "plan/import.hpp"
#include "plan/json.hpp"
#include "plan/key.hpp"
#include "plan/seasons.hpp"
#include "reports/plan_calendar.hpp"
#include "reports/plan_ledger.hpp"
#include "reports/task_letter.hpp"

namespace limpid::app {
namespace {

/// Where a plan comes from, a file or the ledger, and in what language it goes out.
struct Source {
  std::string file, key;
  ReportLanguage language;
  void declare(Words& words) {
    language.declare(words);
    words.file("FILE", file, "The plan document; without it the ledger's, with --data", false);
    words.option("--key", key, "Key of the document; without it place and year, or the ledger's first");
  }
};

struct SourcePlan {
  Json document;  ///< schemas/plan.json
  std::string key;
  plan::RegisteredUnits units;  ///< of the ledger
  std::optional<ledger::LedgerFacts> facts;
};

SourcePlan open_plan(const Session& s, const Source& source) {
  SourcePlan plan;
  if (s.county != nullptr) {
    plan.facts.emplace(*s.ledger, *s.county->store, s.county->clock.now());
    plan.units = plan::registered_units(*plan.facts);
  }
  if (!source.file.empty()) {
    const auto document = read_plan(s.file(source.file), source.file);
    plan.key = source.key.empty() ? plan::default_key(document) : source.key;
    plan.document = plan::to_json(document, plan.key);
    return plan;
  }
  if (!plan.facts) throw Failure("plan.no_source");
  plan.key = source.key;
  if (plan.key.empty())
    for (const auto& record : plan.facts->records("document"))
      if (plan.key.empty()) plan.key = record.key;
  plan.document = plan::stored_document(*plan.facts, plan.key);
  if (plan.document.is_null()) throw Failure("plan.none", {{"key", plan.key}});
  return plan;
}

reports::OutputText texts_of(const Session& s, const ReportLanguage& language) {
  return [&s, language](std::string_view code, const Json& args) { return language.text(s, code, args); };
}

void tell_written(Session& s, const std::vector<std::string>& paths) {
  if (s.json) return s.print_json({{"files", paths}});
  for (const auto& path : paths) s.print("{}\n", s.text("output.written", {{"path", path}}));
}

Body plan_ledger(Words& words) {
  struct Options : Source {
    std::string output;
  };
  auto o = std::make_shared<Options>();
  o->declare(words);
  words.output("--output", o->output, "The workbook to write: ledger.xlsx");
  return [o](Session& s) {
    const auto plan = open_plan(s, *o);
    const auto status = [&](const std::string& item) -> std::string {
      // A file that was only read has no statuses, whatever the ledger knows of another text.
      if (!plan.facts || !o->file.empty()) return {};
      const auto rows = plan.facts->derived({.kind = "status", .subject = item, .rule = "item"});
      if (rows.empty() || rows.front().content.is_null()) return {};
      return o->language.text(s, "page.state." + rows.front().content.get<ledger::Status>().state);
    };
    s.write(o->output, reports::plan_workbook(
                           reports::ledger_workbook(plan.document, plan.key, texts_of(s, o->language), status)));
    tell_written(s, {o->output});
    return 0;
  };
}

[[noreturn]] void no_unit(const plan::Addressees& addressees, const std::string& name) {
  throw Failure("plan.no_unit", {{"unit", name}, {"units", addressees.names()}});
}

/// The unit meant by a name; Failure `plan.no_unit` with those there are.
std::string unit_meant(const plan::Addressees& addressees, const std::string& name) {
  if (auto unit = addressees.unit_of(name)) return *unit;
  no_unit(addressees, name);
}

/// The same; of a name of many at once (各乡镇, 有关乡镇) all of them.
std::vector<std::string> units_meant(const plan::Addressees& addressees, const std::string& name) {
  auto many = addressees.members_of(name);
  return many.empty() ? std::vector{unit_meant(addressees, name)} : many;
}

reports::Concerns concerns_of(const plan::Addressees& addressees, const std::string& unit) {
  return [&addressees, unit](const Json& named, const std::string& words) {
    return addressees.concerns(unit, named, words);
  };
}

reports::Meant meant_by(const plan::Addressees& addressees) {
  return [&addressees](const std::string& name, const std::string& words) { return addressees.meant_by(name, words); };
}

/// The items that ask something of 有关乡镇 and name none: no letter of these words goes to anybody.
Json unaddressed(const plan::Addressees& addressees, const SourcePlan& plan) {
  Json out = Json::array();
  for (const auto& entry : reports::plan_entries(plan.document, plan.key))
    for (const auto& unit : entry.item->value("units", Json::array())) {
      const std::string name = unit.at("name");
      const auto who = addressees.meant_by(name, entry.title() + entry.words());
      if (who && who->empty()) out.push_back({{"item", entry.key}, {"unit", name}});
    }
  return out;
}

/// The letters, by what 各乡镇 and 有关乡镇 were taken apart, and what nobody gets.
void tell_letters(Session& s, const plan::Addressees& addressees, const std::vector<std::string>& paths,
                  const Json& nobodys) {
  const auto townships = addressees.members_of("各乡镇");
  const auto& source = addressees.townships_from();
  if (s.json)
    return s.print_json(
        {{"files", paths}, {"townships", {{"source", source}, {"names", townships}}}, {"unaddressed", nobodys}});
  tell_written(s, paths);
  s.print("{}\n", s.text("output.townships." + source, {{"n", townships.size()}}));
  for (const auto& one : nobodys) s.print("{}\n", s.text("output.unaddressed", one));
}

Body plan_letters(Words& words) {
  struct Options : Source {
    std::string unit, output, sender, date;
  };
  auto o = std::make_shared<Options>();
  o->declare(words);
  words.option("--unit", o->unit,
               "One unit, by any of its names, or all townships (各乡镇); without it every unit that has tasks");
  words.option("--sender", o->sender, "Who signs");
  words.option("--date", o->date, "Date of the letter: 2022-06-20; without it none");
  words.output("--output", o->output, "The folder to write to: one docx a unit");
  return [o](Session& s) {
    const auto plan = open_plan(s, *o);
    const plan::Addressees addressees(plan.document, plan.units, plan::UnitSynonyms::load(share_dir()));
    const auto units = o->unit.empty() ? addressees.names() : units_meant(addressees, o->unit);
    const auto texts = texts_of(s, o->language);
    std::vector<std::string> paths;
    for (const auto& unit : units) {
      const auto letter = reports::task_letter(plan.document, {.unit = unit,
                                                               .sender = o->sender,
                                                               .date = o->language.date(s, o->date),
                                                               .concerns = concerns_of(addressees, unit),
                                                               .meant = meant_by(addressees),
                                                               .text = texts});
      if (!letter) continue;
      paths.push_back(path_inside(o->output, unit + ".docx"));
      s.write(paths.back(), *letter);
    }
    if (paths.empty()) no_unit(addressees, o->unit);
    tell_letters(s, addressees, paths, unaddressed(addressees, plan));
    return 0;
  };
}

/// When what the calendar says was last changed: in the ledger, or the document's date for a file, so that a calendar
/// that says the same is the same.
Instant stamp_of(const SourcePlan& plan, bool from_file) {
  if (!from_file) return plan::last_revised(*plan.facts, plan.key);
  const auto& date = plan.document.at("document").at("date");
  if (date.is_string())
    if (const auto day = parse_instant(date.get<std::string>())) return *day;
  return {};
}

Body plan_calendar(Words& words) {
  struct Options : Source {
    std::string unit, output;
  };
  auto o = std::make_shared<Options>();
  o->declare(words);
  words.option("--unit", o->unit, "Only what one unit answers for");
  words.output("--output", o->output, "The calendar to write: deadlines.ics; without it standard output", false);
  return [o](Session& s) {
    auto plan = open_plan(s, *o);
    plan::lay_seasons(plan.document, plan::SeasonRules::load(share_dir()));
    const plan::Addressees addressees(plan.document, plan.units, plan::UnitSynonyms::load(share_dir()));
    reports::PlanCalendar settings{.key = plan.key,
                                   .name = {},
                                   .stamp = stamp_of(plan, !o->file.empty()),
                                   .concerns = {},
                                   .text = texts_of(s, o->language)};
    if (!o->unit.empty()) {
      const auto unit = unit_meant(addressees, o->unit);
      settings.concerns = concerns_of(addressees, unit);
      settings.name =
          o->language.text(s, "report.calendar.name", {{"plan", reports::title_of(plan.document)}, {"unit", unit}});
    }
    const auto calendar = reports::plan_calendar(plan.document, settings, reports::CalendarRules::load(share_dir()));
    auto bytes = reports::write_icalendar(calendar);
    if (o->output.empty()) return s.out += bytes, 0;
    s.write(o->output, std::move(bytes));
    tell_written(s, {o->output});
    return 0;
  };
}

}  // namespace

void add_plan_output_commands(CommandSet& set) {
  set.push_back({"plan", "ledger", "The ledger of tasks as a workbook", Needs::either, plan_ledger});
  set.push_back({"plan", "letters", "A letter to each unit: what it must do, by when", Needs::either, plan_letters});
  set.push_back({"plan", "calendar", "The deadlines as a calendar (iCalendar)", Needs::either, plan_calendar});
}

}  // namespace limpid::app
