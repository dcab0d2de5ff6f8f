// SPDX-License-Identifier: Apache-2.0
#include "telemetry/server/client.hpp"

#include <gtest/gtest.h>

#include "telemetry/hj212/encode.hpp"
#include "telemetry/server/server.hpp"
#include "telemetry/support.hpp"

namespace limpid::telemetry {
namespace {

TEST(Client, FramesWhatAPersonTyped) {
  const std::string segment = "QN=1;CN=2061;MN=A1;Flag=5;CP=&&DataTime=20220912070000;w01018-Avg=1&&";
  EXPECT_EQ(frame_of(segment + "\n"), hj212::frame(segment));
  EXPECT_EQ(frame_of(" " + hj212::frame(segment)), hj212::frame(segment));
  EXPECT_EQ(frame_of("##0003abcXXXX").value(), "##0003abcXXXX\r\n") << "a wrong frame goes out as it is";
  EXPECT_EQ(frame_of("hello").error().code, "hj212.no_packet");
  EXPECT_EQ(frame_of("").error().code, "hj212.no_packet");
  EXPECT_TRUE(wants_answer(hj212::frame(segment)));
  EXPECT_FALSE(wants_answer(hj212::frame("QN=1;CN=2061;MN=A1;Flag=4;CP=&&&&")));
}

TEST(Client, ExchangesOnePacket) {
  FullDisk disk;
  DeviceRegister devices;
  ledger::Device d;
  d.mn = "A1";
  d.object = "section/a";
  devices.replace({d});
  const auto now = [] { return kNow; };
  Committer committer(disk, {now, now, {}, {}});
  Server server({}, committer, devices, {now, now});
  server.start();
  const auto answer = exchange(server.address(), hour_frame("A1", kNow, "1"), Millis{5'000});
  ASSERT_TRUE(answer);
  EXPECT_TRUE(answer->starts_with("##"));
  EXPECT_NE(answer->find("CN=9014"), std::string::npos);
  EXPECT_EQ(exchange(server.address(), hour_frame("B1", kNow, "1"), Millis{200}), "")
      << "refused packets are not answered";
}

TEST(Client, SaysWhyItCannotConnect) {
  EXPECT_EQ(exchange("127.0.0.1:1", "x", Millis{2'000}).error().code, "hj212.unreachable");
  EXPECT_EQ(exchange("nowhere", "x", Millis{2'000}).error().code, "hj212.address");
}

}  // namespace
}  // namespace limpid::telemetry
