// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/deadline_rules.hpp"

#include "plan/reader/deadline_readings.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

#define YEAR "(?:" LIMPID_YEAR "年|今年|当年|本年)?"
#define LATER_YEAR "(?:" LIMPID_YEAR "年|(次|翌|明)年)?"
#define YEAR_OR_NEXT "(?:" LIMPID_YEAR "年|今年|当年|本年|(次|翌|明)年)?"
#define YEAR_PART "(?:" LIMPID_YEAR "年|今年|当年|本年)?(上半年|下半年|第?([一二三四1-4])季度)"
#define MONTH LIMPID_SMALL_NUMBER "月"
#define DAY LIMPID_SMALL_NUMBER "[日号]"
#define TO "[-—–~至到]+"
#define BEFORE "(?:之前|以前|前)"
#define DAY_PART "(上午|下午|中午|凌晨|早上?|晚上?|夜间)?"
#define CLOCK LIMPID_SMALL_NUMBER "(?:[时点](半|\\d{1,2}分?)?|:(\\d{2}))"
#define STARTS "(?:开工|动工|启动|进场)"
/// 自印发之日起, 验收合格之日起: from when days are counted; behind 后 they stand alone (收到通知后3日内: 3日内).
#define AFTER_EVENT                                                                                                 \
  "(?:自|从)[" LIMPID_HAN_RANGE "]{2,12}起|(?:印发|发布|公布|下发|收到|接到|受理|交办|验收|竣工)[" LIMPID_HAN_RANGE \
  "]{0,8}之日起"
#define COUNTED "(?:" LIMPID_HAN_NUMERAL "|半|\\d{1,3})(?:个?工作日|日|天|周|个?月|年|个?小时|分钟)"
#define COUNTED_WITHIN COUNTED "[之以]?内"
#define MONTH_PART "(?:(?:\\d{1,2}日|[底末])?前?)"
#define TENTH "(上中旬|中下旬|上旬|中旬|下旬|初)"
#define TENTH_OR_END "(上中旬|中下旬|上旬|中旬|下旬|[初底末])"
#define YEAR_RANGE LIMPID_YEAR "年?" TO LIMPID_YEAR "年(?:期间)?"
#define FIVE_YEARS "[“\"]?(十[一二三四五六七八九])五[”\"]?"
#define FEAST "[“\"]?(元旦|国庆节?|五一(?:节|劳动节)?|(?:国际)?劳动节|十一)[”\"]?节?" HOLIDAY
#define HOLIDAY "(?:(?:小长假|长假|假期|放假)(?:开始)?)?"
#define AT_HOUR "(?:上午|下午|晚上?|早上?)?\\d{1,2}(?:[时点](?:\\d{1,2}分|半)?|:\\d{2})"
#define SEASON_TURN "(?:来临|到来|开始|结束)"
#define HARVEST "[“\"]?(?:夏收|秋收|麦收|三夏|三秋|春耕|春播|秋播)[”\"]?"
#define MOVING_FEAST "[“\"]?(?:春节|元宵节?|中秋节?|端午节?|清明节?|重阳节?)[”\"]?"
/// 7月1日零时起; 7月1日0时至12月31日24时.
#define AT_TIME "(?:零[时点]|\\d{1,2}[时点](?:\\d{1,2}分)?|\\d{1,2}:\\d{2})?"
#define SINCE_NOW "(?:自|从)?(?:即日|现在|(?:本[" LIMPID_HAN_RANGE "]{2,4})?(?:印发|发布|公布|下发)之日)起?" TO
#define WEEKDAY "[一二三四五六日]"
#define REPORT "(?:调度|通报|会商|研判|排名|考核|评估|督查|总结|报告|报)"
#define TIMES "[一二两三四五六七八九十\\d]+[次遍轮](?:以上)?"

class RuleList {
 public:
  /// `needs`: of each group of characters one must stand in a text that the pattern can match (Characters::hold).
  void add(std::string_view needs, const char* pattern, DeadlineReading (*read)(const DeadlineMatch&, const PlanYears&),
           DeadlinePlace place = DeadlinePlace::anywhere) {
    rules_.push_back({LazyPattern(pattern), needs, read, place});
  }
  std::vector<DeadlineRule> take() && { return std::move(rules_); }

