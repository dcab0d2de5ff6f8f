// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "store/duck_library.hpp"

/// Thin ownership over DuckDB's C interface: what fails throws duck::Error with DuckDB's words.
namespace limpid::store::duck {

class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Database {
 public:
  explicit Database(const std::filesystem::path& file);
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database() { library().close(&handle_); }
  duckdb_database handle() const { return handle_; }

 private:
  duckdb_database handle_ = nullptr;
};

/// A result, read column by column, chunk by chunk: while (rows.next()) for (i < rows.size()) rows.get<std::int64_t>(0,
/// i).
class Rows {
 public:
  explicit Rows(duckdb_result result) : result_(result) {}
  Rows(const Rows&) = delete;
  Rows& operator=(const Rows&) = delete;
  ~Rows();

  bool next();
  std::size_t size() const { return library().data_chunk_get_size(chunk_); }
  template <class T>
  T get(std::size_t column, std::size_t row) const {
    return static_cast<const T*>(library().vector_get_data(library().data_chunk_get_vector(chunk_, column)))[row];
  }
  std::string text(std::size_t column, std::size_t row) const;
  bool null(std::size_t column, std::size_t row) const;

 private:
  duckdb_result result_;
  duckdb_data_chunk chunk_ = nullptr;
};

class Connection {
 public:
  explicit Connection(const Database& db);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() { library().disconnect(&handle_); }

  void run(const std::string& sql) const;
  Rows query(const std::string& sql) const;
  duckdb_connection handle() const { return handle_; }

 private:
  duckdb_connection handle_ = nullptr;
};

/// Rows into a table: out << a << b << end_row. close() writes them; without it they are dropped with the transaction.
class Appender {
 public:
  Appender(const Connection& connection, const char* catalog, const char* table);
  Appender(const Appender&) = delete;
  Appender& operator=(const Appender&) = delete;
  ~Appender() { library().appender_destroy(&handle_); }

  Appender& operator<<(std::int32_t v) { return check(library().append_int32(handle_, v)); }
  Appender& operator<<(std::int64_t v) { return check(library().append_int64(handle_, v)); }
  Appender& operator<<(std::uint64_t v) { return check(library().append_int64(handle_, static_cast<std::int64_t>(v))); }
  Appender& operator<<(double v) { return check(library().append_double(handle_, v)); }
  Appender& operator<<(std::string_view v) {
    return check(library().append_varchar_length(handle_, v.data(), v.size()));
  }
  Appender& blob(std::string_view v) { return check(library().append_blob(handle_, v.data(), v.size())); }
  void end_row() { check(library().appender_end_row(handle_)); }
  void close() { check(library().appender_close(handle_)); }

 private:
  Appender& check(duckdb_state state);
  duckdb_appender handle_ = nullptr;
};

}  // namespace limpid::store::duck
