// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/unit_clauses.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "plan/reader/deadlines.hpp"
#include "plan/reader/fields.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/list_asides.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/unit_lines.hpp"
#include "plan/reader/unit_names.hpp"
#include "plan/reader/unit_roles.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

/// Verbs after a list of names that say who answers.
#define DUTY                                                                                                                                               \
  "(?:牵头(?:负责|组织|落实|实施)?|主办|具体负责|负责(?:落实|实施|组织实施)?|按(?:照)?(?:各自)?职责(?:分工)?(?:分别)?" \
  "(?:负责|落实|抓好落实|办理|牵头)?|抓好落实|(?:具体|组织|共同|联合)+(?:实施|落实)|(?:派员)?参加|(?:积极)?(?:配合|"   \
  "协助|协同|协办|参与|参加)(?:落实|实施|推进|做好|开展)?|负(?:总|主)责|落实)"

/// Whether a pattern with DUTY can match.
bool may_say_duty(std::string_view words) {
  return holds_any(words,
                   {"牵头", "主办", "负责", "职责", "配合", "协", "参与", "参加", "落实", "实施", "主责", "总责"});
}

/// Whether every name of the list looks like a body.
bool all_bodies(const std::vector<Unit>& units) {
  return !units.empty() &&
         std::all_of(units.begin(), units.end(), [](const Unit& u) { return looks_like_body(u.name); });
}

/// Whether every name is one without a verb beside it.
bool all_offices(const std::vector<Unit>& units) {
  return !units.empty() && std::all_of(units.begin(), units.end(), [](const Unit& u) { return is_office(u.name); });
}

/// 生态环境部门, 住建部门: lines of work that answer for a thing; not 有关部门.
bool all_departments(const std::vector<Unit>& units) {
  static const RE2 re("(?:省|市|县|区)?(?:级)?" LIMPID_HAN "{2,6}(?:主管)?部门"),
      many("有关|相关|各|其他|使用|建设单位");
  return !units.empty() && std::all_of(units.begin(), units.end(), [](const Unit& u) {
    return RE2::FullMatch(u.name, re) && !RE2::PartialMatch(u.name, many);
  });
}

enum class BracketPlace { inside, sentence_end, behind_sentence };

/// `(甲局牵头,乙局、丙局配合)`, and `(甲局、乙局)` at the end of a sentence or paragraph: most of its names are bodies.
/// Behind a sentence each may be one that is no office.
bool read_verb_bracket(const SourceText& text, std::size_t inside, std::size_t inside_end, BracketPlace place,
                       UnitClause& clause) {
  static const RE2 verb("(?:" DUTY "|实施|监管|监督|分工|抓落实|统筹(?:协调|推进)?|主抓|抓总)(?:$|[,;。])");
  auto units = read_units(names_alone(text, inside, inside_end, clause), Role::responsible);
  const bool says = RE2::PartialMatch(text.view(inside, inside_end), verb);
  if (!says && place == BracketPlace::inside) return false;
  const auto bodies = static_cast<std::size_t>(
      std::count_if(units.begin(), units.end(), [](const Unit& u) { return looks_like_body(u.name); }));
  const auto offices = static_cast<std::size_t>(
      std::count_if(units.begin(), units.end(), [](const Unit& u) { return is_office(u.name); }));
  const bool by_themselves =
      place == BracketPlace::behind_sentence &&
      std::all_of(units.begin(), units.end(), [](const Unit& u) { return is_body_by_itself(u.name); });
  const bool all = bodies == units.size() && (offices > 0 || by_themselves);
  if (bodies == 0 || (!all && 2 * (says ? bodies : offices) <= units.size())) return false;
  std::erase_if(units, [](const Unit& u) { return !looks_like_body(u.name); });
  clause.units = std::move(units);
  return true;
}

/// `(县住建局;完成时限:2024年6月底)`
bool read_dated_bracket(const SourceText& text, std::size_t inside, std::size_t inside_end, UnitClause& clause) {
  static const RE2 re("[^:]+[,;]" + std::string(kDeadlineLabel) + ":[^:]+");
  if (!RE2::FullMatch(text.view(inside, inside_end), re)) return false;
  read_clause(text, inside, inside_end, clause);
  return all_bodies(clause.units);
}