 private:
  std::vector<DeadlineRule> rules_;
};

void add_ranges(RuleList& r) {
  r.add("./ -—–~至到",
        "(20\\d{2})[./](\\d{1,2})(?:[./](\\d{1,2})日?)?" TO "(20\\d{2})[./](\\d{1,2})(?:[./](\\d{1,2})日?)?",
        read_dotted_range);
  r.add("- —–~至到", "(20\\d{2})-(\\d{1,2})(?:-(\\d{1,2})日?)?[—–~至到]+(20\\d{2})-(\\d{1,2})(?:-(\\d{1,2})日?)?",
        read_dotted_range);
  r.add("年 -—–~至到 季春汛", LIMPID_YEAR "年?" TO LIMPID_YEAR "年(?:秋冬季|冬春季|[采供取]暖[季期])(?:期间|内|之?前)?",
        undated<DeadlineKind::season>, DeadlinePlace::clause_start);
  r.add("即日现 -—–~至到 月", SINCE_NOW YEAR_OR_NEXT MONTH "(?:" DAY "|()[底末])?止?", read_until_month);
  r.add("即日现 -—–~至到 年", SINCE_NOW "(?:" LIMPID_YEAR "年|今年?|当年?|本年?)?年?[底末]", read_until_year);
  r.add("月 旬初底末 -—–~至到", "自?" YEAR MONTH TENTH_OR_END "?起?" TO "" LATER_YEAR MONTH TENTH_OR_END, read_tenths);
  r.add("月 旬初底末 -—–~至到", "自?" YEAR MONTH TENTH_OR_END TO "" LATER_YEAR MONTH "()", read_tenths);
  r.add("年 月 -—–~至到",
        "自?" LIMPID_YEAR "年" MONTH "(?:" DAY AT_TIME ")?起?" TO "" LATER_YEAR MONTH "(?:" DAY AT_TIME "|底|份)?止?",
        read_long_range);
  r.add("月 日号 -—–~至到", "自?" MONTH DAY "起?" TO "()()()" DAY, read_days);
  // 一 in the place of a dash: 5月30日一6月4日
  r.add("月 日号 -—–~至到一", "(?:自|每年)?" MONTH DAY AT_TIME "起?(?:" TO "|一)" LATER_YEAR MONTH DAY AT_TIME,
        read_day_range);
  r.add("月 -—–~至到", "自?(?:(\\d{4})年|每年)?" LIMPID_SMALL_NUMBER "月?(?:份?起)?" TO "([次翌明]年)?" MONTH "份?",
        read_month_range);
  r.add("年 -—–~至到", YEAR_RANGE, read_year_range, DeadlinePlace::clause_start);
  r.add("时点: -—–~至到", "(?:每[日天])?" DAY_PART CLOCK TO "(?:次日|翌日)?" DAY_PART CLOCK, read_daily_hours);
  r.add("时 -—–~至到", "(?:每[日天])?(\\d{1,2})" TO "(?:次日|翌日)?(\\d{1,2})时", read_bare_hours);
}

