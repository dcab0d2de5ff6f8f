// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/messages.hpp"

namespace limpid::plan {

/// A binding's parameters as a sentence, in the catalogue's names: `污水处理厂（站），设计规模 ≥ 300
/// t/d：在线监测，占比 ≥ 100 %；2022-08-31 前`.
class ConditionWords {
 public:
  /// `kinds`: catalog/kinds.yaml as JSON.
  ConditionWords(const Messages& messages, Json kinds);
  static ConditionWords load(const Messages& messages, const std::filesystem::path& share);

  std::string render(const std::string& lang, const Json& params) const;

 private:
  std::string test(const std::string& lang, const std::string& kind, const Json& test) const;
  std::string kind_name(const std::string& lang, const std::string& kind) const;

  const Messages& messages_;
  Json kinds_;
};

}  // namespace limpid::plan
