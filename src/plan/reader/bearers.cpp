// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/bearers.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/unit_names.hpp"
#include "plan/reader/units.hpp"

namespace limpid::plan {
namespace {

/// Whether words in front of a name make it an object: 督促各乡镇, 在甲县.
bool is_object(std::string_view names) {
  static const RE2 re(
      "^(?:报|经|向|按|与|请|送|受|从|对|在|于|将|把|为|以|到|至|给|被|使|让|除|含|如|及|和|组织|要求|督促|指导|会同|"
      "配合|"
      "协助|联合|确保|支持|推动|推进|指定|涉及)");
  return RE2::PartialMatch(names, re);
}

/// 县水务局, 沿河各乡镇人民政府, 乡农业服务中心.
bool is_body_alone(std::string_view name) {
  static const RE2 office(
      "(?:由|(?:沿河|沿线|有关|相关)?各|生态环境|公安|自然资源|" LIMPID_HAN "{0,6}?[省市县区州旗盟镇乡])" LIMPID_HAN
      "*?(?:政府|局|委员会|[发管卫工]改?委|管委会|办公室|办事处|大队|支队|公司)|" LIMPID_HAN "{2,6}街道办(?:事处)?"),
      centre("[省市县区州旗盟乡镇]" LIMPID_HAN "{2,8}(?:服务|管理|监测|执法|指挥|检测)中心|[市县区乡镇]" LIMPID_HAN
             "{0,6}(?:派出所|司法所|管理站|农技站|畜牧站|水利站)");
  return (RE2::FullMatch(name, office) || RE2::FullMatch(name, centre) || is_department(name));
}

/// 各乡镇, 各县(市、区), 有关企业, 施工单位: many at once, as such texts address them.
bool names_many(std::string_view name) {
  static const RE2 kinds(
      "(?:沿河|沿线|有关|相关)?各?(?:有关|相关)?各?(?:省辖|设区)?(?:乡|镇|县|市|区|州|旗|盟|街道|办事处|社区|村|开发区|"
      "园区|[(、)])+(?:党委|(?:人民)?政府|管委会)?"),
      firms(
          "(?:各|有关|相关)(?:有关|相关)?(?:责任|成员|主管|施工|建设|监理|运营|运维|养护|排污|排水|用水|重点|产权)*(?:"
          "部门|"
          "单位|企业)"),
      who("(?:施工|建设|监理|运营|运维|责任|产权|养护|管护|牵头|主管|成员)单位"),
      chiefs("(?:各级|[省市县区乡镇村]{1,4}(?:级|[两三四]级)?)(?:河长|湖长|林长)"),
      marked("^(?:[^各有相]*各|有关|相关)");
  return (RE2::FullMatch(name, kinds) && RE2::PartialMatch(name, marked)) || RE2::FullMatch(name, firms) ||
         RE2::FullMatch(name, who);
}

/// 甲乙县, 甲乙镇, 经济开发区: a body by the name of its place; not 全县, 建成区, 集镇, which only say where.
bool stands_for_body(std::string_view name) {
  static const RE2 named(LIMPID_HAN "{2,3}[县市旗州镇乡]|" LIMPID_HAN "{2}区|(?:[省市县区]|" LIMPID_HAN
                                    "{2,3})?(?:经济技术|高新技术|经济|工业|产业)*(?:开发区|高新区|经开区)");
  static const RE2 where(
      "^(?:[全本我该各两三其每]|所有|部分|其他|其它|重点|试点|示范|贫困|进入|中心|主要|沿[江河海线])|(?:城|级|超|夜|集|"
      "菜|股|"
      "楼|上|"
      "闹|辖)市$|(?:建制|重点|中心|城|集|小|古|乡|特色|农村)镇$|(?:城|水|家|故|返|下)乡$|"
      "[园矿辖小山库景市地灌殖养护成新范验中内域社校厂街片林牧湖港湾滩流郊居住能禁限控管作化学营服游假全沿海农]区$|(?:"
      "主|老|"
      "新|旧|县|市|古)城区$");
  static const RE2 zone("(?:开发区|高新区|经开区)$");
  return RE2::FullMatch(name, named) && (RE2::PartialMatch(name, zone) || !RE2::PartialMatch(name, where));
}

enum class Bearing { none, body, place };

/// What the names of a list are, taken together. A company behind a date may be what somebody else looks after:
/// `11月底前,甲公司完成超低排放改造`.
Bearing bearing_of(const std::vector<Unit>& units, bool ahead) {
  static const RE2 station("(?:派出所|司法所|[^理泵测油气电运转车]站|中心)$"),
      company(LIMPID_HAN "{2,16}有限(?:责任)?公司");
  if (units.empty() || is_object(units.front().name)) return Bearing::none;
  bool first = true, place = false;
  for (const auto& unit : units) {
    const bool body = is_body_alone(unit.name) || names_many(unit.name) ||
                      (!first && (is_office(unit.name) || RE2::PartialMatch(unit.name, station))) ||
                      (ahead && RE2::FullMatch(unit.name, company));
    first = false;
    if (body && !stands_for_body(unit.name)) continue;
    if (!stands_for_body(unit.name)) return Bearing::none;
    place = true;
  }
  return place ? Bearing::place : Bearing::body;
}

/// Where the names begin that end at `end`: behind the stop, number or line's start before them. Brackets of kinds of
/// places (各镇(街道)) are inside.
std::size_t names_begin(std::string_view view, std::size_t end, std::size_t line_start) {
  constexpr std::size_t kWide = 3, kLongest = 180;  // bytes
  constexpr unsigned char kFirstHan = 0xE4, kLastHan = 0xE9;
  const std::size_t from = std::max(line_start, end - std::min(end, kLongest));
  std::size_t at = end;
  while (at > from) {
    if (view[at - 1] == ')') {
      const auto before = view.substr(from, at - 1 - from);
      const auto open = before.rfind('(');
      if (open == std::string_view::npos || open == 0 || !is_place_kind(before.substr(open + 1))) break;
      at = from + open;
      continue;
    }
    if (at - from < kWide) break;
    const auto character = view.substr(at - kWide, kWide);
    const auto lead = static_cast<unsigned char>(character.front());
    if (character != "、" && (lead < kFirstHan || lead > kLastHan)) break;
    at -= kWide;
  }
  static const RE2 point("^(?:[一二三四五六七八九十][是要])");
  re2::StringPiece found;
  constexpr std::string_view kBy = "由";  // `沿线56公里由县交通运输局11月上旬完成`
  if (const auto by = view.substr(at, end - at).rfind(kBy); by != std::string_view::npos) at += by + kBy.size();
  const auto words = view.substr(at, end - at);
  return point.Match(words, 0, words.size(), RE2::ANCHOR_START, &found, 1) ? at + found.size() : at;
}

/// Whether what follows a time limit is done by the place that it stands behind, not there: `完成锅炉淘汰`; 建成 says
/// where as often as who, and `完成` alone dates what stands before.
bool acts_there(std::string_view behind) {
  static const RE2 re(
      "^(?:全部|全面|基本|分别|率先|依法|组织)*(?:完成|制定|制订|编制|印发|出台|开展|启动|淘汰|取缔|拆除|清理|整治|"
      "改造|安装|"
      "报送|上报|建立|划定|落实)[^,;。]|^(?:各自?|分别)(?:新建|建成|建设|设立|创建)[^,;。]");
  return RE2::PartialMatch(behind, re);
}

#define LIMPID_MUST_BY "(?:必须|应当|务必|力争|要|应|须|需|负责|均)*"
#define LIMPID_DUE                                                                                                               \
  "(?:(?:\\d{4}年|今年|当年|明年)?\\d{1,2}月(?:(?:\\d{1,2}日|[底末初]|[上中下]旬)?前|[上中下]旬|[底末])|" \
  "(?:\\d{4}年?|今年|当年)?年底前|年度?内|\\d{1,3}个?(?:小时|工作日|日|天|月)[之以]?内)"

/// `县水利局督促甲水务有限公司于12月底前完成改造` is the bureau's: where 督促 stands; 0 of other words.
std::size_t urges_firm(std::string_view words) {
  static const RE2 re("^(" LIMPID_HAN "{2,}?)督促(?:" LIMPID_HAN "|、)*(?:公司|集团|厂|矿)");
  re2::StringPiece body;
  if (!holds_any(words, {"督促"}) || !RE2::PartialMatch(words, re, &body)) return 0;
  return is_object({body.data(), body.size()}) ? 0 : body.size();
}

/// Names that a time limit follows.
class BearerFinder {
 public:
  BearerFinder(const SourceText& text, const std::vector<std::size_t>& line_starts)
      : text_(text), view_(text.view()), line_starts_(line_starts) {}

