// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/subject_words.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <span>

#include "plan/reader/lazy_pattern.hpp"

namespace limpid::plan {
namespace {

using WordList = std::span<const std::string_view>;

/// `not_before`: characters that make another word of it (村 of 村级, 井 of 井口). `not_units`: the counting words that
/// never count it.
struct Thing {
  std::string_view word;
  std::string_view not_before = {};
  std::string_view not_units = {};
};

constexpr std::string_view kNotOfParts = "座台套条口眼处块根辆", kNotOfMany = "座台套条口眼块根辆";

// Longer names stand before the shorter ones that they begin with.
constexpr std::array kThings{
    Thing{"企业", "集群园服", kNotOfParts},
    Thing{"单位", "", kNotOfParts},
    Thing{"公司", "", kNotOfParts},
    Thing{"行业", "", "座台套"},
    Thing{"行政村", "", kNotOfMany},
    Thing{"自然村", "", kNotOfMany},
    Thing{"村庄", "", kNotOfMany},
    Thing{"村居", "", kNotOfMany},
    Thing{"社区", "", kNotOfMany},
    Thing{"小区", "", kNotOfMany},
    Thing{"集群", "", kNotOfMany},
    Thing{"园区", "", kNotOfMany},
    Thing{"开发区", "", kNotOfMany},
    Thing{"集聚区", "", kNotOfMany},
    Thing{"工业园区", "", kNotOfMany},
    Thing{"产业园区", "", kNotOfMany},
    Thing{"工业园", "", kNotOfMany},
    Thing{"产业园", "", kNotOfMany},
    Thing{"建制镇", "", kNotOfMany},
    Thing{"乡镇", "级污空饮水", "座台套条口眼块根辆家"},
    Thing{"街道"},
    Thing{"县区"},
    Thing{"区县"},
    Thing{"服务区"},
    Thing{"支流"},
    Thing{"图斑"},
    Thing{"界标"},
    Thing{"警示牌"},
    Thing{"界碑"},
    Thing{"流域"},
    Thing{"锅炉", "房"},
    Thing{"机组"},
    Thing{"炉窑"},
    Thing{"窑炉"},
    Thing{"焦炉", "煤烟"},
    Thing{"冲天炉"},
    Thing{"石灰窑"},
    Thing{"煤矿"},
    Thing{"矿山"},
    Thing{"矿井", "水"},
    Thing{"尾矿库"},
    Thing{"水库"},
    Thing{"加油站"},
    Thing{"储油库"},
    Thing{"油库"},
    Thing{"储罐"},
    Thing{"处理厂"},
    Thing{"处理站"},
    Thing{"排污口"},
    Thing{"排放口"},
    Thing{"排口"},
    Thing{"溢流口"},
    Thing{"排气筒"},
    Thing{"断面"},
    Thing{"点位"},
    Thing{"站点"},
    Thing{"网点"},
    Thing{"监测站"},
    Thing{"自动站"},
    Thing{"监测井"},
    Thing{"水源地"},
    Thing{"水源井"},
    Thing{"机井"},
    Thing{"水体"},
    Thing{"河流"},
    Thing{"河段"},
    Thing{"河道"},
    Thing{"沟渠"},
    Thing{"湿地"},
    Thing{"湖泊"},
    Thing{"耕地"},
    Thing{"土地"},
    Thing{"地块"},
    Thing{"农田"},
    Thing{"林地"},
    Thing{"果园"},
    Thing{"茶园"},
    Thing{"园地"},
    Thing{"水域"},
    Thing{"农用地"},
    Thing{"建设用地"},
    Thing{"土壤", "", "家个户宗块座台套条口眼处根辆"},
    Thing{"底泥", "", "家个户宗块座台套条口眼处根辆"},
    Thing{"淤泥", "", "家个户宗块座台套条口眼处根辆"},
    Thing{"污泥", "", "家个户宗块座台套条口眼处根辆"},
    Thing{"渗滤液", "", "家个户宗块座台套条口眼处根辆"},
    Thing{"污染源"},
    Thing{"草地"},
    Thing{"工地"},
    Thing{"项目"},
    Thing{"工程"},
    Thing{"车辆"},
    Thing{"货车"},
    Thing{"客车"},
    Thing{"公交车"},
    Thing{"出租车"},
    Thing{"渣土车"},
    Thing{"清扫车"},
    Thing{"洒水车"},
    Thing{"洗扫车"},
    Thing{"雾炮车"},
    Thing{"机械", "化"},
    Thing{"船舶"},
    Thing{"码头"},
    Thing{"堆场"},
    Thing{"料场"},
    Thing{"料棚"},
    Thing{"设施"},
    Thing{"设备"},
    Thing{"装置"},
    Thing{"系统"},
    Thing{"平台"},
    Thing{"养殖场"},
    Thing{"养殖户"},
    Thing{"散养户"},
    Thing{"农户"},
    Thing{"居民"},
    Thing{"用户"},
    Thing{"饭店"},
    Thing{"医院"},
    Thing{"学校"},
    Thing{"宾馆"},
    Thing{"机构"},
    Thing{"堆放点"},
    Thing{"零售点"},
    Thing{"配送点"},
    Thing{"场所"},
    Thing{"问题"},
    Thing{"任务"},
    Thing{"灌区"},
    Thing{"保护区"},
    Thing{"水厂"},
    Thing{"泵站"},
    Thing{"道路"},
    Thing{"路段"},
    Thing{"样品"},
    Thing{"生产线"},
    Thing{"标志牌"},
    Thing{"标识牌"},
    Thing{"中心", "村"},
    Thing{"池塘"},
    Thing{"管网"},
    Thing{"作坊"},
    Thing{"干洗店"},
    Thing{"门店"},
    Thing{"坑塘"},
    Thing{"队伍"},
    Thing{"大棚"},
    Thing{"危房"},
    Thing{"实验室"},
    Thing{"岸线"},
    Thing{"村民"},
    Thing{"厂", "区界房内商务矿"},
    Thing{"站", "点房场位内外台"},
    Thing{"井", "口盖下水"},
    Thing{"窑", "炉洞"},
    Thing{"矿", "山井区产石业企物渣"},
    Thing{"村", "级民镇委道集容落组屯口庄居"},
};

/// Verbs of plans. Those of `kAlways` begin no noun that anything is counted by.
constexpr auto kAlways = std::to_array<std::string_view>(
    {"完成", "淘汰", "新建", "改建", "扩建", "续建", "建成", "修建", "安装", "加装", "新增", "购置", "拆除",
     "关停", "取缔", "关闭", "铺设", "敷设", "疏浚", "栽植", "布设", "划定", "取得", "配备", "发放", "投放",
     "削减", "压减", "减少", "培育", "创建", "打造", "增设", "补植", "补设", "清运", "开展", "组织", "实施",
     "设置", "设立", "增加", "储备", "恢复", "埋设", "更换", "投运", "新设", "纳入", "列入", "新购", "兑付",
     "消除", "建立", "推广", "拆解", "封堵", "引导", "核查", "落实", "腾退", "搬迁", "投入"});
constexpr auto kAtTimes = std::to_array<std::string_view>(
    {"抽检", "抽查", "抽测", "检查", "减排", "改造", "治理", "整治", "清理", "建设", "更新",
     "排查", "监测", "培训", "修复", "种植", "回收", "处置", "推进", "整修", "检修", "维护",
     "修缮", "升级", "提标", "评估", "复核", "溯源", "清淤", "采样", "覆盖", "绿化", "整改",
     "巡查", "冲洗", "检测", "封井", "回填", "保留", "规范", "登记", "整合", "处理"});
/// What makes a noun of a verb before it.
constexpr auto kOfNouns = std::to_array<std::string_view>(
    {"点",   "站",   "井",   "设施", "项目", "工程", "用地", "中心", "能力", "厂",   "设备", "机构",
     "单位", "企业", "基地", "装置", "班",   "剂",   "池",   "箱",   "断面", "系统", "平台", "网点",
     "任务", "率",   "量",   "面积", "体系", "行业", "户",   "场所", "车",   "机制", "达标", "计划"});
/// Where they stand inside of a noun too, so that what is in front of them is only cut off by other words.
constexpr auto kAmid =
    std::to_array<std::string_view>({"建设", "改造", "治理", "整治", "检查", "抽检", "抽查", "抽测", "排查"});
constexpr auto kBoundaries = std::to_array<std::string_view>(
    {"全部", "全面", "逐一", "逐户", "逐场", "一并", "分别", "已",   "必须",     "每",       "未",     "定期",
     "动态", "进行", "达到", "达标", "纳入", "列入", "之一", "及时", "严格落实", "严格执行", "严格按", "严格控制",
     "依法", "严禁", "不得", "禁止", "原则", "实行", "执行", "提前", "陆续",     "同步",     "统一",   "平稳",
     "稳定", "投产", "进入", "参加", "要求", "除外", "立即", "尽快", "抓紧",     "率先",     "继续"});
/// Single characters and what they stand in where they are part of another word.
constexpr auto kBoundaryCharacters =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"均", "平均年均月均日均"},
                                                                  {"于", "位于"},
                                                                  {"应", "应急应用供应响应反应"},
                                                                  {"须", ""},
                                                                  {"要", "主要重要需要要素"},
                                                                  {"按", ""},
                                                                  {"为", "行为作为"},
                                                                  {"并", "并网合并"},
                                                                  {"等", "等级中等"},
                                                                  {"在", "在线在用在建在产存在"}});

