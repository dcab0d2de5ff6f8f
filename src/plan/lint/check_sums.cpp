// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "plan/lint/check.hpp"
#include "plan/lint/figures.hpp"

namespace limpid::plan::linting {
namespace {

constexpr const char* kAmount = "(\\d+(?:\\.\\d+)?|[一二两三四五六七八九十百千万零〇]+)";

/// 家 of 家造纸企业, 公里 of 公里管网.
std::u32string unit_of_measure(std::u32string_view after) {
  constexpr std::u32string_view long_ones = U"万公平立蒸千";
  const bool two = after.size() > 1 && long_ones.find(after.front()) != std::u32string_view::npos;
  return std::u32string(after.substr(0, two ? 2 : 1));
}

struct Amount {
  std::string printed;
  std::u32string unit;
  std::size_t begin = 0, end = 0;  ///< in bytes of the text that was searched
};

std::vector<Amount> amounts_in(const std::string& text) {
  static const RE2 re(std::string(kAmount) + "(\\p{Han}{1,2})");
  std::vector<Amount> out;
  re2::StringPiece rest(text), unit;
  std::string printed;
  while (RE2::FindAndConsume(&rest, re, &printed, &unit)) {
    const auto end = static_cast<std::size_t>(unit.data() - text.data());
    out.push_back({printed, unit_of_measure(to_chars({unit.data(), unit.size()})), end - printed.size(), end});
    // 万 of 万元 is no amount; 五 of 3家五座 is.
    const std::size_t taken = out.back().unit.size() > 1 ? to_utf8(out.back().unit).size() : 0;
    rest = re2::StringPiece(unit.data() + taken, text.size() - end - taken);
  }
  return out;
}

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

/// 其中甲6台、乙4台, (甲6台、乙4台) and 11台中甲6台、乙4台.
std::vector<Parts> lists_of_parts(std::u32string_view chars) {
  constexpr double kMostly = 0.6, kNearlyAll = 0.8;
  std::vector<Parts> out;
  for (std::size_t i = 0; i < chars.size(); ++i) {
    const bool among = chars.substr(i, 2) == U"其中", bracket = chars[i] == U'(' && chars.substr(i + 1, 2) != U"其中";
    if (!among && !bracket && !opens_parts(chars, i)) continue;
    const auto from = chars.find_last_of(U"。;", i);
    const auto end = std::min(chars.find_first_of(bracket ? U")" : among ? U"。;)" : U"。;,)", i + 2), chars.size());
    out.push_back(
        {from == std::u32string_view::npos ? 0 : from + 1, i, end, bracket, among || bracket ? kMostly : kNearlyAll});
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

/// 11台,其中甲6台、乙4台: the parts of one unit must give the whole. Parts that are far less need not be all.
void parts(const Check& check, const Words& words, const std::string& key) {
  constexpr std::size_t kGap = 14;  // characters between the whole and its parts
  for (const auto& where : lists_of_parts(words.chars)) {
    const std::size_t begin = where.sentence, at = where.begin, end = where.end;
    const std::string before = to_utf8(words.view(begin, at)), list = to_utf8(words.view(at, end));
    const auto wholes = amounts_in(before);
    if (wholes.empty() || to_chars(before.substr(wholes.back().end)).size() > kGap) continue;
    const Amount& whole_one = wholes.back();
    if (where.in_brackets && !tells_each_part(words.view(at, end), whole_one.unit)) continue;
    const double all = amount_of(whole_one.printed);
    // What follows a comma may be another thing already. The last part is the whole where they count up to a day.
    constexpr std::size_t kOpening = std::string_view("中,").size();  // 14个断面中,国考断面5个
    const std::size_t comma = std::min(list.find(',', list.starts_with("中") ? kOpening : 0), list.size());
    double sum = 0, so_far = 0;
    int count = 0;
    bool fits = false;
    for (const auto& part : amounts_in(list)) {
      if (part.unit != whole_one.unit) continue;
      const double n = amount_of(part.printed);
      so_far += n;
      fits = fits || std::abs(so_far - all) < 1e-6 || std::abs(n - all) < 1e-6;
      if (part.begin > comma && count >= 2) continue;
      sum = so_far;
      ++count;
    }
    if (count < 2 || fits || sum < where.mostly * all || list.find("其余") != std::string::npos) continue;
    const auto unit = to_utf8(whole_one.unit);
    const auto printed = whole_one.printed + unit;
    const std::size_t first = begin + to_chars(before.substr(0, whole_one.begin)).size();
    auto& f = check.add("sum_differs", "sum_differs",
                        {words.place(key, first, first + to_chars(printed).size()), words.place(key, at, end)});
    f.args["a"] = printed;
    f.args["b"] = fmt::format("{:g}{}", sum, unit);
  }
}

struct Series {
  std::size_t first = 0;  ///< of the amounts; the last one stands before the whole
  double sum = 0;
};

/// 新建管网12公里,改造8公里 before 共计21公里: of the amounts of one unit with words between those that come nearest to
/// the whole; none where one is the whole itself.
std::optional<Series> nearest_series(const std::string& text, const std::vector<Amount>& amounts, std::size_t whole) {
  static const RE2 lead("^\\p{Han}{1,3}[,、](?:共计?|合计|总计)(?:约|达|为)?$"),
      part("^\\p{Han}{1,2}[,、和及][^。;:()\\d]{1,16}$");
  const auto between = [&](std::size_t i) {
    return std::string_view(text).substr(amounts[i].end, amounts[i + 1].begin - amounts[i].end);
  };
  const auto same = [&](std::size_t i) { return amounts[i].unit == amounts[whole].unit; };
  if (whole < 2 || !same(whole - 1) || !RE2::FullMatch(between(whole - 1), lead)) return std::nullopt;
  const double said = amount_of(amounts[whole].printed);
  Series all{whole - 1, amount_of(amounts[whole - 1].printed)};
  std::optional<Series> best;
  while (all.first > 0 && same(all.first - 1) && RE2::FullMatch(between(all.first - 1), part)) {
    all.sum += amount_of(amounts[--all.first].printed);
    if (!best || std::abs(all.sum - said) < std::abs(best->sum - said)) best = all;
  }
  return best;
}

/// What is more than three times as much, or less than a third, sums up something else.
void series_with_words(const Check& check, const Words& words, const std::string& key) {
  constexpr double kSame = 1e-6, kMost = 3;
  const std::string text = to_utf8(words.chars);
  const auto amounts = amounts_in(text);
  for (std::size_t whole = 2; whole < amounts.size(); ++whole) {
    const auto found = nearest_series(text, amounts, whole);
    const auto& all = amounts[whole];
    const double said = amount_of(all.printed);
    if (!found || std::abs(found->sum - said) < kSame || found->sum > kMost * said || said > kMost * found->sum)
      continue;
    const auto at = [&](std::size_t bytes) { return to_chars(text.substr(0, bytes)).size(); };
    const auto unit = to_utf8(all.unit);
    auto& f =
        check.add("sum_differs", "sum_differs",
                  {words.place(key, at(all.begin), at(all.end) + all.unit.size()),
                   words.place(key, at(amounts[found->first].begin), at(amounts[whole - 1].end) + all.unit.size())});
    f.args["a"] = all.printed + unit;
    f.args["b"] = fmt::format("{:g}{}", found->sum, unit);
  }
}

/// 180公里、220公里、200公里,累计620公里: a series and what it is said to come to.
void series(const Check& check, const Words& words, const std::string& key) {
  static const RE2 comes_to("(?:累计|合计|共计?|总计)[^。;,]{0,12}$"), next("^.{1,3}(?:、|和|及)$");
  constexpr double kSame = 1e-6;
  const std::string text = to_utf8(words.chars);
  const auto amounts = amounts_in(text);
  for (std::size_t first = 0, last = 0; first < amounts.size(); first = ++last) {
    const auto between = [&](std::size_t i) {
      return std::string_view(text).substr(amounts[i].end, amounts[i + 1].begin - amounts[i].end);
    };
    while (last + 1 < amounts.size() && amounts[last + 1].unit == amounts[first].unit &&
           RE2::FullMatch(between(last), next))
      ++last;
    if (last == first || last + 1 == amounts.size()) continue;
    const Amount& whole = amounts[last + 1];
    const auto lead = between(last);
    if (whole.unit != amounts[first].unit || lead.find("。") != std::string_view::npos ||
        !RE2::PartialMatch(lead, comes_to))
      continue;
    double sum = 0;
    for (auto i = first; i <= last; ++i) sum += amount_of(amounts[i].printed);
    if (std::abs(sum - amount_of(whole.printed)) < kSame) continue;
    const auto at = [&](std::size_t bytes) { return to_chars(text.substr(0, bytes)).size(); };
    const auto unit = to_utf8(whole.unit);
    auto& f = check.add("sum_differs", "sum_differs",
                        {words.place(key, at(whole.begin), at(whole.end) + whole.unit.size()),
                         words.place(key, at(amounts[first].begin), at(amounts[last].end) + whole.unit.size())});
    f.args["a"] = whole.printed + unit;
    f.args["b"] = fmt::format("{:g}{}", sum, unit);
  }
}

struct List {
  std::string item;  ///< key of its first row, without the plan
  Span first;
  std::size_t rows = 0;
  bool whole = false;  ///< numbered from 1 to the last
};

template <class Rows>
List list_of(const Rows& rows) {
  List list;
  if (rows.empty()) return list;
  list.item = rows.front().key;
  list.first = rows.front().span;
  list.rows = rows.size();
  list.whole = rows.front().number == 1 && static_cast<std::size_t>(rows.back().number) == rows.size();
  return list;
}

/// 重点工程清单(共12个): the caption of a list against its rows.
void captions(const Check& check, const List& list) {
  constexpr std::size_t kNear = 600, kLongest = 60;
  static const RE2 re("共计?(\\d{1,4})(?:个|项|家|处|座|条|件)");
  if (list.rows == 0 || !list.whole) return;
  const std::size_t from = list.first.start > kNear ? list.first.start - kNear : 0;
  const auto lines = check.source.lines({from, list.first.start});
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    const std::string text = to_utf8(line->chars);
    if (line->size() > kLongest || text.find("。") != std::string::npos) return;
    re2::StringPiece found;
    std::string number;
    if (!RE2::PartialMatch(text, RE2("(" + re.pattern() + ")"), &found, &number)) continue;
    if (std::stoul(number) == list.rows) return;
    const std::string words(found.data(), found.size());
    const auto at = find(*line, to_chars(words));
    const Words row = check.source.words(list.first);
    if (row.empty()) return;
    auto& f = check.add("sum_differs", "sum_differs",
                        {line->place({}, at, at + to_chars(words).size()),
                         row.place(check.items.segment + "/" + list.item, 0, row.size())});
    f.args["a"] = words;
    f.args["b"] = std::to_string(list.rows);
    return;
  }
}

/// 15项重点工程(见附件) before the measures: as many works as the annex lists.
void announced_works(const Check& check, const List& works) {
  constexpr std::size_t kBefore = 3000;
  static const RE2 re("((?:工程|项目)?(\\d{1,3})[项个](?:重点)?(?:工程|项目)?)\\((?:详?见)?附[件表]\\d*\\)"),
      named("工程|项目");
  if (!works.whole || check.items.measures.empty()) return;
  const std::size_t first = check.items.measures.front().span.start;
  const Words words = check.source.words({first > kBefore ? first - kBefore : 0, first});
  const std::string text = to_utf8(words.chars);
  std::string all, number;
  if (!RE2::PartialMatch(text, re, &all, &number) || !RE2::PartialMatch(all, named)) return;
  if (std::stoul(number) == works.rows) return;
  const auto at = find(words, to_chars(all));
  const Words row = check.source.words(works.first);
  if (row.empty()) return;
  auto& f = check.add("sum_differs", "sum_differs",
                      {words.place({}, at, at + to_chars(all).size()),
                       row.place(check.items.segment + "/" + works.item, 0, row.size())});
  f.args["a"] = all;
  f.args["b"] = std::to_string(works.rows);
}

bool is_share(const Quantity& q) {
  return q.unit == "%";
}

bool counts(const Quantity& q) {
  return q.comparator == "=" && !q.value.empty() && is_digit(static_cast<unsigned char>(q.value.front())) &&
         (q.base.unit == "1" || is_share(q));
}

struct Counted {
  const Quantity* quantity = nullptr;
  const Item* where = nullptr;
};

/// What measures count, by the unit and what is counted.
std::map<std::pair<std::string, std::u32string>, std::vector<Counted>> counted_things(const Check& check) {
  constexpr std::size_t kSubject = 4;
  std::map<std::pair<std::string, std::u32string>, std::vector<Counted>> out;
  for (const auto& m : check.items.measures)
    for (const auto& q : *m.quantities) {
      if (!counts(q)) continue;
      auto subject = bare(normal(q.subject), check.rules);
      if (subject.size() >= kSubject) out[{q.unit, std::move(subject)}].push_back({&q, &m});
    }
  return out;
}

/// A share grows from year to year: those of one day are held against each other.
bool of_one_day(const Goal& goal, const Counted& c) {
  const Item& m = *c.where;
  const auto at = find(m.text, normal(c.quantity->text));
  const Dated* ruling = nullptr;
  for (const auto& d : m.dates)
    if (d.begin < at) ruling = &d;
  return goal.deadlines.size() == 1 && ruling && at != std::u32string::npos && goal.deadlines.front().end &&
         goal.deadlines.front().end == ruling->deadline->end;
}

/// A goal counts the same things as a measure, otherwise.
void of_goals(const Check& check) {
  if (check.items.plan->goals.empty()) return;
  const auto things = counted_things(check);
  for (const auto& goal : check.items.plan->goals) {
    const Words words = check.source.words(goal.span, goal.text);
    for (const auto& q : goal.quantities) {
      const auto found = things.find({q.unit, bare(normal(q.subject), check.rules)});
      const auto at = find(words, normal(q.text));
      if (!counts(q) || found == things.end() || at == std::u32string::npos) continue;
      auto list = found->second;
      if (is_share(q)) std::erase_if(list, [&](const Counted& c) { return !of_one_day(goal, c); });
      if (list.empty()) continue;
      if (std::any_of(list.begin(), list.end(), [&](const Counted& c) { return c.quantity->value == q.value; }))
        continue;
      auto& f = check.add(
          "figure_differs", "figure_differs",
          {words.place({}, at, at + normal(q.text).size()), list.back().where->place(list.back().quantity->text)});
      f.code = "plan_lint.figure_differs.goal";
    }
  }
}

}  // namespace

void check_sums(const Check& check) {
  for (const auto* list : {&check.items.measures, &check.items.tasks})
    for (const auto& item : *list) {
      if (item.is_boundless()) continue;
      parts(check, item.text, item.key);
      series(check, item.text, item.key);
      series_with_words(check, item.text, item.key);
    }
  const auto& plan = *check.items.plan;
  for (const auto& goal : plan.goals) parts(check, check.source.words(goal.span, goal.text), {});
  captions(check, list_of(plan.tasks));
  captions(check, list_of(plan.projects));
  announced_works(check, list_of(plan.projects));
  captions(check, list_of(plan.targets));
  of_goals(check);
}

}  // namespace limpid::plan::linting