void add_recurring(RuleList& r) {
  constexpr auto recurring = undated<DeadlineKind::recurring>;
  r.add("按逐 月季周旬日", "按(?:月|季度|季|周|旬)|逐[日周旬月]|逐季度?", recurring);
  r.add("一 日天周旬月季年", "一(?:日|天|周|旬|月|季度?|年)一(?:" REPORT "|[监检]?测|巡查?|排?查|清|报告?|更新)",
        recurring);
  r.add("每 年 季春夏秋冬汛半月入",
        "每年(?:第?[一二三四1-4](?:、第?[一二三四1-4])*季度|[春夏秋冬][季天]?|汛[前后期]前?|入[春夏秋冬汛]前|(?:上|下)"
        "半年|(?:\\d{1,2}、)+\\d{1,2}月" MONTH_PART "|\\d{1,2}月" MONTH_PART "(?:(?:和|、|及|与)\\d{1,2}月" MONTH_PART
        ")+)(?:[底末]|前)?",
        recurring);
  r.add("次翌下 月季 前", "(?:次|翌|下)(?:月|季度?首月|季度)(?:\\d{1,2}日|上旬|[初底末])" BEFORE, recurring);
  r.add("每 月季 周星旬工", "每(?:个?月|季度)的?(?:第[一二三四]|最后一?)个?(?:周|星期|旬|工作日)[一二三四五六日]?",
        recurring);
  r.add("每 年季月周天日时",
        "每隔?(?:\\d{1,2}|[一二两三四五六七八九十半])个?(?:年|季度|月|周|天|日|小时)(?:[^,。;、\\d一二两三]{0,4}?" TIMES
        ")?",
        recurring);
  r.add("每 周星 一二三四五六日", "每(?:周|星期)" WEEKDAY "(?:[、和及]周?" WEEKDAY ")*(?:" AT_HOUR ")?" BEFORE "?",
        recurring, DeadlinePlace::weekday);
  r.add("每 年月季周星旬日天",
        "每(?:半年|两个?月|年|季度|季|个?月|两周|周|星期|旬|日|天)(?:" MONTH "(?:\\d{1,2}日|[底末])?" BEFORE "?|" DAY
        "(?:[、和及]" DAY ")*" BEFORE "?|" AT_HOUR BEFORE "|(?:首|末|第一)个?月(?:\\d{1,2}日|[底末])" BEFORE
        "|末" DAY BEFORE "|[一二三四五六日]" BEFORE "|[五六日]|月?(?:[上中下]旬|[初底末])" BEFORE
        "?)?(?:[^,。;、\\d一二两三]{0,4}?" TIMES ")?",
        recurring);
  r.add("年季月周天 次遍轮", "(?:半年|[一两二三]个?(?:年|季度|月|周|天))(?:至少|不少于)?" TIMES, recurring);
}

/// What somebody else dates: 按市局要求(时限)完成; with a comma behind it the words say how, not by when.
void add_external(RuleList& r) {
  constexpr auto external = undated<DeadlineKind::external>;
  r.add("按 限时 要规下确定部安",
        "按照?[^,。;()]{0,16}(?:要求|规定|下达|确定|部署|安排|[国省市]定)的?(?:完成)?(?:时限|期限|时间节点|时间)(?:"
        "要求)?内?|按照?[^,。;()"
        "]{0,12}时限要求",
        external);
  r.add("按根 求署排定", "(?:按照?|根据)(?:国家|[上省市州县区]|中央|部)[^,。;()]{0,8}(?:要求|部署|安排|规定)", external,
        DeadlinePlace::settled);
}

/// So many days, from an event that the document does not date.
void add_counted(RuleList& r) {
  constexpr auto other = undated<DeadlineKind::other>;
  r.add("起 内", "(?:" AFTER_EVENT ")" COUNTED_WITHIN, other);
  r.add("内供", COUNTED_WITHIN "|供地前", other);
  r.add("提前", "提前" COUNTED, other);
  r.add("限期", "限期(?:在|为)?" COUNTED "[之以]?内?", other);
  r.add("时间", COUNTED "(?:左右)?的?时间", other, DeadlinePlace::taking);
  r.add("学 前", "(?:[春秋]季)?(?:学校)?开学前", other, DeadlinePlace::clause_start);
}

void add_starts(RuleList& r) {
  r.add("月 起", "(?:自|从)?" YEAR MONTH "(?:" DAY AT_TIME "|份)?开?始?起", read_from);
  r.add("月 后", "(?:自|从)?" YEAR MONTH "(?:" DAY AT_TIME "|份)?[以之]后", read_from, DeadlinePlace::from_then);
  r.add("月 始", "(?:自|从)?" YEAR MONTH "(?:" DAY "|份)?开始", read_from, DeadlinePlace::clause_start);
  r.add("年 始起", "(?:自|从)?(?:" LIMPID_YEAR "|[今本明次])年(?:开始|起)", read_from_year);
  r.add("半季 始起", "(?:自|从)?" YEAR_PART "(?:开始|起)", read_from_part, DeadlinePlace::clause_start);
  r.add("起", "(?:自|从)(?:即日|(?:本[" LIMPID_HAN_RANGE "]{2,4})?(?:印发|发布|公布|下发|批准)之日)起|即日起|从现在起",
        undated<DeadlineKind::from_date>, DeadlinePlace::clause_start);
  r.add("月 工启场", YEAR MONTH "(?:" DAY "|([上中])旬|[底份末]|下旬)?" BEFORE "?,?(?:全面|正式|陆续)?" STARTS,
        read_start_by);
  r.add("年 工", "(?:" LIMPID_YEAR "年|今年|本年|当年|明年)(?:年?[底内末])?" BEFORE "?(?:全面|正式|陆续)?(?:开工|动工)",
        read_start_by_year);
  r.add("年 底内末 工启场",
        "(?:" LIMPID_YEAR "年|今年?|本年?|当年?|明年?)?年[底内末]" BEFORE "?,?(?:全面|正式|陆续)?" STARTS,
        read_start_by_year);
  r.add("半季 工启场", YEAR_PART "[底末]?" BEFORE "?,?(?:全面|正式|陆续)?" STARTS, read_start_by_part);
}

