// SPDX-License-Identifier: Apache-2.0
#include "base/file_store.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/data_file.hpp"
#include "base/hash.hpp"
#include "base/result.hpp"

namespace limpid {
namespace {

struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("limpid-files-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};

TEST(FileStore, KeepsBytesOnceByTheirContent) {
  const Folder folder;
  const std::string bytes("a photo\0with a zero", 19);
  const auto hash = keep_file(folder.path, bytes);
  EXPECT_EQ(hash, content_hash(bytes));
  EXPECT_EQ(read_file(kept_file(folder.path, hash)), bytes);
  EXPECT_EQ(keep_file(folder.path, bytes), hash);
  EXPECT_NE(keep_file(folder.path, ""), hash);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path)) files += entry.is_regular_file();
  EXPECT_EQ(files, 2U) << "nothing half written stays beside them";
}

TEST(FileStore, SaysWhenItCannotWrite) {
  try {
    keep_file("/dev/null/files", "x");
    FAIL() << "written to /dev/null/files";
  } catch (const Failure& f) {
    EXPECT_EQ(f.error.code, "file.unwritable");
  }
}

}  // namespace
}  // namespace limpid
