// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <string_view>

namespace limpid::plan {

/// A number as Word prints it in a w:numFmt (ECMA-376 part 1, 17.18.59 ST_NumberFormat), for those that Chinese
/// documents use; empty for bullets and `none`, decimal for all others.
std::string list_number(int value, std::string_view format);

/// The numbers that Word puts before paragraphs: they stand in no text, only in the parts numbering.xml and styles.xml.
/// Takes the paragraphs in their order.
class ListNumbers {
 public:
  ListNumbers(const pugi::xml_document& numbering, const pugi::xml_document& styles);

  /// What is printed before this paragraph, its separator left out; empty for most.
  std::string next(const pugi::xml_node& paragraph);
  /// Name of the paragraph's style in lower case, `toc 1`.
  std::string style_name(const pugi::xml_node& paragraph) const;

 private:
  static constexpr std::size_t kLevels = 9;
  struct Level {
    int start = 1;
    std::string format = "decimal", text, style;
    std::optional<int> restart;
    bool legal = false;
  };
  struct Abstract {
    std::array<Level, kLevels> levels;
    std::string style_link;
    std::array<std::optional<int>, kLevels> counters;
  };
  struct Num {
    std::string abstract;
    std::map<std::size_t, int> starts;
    std::map<std::size_t, Level> levels;
    std::set<std::size_t> started;
  };
  struct Style {
    std::string name, based_on, num;
    std::optional<std::size_t> level;
  };
  struct Place {
    std::string num;
    std::size_t level = 0;
  };

  static Level read_level(const pugi::xml_node& node);
  std::optional<Place> place_of(const pugi::xml_node& paragraph) const;
  const Level& level_of(const Num& num, const Abstract& abstract, std::size_t i) const;

  std::map<std::string, Abstract> abstracts_;
  std::map<std::string, Num> nums_;
  std::map<std::string, Style> styles_;
  std::string default_style_;
};

}  // namespace limpid::plan