void find_verb_brackets(const SourceText& text, const std::vector<std::size_t>& line_starts,
                        std::vector<UnitClause>& clauses) {
  constexpr std::size_t kLongest = 1500;  // bytes
  const auto view = text.view();
  for (std::size_t at = 0; at < view.size();) {
    std::size_t size = 1;
    if (bracket(view.substr(at), size) <= 0) {
      at += size;
      continue;
    }
    std::size_t inside_end = 0;
    const std::size_t inside = at + size;
    auto end = closing(view.substr(0, std::min(view.size(), inside + kLongest)), inside, inside_end);
    // Behind a sentence an open bracket that nothing closes goes to the line's end: its other half was lost.
    const auto next = std::upper_bound(line_starts.begin(), line_starts.end(), at);
    const std::size_t line_end = next == line_starts.end() ? view.size() : *next;
    const bool lost = inside_end == end && view.substr(0, at).ends_with("。") && line_end - inside <= kLongest;
    if (lost) end = inside_end = line_end;
    const auto rest = view.substr(end);
    const bool parted = rest.starts_with(";");
    const bool ends = rest.empty() || rest.starts_with("。") || parted ||
                      std::binary_search(line_starts.begin(), line_starts.end(), end);
    const bool behind =
        view.substr(0, at).ends_with("。") || (ends && std::binary_search(line_starts.begin(), line_starts.end(), at));
    const auto place = behind ? BracketPlace::behind_sentence
                       : ends ? BracketPlace::sentence_end
                              : BracketPlace::inside;
    constexpr std::size_t kShortest = 6;  // bytes: two characters
    UnitClause clause{at, end, {}, false, {}};
    const bool bounded = (lost || inside_end < end) && !is_place_kind(view.substr(inside, inside_end - inside));
    const bool labelled = view.substr(inside, inside_end - inside).find(':') != std::string_view::npos;
    const bool found = bounded && inside_end - inside >= kShortest &&
                       (labelled ? read_dated_bracket(text, inside, inside_end, clause)
                                 : read_verb_bracket(text, inside, inside_end, place, clause));
    // Between the parts of a sentence a list of townships says where, but for `(甲镇负责)`.
    const bool where = parted && !may_say_duty(view.substr(inside, inside_end - inside)) &&
                       std::none_of(clause.units.begin(), clause.units.end(),
                                    [](const Unit& u) { return !is_township(u.name) && is_office(u.name); });
    if (found && !where) clauses.push_back(std::move(clause));
    at = found ? end : inside;
  }
}

/// `淘汰货车50辆,责任单位:县公安局;新增公交100辆,责任单位:县交通局。`: names up to a stop.
void find_labels_in_sentences(const SourceText& text, std::vector<UnitClause>& clauses) {
  const auto view = text.view();
  if (view.find(':') == std::string_view::npos) return;
  static const RE2 label(",(" + std::string(kUnitsLabel) + "):");
  std::array<re2::StringPiece, 2> g;
  for (std::size_t at = 0; at < view.size() && label.Match(view, at, view.size(), RE2::UNANCHORED, g.data(), 2);) {
    const auto begin = static_cast<std::size_t>(g[1].data() - view.data());
    const auto names = begin + g[1].size() + 1;
    at = find_stop(view, names, ";");
    auto units = read_units(text.slice(names, at), role_of({g[1].data(), g[1].size()}));
    if (all_bodies(units)) clauses.push_back({begin, at, std::move(units), false, {}});
  }
}

/// `县水务局负责监督指导`: behind a name, up to a stop, nothing but that it watches.
bool only_watches(std::string_view words) {
  static const RE2 re(
      "^负责(?:日常|统筹|全程)*(?:监督|指导|督导|督促|督办|考核|验收)+(?:检查|服务|落实|工作)*(?:[,。;]|$)");
  return RE2::PartialMatch(words, re);
}

/// What a segment between stops says of who answers, and whether only that they watch those who do
/// (`县水务局负责监督`).
struct SaidWho {
  UnitClause clause;
  bool watches = false;
};

const RE2& named_ahead() {
  static const RE2 re("^(?:此项|该项|本项)?(?:工作)?(" + std::string(kUnitsLabel) + ")(?:为|是)(.{2,})");
  return re;
}

