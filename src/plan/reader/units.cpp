// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/units.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "plan/reader/han.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/only_once.hpp"
#include "plan/reader/shared_endings.hpp"
#include "plan/reader/unit_names.hpp"
#include "plan/reader/unit_roles.hpp"

namespace limpid::plan {
namespace {

struct NamedUnits {
  std::vector<Unit> answer;
  std::vector<Unit> oversee;  ///< 督导, 验收 stand behind them
  OnlyOnce<Unit> answer_once{answer}, oversee_once{oversee};
};

/// What a cell adds to a name: its place in a list (`1.县工信局`), a bracket that a label of somebody else opens
/// (`县住建局(联系人:李四)`).
void strip_list_marks(std::string& name) {
  static const RE2 number("^(?:\\d{1,2}[.、]|\\(\\d{1,2}\\))"), open("\\($");
  RE2::Replace(&name, number, "");
  RE2::Replace(&name, open, "");
}

/// One run between commas. Words behind a name hold for it and the names before it that have none of their own:
/// `甲牵头、乙、丙落实`, `乙、丙配合`; `会同` for all behind it.
void read_run(std::vector<std::string> names, Role otherwise, NamedUnits& out) {
  constexpr std::string_view kWith = "会同";
  // `生态环境、住建等部门`: lines of work, not names.
  static const RE2 and_others("^(" LIMPID_HAN
                              "{1,5}[^局委厅办部处会府司队院站所心社镇乡道区县市])等(?:有关|相关)?部门");
  std::vector<Role> roles(names.size(), otherwise);
  std::vector<bool> oversees(names.size());
  std::vector<std::optional<Role>> own;
  own.reserve(names.size());
  std::size_t open = 0;
  bool with = false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    strip_list_marks(names[i]);
    own.push_back(take_aside(names[i]));
    if (names[i].starts_with(kWith)) {
      names[i].erase(0, kWith.size());
      with = true;
    }
    if (with) roles[i] = Role::cooperating;
    RE2::Replace(&names[i], and_others, "\\1部门");
    auto spoken = strip_duty(std::move(names[i]));
    names[i] = std::move(spoken.name);
    for (; (spoken.role || spoken.answers || spoken.oversees) && open <= i; ++open) {
      roles[open] = spoken.role.value_or(roles[open]);
      oversees[open] = spoken.oversees;
    }
  }
  share_endings(names);
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!is_nobody(names[i]))
      for (auto& body : bodies_in(names[i]))
        (oversees[i] ? out.oversee_once : out.answer_once).add(Unit{std::move(body), own[i].value_or(roles[i])});
}

/// `县住建局 张某`: behind a name and a blank, a person there.
bool is_person(std::string_view name) {
  static const RE2 re(LIMPID_HAN "{2,3}");
  return RE2::FullMatch(name, re) && !looks_like_body(name);
}

/// 县工信局 of `县工信局(牵头)`.
std::string_view without_aside(std::string_view name) {
  const auto open = name.rfind('(');
  return name.ends_with(")") && open != std::string_view::npos ? name.substr(0, open) : name;
}

/// 乙镇人民政府, 乙乡、…, 高铁新区管委会.
bool begins_with_township(std::string_view words) {
  static const RE2 re("^" LIMPID_HAN "{1,4}?(?:镇|乡|街道)(?:(?:人民)?政府|办事处|[、,;。]|$)|^" LIMPID_HAN
                      "{1,8}?(?:区|园)(?:管委会|管理委员会)");
  constexpr std::size_t kReach = 60;  // bytes
  return RE2::PartialMatch(words.substr(0, kReach), re);
}

/// `甲局和各乡镇人民政府`, `甲镇和乙镇人民政府`: the word joins two whole names.
std::size_t joining_word(std::string_view rest, std::string_view name) {
  constexpr std::size_t kLongestName = 300;  // bytes
  if (name.size() > kLongestName) return 0;
  if (rest.starts_with("/")) return is_whole_name(name) ? 1 : 0;  // 县住建局/县水务局
  for (std::string_view word : {"以及", "会同", "和", "及", "与"}) {
    if (!rest.starts_with(word)) continue;
    const auto next = rest.substr(word.size());
    const bool all =
        next.starts_with("各") || next.starts_with("有关") || next.starts_with("相关") || next.starts_with("其他");
    if (is_whole_name(name) || (all && looks_like_body(name))) return word.size();
    if (is_township(name) && begins_with_township(next)) return word.size();
  }
  return 0;
}

