// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/deadlines.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "plan/reader/deadline_places.hpp"
#include "plan/reader/deadline_rules.hpp"
#include "plan/reader/fields.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

/// The year that the words before `begin` name for a time limit, in a plan for one year or for several; a winter plan
/// knows the year of each month.
class NamedYears {
 public:
  NamedYears(std::string_view text, const PlanYears& plan) : plan_(plan) {
    static const RE2 re(LIMPID_NAMED_YEAR);
    if (plan.winter()) return;
    std::array<re2::StringPiece, 2> g;
    for (std::size_t at = 0; re.Match(text, at, text.size(), RE2::UNANCHORED, g.data(), 2);) {
      at = static_cast<std::size_t>(g[0].data() - text.data()) + g[0].size();
      const int year = year_number({g[1].data(), g[1].size()});
      if (year >= plan.first) named_.emplace_back(at, year);
    }
  }

  /// The year that follows the one of `at`.
  PlanYears behind(std::size_t begin) const {
    const int year = at(begin).first;
    return year ? PlanYears{year + 1, year + 1, false, plan_.first} : PlanYears{};
  }

  PlanYears at(std::size_t begin) const {
    const auto after = std::upper_bound(named_.begin(), named_.end(), begin,
                                        [](std::size_t at, const auto& n) { return at < n.first; });
    if (after == named_.begin()) return plan_;
    const int year = std::prev(after)->second;
    return {year, year, false, plan_.first};
  }

 private:
  PlanYears plan_;
  std::vector<std::pair<std::size_t, int>> named_;
};

/// The deeds that stand before an event: `依法严厉打击重污染天气预警期间…`.
std::size_t deeds_before_time(std::string_view words) {
  if (!words.ends_with("期间")) return 0;
  constexpr std::size_t kShortest = 12;  // bytes: 夏收期间
  std::size_t skip = 0;
  for (bool more = true; more;) {
    more = false;
    for (std::string_view deed :
         {"依法", "依规", "从严", "从重", "从快", "严厉", "严肃", "严格", "严惩", "严查", "严控", "全面", "切实",
          "坚决", "加强", "加大", "强化", "做好", "抓好", "打击", "查处", "落实", "开展", "执行", "重点"})
      if (words.substr(skip).starts_with(deed) && words.size() - skip - deed.size() >= kShortest) {
        skip += deed.size();
        more = true;
      }
  }
  return skip;
}

/// 明年 before a date that its pattern reads without a year: 明年3月开工, 明年上半年.
std::string_view next_year_before(std::string_view before) {
  for (std::string_view word : {"明年", "次年", "翌年"})
    if (before.ends_with(word)) return word;
  return {};
}

void apply(const DeadlineRule& rule, std::string_view text, const NamedYears& years, std::vector<bool>& taken,
           std::vector<FoundDeadline>& found) {
  std::array<re2::StringPiece, std::tuple_size_v<decltype(DeadlineMatch::groups)>> groups;
  const RE2& pattern = rule.pattern.get();
  const int count = std::min(static_cast<int>(groups.size()), pattern.NumberOfCapturingGroups() + 1);
  for (std::size_t at = 0; at < text.size();) {
    if (!pattern.Match(text, at, text.size(), RE2::UNANCHORED, groups.data(), count)) return;
    auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    const std::size_t end = begin + groups[0].size();
    const auto next = next_year_before(text.substr(0, begin));
    begin -= next.size();
    if (text.substr(begin).starts_with("在")) begin += std::string_view("在").size();
    at = end;
    const bool free = std::none_of(taken.begin() + static_cast<std::ptrdiff_t>(begin),
                                   taken.begin() + static_cast<std::ptrdiff_t>(end), [](bool t) { return t; });
    if (!free || !may_stand(rule, text, begin, end)) continue;
    DeadlineMatch match;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
      if (groups[i].data()) match.groups[i] = {groups[i].data(), groups[i].size()};
    auto deadline = rule.read(match, next.empty() ? years.at(begin) : years.behind(begin));
    if (!deadline) continue;
    begin += deeds_before_time(text.substr(begin, end - begin));
    deadline->text = text.substr(begin, end - begin);
    std::fill(taken.begin() + static_cast<std::ptrdiff_t>(begin), taken.begin() + static_cast<std::ptrdiff_t>(end),
              true);
    found.push_back({std::move(*deadline), begin, end});
  }
}

std::vector<FoundDeadline> find_by(const std::vector<DeadlineRule>& first, const std::vector<DeadlineRule>& then,
                                   std::string_view text, const PlanYears& years) {
  std::vector<bool> taken(text.size());
  std::vector<FoundDeadline> found;
  const NamedYears named(text, years);
  const Characters held(text);
  for (const auto* rules : {&first, &then})
    for (const auto& rule : *rules)
      if (held.hold(rule.needs)) apply(rule, text, named, taken, found);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return found;
}

/// `完成时限:2023年12月`: the words behind the label are read as a table's cell.
void find_labelled(std::string_view text, const PlanYears& years, std::vector<FoundDeadline>& found) {
  static const RE2 re("(?:" + printed_label(kDeadlineLabel) + "|" + std::string(kDeadlineLabel) +
                      "[为是])([^。;()〔〕【】\\n]{4,60})");
  std::array<re2::StringPiece, 2> g;
  const std::size_t before = found.size();  // those are in order and apart
  for (std::size_t at = 0; re.Match(text, at, text.size(), RE2::UNANCHORED, g.data(), 2);) {
    const auto begin = static_cast<std::size_t>(g[1].data() - text.data()), end = begin + g[1].size();
    at = end;
    const auto known = found.begin() + static_cast<std::ptrdiff_t>(before);
    const auto behind =
        std::lower_bound(found.begin(), known, end, [](const auto& f, std::size_t e) { return f.begin < e; });
    if (behind != found.begin() && begin < std::prev(behind)->end) continue;
    for (auto& f : find_by(deadline_text_rules(), deadline_cell_rules(), text.substr(begin, end - begin), years))
      found.push_back({std::move(f.deadline), begin + f.begin, begin + f.end});
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
}

}  // namespace

std::vector<FoundDeadline> find_deadlines(std::string_view text, const PlanYears& years) {
  auto found = find_by(deadline_text_rules(), {}, text, years);
  if (text.find(':') != std::string_view::npos || text.find("】") != std::string_view::npos ||
      holds_any(text, {"限为", "间为", "期为", "限是", "间是", "期是"}))
    find_labelled(text, years, found);
  return found;
}

void prepare_deadlines(std::string_view document) {
  const Characters seen(document);
  for (const auto& rule : deadline_text_rules())
    if (seen.hold(rule.needs)) rule.pattern.get();
}

std::vector<Deadline> known_deadlines(std::string_view cell, const PlanYears& years) {
  std::vector<Deadline> out;
  for (auto& found : find_by(deadline_text_rules(), deadline_cell_rules(), cell, years))
    out.push_back(std::move(found.deadline));
  return out;
}

std::vector<Deadline> read_deadline_cell(std::string_view cell, const PlanYears& years) {
  auto out = known_deadlines(cell, years);
  if (out.empty() && !cell.empty()) out.push_back({std::string(cell), DeadlineKind::other, {}, {}});
  return out;
}

}  // namespace limpid::plan
