// SPDX-License-Identifier: Apache-2.0
#include "plan/addressee.hpp"

#include <gmock/gmock.h>

#include "plan/json.hpp"
#include "plan/key.hpp"
#include "plan/seed.hpp"

namespace limpid::plan {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const Json& seed_json() {
  static const Json json = to_json(seed(), default_key(seed()));
  return json;
}

TEST(Addressees, AUnitIsMetByItsSpellings) {
  const Addressees units(seed_json(), {});
  const auto housing = units.unit_of("县住建局");
  ASSERT_TRUE(housing);
  EXPECT_EQ(housing, units.unit_of("住房和城乡建设管理局"));
  EXPECT_TRUE(units.concerns(*housing, {{"name", "县住房和城乡建设管理局"}}, ""));
  EXPECT_FALSE(units.concerns(*housing, {{"name", "县水务局"}}, ""));
  EXPECT_FALSE(units.unit_of("没有这个单位"));
  EXPECT_FALSE(units.unit_of("各乡镇人民政府"));
}

TEST(Addressees, AllTownshipsMeansEachAndSomeThoseThatTheWordsName) {
  const Addressees units(seed_json(), {});
  const auto township = units.unit_of("周村镇人民政府");
  ASSERT_TRUE(township);
  EXPECT_TRUE(units.concerns(*township, {{"name", "各乡镇人民政府"}}, ""));
  EXPECT_TRUE(units.concerns(*township, {{"name", "有关乡镇人民政府"}}, "完成周村镇污水处理厂建设"));
  EXPECT_FALSE(units.concerns(*township, {{"name", "有关乡镇人民政府"}}, "完成污水处理厂建设"));
  EXPECT_FALSE(units.concerns(*units.unit_of("县水务局"), {{"name", "各乡镇人民政府"}}, ""));
}

TEST(Addressees, TownshipsOfTheRegisterAreNamedTooWhereTheDocumentSpeaksOfAll) {
  const ledger::Unit known{"某某镇人民政府", {"某某镇"}, "", "township"};
  EXPECT_THAT(Addressees(seed_json(), {known}).names(), Contains(known.name));
  EXPECT_THAT(Addressees(seed_json(), {}).names(), Not(Contains(HasSubstr("各乡镇"))));
}

}  // namespace
}  // namespace limpid::plan
