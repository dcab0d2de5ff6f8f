// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

#include "plan/lint/amounts.hpp"
#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {
namespace {

/// Where a list of parts stands: from its opening to its end, and the sentence before it.
struct Parts {
  std::size_t sentence = 0, begin = 0, end = 0;
  bool in_brackets = false;
  double mostly = 0;  ///< of the whole: with less the parts need not be all
};

/// 中 of 14个断面中国考断面5个、省考断面4个: all that follows up to the stop is parts, and nothing is said of them.
bool opens_parts(std::u32string_view chars, std::size_t at) {
  static const RE2 re(
      "^中[,:]?(?:\\p{Han}{1,12}\\d+(\\p{Han}))(?:、\\p{Han}{1,12}\\d+\\p{Han})+(?:(?:全部|均)\\p{Han}{1,8})?$");
  constexpr std::u32string_view other_words = U"其集城高年途";  // 集中, 城中
  if (chars[at] != U'中' || at == 0 || other_words.find(chars[at - 1]) != other_words.npos) return false;
  constexpr std::size_t kLongest = 120, kNear = 10;
  std::size_t counted = at;
  while (counted > 0 && is_han(chars[counted - 1])) --counted;
  if (counted == 0 || counted == at || at - counted > kNear || !is_digit(chars[counted - 1])) return false;
  const auto list = chars.substr(at, std::min(chars.find_first_of(U"。;,)", at + 2), at + kLongest) - at);
  return RE2::FullMatch(to_utf8(list), re);
}

/// Where the list ends that begins at `at`: the first of `stops` outside of brackets that open inside it.
std::size_t end_of_list(std::u32string_view chars, std::size_t at, std::u32string_view stops) {
  constexpr std::size_t kLongest = 2000;
  const std::size_t last = std::min(chars.size(), at + kLongest);
  std::size_t depth = 0;
  for (; at < last; ++at) {
    if (depth == 0 && stops.find(chars[at]) != stops.npos) break;
    if (chars[at] == U'(') ++depth;
    if (chars[at] == U')' && depth-- == 0) break;
  }
  return at;
}

/// 其中甲6台、乙4台, (甲6台、乙4台) and 11台中甲6台、乙4台.
std::vector<Parts> lists_of_parts(std::u32string_view chars) {
  constexpr double kMostly = 0.6, kNearlyAll = 0.8;
  std::vector<Parts> out;
  for (std::size_t i = 0; i < chars.size(); ++i) {
    const bool among = chars.substr(i, 2) == U"其中", bracket = chars[i] == U'(' && chars.substr(i + 1, 2) != U"其中";
    if (!among && !bracket && !opens_parts(chars, i)) continue;
    const auto from = chars.find_last_of(U"。;", i);
    const auto end = bracket ? end_of_list(chars, i + 1, U")") : end_of_list(chars, i + 2, among ? U"。;)" : U"。;,)");
    out.push_back(
        {from == std::u32string_view::npos ? 0 : from + 1, i, end, bracket, among || bracket ? kMostly : kNearlyAll});
  }
  return out;
}

/// The list with blanks for what its brackets hold, and for what 其中 parts once more inside it.
std::u32string topmost(std::u32string_view list) {
  std::u32string out(list);
  std::size_t depth = 0;
  bool again = false;
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (list[i] == U'(') ++depth;
    again = list[i] != U';' && (again || (i > 1 && list.substr(i, 2) == U"其中"));
    const bool inside = depth > 0 || again;
    if (list[i] == U')' && depth > 0) --depth;
    if (inside) out[i] = U' ';
  }
  return out;
}

/// In brackets each part must have its amount: (含甲、乙) or (甲3家、乙等) says less than all.
bool tells_each_part(std::u32string_view list, const std::u32string& unit) {
  constexpr std::u32string_view open_ended = U"等余含,:";
  if (list.find_first_of(open_ended) != std::u32string_view::npos) return false;
  std::size_t marks = 1, amounts = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    marks += list[i] == U'、';
    amounts += i > 0 && !is_digit(list[i]) && is_digit(list[i - 1]) && list.substr(i).starts_with(unit);
  }
  return marks > 1 && marks == amounts;
}

