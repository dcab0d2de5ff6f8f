// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "api/http/message.hpp"
#include "api/reader_pool.hpp"
#include "api/reading_desk.hpp"
#include "base/messages.hpp"
#include "ledger/county_clock.hpp"
#include "ledger/ledger.hpp"
#include "store/store.hpp"

namespace limpid::api {

class DocumentBook;
struct ReadingRules;

/// What the API stands on. Everything named here must outlive it and be safe from any thread.
struct Services {
  const Messages* messages = nullptr;
  std::filesystem::path share;  ///< rules/, catalog/, plans/, api/openapi.yaml, web/dist
  std::filesystem::path files;  ///< attachments by content hash: files/ab/<hash>
  const store::Store* store = nullptr;
  const ledger::CountyClock* clock = nullptr;
  /// Where handlers run; to be stopped before anything else named here goes.
  ReaderPool* readers = nullptr;
  /// A further read-only connection, for the thread of the event streams.
  std::function<ledger::Ledger()> reader;
  /// Runs the job on the ledger writer's thread and waits for it; exceptions come through.
  std::function<void(const std::function<void(ledger::Ledger&)>&)> write;
  /// Line for the server's log.
  std::function<void(const std::string&)> log;
  std::function<std::string()> hj212;  ///< address that devices report to
  /// The text of an uploaded plan. Bytes that come from outside are taken apart in a process of its own.
  std::function<Result<PlanText>(const std::string& bytes)> plan_text;
  ReadingDesk* desk = nullptr;                  ///< of uploaded plans; the Api's own
  const DocumentBook* book = nullptr;           ///< documents of the ledger with their findings; the Api's own
  const ReadingRules* reading_rules = nullptr;  ///< the Api's own
};

struct Options {
  std::chrono::milliseconds deadline{15'000};  ///< of a request, the waiting included
};

/// Everything under /api/v1 and the pages. Handlers run on the reader threads, never on the reactor that calls
/// `handle`.
class Api {
 public:
  explicit Api(Services services, Options options = {});
  ~Api();
  void handle(http::Request request, http::Reply reply);
  /// The ledger has new rows: wakes the event streams.
  void changed();
  /// Ends the streams; what runs goes on to its end, every further request is refused.
  void stop();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

/// Failure `serve.insecure` {address} for HTTP beyond loopback without --insecure.
void check_exposure(const std::string& address, bool insecure);

}  // namespace limpid::api
