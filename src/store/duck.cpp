// SPDX-License-Identifier: Apache-2.0
#include "store/duck.hpp"

namespace limpid::store::duck {
namespace {

class Config {
 public:
  Config() {
    if (library().create_config(&handle) == DuckDBError) throw Error("duckdb_create_config");
  }
  Config(const Config&) = delete;
  Config& operator=(const Config&) = delete;
  ~Config() { library().destroy_config(&handle); }
  void set(const char* name, const char* value) const {
    if (library().set_config(handle, name, value) == DuckDBError) throw Error(std::string("unknown setting ") + name);
  }
  duckdb_config handle = nullptr;
};

}  // namespace

Database::Database(const std::filesystem::path& file) {
  const Config config;
  // Explicit, because the defaults follow the machine: 80 % of memory and all cores.
  config.set("memory_limit", "512MB");
  config.set("threads", "2");
  // With 256MB the worst commit took 1.2 s, with 64MB 0.1 s.
  config.set("checkpoint_threshold", "64MB");
  // A file written here can be read by every release since.
  config.set("storage_compatibility_version", "v1.0.0");
  config.set("autoinstall_known_extensions", "false");
  config.set("autoload_known_extensions", "false");
  char* message = nullptr;
  if (library().open_ext(file.c_str(), &handle_, config.handle, &message) == DuckDBError) {
    const std::string text = message != nullptr ? message : "cannot be opened";
    library().free(message);
    throw Error(text);
  }
}

Rows::~Rows() {
  library().destroy_data_chunk(&chunk_);
  library().destroy_result(&result_);
}

bool Rows::next() {
  library().destroy_data_chunk(&chunk_);
  chunk_ = library().fetch_chunk(result_);
  return chunk_ != nullptr && size() > 0;
}

std::string Rows::text(std::size_t column, std::size_t row) const {
  auto* values =
      static_cast<duckdb_string_t*>(library().vector_get_data(library().data_chunk_get_vector(chunk_, column)));
  return {library().string_t_data(&values[row]), library().string_t_length(values[row])};
}

bool Rows::null(std::size_t column, std::size_t row) const {
  auto* validity = library().vector_get_validity(library().data_chunk_get_vector(chunk_, column));
  return validity != nullptr && !library().validity_row_is_valid(validity, row);
}

Connection::Connection(const Database& db) {
  if (library().connect(db.handle(), &handle_) == DuckDBError) throw Error("no connection");
}

Rows Connection::query(const std::string& sql) const {
  duckdb_result result;
  if (library().query(handle_, sql.c_str(), &result) == DuckDBError) {
    const char* message = library().result_error(&result);
    const std::string text = message != nullptr ? message : "query failed";
    library().destroy_result(&result);
    throw Error(text);
  }
  return Rows(result);
}

void Connection::run(const std::string& sql) const {
  query(sql);
}

Appender::Appender(const Connection& connection, const char* catalog, const char* table) {
  check(library().appender_create_ext(connection.handle(), catalog, nullptr, table, &handle_));
}

Appender& Appender::check(duckdb_state state) {
  if (state == DuckDBError) {
    const char* message = handle_ != nullptr ? library().appender_error(handle_) : nullptr;
    throw Error(message != nullptr ? message : "append failed");
  }
  return *this;
}

}  // namespace limpid::store::duck