/// `各市、县(区)人民政府`, `各县、市、区政府` are one name: kinds of places share what stands behind them.
bool kinds_go_on(std::string_view name, std::string_view rest) {
  static const RE2 kinds(
      "(?:(?:本(?:方案|计划|通知|意见)[^各以]{0,8})?以下各?[^各]{0,10})?(?:[均还]?[需须应由])?各(?:有关|相关)?(?:市|县|"
      "区|州|旗|盟|地|乡|镇|街道|、)+"),
      more("^、(?:(?:自治)?(?:市|县|区|州|旗|盟|乡|镇|街道)|[(、)])+(?:人民)?政府");
  constexpr std::size_t kReach = 60;  // bytes
  return name.size() <= kReach && name.find("各") != std::string_view::npos && RE2::FullMatch(name, kinds) &&
         RE2::PartialMatch(rest.substr(0, kReach), more);
}

/// 县公路段 beside 县交警队: names of one level, each with its word in front, behind a blank.
bool begins_alike(std::string_view name, std::string_view rest) {
  constexpr std::size_t kWide = 3, kShortest = 9;  // bytes
  if (name.size() < kShortest || rest.size() < kShortest || !looks_like_body(name)) return false;
  for (std::string_view level : {"县", "市", "区", "旗", "州"})
    if (name.starts_with(level)) return rest.substr(0, kWide) == level;
  return false;
}

void read_names(const SourceText& list, Role otherwise, NamedUnits& units) {
  std::vector<std::string> run;
  std::string name;
  bool behind_blank = false;
  const auto text = list.view();
  int depth = 0;
  const auto end_name = [&] {
    if (!behind_blank || !is_person(name)) run.push_back(name);
    name.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    bool ends_run = false;
    if (const auto quoted = quotation(text.substr(at))) {  // its marks separate nothing
      name += text.substr(at, quoted);
      at += quoted;
      continue;
    }
    std::size_t size = depth == 0 ? separator(text.substr(at), ends_run) : 0;
    if (size > 0 && !ends_run && kinds_go_on(name, text.substr(at))) {
      name += text.substr(at, std::exchange(size, 0));
      at += std::string_view("、").size();
      continue;
    }
    if (size == 0 && depth == 0) size = joining_word(text.substr(at), name);
    const bool at_separator = size > 0;
    const bool at_blank = !at_separator && depth == 0 && !name.empty() && list.blank_before(at) &&
                          (is_whole_name(without_aside(name)) || begins_alike(without_aside(name), text.substr(at)));
    if (at_separator || at_blank) {
      end_name();
      behind_blank = at_blank;
    }
    if (ends_run) read_run(std::exchange(run, {}), otherwise, units);
    if (!at_separator) {
      depth = std::max(0, depth + bracket(text.substr(at), size));
      name += text.substr(at, size);
    }
    at += size;
  }
  end_name();
  read_run(std::move(run), otherwise, units);
}

}  // namespace

void merge_units(std::vector<Unit>& into, const std::vector<Unit>& more) {
  OnlyOnce<Unit>(into).add(more);
}

std::vector<Unit> read_units(const SourceText& list, Role otherwise) {
  NamedUnits units;
  for (const auto& part : labelled_lists(list.view(), 0, list.size()))
    if (part.field.value_or(Field::units) == Field::units)
      read_names(list.slice(part.begin, part.end), part.role.value_or(otherwise), units);
  // Who watches is named beside those who answer; alone it answers.
  return units.answer.empty() ? std::move(units.oversee) : std::move(units.answer);
}

bool names_bodies(const SourceText& words) {
  constexpr std::size_t kLongest = 600, kLongestName = 60;  // bytes
  if (words.empty() || words.size() > kLongest || words.view().find_first_of("0123456789:") != std::string_view::npos)
    return false;
  const auto units = read_units(words, Role::responsible);
  return !units.empty() && std::all_of(units.begin(), units.end(), [](const Unit& u) {
    return u.name.size() <= kLongestName && looks_like_body(u.name);
  });
}

}  // namespace limpid::plan
