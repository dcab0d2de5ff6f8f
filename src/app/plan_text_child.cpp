// SPDX-License-Identifier: Apache-2.0
#include "app/plan_text_child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

#include "plan/input/limits.hpp"

namespace limpid::app {
namespace {

using Steady = std::chrono::steady_clock;

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

tl::unexpected<Error> died(const std::string& reason) {
  return fail("plan_input.child_died", {{"reason", reason}});
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

/// This program where it is limpid, else (a test) the one that was built beside it.
std::filesystem::path own_program() {
  std::error_code error;
  auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return self.filename() == "limpid" ? self : self.parent_path() / "limpid";
}

void limit(int what, rlim_t value, rlim_t grace = 0) {
  const rlimit both{value, value + grace};
  ::setrlimit(what, &both);
}

constexpr int kDocument = 3;  // the child's descriptor

/// Between fork and exec: only calls that are safe in a program of many threads.
[[noreturn]] void become_reader(const char* program, int document, int out, const ChildLimits& limits) {
  ::setpgid(0, 0);
  const int null = ::open("/dev/null", O_RDWR);
  ::dup2(null, 0);
  ::dup2(null, 2);
  // The document's descriptor may be the very number that the pipe wants.
  const int far = ::fcntl(document, F_DUPFD, 10);
  ::dup2(out, 1);
  ::dup2(far, kDocument);
  ::close_range(kDocument + 1, ~0U, 0);
#ifndef __SANITIZE_ADDRESS__  // whose shadow takes terabytes of addresses
  limit(RLIMIT_AS, limits.memory);
#endif
  limit(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu.count()), 1);  // SIGXCPU says which limit it was, SIGKILL would not
  limit(RLIMIT_CORE, 0);
  std::array<char*, 6> argv{const_cast<char*>(program),        const_cast<char*>("plan"),   const_cast<char*>("text"),
                            const_cast<char*>(kChildDocument), const_cast<char*>("--json"), nullptr};
  ::execv(program, argv.data());
  ::_exit(127);
}

bool was_cancelled(const Cancellation* cancellation, std::chrono::milliseconds wait = {}) {
  if (cancellation == nullptr) {
    if (wait.count() > 0) ::poll(nullptr, 0, static_cast<int>(wait.count()));
    return false;
  }
  pollfd event{cancellation->descriptor(), POLLIN, 0};
  return ::poll(&event, 1, static_cast<int>(wait.count())) > 0;
}

/// What comes through the pipe until it closes; nothing when the time is over, it is more than any text, or somebody
/// cancelled.
std::optional<std::string> read_until(int fd, Steady::time_point until, const Cancellation* cancellation) {
  constexpr std::size_t kMost = 8 * plan::limits::kFile;  // JSON escapes grow a text
  constexpr std::int64_t kLook = 1000;                    // ms
  std::string out;
  std::vector<char> buffer(std::size_t{1} << 16);
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Steady::now()).count();
    // poll passes over a negative descriptor.
    std::array<pollfd, 2> ready{
        {{fd, POLLIN, 0}, {cancellation != nullptr ? cancellation->descriptor() : -1, POLLIN, 0}}};
    if (left <= 0) return std::nullopt;
    if (::poll(ready.data(), ready.size(), static_cast<int>(std::min(left, kLook))) < 0 && errno != EINTR)
      return std::nullopt;
    if (ready[1].revents != 0) return std::nullopt;
    if (ready[0].revents == 0) continue;
    const auto n = ::read(fd, buffer.data(), buffer.size());
    if (n <= 0) return out;
    out.append(buffer.data(), static_cast<std::size_t>(n));
    if (out.size() > kMost) return std::nullopt;
  }
}

/// With its group: LibreOffice may run in there. By itself too: it may not have made its group yet.
void kill_reader(pid_t pid) {
  ::kill(-pid, SIGKILL);
  ::kill(pid, SIGKILL);
}