/// `牵头单位为甲局`, `县住建局、县水务局为责任单位`: said by the name of the role.
std::optional<SaidWho> read_named_role(const SourceText& text, std::size_t begin, std::size_t end) {
  static const RE2 behind(".{2,}" LIMPID_NAMED_ROLE);
  const auto words = text.view(begin, end);
  if (!holds_any(words, {"为", "是"})) return std::nullopt;
  re2::StringPiece label, names;
  std::vector<Unit> units;
  if (RE2::FullMatch(words, named_ahead(), &label, &names))
    units = read_units(text.slice(end - names.size(), end), role_of({label.data(), label.size()}));
  else if (RE2::FullMatch(words, behind))
    units = read_units(text.slice(begin, end), Role::responsible);
  if (!all_offices(units)) return std::nullopt;
  return SaidWho{{begin, end, std::move(units), true, {}}};
}

/// `由甲局牵头,乙局、丙局配合。` inside sentences: a segment between stops that is names and a verb, or whose names
/// answer for a thing (`甲局负责国省干线保洁`).
std::optional<SaidWho> read_verb_segment(const SourceText& text, std::size_t begin, std::size_t end) {
  static const RE2 whole("(?:[-—–]*|[^由]*由)([^由]{2,}?)(?:" DUTY ")");
  static const RE2 object("([^由]{2,}?)(?:具体|分别|共同)?负责[^由]{2,}");
  static const RE2 by("[^由]*由([^由]{2,}?)(?:各|分别|共同|具体)?(?:负责|组织|督促|开展|承担|抓好|制定|编制)([^由]+)"),
      judges("^(?:专家|人员|力量)?(?:验收|审核|评估|考核|评审|审查|核查|认定)");
  constexpr std::size_t kLongest = 240;  // bytes
  const auto words = text.view(begin, end);
  if (words.size() > kLongest || words.find(':') != std::string_view::npos || !only_places_in_brackets(words))
    return std::nullopt;
  if (auto named = read_named_role(text, begin, end)) return named;
  const bool duty = may_say_duty(words);
  re2::StringPiece names, rest;
  const bool verb = duty && RE2::FullMatch(words, whole, &names);
  if (!verb && !(duty && RE2::FullMatch(words, object, &names)) &&
      !(words.find("由") != std::string_view::npos && RE2::FullMatch(words, by, &names, &rest) &&
        !RE2::PartialMatch(rest, judges)))
    return std::nullopt;
  const auto first = begin + static_cast<std::size_t>(names.data() - words.data());
  const auto last = verb ? end : first + names.size();
  auto units = read_units(text.slice(first, last), Role::responsible);
  if (!(verb ? all_bodies(units) : all_offices(units) || all_departments(units))) return std::nullopt;
  const auto answers = words.rfind("负责");
  const bool watches = answers != std::string_view::npos && only_watches(words.substr(answers));
  return SaidWho{{first, last, std::move(units), true, {}}, watches};
}

#define LIMPID_PARTNER                                                                                                                                   \
  LIMPID_HAN                                                                                                                                             \
  "{1,14}?(?:政府|分局|局|委员会|[发管卫]改?委|办公室|管委会|办事处|大队|支队|中心|公司|(?:乡镇|街道)(?:人民政府|" \
  "政府|办事处)?|部门|"                                                                                                                           \
  "单位)"

/// Behind 会同 or 联合, the names of those who help: how many bytes of `words` they take, 0 where they name nobody.
std::size_t partners(std::string_view words) {
  static const RE2 re("^" LIMPID_PARTNER "(?:[、和及与]" LIMPID_PARTNER ")*");
  re2::StringPiece found;
  return re.Match(words, 0, words.size(), RE2::ANCHOR_START, &found, 1) ? found.size() : 0;
}

/// `县住建局会同县水务局、县财政局`: the clause takes those in who stand behind its names.
void take_partners(const SourceText& text, UnitClause& clause) {
  const auto rest = text.view().substr(clause.end);
  for (std::string_view with : {"会同", "联合", "协同"}) {
    if (!rest.starts_with(with)) continue;
    const auto size = partners(rest.substr(with.size()));
    if (size == 0) return;
    const auto begin = clause.end + with.size();
    merge_units(clause.units, read_units(text.slice(begin, begin + size), Role::cooperating));
    clause.end = begin + size;
  }
}