  std::vector<UnitClause> run() {
    before_limits();
    behind_limits();
    const auto by_place = [](const UnitClause& a, const UnitClause& b) { return a.begin < b.begin; };
    std::sort(found_.begin(), found_.end(), by_place);
    const auto twice = [](const UnitClause& a, const UnitClause& b) { return b.begin < a.end; };
    found_.erase(std::unique(found_.begin(), found_.end(), twice), found_.end());
    return std::move(found_);
  }

 private:
  /// `县水务局要于6月底前完成整治`, `各乡镇每月巡查2次`.
  void before_limits() {
    static const RE2 limit("(" LIMPID_MUST_BY ")(?:分别)?(?:于|在)?(?:" LIMPID_DUE
                           "|(每(?:年|半年|季度?|月|半月|旬|两?周|日|天)(?:至少|不少于)?(?:\\d{1,2}次|" LIMPID_HAN
                           "))),?");
    std::array<re2::StringPiece, 3> g;
    for (std::size_t at = 0; at < view_.size() && limit.Match(view_, at, view_.size(), RE2::UNANCHORED, g.data(), 3);) {
      const auto end = static_cast<std::size_t>(g[0].data() - view_.data());
      at = end + g[0].size();
      const bool told = !g[1].empty(), recurs = !g[2].empty();
      const auto begin = names_begin(view_, end, line_of(end));
      if (begin < end)
        add(begin, end, true, !recurs && (told || acts_there(view_.substr(at))));
      else
        add_subject(end, recurs || acts_there(view_.substr(at)));
    }
  }

