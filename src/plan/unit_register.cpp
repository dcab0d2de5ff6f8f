// SPDX-License-Identifier: Apache-2.0
#include "plan/unit_register.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.hpp"

namespace limpid::plan {
namespace {

bool collective(const std::string& name) {
  static const RE2 re("^(?:各|有关|相关|其他|全[县市区])|(?:成员单位|有关单位|相关单位|相关部门|有关部门)$");
  return RE2::PartialMatch(name, re);
}

/// The subject of a bureau's name without the words that reforms change: 发展和改革 of 发展和改革局 and
/// 发展和改革委员会, 住房和城乡建设 of 住房和城乡建设管理局. Empty for what is no bureau; a branch (分局) goes by its
/// whole name.
std::string bureau_subject(std::string core) {
  static const RE2 ending("(?:(?:服务)?管理|事务)?(?:局|委员会|委)$");
  if (!core.ends_with("局") && !core.ends_with("委") && !core.ends_with("委员会")) return {};
  if (core.ends_with("分局") || !RE2::Replace(&core, ending, "")) return {};
  return core;
}

std::vector<char32_t> characters(const std::string& text) {
  std::vector<char32_t> out;
  for (std::size_t pos = 0; pos < text.size();) out.push_back(text::next_char(text, pos));
  return out;
}

/// 发改 abbreviates 发展和改革: it begins alike and takes its characters in order.
bool abbreviates(const std::string& little, const std::string& large) {
  const auto a = characters(little), b = characters(large);
  if (a.size() < 2 || a.size() >= b.size() || a.front() != b.front()) return false;
  std::size_t next = 0;
  for (char32_t c : b)
    if (next < a.size() && c == a[next]) ++next;
  return next == a.size();
}

/// `x`: the subject of one bureau, empty for none; `b`: the other's name.
bool same_bureau(const std::string& x, const std::string& b) {
  const auto y = x.empty() ? std::string() : bureau_subject(b);
  if (y.empty()) return false;
  return x == y || abbreviates(x, y) || abbreviates(y, x);
}

/// 大箕镇 answers as 大箕镇人民政府.
std::string official(const std::string& name) {
  static const RE2 township("^.*(?:镇|乡)$");
  static const RE2 street("^.*街道$");
  if (RE2::FullMatch(name, street)) return name + "办事处";
  return RE2::FullMatch(name, township) ? name + "人民政府" : name;
}

std::string level_of(const std::string& name) {
  static const RE2 township("(?:镇|乡)人民政府$|街道办事处$");
  static const RE2 enterprise("(?:公司|厂|矿|合作社)$|^[^县市区].*集团$");
  static const RE2 bureau("(?:局|委员会|委|办公室|中心|大队|支队|法院|检察院|集团|站|院|所|处)$");
  if (RE2::PartialMatch(name, township)) return "township";
  if (RE2::PartialMatch(name, enterprise)) return "enterprise";
  return RE2::PartialMatch(name, bureau) ? "bureau" : "other";
}

void add_alias(ledger::Unit& unit, const std::string& name) {
  if (name != unit.name && std::find(unit.aliases.begin(), unit.aliases.end(), name) == unit.aliases.end())
    unit.aliases.push_back(name);
}

}  // namespace

UnitRegister::UnitRegister(std::string place, std::vector<ledger::Unit> standing)
    : place_(std::move(place)), units_(std::move(standing)) {
  if (place_.empty()) return;
  const std::string root = place_ + "人民政府";
  if (find(root) == units_.size()) units_.push_back({root, {}, "", "county"});
}

/// The name without the words that say whose it is. A city's bureau is another than the county's, except that a branch
/// (市…局泽州分局) is one whoever is named before it.
std::string UnitRegister::core(const std::string& name) const {
  if (!place_.empty() && name.size() > place_.size() && name.starts_with(place_)) return name.substr(place_.size());
  const bool branch = name.ends_with("分局");
  for (std::string_view owner : {"县", "区", "旗"})
    if (name.starts_with(owner)) return name.substr(owner.size());
  for (std::string_view owner : {"市", "省"})
    if (name.starts_with(owner) && (branch || (owner == "市" && place_.ends_with("市"))))
      return name.substr(owner.size());
  return name;
}

std::size_t UnitRegister::find(const std::string& name) const {
  const auto wanted = core(name), subject = bureau_subject(wanted);
  std::size_t bureau = units_.size();
  const auto answers = [&](const std::string& each, std::size_t i) {
    const auto other = core(each);
    if (each == name || other == wanted) return true;
    if (bureau == units_.size() && same_bureau(subject, other)) bureau = i;
    return false;
  };
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const auto& aliases = units_[i].aliases;
    if (answers(units_[i].name, i) ||
        std::any_of(aliases.begin(), aliases.end(), [&](const auto& alias) { return answers(alias, i); }))
      return i;
  }
  return bureau;
}

/// A team or centre belongs to the bureau whose subject its name begins with: 县公安交警大队 to 县公安局.
std::string UnitRegister::parent_of(const ledger::Unit& unit) const {
  const auto name = core(unit.name);
  for (const auto& other : units_) {
    const auto subject = bureau_subject(core(other.name));
    if (!subject.empty() && bureau_subject(name).empty() && !name.ends_with("分局") && unit.level == "bureau" &&
        name.starts_with(subject))
      return other.name;
  }
  return place_.empty() ? std::string() : units_.front().name;
}

void UnitRegister::add(const std::string& printed) {
  if (printed.empty() || collective(printed)) return;
  const auto name = official(printed);
  const auto at = find(name);
  if (at < units_.size()) {
    add_alias(units_[at], name);
    add_alias(units_[at], printed);
    return;
  }
  ledger::Unit unit{name, {}, "", level_of(name)};
  add_alias(unit, printed);
  if (unit.level == "township") {
    static const RE2 office("(?:人民政府|办事处)$");
    std::string place = name;
    RE2::Replace(&place, office, "");
    add_alias(unit, place);
  }
  unit.parent = parent_of(unit);
  units_.push_back(std::move(unit));
}

std::string UnitRegister::key_of(const std::string& printed) const {
  const auto at = collective(printed) ? units_.size() : find(official(printed));
  if (at == units_.size()) return printed;
  std::string key = core(units_[at].name);
  for (const auto& alias : units_[at].aliases) {
    const auto name = core(alias);
    if (name.size() > key.size() || (name.size() == key.size() && name < key)) key = name;
  }
  return key;
}

}  // namespace limpid::plan
