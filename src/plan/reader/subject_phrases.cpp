// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/subject_phrases.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/subject_words.hpp"

namespace limpid::plan {
namespace {

std::size_t step_back(std::string_view text, std::size_t at) {
  do --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  return at;
}

bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

bool at_clause_end(std::string_view rest) {
  constexpr std::string_view kStops = ",;:!?\n";
  return kStops.find(rest.front()) != std::string_view::npos || rest.starts_with("。");
}

}  // namespace

std::size_t clause_begin(std::string_view text, std::size_t at, std::size_t first) {
  constexpr std::size_t kReach = 240;  // bytes
  if (at > kReach) first = std::max(first, next_character(text, at - kReach));
  const auto end = at;
  for (int open = 0; at > first;) {
    const auto before = step_back(text, at);
    const char c = text[before];
    if (at_clause_end(text.substr(before))) break;
    if (c == '.' && at < end && !is_ascii_digit(text[at])) break;
    if (c == ')') ++open;
    if (c == '(' && --open < 0) break;
    at = before;
  }
  return at;
}

bool cut_ahead(std::string_view& words, std::initializer_list<std::string_view> heads) {
  for (auto head : heads)
    if (words.starts_with(head)) {
      words.remove_prefix(head.size());
      return true;
    }
  return false;
}

void cut_behind(std::string_view& words, std::initializer_list<std::string_view> marks) {
  std::size_t from = 0;
  for (auto mark : marks)
    if (const auto at = words.rfind(mark); at != std::string_view::npos) from = std::max(from, at + mark.size());
  words.remove_prefix(from);
}

void cut_leading_words(std::string_view& words) {
  static const LazyPattern date(
      "(?:[到至自从截在]*(?:20)?\\d\\d年(?:度|以来|的|间)?[底末初]?|\\d{1,2}月(?:份|期间)?[底末初]?|\\d{1,2}日|,|"
      "“?十[二三四五]五”?(?:期间|末)?|\\(\\d{1,2}\\)|[①-⑳]|\\d{1,2}[)、]|第?[一二三四](?:、[一二三四])*季度末?|"
      "(?:汛|枯水|丰水)期|汛前|汛后)");
  cut_behind(words, {"底前", "月前", "日前", "年前", "月底", "年起", "月起", "日起", "每年", "每半年", "每季度",
                     "每月", "每周", "每日", "每天", "确保", "力争", "其中", "期间", "以前", "起,"});
  re2::StringPiece rest(words.data(), words.size());
  for (bool again = true; again;) {
    again = RE2::Consume(&rest, date.get());
    words = {rest.data(), rest.size()};
    again = cut_ahead(words, {"全年", "年内", "上半年", "下半年", "今年", "当年", "年底", "当月", "对于", "到",
                              "对",   "将",   "把",     "以",     "按",   "其余", "剩余", "同时", "并",   "累计",
                              "共有", "实现", "推动",   "加快",   "推进", "提高", "提升", "保持", "各",   "每个",
                              "已",   "继续", "优化",   "强化",   "加强", "巩固", "努力", "通过", "达到", "全部",
                              "分别", "督促", "等",     "及",     "和",   "与",   "、",   "每段", "每次", "全面",
                              "由",   "从",   "或",     "的",     "、",   "—"}) ||
            again;
    rest = re2::StringPiece(words.data(), words.size());
  }
  static const LazyPattern number("^\\d{1,2}([^\\d号#期路批万亿.%].*)$");  // ③ is 3 here
  if (RE2::FullMatch(words, number.get(), &rest)) words = {rest.data(), rest.size()};
}

void cut_behind_of(std::string_view& words) {
  static const LazyPattern of(".*(?:^|[^相绝针应面])对([^策应].*)$");
  re2::StringPiece behind;
  if (words.find("对") != std::string_view::npos && RE2::FullMatch(words, of.get(), &behind))
    words = {behind.data(), behind.size()};
}

bool is_subject(std::string_view words) {
  static const LazyPattern form("(?:[" LIMPID_HAN_RANGE "A-Za-z0-9.()、“”\"/+·%~-])*"),
      nothing(
          "(?:[前内起后时底的中于]|以上|以下|范围|期间|之间|夜间|日期|[和及与]|^\\d+[^\\d号]|^全[县市区域省]|^各地)$|^"
          "后|^(?:本?[县市区省]|其|其他|多|总|年|工作|秋冬季|采暖季|夏季|冬季)$|^[^村镇乡]$");
  const auto size = text::count_chars(words);
  constexpr std::size_t kMost = 30;
  return size >= 1 && size <= kMost && RE2::FullMatch(words, form.get()) && !RE2::PartialMatch(words, nothing.get());
}

Ahead cut_reaches(std::string_view words) {
  Ahead out{words};
  while (const auto size = reach_before(out.words, out.levels)) {
    out.one_each = out.one_each || out.words.ends_with("分别");
    out.words.remove_suffix(size);
  }
  return out;
}

std::string unquoted(std::string_view words) {
  constexpr std::string_view kOpen = "“", kClose = "”";
  if (words.starts_with(kOpen) && words.ends_with(kClose)) {
    words.remove_prefix(kOpen.size());
    words.remove_suffix(kClose.size());
  }
  return std::string(words);
}

void keep_list(std::string_view& words) {
  const auto mark = words.rfind("、");
  if (mark == std::string_view::npos) return;
  const auto before = words.substr(0, mark);
  constexpr std::size_t kLongest = 26;
  if (text::count_chars(words) > kLongest || deed_size(before) > 0 || is_measured(before) ||
      before.find("率") != std::string_view::npos)
    words.remove_prefix(mark + std::string_view("、").size());
}

void cut_deeds(std::string_view& words) {
  std::size_t from = 0;
  for (std::size_t at = 0; at < words.size(); at = next_character(words, at + 1))
    if (const auto size = deed_size(words.substr(at)); size > 0 && at + size < words.size()) {
      if (at == from || begins_no_noun(words.substr(at))) from = at + size;
    }
  words.remove_prefix(from);
}

std::size_t end_of_thing(std::string_view words, std::string_view unit) {
  constexpr std::size_t kCharacter = 3;
  static const RE2 town("^[镇乡县](?:[^区村街域乡镇级城]|$)");
  if (RE2::PartialMatch({words.data(), words.size()}, town)) return kCharacter;
  for (std::size_t at = 0; at < words.size(); at = next_character(words, at + 1)) {
    const auto before = words.substr(0, at);
    if (before.ends_with("农") || before.ends_with("乡") || before.ends_with("非")) continue;  // 农村, 非道路移动机械
    if (const auto size = thing_size(words.substr(at), unit)) {
      for (auto more : {"企业", "单位", "项目", "工程", "设备"})  // 化工行业企业
        if (words.substr(at + size).starts_with(more) && thing_size(more, unit) > 0) return at + size + 2 * kCharacter;
      return at + size;
    }
  }
  return 0;
}

std::size_t end_of_noun(std::string_view words) {
  constexpr std::size_t kMost = 90;  // bytes
  std::size_t at = 0;
  for (; at < words.size() && at < kMost; at = next_character(words, at + 1)) {
    const auto rest = words.substr(at);
    if (at_clause_end(rest) || rest.front() == '(' || rest.front() == ')' || is_ascii_digit(rest.front())) break;
    if (deed_size(rest) > 0 || boundary_size(words, at) > 0 || rest.starts_with("的")) break;
  }
  return at;
}

}  // namespace limpid::plan