bool is_among(std::string_view character, std::string_view all) {
  return !character.empty() && all.find(character) != std::string_view::npos;
}

std::string_view first_character(std::string_view text) {
  constexpr unsigned char kLead = 0xE0;
  if (text.empty()) return {};
  return text.substr(0, static_cast<unsigned char>(text.front()) >= kLead ? 3 : 1);
}

std::size_t starting(std::string_view text, WordList words) {
  for (std::string_view word : words)
    if (text.starts_with(word)) return word.size();
  return 0;
}

std::size_t ending(std::string_view text, WordList words) {
  for (std::string_view word : words)
    if (text.ends_with(word)) return word.size();
  return 0;
}

/// WordList that bring a level to its figure, and words that only stand before a figure.
constexpr auto kLevels = std::to_array<std::string_view>(
    {"提高到", "提高至", "提升到", "提升至", "提高", "提升",   "增加",   "增长",   "下降到", "下降至",
     "降为",   "降低到", "降低至", "降到",   "降至", "下降",   "降低",   "减少",   "压减",   "达到",
     "达",     "稳定在", "保持在", "保持",   "稳定", "控制在", "维持在", "扩大到", "扩大至", "增至",
     "增加到", "增加至", "为",     "力争",   "优于", "不到",   "突破",   "超过",   "低于",   "高于",
     "压减到", "压减至", "控制到", "确保",   "削减", "上升",   "缩减"});
