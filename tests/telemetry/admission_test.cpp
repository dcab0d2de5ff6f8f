// SPDX-License-Identifier: Apache-2.0
#include "telemetry/admission.hpp"

#include <gtest/gtest.h>

#include "telemetry/hj212/open_packets.hpp"
#include "telemetry/support.hpp"

namespace limpid::telemetry {
namespace {

ledger::Device device(std::string mn, std::string password = "", std::string st = "") {
  ledger::Device d;
  d.mn = std::move(mn);
  d.object = "outfall/ch-07";
  d.password = std::move(password);
  d.st = std::move(st);
  return d;
}

Admitted admit_bytes(const std::string& bytes, const DeviceTable& devices, Instant clock = kNow) {
  Admitted out;
  hj212::Framer framer;
  const auto sink = [&](const hj212::Piece& p) { out = admit(p, devices, clock, kNow); };
  framer.feed(bytes, sink);
  framer.finish(sink);
  return out;
}

Admitted admit_segment(const std::string& segment, const DeviceTable& devices, Instant clock = kNow) {
  return admit_bytes(hj212::frame(segment), devices, clock);
}

std::string code_of(const Admitted& a) {
  return a.packet.rejected ? a.packet.rejected->code : "";
}

const DeviceTable kDevices({device("A1"), device("B1", "654321", "32")});

TEST(Admission, HourDataBecomesReadings) {
  const auto a = admit_segment(
      "QN=20220912080000001;ST=32;CN=2061;PW=123456;MN=A1;Flag=5;CP=&&DataTime=20220912070000;"
      "w00000-Cou=63.0,w00000-Avg=17.5,w00000-Flag=N;w01018-Min=40.1,w01018-Avg=41.0,w01018-Max=4.3e1,w01018-ZsAvg=40,"
      "w01018-Flag=D&&",
      kDevices);
  ASSERT_EQ(code_of(a), "");
  ASSERT_EQ(a.packet.readings.size(), 6U);
  const auto& flow = a.packet.readings[0];
  EXPECT_EQ(flow.series, (store::SeriesKey{"outfall/ch-07", "w00000", "cou", Period::hour, "device:A1"}));
  EXPECT_EQ(flow.start, *parse_instant("2022-09-12T07:00+08:00"));
  EXPECT_EQ(flow.value, 63.0);
  EXPECT_EQ(flow.flag, "N");
  EXPECT_EQ(a.packet.readings[4].series.statistic, "max");
  EXPECT_EQ(a.packet.readings[4].value, 43);
  EXPECT_EQ(a.packet.readings[4].flag, "D");
  EXPECT_EQ(a.packet.readings[5].series.statistic, "zs-avg");
  ASSERT_TRUE(a.answer);
  EXPECT_NE(a.answer->find("QN=20220912080000001;ST=91;CN=9014;"), std::string::npos);
  EXPECT_EQ(a.packet.mn, "A1");
  EXPECT_EQ(a.packet.raw.find("123456"), std::string::npos) << "the password is never kept";
  EXPECT_NE(a.packet.raw.find("PW=******;MN=A1"), std::string::npos);
}

TEST(Admission, PeriodFollowsTheCommand) {
  const auto period = [](const std::string& cn) {
    const auto a =
        admit_segment("CN=" + cn + ";MN=A1;CP=&&DataTime=20220912070000;w01018-Rtd=1,w01018-Avg=1&&", kDevices);
    return a.packet.readings.at(0).series.period;
  };
  EXPECT_EQ(period("2011"), Period::instant);
  EXPECT_EQ(period("2051"), Period::minute);
  EXPECT_EQ(period("2061"), Period::hour);
  EXPECT_EQ(period("2031"), Period::day);
}

TEST(Admission, WhatDevicesLeaveOutOrAdd) {
  const auto a = admit_segment(
      "ST=32;CN=2011;MN=A1;CP=&&DataTime=20220912070000123;Flag=C;s10001=0;a-Rtd=,b-Rtd=NaN,c-Rtd=--,d-Rtd=<0.5,e-Ori="
      "7;"
      "x y-Rtd=1;SB1-RS=1;f-SampleTime=20220912070000,f-Rtd=-1.5,f-Flag=N&&",
      kDevices);
  ASSERT_EQ(a.packet.readings.size(), 3U);
  EXPECT_EQ(a.packet.readings[0].series.parameter, "s10001");
  EXPECT_EQ(a.packet.readings[0].series.statistic, "rtd");
  EXPECT_EQ(a.packet.readings[0].flag, "C");
  EXPECT_EQ(a.packet.readings[1].qualifier, store::Qualifier::less);
  EXPECT_EQ(a.packet.readings[1].value, 0.5);
  EXPECT_EQ(a.packet.readings[2].value, -1.5);
  EXPECT_EQ(a.packet.readings[2].flag, "N");
  EXPECT_FALSE(a.answer) << "no Flag, no answer";
}

TEST(Admission, DevicesAreChecked) {
  const auto code = [](const std::string& head) {
    return code_of(admit_segment(head + ";Flag=5;CP=&&DataTime=20220912070000;w01018-Avg=1&&", kDevices));
  };
  EXPECT_EQ(code("ST=32;CN=2061;PW=1;MN=C1"), "hj212.unknown_device");
  EXPECT_EQ(code("ST=21;CN=2061;PW=1;MN=A1"), "") << "no password and no ST on record: any";
  EXPECT_EQ(code("CN=2061;MN=A1"), "");
  EXPECT_EQ(code("ST=32;CN=2061;PW=654321;MN=B1"), "");
  EXPECT_EQ(code("ST=32;CN=2061;PW=1;MN=B1"), "hj212.wrong_password");
  EXPECT_EQ(code("ST=32;CN=2061;MN=B1"), "hj212.wrong_password");
  EXPECT_EQ(code("ST=21;CN=2061;PW=654321;MN=B1"), "hj212.wrong_system");
  const auto refused = admit_segment("ST=32;CN=2061;PW=geheim;MN=B1;Flag=5;CP=&&&&", kDevices);
  EXPECT_FALSE(refused.answer);
  EXPECT_EQ(refused.packet.raw.find("geheim"), std::string::npos);
}

TEST(Admission, StampsAheadOfTheClock) {
  const auto code = [](const std::string& stamp) {
    return code_of(admit_segment("CN=2061;MN=A1;CP=&&DataTime=" + stamp + ";w01018-Avg=1&&", kDevices));
  };
  EXPECT_EQ(code("20220912090000"), "");
  EXPECT_EQ(code("20220912090001"), "hj212.future");
  EXPECT_EQ(code("19990101000000"), "") << "late data are never refused for their age";
  EXPECT_EQ(code("2022091208"), "hj212.bad_time");
  EXPECT_EQ(code(""), "hj212.bad_time");
}

std::vector<std::string> faults_of(const Admitted& a) {
  std::vector<std::string> out;
  for (const auto& f : a.packet.faults)
    out.push_back(f.code + " " + f.args.at("field").get<std::string>() + "=" + f.args.at("value").get<std::string>());
  return out;
}

TEST(Admission, AFieldThatCannotBeReadIsNamedAndTheRestIsTaken) {
  const auto a = admit_segment(
      "ST=32;CN=2061;MN=A1;Flag=5;CP=&&DataTime=20220912070000;w21001-Avg=abc,w21001-Flag=N;w21003-Avg=0.5;w21011-Avg;"
      "x y-Avg=1;w01018-Avg=,w01018-Max=--;w01018-EFlag=A01;SB1-RS=1&&",
      kDevices);
  EXPECT_EQ(code_of(a), "");
  EXPECT_TRUE(a.answer);
  ASSERT_EQ(a.packet.readings.size(), 1U);
  EXPECT_EQ(a.packet.readings[0].series.parameter, "w21003");
  EXPECT_EQ(faults_of(a), (std::vector<std::string>{"hj212.bad_value w21001-Avg=abc", "hj212.bad_factor x y-Avg=1",
                                                    "hj212.bad_value w01018-Avg=", "hj212.bad_value w01018-Max=--",
                                                    "hj212.bad_value w21011-Avg="}));
  EXPECT_EQ(a.packet.faults[0].args.at("time"), "2022-09-12T07:00:00+08:00");
}

TEST(Admission, OfAKeyGivenTwiceTheLastCountsAndTheFirstIsNamed) {
  const auto a = admit_segment(
      "CN=2061;MN=A1;CP=&&DataTime=20220912070000;w21003-Avg=7,w21003-Flag=N;w21003-Avg=8;w21003-Flag=D;w01018-Avg=3;"
      "w01018-Avg=3.0;w21011-Avg=-1;w21011-Avg=1&&",
      kDevices);
  ASSERT_EQ(a.packet.readings.size(), 3U);
  EXPECT_EQ(a.packet.readings[0].value, 8);
  EXPECT_EQ(a.packet.readings[0].flag, "D");
  EXPECT_EQ(a.packet.readings[1].value, 3);
  EXPECT_EQ(faults_of(a), (std::vector<std::string>{"hj212.given_twice w21003-Flag=N", "hj212.given_twice w21003-Avg=7",
                                                    "hj212.given_twice w21011-Avg=-1"}));
  EXPECT_EQ(a.packet.faults[1].args.at("kept"), "8");
}

TEST(Admission, WhatCannotBeIsFlaggedAndKept) {
  const Catalog catalog = Catalog::load(LIMPID_SOURCE_DIR);
  Admitted a;
  hj212::Framer framer;
  framer.feed(
      hj212::frame(
          "CN=2061;MN=A1;CP=&&DataTime=20220912070000;w21003-Avg=-5,w21003-Flag=N;w01001-Avg=14.2;"
          "w01010-Avg=-1.5,w01010-Flag=N;w00000-Avg=-3;w01018-Avg=-2,w01018-Flag=D;w01001-Min=7;w77777-Avg=-1&&"),
      [&](const hj212::Piece& p) { a = admit(p, kDevices, kNow, kNow, &catalog); });
  std::vector<std::pair<double, std::string>> taken;
  for (const auto& r : a.packet.readings) taken.emplace_back(r.value, r.flag);
  EXPECT_EQ(taken, (std::vector<std::pair<double, std::string>>{{-5, "X"},
                                                                {14.2, "X"},
                                                                {-1.5, "N"},  // frost
                                                                {-3, ""},     // water can run backwards
                                                                {-2, "D"},    // the device says so itself
                                                                {7, ""},
                                                                {-1, ""}}));  // not in the catalogue
  EXPECT_EQ(faults_of(a),
            (std::vector<std::string>{"hj212.impossible w21003-Avg=-5", "hj212.impossible w01001-Avg=14.2",
                                      "hj212.impossible w01018-Avg=-2"}));
}

TEST(Admission, FullWidthNumbersAreRead) {
  const auto v = parse_value("＜０．０２５");
  ASSERT_TRUE(v);
  EXPECT_EQ(v->qualifier, store::Qualifier::less);
  EXPECT_EQ(v->value, 0.025);
  EXPECT_FALSE(
      parse_value("\xFF"
                  "1"));
}

TEST(Admission, BrokenPackets) {
  const auto nothing = admit_segment("CN=2061;MN=A1;CP=&&DataTime=20220912070000;w01018-Avg=--&&", kDevices);
  EXPECT_EQ(code_of(nothing), "hj212.no_values");
  EXPECT_TRUE(nothing.packet.faults.empty()) << "the packet is refused as a whole, once";
  EXPECT_EQ(code_of(admit_segment("CN=2061;MN=A1", kDevices)), "hj212.no_data_area");
  EXPECT_EQ(code_of(admit_segment("CN=2061;MN=A1;Flag=x;CP=&&&&", kDevices)), "hj212.bad_key");
  std::string damaged = hour_frame("A1", kNow, "1");
  damaged[12] = 'x';
  const auto a = admit_bytes(damaged, kDevices);
  EXPECT_EQ(code_of(a), "hj212.crc");
  EXPECT_EQ(a.packet.mn, "A1") << "a hint where it came from";
  EXPECT_EQ(code_of(admit_bytes("GET / HTTP/1.1\r\n\r\n", kDevices)), "hj212.noise");
}

TEST(Admission, BytesThatAreNoTextCanBeShown) {
  for (const auto* segment : {"CN=2061;MN=A\xB1\xD5;CP=&&DataTime=\xFF;w01018-Avg=1&&", "CN=2\xFF;MN=A1;CP=&&&&",
                              "CN=2061;MN=A1;CP=&&DataTime=\xFF&&"}) {
    const auto a = admit_segment(segment, kDevices);
    ASSERT_TRUE(a.packet.rejected);
    EXPECT_NO_THROW(a.packet.rejected->args.dump());
    EXPECT_NO_THROW(Json(a.packet.mn).dump());
  }
}

TEST(Admission, PacketsWithoutReadingsAreKept) {
  const auto heartbeat = admit_segment("QN=1;ST=21;CN=9015;PW=1;MN=A1;Flag=9;CP=&&&&", kDevices);
  EXPECT_EQ(code_of(heartbeat), "");
  EXPECT_TRUE(heartbeat.packet.readings.empty());
  ASSERT_TRUE(heartbeat.answer);
  EXPECT_NE(heartbeat.answer->find("CN=9013"), std::string::npos);
}

TEST(Admission, RealPackets) {
  const auto packets = hj212::open_packets();
  if (packets.empty()) GTEST_SKIP() << "../shared/data/hj212_open.tsv is absent";
  std::vector<ledger::Device> devices;
  for (const auto& p : packets) {
    const auto at = p.expected.find("MN=");
    devices.push_back(device(p.expected.substr(at + 3, p.expected.find(';', at) - at - 3)));
  }
  const DeviceTable table(devices);
  const Instant clock = *parse_instant("2026-01-01T00:00+08:00");
  std::size_t with_readings = 0;
  for (const auto& p : packets) {
    const auto a = admit_bytes(p.raw, table, clock);
    const bool frame = p.crc_valid == "yes" && !p.deviation.starts_with("wrong length") && p.id != "o017";
    const bool request =
        p.expected.find("BeginTime") != std::string::npos;  // a platform's history request, not an upload
    EXPECT_EQ(!a.packet.rejected, frame && !request) << p.id << " " << code_of(a);
    EXPECT_EQ(a.answer.has_value(), !a.packet.rejected && p.expected.find("ack=1") != std::string::npos &&
                                        p.expected.find("CN=901") == std::string::npos)
        << p.id;
    if (!a.packet.readings.empty()) ++with_readings;
  }
  EXPECT_GE(with_readings, 14U);
}

}  // namespace
}  // namespace limpid::telemetry
