// SPDX-License-Identifier: Apache-2.0
// What a text may belong to, among few and among thousands: the work goes with its words, and nothing is lost.
#include "plan/gram_index.hpp"

#include <gmock/gmock.h>

#include "base/text.hpp"
#include "plan/edit_homes.hpp"
#include "support/memory_facts.hpp"

namespace limpid::plan {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr std::size_t kMany = 4000;

/// Measures that differ in a name of two characters only, which no other has.
std::string site(std::size_t n) {
  constexpr char32_t kFirst = 0x4E00, kOther = 0x7000;
  std::string name;
  text::append_char(name, kFirst + static_cast<char32_t>(n));
  text::append_char(name, kOther + static_cast<char32_t>(n));
  return "完成" + name + "工地扬尘整治";
}

std::string nth_key(std::size_t n) {
  return "plan-2023/air/m" + std::to_string(n + 1);
}

TEST(GramIndex, AsksAllOfAShortListAndTheNearestOfALongOne) {
  const GramIndex few({Grams("淘汰锅炉"), Grams("秸秆禁烧")});
  EXPECT_THAT(few.nearest(Grams("完成"), GramIndex::By::likeness, 0), ElementsAre(0, 1));
  std::vector<Grams> texts;
  for (std::size_t i = 0; i < kMany; ++i) texts.emplace_back(site(i));
  const GramIndex many(std::move(texts));
  for (const std::size_t i : {std::size_t{0}, std::size_t{777}, kMany - 1}) {
    // Even where the place says otherwise the words that few have find it.
    const auto found = many.nearest(Grams("大力" + site(i) + "工作"), GramIndex::By::likeness, kMany / 2);
    EXPECT_THAT(found, SizeIs(GramIndex::kMost));
    EXPECT_THAT(found, Contains(i));
  }
  EXPECT_THAT(many.nearest(Grams("山水林田"), GramIndex::By::likeness, 0), SizeIs(0));
}

TEST(GramIndex, APartIsNearestToTheWholeItWasCutFrom) {
  std::vector<Grams> texts;
  for (std::size_t i = 0; i < 200; ++i) texts.emplace_back(site(i) + site(i + 1000) + "并长期坚持，落实责任到人");
  texts.emplace_back(site(1500));
  const GramIndex index(std::move(texts));
  EXPECT_THAT(index.nearest(Grams(site(1500) + "。" + site(1501) + "。" + site(1502)), GramIndex::By::containment, 0),
              Contains(200));
}

TEST(ItemTrail, FollowsThousandsOfChangedMeasures) {
  std::vector<KeyedItem> before, now;
  for (std::size_t i = 0; i < kMany; ++i) before.push_back({nth_key(i), "", site(i)});
  now.push_back({nth_key(0), "", "推进清洁运输，更换新能源渣土车"});
  for (std::size_t i = 1; i < kMany; ++i) now.push_back({nth_key(i), "", site(i - 1) + "工作"});
  const ItemTrail trail(before, now);
  for (std::size_t i = 0; i + 1 < kMany; ++i) ASSERT_EQ(trail.follow(nth_key(i)), nth_key(i + 1)) << site(i);
  EXPECT_EQ(trail.follow(nth_key(kMany - 1)), std::nullopt) << "it was dropped";
}

TEST(EditHomes, OfThousandsOfEditsEachHasAHomeOrIsListed) {
  testing::MemoryFacts facts;
  std::map<std::string, Json> now;
  for (std::size_t i = 0; i < kMany; ++i) {
    Edit edit;
    edit.item = "plan-2023/air/m" + std::to_string(i + kMany);  // numbers that no item has any more
    edit.field = "deadlines";
    edit.quote = site(i);
    edit.value = {{"text", "长期坚持"}, {"kind", "continuous"}};
    edit.words = site(i) + "长期坚持";
    edit.state = "standing";
    facts.put("edit", edit.item + "/e1", edit);
    if (i % 4 != 0) now[nth_key(i)] = {{"text", site(i) + "常抓不懈"}};
  }
  const auto homes = find_edit_homes("plan-2023", now, ItemTrail({}, {}), facts);
  EXPECT_THAT(homes.unfit, SizeIs(kMany / 4));
  ASSERT_THAT(homes.of_item, SizeIs(now.size()));
  for (const auto& [item, edits] : homes.of_item) {
    ASSERT_EQ(edits.size(), 1U);
    EXPECT_EQ(now.at(item).at("text"), edits.front().second.quote + "常抓不懈");
  }
}

}  // namespace
}  // namespace limpid::plan
