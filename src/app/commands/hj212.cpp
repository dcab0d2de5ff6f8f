// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"
#include "store/text.hpp"
#include "telemetry/server/client.hpp"

namespace limpid::app {
namespace {

Body send(Words& words) {
  struct Options {
    std::string packet, file, data;
    std::string to = "127.0.0.1:9212";
    long long seconds = 10;
  };
  auto o = std::make_shared<Options>();
  words.positional("PACKET", o->packet, "A frame ##LLLL…, or a segment QN=…;CP=&&…&& that is framed here", false);
  words.file("--file", o->file, "A file with the packet", false);
  words.option("--to", o->to, "ADDRESS:PORT of the server (127.0.0.1:9212)");
  words.number("--timeout", o->seconds, "Seconds to wait for the answer (10)");
  words.option("--data", o->data, "Taken as by every command; a packet goes to --to alone");
  return [o](Session& s) {
    const auto frame = telemetry::frame_of(o->file.empty() ? o->packet : s.file(o->file));
    if (!frame) throw Failure(frame.error());
    const bool wanted = telemetry::wants_answer(*frame);
    // Without a wish for an answer a moment is enough to see the bytes off.
    const auto answer = telemetry::exchange(o->to, *frame, wanted ? std::chrono::seconds(o->seconds) : Millis{200});
    if (!answer) throw Failure(answer.error());
    if (s.json) {
      s.print_json(
          {{"sent", store::printable(*frame)}, {"answer", answer->empty() ? Json() : Json(store::printable(*answer))}});
    } else if (!answer->empty()) {
      s.print("{}\n", *answer);
    }
    if (!answer->empty() || !wanted) return 0;
    s.err += s.text("hj212.no_answer", {{"seconds", o->seconds}, {"address", o->to}}) + "\n";
    return 1;
  };
}

}  // namespace

void add_hj212_commands(CommandSet& set) {
  set.push_back({"hj212", "send", "Send one packet to a server and print the answer", Needs::nothing, send});
}

}  // namespace limpid::app
