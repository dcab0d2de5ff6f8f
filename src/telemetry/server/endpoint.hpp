// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <charconv>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace limpid::telemetry {

/// `127.0.0.1:9212` or `[::1]:9212`. Error hj212.address {address}.
inline Result<boost::asio::ip::tcp::endpoint> parse_endpoint(std::string_view text) {
  const auto bad = [&] { return fail("hj212.address", {{"address", std::string(text)}}); };
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return bad();
  std::string_view host = text.substr(0, colon);
  const std::string_view digits = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size()) return bad();
  boost::system::error_code ec;
  const auto address = boost::asio::ip::make_address(host == "localhost" ? "127.0.0.1" : std::string(host), ec);
  if (ec) return bad();
  return boost::asio::ip::tcp::endpoint{address, port};
}

inline std::string to_text(const boost::asio::ip::tcp::endpoint& e) {
  const std::string host = e.address().to_string();
  return (e.address().is_v6() ? "[" + host + "]" : host) + ":" + std::to_string(e.port());
}

}  // namespace limpid::telemetry
