// SPDX-License-Identifier: Apache-2.0
#include "base/file_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "base/hash.hpp"
#include "base/result.hpp"

namespace limpid {
namespace {

[[noreturn]] void unwritable(const std::filesystem::path& file) {
  throw Failure("file.unwritable", {{"reason", std::strerror(errno)}}, file.string());
}

/// A descriptor that is closed on every way out.
struct Descriptor {
  int fd;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

void write_all(const std::filesystem::path& file, std::string_view bytes) {
  const Descriptor out{::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)};
  if (out.fd < 0) unwritable(file);
  while (!bytes.empty()) {
    const auto n = ::write(out.fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) unwritable(file);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  if (::fsync(out.fd) != 0) unwritable(file);
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor dir{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (dir.fd < 0 || ::fsync(dir.fd) != 0) unwritable(folder);
}

}  // namespace

std::filesystem::path kept_file(const std::filesystem::path& files, const std::string& hash) {
  return files / hash.substr(0, 2) / hash;
}

std::string keep_file(const std::filesystem::path& files, std::string_view bytes) {
  auto hash = content_hash(bytes);
  const auto target = kept_file(files, hash);
  if (std::filesystem::exists(target)) return hash;
  std::error_code error;
  std::filesystem::create_directories(target.parent_path(), error);
  // Written aside and renamed: a name that stands is a whole file. Two writers of the same bytes end in the same file.
  static std::atomic<unsigned> number{0};
  const auto aside = target.parent_path() / (hash + "." + std::to_string(::getpid()) + "." + std::to_string(++number));
  try {
    write_all(aside, bytes);
  } catch (const Failure&) {
    ::unlink(aside.c_str());
    throw;
  }
  if (std::rename(aside.c_str(), target.c_str()) != 0) unwritable(target);
  sync_folder(target.parent_path());
  return hash;
}

}  // namespace limpid
