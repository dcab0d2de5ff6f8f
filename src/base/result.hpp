// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <tl/expected.hpp>

namespace limpid {

using Json = nlohmann::json;

/// What is wrong with an input: a code of messages/{zh,en}.yaml, its arguments, and where it was found
/// (a file, a line, a field; empty when there is no place). Ordinary data, never thrown by itself.
struct Error {
  std::string code;
  Json args = Json::object();
  std::string place;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string code, Json args = Json::object(), std::string place = {}) {
  return tl::unexpected<Error>(Error{std::move(code), std::move(args), std::move(place)});
}

/// An Error that ends a whole command or request; thrown at boundaries only.
class Failure : public std::runtime_error {
 public:
  explicit Failure(Error e) : std::runtime_error(e.code), error(std::move(e)) {}
  Failure(std::string code, Json args = Json::object(), std::string place = {})
      : Failure(Error{std::move(code), std::move(args), std::move(place)}) {}
  Error error;
};

}  // namespace limpid