void add_dates(RuleList& r) {
  r.add("五 期时", FIVE_YEARS "(?:期间|时期)内?", read_five_years, DeadlinePlace::clause_start);
  r.add("五 末", "[到至]?" FIVE_YEARS "期?末期?" BEFORE "?", read_five_years_end, DeadlinePlace::clause_start);
  r.add("五 末", "[到至]?" FIVE_YEARS "期?末期?" BEFORE "?", read_five_years_end, DeadlinePlace::planned);
  r.add("季 、", YEAR "第?([一二三])、第?([二三四])季度", read_two_quarters);
  r.add("季 -—–~至到", YEAR "第?([一二三1-3])(?:季度)?" TO "第?([二三四2-4])季度", read_quarters);
  r.add("月 、", YEAR "(\\d{1,2})((?:、\\d{1,2})*)、(\\d{1,2})月份?", read_run_of_months, DeadlinePlace::clause_start);
  r.add("月 前", YEAR MONTH DAY "前后", undated<DeadlineKind::other>);
  r.add("月 前", YEAR_OR_NEXT MONTH "(?:" DAY "(?:\\(含\\)|" AT_HOUR ")?|" TENTH "|份?[底末]|份)?" BEFORE,
        read_by_month);
  r.add("./-", "(20\\d{2})[./-](\\d{1,2})[./-](\\d{1,2})日?", read_dotted, DeadlinePlace::completed);
  r.add("./- 前", "(20\\d{2})[./-](\\d{1,2})(?:[./-](\\d{1,2})日?)?" BEFORE, read_dotted);
  r.add("月 底末 前", "[本当]?月[底末]" BEFORE, undated<DeadlineKind::other>, DeadlinePlace::clause_start);
  r.add("月 止", "(?:截?至|到)" YEAR_OR_NEXT MONTH "(?:" DAY "|" TENTH "|[底末份])?止", read_by_month);
  r.add("月 晚迟", YEAR_OR_NEXT MONTH "(?:" DAY "|" TENTH "|份?[底末]|份)?", read_by_month, DeadlinePlace::not_later);
  r.add("月 阶", YEAR_OR_NEXT MONTH "(?:" DAY "|" TENTH "|[底末份])?", read_by_month, DeadlinePlace::of_phase);
  r.add("月 底末", YEAR_OR_NEXT MONTH "()()[底末]", read_by_month);
  r.add("到 月", "到" YEAR_OR_NEXT MONTH "(?:" DAY "|" TENTH "|[底末份])?", read_by_month, DeadlinePlace::clause_start);
  r.add("月", YEAR_OR_NEXT MONTH "(?:" DAY "|" TENTH "|份)?", read_done_in_month, DeadlinePlace::completed);
  r.add("月 各分", YEAR_OR_NEXT MONTH "(?:" DAY "|" TENTH "|[底末份])?", read_done_in_month, DeadlinePlace::each);
  r.add("月 、和及 前底末", YEAR_OR_NEXT MONTH "(?:" DAY "|" TENTH "|[底末份])?", read_done_in_month,
        DeadlinePlace::listed);
  r.add("月 、 前底末开组进实集各分召报检", YEAR_OR_NEXT "(\\d{1,2})", read_done_in_month,
        DeadlinePlace::listed_number);
  r.add("月 旬初", YEAR_OR_NEXT MONTH "()" TENTH, read_done_in_month, DeadlinePlace::done_within);
  r.add("月 召印出推铺部制编下签发公举开组进实启迎报上建验总评考应做抓加强突聚",
        YEAR_OR_NEXT MONTH "(?:份|()" TENTH ")?", read_done_in_month, DeadlinePlace::heads_duty);
  r.add("年 底末内终", "(?:" LIMPID_YEAR "年?|今年?|当年?|本年?|(明|次|翌)年?)?年(?:度?[底末内]|终)" BEFORE "?",
        read_by_year);
  r.add("年 、和及", LIMPID_YEAR, read_done_in_year, DeadlinePlace::each);
  r.add("年 中", YEAR "年中(?:" BEFORE ")?", read_by_mid_year, DeadlinePlace::completed);
  r.add("前 季", "(?:" LIMPID_YEAR "年|今年|当年|本年)?(前)([二三])个?季度(?:[底末]?" BEFORE "|[底末内])?",
        read_done_in_part, DeadlinePlace::done_within);
  r.add("年 前", LIMPID_YEAR "年" BEFORE, read_done_in_year, DeadlinePlace::clause_start);
  r.add("前 元国五十劳", YEAR FEAST BEFORE, read_by_feast, DeadlinePlace::clause_start);
  for (const auto place : {DeadlinePlace::planned, DeadlinePlace::completed})
    r.add("前 元国五劳", YEAR "(元旦|国庆节?|五一节?|劳动节)" BEFORE, read_by_feast, place);
  r.add("半季 底末前内", YEAR_PART "(?:[底末]?" BEFORE "|[底末内])", read_by_part);
}