  /// `各乡镇要压实责任,6月底前完成排查`: who begins the sentence, where the time limit at `limit` is its second clause.
  /// `acts`: what follows is done by somebody; else it is only who urges a firm to it.
  void add_subject(std::size_t limit, bool acts) {
    constexpr std::size_t kLongest = 240;  // bytes
    constexpr std::string_view kStop = "。";
    static const RE2 subject("^(?:[一二三四五六七八九十][是要])?((?:" LIMPID_HAN
                             "|[(、)])+?)(?:必须|应当|要|应|须|督促" LIMPID_HAN
                             "{2,20}?(?:公司|集团|厂|矿))[^,;:]{4,},(?:于|在)?$");
    const std::size_t from = std::max(line_of(limit), limit - std::min(limit, kLongest));
    const auto stop = view_.substr(from, limit - from).rfind(kStop);
    if (stop == std::string_view::npos && from > line_of(limit)) return;
    const std::size_t begin = stop == std::string_view::npos ? from : from + stop + kStop.size();
    const auto words = view_.substr(begin, limit - begin);
    if (!acts && !holds_any(words, {"督促"})) return;
    std::array<re2::StringPiece, 2> g;
    if (!subject.Match(words, 0, words.size(), RE2::ANCHOR_BOTH, g.data(), 2)) return;
    const auto first = static_cast<std::size_t>(g[1].data() - view_.data());
    const auto known = found_.size();
    add(first, first + g[1].size(), true, true);
    if (found_.size() == known) return;
    auto again = found_.back();  // of either promise
    again.begin = limit;
    again.end = limit + 1;
    found_.push_back(std::move(again));
  }

  /// `6月底前,各乡镇完成整治`.
  void behind_limits() {
    static const RE2 behind(LIMPID_DUE
                            ",?((?:" LIMPID_HAN "|[(、)]){2,40}?)(" LIMPID_MUST_BY
                            "|牵头|分别|共同|各自)(?:完成|建成|制[定订]|编制|出台|印发|建立|启动|取缔|淘汰|整治|改造|"
                            "清理|更新|报送|上报|安装|组织|开展|拆除|划定|落实|执行|对|将)");
    std::array<re2::StringPiece, 3> g;
    for (std::size_t at = 0;
         at < view_.size() && behind.Match(view_, at, view_.size(), RE2::UNANCHORED, g.data(), 3);) {
      const auto begin = static_cast<std::size_t>(g[1].data() - view_.data()), end = begin + g[1].size();
      at = begin;
      const auto rest = view_.substr(end + g[2].size());
      add(begin, end, false, !g[2].empty() || acts_there(rest));
    }
  }

  std::size_t line_of(std::size_t at) const {
    const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), at);
    return next == line_starts_.begin() ? 0 : *std::prev(next);
  }

