// SPDX-License-Identifier: Apache-2.0
#include <new>

#include "app/command.hpp"
#include "app/plan_text_child.hpp"
#include "plan/input/extract.hpp"

namespace limpid::app {
namespace {

/// What the process for one document reads: where memory ends it says so.
Result<plan::Extracted> extract_as_child(const std::string& bytes) {
  tell_want_of_memory();
  try {
    return plan::extract(bytes);
  } catch (const std::bad_alloc&) {
    return tl::unexpected(want_of_memory());
  }
}

/// With --json an error is JSON on standard output too: app/plan_text_child.hpp reads it.
Body plan_text(Words& words) {
  auto file = std::make_shared<std::string>();
  words.file("FILE", *file, "The document: text, docx, html, pdf; doc and wps where LibreOffice is installed");
  return [file](Session& s) {
    const auto& bytes = s.file(*file);
    const auto extracted = *file == kChildDocument ? extract_as_child(bytes) : extract_bounded(bytes);
    if (!extracted) {
      Error e = plan::by_name(extracted.error(), bytes, *file);
      if (s.json) s.print_json({{"error", {{"code", e.code}, {"args", e.args}, {"place", e.place}}}});
      e.place = e.place.empty() ? *file : *file + ": " + e.place;
      s.err += s.messages->render(s.lang, e) + "\n";
      return 1;
    }
    if (s.json)
      s.print_json({{"format", extracted->format}, {"text", extracted->text}});
    else
      s.out += extracted->text;
    return 0;
  };
}

}  // namespace

void add_plan_text_command(CommandSet& set) {
  set.push_back({"plan", "text", "The text of a plan document, as its reader takes it", Needs::nothing, plan_text});
}

}  // namespace limpid::app
