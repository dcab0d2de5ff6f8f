// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/units.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "plan/reader/deadlines.hpp"
#include "plan/reader/fields.hpp"

namespace limpid::plan {
namespace {

/// Whether a name is whole at a blank after it. Companies are not here: their names are the long ones that a table
/// breaks (`某某有限公司 化工分公司`).
bool ends_as_body(std::string_view name) {
  static const RE2 re("(?:人民政府|政府|局|分局|委员会|办公室|办事处|管委会|中心|支队|大队|院|站|所)$");
  constexpr std::size_t kLongestEnding = 24;  // bytes; the words before it do not matter
  return RE2::PartialMatch(name.substr(name.size() - std::min(name.size(), kLongestEnding)), re);
}

/// Words that only stand for a body beside a name that is one.
bool body_like(std::string_view name) {
  static const RE2 re(
      "(?:政府|局|委|委员会|办公室|[^举]办|办事处|管委会|中心|支队|大队|中队|总队|院|站|所|公司|集团|社|部|队|镇|乡|"
      "街道|"
      "单位|部门|园区|开发区|新区|高新区|经开区|厅|署|段|处|会|联|团|企业|工地|行|馆|法院|检察院|党委|校|局党组|厂|矿|"
      "银行|"
      "委办|府办|督查室|河长|街办|村|社区|业主|运营商)(?:\\([^()]*\\))?$");
  return RE2::PartialMatch(name, re);
}

/// `由甲局牵头负责` names 甲局; what the words around it say of its role.
std::string strip_duty(std::string name, std::optional<Role>& role) {
  static const RE2 before("^(?:以下(?:任务)?)?(?:均需|均由|由|请|以及|及|并由|其中)");
  static const RE2 re(
      "(?:等)?(?:有关|相关)?(?:单位|部门)?(?:按照?(?:各自)?(?:职责|职能|任务)?(?:分工)?)?(?:分工|分别|各自|共同|具体|"
      "组织|统筹)*"
      "(?:负责|抓好落实|抓落实|落实|组织实施|实施|配合)(?:落实|实施|推进|到位)?$");
  static const RE2 by_duty("(?:等)?(?:有关|相关)?(?:单位|部门)?按照?(?:各自)?(?:职责|职能)(?:分工)?$");
  static const RE2 lead("(?:总?牵头|主办)(?:负责|组织|落实|实施|推进|统筹|抓总|抓好|单位|总)*$");
  static const RE2 helping(
      "(?:积极|密切|共同|分别|按(?:各自)?职责(?:分工)?|做好)*(?:配合|协助|协同|协办|参与|参加|协作|支持)(?:落实|实施|"
      "推进|"
      "做好|单位|工作)*$");
  static const RE2 weak(
      "(?:共同|分别|具体|负责)?(?:监管|监督|督导|指导|执行|推进|承担|审批|考核|督办)(?:落实|实施|推进)?$");
  static const RE2 tail(
      "^(.{3,}?(?:局|委|厅|政府|办公室|委员会|中心|办事处|公司|大队|支队|管委会))(?:要|应)?(?:做好|加强|负责|牵头|配合|"
      "会同|督促|指导|组织|"
      "开展|落实|提供|对|为|承担|按|等|协助|参与).*$");
  RE2::Replace(&name, before, "");
  if (RE2::Replace(&name, lead, "")) role = Role::lead;
  if (RE2::Replace(&name, helping, "")) role = Role::cooperating;
  RE2::Replace(&name, re, "");
  RE2::Replace(&name, by_duty, "");
  if (RE2::Replace(&name, lead, "")) role = Role::lead;
  static const RE2 rest("(?:等(?:有关|相关)?(?:单位|部门)?|[。.])+$");
  RE2::Replace(&name, rest, "");
  std::string bare = name;
  if (RE2::Replace(&bare, weak, "") && body_like(bare)) name = bare;
  std::string body;
  if (!body_like(name) && RE2::FullMatch(name, tail, &body)) {
    const auto said = std::string_view(name).substr(body.size());
    if (said.starts_with("牵头")) role = Role::lead;
    if (said.starts_with("配合") || said.starts_with("协助") || said.starts_with("参与")) role = Role::cooperating;
    name = body;
  }
  RE2::Replace(&name, rest, "");
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

/// 市, 县(市、区), 乡镇: kinds of places.
bool is_place_kind(std::string_view words) {
  static const RE2 re("(?:市|县|区|州|旗|乡|镇|街道|办|园|[、,/])+");
  return RE2::FullMatch(words, re);
}

/// `甲局(牵头)`: a role that this name alone has. `甲局(生活污水散排口)`: what for, no part of the name; but
/// `县(市、区)` and `(街道办事处)` are.
std::optional<Role> take_aside(std::string& name) {
  static const RE2 aside("\\((牵头|主办|配合|协办|参与|责任)(?:单位|部门)?\\)$");
  std::string said;
  if (RE2::PartialMatch(name, aside, &said)) {
    RE2::Replace(&name, aside, "");
    if (said == "责任") return Role::responsible;
    return said == "牵头" || said == "主办" ? Role::lead : Role::cooperating;
  }
  static const RE2 what_for("^(.*?)\\(([^()]*)\\)$");
  std::string bare;
  if (RE2::FullMatch(name, what_for, &bare, &said) && ends_as_body(bare) && !body_like(said) && !is_place_kind(said))
    name = bare;
  return std::nullopt;
}

/// `/`, `—`, 无: nobody.
bool is_nobody(std::string_view name) {
  static const RE2 re("(?:(?:牵头|责任|配合)(?:单位|部门)|[-—–_/\\\\*~.·]*|无|空)");
  return RE2::FullMatch(name, re);
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
    if (!is_nobody(names[i])) units.push_back({std::move(names[i]), own[i].value_or(role.value_or(otherwise))});
  merge_units(out, units);
}

std::size_t separator(std::string_view rest, bool& ends_run) {
  for (std::string_view comma : {",", ";", "\n"})
    if (rest.starts_with(comma)) {
      ends_run = true;
      return comma.size();
    }
  if (rest.starts_with("。")) {
    ends_run = true;
    return std::string_view("。").size();
  }
  return rest.starts_with("、") ? std::string_view("、").size() : 0;
}

/// `甲局和各乡镇人民政府`: the word joins two whole names.
std::size_t joining_word(std::string_view rest, std::string_view name) {
  for (std::string_view word : {"以及", "会同", "和", "及", "与"}) {
    if (!rest.starts_with(word)) continue;
    const auto next = rest.substr(word.size());
    if (word == "会同" && (next.starts_with("有关") || next.starts_with("相关"))) continue;
    const bool all =
        next.starts_with("各") || next.starts_with("有关") || next.starts_with("相关") || next.starts_with("其他");
    if (ends_as_body(name) || (all && body_like(name))) return word.size();
  }
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

}  // namespace

Role role_of(std::string_view heading_text) {
  const auto has = [&](std::string_view word) { return heading_text.find(word) != std::string_view::npos; };
  if (has("牵头") || has("主办")) return Role::lead;
  if (has("配合") || has("协办") || has("参与") || has("参加")) return Role::cooperating;
  return Role::responsible;
}

bool names_bodies(const SourceText& words) {
  constexpr std::size_t kLongest = 600, kLongestName = 60;  // bytes
  if (words.empty() || words.size() > kLongest || words.view().find_first_of("0123456789:") != std::string_view::npos)
    return false;
  const auto units = read_units(words, Role::responsible);
  return !units.empty() && std::all_of(units.begin(), units.end(), [](const Unit& u) {
    return u.name.size() <= kLongestName && body_like(u.name);
  });
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
  return !units.empty() && std::all_of(units.begin(), units.end(), [](const Unit& u) { return body_like(u.name); });
}

bool is_office(const Unit& u) {
  static const RE2 office(
      "(?:政府|局|分局|[发管]改?委|委员会|办公室|管委会|办事处|公路段|镇|乡|街道|厅|公司|联合社|供销社|中心|支队|大队)("
      "?:\\([^()]*\\))?$");
  return RE2::PartialMatch(u.name, office);
}

/// Whether every name is one without a verb beside it.
bool all_offices(const std::vector<Unit>& units) {
  return !units.empty() && std::all_of(units.begin(), units.end(), is_office);
}

/// [begin, end) between stops that is nothing but a time limit: 长期坚持, 2023年底前完成.
bool is_time(std::string_view words) {
  const auto found = find_deadlines(words, {});
  if (found.empty()) return false;
  std::size_t taken = 0;
  for (const auto& f : found) taken += f.end - f.begin;
  constexpr std::size_t kAround = 12;  // bytes: 完成, 此后
  return words.size() <= taken + kAround;
}

/// The words of a clause's list without its time limits, which go to `when`.
SourceText without_times(const SourceText& text, std::size_t begin, std::size_t end, UnitClause& clause) {
  SourceText out = text.slice(begin, begin);
  const auto view = text.view();
  int depth = 0;
  std::size_t from = begin;
  for (std::size_t at = begin; at <= end;) {
    std::size_t size = 1;
    bool ends_run = at == end;
    if (!ends_run) depth = std::max(0, depth + bracket(view.substr(at), size));
    if (depth == 0 && at < end)
      if (const auto separates = separator(view.substr(at), ends_run)) size = separates;
    if (ends_run) {
      if (at > from && is_time(view.substr(from, at - from)))
        clause.when.emplace_back(from, at);
      else
        out.append(text, from, std::min(at + (at < end ? size : 0), end));
      from = at + size;
    }
    at += size;
  }
  return out;
}

/// The clause's words in [begin, end): labels with the lists after them; a label of another kind ends a list.
void read_clause(const SourceText& text, std::size_t begin, std::size_t end, UnitClause& clause) {
  static const RE2 label("(" + printed_label(kUnitsLabel) + ")|(" + printed_label(kDeadlineLabel) + ")|(" +
                         printed_label(kPersonLabel) +
                         ")|((?:整改目标|整改措施|工作目标|备注|督导单位|督办单位|监督单位|验收单位|指导单位):)");
  const auto view = text.view();
  std::array<re2::StringPiece, 4> g;
  std::size_t list = begin;
  std::optional<Field> field;
  Role role = Role::responsible;
  for (std::size_t at = begin; at < end || list < end;) {
    const bool more = at < end && label.Match(view, at, end, RE2::UNANCHORED, g.data(), 4);
    const std::size_t stop = more ? static_cast<std::size_t>(g[0].data() - view.data()) : end;
    if (stop > list && field.value_or(Field::units) == Field::units)
      merge_units(clause.units, read_units(without_times(text, list, stop, clause), role));
    if (stop > list && field == Field::deadline) clause.when.emplace_back(list, stop);
    if (!more) break;
    field = !g[1].empty() ? Field::units : !g[2].empty() ? Field::deadline : Field::other;
    role = role_of({g[0].data(), g[0].size()});
    list = at = stop + g[0].size();
  }
}

/// `(甲局牵头,乙局、丙局配合)`, and `(甲局、乙局)` at the end of a sentence or paragraph: most of its names are bodies.
bool read_verb_bracket(const SourceText& text, std::size_t inside, std::size_t inside_end, bool at_end,
                       UnitClause& clause) {
  static const RE2 verb("(?:" DUTY "|实施|监管|监督|分工|抓落实)(?:$|[,;。])");
  auto units = read_units(without_times(text, inside, inside_end, clause), Role::responsible);
  const bool says = RE2::PartialMatch(text.view(inside, inside_end), verb);
  if (!says && !at_end) return false;
  const auto bodies = static_cast<std::size_t>(
      std::count_if(units.begin(), units.end(), [](const Unit& u) { return body_like(u.name); }));
  const auto offices = static_cast<std::size_t>(std::count_if(units.begin(), units.end(), is_office));
  const bool all = bodies == units.size() && offices > 0;
  if (bodies == 0 || (!all && 2 * (says ? bodies : offices) <= units.size())) return false;
  std::erase_if(units, [](const Unit& u) { return !body_like(u.name); });
  clause.units = std::move(units);
  return true;
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
    const auto end = closing(view.substr(0, std::min(view.size(), inside + kLongest)), inside, inside_end);
    const auto rest = view.substr(end);
    const bool at_end =
        rest.empty() || rest.starts_with("。") || std::binary_search(line_starts.begin(), line_starts.end(), end);
    constexpr std::size_t kShortest = 6;  // bytes: two characters
    UnitClause clause{at, end, {}, false, {}};
    const bool closed = inside_end < end;
    const bool found = closed && inside_end - inside >= kShortest &&
                       view.substr(inside, inside_end - inside).find(':') == std::string_view::npos &&
                       read_verb_bracket(text, inside, inside_end, at_end, clause);
    if (found) clauses.push_back(std::move(clause));
    at = found ? end : inside;
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
  if (verb ? all_bodies(units) : all_offices(units)) clauses.push_back({first, last, std::move(units), true, {}});
}

void find_verb_sentences(const SourceText& text, const std::vector<std::size_t>& line_starts,
                         std::vector<UnitClause>& clauses) {
  constexpr std::string_view stop = "。";
  const auto view = text.view();
  // A heading on its own line is no part of the sentence below it.
  const std::size_t heading_end = line_starts.size() > 1 ? line_starts[1] : 0;
  const bool headed = view.substr(0, heading_end).find_first_of(",;") == std::string_view::npos &&
                      view.substr(0, heading_end).find(stop) == std::string_view::npos;
  for (std::size_t begin = headed ? heading_end : 0; begin < view.size();) {
    const std::size_t end = std::min({view.find_first_of(",;", begin), view.find(stop, begin), view.size()});
    if (end > begin) read_verb_segment(text, begin, end, clauses);
    begin = end + (view.substr(end).starts_with(stop) ? stop.size() : 1);
  }
}

/// A line of names goes on in the next one behind a comma, or where the last name is not whole.
bool list_goes_on(std::string_view line, std::string_view next) {
  constexpr std::size_t kLongest = 240;  // bytes
  if (next.empty() || next.size() > kLongest || label_of(next).field != Field::none) return false;
  for (std::string_view comma : {"、", ","})
    if (line.ends_with(comma)) return true;
  static const RE2 names("(?:\\p{Han}|[(),;、])+");
  const auto last = line.substr(line.find_last_of(":,;") + 1);
  return !line.ends_with("。") && !body_like(last) && RE2::FullMatch(next, names) && body_like(next) &&
         label_of(line).size < line.size() && next.front() != ',' && last.find("牵头") == std::string_view::npos &&
         last.find("负责") == std::string_view::npos && last.find("配合") == std::string_view::npos;
}

/// `责任单位:…` at the start of a line, or behind a stop up to the line's end.
void find_lines(const SourceText& text, const std::vector<std::size_t>& line_starts, std::vector<UnitClause>& clauses) {
  static const RE2 behind("(?:^(?:\\(?\\d{1,2}[.、)]+)?|[。;])(" + printed_label(kUnitsLabel) + ")");
  const auto view = text.view();
  std::array<re2::StringPiece, 2> g;
  const auto line_end = [&](std::size_t i) { return i + 1 < line_starts.size() ? line_starts[i + 1] : view.size(); };
  for (std::size_t i = 0; i < line_starts.size(); ++i) {
    const std::size_t begin = line_starts[i];
    std::size_t end = line_end(i);
    const auto line = view.substr(begin, end - begin);
    if (!behind.Match(line, 0, line.size(), RE2::UNANCHORED, g.data(), 2)) continue;
    const auto clause = begin + static_cast<std::size_t>(g[1].data() - line.data());
    while (i + 1 < line_starts.size() &&
           list_goes_on(view.substr(clause, end - clause), view.substr(end, line_end(i + 1) - end)))
      end = line_end(++i);
    UnitClause found{clause, end, {}, false, {}};
    read_clause(text, clause, end, found);
    clauses.push_back(std::move(found));
  }
}

}  // namespace

std::vector<UnitClause> find_unit_clauses(const SourceText& text, const std::vector<std::size_t>& line_starts) {
  static const RE2 open("[(\\[〔【<](?:(?:" + std::string(kDeadlineLabel) + "|" + std::string(kPersonLabel) +
                        "):[^:()]{1,40}[,;])?" + std::string(kUnitsLabel) + ":");
  const auto view = text.view();
  std::vector<UnitClause> clauses;
  std::array<re2::StringPiece, 1> g;
  for (std::size_t at = 0; at < view.size() && open.Match(view, at, view.size(), RE2::UNANCHORED, g.data(), 1);) {
    const auto begin = static_cast<std::size_t>(g[0].data() - view.data());
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
  find_verb_sentences(text, line_starts, more);
  for (auto& clause : more) {
    const bool inside = std::any_of(clauses.begin(), clauses.end(),
                                    [&](const auto& c) { return clause.begin < c.end && c.begin < clause.end; });
    if (!inside) clauses.push_back(std::move(clause));
  }
  std::sort(clauses.begin(), clauses.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return clauses;
}

}  // namespace limpid::plan
