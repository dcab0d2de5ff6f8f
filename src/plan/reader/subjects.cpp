// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/subjects.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/pollutants.hpp"
#include "plan/reader/subject_phrases.hpp"
#include "plan/reader/subject_words.hpp"

namespace limpid::plan {
namespace {

/// What is laid, planted, moved or paid; other units tell a property.
bool is_amount(std::string_view base) {
  constexpr std::array<std::string_view, 11> amounts{"m",  "m2",  "m3",   "t",   "tce", "CNY",
                                                     "kW", "kWh", "m3/d", "t/d", "t/a"};
  return std::find(amounts.begin(), amounts.end(), base) != amounts.end();
}

bool is_counted(const Quantity& q) {
  return q.base.unit == "1" && !q.unit.empty();
}

/// 次, 批次, 轮 count deeds.
bool counts_times(std::string_view unit) {
  return unit.ends_with("次") || unit == "轮" || unit == "遍";
}

/// 10公里范围内, 200米内 say where, not how much.
bool says_where(const Quantity& q) {
  return q.base.unit == "m" && (q.text.ends_with("内") || q.text.ends_with("范围"));
}

/// 改造后, 建成后: what holds then is no other thing.
void cut_behind_done(std::string_view& words) {
  cut_behind(words, {"造后", "治后", "成后", "理后", "修后", "标后", "运后", "合后", "施后"});
}

class Subjects {
 public:
  Subjects(std::string_view text, std::vector<FoundQuantity>& found) : text_(text), found_(found) {}

  void find() {
    for (std::size_t i = 0; i < found_.size(); ++i) set(i, of(i));
    for (std::size_t i = found_.size(); i-- > 1;)
      if (quantity(i - 1).subject.empty() && joined(i)) quantity(i - 1).subject = quantity(i).subject;
  }

 private:
  Quantity& quantity(std::size_t i) { return found_[i].quantity; }

  /// A list whose subjects are told 分别 is set from its first figure on.
  void set(std::size_t i, std::string subject) {
    if (quantity(i).subject.empty()) quantity(i).subject = std::move(subject);
  }

  std::string of(std::size_t i) {
    const auto& q = quantity(i);
    if (says_where(q) || !q.subject.empty()) return {};
    if (joined(i) && !is_counted(q)) return quantity(i - 1).subject;
    const auto at = ahead(i);
    if (at.one_each && share(i, at.words)) return {};
    if (q.base.unit == "class") return of_class(i, at.words);
    if (is_counted(q) || q.unit.starts_with("次/")) return of_count(i, at.words);
    if (is_amount(q.base.unit)) return of_amount(i, at);
    if (at.levels || is_measured(at.words))
      if (auto level = level_of(at.words); !level.empty()) return level;
    return thing_behind(i, true);
  }

  /// 8小时 of 8小时平均浓度, III类 of III类比例 are parts of what is measured behind them.
  bool in_name(std::size_t i) {
    static const RE2 name("^(?:滑动)?平均|^(?:水质|断面|水体|水)*(?:的|断面)*(?:比例|占比)");
    const auto behind = text_.substr(found_[i].end);
    const auto& base = quantity(i).base.unit;
    return (base == "h" || base == "class") && RE2::PartialMatch({behind.data(), behind.size()}, name);
  }

  /// The words before a figure, from the figure before it on.
  Ahead ahead(std::size_t i) {
    std::size_t first = 0;
    if (i > 0) first = in_name(i - 1) ? (i > 1 ? found_[i - 2].end : 0) : found_[i - 1].end;
    const auto begin = clause_begin(text_, found_[i].begin, std::min(first, found_[i].begin));
    auto out = cut_reaches(text_.substr(begin, found_[i].begin - begin));
    out.levels = out.levels || !quantity(i).text.starts_with(quantity(i).value);
    return out;
  }

  /// Whether a figure goes on with a list or a change of the one before it: `10%、20%`, `由85%提高到90%`.
  bool joined(std::size_t i) {
    if (i == 0 || found_[i].begin < found_[i - 1].end) return false;
    const auto &last = quantity(i - 1), &q = quantity(i);
    constexpr std::size_t kMost = 24;  // bytes
    auto between = text_.substr(found_[i - 1].end, found_[i].begin - found_[i - 1].end);
    if (last.unit != q.unit || between.size() > kMost) return false;
    const bool alone =
        cut_ahead(between, {"、", "和", "及", "或", "与", "至", "到", "-", "—", "–", "~"}) || between.empty();
    while (cut_ahead(between, {"-", "—"})) {
    }
    const auto rest = cut_reaches(between);
    return rest.words.empty() && (alone || rest.levels);
  }

