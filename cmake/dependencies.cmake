find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(date REQUIRED)
find_package(tl-expected REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n data)
find_package(valijson REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(Threads REQUIRED)
find_package(GTest REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)

# Boost 1.74 may be present beside 1.81; only headers of 1.81 are used.
find_package(Boost 1.81 EXACT REQUIRED)

add_library(limpid_soci INTERFACE)
set(LIMPID_SOCI soci_core soci_sqlite3)
if(LIMPID_SANITIZE MATCHES "undefined")
  # UBSan's vptr check needs type information that the shared library hides.
  find_library(LIMPID_SOCI_SQLITE3_A libsoci_sqlite3.a REQUIRED)
  find_library(LIMPID_SOCI_CORE_A libsoci_core.a REQUIRED)
  set(LIMPID_SOCI ${LIMPID_SOCI_SQLITE3_A} ${LIMPID_SOCI_CORE_A})
endif()
target_link_libraries(limpid_soci INTERFACE ${LIMPID_SOCI} SQLite::SQLite3 ${CMAKE_DL_LIBS})

# RESTinio over Boost.Asio: only src/api/http includes it.
add_library(limpid_restinio INTERFACE)
target_compile_definitions(limpid_restinio INTERFACE RESTINIO_USE_BOOST_ASIO=1)
find_library(LIMPID_HTTP_PARSER http_parser REQUIRED)
target_link_libraries(limpid_restinio INTERFACE Boost::headers fmt::fmt Threads::Threads ${LIMPID_HTTP_PARSER})

set(LIMPID_DUCKDB_DIR ${PROJECT_SOURCE_DIR}/third_party/duckdb/node_modules/@duckdb/node-bindings-linux-x64)
if(NOT EXISTS ${LIMPID_DUCKDB_DIR}/libduckdb.so)
  message(FATAL_ERROR "libduckdb.so is missing: run scripts/install-deps first")
endif()
add_library(duckdb SHARED IMPORTED)
set_target_properties(duckdb PROPERTIES
  IMPORTED_LOCATION ${LIMPID_DUCKDB_DIR}/libduckdb.so
  INTERFACE_INCLUDE_DIRECTORIES ${PROJECT_SOURCE_DIR}/third_party/duckdb/include)