constexpr auto kFillers = std::to_array<std::string_view>(
    {"基本", "分别", "全部", "同比", "环比", "合计", "总计", "共计", "累计", "均",   "约",
     "近",   "共",   "等",   "不",   "各",   "要",   "应",   "须",   "需",   "必须", "计",
     "由",   "从",   "年均", "一般", "总体", "仅",   "总长", "全长", "长",   "处于"});

/// 平均, 公共, 节约, 主要, 供应 end in what is a filler elsewhere.
bool is_part_of_word(std::string_view text, std::string_view filler) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"平均", "月均", "年均", "日均", "公共", "节约", "主要", "必要", "供应", "附近", "统计", "行为", "设计", "人均"});
  return filler.size() == 3 &&
         std::any_of(words.begin(), words.end(), [&](auto w) { return w.ends_with(filler) && text.ends_with(w); });
}

}  // namespace

std::size_t thing_size(std::string_view text, std::string_view unit) {
  for (const auto& thing : kThings) {
    if (!text.starts_with(thing.word)) continue;
    const auto behind = first_character(text.substr(thing.word.size()));
    if (!is_among(behind, thing.not_before) && !is_among(unit, thing.not_units)) return thing.word.size();
  }
  return 0;
}

std::size_t deed_size(std::string_view text) {
  if (const auto size = starting(text, kAlways)) return text.substr(size).starts_with("率") ? 0 : size;
  const auto size = starting(text, kAtTimes);
  return size > 0 && starting(text.substr(size), kOfNouns) == 0 ? size : 0;
}

bool begins_no_noun(std::string_view text) {
  return starting(text, kAlways) > 0 || starting(text, kAmid) > 0;
}

std::size_t deed_before(std::string_view text) {
  const auto size = ending(text, kAlways);
  return size > 0 ? size : ending(text, kAtTimes);
}

std::size_t boundary_size(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at);
  if (const auto size = starting(rest, kBoundaries)) return size;
  constexpr std::size_t kCharacter = 3, kPair = 6;
  for (const auto& [character, words] : kBoundaryCharacters) {
    if (!rest.starts_with(character)) continue;
    const auto with_next = rest.substr(0, kPair);
    const auto with_last = at < kCharacter ? std::string_view() : text.substr(at - kCharacter, kPair);
    const bool part = (with_next.size() == kPair && words.find(with_next) % kPair == 0) ||
                      (with_last.size() == kPair && words.find(with_last) % kPair == 0);
    return part ? 0 : kCharacter;
  }
  return 0;
}

std::size_t reach_before(std::string_view text, bool& levels) {
  static const LazyPattern compared(
      "((?:较|比|与)?(?:20\\d\\d年|上一?年度?|去年|基准年|同期|[“”\"十二三四五]{4,6}末)(?:同期|底|末)?前?(?:相比)?(?:"
      "年均)?)$");
  if (const auto size = ending(text, kLevels); size > 0 && !is_part_of_word(text, text.substr(text.size() - size))) {
    levels = true;
    return size;
  }
  if (const auto size = ending(text, kFillers); size > 0 && !is_part_of_word(text, text.substr(text.size() - size)))
    return size;
  re2::StringPiece found;
  constexpr std::size_t kReach = 48;
  if (text.ends_with("年") || text.ends_with("期") || text.ends_with("比") || text.ends_with("末") ||
      text.ends_with("底") || text.ends_with("均") || text.ends_with("度") || text.ends_with("前")) {
    const auto tail = text.substr(text.size() - std::min(kReach, text.size()));
    if (RE2::PartialMatch(tail, compared.get(), &found)) return found.size();
  }
  return 0;
}

bool is_measured(std::string_view words) {
  static constexpr auto ends = std::to_array<std::string_view>(
      {"率",   "比例", "比重", "占比", "浓度", "总量", "用量",   "系数",   "面积",   "指数", "天数",
       "强度", "水量", "能力", "产能", "负荷", "降尘", "降尘量", "排放量", "噪声",   "流量", "深度",
       "宽度", "长度", "高度", "厚度", "密度", "投资", "库容",   "装机",   "规模",   "产量", "容积",
       "容量", "限值", "时间", "资金", "储量", "余量", "消耗量", "处理量", "减排量", "运量", "货运量"});
  return ending(words, ends) > 0 || (words.ends_with("量") && !words.ends_with("质量"));
}

}  // namespace limpid::plan
