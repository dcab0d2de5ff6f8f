// SPDX-License-Identifier: Apache-2.0
// How far a clause reaches: places, things that are forbidden, words that narrow it, classes of engines.
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "plan/compare/binding.hpp"

namespace limpid::plan::comparing {
namespace {

/// Places that a clause names, `甲镇、乙街道和丙村`, but for those that are the item's units, which are told as such.
std::set<std::string> places_named(const Clause& clause, const Item& item) {
  static const RE2 part(
      "[、和及与](?:在|对|于)?(\\p{Han}{1,6}?(?:街道|镇|乡|村|社区|园区|开发区|[养燃烧采行放建]区|保护区|建成区))");
  std::set<std::string> out;
  const std::string normal = "、" + text::nfkc(clause.text);
  re2::StringPiece rest(normal);
  std::string name;
  while (RE2::FindAndConsume(&rest, part, &name)) {
    const auto is_name = [&](const Unit& unit) { return unit.name.find(name) != std::string::npos; };
    if (std::none_of(item.units.begin(), item.units.end(), is_name)) out.insert(name);
  }
  return out;
}

/// The names that only the longer of two lists has, where it has all of the other; else empty.
std::string only_in_longer(const std::set<std::string>& x, const std::set<std::string>& y) {
  const auto &all = y.size() < x.size() ? x : y, &some = y.size() < x.size() ? y : x;
  if (!std::includes(all.begin(), all.end(), some.begin(), some.end())) return {};
  std::string names;
  for (const auto& name : all)
    if (!some.contains(name)) names += (names.empty() ? "" : "、") + name;
  return names;
}

/// What a list of one version has beside all of the other's tightens where it came and loosens where it went; `code`
/// ends in _dropped or _added and has the names as `arg`.
bool tell_longer(const Pair& pair, const Clause& a, const Clause& b, const std::set<std::string>& x,
                 const std::set<std::string>& y, const std::string& code, const char* arg, std::vector<Change>& out) {
  if (x.empty() || y.empty() || x.size() == y.size()) return false;
  const auto names = only_in_longer(x, y);
  if (names.empty()) return false;
  const bool fewer = y.size() < x.size();
  out.push_back(pair.change(fewer ? ChangeKind::loosened : ChangeKind::tightened,
                            code + (fewer ? "_dropped" : "_added"), {{arg, names}}, &a.text, &b.text));
  return true;
}

/// One of several places that are named comes or goes, and none takes its place.
bool compare_named_places(const Pair& pair, const Clause& a, const Clause& b, std::vector<Change>& out) {
  return tell_longer(pair, a, b, places_named(a, pair.before), places_named(b, pair.after), "compare.place", "place",
                     out);
}

/// What a clause forbids, thing by thing: `禁止施肥、养殖和采砂`. Empty where it forbids nothing.
std::set<std::string> things_forbidden(const Clause& clause, const CompareRules& rules) {
  static const RE2 thing("(.+?)等?(?:行为|活动)?(?:[、和及与或]|$)");
  const std::string normal = text::nfkc(clause.text);
  std::size_t from = 0;
  for (const auto& ban : rules.bans)
    if (const auto at = normal.rfind(ban); at != std::string::npos) from = std::max(from, at + ban.size());
  std::set<std::string> out;
  if (from == 0) return out;
  re2::StringPiece rest(normal.data() + from, normal.size() - from);
  std::string name;
  while (RE2::Consume(&rest, thing, &name)) out.insert(name);
  return out;
}

/// More is forbidden, or less.
bool compare_bans(const Pair& pair, const Clause& a, const Clause& b, std::vector<Change>& out) {
  return tell_longer(pair, a, b, things_forbidden(a, pair.rules), things_forbidden(b, pair.rules), "compare.ban",
                     "what", out);
}

/// The word whose putting in is all that makes `narrow` of `wide`: 重点 in `完成重点企业排查`. Before a whole clause
/// (`重点推进排查`) such a word says how, not of what.
std::string narrowing_word(const CompareRules& rules, const std::string& wide, const std::string& narrow) {
  static const std::set<std::string, std::less<>> kSayHow{"重点", "主要"};
  for (const auto& rule : rules.words) {
    if (!rule.narrows) continue;
    for (const auto& word : rule.looser) {
      if (narrow.size() != wide.size() + word.size()) continue;
      for (auto at = narrow.find(word); at != std::string::npos; at = narrow.find(word, at + 1)) {
        const bool inserted = narrow.compare(0, at, wide, 0, at) == 0 &&
                              narrow.compare(at + word.size(), std::string::npos, wide, at) == 0;
        if (inserted && (at > 0 || !kSayHow.contains(word))) return word;
      }
    }
  }
  return {};
}

bool compare_narrowing(const Pair& pair, const Clause& a, const Clause& b, std::vector<Change>& out) {
  const bool narrower = a.masked.size() < b.masked.size();
  const auto word =
      narrower ? narrowing_word(pair.rules, a.masked, b.masked) : narrowing_word(pair.rules, b.masked, a.masked);
  if (word.empty()) return false;
  out.push_back(pair.change(narrower ? ChangeKind::loosened : ChangeKind::tightened,
                            narrower ? "compare.scope_word_added" : "compare.scope_word_dropped", {{"word", word}},
                            &a.text, &b.text));
  return true;
}

/// 国四及以下 of `淘汰国四及以下柴油货车`: the highest class, 4, where it names one and not those above.
struct EngineClass {
  int highest = 0;
  bool below = false;  ///< the lower ones too
  std::string words;
  std::string rest;  ///< of the clause
};

EngineClass engine_class(const Clause& clause) {
  static const RE2 re(
      "(?:^|[^全我中])(国([一二三四五六]|[1-6]|I{1,3}|IV|VI?)(?:排放标准)?((?:及|\\(含\\))?以下)?)(.*)$"),
      above("国[^国]{1,8}以上");
  static const std::map<std::string, int, std::less<>> kClasses{
      {"一", 1}, {"二", 2}, {"三", 3}, {"四", 4}, {"五", 5}, {"六", 6},  {"1", 1},  {"2", 2}, {"3", 3},
      {"4", 4},  {"5", 5},  {"6", 6},  {"I", 1},  {"II", 2}, {"III", 3}, {"IV", 4}, {"V", 5}, {"VI", 6}};
  EngineClass out;
  const std::string normal = text::nfkc(clause.text);
  std::string number, below;
  if (RE2::PartialMatch(normal, above) || !RE2::PartialMatch(normal, re, &out.words, &number, &below, &out.rest))
    return out;
  out.highest = kClasses.at(number);
  out.below = !below.empty();
  return out;
}

/// 国三 for 国四及以下, where the same follows.
bool compare_engines(const Pair& pair, const Clause& a, const Clause& b, std::vector<Change>& out) {
  const auto x = engine_class(a), y = engine_class(b);
  if (x.highest == 0 || y.highest == 0 || x.rest != y.rest || (!x.below && !y.below)) return false;
  const bool wider = y.highest >= x.highest && y.below && (y.highest > x.highest || !x.below);
  const bool narrower = x.highest >= y.highest && x.below && (x.highest > y.highest || !y.below);
  if (wider == narrower) return false;
  out.push_back(pair.change(wider ? ChangeKind::tightened : ChangeKind::loosened,
                            wider ? "compare.scope_wider" : "compare.scope_narrower",
                            {{"before", x.words}, {"after", y.words}}, &a.text, &b.text));
  return true;
}

}  // namespace

bool compare_reach(const Pair& pair, const Clause& a, const Clause& b, bool same_words, std::vector<Change>& out) {
  if (compare_named_places(pair, a, b, out) || compare_bans(pair, a, b, out) || !same_words) return true;
  return compare_engines(pair, a, b, out) || compare_narrowing(pair, a, b, out);
}

}  // namespace limpid::plan::comparing