struct Whole {
  Amount amount;
  std::size_t begin = 0;  ///< in characters of the words
  double all = 0;
};

void tell_sum(const Check& check, const Words& words, const std::string& key, const Whole& whole, double sum,
              std::pair<std::size_t, std::size_t> list) {
  const auto unit = to_utf8(whole.amount.unit);
  const auto printed = whole.amount.printed + unit;
  auto& f = check.add("sum_differs", "sum_differs",
                      {words.place(key, whole.begin, whole.begin + to_chars(printed).size()),
                       words.place(key, list.first, list.second)});
  f.args["a"] = printed;
  f.args["b"] = fmt::format("{:g}{}", sum, unit);
}

/// The last amount before `at`, but for what closed brackets hold (39个(3个镇)); none where it stands far off.
std::optional<Whole> whole_before(const Words& words, std::size_t begin, std::size_t at) {
  constexpr std::size_t kGap = 14, kGapAmong = 26;  // characters between the whole and its parts
  constexpr std::size_t kFar = 200;                 // with brackets
  const std::size_t gap = words.view(at, words.size()).starts_with(U"其中") ? kGapAmong : kGap;
  if (at > kFar) begin = std::max(begin, at - kFar);
  auto before = std::u32string(words.view(begin, at));
  for (auto close = before.find(U')'); close != std::u32string::npos; close = before.find(U')', close + 1))
    if (const auto open = before.rfind(U'(', close); open != std::u32string::npos)
      std::fill(before.begin() + static_cast<std::ptrdiff_t>(open), before.begin() + static_cast<std::ptrdiff_t>(close),
                U' ');
  const std::string text = to_utf8(before);
  const auto amounts = amounts_in(text);
  if (amounts.empty() || to_chars(text.substr(amounts.back().end)).size() > gap) return std::nullopt;
  const Amount& last = amounts.back();
  return Whole{last, begin + to_chars(text.substr(0, last.begin)).size(), amount_of(last.printed)};
}

constexpr double kEqualSums = 1e-6;

/// 11台,其中甲6台、乙4台: the parts of one unit must give the whole. Parts that are far less need not be all. Where the
/// wholes begin that are told.
std::set<std::size_t> parts(const Check& check, const Words& words, const std::string& key) {
  std::set<std::size_t> told;
  for (const auto& where : lists_of_parts(words.chars)) {
    const std::size_t at = where.begin, end = where.end;
    const auto whole = whole_before(words, where.sentence, at);
    if (!whole) continue;
    const auto chars = topmost(words.view(at, end));
    const std::string list = to_utf8(chars);
    if (where.in_brackets && !tells_each_part(chars, whole->amount.unit)) continue;
    // What follows a comma may be another thing already. The last part is the whole where they count up to a day.
    constexpr std::size_t kOpening = std::string_view("中,").size();  // 14个断面中,国考断面5个
    const std::size_t comma = std::min(list.find(',', list.starts_with("中") ? kOpening : 0), list.size());
    double sum = 0, so_far = 0;
    int count = 0;
    bool fits = false;
    for (const auto& part : amounts_in(list)) {
      if (part.unit != whole->amount.unit) continue;
      const double n = amount_of(part.printed);
      so_far += n;
      fits = fits || std::abs(so_far - whole->all) < kEqualSums || std::abs(n - whole->all) < kEqualSums;
      if (part.begin > comma && count >= 2) continue;
      sum = so_far;
      ++count;
    }
    if (count < 2 || fits || sum < where.mostly * whole->all || list.find("其余") != std::string::npos) continue;
    tell_sum(check, words, key, *whole, sum, {at, end});
    told.insert(whole->begin);
  }
  return told;
}