  std::string of_class(std::size_t i, std::string_view before) {
    static const RE2 behind("^(?:水质|标准)?的?((?:断面|水体)(?:比例)?|比例)");
    std::string subject;
    const auto rest = text_.substr(found_[i].end);
    if (RE2::PartialMatch({rest.data(), rest.size()}, behind, &subject)) return subject;
    const bool water = before.ends_with("水质") || before.ends_with("断面") || before.ends_with("水体");
    return water ? level_of(before) : "";
  }

  /// 22个重点行业, 建成集中喷涂中心2个; 关停取缔8家 is a part of those that the sentence counts, 城关镇6台 too.
  std::string of_count(std::size_t i, std::string_view before) {
    const auto& q = quantity(i);
    const bool rate = q.unit.starts_with("次/"), times = rate || counts_times(q.unit);
    if (!rate)
      if (auto thing = thing_behind(i, false); !thing.empty()) return thing;
    bool vague = false;
    auto object = object_of(before, q.unit, times, vague);
    if (rate || times || (!object.empty() && !vague)) return object;
    if (auto whole = whole_of(i); !whole.empty()) return whole;
    return object.empty() ? clause_before(i, before) : object;
  }

  std::string of_amount(std::size_t i, const Ahead& at) {
    const auto& q = quantity(i);
    if (is_measured(at.words))
      if (auto level = level_of(at.words); !level.empty()) return level;
    if (q.comparator != "=" && q.base.unit != "m")
      if (auto sized = thing_behind(i, true); !sized.empty()) return sized;
    bool vague = false;
    auto object = object_of(at.words, q.unit, false, vague);
    if (!object.empty() && !vague) return object;
    if (auto thing = thing_behind(i, true); !thing.empty()) return thing;
    auto whole = object.empty() ? std::string() : whole_of(i);
    if (!whole.empty()) return whole;
    if (!object.empty()) return object;
    return at.levels ? level_of(at.words) : deed_of(at.words);
  }

  static std::string level_of(std::string_view words) {
    constexpr std::size_t kShort = 9;  // bytes: 抽测合格率 is a name
    cut_leading_words(words);
    cut_behind(words, {"实现", "以及", "从而"});
    cut_behind_done(words);
    cut_behind_of(words);
    if (const auto size = deed_size(words);
        size > 0 && (size + kShort < words.size() ||
                     (begins_no_noun(words) && !words.starts_with("抽") && !words.ends_with("比例"))))
      words.remove_prefix(size);
    cut_leading_words(words);
    keep_list(words);
    return is_subject(words) && deed_size(words) < words.size() ? unquoted(words) : "";
  }

  /// What the words before a figure name; a deed itself is counted by times only (`检查不少于3次`). `vague`: they may
  /// tell where, or what is done with it, rather than what it is.
  static std::string object_of(std::string_view words, std::string_view unit, bool times, bool& vague) {
    static const LazyPattern place("(?:[镇乡县市河江溪湖港渠]|街道|[城市地片新园发开]区|工业园)$");
    cut_leading_words(words);
    cut_behind_done(words);
    cut_behind(words, {"仍有", "尚有"});
    cut_behind_of(words);
    if (times) {
      if (const auto deed = deed_before(words); deed > 0) return times_of(words);
    }
    cut_deeds(words);
    cut_leading_words(words);
    constexpr std::size_t kEtc = std::string_view("等").size();
    if (const auto mark = words.rfind("等"); mark != std::string_view::npos && words.size() - mark > 2 * kEtc)
      words.remove_prefix(mark + kEtc);
    keep_list(words);
    if (const auto deed = deed_before(words); deed > 0) {
      if (const auto end = end_of_thing(words, unit); end > 0 && end < words.size())
        return unquoted(words.substr(0, end));
      auto rest = words;
      while (const auto size = deed_before(rest)) rest.remove_suffix(size);
      if (rest.empty()) return {};
      vague = true;
    }
    vague = vague || RE2::PartialMatch(words, place.get());
    return is_subject(words) ? unquoted(words) : "";
  }

  /// 清淤20万方 is measured by what is done; 完成, 建设 say nothing of it.
  static std::string deed_of(std::string_view words) {
    cut_leading_words(words);
    return deed_size(words) == words.size() && !begins_no_noun(words) ? std::string(words) : "";
  }

  static std::string times_of(std::string_view words) {
    keep_list(words);
    return is_subject(words) ? unquoted(words) : "";
  }

