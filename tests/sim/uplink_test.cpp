// SPDX-License-Identifier: Apache-2.0
#include "sim/uplink.hpp"

#include <arpa/inet.h>
#include <fmt/core.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <map>
#include <mutex>
#include <thread>

#include "base/result.hpp"
#include "county.hpp"
#include "sim/packets.hpp"
#include "telemetry/hj212/encode.hpp"
#include "telemetry/hj212/packet.hpp"

namespace limpid::sim {
namespace {

/// A platform that acknowledges, but hangs up without an answer after every `patience` packets of a connection.
class Platform {
 public:
  explicit Platform(std::size_t patience) : patience_(patience) {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in a{};
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&a), sizeof a), 0);
    EXPECT_EQ(listen(listener_, 16), 0);
    socklen_t size = sizeof a;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&a), &size);
    port_ = ntohs(a.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
  }
  ~Platform() {
    shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    for (std::thread& t : talks_) t.join();
    close(listener_);
  }
  Address address() const { return {"127.0.0.1", std::to_string(port_)}; }
  std::map<std::string, std::string> seen() {  // MN and QN -> the segment, which must never change
    const std::lock_guard lock(mutex_);
    return seen_;
  }

 private:
  void accept_all() {
    for (int fd; (fd = accept(listener_, nullptr, nullptr)) >= 0;) talks_.emplace_back([this, fd] { talk(fd); });
  }
  void talk(int fd) {
    hj212::Framer framer;
    std::array<char, 700> buffer;
    std::size_t count = 0;
    ssize_t n = 0;
    while (count <= patience_ && (n = recv(fd, buffer.data(), buffer.size(), 0)) > 0)
      framer.feed({buffer.data(), static_cast<std::size_t>(n)}, [&](const hj212::Piece& piece) {
        if (!piece.is_frame() || ++count > patience_) return;
        const auto packet = hj212::parse_packet(piece.segment);
        {
          const std::lock_guard lock(mutex_);
          const auto [at, fresh] =
              seen_.try_emplace(fmt::format("{} {}", packet->mn, packet->qn), std::string(piece.segment));
          EXPECT_TRUE(fresh || at->second == piece.segment) << at->second;
        }
        const auto answer = hj212::answer(*packet);
        send(fd, answer->data(), answer->size(), MSG_NOSIGNAL);
      });
    close(fd);
  }

  std::size_t patience_;
  int listener_ = -1;
  int port_ = 0;
  std::thread acceptor_;
  std::vector<std::thread> talks_;
  std::mutex mutex_;
  std::map<std::string, std::string> seen_;
};

Uplink::Hooks quiet() {
  return {[] { return false; }, [](std::size_t) {}, [](const std::string&) {}};
}

std::vector<Outgoing> first_hour() {
  County county(county_registers(), county_settings(), 7, county_settings().start, {});
  return hour_packets(county.next_hour(), county_registers().at("device"), county_settings().start + kHour + kMinute);
}

TEST(Uplink, DeliversEveryPacketOnce) {
  Platform platform(1'000'000);
  Uplink uplink(platform.address(), 3, quiet());
  uplink.connect();
  const auto packets = first_hour();
  EXPECT_TRUE(uplink.deliver(packets));
  EXPECT_EQ(platform.seen().size(), packets.size());
  EXPECT_EQ(uplink.resent(), 0u);
}

TEST(Uplink, SendsAgainWhatALostConnectionLeftUnanswered) {
  Platform platform(11);
  Uplink uplink(platform.address(), 2, quiet());
  uplink.connect();
  const auto packets = first_hour();
  EXPECT_TRUE(uplink.deliver(packets));
  EXPECT_EQ(platform.seen().size(), packets.size());
  EXPECT_GT(uplink.resent(), 0u);
}

TEST(Uplink, SaysThatNobodyListens) {
  Address nobody;
  {
    Platform platform(1);
    nobody = platform.address();
  }
  Uplink uplink(nobody, 1, quiet());
  try {
    uplink.connect();
    FAIL() << "connected";
  } catch (const Failure& e) {
    EXPECT_EQ(e.error.code, "sim.no_server");
  }
  EXPECT_THROW(Address::parse("localhost"), Failure);
  EXPECT_EQ(Address::parse("127.0.0.1:7212").port, "7212");
}

TEST(Packets, OneADeviceWithItsNumbers) {
  const auto packets = first_hour();
  EXPECT_GE(packets.size(), 58u);
  hj212::Framer framer;
  std::map<std::string, int> qns;
  for (const Outgoing& p : packets)
    framer.feed(p.bytes, [&](const hj212::Piece& piece) {
      ASSERT_TRUE(piece.is_frame());
      const auto packet = hj212::parse_packet(piece.segment);
      ASSERT_TRUE(packet);
      EXPECT_EQ(packet->cn, "2061");
      EXPECT_EQ(packet->qn, p.qn);
      EXPECT_TRUE(packet->wants_answer());
      EXPECT_NE(packet->data.find("DataTime=20220912000000"), std::string_view::npos);
      EXPECT_LE(packet->data.size(), 950u);
      ++qns[std::string(packet->mn) + p.qn];
    });
  EXPECT_EQ(qns.size(), packets.size());
}

}  // namespace
}  // namespace limpid::sim
