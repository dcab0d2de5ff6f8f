// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <istream>

#include "base/result.hpp"

namespace limpid {

/// Reads a YAML file into JSON. Plain scalars become null, bool, integer or number as in YAML 1.2's core schema, except
/// that a number written with a decimal point stays a string, digits as written, so that limits keep their decimals
/// (0.20 is not 0.2). Throws Failure `file.unreadable` or `yaml.invalid` with file:line:column.
Json read_yaml(const std::filesystem::path& file);
Json parse_yaml(std::string_view text, const std::string& place);

/// Checks `value` against the JSON Schema file (draft 7). Throws Failure `schema.mismatch` with the place in the
/// document.
void check_schema(const Json& value, const std::filesystem::path& schema_file, const std::string& place);

/// read_yaml + check_schema: how each file of rules/, catalog/ and messages/ is loaded.
Json load_data_file(const std::filesystem::path& file, const std::filesystem::path& schema_file);

/// The whole file as bytes. Throws Failure `file.unreadable`.
std::string read_file(const std::filesystem::path& file);
/// The same for a file of a stranger: one larger than `most` bytes is refused, by its size before it is loaded where it
/// has one. Throws Failure `file.unreadable` {file}, `file.too_large` {file, limit}.
std::string read_file(const std::filesystem::path& file, std::size_t most);
/// The same of a stream, standard input say, that the errors call `name`.
std::string read_stream(std::istream& in, const std::string& name, std::size_t most);

/// The folder that holds rules/, catalog/, messages/, plans/, schemas/ and web/dist: $LIMPID_SHARE, else the nearest
/// folder above the executable that has rules/. Throws Failure `share.missing`.
std::filesystem::path share_dir();

}  // namespace limpid
