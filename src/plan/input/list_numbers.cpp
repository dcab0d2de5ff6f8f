// SPDX-License-Identifier: Apache-2.0
#include "plan/input/list_numbers.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"

namespace limpid::plan {
namespace {

constexpr int kStyleChain = 16;  // styles based on styles; a ring of them ends here

constexpr std::size_t kLongestLevel = 400;  // bytes; Word takes 255 characters at most, and real ones have ten

std::string character(char32_t c) {
  std::string out;
  text::append_char(out, c);
  return out;
}

struct Digits {
  std::array<std::string_view, 10> digits;
  std::string_view ten, hundred, thousand;
  bool bare_ten;  // 十一, not 一十一
};

constexpr Digits kCounting{{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"}, "十", "百", "千", true};
constexpr Digits kLegal{{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}, "拾", "佰", "仟", false};

std::string han_number(int value, const Digits& d) {
  if (value <= 0 || value > 9999) return std::to_string(value);
  std::string out;
  bool gap = false;
  const std::array<std::pair<int, std::string_view>, 4> places{
      {{1000, d.thousand}, {100, d.hundred}, {10, d.ten}, {1, ""}}};
  for (const auto& [unit, word] : places) {
    const auto digit = static_cast<std::size_t>(value / unit % 10);
    if (digit == 0) {
      gap = !out.empty();
      continue;
    }
    if (gap) out += "零";
    gap = false;
    if (!(unit == 10 && digit == 1 && out.empty() && d.bare_ten)) out += d.digits[digit];
    out += word;
  }
  return out;
}

std::string digit_by_digit(int value) {
  std::string out;
  for (const char c : std::to_string(value))
    out += c >= '0' && c <= '9' ? std::string(kCounting.digits[static_cast<std::size_t>(c - '0')]) : std::string(1, c);
  return out;
}

std::string roman(int value) {
  if (value <= 0 || value > 3999) return std::to_string(value);
  constexpr std::array<std::pair<int, std::string_view>, 13> parts{{{1000, "M"},
                                                                    {900, "CM"},
                                                                    {500, "D"},
                                                                    {400, "CD"},
                                                                    {100, "C"},
                                                                    {90, "XC"},
                                                                    {50, "L"},
                                                                    {40, "XL"},
                                                                    {10, "X"},
                                                                    {9, "IX"},
                                                                    {5, "V"},
                                                                    {4, "IV"},
                                                                    {1, "I"}}};
  std::string out;
  for (const auto& [n, word] : parts)
    for (; value >= n; value -= n) out += word;
  return out;
}

std::string lower(std::string s) {
  for (char& c : s)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return s;
}

std::string letter(int value) {
  if (value < 1) return std::to_string(value);
  const auto n = static_cast<std::size_t>(std::min((value - 1) / 26 + 1, 8));
  return std::string(n, static_cast<char>('A' + (value - 1) % 26));
}

std::string from_row(int value, std::u32string_view row) {
  if (value < 1 || static_cast<std::size_t>(value) > row.size()) return std::to_string(value);
  return character(row[static_cast<std::size_t>(value - 1)]);
}

/// ① and its like: `count` characters in a row from `first`.
std::string enclosed(int value, char32_t first, int count) {
  if (value < 1 || value > count) return std::to_string(value);
  return character(first + static_cast<char32_t>(value - 1));
}

std::string value_of(const pugi::xml_node& parent, const char* child) {
  return parent.child(child).attribute("w:val").as_string();
}

int bounded(const pugi::xml_node& node, int otherwise) {
  return node ? std::clamp(node.attribute("w:val").as_int(otherwise), -1, 1'000'000) : otherwise;
}

std::optional<std::size_t> level_index(const pugi::xml_attribute& attribute) {
  const int i = attribute.as_int(-1);
  if (i < 0 || i > 8) return std::nullopt;
  return static_cast<std::size_t>(i);
}

}  // namespace

std::string list_number(int value, std::string_view format) {
  if (format == "bullet" || format == "none") return {};
  if (format == "decimalZero") return (value < 10 ? "0" : "") + std::to_string(value);
  if (format == "upperRoman") return roman(value);
  if (format == "lowerRoman") return lower(roman(value));
  if (format == "upperLetter") return letter(value);
  if (format == "lowerLetter") return lower(letter(value));
  if (format == "chineseCounting" || format == "chineseCountingThousand" || format == "japaneseCounting" ||
      format == "taiwaneseCounting" || format == "taiwaneseCountingThousand" || format == "koreanDigital2")
    return han_number(value, kCounting);
  if (format == "chineseLegalSimplified" || format == "ideographLegalTraditional" || format == "japaneseLegal")
    return han_number(value, kLegal);
  if (format == "ideographDigital" || format == "japaneseDigitalTenThousand" || format == "taiwaneseDigital")
    return digit_by_digit(value);
  if (format == "ideographTraditional") return from_row(value, U"甲乙丙丁戊己庚辛壬癸");
  if (format == "ideographZodiac") return from_row(value, U"子丑寅卯辰巳午未申酉戌亥");
  if (format == "decimalEnclosedCircle" || format == "decimalEnclosedCircleChinese") return enclosed(value, U'①', 20);
  if (format == "decimalEnclosedParen") return enclosed(value, U'⑴', 20);
  if (format == "decimalEnclosedFullstop") return enclosed(value, U'⒈', 20);
  if (format == "ideographEnclosedCircle") return enclosed(value, U'㊀', 10);
  return std::to_string(value);
}

ListNumbers::Level ListNumbers::read_level(const pugi::xml_node& node) {
  Level level;
  level.start = bounded(node.child("w:start"), 0);
  auto format = node.child("w:numFmt");
  if (!format) format = node.child("mc:AlternateContent").child("mc:Fallback").child("w:numFmt");
  if (format) level.format = format.attribute("w:val").as_string("decimal");
  level.text = value_of(node, "w:lvlText");
  if (level.text.size() > kLongestLevel) level.text.clear();
  level.style = value_of(node, "w:pStyle");
  if (const auto restart = node.child("w:lvlRestart")) level.restart = bounded(restart, 0);
  const auto legal = node.child("w:isLgl");
  level.legal = legal && legal.attribute("w:val").as_bool(true);
  return level;
}

ListNumbers::ListNumbers(const pugi::xml_document& numbering, const pugi::xml_document& styles) {
  for (const auto& style : styles.child("w:styles").children("w:style")) {
    Style s;
    s.name = lower(value_of(style, "w:name"));
    s.based_on = value_of(style, "w:basedOn");
    const auto place = style.child("w:pPr").child("w:numPr");
    s.num = value_of(place, "w:numId");
    if (const auto level = place.child("w:ilvl")) s.level = level_index(level.attribute("w:val"));
    const std::string id = style.attribute("w:styleId").as_string();
    if (style.attribute("w:default").as_bool() &&
        std::string_view(style.attribute("w:type").as_string()) == "paragraph")
      default_style_ = id;
    styles_[id] = std::move(s);
  }
  const auto root = numbering.child("w:numbering");
  for (const auto& node : root.children("w:abstractNum")) {
    Abstract abstract;
    for (const auto& level : node.children("w:lvl"))
      if (const auto i = level_index(level.attribute("w:ilvl"))) abstract.levels[*i] = read_level(level);
    abstract.style_link = value_of(node, "w:numStyleLink");
    abstracts_[node.attribute("w:abstractNumId").as_string()] = std::move(abstract);
  }
  for (const auto& node : root.children("w:num")) {
    Num num;
    num.abstract = value_of(node, "w:abstractNumId");
    for (const auto& over : node.children("w:lvlOverride")) {
      const auto i = level_index(over.attribute("w:ilvl"));
      if (!i) continue;
      if (const auto level = over.child("w:lvl")) num.levels[*i] = read_level(level);
      if (const auto start = over.child("w:startOverride")) num.starts[*i] = bounded(start, 1);
    }
    nums_[node.attribute("w:numId").as_string()] = std::move(num);
  }
  // A list that is defined by a style: the style's own list is meant.
  for (auto& [id, num] : nums_) {
    const auto abstract = abstracts_.find(num.abstract);
    if (abstract == abstracts_.end() || abstract->second.style_link.empty()) continue;
    const auto style = styles_.find(abstract->second.style_link);
    const auto meant = style == styles_.end() ? nums_.end() : nums_.find(style->second.num);
    if (meant != nums_.end()) num.abstract = meant->second.abstract;
  }
}

std::string ListNumbers::style_name(const pugi::xml_node& paragraph) const {
  const auto style = styles_.find(value_of(paragraph.child("w:pPr"), "w:pStyle"));
  return style == styles_.end() ? std::string() : style->second.name;
}

std::optional<ListNumbers::Place> ListNumbers::place_of(const pugi::xml_node& paragraph) const {
  const auto properties = paragraph.child("w:pPr");
  const auto own = properties.child("w:numPr");
  std::optional<std::size_t> level;
  if (const auto node = own.child("w:ilvl")) level = level_index(node.attribute("w:val"));
  std::string num = value_of(own, "w:numId");
  std::string id = value_of(properties, "w:pStyle");
  if (id.empty()) id = default_style_;
  const std::string first = id;
  for (int i = 0; i < kStyleChain && (num.empty() || !level); ++i) {
    const auto style = styles_.find(id);
    if (style == styles_.end()) break;
    if (num.empty()) num = style->second.num;
    if (!level) level = style->second.level;
    id = style->second.based_on;
  }
  const auto found = nums_.find(num);
  if (found == nums_.end()) return std::nullopt;  // also 0, which takes the style's number away
  if (!level || !own) {
    const auto abstract = abstracts_.find(found->second.abstract);
    if (abstract == abstracts_.end()) return std::nullopt;
    for (std::size_t i = 0; i < kLevels; ++i)
      if (!first.empty() && abstract->second.levels[i].style == first) level = i;
  }
  return Place{num, level.value_or(0)};
}

const ListNumbers::Level& ListNumbers::level_of(const Num& num, const Abstract& abstract, std::size_t i) const {
  const auto own = num.levels.find(i);
  return own == num.levels.end() ? abstract.levels[i] : own->second;
}

std::string ListNumbers::next(const pugi::xml_node& paragraph) {
  const auto place = place_of(paragraph);
  if (!place) return {};
  auto& num = nums_.at(place->num);
  const auto found = abstracts_.find(num.abstract);
  if (found == abstracts_.end()) return {};
  auto& abstract = found->second;
  const std::size_t at = place->level;
  auto& counters = abstract.counters;
  const auto start = num.starts.find(at);
  if (start != num.starts.end() && num.started.insert(at).second)
    counters[at] = start->second;
  else
    counters[at] = counters[at] ? *counters[at] + 1 : level_of(num, abstract, at).start;
  for (std::size_t i = 0; i < at; ++i)
    if (!counters[i]) counters[i] = level_of(num, abstract, i).start;
  for (std::size_t i = at + 1; i < kLevels; ++i) {
    const auto& restart = level_of(num, abstract, i).restart;
    if (!restart || static_cast<int>(at) < *restart) counters[i].reset();
  }
  const auto& level = level_of(num, abstract, at);
  std::string out;
  for (std::size_t i = 0; i < level.text.size(); ++i) {
    const char digit = i + 1 < level.text.size() ? level.text[i + 1] : '\0';
    if (level.text[i] != '%' || digit < '1' || digit > '9') {
      out += level.text[i];
      continue;
    }
    const auto shown = static_cast<std::size_t>(digit - '1');
    const auto& format = level_of(num, abstract, shown).format;
    if (shown <= at) out += list_number(counters[shown].value_or(1), level.legal ? "decimal" : format);
    ++i;
  }
  return level.format == "bullet" ? std::string() : out;
}

}  // namespace limpid::plan
