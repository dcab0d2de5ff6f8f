// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <duckdb.h>

namespace limpid::store::duck {

// What of DuckDB's C interface is used here.
// clang-format off
#define LIMPID_DUCKDB_FUNCTIONS(X) \
  X(append_blob) X(append_double) X(append_int32) X(append_int64) \
  X(append_varchar_length) X(appender_close) X(appender_create_ext) X(appender_destroy) \
  X(appender_end_row) X(appender_error) X(close) X(connect) \
  X(create_config) X(data_chunk_get_size) X(data_chunk_get_vector) X(destroy_config) \
  X(destroy_data_chunk) X(destroy_result) X(disconnect) X(fetch_chunk) \
  X(free) X(library_version) X(open_ext) X(query) \
  X(result_error) X(set_config) X(string_t_data) X(string_t_length) \
  X(validity_row_is_valid) X(vector_get_data) X(vector_get_validity)
// clang-format on

/// DuckDB's functions, by their names without `duckdb_`.
struct Library {
// NOLINTNEXTLINE(bugprone-macro-parentheses): it names a member
#define LIMPID_DUCKDB_MEMBER(name) decltype(&duckdb_##name) name = nullptr;
  LIMPID_DUCKDB_FUNCTIONS(LIMPID_DUCKDB_MEMBER)
#undef LIMPID_DUCKDB_MEMBER
};

/// Loads DuckDB when it is first asked for: settling the 40 000 addresses of its library takes longer than most
/// commands that open no store. Throws duck::Error where the library is not there or lacks a function.
const Library& library();

}  // namespace limpid::store::duck