struct Run {
  double sum = 0;
  int count = 0;
  std::size_t end = 0;  ///< in characters of the words
};

/// 白石镇20个、青河镇12个(甲村8个、乙村4个);城关镇7个,其中… from `at` on: amounts of one unit, each behind its own
/// words. None where a mark of enumeration leads to something else, or to 等, and where those before another stop are
/// the whole.
std::optional<Run> run_of_parts(const Words& words, std::size_t at, const Whole& whole, std::u32string_view things) {
  static const RE2 part("^(?:和|及)?[^\\d,;、。:()]{1,16}?(\\d+(?:\\.\\d+)?)(\\p{Han}{1,10})?$");
  constexpr std::size_t kFarthest = 4000;
  const std::size_t last = std::min(words.chars.find(U'。', at), std::min(words.size(), at + kFarthest));
  Run run;
  for (std::size_t from = at; from < last;) {
    std::size_t end = std::min(end_of_list(words.chars, from, U"、,;。"), last);
    const auto bracket = std::min(words.chars.find(U'(', from), end);
    std::string n, behind;
    const auto fits = [&] {
      if (!RE2::FullMatch(to_utf8(words.view(from, bracket)), part, &n, &behind)) return false;
      const auto unit = to_chars(behind);
      return unit.starts_with(whole.amount.unit) &&
             things.find(unit.substr(whole.amount.unit.size())) != std::u32string_view::npos;
    };
    if (!fits()) {
      const bool enumerated = from > at && words.chars[from - 1] == U'、';
      return enumerated ? std::nullopt : std::optional(run);
    }
    run.sum += amount_of(n);
    ++run.count;
    run.end = end;
    // What is parted once more is not counted again.
    if (std::abs(run.sum - whole.all) < kEqualSums && end < last && words.chars[end] != U'、') return std::nullopt;
    if (words.view(end, last).starts_with(U",其中")) end = std::min(words.chars.find(U';', end), last);
    from = end + 1;
  }
  return run;
}

/// 39个:白石镇20个、青河镇12个, and 39个,其中:城区20个,其中老城12个、新城8个;镇村19个.
void parts_behind_colon(const Check& check, const Words& words, const std::string& key,
                        const std::set<std::size_t>& told) {
  constexpr double kMostly = 0.6, kMost = 1.5;
  constexpr std::u32string_view among = U"其中";
  for (auto colon = words.chars.find(U':'); colon != std::u32string::npos; colon = words.chars.find(U':', colon + 1)) {
    const bool said = colon > among.size() && words.view(colon - among.size(), colon) == among;
    const auto from = words.chars.find_last_of(U"。;", colon);
    const auto whole = whole_before(words, from == std::u32string::npos ? 0 : from + 1, colon);
    if (!whole || told.contains(whole->begin)) continue;
    const auto things = words.view(whole->begin + whole->amount.printed.size(), colon);
    // 3个镇,任务是: the number is of another clause.
    if (!said && things.find_first_of(U",、") != std::u32string_view::npos) continue;
    const auto run = run_of_parts(words, colon + 1, *whole, things);
    if (!run || run->count < 2 || std::abs(run->sum - whole->all) < kEqualSums || run->sum < kMostly * whole->all ||
        run->sum > kMost * whole->all)
      continue;
    tell_sum(check, words, key, *whole, run->sum, {colon + 1, run->end});
  }
}

}  // namespace

void check_parts(const Check& check) {
  const auto in_words = [&](const Words& words, const std::string& key) {
    parts_behind_colon(check, words, key, parts(check, words, key));
  };
  for (const auto* list : {&check.items.measures, &check.items.tasks})
    for (const auto& item : *list)
      if (!item.is_boundless()) in_words(item.text, item.key);
  for (const auto& goal : check.items.plan->goals) in_words(check.source.words(goal.span, goal.text), {});
}

}  // namespace limpid::plan::linting
