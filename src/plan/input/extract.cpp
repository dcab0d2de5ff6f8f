// SPDX-License-Identifier: Apache-2.0
#include "plan/input/extract.hpp"

#include <unicode/unistr.h>

#include <algorithm>

#include "plan/input/docx.hpp"
#include "plan/input/html.hpp"
#include "plan/input/limits.hpp"
#include "plan/input/ole.hpp"
#include "plan/input/pdf.hpp"
#include "plan/input/text_writer.hpp"

namespace limpid::plan {
namespace {

using namespace std::string_view_literals;

enum class Kind { text, utf16, zip, html, pdf, ole, rtf };

Kind kind_of_bytes(std::string_view bytes) {
  if (bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv)) return Kind::zip;
  if (bytes.starts_with("\xD0\xCF\x11\xE0"sv)) return Kind::ole;
  if (bytes.starts_with("{\\rtf"sv)) return Kind::rtf;
  if (is_pdf(bytes)) return Kind::pdf;
  if (looks_like_html(bytes)) return Kind::html;
  if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) return Kind::utf16;
  return Kind::text;
}

Result<Extracted> as(std::string format, Result<std::string> text) {
  if (!text) return tl::unexpected(text.error());
  return Extracted{std::move(format), std::move(*text), text::Encoding::utf8};
}

/// The first line that is longer than any line of a document.
std::optional<Error> long_line(std::string_view text) {
  std::size_t line = 1;
  for (std::size_t begin = 0; begin < text.size(); ++line) {
    const auto end = std::min(text.find('\n', begin), text.size());
    if (end - begin > limits::kLine)
      return Error{"plan_input.long_line", {{"bytes", end - begin}, {"limit", limits::kLine}}, std::to_string(line)};
    begin = end + 1;
  }
  return std::nullopt;
}

/// Lines that end in CR alone, as old systems wrote them, end as all others do; every byte keeps its place.
void end_lines_in_newlines(std::string& text) {
  if (text.find('\n') == std::string::npos) std::replace(text.begin(), text.end(), '\r', '\n');
}

Result<Extracted> plain(std::string_view bytes) {
  auto decoded = text::to_utf8(bytes);
  if (!decoded) return tl::unexpected(decoded.error());
  end_lines_in_newlines(decoded->utf8);
  if (decoded->utf8.size() > limits::kText) return fail("plan_input.text_too_large", {{"limit", limits::kText}});
  if (auto error = long_line(decoded->utf8)) return tl::unexpected(std::move(*error));
  return Extracted{"text", std::move(decoded->utf8), decoded->encoding};
}

Result<Extracted> from_utf16(std::string_view bytes) {
  const bool little = bytes[0] == '\xFF';
  icu::UnicodeString units;
  for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
    const auto a = static_cast<unsigned char>(bytes[i]), b = static_cast<unsigned char>(bytes[i + 1]);
    units.append(static_cast<char16_t>(little ? a | b << 8 : b | a << 8));
  }
  std::string utf8;
  units.toUTF8String(utf8);
  return plain(utf8);
}

}  // namespace

bool is_pdf(std::string_view bytes) {
  constexpr std::size_t kLookedAt = 1024;
  if (bytes.starts_with("%PDF-"sv)) return true;
  const auto at = bytes.substr(0, kLookedAt).find("%PDF-1.");
  return at != std::string_view::npos && bytes.find("endobj", at) != std::string_view::npos;
}

bool needs_parser(std::string_view bytes) {
  const auto kind = kind_of_bytes(bytes);
  return kind != Kind::text && kind != Kind::utf16;
}

Result<Extracted> extract(std::string_view bytes, const Converter& convert) {
  if (bytes.size() > limits::kFile)
    return fail("plan_input.too_large", {{"bytes", bytes.size()}, {"limit", limits::kFile}});
  switch (kind_of_bytes(bytes)) {
    case Kind::zip: return as("docx", docx_text(bytes));
    case Kind::html: return as("html", html_text(bytes));
    case Kind::pdf: return as("pdf", pdf_text(bytes));
    case Kind::utf16: return from_utf16(bytes);
    case Kind::text: return plain(bytes);
    case Kind::rtf: break;  // the names of such files end in .doc
    case Kind::ole:
      if (auto error = ole_fault(bytes)) return tl::unexpected(std::move(*error));
      break;
  }
  if (!convert) return fail("plan_input.doc_no_office");
  const auto docx = convert(bytes);
  if (!docx) return tl::unexpected(docx.error());
  return as("doc", docx_text(*docx));
}

Error by_name(Error error, std::string_view bytes, std::string_view file) {
  if (!error.code.starts_with("text.") || bytes.empty()) return error;
  const auto name = lower_ascii(file.substr(std::min(file.rfind('.'), file.size())));
  struct Promised {
    std::string_view name, kind, mark;
  };
  for (const auto& p : {Promised{".pdf", "PDF", "%PDF-"}, Promised{".docx", "Word (.docx)", "PK"},
                        Promised{".doc", "Word (.doc)", "D0 CF 11 E0"}, Promised{".wps", "WPS", "D0 CF 11 E0"}}) {
    if (name != p.name) continue;
    std::string found;
    for (const char c : bytes.substr(0, 8)) {
      constexpr std::string_view kHex = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      found += {kHex[byte >> 4U], kHex[byte & 15U], ' '};
    }
    found.pop_back();
    return {"plan_input.misnamed", {{"name", p.name}, {"kind", p.kind}, {"mark", p.mark}, {"found", found}}, "byte 1"};
  }
  return error;
}

}  // namespace limpid::plan
