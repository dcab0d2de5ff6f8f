// SPDX-License-Identifier: Apache-2.0
#include "reports/task_letter.hpp"

#include <algorithm>

#include "reports/docx.hpp"
#include "reports/errata_letter.hpp"

namespace limpid::reports {
namespace {

using Style = Docx::Style;

/// An item with the role in which the unit stands in it: lead, responsible, cooperating.
struct Duty {
  PlanEntry entry;
  std::string role;
};

int rank_of_role(const std::string& role) {
  return role == "lead" ? 0 : role == "responsible" ? 1 : 2;
}

std::vector<Duty> duties_of(const Json& document, const Concerns& concerns) {
  std::vector<Duty> out;
  for (auto& entry : plan_entries(document, "")) {
    std::string role;
    for (const char* list : {"units", "standing_units"})
      for (const auto& unit : entry.item->value(list, Json::array()))
        if (concerns(unit, entry.title() + entry.words())) {
          const std::string one = unit.value("role", "responsible");
          if (role.empty() || rank_of_role(one) < rank_of_role(role)) role = one;
        }
    if (!role.empty()) out.push_back({std::move(entry), role});
  }
  return out;
}

bool in_text(const Duty& duty) {
  return duty.entry.kind == "measure" || duty.entry.kind == "safeguard";
}

class Letter {
 public:
  Letter(const Json& document, const TaskLetter& content, std::vector<Duty> duties)
      : document_(document), content_(content), duties_(std::move(duties)) {}

  std::string write() {
    head();
    section("report.task.leads", [](const Duty& d) { return in_text(d) && d.role != "cooperating"; });
    section("report.task.cooperates", [](const Duty& d) { return in_text(d) && d.role == "cooperating"; });
    table();
    out_.add(Style::body, words("report.task.closing"));
    out_.add(Style::body, words("report.errata.end"));
    out_.add(Style::body, "");
    out_.add(Style::signature, content_.sender);
    out_.add(Style::signature, content_.date);
    return write_docx(out_);
  }

 private:
  std::string words(const char* code, const Json& args = Json::object()) const { return content_.text(code, args); }

  void head() {
    const Json& about = document_.at("document");
    const auto field = [&](const char* name) {
      return about.at(name).is_string() ? about.at(name).get<std::string>() : std::string();
    };
    Json plans = Json::array();
    for (const auto& plan : document_.at("plans"))
      plans.push_back({{"code", "report.letter.plan"}, {"args", {{"title", plan.at("title")}}}});
    const std::string number = field("number");
    const Json args{{"plans", std::move(plans)}, {"number", number}, {"counts", counts()}};
    out_.title = words("report.task.title", {{"document", title_of(document_)}});
    out_.author = content_.sender;
    out_.add(Style::title, out_.title);
    out_.add(Style::flush, words("report.letter.recipient", {{"name", content_.unit}}));
    out_.add(Style::body, words(number.empty() ? "report.task.opening" : "report.task.opening_numbered", args));
  }

  /// How many tasks of each kind there are; nothing of a kind that has none.
  Json counts() const {
    Json out = Json::array();
    const auto count = [&](const char* code, auto which) {
      if (const auto n = std::count_if(duties_.begin(), duties_.end(), which); n > 0)
        out.push_back({{"code", code}, {"args", {{"count", n}}}});
    };
    count("report.task.count.leads", [](const Duty& d) { return in_text(d) && d.role != "cooperating"; });
    count("report.task.count.cooperates", [](const Duty& d) { return in_text(d) && d.role == "cooperating"; });
    count("report.task.count.rows", [](const Duty& d) { return !in_text(d); });
    return out;
  }

  template <class Which>
  void section(const char* heading, Which which) {
    bool any = false;
    for (const auto& duty : duties_) {
      if (!which(duty)) continue;
      if (!any) numbered(heading);
      any = true;
      put_duty(duty);
    }
  }

  void numbered(const char* heading) {
    out_.add(Style::heading, numbered_heading(content_.text, ++section_, words(heading)));
  }

  void put_duty(const Duty& duty) {
    const Json& item = *duty.entry.item;
    out_.add(Style::subheading, words("report.task.item", {{"label", label_of(duty.entry, content_.text)},
                                                           {"title", item.value("title", "")}}));
    out_.add(Style::body, duty.entry.words());
    Docx::Paragraph facts{Style::body, {}};
    const auto fact = [&](const char* code, const std::string& value) {
      if (value.empty()) return;
      if (!facts.runs.empty()) facts.runs.push_back({"  ", false});
      facts.runs.push_back({words(code), true});
      facts.runs.push_back({value, false});
    };
    fact("report.task.by", deadlines_of(item));
    fact("report.task.lead", units_of(item, {"lead"}));
    fact("report.task.responsible", units_of(item, {"responsible"}));
    fact("report.task.cooperating", units_of(item, {"cooperating"}));
    if (!facts.runs.empty()) out_.blocks.emplace_back(std::move(facts));
    for (auto& said : meant_of(duty.entry, content_.meant, content_.text)) out_.add(Style::body, std::move(said));
  }

  /// Names alone where all have one role.
  std::string units_with_roles(const Json& item) const {
    std::string out;
    int roles = 0;
    for (const char* role : {"lead", "responsible", "cooperating"}) {
      const auto names = units_of(item, {role});
      if (names.empty()) continue;
      ++roles;
      out += (out.empty() ? "" : "\n") + words((std::string("report.task.") + role).c_str()) + names;
    }
    return roles > 1 ? out : units_of(item, {"lead", "responsible", "cooperating"});
  }

  void table() {
    Docx::Table table{{24, 70, 26, 36},
                      {words("report.task.column.item"), words("report.column.measure"),
                       words("report.column.deadline"), words("report.task.column.units")},
                      {}};
    for (const auto& duty : duties_) {
      if (in_text(duty)) continue;
      const Json& item = *duty.entry.item;
      const auto cell = [](std::string text) { return Docx::Cell{{{std::move(text), false}}}; };
      std::string units = units_with_roles(item);
      for (const auto& said : meant_of(duty.entry, content_.meant, content_.text))
        units += words("report.task.in_brackets", {{"text", said}});
      table.rows.push_back({cell(label_of(duty.entry, content_.text)), cell(duty.entry.words()),
                            cell(deadlines_of(item)), cell(std::move(units))});
    }
    if (table.rows.empty()) return;
    numbered("report.task.rows");
    out_.blocks.emplace_back(std::move(table));
  }

  const Json& document_;
  const TaskLetter& content_;
  std::vector<Duty> duties_;
  Docx out_;
  int section_ = 0;
};

}  // namespace

std::optional<std::string> task_letter(const Json& document, const TaskLetter& letter) {
  auto duties = duties_of(document, letter.concerns);
  if (duties.empty()) return std::nullopt;
  return Letter(document, letter, std::move(duties)).write();
}

}  // namespace limpid::reports
