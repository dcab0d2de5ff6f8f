// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>

#include "plan/input/extract.hpp"

namespace limpid::app {

/// What the process that reads an untrusted document may use.
struct ChildLimits {
  std::size_t memory = std::size_t{2} << 30;  ///< bytes of address space; four times that where LibreOffice runs in it
  std::chrono::seconds cpu{60};
  std::chrono::seconds time{120};   ///< by the wall clock
  std::chrono::seconds goodbye{5};  ///< between its last word and its end
};

/// What the process is told to read: its document is open there.
inline constexpr const char* kChildDocument = "/proc/self/fd/3";

/// In that process: from now on its end for want of memory is an error like others, in JSON on standard output. Where
/// it threw, `want_of_memory` is that error, `plan_input.child_memory` {megabytes}.
void tell_want_of_memory();
Error want_of_memory();

/// Ends readings that are under way, from another thread. Once cancelled it stays so.
class Cancellation {
 public:
  Cancellation();
  ~Cancellation();
  Cancellation(const Cancellation&) = delete;
  Cancellation& operator=(const Cancellation&) = delete;
  void cancel() const;
  int descriptor() const { return event_; }  ///< readable once cancelled

 private:
  int event_;
};

/// plan::extract for bytes of strangers: plain text is decoded here, anything else by `limpid plan text` in a process
/// of its own (this program, or `limpid` beside it), so that a document that crashes, hangs or fills its reader does no
/// harm. Errors: those of extract, `plan_input.child_died` {reason}, `plan_input.child_timeout` {seconds},
/// `plan_input.child_memory` {megabytes}, `command.stopped` where `cancellation` (nullptr: nobody's) was cancelled.
/// Blocks until then; the child is dead and reaped when it returns, whatever it returns.
Result<plan::Extracted> extract_in_child(const std::string& bytes, const ChildLimits& limits = {},
                                         const std::filesystem::path& program = {},
                                         const Cancellation* cancellation = nullptr);

/// plan::extract, but for a PDF, whose text a process with limits takes: nothing bounds what poppler takes for a page.
Result<plan::Extracted> extract_bounded(const std::string& bytes);

}  // namespace limpid::app
