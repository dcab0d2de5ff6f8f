// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/annexes.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/text.hpp"
#include "plan/similarity.hpp"

namespace limpid::plan {
namespace {

/// A line that names an annex: of a list, or at its head.
struct Naming {
  std::size_t line = 0;
  std::string word;  ///< 附件 or 附表
  int number = 0;    ///< 0: none
  std::string title = {};
  bool listed = false;
};

/// Without brackets around it, what follows it and a full stop.
std::string annex_title(std::string_view printed) {
  static const RE2 tail("(?:\\((?:略|另附|另行印发|另发|附后|见附件)\\)|[。;,])+$"), around("^《(.*)》$");
  std::string title(printed);
  RE2::Replace(&title, tail, "");
  RE2::Replace(&title, around, "\\1");
  return title;
}

class AnnexLines {
 public:
  AnnexLines(const SourceText& text, const std::vector<Line>& lines, std::size_t begin, std::size_t end)
      : text_(text), lines_(lines) {
    for (std::size_t i = begin; i < end; ++i) take(i);
    settle();
  }

  std::vector<Naming> done() && { return std::move(namings_); }

 private:
  void take(std::size_t i) {
    static const RE2 list("^[-•·]?(附[件表])[:]1[.、]?([^.、].*)$"), next("^(\\d{1,2})[.、](.+)$|^(\\d)([^\\d.、].*)$"),
        single("^[-•·]?(附[件表])[:](.+)$"), open("^[-•·]?(附[件表])[:]$"),
        head("^(附[件表])(\\d{1,2}|[一二三四五六七八九十]{1,2})[:、. -]?(\\D.*|20\\d\\d年.*)?$"), bare("^(附[件表])$");
    const auto line = text_.view(lines_[i].begin, lines_[i].end);
    if (lines_[i].kind == LineKind::blank) return;
    const auto listed_before = std::exchange(list_number_, std::nullopt);
    std::string word, digits, title, digit, rest;
    if (text::count_chars(line) > kLongest || line.substr(0, line.size() - 3).find("。") != std::string_view::npos)
      return;
    if (RE2::FullMatch(line, list, &word, &title)) {
      list_number_ = 1;
      add({i, word, 1, annex_title(title), true});
      list_word_ = word;
    } else if (RE2::FullMatch(line, open, &word)) {
      list_number_ = 0;
      list_word_ = word;
    } else if (RE2::FullMatch(line, head, &word, &digits, &title)) {
      add({i, word, static_cast<int>(numeral(digits)), annex_title(title)});
    } else if (RE2::FullMatch(line, single, &word, &title)) {
      add({i, word, 0, annex_title(title)});
    } else if (RE2::FullMatch(line, bare, &word)) {
      add({i, word, 0});
    } else if (listed_before && RE2::FullMatch(line, next, &digits, &title, &digit, &rest) &&
               numeral(digits + digit) == *listed_before + 1) {
      list_number_ = *listed_before + 1;
      add({i, list_word_, *list_number_, annex_title(title + rest), true});
    }
  }

  void add(Naming naming) { namings_.push_back(std::move(naming)); }

  /// 附件1:… 附件2:… above, 附件1 again below: the first are a list. So is the first of two without number.
  void settle() {
    std::map<std::string, std::size_t> single;
    std::size_t run = 0;
    for (std::size_t i = 0; i < namings_.size(); ++i) {
      auto& n = namings_[i];
      if (n.listed) continue;
      if (n.number == 0) {
        if (const auto [at, fresh] = single.emplace(n.word, i); !fresh) namings_[at->second].listed = true;
      } else if (n.number == 1) {
        const bool first = std::none_of(namings_.begin() + static_cast<std::ptrdiff_t>(run),
                                        namings_.begin() + static_cast<std::ptrdiff_t>(i),
                                        [&](const Naming& o) { return numbered_head(o, n.word); });
        if (!first)
          for (std::size_t k = run; k < i; ++k)
            namings_[k].listed = namings_[k].listed || (numbered_head(namings_[k], n.word) && listed_alone(k));
        run = i;
      }
    }
  }

  static bool numbered_head(const Naming& n, std::string_view word) {
    return !n.listed && n.number > 0 && n.word == word;
  }
  /// A line of a list has its title on it and no words of its own below.
  bool listed_alone(std::size_t k) const {
    if (namings_[k].title.empty() || k + 1 == namings_.size()) return false;
    std::size_t between = 0;
    for (std::size_t i = namings_[k].line + 1; i < namings_[k + 1].line; ++i)
      between += lines_[i].kind != LineKind::blank;
    return between <= kSigned;
  }

