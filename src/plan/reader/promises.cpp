// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/promises.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "plan/reader/clauses.hpp"
#include "plan/reader/unit_names.hpp"

namespace limpid::plan {
namespace {

bool clause_matches(std::string_view words, const RE2& re) {
  return RE2::PartialMatch(re2::StringPiece(words.data(), words.size()), re);
}

bool has_dates(const Deadline& d) {
  return d.start || d.end;
}

bool same_time(const Deadline& a, const Deadline& b) {
  return a.kind == b.kind && a.start == b.start && a.end == b.end && (has_dates(a) || a.text == b.text);
}

/// Pairs of Han characters: what two clauses speak of in common.
std::set<std::string_view> pairs_of(std::string_view words) {
  static const std::set<std::string_view> kCommon{
      "项目", "工作", "企业", "设施", "建设", "治理", "完成", "管理", "重点", "全县", "污染", "环境", "实施", "开展",
      "进行", "推进", "加强", "生态", "单位", "全部", "任务", "措施", "强化", "监测", "处理", "等重", "点行"};
  constexpr std::size_t kHanBytes = 3;
  std::set<std::string_view> out;
  for (std::size_t i = 0; i + 2 * kHanBytes <= words.size(); ++i) {
    const auto first = static_cast<unsigned char>(words[i]), second = static_cast<unsigned char>(words[i + kHanBytes]);
    const auto han = [](unsigned char lead) { return lead >= 0xE4 && lead <= 0xE9; };
    if (han(first) && han(second) && !kCommon.contains(words.substr(i, 2 * kHanBytes)))
      out.insert(words.substr(i, 2 * kHanBytes));
  }
  return out;
}

/// What stands in the promise that is being read.
struct Segment {
  std::size_t begin = 0;
  int duties = 0;
  bool figure = false;    ///< it has a quantity
  bool concrete = false;  ///< it says who or what must
  bool effort = false;    ///< its only duty so far is a general one: 推进, 加强 …
  bool general = false;   ///< and a short one
  std::size_t length = 0;
  std::vector<const FoundDeadline*> deadlines;
  std::set<std::string_view> pairs;

  bool specific() const { return figure || concrete || !deadlines.empty(); }
  bool dated() const { return !deadlines.empty(); }
};

class Splitter {
 public:
  Splitter(std::string_view text, const std::vector<FoundDeadline>& deadlines,
           const std::vector<FoundQuantity>& quantities)
      : text_(text), clauses_(find_clauses(text, deadlines, quantities)) {}

  std::vector<PromiseStart> run() {
    starts_.push_back({});
    for (std::size_t i = 0; i < clauses_.size(); ++i) {
      const Clause& clause = clauses_[i];
      if (clause.opens_sentence) {
        lead_ = i;
        governs_ = nullptr;
        sentence_ = true;
      } else if (!leading_) {
        lead_ = i;
      }
      leading_ = clause.role == ClauseRole::lead && (i + 1 < clauses_.size() && !clauses_[i + 1].opens_sentence);
      if (leading_) continue;
      take(i);
    }
    return std::move(starts_);
  }

 private:
  std::string_view words(const Clause& c) const { return text_.substr(c.begin, c.end - c.begin); }
  const Clause& head() const { return clauses_[lead_]; }

  /// Clauses [lead_, i]: what goes before a duty, and the duty.
  void take(std::size_t i) {
    const bool first = seg_.duties == 0 && seg_.begin == 0 && starts_.size() == 1;
    const bool opens = !first && (sentence_ ? opens_as_sentence(i) : seg_.duties > 0 && opens_as_clause(i));
    const bool added = opens && !sentence_ && adds_effort(head());
    if (opens) open(head().begin, added);
    split_list(clauses_[i]);
    absorb(i);
    sentence_ = false;
  }

  void open(std::size_t at, bool added) {
    seg_ = {};
    seg_.begin = at;
    starts_.push_back({at, added ? nullptr : governs_});
  }