/// `由县水务局牵头,会同各乡镇人民政府整治河道`: behind a clause that says who leads.
void take_helpers(const SourceText& text, std::size_t begin, std::vector<UnitClause>& clauses) {
  UnitClause helpers{begin, begin, {}, true, {}};
  take_partners(text, helpers);
  if (!helpers.units.empty()) clauses.push_back(std::move(helpers));
}

/// `责任单位为甲局、乙局,丙管理处`: names alone behind what is said by the name of a role are of it.
bool take_names(const SourceText& text, std::size_t begin, std::size_t end, std::vector<UnitClause>& clauses) {
  const auto names = text.slice(begin, end);
  if (!names_bodies(names)) return false;
  auto units = read_units(names, clauses.back().units.back().role);
  clauses.push_back({begin, end, std::move(units), true, {}});
  return true;
}

void find_verb_sentences(const SourceText& text, const std::vector<std::size_t>& line_starts,
                         std::vector<UnitClause>& clauses) {
  constexpr std::string_view stop = "。";
  const auto view = text.view();
  // A heading on its own line is no part of the sentence below it.
  const std::size_t heading_end = line_starts.size() > 1 ? line_starts[1] : 0;
  const bool headed = view.substr(0, heading_end).find_first_of(",;") == std::string_view::npos &&
                      view.substr(0, heading_end).find(stop) == std::string_view::npos;
  std::vector<UnitClause> watching;
  bool by_role = false;  // the last clause names its role
  for (std::size_t begin = headed ? heading_end : 0; begin < view.size();) {
    const std::size_t end = find_stop(view, begin, ",;");
    const bool behind = !clauses.empty() && clauses.back().end + 1 == begin && view[clauses.back().end] == ',';
    if (auto said = end > begin ? read_verb_segment(text, begin, end) : std::nullopt) {
      by_role = !said->watches && RE2::PartialMatch(view.substr(begin, end - begin), named_ahead());
      (said->watches ? watching : clauses).push_back(std::move(said->clause));
    } else if (behind && !(by_role && take_names(text, begin, end, clauses))) {
      take_helpers(text, begin, clauses);
    }
    begin = end + (view.substr(end).starts_with(stop) ? stop.size() : 1);
  }
  if (clauses.empty()) clauses = std::move(watching);  // alone they answer
}

/// `县住建局:负责工地扬尘管控;县商务局:取缔无手续站点`: behind a stop or at a line's start, names that a colon follows.
void find_addressed(const SourceText& text, const std::vector<std::size_t>& line_starts,
                    std::vector<UnitClause>& clauses) {
  static const RE2 addressed("(?:^|[。;])((?:" LIMPID_HAN "|、){3,}):" LIMPID_HAN);
  const auto view = text.view();
  std::array<re2::StringPiece, 2> g;
  for (std::size_t i = 0; i < line_starts.size(); ++i) {
    const auto line = view.substr(0, i + 1 < line_starts.size() ? line_starts[i + 1] : view.size());
    for (std::size_t at = line_starts[i]; at < line.size();) {
      const auto rest = line.substr(at);
      if (!addressed.Match(rest, 0, rest.size(), RE2::UNANCHORED, g.data(), 2)) break;
      const auto first = at + static_cast<std::size_t>(g[1].data() - rest.data()), last = first + g[1].size();
      auto units = read_units(text.slice(first, last), Role::responsible);
      if (all_bodies(units) && std::any_of(units.begin(), units.end(), [](const Unit& u) { return is_office(u.name); }))
        clauses.push_back({first, last, std::move(units), true, {}});
      at = last;
    }
  }
}

