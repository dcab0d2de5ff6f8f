// SPDX-License-Identifier: Apache-2.0
// links: limpid_telemetry
// Packets per second acknowledged over loopback, with latency: the real server on a DuckDB file, CONNECTIONS devices
// that each keep WINDOW packets unanswered. hj212_loopback_bench [CONNECTIONS=100] [WINDOW=32] [SECONDS=10]
// [DIRECTORY=.]
#include <arpa/inet.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>

#include "telemetry/hj212/encode.hpp"
#include "telemetry/hj212/framer.hpp"
#include "telemetry/server/server.hpp"

namespace {

using namespace limpid;
using Wall = std::chrono::steady_clock;

const Instant kNow = from_civil(2022, 9, 12, 8);

/// One device: packets of five factors, an hour each, backwards from kNow.
struct Device {
  Device(int index, std::uint16_t port) : number(index), fd(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(port);
    if (connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) std::abort();
  }
  void send_one() {
    std::vector<hj212::Reading> readings;
    for (const char* factor : {"w01001", "w01009", "w01018", "w21003", "w21011"})
      readings.push_back({factor, {{"Avg", fmt::format("{}.5", next % 97)}}});
    const Instant at = kNow - next++ * kHour;
    hj212::Message m{.st = "21", .cn = "2061", .pw = "123456", .mn = "M" + std::to_string(number)};
    const std::string frame = hj212::encode_readings(m, at, at, readings).front();
    for (std::size_t sent = 0; sent < frame.size();) {
      const ssize_t n = send(fd, frame.data() + sent, frame.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) std::abort();
      sent += static_cast<std::size_t>(n);
    }
    waiting.push_back(Wall::now());
  }
  int number, fd;
  std::int64_t next = 0;
  std::deque<Wall::time_point> waiting;
  hj212::Framer framer;
};

// One thread plays all devices, so that the server has a core of its own.
std::vector<double> drive(std::vector<Device>& devices, int window, double seconds) {
  std::vector<double> latencies;
  std::vector<pollfd> polls;
  for (Device& d : devices) polls.push_back({d.fd, POLLIN, 0});
  for (int i = 0; i < window; ++i)
    for (Device& d : devices) d.send_one();
  const auto end = Wall::now() + std::chrono::duration<double>(seconds);
  char buffer[65536];
  while (Wall::now() < end) {
    poll(polls.data(), polls.size(), 1000);
    for (std::size_t i = 0; i < polls.size(); ++i) {
      if ((polls[i].revents & POLLIN) == 0) continue;
      Device& d = devices[i];
      const ssize_t n = recv(d.fd, buffer, sizeof buffer, 0);
      if (n <= 0) std::abort();
      const auto now = Wall::now();
      std::size_t answered = 0;
      d.framer.feed({buffer, static_cast<std::size_t>(n)}, [&](const hj212::Piece&) {
        latencies.push_back(std::chrono::duration<double, std::milli>(now - d.waiting.front()).count());
        d.waiting.pop_front();
        ++answered;
      });
      for (; answered > 0; --answered) d.send_one();
    }
  }
  return latencies;
}

}  // namespace

int main(int argc, char** argv) {
  const auto argument = [&](int i, const char* otherwise) { return std::string(argc > i ? argv[i] : otherwise); };
  const int connections = std::stoi(argument(1, "100")), window = std::stoi(argument(2, "32"));
  const double seconds = std::stod(argument(3, "10"));
  const auto file = std::filesystem::path(argument(4, ".")) / "loopback_bench.duckdb";
  for (const char* suffix : {"", ".wal"}) std::filesystem::remove(file.string() + suffix);

  const auto store = store::open_duckdb(file);
  telemetry::DeviceRegister devices;
  std::vector<ledger::Device> registered;
  for (int i = 0; i < connections; ++i) {
    ledger::Device d;
    d.mn = "M" + std::to_string(i);
    d.object = "section/s" + std::to_string(i);
    registered.push_back(d);
  }
  devices.replace(registered);
  const auto now = [] { return kNow; };
  telemetry::Committer committer(*store, {now, now, {}, {}});
  telemetry::Server server({}, committer, devices, {now, now});
  server.start();
  const std::string address = server.address();
  const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));

  std::vector<Device> players;
  for (int i = 0; i < connections; ++i) players.emplace_back(i, port);
  auto latencies = drive(players, window, seconds);
  server.stop();
  committer.stop();
  std::sort(latencies.begin(), latencies.end());
  const auto at = [&](double q) {
    return latencies.empty() ? 0.0 : latencies[static_cast<std::size_t>(q * static_cast<double>(latencies.size() - 1))];
  };
  std::printf(
      "connections %d, window %d: %.0f packets/s acknowledged, latency ms p50 %.1f p99 %.1f worst %.1f; %llu commits\n",
      connections, window, static_cast<double>(latencies.size()) / seconds, at(0.5), at(0.99), at(1.0),
      static_cast<unsigned long long>(store->head()));
  for (Device& d : players) close(d.fd);
  return latencies.empty() ? 1 : 0;
}