  /// The noun behind a figure: a thing that its word can count, or (`known` asks for such a one) what stands up to the
  /// next verb, stop or figure.
  std::string thing_behind(std::size_t i, bool known) {
    auto begin = found_[i].end;
    if (i + 1 < found_.size() && found_[i + 1].begin == begin) begin = found_[i + 1].end;  // 3台35蒸吨/小时以下燃煤锅炉
    auto words = text_.substr(begin);
    cut_ahead(words, {"以上的", "以下的", "的"});
    if (words.starts_with("、")) return {};
    for (auto attribute : {"已", "关闭", "关停", "搬迁", "腾退"})  // 3条已治理黑臭水体
      if (words.starts_with(attribute)) {
        words.remove_prefix(std::string_view(attribute).size());
        while (const auto deed = deed_size(words)) words.remove_prefix(deed);
        known = true;
        break;
      }
    auto noun = words.substr(0, end_of_noun(words));
    auto thing = end_of_thing(noun, quantity(i).unit);
    const auto of = thing == 0 ? behind_of(words, noun.size()) : std::string_view();
    if (const auto more = end_of_thing(of, quantity(i).unit)) {  // 纳入排污许可管理的企业
      noun = of;
      thing = more;
    }
    if (thing > 0) return is_subject(noun.substr(0, thing)) ? unquoted(noun.substr(0, thing)) : "";
    const auto noun_end = static_cast<std::size_t>(noun.data() - text_.data()) + noun.size();
    if (i + 1 < found_.size() && found_[i + 1].begin == noun_end) {  // 6家存栏500头以上养殖场
      auto behind = text_.substr(found_[i + 1].end);
      behind = behind.substr(0, end_of_noun(behind));
      return std::string(behind.substr(0, end_of_thing(behind, quantity(i).unit)));
    }
    const auto first = noun.substr(0, noun.find("、"));
    constexpr std::size_t kLongest = 14;
    if ((known && !is_measured(first)) || text::count_chars(first) > kLongest) return {};
    return is_subject(first) ? unquoted(first) : "";
  }

  /// The noun behind the 的 that an attribute ends in, which begins behind `from`.
  static std::string_view behind_of(std::string_view words, std::size_t from) {
    constexpr std::size_t kNear = 60;  // bytes
    words = words.substr(0, next_character(words, std::min(words.size(), from + kNear)));
    const bool attribute = words.substr(from).starts_with("的") || (from == 0 && boundary_size(words, 0) > 0);
    const auto of = attribute ? words.substr(0, find_stop(words, 0, ",;:")).find("的", from) : std::string_view::npos;
    if (of == std::string_view::npos) return {};
    words.remove_prefix(of + std::string_view("的").size());
    return words.substr(0, end_of_noun(words));
  }

  /// What an earlier figure of the sentence counts by the same word.
  std::string whole_of(std::size_t i) {
    constexpr std::size_t kFew = 12, kReach = 360;  // figures, bytes
    for (std::size_t j = i; j-- > 0 && i - j <= kFew && found_[i].begin < found_[j].end + kReach;) {
      if (found_[j].end > found_[i].begin) continue;
      const auto between = text_.substr(found_[j].end, found_[i].begin - found_[j].end);
      if (between.find("。") != std::string_view::npos || between.find(';') != std::string_view::npos) return {};
      if (quantity(j).unit == quantity(i).unit && !quantity(j).subject.empty()) return quantity(j).subject;
    }
    return {};
  }

  /// `推进燃气锅炉低氮改造,年底前完成26台`: the clause before names the things, where it counts none itself.
  std::string clause_before(std::size_t i, std::string_view words) {
    const auto begin = static_cast<std::size_t>(words.data() - text_.data());
    if (begin == 0 || text_[begin - 1] != ',') return {};
    const auto from = clause_begin(text_, begin - 1, 0);
    if (i > 0 && found_[i - 1].end > from) return {};
    bool vague = false;
    const auto& unit = quantity(i).unit;
    auto object = object_of(text_.substr(from, begin - 1 - from), unit, false, vague);
    const auto end = end_of_thing(object, unit);
    return end > 0 && end == object.size() ? object : "";
  }

  /// `二氧化硫、氮氧化物排放量分别下降18%和16%`: each figure has its own pollutant. False where the words tell no such
  /// list.
  bool share(std::size_t i, std::string_view words) {
    std::size_t last = i + 1;
    while (last < found_.size() && joined(last)) ++last;
    cut_leading_words(words);
    std::vector<std::string> names;
    for (std::size_t at = 0; at < words.size();) {
      const auto size = pollutant_size(words.substr(at));
      if (size == 0) break;
      names.emplace_back(words.substr(at, size));
      at += size;
      auto rest = words.substr(at);
      if (!cut_ahead(rest, {"、", "和", "及", "与"})) {
        for (auto& name : names) name += rest;
        break;
      }
      at = words.size() - rest.size();
    }
    if (names.size() < 2 || names.size() != last - i) return false;
    for (std::size_t k = 0; k < names.size(); ++k)
      quantity(i + k).subject = is_subject(names[k]) ? names[k] : std::string(words);
    return true;
  }

  std::string_view text_;
  std::vector<FoundQuantity>& found_;
};

}  // namespace

void set_subjects(std::string_view text, std::vector<FoundQuantity>& found) {
  Subjects(text, found).find();
}

}  // namespace limpid::plan
