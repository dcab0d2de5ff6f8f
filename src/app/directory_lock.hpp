// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace limpid::app {

/// flock(DIR/lock): says who owns the directory, for as long as the process lives. The kernel releases it at kill -9.
class DirectoryLock {
 public:
  /// Empty where another process holds it. Failure `county.not_writable`.
  static std::optional<DirectoryLock> try_take(const std::filesystem::path& dir, const std::string& what);
  /// What the holder wrote: `serve (pid 4711)`.
  static std::string holder(const std::filesystem::path& dir);

  DirectoryLock(DirectoryLock&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  DirectoryLock& operator=(DirectoryLock&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int fd) : fd_(fd) {}
  int fd_ = -1;
};

/// A path below `dir` that fits a socket address (107 bytes) however long the directory's own is: /proc/self/fd/N/NAME.
/// Keeps the directory open.
class ShortPath {
 public:
  explicit ShortPath(const std::filesystem::path& dir);
  ShortPath(const ShortPath&) = delete;
  ShortPath& operator=(const ShortPath&) = delete;
  ~ShortPath();
  std::string operator()(const std::string& name) const;

 private:
  int fd_ = -1;
};

}  // namespace limpid::app
