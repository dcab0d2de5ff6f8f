// SPDX-License-Identifier: Apache-2.0
#include "telemetry/laboratory.hpp"

#include <gtest/gtest.h>

#include "telemetry/support.hpp"

namespace limpid::telemetry {
namespace {

class Laboratory : public testing::Test {
 protected:
  std::vector<store::Packet> read(const std::string& rows,
                                  const std::string& header = "object,parameter,time,value,unit,source\n") {
    auto packets = read_laboratory(header + rows, "lab.csv", rules);
    if (!packets) throw Failure(packets.error());
    return *packets;
  }
  std::string code(const std::string& row) {
    const auto packets = read(row + "\n");
    return packets.at(0).rejected ? packets[0].rejected->code : "";
  }
  Catalog catalog = Catalog::load(LIMPID_SOURCE_DIR);
  LaboratoryRules rules{catalog, [](std::string_view ref) { return ref == "outfall/ch-07" || ref == "section/a"; },
                        kNow, kNow};
};

TEST_F(Laboratory, RowsBecomeReadingsInTheStoredUnit) {
  const auto packets = read(
      "outfall/ch-07,w21003,2022-09-01T10:00+08:00,25,ug/L,\n"
      "outfall/ch-07,NH3N,2022-09-02,<0.025,mg/L,manual\n"
      "section/a,w01001,2022-09-02T02:00Z,7.81,,泽州县环境监测站\n");
  ASSERT_EQ(packets.size(), 3U);
  const auto& first = packets[0].readings.at(0);
  EXPECT_EQ(first.series, (store::SeriesKey{"outfall/ch-07", "w21003", "rtd", Period::instant, "lab"}));
  EXPECT_EQ(first.value, 0.025) << "exactly: decimals all the way";
  EXPECT_EQ(first.start, *parse_instant("2022-09-01T10:00+08:00"));
  const auto& second = packets[1].readings.at(0);
  EXPECT_EQ(second.series.parameter, "w21003");
  EXPECT_EQ(second.series.source, "manual");
  EXPECT_EQ(second.qualifier, store::Qualifier::less);
  EXPECT_EQ(second.value, 0.025);
  EXPECT_EQ(second.start, *parse_instant("2022-09-02T00:00+08:00"));
  EXPECT_EQ(packets[2].readings.at(0).value, 7.81);
  EXPECT_EQ(packets[2].readings.at(0).series.source, "lab");
  EXPECT_NE(packets[2].raw.find("泽州县环境监测站"), std::string::npos);
}

TEST_F(Laboratory, BadRowsAreQuarantinedWithLineAndReason) {
  EXPECT_EQ(code("outfall/none,w21003,2022-09-01,1,mg/L,"), "lab.unknown_object");
  EXPECT_EQ(code("section/a,w99999,2022-09-01,1,mg/L,"), "lab.unknown_parameter");
  EXPECT_EQ(code("section/a,w21003,yesterday,1,mg/L,"), "time.invalid");
  EXPECT_EQ(code("section/a,w21003,2022-09-12T09:01+08:00,1,mg/L,"), "lab.future");
  EXPECT_EQ(code("section/a,w21003,2022-09-01,1.2.3,mg/L,"), "lab.bad_value");
  EXPECT_EQ(code("section/a,w21003,2022-09-01,未检出,mg/L,"), "lab.bad_value");
  EXPECT_EQ(code("section/a,w21003,2022-09-01,,mg/L,"), "lab.bad_value");
  EXPECT_EQ(code("section/a,w21003,2022-09-01,1,furlong,"), "unit.unknown");
  EXPECT_EQ(code("section/a,w21003,2022-09-01,1,m/s,"), "unit.dimension");
  const auto packets = read("section/a,w21003,2022-09-01,1,mg/L,\nsection/a,w21003,2022-09-01,x,mg/L,\n");
  EXPECT_FALSE(packets.at(0).rejected);
  EXPECT_EQ(packets.at(1).rejected->place, "lab.csv:3");
  EXPECT_EQ(packets.at(1).raw, "section/a,w21003,2022-09-01,x,mg/L,");
}

TEST_F(Laboratory, RowOfAnotherWidthIsOnePacketToo) {
  const auto packets = read("section/a,w21003\nsection/a,w21003,2022-09-01,1,mg/L,\n");
  ASSERT_EQ(packets.size(), 2U);
  EXPECT_FALSE(packets[0].rejected);
  EXPECT_EQ(packets[1].rejected->code, "csv.width");
  EXPECT_EQ(packets[1].rejected->place, "lab.csv:2");
  EXPECT_EQ(packets[1].raw, "section/a,w21003");
}

TEST_F(Laboratory, WhatCannotBeIsFlaggedAndNamed) {
  const auto packets = read(
      "section/a,w21003,2022-09-01,-3,mg/L,\nsection/a,w01001,2022-09-01,15,,\nsection/a,w01010,2022-09-01,-0.5,℃,\n");
  ASSERT_EQ(packets.size(), 3U);
  EXPECT_EQ(packets[0].readings.at(0).value, -3);
  EXPECT_EQ(packets[0].readings.at(0).flag, "X");
  ASSERT_EQ(packets[0].faults.size(), 1U);
  EXPECT_EQ(packets[0].faults[0].code, "lab.impossible");
  EXPECT_EQ(packets[0].faults[0].place, "lab.csv:2");
  EXPECT_EQ(packets[1].readings.at(0).flag, "X");
  EXPECT_EQ(packets[2].readings.at(0).flag, "N");
  EXPECT_TRUE(packets[2].faults.empty());
}

TEST_F(Laboratory, FullWidthFormsAndChineseNamesAreRead) {
  const auto packets = read("section/a,氨氮,2022-09-01,＜0.025,mg/L,\nsection/a,w21003,2022-09-02,１．５,mg/L,\n");
  EXPECT_EQ(packets.at(0).readings.at(0).series.parameter, "w21003");
  EXPECT_EQ(packets[0].readings[0].qualifier, store::Qualifier::less);
  EXPECT_EQ(packets[0].readings[0].value, 0.025);
  EXPECT_EQ(packets.at(1).readings.at(0).value, 1.5);
}

TEST_F(Laboratory, AnUnclosedQuoteRefusesFromItsRowOn) {
  const auto packets = read(
      "section/a,w21003,2022-09-01,1,mg/L,\nsection/a,w21003,2022-09-02,\"2,mg/L,\nsection/a,w21003,2022-09-03,3,mg/"
      "L,\n");
  ASSERT_EQ(packets.size(), 2U);
  EXPECT_FALSE(packets[0].rejected);
  EXPECT_EQ(packets[1].rejected->code, "csv.quote_open");
  EXPECT_EQ(packets[1].rejected->place, "lab.csv:3");
  EXPECT_NE(packets[1].raw.find("2022-09-03,3,mg/L"), std::string::npos) << "nothing of it is lost";
}

TEST_F(Laboratory, ColumnsInAnyOrderSourceOptional) {
  const auto packets = read("1.5,mg/L,section/a,w21003,2022-09-01\n", "value,unit,object,parameter,time\n");
  EXPECT_EQ(packets.at(0).readings.at(0).value, 1.5);
  const auto missing = read_laboratory("object,parameter,time,value\n", "lab.csv", rules);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, "lab.column_missing");
  EXPECT_EQ(missing.error().args["column"], "unit");
  EXPECT_FALSE(read_laboratory("", "lab.csv", rules));
}

}  // namespace
}  // namespace limpid::telemetry
