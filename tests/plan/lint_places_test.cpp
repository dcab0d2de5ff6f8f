// SPDX-License-Identifier: Apache-2.0
// What a finding shows must stand where it says, and what it puts in must mend it: over every annotated plan.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/data_file.hpp"
#include "base/text.hpp"
#include "plan/annotated.hpp"
#include "plan/lint/lint.hpp"
#include "plan/lint/words.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

const std::filesystem::path kPlacesTree = LIMPID_SOURCE_DIR;

const LintRules& places_rules() {
  static const LintRules rules = LintRules::load(kPlacesTree);
  return rules;
}

bool on_border(std::string_view source, std::size_t at) {
  return at == source.size() || (static_cast<unsigned char>(source[at]) & 0xC0U) != 0x80U;
}

/// The characters of the quote in order; a page's number and the dashes of a figure may stand between two lines of it.
bool stands_in(std::u32string_view quote, std::u32string_view words) {
  std::size_t next = 0;
  for (const char32_t c : words) next += next < quote.size() && c == quote[next];
  return next == quote.size() && words.front() == quote.front() && words.back() == quote.back();
}

class LintPlaces : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    auto read = read_document(read_file(kPlacesTree / GetParam() / "plan.txt"));
    ASSERT_TRUE(read) << read.error().code;
    document = std::move(*read);
    findings = lint(document, places_rules());
  }
  Document document;
  std::vector<Finding> findings;
};

TEST_P(LintPlaces, AreTheBytesOfTheirQuotes) {
  ASSERT_TRUE(text::is_valid_utf8(document.source));
  const linting::Source source(document.source);
  std::size_t broken = 0;
  for (const auto& f : findings) {
    ASSERT_FALSE(f.places.empty()) << f.kind;
    EXPECT_TRUE(std::any_of(f.places.begin(), f.places.end(), [](const Place& p) { return !p.quote.empty(); }))
        << f.kind << " shows nothing";
    for (const auto& p : f.places) {
      ASSERT_LE(p.span.start, p.span.end) << f.kind;
      ASSERT_LE(p.span.end, document.source.size()) << f.kind;
      EXPECT_TRUE(on_border(document.source, p.span.start) && on_border(document.source, p.span.end)) << p.quote;
      if (p.quote.empty()) continue;
      ASSERT_LT(p.span.start, p.span.end) << f.kind << " " << p.quote;
      const auto quote = linting::to_chars(p.quote);
      const auto words = source.words(p.span, true).chars;
      EXPECT_TRUE(stands_in(quote, words)) << f.kind << " " << p.quote << " | " << linting::to_utf8(words);
      broken += words.size() != quote.size();
    }
  }
  EXPECT_LE(10 * broken, 10 + findings.size()) << "hardly a quote goes over the end of a page or a cell";
}

TEST_P(LintPlaces, TakeTheWordsThatMendThem) {
  struct Put {
    Span span;
    std::string words, id;
  };
  std::vector<Put> puts;
  for (const auto& f : findings)
    for (std::size_t i = 1; i < f.places.size() && !f.replacement.empty(); ++i)
      if (!f.places[i].quote.empty()) puts.push_back({f.places[i].span, f.replacement, f.id});
  std::sort(puts.begin(), puts.end(), [](const Put& a, const Put& b) { return a.span.start < b.span.start; });
  std::string source = document.source;
  std::set<std::string> mended, left;
  // From the last one on, so that the places before keep their bytes; of two that overlap the later one.
  std::size_t from = source.size();
  for (auto put = puts.rbegin(); put != puts.rend(); ++put) {
    if (put->span.end > from) {
      left.insert(put->id);
      continue;
    }
    source.replace(put->span.start, put->span.end - put->span.start, put->words);
    from = put->span.start;
    mended.insert(put->id);
  }
  for (const auto& id : left) mended.erase(id);
  if (mended.empty()) return;  // nothing that words of the document would mend
  const auto again = read_document(source);
  ASSERT_TRUE(again) << again.error().code;
  for (const auto& f : lint(*again, places_rules()))
    EXPECT_FALSE(mended.contains(f.id)) << f.kind << " " << f.places.front().item << " " << f.places.front().quote
                                        << " | " << f.places.back().quote << " ← " << f.replacement;
}

INSTANTIATE_TEST_SUITE_P(Annotated, LintPlaces, ::testing::ValuesIn(annotated_plans()),
                         [](const auto& one) { return plan_test_name(one.param); });

}  // namespace
}  // namespace limpid::plan
