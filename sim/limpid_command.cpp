// SPDX-License-Identifier: Apache-2.0
#include "sim/limpid_command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "base/result.hpp"

namespace limpid::sim {
namespace {

/// Both ends of a pipe; what is still open is closed.
struct Pipe {
  std::array<int, 2> end{-1, -1};
  Pipe() {
    if (pipe2(end.data(), O_CLOEXEC) != 0) throw Failure("sim.no_limpid", Json{{"reason", std::strerror(errno)}});
  }
  ~Pipe() {
    for (const int fd : end)
      if (fd >= 0) close(fd);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_writing() {
    close(end[1]);
    end[1] = -1;
  }
};

/// Reads both until both are at their end, so that neither fills up.
void read_all(Pipe& out, Pipe& err, Outcome& outcome) {
  std::array<pollfd, 2> wait{{{out.end[0], POLLIN, 0}, {err.end[0], POLLIN, 0}}};
  std::array<std::string*, 2> into{&outcome.out, &outcome.err};
  std::array<char, 16'384> buffer;
  while (wait[0].fd >= 0 || wait[1].fd >= 0) {
    if (poll(wait.data(), wait.size(), -1) < 0) continue;  // a signal: the child gets it too
    for (std::size_t i = 0; i < wait.size(); ++i) {
      if (wait[i].fd < 0 || wait[i].revents == 0) continue;
      const ssize_t n = read(wait[i].fd, buffer.data(), buffer.size());
      if (n > 0)
        into[i]->append(buffer.data(), static_cast<std::size_t>(n));
      else if (n == 0 || errno != EINTR)
        wait[i].fd = -1;
    }
  }
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

}  // namespace

Outcome LimpidCommand::run(std::vector<std::string> args) const {
  args.insert(args.begin(), program_.string());
  args.insert(args.end(), {"--data", data_.string()});
  std::vector<char*> argv;
  argv.reserve(args.size() + 1);
  for (std::string& a : args) argv.push_back(a.data());
  argv.push_back(nullptr);

  Pipe out, err;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out.end[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err.end[1], STDERR_FILENO);
  // Ctrl-C in a terminal reaches the whole group; a command under way shall finish.
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
  pid_t child = 0;
  const int error = posix_spawn(&child, program_.c_str(), &actions, &attributes, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  if (error != 0)
    throw Failure("sim.no_limpid", Json{{"program", program_.string()}, {"reason", std::strerror(error)}});

  out.close_writing();
  err.close_writing();
  Outcome outcome;
  read_all(out, err, outcome);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  outcome.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

std::string LimpidCommand::must(const std::vector<std::string>& args) const {
  Outcome outcome = run(args);
  if (outcome.exit == 0) return std::move(outcome.out);
  std::string command = "limpid";
  for (const std::string& a : args) command += " " + a;
  const std::string said = trimmed(outcome.err.empty() ? outcome.out : outcome.err);
  throw Failure("sim.limpid", Json{{"command", command}, {"exit", outcome.exit}, {"said", said}});
}

std::filesystem::path limpid_beside() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / "limpid";
}

}  // namespace limpid::sim
