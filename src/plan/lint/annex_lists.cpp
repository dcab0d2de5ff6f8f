// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/annex_lists.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <set>

namespace limpid::plan::linting {

std::vector<AnnexMention> annex_mentions(const std::vector<Item>& measures) {
  static const RE2 re("(附[件表](\\d{0,2}))");
  std::vector<AnnexMention> out;
  for (const auto& m : measures) {
    const std::string text = to_utf8(m.text.chars);
    re2::StringPiece found, number;
    if (!RE2::PartialMatch(text, re, &found, &number)) continue;
    CharPlaces places(text);
    const auto begin = places.of(found.data());
    out.push_back({&m, begin, places.of(found.data() + found.size()), std::string(number)});
  }
  return out;
}

namespace {

/// Whether a line heads an annex, and which.
bool heads_annex(const Words& line, std::string& number) {
  static const RE2 heading("^#*附[件表](\\d{0,2})(?:[^\\d:]|$)");
  return RE2::PartialMatch(to_utf8(line.chars), heading, &number);
}

/// Reads the lines of an annex; what counts otherwise than from 1 on is none.
class RowCounter {
 public:
  void open(std::string number, const Words& heading) {
    close();
    annex_ = AnnexRows{std::move(number), {}, 0, {heading.spans.front().start, heading.spans.back().end}, {}};
    open_ = single_ = true;
  }

  void take(const Words& line) {
    if (!open_) return;
    const auto number = row_number(line);
    if (!number) {
      if (annex_.rows == 0) annex_.head += line.chars;
      return;
    }
    single_ = single_ && static_cast<std::size_t>(*number) == annex_.rows + 1;
    if (annex_.rows++ == 0) annex_.first = line.place({}, 0, line.size());
    annex_.span.end = line.spans.back().end;
  }

  std::vector<AnnexRows> done() && {
    close();
    return std::move(out_);
  }

 private:
  void close() {
    if (open_ && single_ && annex_.rows > 1) out_.push_back(std::move(annex_));
    open_ = false;
  }

