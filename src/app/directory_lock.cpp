// SPDX-License-Identifier: Apache-2.0
#include "app/directory_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "base/result.hpp"

namespace limpid::app {

std::optional<DirectoryLock> DirectoryLock::try_take(const std::filesystem::path& dir, const std::string& what) {
  const int fd = ::open((dir / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0) throw Failure("county.not_writable", {{"dir", dir.string()}, {"reason", std::strerror(errno)}});
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
    ::close(fd);
    return std::nullopt;
  }
  DirectoryLock lock(fd);
  // A note for people; on a full disk the lock holds all the same.
  const auto text = fmt::format("{} (pid {})\n", what, ::getpid());
  if (::ftruncate(fd, 0) == 0 && ::pwrite(fd, text.data(), text.size(), 0) < 0) return lock;
  return lock;
}

std::string DirectoryLock::holder(const std::filesystem::path& dir) {
  std::ifstream in(dir / "lock");
  std::string line;
  std::getline(in, line);
  return line;
}

DirectoryLock::~DirectoryLock() {
  if (fd_ >= 0) ::close(fd_);
}

ShortPath::ShortPath(const std::filesystem::path& dir) : fd_(::open(dir.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {
  if (fd_ < 0) throw Failure("county.missing", {{"dir", dir.string()}});
}

ShortPath::~ShortPath() {
  ::close(fd_);
}

std::string ShortPath::operator()(const std::string& name) const {
  return fmt::format("/proc/self/fd/{}/{}", fd_, name);
}

}  // namespace limpid::app
