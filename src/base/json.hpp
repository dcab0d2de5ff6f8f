// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "base/time.hpp"

/// How the value types of base cross into JSON: an Instant as ISO 8601 with +08:00, an empty optional as null.
namespace nlohmann {

template <>
struct adl_serializer<limpid::Instant> {
  static void to_json(json& j, const limpid::Instant& t) { j = limpid::format_instant(t); }
  static void from_json(const json& j, limpid::Instant& t) {
    auto parsed = limpid::parse_instant(j.get_ref<const std::string&>());
    if (!parsed) throw limpid::Failure(parsed.error());
    t = *parsed;
  }
};

template <class T>
struct adl_serializer<std::optional<T>> {
  static void to_json(json& j, const std::optional<T>& value) {
    if (value) {
      j = *value;
    } else {
      j = nullptr;
    }
  }
  static void from_json(const json& j, std::optional<T>& value) {
    if (j.is_null()) {
      value.reset();
    } else {
      value = j.get<T>();
    }
  }
};

}  // namespace nlohmann
