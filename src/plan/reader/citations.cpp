// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/citations.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/list_marks.hpp"
#include "plan/reader/only_once.hpp"

namespace limpid::plan {
namespace {

constexpr std::string_view kOpenTitle = "《", kCloseTitle = "》";

/// National, of a trade, of a place (DB14, DB1407) and of an association (T/CAEPI): the letters and what parts them
/// from the number.
#define STANDARD_LETTERS                                                                                             \
  "(?:(?:GBZ?|GBJ|HJ|DB ?\\d{2,6}|CJJ?|NY|SL|HG|LY|TD|AQ|QX|JB|JT|DL|YB|MT|SY|SH|JC|JGJ|WS|YS|QB|FZ|DZ|NB|SC|GA|RB)" \
  "(?:/[A-Z]{1,8})?|T/[A-Z]{2,8})[/ ]{0,2}"

/// One that prints its year, and one that does not: of the best known kinds alone, for `T 12` is no standard.
const RE2& citation() {
  static const RE2 re("(\\b" STANDARD_LETTERS
                      "\\d+(?:\\.\\d+)* ?[-—–―~] ?\\d{4}\\b|\\b(?:GB|HJ|CJJ?|NY|SL|DB\\d{2})(?:/[TZ])? "
                      "?\\d{2,6}(?:\\.\\d+)*)|(《[^《》]+》)|(令第\\d+号|第\\d+号令|公告20\\d{2}年第\\d+号|[〔\\[(]"
                      "20\\d{2}[〕\\])]\\d+号)");
  return re;
}

/// Who issued what a number stands behind: 国务院 before 令第748号. What leads to the number of a document
/// (按照晋环发〔2022〕40号) is cut off. Empty where nobody did.
std::string issuer_before(std::string_view before, std::string_view number) {
  static const RE2 of_order("((?:国务院|" LIMPID_HAN "{1,8}部|[省市县]政府))$"), of_notice("(" LIMPID_HAN "{2,10})$"),
      of_document("(" LIMPID_HAN "{1,8}[发函办字]?)$");
  static const RE2 ahead("^" LIMPID_HAN "*(?:按照?|依照|依据|根据|执行|落实|印发|下发|通知)"), joined("^[和及与]");
  constexpr std::size_t kLongest = 44;  // bytes: eleven characters
  if (before.size() > kLongest) before = before.substr(next_character(before, before.size() - kLongest));
  const auto& re = number.starts_with("令") || number.starts_with("第") ? of_order
                   : number.starts_with("公告")                         ? of_notice
                                                                        : of_document;
  std::string issuer;
  if (!RE2::PartialMatch(before, re, &issuer)) return issuer;
  RE2::Replace(&issuer, ahead, "");
  RE2::Replace(&issuer, joined, "");
  return issuer;
}

std::optional<int> year_in(const re2::StringPiece& digits) {
  int year = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), year);
  constexpr int kFirst = 1949, kLast = 2100;
  if (error != std::errc{} || year < kFirst || year > kLast) return std::nullopt;
  return year;
}

std::optional<int> year_by(std::string_view words, const RE2& re) {
  re2::StringPiece digits;
  return RE2::PartialMatch(words, re, &digits) ? year_in(digits) : std::nullopt;
}

/// What a title without its number is by the word it ends in.
CitationKind kind_of(std::string_view title) {
  static const RE2 aside("\\([^()]*\\)$"), law("(?:法|条例|规定|办法|细则|决定|规章)$"),
      standard("(?:标准|规范|规程|导则|技术指南|技术要求|限值|技术规定)$");
  std::string name(title);
  while (RE2::Replace(&name, aside, "")) {
  }
  if (RE2::PartialMatch(name, standard)) return CitationKind::standard;
  return RE2::PartialMatch(name, law) ? CitationKind::law : CitationKind::document;
}

/// `《水污染防治法》(2017年修正)`, `《产业结构调整指导目录(2024年本)》`: the year of the wording that is meant.
std::optional<int> edition(std::string_view title, std::string_view behind) {
  static const RE2 inside(
      "\\((\\d{4})年?(?:\\d+月(?:\\d+日)?)?(?:第[一二三四]次)?(?:修正|修订|修改|本|版|修正本|修订版)?\\)$"),
      after("^\\(?(\\d{4})年?(?:\\d+月(?:\\d+日)?)?(?:第[一二三四]次)?(?:修正|修订|修改|本|版)");
  if (const auto year = year_by(title, inside)) return year;
  return year_by(behind, after);
}

struct CitedPiece {
  std::size_t begin = 0, end = 0;
  Citation citation;
};

