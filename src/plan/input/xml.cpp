// SPDX-License-Identifier: Apache-2.0
#include "plan/input/xml.hpp"

#include "plan/input/limits.hpp"

namespace limpid::plan {
namespace {

/// Without recursion: the tree may be deeper than the stack.
bool too_deep(const pugi::xml_document& document) {
  int depth = 0;
  pugi::xml_node node = document.first_child();
  while (node) {
    if (depth > limits::kDepth) return true;
    if (node.first_child()) {
      node = node.first_child();
      ++depth;
      continue;
    }
    while (node && !node.next_sibling()) {
      node = node.parent();
      --depth;
    }
    if (node) node = node.next_sibling();
  }
  return false;
}

}  // namespace

Result<std::unique_ptr<pugi::xml_document>> read_xml(const Archive& archive, const std::string& part) {
  auto bytes = archive.read(part);
  if (!bytes) return tl::unexpected(bytes.error());
  auto document = std::make_unique<pugi::xml_document>();
  if (!*bytes) return document;
  const auto& xml = **bytes;
  // Word writes no DOCTYPE; who does has entities in mind.
  if (xml.find("<!DOCTYPE") != std::string::npos || xml.find("<!ENTITY") != std::string::npos)
    return fail("plan_input.entities", {{"part", part}}, part);
  const auto options = (pugi::parse_default | pugi::parse_ws_pcdata) & ~pugi::parse_eol;
  const auto parsed = document->load_buffer(xml.data(), xml.size(), options);
  if (!parsed)
    return fail("plan_input.xml_broken", {{"part", part}, {"byte", parsed.offset}, {"reason", parsed.description()}},
                part);
  if (too_deep(*document)) return fail("plan_input.depth", {{"part", part}, {"limit", limits::kDepth}}, part);
  return document;
}

}  // namespace limpid::plan
