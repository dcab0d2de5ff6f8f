// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/command.hpp"

namespace limpid::app {

/// In what language a command writes what goes to others (workbook, letters, calendar): Chinese, as the plans are,
/// whatever the caller's own is, in which it speaks to the caller. `--lang` names another.
struct ReportLanguage {
  std::string lang;

  void declare(Words& words) {
    words.option("--lang", lang, "Language of what is written, zh or en; without it Chinese, as the plan is");
  }

  /// Throws Failure `plan.option_lang` {lang}.
  std::string text(const Session& s, std::string_view code, const Json& args = Json::object()) const {
    if (!lang.empty() && lang != "zh" && lang != "en") throw Failure("plan.option_lang", {{"lang", lang}});
    return s.messages->render(lang.empty() ? "zh" : lang, code, args);
  }
};

}  // namespace limpid::app
