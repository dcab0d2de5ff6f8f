// SPDX-License-Identifier: Apache-2.0
#include "telemetry/server/client.hpp"

#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>

#include "telemetry/hj212/encode.hpp"
#include "telemetry/hj212/framer.hpp"
#include "telemetry/hj212/packet.hpp"
#include "telemetry/server/endpoint.hpp"

namespace limpid::telemetry {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

class Exchange {
 public:
  Exchange(asio::io_context& context, const asio::ip::tcp::endpoint& to, const std::string& bytes)
      : socket_(context), bytes_(bytes) {
    socket_.async_connect(to, [this](error_code e) {
      connected = !e;
      e ? failed(e) : send();
    });
  }
  bool connected = false;
  std::string answer;
  error_code error;

 private:
  void failed(error_code e) { error = e; }
  void send() {
    asio::async_write(socket_, asio::buffer(bytes_), [this](error_code e, std::size_t) { e ? failed(e) : receive(); });
  }
  void receive() {
    socket_.async_read_some(asio::buffer(buffer_), [this](error_code e, std::size_t n) {
      if (e) return;  // the server closed without an answer
      framer_.feed({buffer_.data(), n}, [this](const hj212::Piece& p) {
        if (p.is_frame() && answer.empty()) answer = p.bytes;
      });
      if (answer.empty()) receive();
    });
  }

  asio::ip::tcp::socket socket_;
  const std::string& bytes_;
  std::array<char, 4096> buffer_{};
  hj212::Framer framer_;
};

}  // namespace

Result<std::string> frame_of(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return fail("hj212.no_packet", {{"text", ""}});
  text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
  if (text.starts_with("##")) return std::string(text) + "\r\n";
  if (text.find("CP=&&") == std::string_view::npos)
    return fail("hj212.no_packet", {{"text", std::string(text.substr(0, 60))}});
  return hj212::frame(text);
}

bool wants_answer(std::string_view frame) {
  bool wanted = true;
  hj212::Framer framer;
  framer.feed(frame, [&](const hj212::Piece& piece) {
    if (!piece.is_frame()) return;
    const auto packet = hj212::parse_packet(piece.segment);
    wanted = !packet || packet->wants_answer();
  });
  return wanted;
}

Result<std::string> exchange(const std::string& address, const std::string& bytes, Millis patience) {
  const auto endpoint = parse_endpoint(address);
  if (!endpoint) return tl::unexpected(endpoint.error());
  asio::io_context context(1);
  Exchange exchange(context, *endpoint, bytes);
  context.run_for(patience);
  if (exchange.error) return fail("hj212.unreachable", {{"address", address}, {"reason", exchange.error.message()}});
  if (!exchange.connected) return fail("hj212.no_connection", {{"address", address}, {"ms", patience.count()}});
  return exchange.answer;
}

}  // namespace limpid::telemetry
