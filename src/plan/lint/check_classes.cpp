// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "plan/key.hpp"
#include "plan/lint/check.hpp"
#include "plan/reader/lazy_pattern.hpp"

namespace limpid::plan::linting {
namespace {

long long whole_number(const std::string& digits) {
  return digits.size() > 9 ? -1 : std::stoll(digits);
}

/// 国, 市 of 国、市考断面, of 国考、市考断面 and of 国控断面. 国控站点 measure the air.
std::vector<std::pair<std::string, std::size_t>> levels_in(const std::u32string& chars) {
  std::vector<std::pair<std::string, std::size_t>> out;
  const std::u32string_view owners = U"国省市县", checked = U"考控";
  for (std::size_t i = chars.find_first_of(checked); i != std::u32string::npos;
       i = chars.find_first_of(checked, i + 1)) {
    if (const auto end = chars.find_first_not_of(U"国省市县考控、和及", i + 1);
        chars[i] == U'控' && (end == std::u32string::npos || chars.compare(end, 2, U"断面") != 0))
      continue;
    std::size_t at = i;
    while (at > 0) {
      const char32_t c = chars[at - 1];
      if (owners.find(c) != std::u32string_view::npos) {
        out.emplace_back(to_utf8(std::u32string(1, c)), at - 1);
        --at;
      } else if ((c == U'、' || c == U'和' || c == U'及') && at < i) {
        --at;
      } else {
        break;
      }
    }
  }
  return out;
}

/// I is 1, V is 5; 0 for none.
int rank_of(std::string_view grade) {
  static const std::map<std::string_view, int> ranks{{"I", 1}, {"II", 2}, {"III", 3}, {"IV", 4}, {"V", 5}};
  const auto at = ranks.find(grade);
  return at == ranks.end() ? 0 : at->second;
}

/// III of III类; empty where the cell says something else, or worse than V.
std::string grade_of(const Target& target) {
  static const RE2 re("^([IV]+)类?$");
  std::string grade;
  return RE2::FullMatch(to_utf8(normal(target.target)), re, &grade) ? grade : std::string();
}

/// 全县4个考核断面, 各断面: all of them, whatever their level.
bool speaks_of_all(const std::string& text) {
  static const RE2 re(
      "(?:全[县市区]|各|所有|全部)(?:\\d+个|的)?(?:地表水)?(?:水环境)?(?:水质)?(?:考核|监测|控制)?断面");
  return RE2::PartialMatch(text, re);
}

/// What the words behind a count say of it. Where the next count follows, the level right before that one is its own:
/// (国考 of 3个断面(国考2个), 省考断面 of 断面2个、省考断面1个.
std::string before_next_count(std::string after, bool next) {
  static const RE2 its_own("[国省市县、和及与]*[考控]?(?:断面)?$");
  if (next) RE2::Replace(&after, its_own, "");
  return after;
}

/// The clause of `text` around a byte.
std::string_view clause_around(std::string_view text, std::size_t at) {
  std::size_t begin = text.find_last_of(",;", at), end = text.find_first_of(",;", at);
  constexpr std::string_view stop = "。";
  if (const auto full = text.rfind(stop, at); full != std::string_view::npos)
    begin = begin == std::string_view::npos ? full + stop.size() - 1 : std::max(begin, full + stop.size() - 1);
  begin = begin == std::string_view::npos ? 0 : begin + 1;
  end = std::min({end, text.find(stop, at), text.size()});
  return text.substr(begin, end - begin);
}

/// 消除V类断面: the annex rightly lacks what is to go.
bool to_be_gone(std::string_view clause) {
  return holds_any(clause,
                   {"消除", "无", "杜绝", "清零", "退出", "减少", "下降", "不出现", "没有", "不超过", "控制在"});
}

/// The list of sections that a plan is held against, and the plan that has it.
struct Sections {
  const std::vector<Target>* targets = nullptr;
  std::string segment;
};

/// Its own, else the only one of the document where its goals speak of sections: the annexes of a notice with several
/// plans stand behind the last one.
Sections sections_of(const Check& check) {
  const auto& plan = *check.items.plan;
  if (!plan.targets.empty()) return {&plan.targets, check.items.segment};
  const bool speaks = std::any_of(plan.goals.begin(), plan.goals.end(),
                                  [](const Goal& goal) { return goal.text.find("断面") != std::string::npos; });
  Sections found;
  if (!speaks) return found;
  const auto& plans = check.document.plans;
  const auto segments = plan_segments(check.document);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    if (plans[i].targets.empty()) continue;
    if (found.targets != nullptr) return {};
    found = {&plans[i].targets, segments[i]};
  }
  return found;
}

/// Levels (国考 …), classes and counts that the text speaks of and the annex of sections lacks, and the other way
/// round.
class Classes {
 public:
  Classes(const Check& check, Sections sections)
      : check_(check), targets_(*sections.targets), segment_(std::move(sections.segment)) {
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      for (const auto& level : targets_[i].level) levels_.emplace(to_utf8(normal(level).substr(0, 1)), i);
      const auto grade = grade_of(targets_[i]);
      if (grade.empty()) continue;
      classes_.insert(grade);
      best_ = best_ == 0 ? rank_of(grade) : std::min(best_, rank_of(grade));
    }
    if (levels_.empty()) caption_ = level_in_caption();
  }