/// Seasons, and events that a year brings (入冬前).
void add_seasons(RuleList& r) {
  constexpr auto season = undated<DeadlineKind::season>;
  r.add("季春期段节",
        "(?:" LIMPID_YEAR
        "年|今年|当年|本年)?非?(?:秋冬季节?|冬春季节?|春夏季节?|夏秋季节?|今冬明春|(?:今冬)?[采供取]暖[季期]|主?汛期|"
        "凌汛期|雨季|["
        "枯丰平]水期|"
        "攻坚期|禁渔期|灌溉期|[" LIMPID_HAN_RANGE
        "]{2,4}高发(?:期|季节?|时段)|高温季节?|高温时段|农忙(?:时节|季节?|期)|春秋两季|[春夏秋冬]季|" HARVEST
        "(?:、?" HARVEST ")?期间)(?:期间|" SEASON_TURN "?" BEFORE "|" SEASON_TURN "?之?后|内)?",
        season, DeadlinePlace::clause_start);
  r.add("前后 入暖冻封汛夏秋春麦",
        "(?:" LIMPID_YEAR
        "年|今年|当年|本年)?(?:(?:入[春夏秋冬汛]|(?:冬季|今冬)?[采供取]暖|上冻|封冻|封河|汛|三夏|三秋|夏收|秋收|麦收|"
        "春耕|"
        "春播|"
        "秋播)之?前"
        "|(?:汛|夏收|秋收|麦收|三夏|三秋)之?后)",
        season, DeadlinePlace::clause_start);
  r.add("前 入汛冬", "(?:入[冬汛]|汛)之?前", season, DeadlinePlace::completed);  // 主体工程汛前完工
  r.add("汛", "非汛期", season);
}

