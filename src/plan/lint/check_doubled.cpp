// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

#include "plan/lint/check.hpp"
#include "plan/lint/items_by_span.hpp"

namespace limpid::plan::linting {
namespace {

/// Twice in good writing: 人人, 层层, 逐逐; and what ends one word and begins the next (县县级, 32家家具企业).
constexpr std::u32string_view kMeantTwice =
    U"人天大家户层逐等个种点条步年月日时处事村镇乡县市区省州旗组局会多常往渐仅频屡稳牢紧深远早高满源纷足整恰默方面块是"
    U"非形色项件桩环节级代世刻"
    U"分秒样路厂站线滴明双元一二三四五六七八九十百千万亿两零";
/// Ends of words that a dictionary takes for words of their own, and words of grammar.
constexpr std::u32string_view kEndings =
    U"制队炉矿库全新任钻井管网员长部厅院校园河湖江海山地城场所国期费量率度气电油煤车船机器品物料法规权案书表图单位数额"
    U"值段口池井塔窑不有以所者性化于";

/// Of the neighbourhoods that are asked for, which the document has where no character is doubled.
class Neighbours {
 public:
  /// The `n` characters around `at`, of which the one at it stands twice, with it once; shifted by one where `n` is
  /// even: before it (`shift` 1) or from it on (0). Empty where they are no Han characters.
  static std::u32string around(std::u32string_view chars, std::size_t at, std::size_t n, std::size_t shift = 0) {
    const std::size_t before = n % 2 == 1 ? n / 2 : shift, rest = n - before;
    if (at < before + 1 || at + rest > chars.size()) return {};
    auto once = std::u32string(chars.substr(at - 1 - before, before));
    once += chars.substr(at, rest);
    return std::all_of(once.begin(), once.end(), is_han) ? once : std::u32string();
  }

  void ask(const std::u32string& words) {
    if (!words.empty()) met_.emplace(hash_of(words), false);
  }

  void read(std::u32string_view chars) {
    const auto twice = [&](std::size_t at) { return at > 0 && at < chars.size() && chars[at] == chars[at - 1]; };
    for (std::size_t i = 0; i + 1 < chars.size(); ++i)
      for (const std::size_t n : kSizes) {
        if (i + n > chars.size() || twice(i) || twice(i + 1) || twice(i + n - 1) || twice(i + n)) continue;
        if (const auto at = met_.find(hash_of(chars.substr(i, n))); at != met_.end()) at->second = true;
      }
  }

  bool met(const std::u32string& words) const {
    const auto at = words.empty() ? met_.end() : met_.find(hash_of(words));
    return at != met_.end() && at->second;
  }

  static constexpr std::array<std::size_t, 3> kSizes{2, 3, 5};

 private:
  static std::size_t hash_of(std::u32string_view words) { return std::hash<std::u32string_view>{}(words); }

  std::unordered_map<std::size_t, bool> met_;
};

/// Whether the characters before `at` end with a word of the dictionary, and those from there on begin with one.
struct WordEdges {
  bool ends_word = false, begins_word = false;
};

WordEdges word_edges(std::u32string_view chars, std::size_t at) {
  constexpr std::size_t kWord = 6;
  const auto before = chars.substr(at > kWord ? at - kWord : 0, std::min(at, kWord)), behind = chars.substr(at, kWord);
  return {!word_bounds(before)[before.size() - 1], behind.size() > 1 && !word_bounds(behind)[1]};
}

bool stands_twice(const Words& line, std::size_t i) {
  constexpr char32_t kWater = U'水';  // 饮用水水源 and 饮用水源 are both written
  const char32_t c = line.chars[i];
  return c == line.chars[i - 1] && is_han(c) && c != kWater && line.spans[i].start == line.spans[i - 1].end &&
         (i < 2 || line.chars[i - 2] != c) && (i + 1 == line.size() || line.chars[i + 1] != c);
}

/// Whether the character at `i` stands a second time and is meant once. The words with it once stand elsewhere in the
/// document: those around it, or the two of its word where the other neighbour never stands beside it.
bool is_written_twice(const Neighbours& near, std::u32string_view chars, std::size_t i) {
  if (near.met(Neighbours::around(chars, i, 5))) return true;
  if (kMeantTwice.find(chars[i]) != kMeantTwice.npos) return false;
  // 治 of 污染|治|治理: one of the two is of no word. Where both are (管理|理念), nothing is doubled.
  const WordEdges edges = word_edges(chars, i);
  if (edges.ends_word && edges.begins_word) return false;
  if (near.met(Neighbours::around(chars, i, 3))) return true;
  const bool ends = near.met(Neighbours::around(chars, i, 2, 1)), begins = near.met(Neighbours::around(chars, i, 2));
  if (ends == begins || kEndings.find(chars[i]) != kEndings.npos) return false;
  return edges.ends_word == edges.begins_word || edges.ends_word == ends;
}

struct Doubled {
  const Words* line = nullptr;
  std::size_t at = 0;
};

std::vector<Doubled> doubled_in(const std::vector<Words>& lines) {
  std::vector<Doubled> out;
  for (const auto& line : lines)
    for (std::size_t i = 1; i < line.size(); ++i)
      if (stands_twice(line, i)) out.push_back({&line, i});
  Neighbours near;
  for (const auto& [line, at] : out)
    for (const std::size_t n : Neighbours::kSizes)
      for (const std::size_t shift : {0U, 1U}) near.ask(Neighbours::around(line->chars, at, n, shift));
  for (const auto& line : lines) near.read(line.chars);
  std::erase_if(out, [&](const Doubled& d) { return !is_written_twice(near, d.line->chars, d.at); });
  return out;
}

/// 污染治治理 beside 污染治理: what the two places differ by is the doubled character.
bool differs_by_it(const Finding& f, const Span& doubled, std::u32string_view c) {
  const auto holds = [&](const Place& p) { return p.span.start <= doubled.start && doubled.end <= p.span.end; };
  if (f.places.size() != 2 || holds(f.places[0]) == holds(f.places[1])) return false;
  const bool first = holds(f.places[0]);
  auto spoilt = normal(f.places[first ? 0 : 1].quote);
  const auto sound = normal(f.places[first ? 1 : 0].quote);
  const auto at = spoilt.find(std::u32string(2, c.front()));
  if (at == std::u32string::npos) return false;
  spoilt.erase(at, 1);
  return !sound.empty() && (contains(spoilt, sound) || contains(sound, spoilt));
}

}  // namespace

void check_doubled(const Source& source, const std::vector<PlanItems>& plans, const LintRules& rules,
                   std::vector<Finding>& out) {
  constexpr std::size_t kAround = 2;
  const auto lines = source.lines(source.whole());
  const ItemsBySpan items(plans);
  for (const auto& [line, i] : doubled_in(lines)) {
    auto place = line->place({}, i - std::min(i, 1 + kAround), std::min(line->size(), i + 1 + kAround));
    place.item = items.key_at(place.span.start);
    const Span both{line->spans[i - 1].start, line->spans[i].end};
    std::erase_if(out, [&, c = line->view(i, i + 1)](const Finding& f) { return differs_by_it(f, both, c); });
    Finding f;
    f.kind = "garbled";
    f.severity = rules.severity("garbled");
    f.code = "plan_lint.garbled";
    f.suggestion = "plan_lint.suggest.garbled";
    f.args["a"] = place.quote;
    f.places = {std::move(place)};
    out.push_back(std::move(f));
  }
}

}  // namespace limpid::plan::linting
