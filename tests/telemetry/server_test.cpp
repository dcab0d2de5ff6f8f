// SPDX-License-Identifier: Apache-2.0
#include "telemetry/server/server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>

#include "telemetry/hj212/framer.hpp"
#include "telemetry/support.hpp"

namespace limpid::telemetry {
namespace {

/// A device's end of a connection, blocking, over a real socket.
class Client {
 public:
  explicit Client(const std::string& address, int receive_buffer = 0) {
    fd_ = socket(AF_INET, SOCK_STREAM, 0);
    if (receive_buffer > 0) setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
    EXPECT_EQ(connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client() { close(fd_); }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(n));
    }
  }
  /// Bytes that go out without blocking.
  std::size_t send_some(std::string_view bytes) {
    const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return n > 0 ? static_cast<std::size_t>(n) : 0;
  }
  void finish() { shutdown(fd_, SHUT_WR); }

  /// Segments of the frames that arrive until there are `count`, the peer closes, or nothing comes for `patience_ms`.
  std::vector<std::string> receive(std::size_t count, int patience_ms = 10'000) {
    std::vector<std::string> segments;
    const auto sink = [&](const hj212::Piece& p) { segments.push_back(p.is_frame() ? std::string(p.segment) : "?"); };
    char buffer[65536];
    while (segments.size() < count) {
      pollfd wait{fd_, POLLIN, 0};
      if (poll(&wait, 1, patience_ms) <= 0) break;
      const ssize_t n = recv(fd_, buffer, sizeof buffer, 0);
      if (n <= 0) {
        closed = true;
        break;
      }
      framer_.feed({buffer, static_cast<std::size_t>(n)}, sink);
    }
    return segments;
  }
  bool closed = false;

 private:
  int fd_ = -1;
  hj212::Framer framer_;
};

class ServerTest : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<ledger::Device> all;
    for (int i = 0; i < 100; ++i) {
      ledger::Device d;
      d.mn = "M" + std::to_string(i);
      d.object = "section/s" + std::to_string(i);
      if (i == 7) d.password = "secret";
      all.push_back(d);
    }
    devices.replace(all);
  }
  void start() { start({}, {}); }
  void start(Server::Settings settings, Committer::Settings queue) {
    const auto now = [] { return kNow; };
    queue.first_retry = Millis{5};
    queue.last_retry = Millis{20};
    committer = std::make_unique<Committer>(disk, Committer::Hooks{now, now, {}, {}}, queue);
    server = std::make_unique<Server>(std::move(settings), *committer, devices, Server::Hooks{now, now});
    server->start();
  }
  void TearDown() override {
    server.reset();
    committer.reset();
  }
  void expect_balance(std::uint64_t accepted, std::uint64_t duplicate, std::uint64_t quarantined) {
    EXPECT_TRUE(eventually([&] { return disk.balance().received == accepted + duplicate + quarantined; }));
    const auto b = disk.balance();
    EXPECT_EQ(b.accepted, accepted);
    EXPECT_EQ(b.duplicate, duplicate);
    EXPECT_EQ(b.quarantined, quarantined);
  }
  std::string newest_reason() {
    const auto all = disk.quarantine(1);
    return all.empty() ? "" : all[0].reason.code;
  }
  FullDisk disk;
  DeviceRegister devices;
  std::unique_ptr<Committer> committer;
  std::unique_ptr<Server> server;
};

TEST_F(ServerTest, AnswersWhenTheDataIsDurable) {
  start();
  disk.full = true;
  Client client(server->address());
  client.send(hour_frame("M1", kNow, "12.5"));
  EXPECT_TRUE(client.receive(1, 200).empty()) << "nothing is acknowledged while the disk is full";
  EXPECT_TRUE(committer->alarm());
  disk.full = false;
  const auto answers = client.receive(1);
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_NE(answers[0].find("ST=91;CN=9014;PW=123456;MN=M1;Flag=4"), std::string::npos);
  const auto rows = disk.read({.object = "section/s1"}, kNow, kNow + kHour, {});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].value, 12.5);
  expect_balance(1, 0, 0);
}

TEST_F(ServerTest, DuplicatesAreAcknowledgedAndNotWritten) {
  start();
  Client client(server->address());
  const std::string frame = hour_frame("M1", kNow, "1");
  client.send(frame + frame);
  EXPECT_EQ(client.receive(2).size(), 2U);
  client.send(frame);
  EXPECT_EQ(client.receive(1).size(), 1U);
  expect_balance(1, 2, 0);
}

