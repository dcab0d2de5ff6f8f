// SPDX-License-Identifier: Apache-2.0
#include "store/duck_library.hpp"

#include <dlfcn.h>

#include "store/duck.hpp"

namespace limpid::store::duck {
namespace {

[[noreturn]] void refuse() {
  const char* reason = dlerror();
  throw Error(reason != nullptr ? reason : "libduckdb.so cannot be loaded");
}

template <class Function>
void take(void* handle, const char* name, Function& into) {
  void* found = dlsym(handle, name);
  if (found == nullptr) refuse();
  into = reinterpret_cast<Function>(found);
}

Library load() {
  // Never closed: its threads may outlive every database.
  void* handle = dlopen(LIMPID_DUCKDB_LIBRARY, RTLD_LAZY | RTLD_LOCAL);
  if (handle == nullptr) refuse();
  Library out;
#define LIMPID_DUCKDB_TAKE(name) take(handle, "duckdb_" #name, out.name);
  LIMPID_DUCKDB_FUNCTIONS(LIMPID_DUCKDB_TAKE)
#undef LIMPID_DUCKDB_TAKE
  return out;
}

}  // namespace

const Library& library() {
  static const Library loaded = load();
  return loaded;
}

}  // namespace limpid::store::duck
