// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

#include "base/data_file.hpp"
#include "plan/input/extract.hpp"
#include "plan/input/limits.hpp"

namespace limpid::plan {
namespace {

/// A folder that only this user can look into and that goes away.
class PrivateFolder {
 public:
  PrivateFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "limpid-doc-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw Failure("plan_input.doc_failed", {{"reason", "mkdtemp"}});
    path_ = name;
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string find_office() {
  const char* path = std::getenv("PATH");
  std::string_view rest = path != nullptr ? path : "/usr/bin";
  for (;;) {
    const auto end = rest.find(':');
    for (const char* name : {"soffice", "libreoffice"}) {
      std::string file = std::string(rest.substr(0, end)) + "/" + name;
      if (::access(file.c_str(), X_OK) == 0) return file;
    }
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
}

/// Runs it in a process group of its own, so that its end takes along what it started. The exit status, or nothing when
/// the time is over.
std::optional<int> run_office(const std::vector<std::string>& args) {
  std::vector<char*> argv;
  argv.reserve(args.size() + 1);
  for (const auto& arg : args) argv.push_back(const_cast<char*>(arg.c_str()));
  argv.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid < 0) throw Failure("plan_input.doc_failed", {{"reason", "fork"}});
  if (pid == 0) {
    ::setpgid(0, 0);
    const int null = ::open("/dev/null", O_RDWR);
    for (const int fd : {0, 1, 2}) ::dup2(null, fd);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  using Steady = std::chrono::steady_clock;
  const auto until = Steady::now() + std::chrono::seconds(limits::kOfficeSeconds);
  int status = 0;
  while (::waitpid(pid, &status, WNOHANG) == 0) {
    if (Steady::now() > until) {
      ::kill(-pid, SIGKILL);
      ::waitpid(pid, &status, 0);
      return std::nullopt;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return status;
}

}  // namespace

Result<std::string> convert_by_office(std::string_view bytes) {
  const auto office = find_office();
  if (office.empty()) return fail("plan_input.doc_no_office");
  const PrivateFolder folder;
  const auto source = folder.path() / "document.doc", target = folder.path() / "document.docx";
  {
    std::ofstream file(source, std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  }
  const auto status = run_office({office, "-env:UserInstallation=file://" + (folder.path() / "profile").string(),
                                  "--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir",
                                  folder.path().string(), source.string()});
  if (!status) return fail("plan_input.doc_timeout", {{"seconds", limits::kOfficeSeconds}});
  if (!std::filesystem::exists(target))
    return fail("plan_input.doc_failed", {{"reason", "LibreOffice, status " + std::to_string(*status)}});
  return read_file(target);
}

}  // namespace limpid::plan