  void run() {
    for (const auto& goal : check_.items.plan->goals) of_goal(goal);
    for (const auto& m : check_.items.measures) of_levels(m.text, m.key);
    unsaid();
    for (const auto& m : check_.items.measures) {
      counts(m.text, m.key);
      counts_behind(m.text, m.key);
      of_sections(m.text, m.key);
    }
    for (const auto& t : check_.items.tasks) of_sections(t.text, t.key);
  }

 private:
  Place target_place(std::size_t i) const {
    const Words words = check_.source.words(targets_[i].span);
    return words.empty() ? Place{} : words.place(segment_ + "/" + targets_[i].key, 0, words.size());
  }

  void of_goal(const Goal& goal) {
    const Words words = check_.source.words(goal.span, goal.text);
    if (words.empty()) return;
    all_named_ = all_named_ || speaks_of_all(to_utf8(words.chars));
    for (const auto& [level, at] : of_levels(words, {})) goal_levels_.emplace(level, words.place({}, at, at + 2));
    absent(words);
    counts(words, {});
    counts_behind(words, {});
    of_sections(words, {});
  }

  /// II类断面, 2个断面达到II类, 断面水质达到II类: a class that no section of the annex has. Where no number says how
  /// many a section that is better than it fulfils it.
  void absent(const Words& words) const {
    static const RE2 of_class("(劣?)([IV]+)类[^,。;]{0,4}(?:水体|断面)"),
        to_class("\\d个[^,。;]{0,8}断面[^,。;]{0,6}(?:达到|为|保持)(劣?)([IV]+)类"),
        of_any("断面[^,。;]{0,6}(?:达到|为|保持)(劣?)([IV]+)类"), reached("达到(劣?)([IV]+)类[^,。;]{0,4}断面");
    if (classes_.empty()) return;
    const std::string text = to_utf8(words.chars);
    std::set<std::string> told;
    for (const RE2* re : {&of_class, &to_class, &of_any, &reached}) {
      re2::StringPiece rest(text), bad, grade;
      while (RE2::FindAndConsume(&rest, *re, &bad, &grade)) {
        const std::string name(grade);
        const auto byte = static_cast<std::size_t>(grade.data() - text.data());
        const bool counted = re == &of_class || re == &to_class;
        if (!bad.empty() || classes_.contains(name) || to_be_gone(clause_around(text, byte)) ||
            (!counted && rank_of(name) >= best_) || !told.insert(name).second)
          continue;
        const auto at = to_chars(text.substr(0, byte)).size();
        check_.add("class_absent", "class_absent", {words.place({}, at, at + name.size() + 1), target_place(0)});
      }
    }
  }