/// `《地表水环境质量标准》(GB3838-2002)`, `GB14848《…》`, `《…条例》(国务院令第736号)`.
bool names_one(std::string_view between, const Citation& last, const Citation& next) {
  if (last.name.empty() == next.name.empty() || last.number.empty() == next.number.empty()) return false;
  return between.empty() || (last.number.empty() && (between == "(" || between == "(试行)("));
}

class Citations {
 public:
  explicit Citations(std::string_view text) : text_(text) {}

  void find() {
    std::array<re2::StringPiece, 4> g;
    for (std::size_t at = 0; citation().Match(text_, at, text_.size(), RE2::UNANCHORED, g.data(), 4);) {
      const auto begin = static_cast<std::size_t>(g[0].data() - text_.data());
      CitedPiece piece{begin, begin + g[0].size(), {}};
      piece.citation.text = std::string(g[0]);
      if (!g[1].empty() ? standard(piece) : !g[2].empty() ? title(piece) : document(piece, at)) add(std::move(piece));
      at = begin + g[0].size();
    }
  }

  const std::vector<CitedPiece>& pieces() const { return pieces_; }

 private:
  static bool standard(CitedPiece& piece) {
    static const RE2 year("[-—–―~] ?(\\d{4})$");
    auto& c = piece.citation;
    c.kind = CitationKind::standard;
    c.year = year_by(c.text, year);
    std::erase(c.text, ' ');
    c.number = c.text;
    return true;
  }

  bool title(CitedPiece& piece) const {
    constexpr std::size_t kLongest = 62, kShortest = 4;  // characters with the brackets
    auto& c = piece.citation;
    const auto length = text::count_chars(c.text);
    if (length < kShortest || length > kLongest) return false;
    std::erase(c.text, ' ');
    c.name = c.text.substr(kOpenTitle.size(), c.text.size() - kOpenTitle.size() - kCloseTitle.size());
    static const RE2 numbered("\\(?(" STANDARD_LETTERS "\\d+(?:\\.\\d+)*(?:[-—–―~](\\d{4}))?)\\)?$");
    re2::StringPiece number, year;
    if (RE2::PartialMatch(c.name, numbered, &number, &year)) {  // the number is printed inside the title
      c.number = std::string(number);
      c.year = year_in(year);
      c.kind = CitationKind::standard;
      RE2::Replace(&c.name, numbered, "");
      return true;
    }
    c.kind = kind_of(c.name);
    c.year = edition(c.name, text_.substr(piece.end));
    return true;
  }

  bool document(CitedPiece& piece, std::size_t from) const {
    static const RE2 year("(20\\d{2})(?:[〕\\])]|年第)");
    auto& c = piece.citation;
    const auto issuer = issuer_before(text_.substr(from, piece.begin - from), c.text);
    if (issuer.empty()) return false;
    const bool order = c.text.starts_with("令") || c.text.starts_with("第");
    c.kind = order ? CitationKind::law : CitationKind::document;
    c.year = year_by(c.text, year);
    piece.begin -= issuer.size();
    c.text.insert(0, issuer);
    c.number = c.text;
    return true;
  }

  void add(CitedPiece piece) { pieces_.push_back(std::move(piece)); }

  std::string_view text_;
  std::vector<CitedPiece> pieces_;
};

}  // namespace

void find_citations(std::string_view text, Mentions& into) {
  if (!holds_any(text, {"《", "号", "GB", "HJ", "DB", "CJ", "NY", "SL", "HG", "LY", "TD", "AQ", "QX", "T/", "J"}))
    return;
  Citations found(text);
  found.find();
  OnlyOnce<std::string> printed(into.standards);
  OnlyOnce<Citation> citations(into.citations);
  const auto& pieces = found.pieces();
  for (const auto& piece : pieces) printed.add(piece.citation.text);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    auto one = pieces[i].citation;
    if (i + 1 < pieces.size() && pieces[i + 1].begin >= pieces[i].end &&
        names_one(text.substr(pieces[i].end, pieces[i + 1].begin - pieces[i].end), one, pieces[i + 1].citation)) {
      const auto& next = pieces[++i].citation;
      if (!next.name.empty()) one.name = next.name;
      if (!next.number.empty()) one.number = next.number;
      if (next.year) one.year = next.year;
      if (one.kind == CitationKind::document || next.kind == CitationKind::standard) one.kind = next.kind;
      one.text = std::string(text.substr(pieces[i - 1].begin, pieces[i].end - pieces[i - 1].begin));
      std::erase(one.text, ' ');
      if (text.substr(pieces[i].end).starts_with(")") && one.text.find('(') != std::string::npos) one.text += ')';
    }
    citations.add(one);
  }
}

}  // namespace limpid::plan
