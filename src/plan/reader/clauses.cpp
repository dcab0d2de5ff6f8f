// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/clauses.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"

namespace limpid::plan {
namespace {

bool matches_any(std::string_view words, const RE2& re) {
  return RE2::PartialMatch(re2::StringPiece(words.data(), words.size()), re);
}

/// The verbs and adverbs with which such texts begin a duty whose bearer goes without saying.
const RE2& begins_with_verb() {
  static const RE2 re(
      "^(?:并|且|同时|同步|并且)?(?:推进|推动|推广|推行|完成|开展|实施|实行|加强|加快|加大|强化|深化|深入|严格|严控|严"
      "禁|严厉|严肃|严查|严防|从严|依法|全面|全力|持续|积极|大力|坚决|坚持|进一步|不断|逐步|逐一|逐|有序|有效|科学|合"
      "理|统筹|系统|切实|认真|定期|及时|尽快|优先|继续|同步|同时|着力|扎实|稳妥|规范|完善|健全|建立|建设|建成|构建|打"
      "造|新建|改造|扩建|升级|提升|提高|提出|制定|编制|修订|组织|督促|指导|引导|鼓励|支持|探索|争取|申报|落实|执行|按|"
      "依据|根据|通过|采取|采用|结合|围绕|聚焦|针对|对|将|把|以|由|在|于|从|自|至|到|确保|保障|保证|保持|实现|做|防止|"
      "防范|杜绝|遏制|避免|控制|管控|淘汰|关停|取缔|拆除|清理|清零|整治|整改|治理|排查|检查|查处|打击|追究|追溯|禁止|不"
      "得|不再|巩固|优化|调整|划定|划分|恢复|安装|配备|投运|投入|启动|使用|增加|减少|降低|压减|削减|解决|消除|化解|形成"
      "|促进|带动|倒逼|发挥|利用|用好|用足|纳入|移送|报|上报|公布|公开|通报|约谈|培育|拓宽|拓展|增强|配合|协调|联合|充"
      "分|有针对性|广泛|明确|分类|分批|分阶段|分期|因地制宜|栽植|种植|栽种|设立|设置|成立|创建|签订|召开|与|要|应|须|"
      "必须|彻底|"
      "退出|修复|监督|调度|监测|抽测|抽检|监控|普查|摸排|摸清|补齐|力争|集中|夯实|抓|搞|配套|压实|重点(?:检查|监管|整"
      "治|推进|加强|交流|通报|研究|排查|打击|治理|开展|做好|抓好|围绕|解决))");
  return re;
}

bool is_name_of_work(std::string_view words) {
  static const RE2 re(
      "^" LIMPID_HAN
      "{2,4}?(?:率|比例|工作[于应要须在]|任务|频次|数据|合格率)|^(?:建设|保留|排查|安装|新建|新增|改造|完成)" LIMPID_HAN
      "{0,8}(?:的" LIMPID_HAN "{1,10}|" LIMPID_HAN "{2,8})(?:应|要|须|必须|全部|均)");
  return matches_any(words, re);
}

bool has_verb(std::string_view words) {
  static const RE2 re(
      "实施|进行|开展|完成|安装|采取|采用|加强|强化|严查|严肃|从严|依法|查处|追究|处置|排查|给予|予以|监测|定期|落实|执"
      "行|设置|设立|建立|建设|一律|停|要|应|须|不得|严禁|禁止|逐户|制定|提出|划定|实行|推进|推动|提高|提升|控制|淘汰|"
      "达到");
  return matches_any(words, re);
}

std::string_view after_last_of(std::string_view words) {
  const auto at = words.rfind("的");
  return at == std::string_view::npos ? words : words.substr(at + std::string_view("的").size());
}

/// When, where, for whom, by what rule.
bool is_lead(std::string_view words) {
  static const RE2 plain(
      "^(?:原则上$|其中$|总体上|要?抓住|抢抓|立足|坚持|对照|对标|如遇|聚焦|突出|每发现|(?:坚决|认真|深入|全面)?贯彻"
      "|市级统筹)");
  static const RE2 measure(
      "^(?:" LIMPID_HAN
      "{2,4})?以.+为(?:重点|根本|单位|主|主要方式|目标|抓手|核心|导向|主线|契机|原则|依据|基础|主体)$");
  static const RE2 rule(
      "^(?:按照?|依据|根据|依托|围绕|结合|参照).*(?:要求|原则|规定|安排|部署|方案|》|\\)|标准|结果|情况|实际|指标|办法|"
      "目标|精"
      "神|清单|台账|法规|等|思路)$|^并?通过");
  static const RE2 office("(?:局|委|府|部门|单位|中心)对.*的" LIMPID_HAN "{1,6}$");
  static const RE2 place("^在.*(?:区域|范围内|期间|前|时|下|上|中|后|内|地区)$");
  static const RE2 time("(?:期间|[完投建审验]" LIMPID_HAN "前|之前|的前提下|的基础上|之后)$|^当.*时$");
  static const RE2 topic("^(?:对|针对|涉及|属于|位于|列入|凡|符合|已|未|从事|依法应当|以及|确需|逾期|\\d{4}年已|将)");
  if (words.empty() || words.ends_with("的")) return true;
  if (matches_any(words, plain) || matches_any(words, measure) || matches_any(words, rule) ||
      matches_any(words, place) || matches_any(words, time) || (holds_any(words, {"对"}) && matches_any(words, office)))
    return true;
  return matches_any(words, topic) && !words.starts_with("将") && !has_verb(after_last_of(words));
}

bool is_follow(std::string_view words) {
  static const RE2 re(
      "^(?:并|从而|以|最终)?(?:确保|保障|保证|实现|做到|防止|防范|杜绝|遏制|促进|倒逼|避免|化解|形成|改善|其中|每["
      "次家批台处]|设计|共|涉及|退"
      "出|纳入|切断|涵养|切实|有效|达到)");
  return matches_any(words, re);
}

bool is_exception(std::string_view words) {
  static const RE2 re(
      "^(?:(?:仍|尚|还)?(?:不(?:[^得再断])|未)|必要时|暂|超标|逾期|违规|违法|不合格|发现问题|问题|气温|预报|当|"
      "整改完成前)|除外$|确需");
  return matches_any(words, re);
}

bool binds_somebody(std::string_view words) {
  static const RE2 re(
      "必须|应当|应[^急用对变邀]|须|要[^求点素害]|不得|严禁|禁止|一律|全部|全面(?:使用|禁止|停止|退出|完成|淘汰)|均|"
      "不再|"
      "原则上|只能|实施|实行|采用|优先|停止|保持|达到|提高到|控制在|增长|下降|为主$|^(?:凡|符合|属于|列入)");
  return matches_any(words, re);
}

bool is_report(std::string_view words) {
  static const RE2 re("^(?:并)?(?:报|上报|公布|公开|通报)|报" LIMPID_HAN "{2,20}(?:备案|审批|批准)$|留存备查$|推送$");
  return matches_any(words, re);
}

/// `整治工作于七月中旬前完成`, `6月底前开工`: `core` is the clause without its time limit.
bool only_dates_what_stands_before(std::string_view core) {
  static const RE2 re(
      "^(?:" LIMPID_HAN
      "{0,8}?(?:于|在)?(?:基本|全部|全面)?(?:完成|结束|到位|完工)|(?:开工|动工|建设|建成|投产|投运|投用|"
      "通水|竣工|"
      "验收)*)$");
  return matches_any(core, re);
}

std::string without_time(std::string_view text, const Clause& clause) {
  std::string out;
  std::size_t at = clause.begin;
  for (const auto* d : clause.deadlines) {
    if (d->begin > at) out += text.substr(at, d->begin - at);
    at = std::max(at, std::min(d->end, clause.end));
  }
  out += text.substr(at, clause.end - at);
  return out;
}

/// `2027年底前不能达到A级的6家企业搬离主城区`: what is to become of those that fail, by a day, is a duty of its own.
bool dates_the_failing(std::string_view words, const Clause& clause) {
  static const RE2 failing("^(?:不|未|超标|逾期|违规|违法|不合格).*的"),
      must(
          "搬|停[产用工止]|关停|关闭|退出|淘汰|拆除|整改|整治|治理|完成|实施|清理|清退|取缔|更换|予以|一律|依法|全部|"
          "报废");
  const bool day = std::any_of(clause.deadlines.begin(), clause.deadlines.end(),
                               [](const auto* d) { return d->deadline.end.has_value(); });
  return day && matches_any(words, failing) && matches_any(after_last_of(words), must);
}

void describe(std::string_view text, Clause& clause) {
  clause.core = without_time(text, clause);
  std::string_view words = clause.core;
  for (std::string_view joint : {"于", "在", "自", ":"})
    if (clause.dated_head && words.starts_with(joint)) words.remove_prefix(joint.size());
  if (words.starts_with("“"))
    if (const auto close = words.find("”"); close != std::string_view::npos)
      words.remove_prefix(close + std::string_view("”").size());
  if (const auto open = words.rfind('('); words.ends_with(")") && open != std::string_view::npos && open > 0)
    words = words.substr(0, open);
  const bool starts = std::any_of(clause.deadlines.begin(), clause.deadlines.end(),
                                  [](const auto* d) { return d->deadline.kind == DeadlineKind::start_by; });
  clause.only_dates = !clause.deadlines.empty() && clause.quantities == 0 && (!words.empty() || starts) &&
                      only_dates_what_stands_before(words);
  clause.binds = binds_somebody(words);
  clause.reports = is_report(words);
  const bool excepted = is_exception(words), dated = excepted && dates_the_failing(words, clause);
  clause.names_subject = dated || is_name_of_work(words) || !matches_any(words, begins_with_verb());
  clause.binds = clause.binds || dated;
  if (excepted && !dated)
    clause.role = ClauseRole::exception;
  else if (!clause.only_dates && is_lead(words))
    clause.role = ClauseRole::lead;
  else if (is_follow(words))
    clause.role = ClauseRole::follow;
  clause.core = std::string(words);
}

/// `按照2024年9月底前,…全部淘汰的整体安排`: one clause that goes before a duty.
void join_references(std::string_view text, std::vector<Clause>& clauses) {
  static const RE2 opens("^(?:按照?|依据|根据)$"), closes("(?:安排|要求|部署|原则|规定)$");
  std::size_t kept = 0;
  for (std::size_t i = 0; i < clauses.size(); ++i, ++kept) {
    if (kept != i) clauses[kept] = std::move(clauses[i]);
    if (i + 1 == clauses.size()) continue;
    auto& clause = clauses[kept];
    const auto& next = clauses[i + 1];
    if (next.opens_sentence || !matches_any(clause.core, opens) || !matches_any(next.core, closes)) continue;
    clause.end = next.end;
    clause.role = ClauseRole::lead;
    clause.quantities += next.quantities;
    clause.core = text.substr(clause.begin, next.end - clause.begin);
    ++i;
  }
  clauses.resize(kept);
}

bool clause_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Walks over the stops of a text that stand outside brackets and quotes.
class ClauseScanner {
 public:
  explicit ClauseScanner(std::string_view text) : text_(text) {}