TEST_F(ServerTest, PipelinedAnswersComeInOrder) {
  start();
  Client client(server->address());
  std::string all;
  for (int i = 0; i < 300; ++i) all += hour_frame("M1", kNow - i * kHour, "1");
  client.send(all);
  const auto answers = client.receive(300);
  ASSERT_EQ(answers.size(), 300U);
  for (int i = 0; i < 300; ++i)
    EXPECT_TRUE(answers[static_cast<std::size_t>(i)].starts_with(
        "QN=" + hour_frame("M1", kNow - i * kHour, "1").substr(9, 17)));
  expect_balance(300, 0, 0);
}

TEST_F(ServerTest, RefusedPacketsGetNoAnswer) {
  start();
  Client client(server->address());
  client.send(hour_frame("M7", kNow, "1", "wrong"));
  expect_balance(0, 0, 1);
  EXPECT_EQ(newest_reason(), "hj212.wrong_password");
  client.send(hour_frame("NOBODY", kNow, "1"));
  expect_balance(0, 0, 2);
  EXPECT_EQ(newest_reason(), "hj212.unknown_device");
  client.send(hour_frame("M1", kNow + 2 * kHour, "1"));
  expect_balance(0, 0, 3);
  EXPECT_EQ(newest_reason(), "hj212.future");
  client.send(hour_frame("M7", kNow, "1", "secret"));
  const auto answers = client.receive(1);
  ASSERT_EQ(answers.size(), 1U);
  EXPECT_NE(answers[0].find("MN=M7"), std::string::npos) << "the only answer is to the good one";
}

TEST_F(ServerTest, GarbageBetweenGoodPackets) {
  start();
  Client client(server->address());
  std::string damaged = hour_frame("M1", kNow - kHour, "2");
  damaged[30] = '~';
  client.send(hour_frame("M1", kNow, "1") + "\x01\x02 noise" + damaged + hour_frame("M2", kNow, "1") + "##0900QN=cut");
  EXPECT_EQ(client.receive(2).size(), 2U);
  client.finish();
  client.receive(1);
  EXPECT_TRUE(client.closed);
  expect_balance(2, 0, 3);
  EXPECT_EQ(newest_reason(), "hj212.truncated");
}

TEST_F(ServerTest, PacketInSmallPieces) {
  start();
  Client client(server->address());
  for (const char c : hour_frame("M1", kNow, "1")) client.send(std::string(1, c));
  EXPECT_EQ(client.receive(1).size(), 1U);
}

TEST_F(ServerTest, AnswersAfterTheSenderHasFinished) {
  start();
  disk.delay_ms = 50;
  Client client(server->address());
  client.send(hour_frame("M1", kNow, "1"));
  client.finish();
  EXPECT_EQ(client.receive(1).size(), 1U);
  client.receive(1);
  EXPECT_TRUE(client.closed);
  EXPECT_TRUE(eventually([&] { return server->connections() == 0; }));
}

TEST_F(ServerTest, HoweverLongTheNoiseThePacketBehindItIsAnswered) {
  start();
  Client client(server->address());
  int hour = 0;
  for (const std::size_t bytes : {100'000U, 200'000U, 1'000'000U}) {
    client.send(std::string(bytes, 'x') + hour_frame("M1", kNow - kHour * ++hour, "1"));
    EXPECT_EQ(client.receive(1).size(), 1U) << bytes;
  }
  expect_balance(3, 0, 3);
  EXPECT_EQ(newest_reason(), "hj212.noise");
}

