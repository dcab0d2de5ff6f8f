// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "app/county.hpp"
#include "store/store.hpp"

/// The frame of the command line: `limpid NOUN VERB [--data DIR] [--json]`. One implementation of each command, whoever
/// owns the directory: without a server the process itself takes the lock and runs it, with one it sends arguments and
/// file bytes over DIR/limpid.sock and relays what comes back.
namespace limpid::app {

/// What a command sees while it runs.
struct Session {
  County* county = nullptr;  ///< null for a command that needs none
  const ledger::Ledger* ledger =
      nullptr;        ///< connection to read from: the writer's for Needs::write, else this thread's own
  std::string actor;  ///< local:UID of who typed it
  std::string lang;   ///< zh or en
  const Messages* messages = nullptr;
  bool json = false;
  const std::map<std::string, std::string>* files =
      nullptr;  ///< bytes of the files named, read where the command was typed
  /// Hands packets to the sole writer of observations and waits for the commit.
  std::function<store::CommitResult(std::span<const store::Packet>)> commit;

  /// Called between the pieces of long work, outside a transaction: lets others through. Failure `command.stopped` when
  /// the process is to end.
  std::function<void()> between = [] {};
  /// Called by who waits for the stages: passes a moment, or lets them work where nobody else does.
  std::function<void()> wait = [] {};

  /// How far each stage has read.
  std::vector<ledger::StageProgress> progress() const;

  std::map<std::string, std::string> output_files;  ///< files for the caller, by a path that Words::output declared

  std::string out;  ///< standard output
  std::string err;  ///< standard error

  const std::string& file(const std::string& path) const { return files->at(path); }
  /// The bytes of a file declared with Words::beside, or null.
  const std::string* file_beside(const std::string& path, const std::string& name) const;
  template <class... A>
  void print(fmt::format_string<A...> f, A&&... a) {
    out += fmt::format(f, std::forward<A>(a)...);
  }
  /// A file that is written where the command was typed, whoever runs it. `path` is the value of an output, or a plain
  /// name inside of an output folder: path_inside(folder, name).
  void write(const std::string& path, std::string bytes) { output_files[path] = std::move(bytes); }
  /// One line of JSON on standard output.
  void print_json(const Json& value) { out += value.dump() + "\n"; }
  std::string text(std::string_view code, const Json& args = Json::object()) const;
  /// Applies changes as an act of this session's actor and lets live pages know. Needs::write only.
  ledger::Transaction::Written apply(const ledger::Changes& changes) const;
};

/// Where a command runs. `nothing`: no directory. `read`: any thread, read-only connection (also for commands that hand
/// packets to the committer). `either`: as `read` where --data is given, else as `nothing`. `write`: the ledger
/// writer's thread.
enum class Needs { nothing, either, read, write };

/// Exit code of a command: 0 done, 1 it says what is wrong, 2 its words are off.
using Body = std::function<int(Session&)>;

/// Declares the words of one command; variables must live as long as the body (capture a shared_ptr).
class Words {
 public:
  virtual ~Words() = default;
  virtual void positional(const std::string& name, std::string& into, const std::string& help,
                          bool required = true) = 0;
  virtual void option(const std::string& flags, std::string& into, const std::string& help, bool required = false) = 0;
  virtual void number(const std::string& flags, long long& into, const std::string& help) = 0;
  virtual void flag(const std::string& flags, bool& into, const std::string& help) = 0;
  /// A positional or option whose value is a file of the caller: its bytes come along as Session::file(path).
  virtual void file(const std::string& name_or_flags, std::string& into, const std::string& help,
                    bool required = true) = 0;
  /// An option whose value is a file or a folder that the command writes (Session::write).
  virtual void output(const std::string& flags, std::string& into, const std::string& help, bool required = true) = 0;
  /// The bytes of `name` in the folder of that file come along too where it exists.
  virtual void beside(std::string& file, const std::string& name) = 0;
  /// Reads secrets or data from standard input when `when` is set: Session::file("-").
  virtual void standard_input(bool& when) = 0;
};

struct Command {
  std::string noun, verb, help;  ///< help is English; verb may be empty (`limpid init`)
  Needs needs = Needs::read;
  std::function<Body(Words&)> declare;
};

using CommandSet = std::vector<Command>;

/// Path of the file `name` in an output folder; `name` loses what no file's name may hold.
std::string path_inside(const std::string& folder, const std::string& name);
/// Path of `name` in the folder of `file`, as both ends of the socket write it.
std::string path_beside(const std::string& file, const std::string& name);

// Each file of app/commands/ adds its own.
void add_directory_commands(CommandSet& set);  // clock, audit, rebuild, stage
void add_serve_commands(CommandSet& set);      // init, serve
void add_plan_commands(CommandSet& set);
void add_plan_score_command(CommandSet& set);
void add_plan_lint_command(CommandSet& set);
void add_plan_suggest_command(CommandSet& set);
void add_plan_edit_commands(CommandSet& set);
void add_plan_decide_commands(CommandSet& set);
void add_plan_compare_command(CommandSet& set);
void add_plan_output_commands(CommandSet& set);
void add_plan_text_command(CommandSet& set);
void add_object_commands(CommandSet& set);
void add_telemetry_commands(CommandSet& set);
void add_hj212_commands(CommandSet& set);
void add_episode_commands(CommandSet& set);
void add_case_commands(CommandSet& set);
void add_item_commands(CommandSet& set);
void add_user_commands(CommandSet& set);
/// In commands/all.cpp.
CommandSet all_commands();

}  // namespace limpid::app
