// SPDX-License-Identifier: Apache-2.0
#include "base/quantity.hpp"

#include <gtest/gtest.h>

namespace limpid {
namespace {

const Catalog& catalog() {
  static const Catalog loaded = Catalog::load(LIMPID_SOURCE_DIR);
  return loaded;
}

TEST(Catalog, KnowsParametersByCodeAndKey) {
  const Parameter* p = catalog().parameter("w21003");
  ASSERT_NE(p, nullptr);
  EXPECT_EQ(p->name_zh, "氨氮");
  EXPECT_EQ(catalog().parameter("NH3N"), p);
  EXPECT_EQ(catalog().parameter("w99999"), nullptr);
}

TEST(Catalog, TheUnitDependsOnWhereItIsMeasured) {
  EXPECT_EQ(catalog().stored_unit("a21026", "air-station"), "μg/m3");
  EXPECT_EQ(catalog().stored_unit("a21026", "enterprise"), "mg/m3");
  EXPECT_EQ(catalog().stored_unit("x", "section"), "");
}

TEST(Catalog, ConvertsExactlyWithinADimension) {
  EXPECT_EQ(catalog().convert(Decimal::of("1300"), "ug/m3", "mg/m3")->to_string(), "1.3");
  EXPECT_EQ(catalog().convert(Decimal::of("0.05"), "mg/L", "μg/L")->to_string(), "50");
  EXPECT_EQ(catalog().convert(Decimal::of("0.20"), "mg/l", "mg/L")->to_string(), "0.20");
  EXPECT_EQ(catalog().convert(Decimal::of("12"), "mg/L", "℃").error().code, "unit.dimension");
  EXPECT_EQ(catalog().convert(Decimal::of("12"), "stone", "mg/L").error().code, "unit.unknown");
}

TEST(Catalog, EveryParameterConvertsToItsOtherUnits) {
  for (const Parameter& p : catalog().parameters())
    for (const auto& [kind, unit] : p.unit_by_kind)
      EXPECT_TRUE(catalog().convert(Decimal(1), unit, p.unit)) << p.code << " at " << kind;
}

}  // namespace
}  // namespace limpid