TEST_F(ServerTest, SlowReaderDoesNotFillTheMemory) {
  Server::Settings settings;
  settings.unsent_bytes = 4096;
  start(settings, {});
  Client slow(server->address(), 4096);
  std::string batch;
  for (int i = 0; i < 100; ++i) batch += hour_frame("M1", kNow - i * kHour, "1");
  // Sends for as long as the server reads, and never looks at the answers.
  std::size_t sent = 0, stalls = 0;
  while (stalls < 100 && sent < (64U << 20)) {
    const std::size_t n = slow.send_some(batch);
    sent += n;
    if (n > 0) {
      stalls = 0;
      batch = batch.substr(n) + batch.substr(0, n);
    } else {
      ++stalls;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }
  EXPECT_EQ(stalls, 100U) << "the server should have stopped reading";
  Client other(server->address());
  other.send(hour_frame("M2", kNow, "1"));
  EXPECT_EQ(other.receive(1).size(), 1U) << "nobody else is held up";
}

TEST_F(ServerTest, FullQueueStopsReadingAndLosesNothing) {
  Committer::Settings queue;
  queue.queue_packets = 10;
  start({}, queue);
  disk.full = true;
  constexpr int kClients = 8, kPackets = 50;
  std::vector<std::unique_ptr<Client>> clients;
  for (int c = 0; c < kClients; ++c) {
    clients.push_back(std::make_unique<Client>(server->address()));
    for (int i = 0; i < kPackets; ++i)
      clients.back()->send(hour_frame("M" + std::to_string(c + 10), kNow - i * kHour, "1"));
  }
  ASSERT_TRUE(eventually([&] { return disk.refusals > 3; }));
  disk.full = false;
  for (auto& client : clients) EXPECT_EQ(client->receive(kPackets).size(), static_cast<std::size_t>(kPackets));
  expect_balance(kClients * kPackets, 0, 0);
}

TEST_F(ServerTest, HundredConnectionsShareCommits) {
  start();
  disk.delay_ms = 5;
  constexpr int kPackets = 20;
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int c = 0; c < 100; ++c)
    threads.emplace_back([&, c] {
      Client client(server->address());
      std::string all;
      for (int i = 0; i < kPackets; ++i)
        all += hour_frame("M" + std::to_string(c), kNow - i * kHour, "1", c == 7 ? "secret" : "123456");
      client.send(all);
      answered += static_cast<int>(client.receive(kPackets).size());
    });
  for (auto& t : threads) t.join();
  EXPECT_EQ(answered, 100 * kPackets);
  expect_balance(100 * kPackets, 0, 0);
  EXPECT_LT(disk.head(), 1000U) << "far fewer commits than packets";
}

TEST_F(ServerTest, IdleConnectionsAreClosed) {
  Server::Settings settings;
  settings.idle = Millis{60};
  start(settings, {});
  Client client(server->address());
  client.receive(1, 5'000);
  EXPECT_TRUE(client.closed);
}

TEST_F(ServerTest, ConnectionsBeyondTheLimitAreClosed) {
  Server::Settings settings;
  settings.connections = 1;
  start(settings, {});
  Client first(server->address());
  first.send(hour_frame("M1", kNow, "1"));
  EXPECT_EQ(first.receive(1).size(), 1U);
  Client second(server->address());
  second.receive(1, 5'000);
  EXPECT_TRUE(second.closed);
}

TEST_F(ServerTest, StopAnswersWhatIsOnTheWay) {
  start();
  disk.delay_ms = 100;
  Client client(server->address());
  client.send(hour_frame("M1", kNow, "1"));
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  server->stop();
  EXPECT_EQ(client.receive(1).size(), 1U);
  client.receive(1);
  EXPECT_TRUE(client.closed);
}

TEST_F(ServerTest, StopDoesNotWaitForAFullDisk) {
  start();
  disk.full = true;
  Client client(server->address());
  client.send(hour_frame("M1", kNow, "1"));
  ASSERT_TRUE(eventually([&] { return disk.refusals > 0; }));
  const auto begun = std::chrono::steady_clock::now();
  server->stop(Millis{100});
  committer->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(30));
  EXPECT_TRUE(client.receive(1, 100).empty());
}

TEST_F(ServerTest, PortInUseIsSaid) {
  start();
  Server::Settings settings;
  settings.address = server->address();
  const auto now = [] { return kNow; };
  Server second(settings, *committer, devices, {now, now});
  try {
    second.start();
    FAIL() << "listens twice";
  } catch (const Failure& f) {
    EXPECT_EQ(f.error.code, "hj212.listen");
    EXPECT_EQ(f.error.args["address"], server->address());
  }
  settings.address = "nonsense";
  Server third(settings, *committer, devices, {now, now});
  EXPECT_THROW(third.start(), Failure);
}

TEST_F(ServerTest, RegisterMayChangeWhileItListens) {
  start();
  Client client(server->address());
  client.send(hour_frame("NEW", kNow, "1"));
  expect_balance(0, 0, 1);
  ledger::Device d;
  d.mn = "NEW";
  d.object = "section/new";
  devices.replace({d});
  client.send(hour_frame("NEW", kNow, "1"));
  EXPECT_EQ(client.receive(1).size(), 1U);
}

}  // namespace
}  // namespace limpid::telemetry
