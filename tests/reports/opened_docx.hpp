// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace limpid::reports {

/// A docx or xlsx file read back by other means than it was written: libzip and pugixml.
class OpenedDocx {
 public:
  explicit OpenedDocx(const std::string& bytes);
  std::vector<std::string> names() const;
  const std::string& part(const std::string& name) const { return parts_.at(name); }
  bool well_formed(const std::string& name) const;
  /// Texts of all paragraphs, those of tables too, in order; line breaks as line ends.
  std::vector<std::string> paragraphs() const;
  /// Texts of bold runs.
  std::vector<std::string> bold() const;

 private:
  std::map<std::string, std::string> parts_;
};

}  // namespace limpid::reports
