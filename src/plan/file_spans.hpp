// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "plan/document.hpp"

namespace limpid::plan {

/// Spans in bytes of the file that a document was read from. They are those of `Document::source`, unless the file is
/// text in GB18030, where each character has another length. Of formats whose text was taken out (docx, pdf …) they
/// stay those of that text.
class FileSpans {
 public:
  /// `bytes`: of the file that was read as `document`.
  FileSpans(std::string_view bytes, const Document& document);

  Span operator()(const Span& span) const { return {offset(span.start), offset(span.end)}; }
  /// Every `{start, end}` of two numbers in it.
  void lay(Json& json) const;

 private:
  std::size_t offset(std::size_t in_source) const;
  std::vector<std::size_t> offsets_;  ///< by byte of the source; empty: they are the same
};

}  // namespace limpid::plan