const std::vector<DeadlineRule>& built_text_rules() {
  static const std::vector<DeadlineRule> rules = [] {
    constexpr auto other = undated<DeadlineKind::other>;
    constexpr auto continuous = undated<DeadlineKind::continuous>;
    RuleList r;
    add_ranges(r);
    add_recurring(r);
    add_external(r);
    add_counted(r);
    add_starts(r);
    add_dates(r);
    add_seasons(r);
    r.add("半", "(?:" LIMPID_YEAR "年|今年)?(上半年)()", read_by_part, DeadlinePlace::clause_start);
    r.add("半季", YEAR_PART, read_done_in_part, DeadlinePlace::done_within);
    r.add("半季", YEAR_PART, read_done_in_part, DeadlinePlace::completed);
    r.add("半季 各分", YEAR_PART, read_done_in_part, DeadlinePlace::each);
    r.add("到 年", "到" LIMPID_YEAR "年底?", read_by_year, DeadlinePlace::clause_start);
    r.add("年", "到?" LIMPID_YEAR "年底?", read_done_in_year, DeadlinePlace::planned);
    r.add("年", "(?:" LIMPID_YEAR "年度?|今年|当年|本年度?|([明次翌])年度?)", read_done_in_year,
          DeadlinePlace::completed);
    r.add("前 投建启完验竣", "[" LIMPID_HAN_RANGE "]{2,10}(?:投运|建成|投产|投用|启用|[^未]完成|验收|竣工)前", other,
          DeadlinePlace::clause_start);
    r.add("期 间", "[" LIMPID_HAN_RANGE "、“”\"]{2,14}期间", read_event, DeadlinePlace::clause_start);
    r.add("立 即", "[" LIMPID_HAN_RANGE "]{2,8}(?:过|之)?后立即", other, DeadlinePlace::clause_start);
    r.add("坚", "长期坚持|常年坚持", continuous);
    r.add("常 年", "常年", continuous, DeadlinePlace::ongoing);
    r.add("长 期", "长期", continuous, DeadlinePlace::ongoing);
    r.add("春中端清元重 前后",
          "(?:" LIMPID_YEAR "年|今年|明年|次年)?(?:元旦、?)?" MOVING_FEAST "(?:、?" MOVING_FEAST ")*" HOLIDAY
          "(?:" BEFORE "|后)",
          other, DeadlinePlace::clause_start);
    r.add("常", "常态化", continuous, DeadlinePlace::clause_start);
    r.add("持长常全", "(?:\\d{4}年|此后|之后|今后)?持续推进|长期|常年|(?:\\d{4}年?)?全年|持续", continuous,
          DeadlinePlace::clause_whole);
    return std::move(r).take();
  }();
  return rules;
}

const std::vector<DeadlineRule>& built_cell_rules() {
  static const std::vector<DeadlineRule> rules = [] {
    RuleList r;
    r.add("年 -—–~至到", YEAR_RANGE, read_year_range);
    r.add("-—–~至到", "(20\\d{2})" TO "(20\\d{2})", read_year_range, DeadlinePlace::clause_whole);
    r.add("./ -—–~至到", "(20\\d{2})[./](\\d{1,2})(?:[./](\\d{1,2}))?" TO "()(\\d{1,2})(?:[./](\\d{1,2}))?",
          read_dotted_range, DeadlinePlace::clause_whole);
    r.add("五", FIVE_YEARS, read_five_years);
    r.add("月", YEAR_OR_NEXT MONTH "(?:" DAY "|" TENTH "|[底末份])?(?:完成|完工)?", read_by_month);
    r.add("半季", YEAR_PART, read_by_part);
    r.add("./-", "(\\d{4})[./-](\\d{1,2})(?:[./-](\\d{1,2})日?)?前?", read_dotted);
    r.add("年", "(?:(\\d{4})年|今年|当年|本年度?)(?:完成|完工)?", read_by_year);
    r.add("按根 求定署排点", "(?:按照?|根据)[^,。;()]{0,12}(?:要求|规定|部署|安排|时间节点)",
          undated<DeadlineKind::external>);
    r.add("持长 续期", "(?:持续|长期)(?:推进|开展|实施|坚持|巩固)", undated<DeadlineKind::continuous>,
          DeadlinePlace::settled);
    r.add("常日全", "常态化|日常|全年(?:坚持)?", undated<DeadlineKind::continuous>);
    r.add("季汛", "(?:秋冬|冬春|春夏|夏秋|[春夏秋冬]|[采供取]暖)季节?|主?汛期", undated<DeadlineKind::season>);
    r.add("期季", "[" LIMPID_HAN_RANGE "、]{2,8}期间?|[" LIMPID_HAN_RANGE "]{1,3}季节?", undated<DeadlineKind::season>,
          DeadlinePlace::clause_whole);
    return std::move(r).take();
  }();
  return rules;
}

}  // namespace

const std::vector<DeadlineRule>& deadline_text_rules() {
  return built_text_rules();
}

const std::vector<DeadlineRule>& deadline_cell_rules() {
  return built_cell_rules();
}

}  // namespace limpid::plan
