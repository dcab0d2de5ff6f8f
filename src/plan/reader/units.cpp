// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/units.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace limpid::plan {
namespace {

constexpr std::string_view kHeading =
    "(?:牵头|责任|主要责任|配合|协同|主办|协办|参与|参加|负责|实施|落实)(?:责任)?(?:单位|部门|主体|领导|科室)(?:及部门)"
    "?:";

const RE2& heading() {
  static const RE2 re{std::string(kHeading)};
  return re;
}

/// Whether a name is whole at a blank after it. Companies are not here: their names are the long ones that a table
/// breaks (`某某有限公司 化工分公司`).
bool ends_as_body(std::string_view name) {
  static const RE2 re("(?:人民政府|政府|局|分局|委员会|办公室|办事处|管委会|中心|支队|大队|院|站|所)$");
  constexpr std::size_t kLongestEnding = 24;  // bytes; the words before it do not matter
  return RE2::PartialMatch(name.substr(name.size() - std::min(name.size(), kLongestEnding)), re);
}

/// `由甲局牵头负责` names 甲局; what the words around it say of its role.
std::string strip_duty(std::string name, std::optional<Role>& role) {
  static const RE2 re(
      "(?:等)?(?:单位|部门)?(?:按照?(?:各自)?(?:职责|职能)?(?:分工)?(?:分别|各自|共同)?(?:负责|落实|配合)(?:落实)?|"
      "(?:分别|共同)?负责(?:落实)?)$");
  static const RE2 lead("(?:牵头|主办)(?:负责|组织|落实|单位)?$");
  static const RE2 helping("(?:积极)?(?:配合|协助|协同|协办|参与|参加)(?:落实|实施|单位)?$");
  if (RE2::Replace(&name, lead, "")) role = Role::lead;
  if (RE2::Replace(&name, helping, "")) role = Role::cooperating;
  RE2::Replace(&name, re, "");
  if (RE2::Replace(&name, lead, "")) role = Role::lead;
  static const RE2 rest("(?:等(?:有关|相关)?(?:单位|部门)?|[。.])+$");
  RE2::Replace(&name, rest, "");
  if (name.starts_with("由")) name.erase(0, std::string_view("由").size());
  return name;
}

/// `甲镇、乙镇人民政府` are two governments.
void carry_suffix(std::vector<std::string>& names) {
  static const RE2 whole("(?:镇|乡|街道|县|区|市)(人民政府|办事处|政府)$");
  static const RE2 bare("[^各有].*(?:镇|乡|街道)");
  std::string suffix;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    if (RE2::PartialMatch(*name, whole, &suffix)) continue;
    if (!suffix.empty() && RE2::FullMatch(*name, bare))
      *name += suffix;
    else
      suffix.clear();
  }
}

/// `甲局(牵头)`: a role that this name alone has.
std::optional<Role> take_aside(std::string& name) {
  static const RE2 aside("\\((牵头|主办|配合|协办|参与)(?:单位|部门)?\\)$");
  std::string said;
  if (!RE2::PartialMatch(name, aside, &said)) return std::nullopt;
  RE2::Replace(&name, aside, "");
  return said == "牵头" || said == "主办" ? Role::lead : Role::cooperating;
}

/// One run between commas: its names share the role that the last one's words give (`乙、丙配合`).
void read_run(std::vector<std::string> names, Role otherwise, std::vector<Unit>& out) {
  std::optional<Role> role;
  std::vector<std::optional<Role>> own;
  for (auto& name : names) {
    own.push_back(take_aside(name));
    name = strip_duty(std::move(name), role);
  }
  carry_suffix(names);
  std::vector<Unit> units;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!names[i].empty()) units.push_back({std::move(names[i]), own[i].value_or(role.value_or(otherwise))});
  merge_units(out, units);
}

std::size_t separator(std::string_view rest, bool& ends_run) {
  for (std::string_view comma : {",", ";", "\n"})
    if (rest.starts_with(comma)) {
      ends_run = true;
      return comma.size();
    }
  return rest.starts_with("、") ? std::string_view("、").size() : 0;
}

/// `甲局和各乡镇人民政府`: the word joins two whole names.
std::size_t joining_word(std::string_view rest, std::string_view name) {
  for (std::string_view word : {"和", "及", "与"})
    if (rest.starts_with(word) && ends_as_body(name)) return word.size();
  return 0;
}

int bracket(std::string_view rest, std::size_t& size) {
  for (std::string_view open : {"(", "[", "〔", "【", "{", "<"})
    if (rest.starts_with(open)) {
      size = open.size();
      return 1;
    }
  for (std::string_view close : {")", "]", "〕", "】", "}", ">"})
    if (rest.starts_with(close)) {
      size = close.size();
      return -1;
    }
  size = 1;
  return 0;
}