  std::vector<Clause> run() {
    for (std::size_t at = 0; at < text_.size();) {
      const auto size = stop_at(at);
      if (size == 0) {
        at += step(at);
        continue;
      }
      close(at);
      stop_ = size == 3 ? '.' : text_[at] == '!' || text_[at] == '?' ? '.' : text_[at];
      at += size;
      begin_ = at;
    }
    close(text_.size());
    return std::move(out_);
  }

 private:
  /// The size of the stop at `at`, 0 when none ends a clause there.
  std::size_t stop_at(std::size_t at) {
    constexpr std::string_view kFull = "。";
    const bool full = text_.substr(at).starts_with(kFull);
    if (full) depth_ = 0;  // an unclosed bracket does not swallow the rest
    if (depth_ > 0) return 0;
    if (full) return kFull.size();
    const char c = text_[at];
    if (c == ',' && at > 0 && at + 1 < text_.size() && clause_digit(text_[at - 1]) && clause_digit(text_[at + 1]))
      return 0;
    return c == ',' || c == ';' || c == '!' || c == '?' ? 1 : 0;
  }

  std::size_t step(std::size_t at) {
    const auto rest = text_.substr(at);
    constexpr std::array<std::string_view, 6> kOpen{"(", "[", "“", "《", "〔", "【"};
    constexpr std::array<std::string_view, 6> kClose{")", "]", "”", "》", "〕", "】"};
    for (const auto mark : kOpen)
      if (rest.starts_with(mark)) return ++depth_, mark.size();
    for (const auto mark : kClose)
      if (rest.starts_with(mark)) return depth_ = std::max(0, depth_ - 1), mark.size();
    return 1;
  }