  /// The names in [begin, end), or as many of the last as are bodies: `…排查、县水务局于6月底前…`. `ahead`: of the time
  /// limit. `place`: a place may be who.
  void add(std::size_t begin, std::size_t end, bool ahead, bool place) {
    constexpr std::string_view kComma = "、";
    constexpr int kMost = 8;  // names
    if (const auto urged = urges_firm(view_.substr(begin, end - begin)); urged > 0) end = begin + urged;
    // `县住建局联合县公安局` is for who reads sentences.
    if (holds_any(view_.substr(begin, end - begin), {"会同", "联合", "协同", "督促", "要求", "指导"})) return;
    bool whole = true;
    for (int tried = 0; begin < end && tried < kMost; ++tried, whole = false) {
      auto units = read_units(text_.slice(begin, end), Role::responsible);
      const auto bearing = bearing_of(units, ahead);
      if (bearing == Bearing::body || (bearing == Bearing::place && place && whole)) {
        found_.push_back({begin, end, std::move(units), true, {}});
        return;
      }
      const auto comma = view_.substr(begin, end - begin).find(kComma);
      if (comma == std::string_view::npos) return;
      begin += comma + kComma.size();
    }
  }

  const SourceText& text_;
  std::string_view view_;
  const std::vector<std::size_t>& line_starts_;
  std::vector<UnitClause> found_;
};

/// The units of a measure that a bearer is, in the roles that they have there: itself, the office of its line of work
/// (县住建部门), or the bodies of the places that it is called by (各乡镇(街道) is 各乡镇人民政府 and 各街道办事处
/// beside a bracket that names them).
std::vector<Unit> known_as(const std::string& bearer, const std::map<std::string, Role>& roles) {
  std::vector<Unit> out;
  const auto body_of = [&](const std::string& place) {
    for (const std::string office : {"", "人民政府", "政府", "管委会", "管理委员会", "办事处"})
      if (const auto known = roles.find(place + office); known != roles.end()) {
        out.push_back({known->first, known->second});
        return;
      }
  };
  body_of(bearer);
  constexpr std::size_t kMost = 64;  // units that one of them is looked for among
  if (out.empty() && roles.size() <= kMost && is_department(bearer))
    for (const auto& [name, role] : roles)
      if (is_office_of(bearer, name)) out.push_back({name, role});
  const auto open = bearer.find('(');
  if (!out.empty() || open == std::string::npos || !bearer.starts_with("各") || !bearer.ends_with(")")) return out;
  body_of(bearer.substr(0, open));
  body_of("各" + bearer.substr(open + 1, bearer.size() - open - 2));
  return out;
}

}  // namespace

std::vector<UnitClause> find_bearers(const SourceText& text, const std::vector<std::size_t>& line_starts) {
  if (!holds_any(text.view(), {"前", "每", "年内", "年度内", "日内", "天内", "时内", "月内", "以内", "之内"}))
    return {};
  return BearerFinder(text, line_starts).run();
}

void give_bearers(const SourceText& words, const std::vector<UnitClause>& clauses,
                  const std::vector<UnitClause>& bearers, Measure& m) {
  std::map<std::string, Role> roles;
  for (const auto& unit : m.units) roles.emplace(unit.name, unit.role);
  auto promise = m.promises.begin();
  auto beside = clauses.begin();
  std::vector<Unit> theirs;
  const auto settle = [&] {
    if (theirs.empty()) return;
    for (; beside != clauses.end() && words.span(beside->begin, beside->end).start < promise->span.end; ++beside)
      if (beside->words && words.span(beside->begin, beside->end).start >= promise->span.start)
        for (const auto& unit : beside->units)
          if (std::none_of(theirs.begin(), theirs.end(), [&](const Unit& u) { return u.name == unit.name; }))
            theirs.push_back(unit);
    promise->units = std::exchange(theirs, {});
  };
  for (const auto& bearer : bearers) {
    const auto at = words.span(bearer.begin, bearer.end).start;
    for (; promise != m.promises.end() && promise->span.end <= at; ++promise) settle();
    if (promise == m.promises.end()) return;
    if (at < promise->span.start) continue;  // in the title
    for (const auto& unit : bearer.units) {
      auto known = known_as(unit.name, roles);
      if (known.empty()) {
        roles.emplace(unit.name, unit.role);
        m.units.push_back(unit);
        known.push_back(unit);
      }
      merge_units(theirs, known);
    }
  }
  if (promise != m.promises.end()) settle();
}

}  // namespace limpid::plan