/// End of the bracket that is open at `at`, behind it; brackets may be mixed and nested. The text's end when it is
/// never closed.
std::size_t closing(std::string_view text, std::size_t at, std::size_t& inside_end) {
  int depth = 1;
  while (at < text.size()) {
    std::size_t size = 1;
    depth += bracket(text.substr(at), size);
    if (depth == 0) {
      inside_end = at;
      return at + size;
    }
    at += size;
  }
  return inside_end = text.size();
}

/// The clause's words: headings with the lists after them.
std::vector<Unit> read_clause(const SourceText& clause) {
  std::vector<Unit> units;
  const auto text = clause.view();
  std::size_t list = 0;
  Role role = Role::responsible;
  std::array<re2::StringPiece, 1> g;
  for (std::size_t at = 0; at < text.size();) {
    const bool more = heading().Match(text, at, text.size(), RE2::UNANCHORED, g.data(), 1);
    const std::size_t begin = more ? static_cast<std::size_t>(g[0].data() - text.data()) : text.size();
    if (begin > list) merge_units(units, read_units(clause.slice(list, begin), role));
    if (!more) break;
    role = role_of({g[0].data(), g[0].size()});
    list = at = begin + g[0].size();
  }
  return units;
}

}  // namespace

Role role_of(std::string_view heading_text) {
  const auto has = [&](std::string_view word) { return heading_text.find(word) != std::string_view::npos; };
  if (has("牵头") || has("主办")) return Role::lead;
  if (has("配合") || has("协办") || has("参与") || has("参加")) return Role::cooperating;
  return Role::responsible;
}

void merge_units(std::vector<Unit>& into, const std::vector<Unit>& more) {
  for (const auto& unit : more)
    if (std::find(into.begin(), into.end(), unit) == into.end()) into.push_back(unit);
}

std::vector<Unit> read_units(const SourceText& list, Role otherwise) {
  std::vector<Unit> units;
  std::vector<std::string> run;
  std::string name;
  const auto text = list.view();
  int depth = 0;
  for (std::size_t at = 0; at < text.size();) {
    bool ends_run = false;
    std::size_t size = depth == 0 ? separator(text.substr(at), ends_run) : 0;
    if (size == 0 && depth == 0) size = joining_word(text.substr(at), name);
    const bool at_separator = size > 0;
    const bool at_blank = !at_separator && depth == 0 && !name.empty() && list.blank_before(at) && ends_as_body(name);
    if (at_separator || at_blank) run.push_back(std::exchange(name, {}));
    if (ends_run) read_run(std::exchange(run, {}), otherwise, units);
    if (!at_separator) {
      depth = std::max(0, depth + bracket(text.substr(at), size));
      name += text.substr(at, size);
    }
    at += size;
  }
  run.push_back(name);
  read_run(std::move(run), otherwise, units);
  return units;
}