  bool opens_as_sentence(std::size_t i) const {
    const Clause& c = clauses_[i];
    if (c.only_dates && lead_ == i && !other_time(i)) return false;
    if (lead_ == i && c.role == ClauseRole::follow && c.quantities == 0 && c.deadlines.empty()) return false;
    static const RE2 elided("^(?:不得|并|且|以及)"), above("^(?:上述|以上)(?:工作|任务)");
    const auto first = words(head());
    return !(head().stop_before == ';' && clause_matches(first, elided)) && !clause_matches(first, above);
  }

  bool opens_as_clause(std::size_t i) const {
    const Clause& c = clauses_[i];
    const bool has_time = has_own_time(i);
    if (has_time && seg_.dated() && other_time(i) && (c.role == ClauseRole::duty || dated_otherwise(i))) return true;
    if (c.role == ClauseRole::follow || c.role == ClauseRole::exception || c.reports || c.only_dates) return false;
    if (forbids(c) || moves(c)) return true;
    if (repeats_verb(c) || acts_on(c)) return true;
    if (adds_effort(head())) return seg_.figure || seg_.dated();
    if (c.names_subject && (c.binds || c.quantities > 0 || has_time)) return !made_concrete_by(i);
    if (c.names_subject) return false;
    if (c.binds && words(c).starts_with("要")) return true;
    if (c.quantities > 0) return !seg_.general && !counts_a_part(c) && !(seg_.effort && speaks_of_the_same(i));
    return has_time && !seg_.general && !speaks_of_the_same(i);
  }

  /// A short general phrase and what makes it concrete are one.
  bool made_concrete_by(std::size_t i) const {
    constexpr std::size_t kShortest = 10;
    if (!seg_.general || seg_.specific()) return false;
    return seg_.length <= kShortest || speaks_of_the_same(i) || has_project(i);
  }

  bool has_project(std::size_t i) const {
    return words(clauses_[i]).starts_with("项目") &&
           text_.substr(seg_.begin, head().begin - seg_.begin).find("项目") != std::string_view::npos;
  }

  bool speaks_of_the_same(std::size_t i) const {
    const auto pairs = pairs_of(words(clauses_[i]));
    return std::any_of(pairs.begin(), pairs.end(), [&](std::string_view p) { return seg_.pairs.contains(p); });
  }

  /// Time limits of the clauses [lead_, i] that bind; one that a clause only refers to (`按照…9月底前…的安排`) does
  /// not.
  template <class F>
  bool any_time(std::size_t i, F holds) const {
    static const RE2 refers("^(?:按照?|依据|根据|对照|参照)");
    for (std::size_t k = lead_; k <= i; ++k) {
      if (clauses_[k].role == ClauseRole::lead && clause_matches(words(clauses_[k]), refers)) continue;
      for (const auto* d : clauses_[k].deadlines)
        if (d->deadline.kind != DeadlineKind::continuous && holds(d->deadline)) return true;
    }
    return false;
  }
  bool has_own_time(std::size_t i) const {
    return any_time(i, [](const Deadline&) { return true; });
  }
  bool other_time(std::size_t i) const {
    return any_time(i, [&](const Deadline& d) {
      return !seg_.deadlines.empty() && std::none_of(seg_.deadlines.begin(), seg_.deadlines.end(),
                                                     [&](const auto* mine) { return same_time(mine->deadline, d); });
    });
  }
  bool dated_otherwise(std::size_t i) const {
    return any_time(i, [&](const Deadline& d) { return has_dates(d); });
  }

  bool forbids(const Clause& c) const {
    static const RE2 ban("^(?:严禁|禁止|不得|不再)"), removal("^(?:全面|依法)?(?:取缔|拆除)");
    return clause_matches(words(c), ban) || ((seg_.figure || seg_.dated()) && clause_matches(words(c), removal));
  }
  /// 将符合条件的…划定为…
  bool moves(const Clause& c) const {
    static const RE2 re("^(?:依法|及时)?[将把]");
    return clause_matches(words(c), re);
  }
  /// `开展水质监测，开展保护区划分`: two works.
  bool repeats_verb(const Clause& c) const {
    return words(c).starts_with("开展") &&
           text_.substr(seg_.begin, head().begin - seg_.begin).find("开展") != std::string_view::npos;
  }
  /// `对35蒸吨以下的锅炉实施动态清零`; watching and supervising go on with what stands before.
  bool acts_on(const Clause& c) const {
    static const RE2 re("^对.+实施"), watch("(?:监管|管理|检查|监督|监测|指导)$");
    return clause_matches(words(c), re) && !clause_matches(words(c), watch);
  }
  /// A standing effort after something that has a date or a figure.
  bool adds_effort(const Clause& c) const {
    static const RE2 re("^(?:同时|积极|大力|加强|强化|加大|严厉打击|严肃查处|鼓励|持续)");
    return clause_matches(words(c), re);
  }
  bool counts_a_part(const Clause& c) const {
    static const RE2 re("^(?:完成|达到|提高|增加|减少|降低|下降|压减|新增|占|同比)");
    return clause_matches(c.core, re);
  }

