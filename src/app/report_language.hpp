// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/command.hpp"
#include "base/time.hpp"

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

  /// 2022年6月17日 of 2022-06-17; anything else as it is.
  std::string date(const Session& s, const std::string& words) const {
    constexpr std::size_t kIsoDate = 10;
    if (words.size() != kIsoDate || !parse_instant(words)) return words;
    const int month = std::stoi(words.substr(5, 2));
    return text(s, "report.date",
                {{"year", std::stoi(words.substr(0, 4))},
                 {"month", {{"code", "report.month." + std::to_string(month)}}},
                 {"day", std::stoi(words.substr(8, 2))}});
  }
};

}  // namespace limpid::app
