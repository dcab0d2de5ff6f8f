// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/quantities.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>

namespace limpid::plan {
namespace {

/// Words before a figure that bound it. Those that belong to the figure (`不少于800辆次`) are part of its text.
struct Bound {
  std::string_view word;
  std::string_view comparator;
  bool in_text;
};

constexpr std::array kBefore{
    Bound{"不少于", ">=", true},  Bound{"不低于", ">=", true},  Bound{"不小于", ">=", true},
    Bound{"不高于", "<=", true},  Bound{"不超过", "<=", true},  Bound{"不大于", "<=", true},
    Bound{"不多于", "<=", true},  Bound{"不足", "<", true},     Bound{"低于", "<", true},
    Bound{"小于", "<", true},     Bound{"少于", "<", true},     Bound{"高于", ">", true},
    Bound{"大于", ">", true},     Bound{"超过", ">", true},     Bound{"多于", ">", true},
    Bound{"至少", ">=", true},    Bound{"最多", "<=", true},    Bound{"控制在", "<=", false},
    Bound{"提高到", ">=", false}, Bound{"提高至", ">=", false}, Bound{"提升到", ">=", false},
    Bound{"提升至", ">=", false}, Bound{"降低到", "<=", false}, Bound{"降低至", "<=", false},
    Bound{"下降到", "<=", false}, Bound{"下降至", "<=", false}, Bound{"降到", "<=", false},
    Bound{"降至", "<=", false},   Bound{"达到", ">=", false},   Bound{"达", ">=", false},
};

constexpr std::array kAfter{
    Bound{"及以上", ">=", true}, Bound{"以上", ">=", true}, Bound{"及以下", "<=", true}, Bound{"以下", "<", true},
    Bound{"以内", "<=", true},   Bound{"之内", "<=", true}, Bound{"范围内", "<=", true}, Bound{"范围以内", "<=", true},
};

#define UNIT                                                                                                                                                   \
  "(?:蒸吨(?:/小时|/时|/h)?|微克/立方米|毫克/立方米|毫克/升|克/平方米|吨/平方公里[·.]?月?|吨/日|吨/天|吨/年|"               \
  "吨/小时|立方米/日|立方米/天|立方米/秒|立方米|平方公里|平方千米|平方米|公里|千米|米|总吨|吨|千瓦时|千瓦|兆瓦|"   \
  "千伏安|个百分点|小时|分钟|分贝|辆次|人次|家次|批次|户次|公顷|亩|户|家|台|套|座|处|项|条|辆|艘|次|位|名|人|天|倍|" \
  "大类|类|种|吨标煤|元|口|眼|株|个|%|‰|mg/L|mg/l|ug/m3|μg/m3|mg/m3|m3/d|m3|t/d|t/h|t/a|km2|km)"

const RE2& figure() {
  static const RE2 re("(\\d+(?:\\.\\d+)?)((?:万|亿|千万|百万|千|百)?" UNIT ")");
  return re;
}

const RE2& bare_decimal() {
  static const RE2 re("(?:提高到|提高至|提升到|提升至|降低到|降至|控制在|达到|不低于|不高于|不超过|为)(\\d+\\.\\d+)");
  return re;
}

const RE2& water_class() {
  static const RE2 re("(达到或优于|优于或达到|达到或好于|优于)?(I{1,3}|IV|VI?)类(?:水质|标准)?");
  return re;
}

/// A figure does not begin inside a word or a number: PM2.5, 0.58, HJ1209.
bool begins_here(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char c = text[at - 1];
  return !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.');
}

std::size_t offset(std::string_view text, const re2::StringPiece& piece) {
  return static_cast<std::size_t>(piece.data() - text.data());
}

/// Takes in the words around the figure at [begin, end) that bound it.
void bound(std::string_view text, FoundQuantity& found) {
  for (const auto& b : kBefore) {
    if (!text.substr(0, found.begin).ends_with(b.word)) continue;
    found.quantity.comparator = b.comparator;
    if (b.in_text) found.begin -= b.word.size();
    break;
  }
  for (const auto& b : kAfter) {
    if (!text.substr(found.end).starts_with(b.word)) continue;
    found.quantity.comparator = b.comparator;
    found.end += b.word.size();
    break;
  }
}

class Finder {
 public:
  Finder(std::string_view text, const std::vector<FoundDeadline>& deadlines) : text_(text), taken_(text.size()) {
    for (const auto& d : deadlines) take(d.begin, d.end);
  }

  void figures() {
    std::array<re2::StringPiece, 3> g;
    for (std::size_t at = 0; figure().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 3);) {
      const std::size_t begin = offset(text_, g[0]), end = begin + g[0].size();
      at = end;
      if (!begins_here(text_, begin) || is_taken(begin, end)) continue;
      FoundQuantity found{{{}, std::string(g[1]), std::string(g[2])}, begin, end};
      bound(text_, found);
      add(std::move(found));
    }
  }

  void decimals() {
    std::array<re2::StringPiece, 2> g;
    for (std::size_t at = 0; bare_decimal().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 2);) {
      const std::size_t begin = offset(text_, g[1]), end = begin + g[1].size();
      at = end;
      if (is_taken(begin, end)) continue;
      FoundQuantity found{{{}, std::string(g[1]), {}}, begin, end};
      bound(text_, found);
      add(std::move(found));
    }
  }

  void classes() {
    std::array<re2::StringPiece, 3> g;
    for (std::size_t at = 0; water_class().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 3);) {
      const std::size_t begin = offset(text_, g[0]), end = begin + g[0].size();
      at = end;
      const std::size_t numeral = offset(text_, g[2]);
      if (!begins_here(text_, numeral) || is_taken(begin, end)) continue;
      FoundQuantity found{{{}, std::string(g[2]), "类"}, begin, numeral + g[2].size() + std::string_view("类").size()};
      if (!g[1].empty()) found.quantity.comparator = g[1] == "优于" ? "<" : "<=";
      add(std::move(found));
    }
  }

  std::vector<FoundQuantity> sorted() && {
    std::sort(found_.begin(), found_.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
    return std::move(found_);
  }

 private:
  bool is_taken(std::size_t begin, std::size_t end) const {
    return std::any_of(taken_.begin() + static_cast<std::ptrdiff_t>(begin),
                       taken_.begin() + static_cast<std::ptrdiff_t>(end), [](bool t) { return t; });
  }
  void take(std::size_t begin, std::size_t end) {
    std::fill(taken_.begin() + static_cast<std::ptrdiff_t>(begin), taken_.begin() + static_cast<std::ptrdiff_t>(end),
              true);
  }
  void add(FoundQuantity found) {
    take(found.begin, found.end);
    found.quantity.text = text_.substr(found.begin, found.end - found.begin);
    found_.push_back(std::move(found));
  }

  std::string_view text_;
  std::vector<bool> taken_;
  std::vector<FoundQuantity> found_;
};

}  // namespace

std::vector<FoundQuantity> find_quantities(std::string_view text, const std::vector<FoundDeadline>& deadlines) {
  Finder finder(text, deadlines);
  finder.figures();
  finder.decimals();
  finder.classes();
  return std::move(finder).sorted();
}

}  // namespace limpid::plan