  /// Where the words begin that belong to the time limit at `at`: behind the last comma of a list, or before the names
  /// of who must (`…、甲局、乙局于9月底前完成…`); npos for none behind `from`.
  std::size_t head_of_work(std::size_t from, std::size_t at) const {
    constexpr std::string_view comma = "、";
    std::size_t begin = std::string_view::npos;
    for (auto list = text_.substr(from, at - from);;) {
      const auto mark = list.rfind(comma);
      if (mark == std::string_view::npos) break;
      auto subject = list.substr(mark + comma.size());
      for (std::string_view joint : {"于", "在", "应", "要"})
        if (subject.ends_with(joint)) subject.remove_suffix(joint.size());
      if (!subject.empty() && !is_office(subject)) break;
      begin = from + mark + comma.size();
      if (subject.empty()) break;
      list = list.substr(0, mark);
    }
    return begin;
  }

  /// `6月底前完成首轮检测、9月底前完成第二轮检测`.
  void split_list(const Clause& c) {
    constexpr std::size_t kWork = 9;  // three characters
    const FoundDeadline* last = nullptr;
    for (const auto* d : c.deadlines) {
      if (!has_dates(d->deadline)) continue;
      if (last && !same_time(last->deadline, d->deadline) && d->begin > last->end + kWork)
        if (const auto begin = head_of_work(last->end + kWork, d->begin); begin != std::string_view::npos)
          open(begin, true);
      last = d;
    }
  }

  void absorb(std::size_t i) {
    static const RE2 effort(
        "^(?:推进|推广|推动|加强|强化|加快|严格|严控|深入|持续|大力|积极|进一步|优化|鼓励|完善|做好|落实|提升|加大|"
        "开展|"
        "补齐|坚决)");
    constexpr std::size_t kShort = 20;
    const Clause& c = clauses_[i];
    for (std::size_t k = lead_; k <= i; ++k) {
      for (const auto* d : clauses_[k].deadlines)
        if (d->begin >= seg_.begin) {
          seg_.deadlines.push_back(d);
          if (clauses_[k].dated_head) governs_ = d;
        }
      seg_.figure = seg_.figure || clauses_[k].quantities > 0;
    }
    if (c.role == ClauseRole::follow) seg_.concrete = seg_.concrete || c.binds;  // 确保工地全部落实
    if (c.role == ClauseRole::follow || c.role == ClauseRole::exception) return;
    ++seg_.duties;
    const std::size_t length = text::count_chars(words(c));
    seg_.effort = seg_.duties == 1 && !c.names_subject && clause_matches(words(c), effort);
    seg_.general = seg_.effort && length <= kShort;
    seg_.length = length;
    seg_.concrete = seg_.concrete || (c.names_subject && c.binds);
    seg_.pairs.merge(pairs_of(words(c)));
  }

  std::string_view text_;
  std::vector<Clause> clauses_;
  std::vector<PromiseStart> starts_;
  Segment seg_;
  std::size_t lead_ = 0;
  bool leading_ = false;
  bool sentence_ = false;
  const FoundDeadline* governs_ = nullptr;
};

}  // namespace

std::vector<PromiseStart> promise_starts(std::string_view text, const std::vector<FoundDeadline>& deadlines,
                                         const std::vector<FoundQuantity>& quantities) {
  return Splitter(text, deadlines, quantities).run();
}

}  // namespace limpid::plan