namespace {

/// Verbs after a list of names that say who answers.
#define DUTY                                                                                                                                               \
  "(?:牵头(?:负责|组织|落实|实施)?|主办|具体负责|负责(?:落实|实施|组织实施)?|按(?:照)?(?:各自)?职责(?:分工)?(?:分别)?" \
  "(?:负责|"                                                                                                                                             \
  "落实|抓好落实)?|(?:积极)?(?:配合|协助|协同|协办|参与|参加)(?:落实|实施)?|落实)"

/// Whether every name of the list looks like a body.
bool all_bodies(const std::vector<Unit>& units) {
  static const RE2 body(
      "(?:人民政府|政府|局|分局|委|委员会|办公室|[^举]办|办事处|管委会|中心|支队|大队|中队|总队|院|站|所|公司|集团|社|"
      "部|队|镇|乡|街道|单位|"
      "部门|园区|开发区|厅|署|段|处|会|联|团|企业|工地|行|馆)(?:\\([^()]*\\))?$");
  return !units.empty() &&
         std::all_of(units.begin(), units.end(), [](const Unit& u) { return RE2::PartialMatch(u.name, body); });
}

/// Whether every name is one without a verb beside it.
bool all_offices(const std::vector<Unit>& units) {
  static const RE2 office(
      "(?:政府|局|分局|[发管]改?委|委员会|办公室|管委会|办事处|公路段|镇|乡|街道)(?:\\([^()]*\\))?$");
  return !units.empty() &&
         std::all_of(units.begin(), units.end(), [](const Unit& u) { return RE2::PartialMatch(u.name, office); });
}

/// `(甲局牵头,乙局、丙局配合)`, and `(甲局、乙局)` at the end.
void find_verb_brackets(const SourceText& text, std::vector<UnitClause>& clauses) {
  static const RE2 re("[(\\[〔【<]((?:[^。:;()\\[\\]〔〕【】<>]|\\([^()]{1,12}\\))*?)(" DUTY ")?[)\\]〕】>]");
  const auto view = text.view();
  std::array<re2::StringPiece, 3> g;
  for (std::size_t at = 0; re.Match(view, at, view.size(), RE2::UNANCHORED, g.data(), 3);) {
    const auto begin = static_cast<std::size_t>(g[0].data() - view.data());
    const auto inside = static_cast<std::size_t>(g[1].data() - view.data());
    at = begin + g[0].size();
    const auto size = g[1].size() + g[2].size();
    if (size == 0) continue;
    auto units = read_units(text.slice(inside, inside + size), Role::responsible);
    const auto rest = view.substr(at);
    if (g[2].empty() ? (rest.empty() || rest == "。") && all_offices(units) : all_bodies(units))
      clauses.push_back({begin, at, std::move(units)});
  }
}

/// `由甲局牵头,乙局、丙局配合。` inside sentences: a segment between stops that is names and a verb, or whose names
/// answer for a thing (`甲局负责国省干线保洁`).
void read_verb_segment(const SourceText& text, std::size_t begin, std::size_t end, std::vector<UnitClause>& clauses) {
  static const RE2 whole("(?:[^由]*由)?([^由]{2,}?)(?:" DUTY ")");
  static const RE2 object("([^由]{2,60}?)负责[^由]{3,}");
  constexpr std::size_t kLongest = 240;  // bytes
  const auto words = text.view(begin, end);
  if (words.size() > kLongest || words.find_first_of(":()") != std::string_view::npos) return;
  re2::StringPiece names;
  const bool verb = RE2::FullMatch(words, whole, &names);
  if (!verb && !RE2::FullMatch(words, object, &names)) return;
  const auto first = begin + static_cast<std::size_t>(names.data() - words.data());
  const auto last = verb ? end : first + names.size();
  auto units = read_units(text.slice(first, last), Role::responsible);
  if (verb ? all_bodies(units) : all_offices(units)) clauses.push_back({first, last, std::move(units), true});
}

void find_verb_sentences(const SourceText& text, std::vector<UnitClause>& clauses) {
  constexpr std::string_view stop = "。";
  const auto view = text.view();
  for (std::size_t begin = 0; begin < view.size();) {
    const std::size_t end = std::min({view.find_first_of(",;", begin), view.find(stop, begin), view.size()});
    if (end > begin) read_verb_segment(text, begin, end, clauses);
    begin = end + (view.substr(end).starts_with(stop) ? stop.size() : 1);
  }
}

/// `责任单位:…` at the start of a line, or behind a stop up to the line's end.
void find_lines(const SourceText& text, const std::vector<std::size_t>& line_starts, std::vector<UnitClause>& clauses) {
  static const RE2 behind("(?:^|[。;])(" + std::string(kHeading) + ")");
  const auto view = text.view();
  std::array<re2::StringPiece, 2> g;
  for (std::size_t i = 0; i < line_starts.size(); ++i) {
    const std::size_t begin = line_starts[i], end = i + 1 < line_starts.size() ? line_starts[i + 1] : view.size();
    const auto line = view.substr(begin, end - begin);
    if (!behind.Match(line, 0, line.size(), RE2::UNANCHORED, g.data(), 2)) continue;
    const auto clause = begin + static_cast<std::size_t>(g[1].data() - line.data());
    clauses.push_back({clause, end, read_clause(text.slice(clause, end))});
  }
}

}  // namespace

std::vector<UnitClause> find_unit_clauses(const SourceText& text, const std::vector<std::size_t>& line_starts) {
  static const RE2 open("[(\\[〔【<]" + std::string(kHeading));
  const auto view = text.view();
  std::vector<UnitClause> clauses;
  std::array<re2::StringPiece, 1> g;
  for (std::size_t at = 0; at < view.size() && open.Match(view, at, view.size(), RE2::UNANCHORED, g.data(), 1);) {
    const auto begin = static_cast<std::size_t>(g[0].data() - view.data());
    std::size_t inside_end = 0, bracket_size = 1;
    bracket(view.substr(begin), bracket_size);
    const std::size_t end = closing(view, begin + g[0].size(), inside_end);
    clauses.push_back({begin, end, read_clause(text.slice(begin + bracket_size, inside_end))});
    at = end;
  }
  std::vector<UnitClause> more;
  find_lines(text, line_starts, more);
  find_verb_brackets(text, more);
  find_verb_sentences(text, more);
  for (auto& clause : more) {
    const bool inside = std::any_of(clauses.begin(), clauses.end(),
                                    [&](const auto& c) { return clause.begin < c.end && c.begin < clause.end; });
    if (!inside) clauses.push_back(std::move(clause));
  }
  std::sort(clauses.begin(), clauses.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return clauses;
}

}  // namespace limpid::plan