/// `3月底前,各乡镇人民政府对工地逐一登记`: the subject of a sentence answers where nothing but sentences says who
/// does.
void find_subjects(const SourceText& text, std::vector<UnitClause>& clauses) {
  static const RE2 subject("(?:^|[,;。])((?:各|有关|相关|生态环境|公安|自然资源|" LIMPID_HAN
                           "{0,6}?[省市县区州旗盟])(?:(?:" LIMPID_HAN
                           "|、)*?(?:街道办|供销社|委(?:组织|宣传|统战)部)|(?:" LIMPID_HAN
                           "|、)+?"
                           "(?:政府|局|委员会|办公室|管委会|办事处|大队|支队|(?:气|水|土|环|"
                           "河长|领导小组)办|(?:有关|相关|各)(?:"
                           "部门|单位))))(会同|联合|协同|分别|共同|于|对|要(?:牵头)?|应|须|需|每|按|根据|结合|负责|"
                           "牵头|不得|不再|组成|\\d)");
  static const RE2 object("^(?:报|经|向|由|按|与|请|送|受|从|对|在|将|把|为|以|到|至)");
  const auto view = text.view();
  std::array<re2::StringPiece, 3> g;
  for (std::size_t at = 0; at < view.size() && subject.Match(view, at, view.size(), RE2::UNANCHORED, g.data(), 3);) {
    const auto first = static_cast<std::size_t>(g[1].data() - view.data()), last = first + g[1].size();
    at = last;
    if (RE2::PartialMatch(g[1], object) || (!clauses.empty() && only_watches(view.substr(last)))) continue;
    auto units = read_units(text.slice(first, last), g[2].ends_with("牵头") ? Role::lead : Role::responsible);
    if (!all_bodies(units)) continue;
    UnitClause clause{first, last, std::move(units), true, {}};
    take_partners(text, clause);
    at = clause.end;
    clauses.push_back(std::move(clause));
  }
}

}  // namespace

std::vector<UnitClause> find_unit_clauses(const SourceText& text, const std::vector<std::size_t>& line_starts) {
  static const RE2 open("[(\\[〔【<](?:(?:" + std::string(kDeadlineLabel) + "|" + std::string(kPersonLabel) + "|" +
                        std::string(kOverseerLabel) + "):[^:()]+?[,;]?|([^:()]{2,20})[,;。])?" +
                        std::string(kUnitsLabel) + ":");
  const auto view = text.view();
  std::vector<UnitClause> clauses;
  std::array<re2::StringPiece, 2> g;
  for (std::size_t at = 0; at < view.size() && open.Match(view, at, view.size(), RE2::UNANCHORED, g.data(), 2);) {
    const auto begin = static_cast<std::size_t>(g[0].data() - view.data());
    at = begin + g[0].size();
    if (!g[1].empty() && !is_time({g[1].data(), g[1].size()})) continue;
    std::size_t inside_end = 0, bracket_size = 1;
    bracket(view.substr(begin), bracket_size);
    const std::size_t end = closing(view, begin + g[0].size(), inside_end);
    UnitClause clause{begin, end, {}, false, {}};
    read_clause(text, begin + bracket_size, inside_end, clause);
    clauses.push_back(std::move(clause));
    at = end;
  }
  std::vector<UnitClause> more;
  find_lines(text, line_starts, more);
  find_verb_brackets(text, line_starts, more);
  find_labels_in_sentences(text, more);
  find_addressed(text, line_starts, more);
  find_verb_sentences(text, line_starts, more);
  const auto answers = [](const UnitClause& c) { return !c.units.empty() && !c.words; };
  if (std::none_of(clauses.begin(), clauses.end(), answers) && std::none_of(more.begin(), more.end(), answers))
    find_subjects(text, more);
  std::map<std::size_t, std::size_t> taken;  // clauses that stand apart, by where they begin
  for (const auto& clause : clauses) taken.emplace(clause.begin, clause.end);
  for (auto& clause : more) {
    const auto behind = taken.lower_bound(clause.end);
    if (behind != taken.begin() && clause.begin < std::prev(behind)->second) continue;
    taken.emplace_hint(behind, clause.begin, clause.end);
    clauses.push_back(std::move(clause));
  }
  std::sort(clauses.begin(), clauses.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return clauses;
}

void let_first_lead(std::vector<Unit>& units) {
  const auto plain = [](const Unit& unit) { return unit.role == Role::responsible; };
  const bool led = std::any_of(units.begin(), units.end(), [](const Unit& unit) { return unit.role == Role::lead; });
  if (!led && std::count_if(units.begin(), units.end(), plain) > 1)
    std::find_if(units.begin(), units.end(), plain)->role = Role::lead;
}

void let_first_lead(std::vector<UnitClause>& clauses) {
  for (auto& clause : clauses)
    if (!clause.words) let_first_lead(clause.units);
}

bool answer_for_whole(const std::vector<UnitClause>& clauses) {
  return std::any_of(clauses.begin(), clauses.end(), [](const UnitClause& c) { return !c.units.empty() && !c.words; });
}

}  // namespace limpid::plan
