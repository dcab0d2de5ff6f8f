// SPDX-License-Identifier: Apache-2.0
// links: fuzzed_lint
// Any plan: what is told of it has its places in it, on borders of characters, and a version of it without its second
// half can be held against it.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "plan/compare.hpp"
#include "plan/lint/lint.hpp"
#include "plan/read.hpp"

namespace {

using limpid::plan::Document;

std::optional<Document> read_any(std::string_view bytes) {
  if (limpid::plan::needs_parser(bytes)) return std::nullopt;
  auto extracted = limpid::plan::extract(bytes, {});
  if (!extracted) return std::nullopt;
  auto document = limpid::plan::read_extracted(std::move(*extracted));
  return document ? std::optional<Document>(std::move(*document)) : std::nullopt;
}

bool starts_character(const std::string& source, std::size_t at) {
  return at == source.size() || (static_cast<unsigned char>(source[at]) & 0xC0U) != 0x80U;
}

void check_places_of(const Document& document, const limpid::plan::LintRules& rules) {
  for (const auto& finding : limpid::plan::lint(document, rules)) {
    if (finding.places.empty()) std::abort();
    for (const auto& [item, span, quote] : finding.places) {
      if (span.start > span.end || span.end > document.source.size() || (!quote.empty() && span.start == span.end))
        std::abort();
      if (!starts_character(document.source, span.start) || !starts_character(document.source, span.end)) std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto rules = limpid::plan::LintRules::load(LIMPID_SOURCE_DIR);
  static const auto compare_rules = limpid::plan::CompareRules::load(LIMPID_SOURCE_DIR);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto document = read_any(bytes);
  if (!document) return 0;
  check_places_of(*document, rules);
  for (const auto& item : limpid::plan::compare(*document, *document, compare_rules).items)
    if (item.state != limpid::plan::ItemState::unchanged) std::abort();
  if (const auto half = read_any(bytes.substr(0, size / 2))) {
    limpid::plan::compare(*document, *half, compare_rules);
    limpid::plan::compare(*half, *document, compare_rules);
  }
  return 0;
}
