// SPDX-License-Identifier: Apache-2.0
#include "telemetry/hj212/packet.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "telemetry/hj212/encode.hpp"
#include "telemetry/hj212/framer.hpp"
#include "telemetry/hj212/open_packets.hpp"
#include "telemetry/hj212/stamp.hpp"

namespace limpid::hj212 {
namespace {

std::string segment_of(const std::string& stream) {
  std::string segment;
  Framer framer;
  framer.feed(stream, [&](const Piece& p) { segment = p.segment; });
  return segment;
}

TEST(Packet, KeysInAnyOrder) {
  const auto p = parse_packet(
      "ST=31;CN=2051;QN=20191112091100598;PW=123456;MN=14513567846884;PNO=0002;PNUM=0003;CP=&&DataTime=20230327090000&"
      "&");
  ASSERT_TRUE(p);
  EXPECT_EQ(p->qn, "20191112091100598");
  EXPECT_EQ(p->st, "31");
  EXPECT_EQ(p->cn, "2051");
  EXPECT_EQ(p->pw, "123456");
  EXPECT_EQ(p->mn, "14513567846884");
  EXPECT_EQ(p->pnum, 3);
  EXPECT_EQ(p->pno, 2);
  EXPECT_FALSE(p->flag);
  EXPECT_FALSE(p->wants_answer());
  EXPECT_EQ(p->edition(), Edition::hj2005);
  EXPECT_EQ(p->data, "DataTime=20230327090000");
}

TEST(Packet, EditionsByFlag) {
  const auto edition = [](int flag) {
    return parse_packet(fmt::format("CN=2011;MN=a;Flag={};CP=&&&&", flag))->edition();
  };
  EXPECT_EQ(edition(3), Edition::hj2005);
  EXPECT_EQ(edition(7), Edition::hj2017);
  EXPECT_EQ(edition(9), Edition::hj2025);
}

TEST(Packet, BrokenOnesSayWhy) {
  const auto code = [](std::string_view segment) {
    const auto p = parse_packet(segment);
    return p ? std::string("none") : p.error().code;
  };
  EXPECT_EQ(code(""), "hj212.no_data_area");
  EXPECT_EQ(code("QN=1;CN=2011;MN=a;Flag=5"), "hj212.no_data_area");
  EXPECT_EQ(code("CN=2011;MN=a;CP=&&DataTime=1&"), "hj212.no_data_area");
  EXPECT_EQ(code("CN=20x1;MN=a;CP=&&&&"), "hj212.bad_command");
  EXPECT_EQ(code("CN=2011;CP=&&&&"), "hj212.bad_mn");
  EXPECT_EQ(code("CN=2011;MN=12345678901234567890123456;CP=&&&&"), "hj212.bad_mn");
  EXPECT_EQ(code("CN=2011;MN=1234567890123456789012345;CP=&&&&"), "none");
  EXPECT_EQ(code("CN=2011;MN=晋城市泽州县监测站一二三四五六七八九十一二三四五;CP=&&&&"), "none");
  EXPECT_EQ(code("CN=2011;MN=a;Flag=x;CP=&&&&"), "hj212.bad_key");
}

TEST(Data, ItemsAsTheStandardPrintsThem) {
  const auto items = parse_data("DataTime=20160801080000;w00000-Cou=63.0,w00000-Flag=N;w01018-Avg=40.1,w01018-Flag=N");
  ASSERT_EQ(items.size(), 5U);
  EXPECT_EQ(find(items, "DataTime"), "20160801080000");
  EXPECT_EQ(items[1].factor, "w00000");
  EXPECT_EQ(items[1].suffix, "Cou");
  EXPECT_EQ(items[1].value, "63.0");
}

TEST(Data, WhatRealDevicesSend) {
  const auto items =
      parse_data(" DATATIME=20210305003817000;a-Rtd=,b-Rtd=--;;s10001=0,Flag=N;c-Info=//泵;停,检//;d-Rtd=1e-3;word;");
  ASSERT_EQ(items.size(), 7U);
  EXPECT_EQ(find(items, "DataTime"), "20210305003817000");
  EXPECT_EQ(items[1].value, "");
  EXPECT_EQ(items[2].value, "--");
  EXPECT_EQ(items[3].factor, "s10001");
  EXPECT_EQ(items[3].suffix, "");
  EXPECT_EQ(items[4].factor, "");
  EXPECT_EQ(items[5].value, "//泵;停,检//");
  EXPECT_EQ(items[6].value, "1e-3");
}

TEST(Stamp, IsLocalTime) {
  EXPECT_EQ(parse_stamp("20160801080000"), *parse_instant("2016-08-01T00:00Z"));
  EXPECT_EQ(parse_stamp("20160801080000999"), *parse_instant("2016-08-01T00:00Z"));
  EXPECT_EQ(parse_stamp("20240229000000"), *parse_instant("2024-02-28T16:00Z"));
  for (const auto* bad : {"", "2016080108", "20160230080000", "20161301000000", "20160801240000", "2016080108000x"})
    EXPECT_FALSE(parse_stamp(bad)) << bad;
  EXPECT_EQ(format_stamp(*parse_instant("2022-09-12T00:00+08:00")), "20220912000000");
  EXPECT_EQ(format_qn(from_ms(to_ms(*parse_instant("2022-09-12T00:00:01+08:00")) + 7)), "20220912000001007");
}

TEST(Encode, ReadsBackAsItWasWritten) {
  const Instant at = *parse_instant("2022-09-12T03:00+08:00");
  Message m{.st = "21", .cn = "2061", .pw = "123456", .mn = "ZZ0001"};
  const auto frames =
      encode_readings(m, at, at, {{"w01018", {{"Avg", "12.5"}, {"Max", "13"}}}, {"w21003", {{"Avg", "0.31"}}, "D"}});
  ASSERT_EQ(frames.size(), 1U);
  const std::string segment = segment_of(frames[0]);
  const auto p = parse_packet(segment);
  ASSERT_TRUE(p);
  EXPECT_EQ(p->mn, "ZZ0001");
  EXPECT_EQ(p->flag, 5);
  EXPECT_EQ(p->data,
            "DataTime=20220912030000;w01018-Avg=12.5,w01018-Max=13,w01018-Flag=N;w21003-Avg=0.31,w21003-Flag=D");
}

TEST(Encode, SplitsBeyondTheStandardsLength) {
  std::vector<Reading> readings;
  for (int i = 0; i < 90; ++i) readings.push_back({fmt::format("w{:05}", i), {{"Avg", "1.25"}}});
  const Instant at = *parse_instant("2022-09-12T03:00+08:00");
  const auto frames = encode_readings({.st = "21", .cn = "2061", .pw = "1", .mn = "m"}, at, at, readings);
  ASSERT_GT(frames.size(), 2U);
  std::set<std::string> factors, qns;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const std::string segment = segment_of(frames[i]);
    const auto p = parse_packet(segment);
    ASSERT_TRUE(p);
    EXPECT_LE(p->data.size(), 950U);
    EXPECT_EQ(p->flag, 7);
    EXPECT_EQ(p->pnum, static_cast<int>(frames.size()));
    EXPECT_EQ(p->pno, static_cast<int>(i + 1));
    qns.emplace(p->qn);
    const auto items = parse_data(p->data);
    EXPECT_EQ(find(items, "DataTime"), "20220912030000");
    for (const Item& item : items)
      if (!item.factor.empty()) factors.emplace(item.factor);
  }
  EXPECT_EQ(factors.size(), 90U);
  EXPECT_EQ(qns.size(), frames.size());
}

std::string answer_to(std::string_view segment) {
  const auto frame = answer(*parse_packet(segment));
  return frame ? segment_of(*frame) : "none";
}

TEST(Answer, TakesTheFormOfTheEdition) {
  EXPECT_EQ(answer_to("QN=20160801085857534;ST=32;CN=2061;PW=123456;MN=010000A8900016F000169DC0;Flag=5;CP=&&DataTime="
                      "20160801080000&&"),
            "QN=20160801085857534;ST=91;CN=9014;PW=123456;MN=010000A8900016F000169DC0;Flag=4;CP=&&&&");
  EXPECT_EQ(answer_to("QN=1;ST=21;CN=2061;PW=1;MN=a;Flag=9;CP=&&&&"), "QN=1;ST=91;CN=9014;PW=1;MN=a;Flag=8;CP=&&&&");
  EXPECT_EQ(answer_to("QN=1;ST=21;CN=9015;PW=1;MN=a;Flag=9;CP=&&&&"), "QN=1;ST=91;CN=9013;PW=1;MN=a;Flag=8;CP=&&&&");
  EXPECT_EQ(answer_to("QN=1;ST=32;CN=2011;PW=1;MN=a;Flag=3;PNUM=2;PNO=1;CP=&&&&"),
            "ST=91;CN=9014;PW=1;MN=a;Flag=0;CP=&&QN=1;CN=2011;PNUM=2;PNO=1&&");
  EXPECT_EQ(answer_to("ST=32;CN=1013;PW=1;MN=a;Flag=1;CP=&&QN=7&&"), "ST=91;CN=9013;PW=1;MN=a;Flag=0;CP=&&QN=7&&");
}

TEST(Answer, OnlyWhereOneIsWanted) {
  EXPECT_EQ(answer_to("QN=1;CN=2011;MN=a;Flag=4;CP=&&&&"), "none");
  EXPECT_EQ(answer_to("QN=1;CN=2011;MN=a;CP=&&&&"), "none");
  EXPECT_EQ(answer_to("QN=1;CN=9014;MN=a;Flag=5;CP=&&&&"), "none");
}

TEST(Packet, RealOnesReadAsExpected) {
  const auto packets = open_packets();
  if (packets.empty()) GTEST_SKIP() << "../shared/data/hj212_open.tsv is absent";
  for (const OpenPacket& open : packets) {
    const std::size_t amps = open.raw.rfind("&&");
    const std::string segment = open.raw.substr(6, amps + 2 - 6);
    const auto p = parse_packet(segment);
    if (open.id == "o017") {
      EXPECT_FALSE(p) << "its MN is empty";
      continue;
    }
    ASSERT_TRUE(p) << open.id;
    const auto says = [&](const std::string& text) { return open.expected.find(text) != std::string::npos; };
    EXPECT_TRUE(says("CN=" + std::string(p->cn))) << open.id;
    EXPECT_TRUE(says("MN=" + std::string(p->mn))) << open.id;
    if (p->flag) {
      EXPECT_TRUE(says(fmt::format("Flag={}", *p->flag))) << open.id;
    }
    const auto items = parse_data(p->data);
    if (const auto time = find(items, "DataTime"); !time.empty()) {
      EXPECT_TRUE(says("DataTime=" + std::string(time).substr(0, 14))) << open.id;
      EXPECT_TRUE(parse_stamp(time)) << open.id;
    }
    std::set<std::string_view> factors;
    for (const Item& item : items)
      if (!item.factor.empty()) factors.insert(item.factor);
    if (const auto at = open.expected.find("factors="); at != std::string::npos) {
      EXPECT_EQ(factors.size(), std::stoul(open.expected.substr(at + 8))) << open.id;
    }
  }
}

}  // namespace
}  // namespace limpid::hj212
