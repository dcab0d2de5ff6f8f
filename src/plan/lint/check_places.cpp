// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>

#include "plan/lint/annex_lists.hpp"
#include "plan/lint/check.hpp"

namespace limpid::plan::linting {
namespace {

/// The name of a place between two stops: 鲤鱼沟 of 老龙沟、鲤鱼沟2条.
struct PlaceName {
  std::size_t begin = 0, end = 0;
};

/// Whether the end of it is no word of the dictionary (乡镇, 农村, 水库) but the last character of a name.
bool is_own_name(std::u32string_view chars, const LintRules& rules) {
  const bool ends = std::any_of(rules.place_endings.begin(), rules.place_endings.end(),
                                [&](const auto& ending) { return chars.ends_with(ending); });
  if (!ends) return false;
  const auto bounds = word_bounds(chars.substr(chars.size() - 2));
  return bounds[1] && !contains_any(chars, {U"各", U"有关", U"重点", U"所有"});
}

std::vector<PlaceName> places_in(const Words& words, const LintRules& rules) {
  constexpr std::size_t kShortest = 3, kLongest = 4;
  std::vector<PlaceName> out;
  for (std::size_t i = 0; i < words.size();) {
    if (!is_han(words.chars[i])) {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < words.size() && is_han(words.chars[end]) && words.spans[end].start == words.spans[end - 1].end) ++end;
    const auto name = words.view(i, end);
    if (name.size() >= kShortest && name.size() <= kLongest && is_own_name(name, rules)) out.push_back({i, end});
    i = end;
  }
  return out;
}

bool tells_apart(char32_t c, const LintRules& rules) {
  return std::any_of(rules.place_sides.begin(), rules.place_sides.end(),
                     [&](const auto& side) { return side.front() == c; });
}

/// Where `words` has the name but for one character before the last; nothing where it has the name itself.
std::optional<std::size_t> nearly_at(const Words& words, std::u32string_view name, const LintRules& rules) {
  std::optional<std::size_t> found;
  for (auto at = words.chars.find(name.back()); at != std::u32string::npos;
       at = words.chars.find(name.back(), at + 1)) {
    if (at + 1 < name.size()) continue;
    const std::size_t begin = at + 1 - name.size();
    const auto other = words.view(begin, at + 1);
    std::size_t apart = 0;
    bool sides = false;
    for (std::size_t k = 0; k < name.size(); ++k) {
      if (name[k] == other[k]) continue;
      ++apart;
      sides = sides || !is_han(other[k]) || (tells_apart(name[k], rules) && tells_apart(other[k], rules));
    }
    if (apart == 0) return std::nullopt;
    if (apart == 1 && !sides && !found && is_own_name(other, rules)) found = begin;
  }
  return found;
}

bool told_already(const Check& check, const Place& place) {
  return std::any_of(check.out.begin(), check.out.end(), [&](const Finding& f) {
    return f.kind == "name_differs" && std::any_of(f.places.begin(), f.places.end(), [&](const Place& p) {
             return p.span.start < place.span.end && place.span.start < p.span.end && !p.quote.empty();
           });
  });
}

/// One side of a comparison: the measure, or what is held against it.
struct PlaceSide {
  const Words& words;
  std::string key;
};

void hold_against(const Check& check, const PlaceSide& text, const PlaceSide& other) {
  const auto one_way = [&](const PlaceSide& a, const PlaceSide& b, bool text_first) {
    for (const auto& name : places_in(a.words, check.rules)) {
      const auto chars = a.words.view(name.begin, name.end);
      const auto at = nearly_at(b.words, chars, check.rules);
      if (!at || contains(a.words.chars, b.words.view(*at, *at + chars.size()))) continue;
      auto mine = a.words.place(a.key, name.begin, name.end), its = b.words.place(b.key, *at, *at + chars.size());
      if (told_already(check, mine) || told_already(check, its)) continue;
      if (!text_first) std::swap(mine, its);
      auto& f = check.add("name_differs", "name_differs", {std::move(mine), std::move(its)});
      f.replacement = f.places[0].quote;
    }
  };
  one_way(text, other, true);
  one_way(other, text, false);
}

/// A member of a list between 、, as long as it is a word: 老鹰岩 of 桃树垭、老鹰岩3处.
struct ListedName {
  std::size_t begin = 0, end = 0;
};

/// The lists of an item; the first name of one may begin with other words.
std::vector<std::vector<ListedName>> lists_in(const Words& words) {
  constexpr std::size_t kMost = 200;  // no item of a plan has so many; each is held against each
  std::vector<std::vector<ListedName>> out;
  bool goes_on = false;
  for (std::size_t i = 0; i < words.size() && out.size() < kMost;) {
    if (!is_han(words.chars[i])) {
      goes_on = words.chars[i] == U'、' && goes_on;
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    while (end < words.size() && is_han(words.chars[end])) ++end;
    if (!goes_on) out.emplace_back();
    out.back().push_back({i, end});
    goes_on = true;
    i = end;
  }
  std::erase_if(out, [](const auto& list) { return list.size() < 2; });
  return out;
}

/// 黄泥坪、桃树垭、老鹰岩 and, in another place of the row, 黄泥坪、桃树垭、老鹰崖: lists that share names, and of the
/// others one is the other's but for its last character. The first name of either list is not looked at.
void hold_lists(const Check& check, const PlaceSide& text, const PlaceSide& other) {
  constexpr std::size_t kShortest = 3, kLongest = 5;
  const auto theirs = lists_in(other.words);
  if (theirs.empty()) return;
  const auto names = [](const PlaceSide& side, const ListedName& n) { return side.words.view(n.begin, n.end); };
  for (const auto& mine : lists_in(text.words))
    for (const auto& list : theirs) {
      const bool shared = std::any_of(mine.begin(), mine.end() - 1, [&](const ListedName& n) {
        return n.end - n.begin >= kShortest && std::any_of(list.begin(), list.end(), [&](const ListedName& its) {
                 return names(other, its) == names(text, n);
               });
      });
      if (!shared) continue;
      const auto& x = mine.back();
      const auto& y = list.back();
      const auto a = names(text, x), b = names(other, y);
      if (a.size() != b.size() || a.size() < kShortest || a.size() > kLongest || a == b ||
          a.substr(0, a.size() - 1) != b.substr(0, b.size() - 1) || contains(other.words.chars, a) ||
          contains(text.words.chars, b))
        continue;
      auto own = text.words.place(text.key, x.begin, x.end), its = other.words.place(other.key, y.begin, y.end);
      if (told_already(check, own) || told_already(check, its)) continue;
      auto& f = check.add("name_differs", "name_differs", {std::move(own), std::move(its)});
      f.replacement = f.places[0].quote;
    }
}

}  // namespace

void check_places(const Check& check) {
  for (const auto& reading : check.readings)
    for (const auto& row : reading.rows) {
      const PlaceSide text{reading.measure->text, reading.measure->key}, other{row.row->text, row.row->key};
      hold_against(check, text, other);
      if (!reading.measure->is_boundless() && !row.row->is_boundless()) hold_lists(check, text, other);
    }
  for (const auto& mention : annex_mentions(check.items.measures))
    if (const Words annex = words_of_annex(check, mention); !annex.empty())
      hold_against(check, {mention.measure->text, mention.measure->key}, {annex, {}});
}

}  // namespace limpid::plan::linting
