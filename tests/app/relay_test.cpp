// SPDX-License-Identifier: Apache-2.0
// DIR/limpid.sock, both ends: answers, long commands, a server that says nothing, no file descriptors left.
#include "app/relay.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <cstring>
#include <thread>

#include "app/command_socket.hpp"
#include "store/temporary_folder.hpp"

namespace limpid::app {
namespace {

const Request kAsked{{"telemetry", "balance"}, {{"a.csv", std::string("\0\xff", 2)}}, "zh"};

int connected(const std::filesystem::path& dir) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto name = (dir / "limpid.sock").string();
  std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
  EXPECT_EQ(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  return fd;
}

/// A socket whose reactor runs on a thread, and what it was asked last.
struct Served {
  explicit Served(CommandSocket::Run run) : socket(io, folder.path(), std::move(run)), thread([this] { io.run(); }) {}
  ~Served() {
    io.stop();
    thread.join();
  }
  TemporaryFolder folder;
  boost::asio::io_context io{1};
  CommandSocket socket;
  std::thread thread;
};

TEST(Relay, CarriesWordsFilesAndTheAnswer) {
  std::optional<Request> seen;
  Served served([&](Request request, unsigned uid, const CommandSocket::Done& done) {
    seen = std::move(request);
    done({"out\n", "for " + std::to_string(uid), 3});
  });
  const auto answer = relay(served.folder.path(), kAsked);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->out, "out\n");
  EXPECT_EQ(answer->err, "for " + std::to_string(::getuid()));
  EXPECT_EQ(answer->exit, 3);
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->args, kAsked.args);
  EXPECT_EQ(seen->files, kAsked.files);
}

TEST(Relay, ACommandThatTakesLongerThanTheSilenceIsWaitedFor) {
  std::vector<std::thread> workers;
  Served served([&](const Request&, unsigned, CommandSocket::Done done) {
    workers.emplace_back([done = std::move(done)] {
      std::this_thread::sleep_for(std::chrono::milliseconds(3'500));
      done({"late", "", 0});
    });
  });
  const auto answer = relay(served.folder.path(), kAsked, std::chrono::seconds(3));
  for (auto& worker : workers) worker.join();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->out, "late");
}

TEST(Relay, AServerThatSaysNothingIsNotWaitedForForever) {
  const TemporaryFolder folder;
  boost::asio::io_context never_run;
  CommandSocket socket(never_run, folder.path(), [](const Request&, unsigned, const CommandSocket::Done&) {});
  try {
    relay(folder.path(), kAsked, std::chrono::seconds(1));
    FAIL() << "an answer from nobody";
  } catch (const Failure& e) {
    EXPECT_EQ(e.error.code, "relay.silent");
  }
}

TEST(Relay, NobodyThereIsNoAnswer) {
  const TemporaryFolder folder;
  EXPECT_FALSE(relay(folder.path(), kAsked));
}

/// Takes all file descriptors that the process may have.
class NoneLeft {
 public:
  NoneLeft() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit few{.rlim_cur = 64, .rlim_max = before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &few);
    for (int fd; (fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;) taken_.push_back(fd);
  }
  ~NoneLeft() {
    for (const int fd : taken_) ::close(fd);
    ::setrlimit(RLIMIT_NOFILE, &before_);
  }

 private:
  rlimit before_{};
  std::vector<int> taken_;
};

TEST(CommandSocket, GoesOnAfterFileDescriptorsHaveRunOut) {
  const TemporaryFolder folder;
  boost::asio::io_context io{1};
  CommandSocket socket(io, folder.path(), [](const Request&, unsigned, const CommandSocket::Done& done) {
    done({"served", "", 0});
  });
  const int waiting = connected(folder.path());
  {
    const NoneLeft none;
    io.poll();  // the accept fails here
  }
  std::thread reactor([&] { io.run(); });
  const auto answer = relay(folder.path(), kAsked, std::chrono::seconds(10));
  io.stop();
  reactor.join();
  ::close(waiting);
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->out, "served");
}

}  // namespace
}  // namespace limpid::app
