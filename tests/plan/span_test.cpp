// SPDX-License-Identifier: Apache-2.0
// Properties that hold for every item of the seed.
#include <re2/re2.h>

#include "plan/json.hpp"
#include "plan/reader/source_text.hpp"
#include "seed.hpp"

namespace limpid::plan {
namespace {

/// The bytes as the reader shows them: without blanks, line ends and marks of the conversion.
std::string shown(const Span& span) {
  const std::string bytes = bytes_of(span);
  std::string out = clean(bytes).printed();
  std::erase(out, '\n');
  return out;
}

TEST(Spans, HoldTheWordsOfEachMeasureAndSafeguard) {
  for (const auto& plan : seed().plans)
    for (const auto* list : {&plan.measures, &plan.safeguards})
      for (const auto& m : *list) {
        const auto words = shown(m.span);
        EXPECT_NE(words.find(m.text.substr(0, m.text.find("。"))), std::string::npos) << m.title;
        EXPECT_NE(text::nfkc(words).find(m.title), std::string::npos) << m.title;
        for (const auto& unit : m.units) EXPECT_NE(text::nfkc(words).find(unit.name.substr(0, 6)), std::string::npos);
      }
}

TEST(Spans, OfPromisesAreTheirWordsAndLieInTheMeasure) {
  for (const auto& plan : seed().plans)
    for (const auto& m : plan.measures) {
      std::string joined;
      for (const auto& p : m.promises) {
        EXPECT_EQ(shown(p.span), p.text);
        EXPECT_GE(p.span.start, m.span.start);
        EXPECT_LE(p.span.end, m.span.end);
        joined += p.text;
      }
      EXPECT_EQ(joined, m.text);
    }
}

TEST(Spans, OfRowsHoldNumberAndWords) {
  for (const auto& plan : seed().plans) {
    for (const auto& t : plan.tasks) {
      const auto words = shown(t.span);
      EXPECT_NE(words.find(std::to_string(t.number) + "\t" + t.text), std::string::npos) << t.number;
    }
    for (const auto& t : plan.targets)
      EXPECT_TRUE(shown(t.span).starts_with(std::to_string(t.number) + "\t" + t.township + "\t" + t.section));
    for (const auto& p : plan.projects)
      EXPECT_TRUE(shown(p.span).starts_with(std::to_string(p.number) + "\t" + p.title));
  }
}

TEST(Spans, OfItemsFollowEachOtherWithoutOverlap) {
  std::vector<Span> spans;
  for (const auto& plan : seed().plans) {
    for (const auto& m : plan.measures) spans.push_back(m.span);
    for (const auto& m : plan.safeguards) spans.push_back(m.span);
  }
  for (std::size_t i = 1; i < spans.size(); ++i) EXPECT_LE(spans[i - 1].end, spans[i].start);
}

TEST(Spans, NoItemHoldsAUnitClauseInItsText) {
  for (const auto& plan : seed().plans)
    for (const auto& m : plan.measures) {
      EXPECT_EQ(m.text.find("责任单位"), std::string::npos) << m.title;
      EXPECT_FALSE(m.units.empty()) << m.title;
    }
}

TEST(Spans, ABomCountsAsBytesOfTheFile) {
  const auto with_bom = read_document("\xEF\xBB\xBF" + seed_bytes()).value();
  EXPECT_EQ(with_bom.plans[0].measures[0].span.start, seed().plans[0].measures[0].span.start + 3);
  EXPECT_EQ(with_bom.title, seed().title);
}

}  // namespace
}  // namespace limpid::plan
