// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/time.hpp"
#include "plan/document.hpp"
#include "plan/lint/finding.hpp"

namespace limpid::api {

/// The text that was taken from a document, and the document's format (`text`, `docx`, `pdf` …).
struct PlanText {
  std::string text, format;
};

enum class StepState { waiting, running, done, failed };

/// `received`, `text`, `items`, `promises`, `compared`; `of` is 0 where there is nothing to count yet.
struct ReadingStep {
  std::string id;
  StepState state = StepState::waiting;
  std::size_t done = 0, of = 0;
};

/// An uploaded document on its way to the ledger. A snapshot; the desk's own copy goes on.
struct Reading {
  std::string id;    ///< 16 hex digits, of chance
  std::string file;  ///< name as it came
  std::string hash;  ///< the bytes are in the file store
  std::size_t bytes = 0;
  std::string user;
  Instant at{};  ///< wall time
  std::array<ReadingStep, 5> steps;
  std::optional<Error> error;  ///< of the step that failed
  std::string format;
  std::shared_ptr<const plan::Document> document;              ///< once `items` is done
  std::shared_ptr<const std::vector<plan::Finding>> findings;  ///< once `compared` is done
  bool imported = false;

  bool ended() const;  ///< read or failed
};

/// Reads uploaded plans one after another on a thread of its own and keeps the last few, in memory only: a server that
/// starts again has none, the bytes stay in the file store. Reads no ledger.
class ReadingDesk {
 public:
  struct Work {
    /// In a process of its own where the bytes are no plain text.
    std::function<Result<PlanText>(const std::string& bytes)> text;
    std::function<Result<plan::Document>(const std::string& text)> items;
    std::function<std::vector<plan::Finding>(const plan::Document&)> compare;
  };
  static constexpr std::size_t kHeld = 16;    ///< the oldest that ended gives way
  static constexpr std::size_t kWaiting = 4;  ///< not ended yet; one more is refused

  explicit ReadingDesk(Work work);
  ~ReadingDesk();

  /// Id of the new reading; nothing when too many wait.
  std::optional<std::string> take(Reading reading, std::string bytes);
  std::optional<Reading> find(const std::string& id) const;
  void set_imported(const std::string& id);
  /// Ends after the step at hand.
  void stop();

 private:
  void loop();
  void read(const std::string& id, const std::string& bytes);
  bool step(const std::string& id, std::size_t index, StepState state, std::size_t done = 0, std::size_t of = 0);
  void change(const std::string& id, const std::function<void(Reading&)>& how);

  Work work_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Reading> held_;
  std::deque<std::pair<std::string, std::string>> waiting_;  // id, bytes
  bool ended_ = false;
  std::thread thread_;
};

}  // namespace limpid::api