  static constexpr std::size_t kLongest = 60;
  static constexpr std::size_t kSigned = 4;  // lines with which a notice ends below its list: issuer, date, publicity
  const SourceText& text_;
  const std::vector<Line>& lines_;
  std::vector<Naming> namings_;
  std::string list_word_;
  std::optional<int> list_number_;  ///< of the line before, in a list; 0: 附件: alone
};

/// The title of an annex that is headed at `naming`: on its line, else on the one or two below it.
std::pair<std::string, Span> title_below(const SourceText& text, const std::vector<Line>& lines, const Naming& naming,
                                         const std::string& listed, std::size_t end) {
  constexpr std::size_t kLongest = 60;
  const Line& own = lines[naming.line];
  if (!naming.title.empty()) return {naming.title, text.span(own.begin, own.end)};
  std::pair<std::string, Span> best;
  double like = -1;
  std::string title;
  std::size_t begin = 0;
  int taken = 0;
  const Grams wanted(listed);
  for (std::size_t i = naming.line + 1; i < end && taken < 2; ++i) {
    const Line& line = lines[i];
    const auto words = text.view(line.begin, line.end);
    if (line.kind == LineKind::blank) continue;
    const bool plain = line.kind == LineKind::text || line.kind == LineKind::title;
    if (!plain || words.find("。") != std::string_view::npos || text::count_chars(words) > kLongest) break;
    if (taken++ == 0) begin = line.begin;
    title += annex_title(words);
    if (const double now = wanted.likeness(Grams(title)); now > like) {
      like = now;
      best = {title, text.span(begin, line.end)};
    }
  }
  return best;
}

bool stands_as_line(const SourceText& text, const std::vector<Line>& lines, const Naming& naming, std::size_t end) {
  for (std::size_t i = naming.line + 1; i < end; ++i)
    if (annex_title(text.view(lines[i].begin, lines[i].end)) == naming.title) return true;
  return false;
}

}  // namespace

AnnexReading read_annexes(const SourceText& text, const std::vector<Line>& lines, std::size_t begin, std::size_t end,
                          std::vector<Annex> notice) {
  const std::size_t whole = end;
  while (end > begin && lines[end - 1].kind == LineKind::blank) --end;
  if (end > begin && whole < lines.size() && lines[end - 1].kind == LineKind::attachment) --end;
  const auto namings = AnnexLines(text, lines, begin, end).done();
  const auto span_of = [&](const Naming& n) { return text.span(lines[n.line].begin, lines[n.line].end); };
  const auto words_of = [&](const Naming& n) { return std::string(text.view(lines[n.line].begin, lines[n.line].end)); };
  AnnexReading out;
  if (std::none_of(namings.begin(), namings.end(), [](const Naming& n) { return n.listed; }))
    out.annexes = std::move(notice);
  // A plan that is an annex itself, `附件3` above its title, is followed by 附件4.
  constexpr std::size_t kAbove = 4;
  const auto above = AnnexLines(text, lines, begin - std::min(begin, kAbove), begin).done();
  std::map<std::string, const Naming*> last;
  for (const auto& n : above)
    if (!n.listed && n.number > 0) last[n.word] = &n;
  for (const auto& n : namings) {
    if (n.listed) {
      out.annexes.push_back({n.number, n.title, span_of(n), {}, {}});
      continue;
    }
    const auto of_list = std::find_if(out.annexes.begin(), out.annexes.end(), [&](const Annex& a) {
      return a.number == n.number && a.title.empty() && !a.listed.empty();
    });
    const std::string listed = of_list == out.annexes.end() ? "" : of_list->listed;
    auto [title, span] = title_below(text, lines, n, listed, end);
    if (of_list != out.annexes.end()) {
      of_list->title = title.empty() ? words_of(n) : std::move(title);
      of_list->title_span = span == Span{} ? span_of(n) : span;
    }
    if (n.number == 0) continue;
    const Naming*& before = last[n.word];
    // 附表2 of the plan that is 附件2.
    const auto around = last.find("附件");
    const bool of_annex = before == nullptr && n.word == "附表" && around != last.end() && around->second != nullptr &&
                          around->second->number == n.number;
    const int expected = of_annex ? n.number : before ? before->number + 1 : 1;
    if (n.number != expected && !(before && n.number == before->number))
      out.faults.push_back({n.number > expected ? FaultKind::skipped : FaultKind::repeated, "", words_of(n), expected,
                            n.number, span_of(n), before ? span_of(*before) : Span{}});
    before = &n;
  }
  if (std::none_of(namings.begin(), namings.end(), [](const Naming& n) { return !n.listed && n.number > 0; }))
    return out;
  // Only where annexes are headed by number at all.
  for (const auto& n : namings) {
    const bool headed = std::any_of(namings.begin(), namings.end(), [&](const Naming& o) {
      return !o.listed && o.number == n.number && o.word == n.word;
    });
    static const RE2 left_out("\\((?:略|另附|另行印发|另发)\\)");
    if (!n.listed || n.number == 0 || headed || RE2::PartialMatch(words_of(n), left_out)) continue;
    out.faults.push_back({stands_as_line(text, lines, n, end) ? FaultKind::unlabelled : FaultKind::missing, "",
                          words_of(n), n.number, 0, span_of(n)});
  }
  return out;
}

std::vector<Annex> listed_by_notice(const SourceText& text, const std::vector<Line>& lines, std::size_t end,
                                    const std::string& plan_title) {
  const auto own = annex_title(plan_title);
  std::vector<Annex> out;
  for (const auto& n : AnnexLines(text, lines, 0, end).done()) {
    // The only annex, 附件:…台账, is a table; else it is the plan by another title.
    static const RE2 table("(?:表|台账|清单|名单|目录)$");
    const bool only = n.number == 0 && RE2::PartialMatch(n.title, table);
    if (!only && (!n.listed || n.number == 0)) continue;
    if (own.ends_with(n.title) || n.title.ends_with(own)) return {};
    out.push_back({n.number, n.title, text.span(lines[n.line].begin, lines[n.line].end), {}, {}});
  }
  return out;
}

std::vector<Annex> announced_as(const SourceText& text, const std::vector<Line>& lines, std::size_t end,
                                const TitleLine& plan) {
  constexpr double kLike = 0.5;
  const Grams title(plan.title);
  std::vector<Annex> out;
  double best = kLike;
  for (const auto& n : AnnexLines(text, lines, 0, end).done()) {
    const double like = n.title.empty() ? 0.0 : title.likeness(Grams(n.title));
    if (like <= best) continue;
    best = like;
    out = {{n.number, n.title, text.span(lines[n.line].begin, lines[n.line].end), plan.title, plan.span}};
  }
  return out;
}

}  // namespace limpid::plan
