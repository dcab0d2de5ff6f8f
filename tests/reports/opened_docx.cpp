// SPDX-License-Identifier: Apache-2.0
#include "reports/opened_docx.hpp"

#include <zip.h>

#include <pugixml.hpp>

#include "base/result.hpp"

namespace limpid::reports {
namespace {

std::string text_of_run(const pugi::xml_node& run) {
  std::string out;
  for (const auto& child : run.children()) {
    if (std::string_view(child.name()) == "w:t") out += child.text().get();
    if (std::string_view(child.name()) == "w:br") out += "\n";
  }
  return out;
}

pugi::xml_document parsed(const std::string& xml) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_ws_pcdata))
    throw Failure("test.xml");
  return document;
}

}  // namespace

OpenedDocx::OpenedDocx(const std::string& bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  if (archive == nullptr) throw Failure("test.zip", {{"reason", zip_error_strerror(&error)}});
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    zip_stat_t stat;
    zip_stat_index(archive, static_cast<zip_uint64_t>(i), 0, &stat);
    std::string content(stat.size, '\0');
    zip_file_t* file = zip_fopen_index(archive, static_cast<zip_uint64_t>(i), 0);
    zip_fread(file, content.data(), content.size());
    zip_fclose(file);
    parts_[stat.name] = std::move(content);
  }
  zip_discard(archive);
}

std::vector<std::string> OpenedDocx::names() const {
  std::vector<std::string> out;
  out.reserve(parts_.size());
  for (const auto& [name, content] : parts_) out.push_back(name);
  return out;
}

bool OpenedDocx::well_formed(const std::string& name) const {
  pugi::xml_document document;
  return static_cast<bool>(document.load_string(part(name).c_str()));
}

std::vector<std::string> OpenedDocx::paragraphs() const {
  const auto document = parsed(part("word/document.xml"));
  std::vector<std::string> out;
  for (const auto& found : document.select_nodes("//w:p")) {
    std::string text;
    for (const auto& run : found.node().children("w:r")) text += text_of_run(run);
    out.push_back(std::move(text));
  }
  return out;
}

std::vector<std::string> OpenedDocx::bold() const {
  const auto document = parsed(part("word/document.xml"));
  std::vector<std::string> out;
  for (const auto& found : document.select_nodes("//w:r[w:rPr/w:b]")) out.push_back(text_of_run(found.node()));
  return out;
}

}  // namespace limpid::reports