/// How the child ended: at once where it is killed, else within the time that it has after its last word.
int reap(pid_t pid, bool now, std::chrono::seconds patience, const Cancellation* cancellation) {
  constexpr std::chrono::milliseconds kMoment{10};
  int status = 0;
  const auto until = Steady::now() + patience;
  while (!now) {
    if (::waitpid(pid, &status, WNOHANG) == pid) return status;
    now = was_cancelled(cancellation, kMoment) || Steady::now() > until;
  }
  kill_reader(pid);
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

Result<plan::Extracted> understood(const std::string& out, int status, const ChildLimits& limits) {
  const Json said = Json::parse(out, nullptr, false);
  if (said.is_object() && said.contains("error")) {
    const auto& error = said["error"];
    return tl::unexpected(
        Error{error.value("code", ""), error.value("args", Json::object()), error.value("place", "")});
  }
  if (said.is_object() && said.contains("text") && status == 0)
    return plan::Extracted{said.value("format", ""), said.value("text", ""), text::Encoding::utf8};
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
    return fail("plan_input.child_timeout", {{"seconds", limits.cpu.count()}});
  if (WIFSIGNALED(status)) return died("signal " + std::to_string(WTERMSIG(status)));
  return died("exit " + std::to_string(WEXITSTATUS(status)));
}

/// What a child that lacks memory says as its last words, made while there is some.
std::array<char, 128> last_words{};

/// Parsers abort, or run into a null pointer, where memory ends: so it was when half of what the process may have
/// cannot be had. Only calls that are safe in a signal.
extern "C" void die_of_memory(int signal) {
  rlimit most{};
  ::getrlimit(RLIMIT_AS, &most);
  void* half = most.rlim_cur == RLIM_INFINITY
                   ? nullptr
                   : ::mmap(nullptr, most.rlim_cur / 2, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (half == MAP_FAILED) {
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, last_words.data(), ::strlen(last_words.data()));
    ::_exit(1);
  }
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

}  // namespace

Error want_of_memory() {
  constexpr unsigned kMegabyte = 20;  // bits
  rlimit most{};
  ::getrlimit(RLIMIT_AS, &most);
  return {"plan_input.child_memory", {{"megabytes", most.rlim_cur >> kMegabyte}}, {}};
}

void tell_want_of_memory() {
  const auto error = want_of_memory();
  const auto said = Json{{"error", {{"code", error.code}, {"args", error.args}}}}.dump();
  said.copy(last_words.data(), last_words.size() - 1);
  ::signal(SIGABRT, die_of_memory);
  ::signal(SIGSEGV, die_of_memory);
}

Cancellation::Cancellation() : event_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Cancellation::~Cancellation() {
  if (event_ >= 0) ::close(event_);
}

void Cancellation::cancel() const {
  ::eventfd_write(event_, 1);
}

Result<plan::Extracted> extract_in_child(const std::string& bytes, const ChildLimits& limits,
                                         const std::filesystem::path& program, const Cancellation* cancellation) {
  if (bytes.size() > plan::limits::kFile || !plan::needs_parser(bytes)) return plan::extract(bytes);
  const Descriptor document(::memfd_create("document", MFD_CLOEXEC));
  if (document.get() < 0 || !write_all(document.get(), bytes)) return died("memfd");
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return died("pipe");
  const Descriptor in(pipe[0]);
  Descriptor out(pipe[1]);
  const std::string path = (program.empty() ? own_program() : program).string();
  auto given = limits;
  if (bytes.starts_with("\xD0\xCF\x11\xE0") || bytes.starts_with("{\\rtf")) given.memory *= 4;
  const auto until = Steady::now() + limits.time;
  const pid_t pid = ::fork();
  if (pid < 0) return died("fork");
  if (pid == 0) become_reader(path.c_str(), document.get(), out.get(), given);
  ::setpgid(pid, pid);  // as it does itself: whoever comes first
  out.close();
  const auto said = read_until(in.get(), until, cancellation);
  const int status = reap(pid, !said, limits.goodbye, cancellation);
  if (was_cancelled(cancellation)) return fail("command.stopped");
  if (!said) return fail("plan_input.child_timeout", {{"seconds", limits.time.count()}});
  return understood(*said, status, limits);
}

Result<plan::Extracted> extract_bounded(const std::string& bytes) {
  return plan::is_pdf(bytes) ? extract_in_child(bytes) : plan::extract(bytes);
}

}  // namespace limpid::app
