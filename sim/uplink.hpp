// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "telemetry/hj212/framer.hpp"

namespace limpid::sim {

/// `127.0.0.1:7212`. Throws Failure `sim.address`.
struct Address {
  std::string host, port;
  static Address parse(const std::string& text);
  std::string text() const { return host + ":" + port; }
};

/// One packet on its way: the answer carries its QN.
struct Outgoing {
  std::string mn, qn, bytes;
};

/// The county's lines to the platform: several TCP connections, devices spread over them, packets sent without waiting
/// for the one before. What is not acknowledged is sent again over a new connection, byte for byte; nothing is dropped.
class Uplink {
 public:
  struct Hooks {
    std::function<bool()> stopped;          // the user wants to end
    std::function<void(std::size_t)> lags;  // so many packets have waited for 5 s and more; called each 5 s
    std::function<void(std::string)> lost;  // a connection is gone, the reason
  };
  Uplink(Address address, std::size_t connections, Hooks hooks);
  ~Uplink();
  Uplink(const Uplink&) = delete;
  Uplink& operator=(const Uplink&) = delete;

  /// Opens the connections. Throws Failure `sim.no_server`.
  void connect();

  /// Returns true when every packet has its 9014. False: stopped by the user while the platform did not answer.
  /// Throws Failure `sim.server_gone` when no connection could be made for kPatience.
  bool deliver(std::vector<Outgoing> packets);
  std::size_t resent() const { return resent_; }
  static constexpr std::chrono::seconds kPatience{120};

 private:
  using Time = std::chrono::steady_clock::time_point;
  struct Line {
    int fd = -1;
    std::string out;
    hj212::Framer framer;
    std::unordered_map<std::string, Outgoing> waiting;  // by MN and QN
    std::vector<std::string> order;                     // of `waiting`, as sent first
    Time next_try{}, last_answer{};
  };

  bool open(Line& line, std::string& reason);
  void close(Line& line, const std::string& reason);
  void reopen(Line& line);
  void read(Line& line);
  void write(Line& line);
  void queue_unanswered(Line& line);
  void poll_once();
  std::size_t unanswered() const;

  Address address_;
  Hooks hooks_;
  std::vector<Line> lines_;
  std::size_t resent_ = 0;
  Time last_open_{};
};

}  // namespace limpid::sim
