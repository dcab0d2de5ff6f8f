// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/text.hpp"

namespace limpid::plan {

/// The text of a document of any format. A table is one line a row with its cells between tabs; a merged cell stands in
/// each row that it spans. `text` read again as plain text gives the same Document, so it can be taken in another
/// process than the one that reads it.
struct Extracted {
  std::string format;                              ///< text, docx, html, pdf, doc
  std::string text;                                ///< UTF-8; for a UTF-8 file of format text the file byte for byte
  text::Encoding encoding = text::Encoding::utf8;  ///< of a text file
};

/// Begins the one line that a table of a PDF becomes whose columns could not be told; its words follow.
constexpr std::string_view kUnreadTable = "［表格没有框线，未能按行列读出］";

/// Turns an old document (.doc, .wps, .rtf) into the bytes of a .docx.
using Converter = std::function<Result<std::string>(std::string_view bytes)>;

/// By LibreOffice without a screen, in a folder and with a profile of its own. Errors: `plan_input.doc_no_office`,
/// `plan_input.doc_timeout` {seconds}, `plan_input.doc_failed` {reason}.
Result<std::string> convert_by_office(std::string_view bytes);

/// Recognises the format by the bytes, never by a name. Linear in their number; each limit of input/limits.hpp that is
/// passed is an error plan_input.* naming it. Errors also: those of text::to_utf8.
Result<Extracted> extract(std::string_view bytes, const Converter& convert = convert_by_office);

/// The error as who gave the bytes this name understands it: bytes that are no text under a name that promises a PDF or
/// a Word document are no such document, `plan_input.misnamed` {name, kind, mark, found}. Any other error as it is.
Error by_name(Error error, std::string_view bytes, std::string_view file);

/// A PDF, whose mark may stand a little after the start, as its makers allow: mail and web servers leave bytes before
/// it.
bool is_pdf(std::string_view bytes);

/// Whether the bytes are of a format that needs a parser for binary or marked-up documents: all but plain text.
bool needs_parser(std::string_view bytes);

}  // namespace limpid::plan
