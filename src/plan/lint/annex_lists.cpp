// SPDX-License-Identifier: Apache-2.0
#include "plan/lint/annex_lists.hpp"

#include <re2/re2.h>

#include <algorithm>

namespace limpid::plan::linting {

std::vector<AnnexMention> annex_mentions(const std::vector<Item>& measures) {
  static const RE2 re("(附[件表](\\d{0,2}))");
  std::vector<AnnexMention> out;
  for (const auto& m : measures) {
    const std::string text = to_utf8(m.text.chars);
    re2::StringPiece found, number;
    if (!RE2::PartialMatch(text, re, &found, &number)) continue;
    const std::size_t begin = to_chars(text.substr(0, static_cast<std::size_t>(found.data() - text.data()))).size();
    out.push_back({&m, begin, begin + to_chars({found.data(), found.size()}).size(), std::string(number)});
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