  AnnexRows annex_;
  bool open_ = false, single_ = false;
  std::vector<AnnexRows> out_;
};

}  // namespace

namespace {

/// 见附件3, (附表2): the annexes that measures refer to by number.
std::vector<AnnexMention> numbered_mentions(const std::vector<Item>& measures) {
  static const RE2 re("(?:见|按|按照|照|入|\\()(附[件表](\\d{1,2}))(?:[^\\d-]|$)");
  std::vector<AnnexMention> out;
  for (const auto& m : measures) {
    if (m.text.chars.find(U'附') == std::u32string::npos) continue;
    const std::string text = to_utf8(m.text.chars);
    re2::StringPiece rest(text), found;
    std::string number;
    CharPlaces places(text);
    while (RE2::FindAndConsume(&rest, re, &found, &number)) {
      const auto begin = places.of(found.data());
      out.push_back({&m, begin, places.of(found.data() + found.size()), number});
    }
  }
  return out;
}

}  // namespace

std::vector<AnnexMention> absent_annexes(const Check& check) {
  auto out = numbered_mentions(check.items.measures);
  if (out.empty()) return out;
  static const RE2 heading("^[#|*]*附[件表](\\d{1,2})");
  std::set<std::string> headed;
  for (const auto& line : check.source.lines(check.source.whole())) {
    std::string number;
    if (line.chars.front() == U'附' || line.chars.front() == U'#' || line.chars.front() == U'|')
      if (RE2::PartialMatch(to_utf8(line.chars), heading, &number)) headed.insert(number);
  }
  if (headed.empty()) return {};
  // Told once.
  std::erase_if(out, [&](const AnnexMention& mention) { return !headed.insert(mention.number).second; });
  return out;
}

std::optional<int> row_number(const Words& line) {
  static const RE2 numbered("^[|]?(\\d{1,3})[\t|.、)]");
  int number = 0;
  return RE2::PartialMatch(to_utf8(line.chars), numbered, &number) ? std::optional(number) : std::nullopt;
}

std::vector<AnnexRows> numbered_annexes(const Check& check) {
  if (check.items.measures.empty()) return {};
  RowCounter rows;
  for (const auto& line : check.source.lines({check.items.measures.back().span.end, check.source.whole().end})) {
    std::string number;
    if (heads_annex(line, number))
      rows.open(number, line);
    else
      rows.take(line);
  }
  return std::move(rows).done();
}

namespace {

/// 7块关闭搬迁企业地块 of 7块关闭搬迁企业地块(清单见附件3): the things that the mention's own words count; empty for
/// none.
std::u32string_view counted_before(const Words& text, const Figure& f, const AnnexMention& at) {
  constexpr std::size_t kFar = 24;
  constexpr std::u32string_view kStops = U"。;,，";
  if (f.end >= at.begin || at.begin - f.end > kFar) return {};
  auto things = text.view(f.end, at.begin);
  if (things.find_first_of(kStops) != std::u32string_view::npos) return {};
  return things.substr(0, things.find(U'('));
}

bool holds_works(const Check& check, const AnnexRows& annex) {
  const auto inside = [&](const Item& i) { return annex.span.start <= i.span.start && i.span.start < annex.span.end; };
  const auto& items = check.items;
  return std::any_of(items.tasks.begin(), items.tasks.end(), inside) ||
         std::any_of(items.projects.begin(), items.projects.end(), inside);
}

}  // namespace

bool is_count(const Quantity& q) {
  return q.base.unit == "1" && !q.value.empty() && q.value.size() <= 6 &&
         q.value.find_first_not_of("0123456789") == std::string::npos;
}

std::vector<AnnexCount> counted_annexes(const Check& check) {
  constexpr std::size_t kWord = 2, kName = 4, kFewest = 3;
  std::vector<AnnexCount> out;
  const auto annexes = numbered_annexes(check);
  if (annexes.empty()) return out;
  for (const auto& at : annex_mentions(check.items.measures)) {
    const auto annex =
        std::find_if(annexes.begin(), annexes.end(), [&](const AnnexRows& a) { return a.number == at.number; });
    if (annex == annexes.end()) continue;
    // A table of works, and a short list, are of what is counted where their caption has all of its name.
    const bool by_name = annex->rows < kFewest || holds_works(check, *annex);
    for (const auto& f : figures_of(*at.measure)) {
      const auto things = counted_before(at.measure->text, f, at);
      if (things.size() < kWord || !is_count(*f.quantity)) continue;
      if (by_name ? things.size() < kName || !contains(annex->head, things)
                  : !contains(annex->head, things.substr(things.size() - kWord)))
        continue;
      out.push_back({at.measure, f, *annex});
    }
  }
  return out;
}

std::vector<Words> lines_of_annex(const Check& check, const AnnexMention& mention) {
  std::vector<Words> out;
  bool inside = false;
  for (auto& line : check.source.lines({mention.measure->span.end, check.source.whole().end})) {
    std::string number;
    if (heads_annex(line, number)) {
      if (inside) break;
      inside = number == mention.number;
    } else if (inside) {
      out.push_back(std::move(line));
    }
  }
  return out;
}

Words words_of_annex(const Check& check, const AnnexMention& mention) {
  Words out;
  for (const auto& line : lines_of_annex(check, mention)) {
    out.chars += line.chars;
    out.spans.insert(out.spans.end(), line.spans.begin(), line.spans.end());
    // A line's end parts names as a cell's does.
    out.chars.push_back(U'|');
    out.spans.push_back(line.spans.back());
  }
  return out;
}

void row_count_differs(const Check& check, const Item& item, const Figure& figure, std::size_t rows, Place first) {
  const auto counted = static_cast<std::size_t>(std::stoul(figure.quantity->value));
  if (counted == rows || 2 * rows < counted || rows > 2 * counted) return;
  auto& told =
      check.add("sum_differs", "sum_differs", {item.text.place(item.key, figure.begin, figure.end), std::move(first)});
  told.args["a"] = figure.quantity->text;
  told.args["b"] = std::to_string(rows);
}

}  // namespace limpid::plan::linting
