// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/quantity.hpp"
#include "telemetry/committer.hpp"
#include "telemetry/device_register.hpp"

namespace limpid::telemetry {

/// Listens for HJ 212 over TCP: one thread reads, decodes and judges; the committer writes; an answer goes out when its
/// packet is durable, in the order in which a connection's packets came. A connection may send on without waiting; a
/// full queue, or too many of a connection's own packets on the way, stop the reading from it.
class Server {
 public:
  struct Settings {
    std::string address = "127.0.0.1:0";          ///< ADDR:PORT, [ADDR]:PORT for IPv6; port 0 takes a free one
    Millis idle{30 * kMinute};                    ///< without a byte in either direction a connection is closed
    std::size_t connections = 4096;               ///< further ones are closed at once
    std::size_t on_the_way = 2'000;               ///< packets of one connection that wait for their commit
    std::size_t unsent_bytes = 256 << 10;         ///< answers that a slow reader has not taken
    std::shared_ptr<const Catalog> catalog = {};  ///< its ranges say which values cannot be; none: no value is doubted
  };
  struct Hooks {
    std::function<Instant()> clock;  ///< the directory's clock, for stamps ahead of it
    std::function<Instant()> wall;
  };

  Server(Settings settings, Committer& committer, const DeviceRegister& devices, Hooks hooks);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Binds and begins. Throws Failure hj212.listen {address, reason}.
  void start();
  /// ADDR:PORT that it listens on.
  std::string address() const;
  std::size_t connections() const;
  /// Accepts and reads no more, waits up to `grace` for the commits and answers on the way, closes.
  void stop(Millis grace = Millis{3'000});

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace limpid::telemetry