  void close(std::size_t at) {
    if (at <= begin_) return;
    Clause clause;
    clause.begin = begin_;
    clause.end = at;
    clause.stop_before = stop_;
    clause.opens_sentence = stop_ != ',';
    out_.push_back(std::move(clause));
  }

  std::string_view text_;
  std::size_t begin_ = 0;
  int depth_ = 0;
  char stop_ = '.';
  std::vector<Clause> out_;
};

/// `20公里范围内` says where.
bool is_distance(const Quantity& q) {
  return q.text.ends_with("范围内") || q.text.ends_with("范围以内");
}

}  // namespace

std::vector<Clause> find_clauses(std::string_view text, const std::vector<FoundDeadline>& deadlines,
                                 const std::vector<FoundQuantity>& quantities) {
  auto clauses = ClauseScanner(text).run();
  auto deadline = deadlines.begin();
  auto quantity = quantities.begin();
  for (auto& clause : clauses) {
    for (; deadline != deadlines.end() && deadline->begin < clause.end; ++deadline) {
      clause.deadlines.push_back(&*deadline);
      clause.dated_head = clause.dated_head || deadline->begin <= clause.begin + std::string_view("于").size();
    }
    for (; quantity != quantities.end() && quantity->begin < clause.end; ++quantity)
      if (!is_distance(quantity->quantity)) ++clause.quantities;
    describe(text, clause);
  }
  join_references(text, clauses);
  return clauses;
}

}  // namespace limpid::plan