  std::vector<std::pair<std::string, std::size_t>> of_levels(const Words& words, const std::string& item) {
    auto found = levels_in(words.chars);
    if (levels_.empty()) return found;
    for (const auto& [level, at] : found)
      if (!levels_.contains(level) && told_.insert(fmt::format("{}{}", item, level)).second) {
        auto& f = check_.add("class_absent", "class_absent", {words.place(item, at, words.chars.find(U'考', at) + 1)});
        f.args["a"] = level + "考";
      }
    return found;
  }

  /// Levels of the annex that the goals pass over though they name others.
  void unsaid() {
    if (goal_levels_.empty() || all_named_) return;
    std::set<std::string> done;
    for (const auto& [level, target] : levels_) {
      if (goal_levels_.contains(level) || !done.insert(level).second) continue;
      auto& f = check_.add("scope_differs", "scope_narrower", {goal_levels_.begin()->second, target_place(target)});
      f.code = "plan_lint.scope_differs.level";
      f.args["b"] = level + "考";
    }
  }

  /// 国 of 国考断面水质目标表 above a list that has no column of levels; empty where it names several, or where another
  /// list may begin between the rows.
  std::string level_in_caption() const {
    constexpr std::size_t kNear = 600, kLongest = 40;
    if (targets_.empty()) return {};
    const auto first = targets_.front().span.start;
    const auto between = check_.source.lines({first, targets_.back().span.end});
    if (std::any_of(between.begin(), between.end(),
                    [](const Words& line) { return line.chars.starts_with(U"附件") || line.chars.ends_with(U"表"); }))
      return {};
    const auto lines = check_.source.lines({first > kNear ? first - kNear : 0, first});
    for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
      if (line->size() > kLongest || line->chars.find(U'。') != std::u32string::npos) return {};
      const auto named = levels_in(line->chars);
      if (!named.empty() && contains(line->chars, U"断面")) return named.size() == 1 ? named.front().first : "";
    }
    return {};
  }

  /// What the annex counts: its sections of these levels, or their townships; of no level all sections.
  std::size_t met(bool sections, const std::vector<std::pair<std::string, std::size_t>>& levels) const {
    if (levels.empty()) return sections ? targets_.size() : 0;
    const bool of_caption = !caption_.empty() && std::all_of(levels.begin(), levels.end(), [&](const auto& named) {
      return named.first == caption_;
    });
    std::set<std::string> out;
    for (std::size_t i = 0; of_caption && i < targets_.size(); ++i)
      out.insert(sections ? std::to_string(i) : targets_[i].township);
    for (const auto& [level, i] : levels_)
      if (std::any_of(levels.begin(), levels.end(), [&, own = level](const auto& named) { return named.first == own; }))
        out.insert(sections ? std::to_string(i) : targets_[i].township);
    return out.size();
  }

  /// Where the level stands in the caption alone a list that is far shorter or longer may be one of some sections.
  bool of_other_list(const std::vector<std::pair<std::string, std::size_t>>& levels, long long n) const {
    const auto rows = static_cast<long long>(targets_.size());
    return levels_.empty() && !levels.empty() && (n > 2 * rows || rows > 2 * n);
  }

  /// 全县6个断面, 6个监测断面: of no level, and yet of those of the annex. Far more or fewer are others.
  bool of_all_rows(const std::string& head, const std::string& kind, long long n) const {
    static const RE2 whole("(?:全|我|本)[县市区旗州](?:现|共|共有|现有)?的?$"),
        plain("^(?:地表水|水环境|水质)*(?:监测|控制|常规监测)?$"), others("(?:新|增|设|建|布|置|改|升)[^,。;]{0,4}$");
    const auto rows = static_cast<long long>(targets_.size()), apart = std::abs(n - rows);
    if (!RE2::FullMatch(kind, plain)) return false;
    if (RE2::PartialMatch(head, whole)) return n <= 2 * rows && rows <= 2 * n;
    return kind.ends_with("监测") && apart <= std::max(1LL, rows / 4) && !RE2::PartialMatch(head, others);
  }

  /// n个断面, n个乡镇 of a level, against the rows of the annex. 其中2个断面, 2个断面达到II类 are some of them.
  void counts(const Words& words, const std::string& item) const {
    static const RE2 re("((\\d+)个((?:[^,。;\\d、()][^,。;\\d]{0,7}?)?)(断面|乡镇))([^,。;\\d]{0,12})");
    const std::string text = to_utf8(words.chars);
    re2::StringPiece rest(text), all;
    std::string n, before, what, after;
    while (RE2::FindAndConsume(&rest, re, &all, &n, &before, &what, &after)) {
      const auto byte = static_cast<std::size_t>(all.data() - text.data());
      const bool sections = what == "断面", next = !rest.empty() && is_digit(static_cast<unsigned char>(rest[0]));
      after = before_next_count(std::move(after), next);
      auto named = levels_in(normal(fmt::format("{}{}{}", before, what, after)));
      if (item.empty() && some_of_them(text, byte)) continue;
      const bool all_rows = sections && named.empty() && before.find("考核") == std::string::npos;
      if (!sections && (named.empty() || after.find("断面") == std::string::npos)) continue;
      const auto count = met(sections, named);
      if (count == 0 || static_cast<long long>(count) == whole_number(n) || of_other_list(named, whole_number(n)))
        continue;
      if (all_rows && (some_of_them(text, byte) || !of_all_rows(text.substr(0, byte), before, whole_number(n))))
        continue;
      const auto at = to_chars(text.substr(0, byte)).size();
      auto& f = check_.add("sum_differs", "sum_differs",
                           {words.place(item, at, at + to_chars({all.data(), all.size()}).size()), target_place(0)});
      f.args["a"] = fmt::format("{}个{}", n, what);
      f.args["b"] = fmt::format("{}个", count);
    }
  }

  /// 国考断面3个、省考断面1个 between stops: how many sections of each level there are. Those that something is said of
  /// (国考断面3个达到Ⅲ类, 建设国考断面3个) may be some; so may those of one level in a measure.
  void counts_behind(const Words& words, const std::string& item) const {
    static const RE2 list(
        "(?:^|[,;。:(中有])((?:[国省市县][考控]断面\\d{1,4}个[、和])*[国省市县][考控]断面\\d{1,4}个)(?:[,。;)]|$)"),
        part("(([国省市县])[考控]断面(\\d+)个)");
    const std::string text = to_utf8(words.chars);
    if ((levels_.empty() && caption_.empty()) || text.find("断面") == std::string::npos) return;
    re2::StringPiece rest(text), all, one;
    std::string level, n;
    while (RE2::FindAndConsume(&rest, list, &all)) {
      const auto named = levels_in(to_chars({all.data(), all.size()}));
      if (!item.empty() && named.size() < 2) continue;
      whole_before(words, item, {text.data(), static_cast<std::size_t>(all.data() - text.data())}, named);
      while (RE2::FindAndConsume(&all, part, &one, &level, &n)) {
        const auto count = met(true, {{level, 0}});
        if (count == 0 || static_cast<long long>(count) == whole_number(n) ||
            of_other_list({{level, 0}}, whole_number(n)))
          continue;
        const auto at = to_chars(text.substr(0, static_cast<std::size_t>(one.data() - text.data()))).size();
        const std::string printed(one);
        auto& f = check_.add("sum_differs", "sum_differs",
                             {words.place(item, at, at + to_chars(printed).size()), target_place(0)});
        f.args["a"] = printed;
        f.args["b"] = fmt::format("{}个", count);
      }
    }
  }

  /// 4个断面稳定达标,其中 before a list of all levels: as many as the annex has.
  void whole_before(const Words& words, const std::string& item, std::string_view head,
                    const std::vector<std::pair<std::string, std::size_t>>& named) const {
    static const RE2 whole("((\\d{1,4})个[^,。;\\d]{0,8}?断面)[^,。;\\d]{0,12}[,(]其中$");
    const auto is_named = [&](const auto& level) {
      return std::any_of(named.begin(), named.end(), [&](const auto& one) { return one.first == level.first; });
    };
    re2::StringPiece all;
    std::string n;
    if (levels_.empty() || !std::all_of(levels_.begin(), levels_.end(), is_named) ||
        !RE2::PartialMatch(re2::StringPiece(head.data(), head.size()), whole, &all, &n) ||
        whole_number(n) == static_cast<long long>(targets_.size()))
      return;
    const auto at = to_chars(head.substr(0, static_cast<std::size_t>(all.data() - head.data()))).size();
    const std::string printed(all);
    auto& f = check_.add("sum_differs", "sum_differs",
                         {words.place(item, at, at + to_chars(printed).size()), target_place(0)});
    f.args["a"] = printed;
    f.args["b"] = fmt::format("{}个", targets_.size());
  }

  /// 其中…, 力争…, or a class that is not said of all.
  static bool some_of_them(const std::string& text, std::size_t byte) {
    const auto clause = clause_around(text, byte);
    const auto head = std::string_view(text).substr(0, byte);
    if (holds_any(head.substr(head.size() - std::min<std::size_t>(head.size(), 12)),
                  {"其中", "力争", "至少", "新增", "另有", "确保"}))
      return true;
    static const RE2 grade("[IV]类");
    return RE2::PartialMatch(re2::StringPiece(clause.data(), clause.size()), grade) &&
           !holds_any(clause, {"全部", "均", "全面", "一律", "率", "比例"});
  }

  /// 黄湾桥断面达到IV类, 编制黄湾桥断面达标方案,12月底前断面水质达到IV类: the class of a section that is named, against
  /// its row. The text comes before the ledger that says it again.
  void of_sections(const Words& words, const std::string& item) {
    constexpr std::size_t kShortest = 2;
    const std::string text = to_utf8(words.chars);
    if (text.find("断面") == std::string::npos) return;
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      const auto grade = grade_of(targets_[i]);
      const auto name = to_utf8(normal(targets_[i].section));
      if (grade.empty() || to_chars(name).size() < kShortest || text.find(name) == std::string::npos) continue;
      if (differing_.contains(i)) continue;
      const RE2 re(
          fmt::format("{}断面(?:[^。;、断]{{0,24}},[^,。;、断]{{0,10}}断面)?[^,。;、]{{0,10}}?(?:达到|为|保持|稳定在|"
                      "恢复到|提升到|提升至)(劣?)([IV]+)类",
                      RE2::QuoteMeta(name)));
      re2::StringPiece rest(text), bad, said;
      std::optional<std::size_t> other;
      std::size_t size = 0;
      bool same = false;
      while (RE2::FindAndConsume(&rest, re, &bad, &said)) {
        same = same || (bad.empty() && said == grade);
        other = to_chars(text.substr(0, static_cast<std::size_t>(said.data() - text.data()))).size();
        size = said.size() + 1;
      }
      if (!other || same) continue;
      differing_.insert(i);
      auto& f =
          check_.add("figure_differs", "figure_differs", {words.place(item, *other, *other + size), target_place(i)});
      f.code = "plan_lint.figure_differs.section";
      f.args["section"] = name;
      f.args["b"] = targets_[i].target;
    }
  }

  const Check& check_;
  const std::vector<Target>& targets_;
  std::string segment_;
  std::multimap<std::string, std::size_t> levels_;
  std::string caption_;  ///< the level of all rows
  std::set<std::string> classes_, told_;
  std::set<std::size_t> differing_;  ///< targets whose class the text or the ledger gives otherwise
  bool all_named_ = false;           ///< a goal speaks of all sections
  int best_ = 0;                     ///< rank of the best class of the annex
  std::map<std::string, Place> goal_levels_;
};

}  // namespace

void check_classes(const Check& check) {
  if (auto sections = sections_of(check); sections.targets != nullptr) Classes(check, std::move(sections)).run();
}

}  // namespace limpid::plan::linting
