// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "base/result.hpp"

namespace limpid {

/// The texts of messages/{zh,en}/*.yaml: code -> sentence with {name} placeholders. What is made inside is {code,
/// args}; words exist at the edge.
class Messages {
 public:
  /// Loads messages/zh and messages/en below `share`. Throws Failure for an unreadable file or a code given twice.
  static Messages load(const std::filesystem::path& share);
  /// The same, each language only once something is asked in it: for a program that may say nothing. What load throws
  /// is thrown by the first question. Safe to share between threads.
  static Messages when_asked(const std::filesystem::path& share);

  /// `lang` is "zh" or "en". An argument that is itself {code, args} is rendered first; an array is joined with 、 or
  /// ", ". An unknown code is shown as it is with its arguments, never dropped.
  std::string render(std::string_view lang, std::string_view code, const Json& args = Json::object()) const;
  std::string render(std::string_view lang, const Error& error) const;
  bool has(std::string_view lang, std::string_view code) const;
  const std::map<std::string, std::string, std::less<>>& all(std::string_view lang) const;

 private:
  std::string text_of(std::string_view lang, const Json& value) const;

  struct Language {
    std::filesystem::path dir;
    std::once_flag once;
    std::map<std::string, std::string, std::less<>> texts;
  };
  // None: it knows no code.
  std::shared_ptr<Language> zh_, en_;
};

}  // namespace limpid
