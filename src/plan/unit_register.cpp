// SPDX-License-Identifier: Apache-2.0
#include "plan/unit_register.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "plan/reader/han.hpp"

namespace limpid::plan {
namespace {

// What a document of any malice may make of one name: more bureaus than a province has begin with one character, and no
// subject is longer. Beyond them names meet only when they are the same.
constexpr std::size_t kMostAlike = 256;
constexpr std::size_t kLongestSubject = 40;  // characters

bool collective(const std::string& name) {
  static const RE2 re("^(?:各|有关|相关|其他|全[县市区])|(?:成员单位|有关单位|相关单位|相关部门|有关部门)$");
  return RE2::PartialMatch(name, re);
}

/// The subject of a bureau's name without the words that reforms change: 发展和改革 of 发展和改革局 and
/// 发展和改革委员会, 住房和城乡建设 of 住房和城乡建设管理局. Empty for what is no bureau; a branch (分局) goes by its
/// whole name.
std::string bureau_subject(std::string core) {
  static const RE2 ending("(?:(?:监督|服务)?管理|监管|事务)?(?:局|委员会|委)$");
  if (!core.ends_with("局") && !core.ends_with("委") && !core.ends_with("委员会")) return {};
  if (core.ends_with("分局") || !RE2::Replace(&core, ending, "")) return {};
  return core;
}

/// 城市管理 of 城市管理局: what stays of a name that is known as it stands.
std::string without_ending(std::string bureau) {
  static const RE2 ending("(?:局|委员会|委)$");
  RE2::Replace(&bureau, ending, "");
  return bureau;
}

/// 甲 of 甲县.
std::string_view without_kind(std::string_view place) {
  for (std::string_view kind : {"县", "区", "市", "旗"})
    if (place.size() > kind.size() && place.ends_with(kind)) return place.substr(0, place.size() - kind.size());
  return place;
}

/// A branch named in full: whose work it does, and where. 生态环境 and 甲 of 市生态环境局甲县分局.
struct Branch {
  std::string subject, place;
};

constexpr std::string_view kBranch = "分局", kBureau = "局";
constexpr std::size_t kHan = 3;  // bytes

/// A name that goes on behind its bureau (局) to 分局; by hand, as each name of a plan is asked.
std::optional<Branch> full_branch(std::string_view name) {
  if (!name.ends_with(kBranch)) return std::nullopt;
  name.remove_suffix(kBranch.size());
  constexpr std::size_t kShortestCity = 2 * kHan, kLongestCity = 4 * kHan;
  for (std::string_view city : {"市", "州", "盟"})
    if (const auto at = name.find(city, kShortestCity); at <= kLongestCity) {
      name.remove_prefix(at + city.size());
      break;
    }
  const auto bureau = name.find(kBureau);
  if (bureau == std::string_view::npos || bureau < 2 * kHan) return std::nullopt;
  const auto place = without_kind(name.substr(bureau + kBureau.size()));
  if (place.empty() || place.starts_with("各") || place.starts_with("有关") || place.starts_with("相关"))
    return std::nullopt;
  return Branch{std::string(name.substr(0, bureau)), std::string(place)};
}

/// What stands before 分局 in a branch's short name, without the kind of its place: 生态环境, 甲 of 甲县分局.
std::string short_branch(std::string_view name) {
  name.remove_suffix(std::min(name.size(), kBranch.size()));
  if (name.ends_with(kBureau)) name.remove_suffix(kBureau.size());
  return std::string(without_kind(name));
}

std::u32string characters(const std::string& text) {
  std::u32string out;
  for (std::size_t pos = 0; pos < text.size();) out.push_back(text::next_char(text, pos));
  return out;
}

/// 发改 abbreviates 发展和改革: it begins alike and takes its characters in order.
bool abbreviates(const std::u32string& a, const std::u32string& b) {
  if (a.size() < 2 || a.size() >= b.size() || a.front() != b.front()) return false;
  std::size_t next = 0;
  for (const char32_t c : b)
    if (next < a.size() && c == a[next]) ++next;
  return next == a.size();
}

/// 大箕镇 and 大箕镇政府 answer as 大箕镇人民政府, 东城街道办 as 东城街道办事处.
std::string official(std::string name) {
  static const RE2 township("^.*(?:镇|乡)$"), street("^.*街道$"), government("([镇乡县区市旗])政府$"),
      office("街道办$");
  RE2::Replace(&name, government, "\\1人民政府");
  RE2::Replace(&name, office, "街道办事处");
  if (RE2::FullMatch(name, street)) return name + "办事处";
  return RE2::FullMatch(name, township) ? name + "人民政府" : name;
}

/// One form for the spellings of many at once: 各乡(镇)、各乡镇政府 are 各乡镇人民政府, 各镇(街道)、各镇街 are
/// 各镇街道办事处, 各县(市、区) is 各县市区人民政府. Any other name stays.
std::string official_of_many(std::string name) {
  static const RE2 places(
      "(?:各|有关|相关|其他)(?:[县市区旗乡镇(),、/]|苏木|街(?:道(?:办(?:事处)?)?|办)?|(?:人民)?政府|办事处)+");
  static const RE2 marks("[(),、/]|(?:人民)?政府|办事处"), street("街(?:道办|道|办)?"),
      counties(LIMPID_HAN "+[县市区旗]");
  if (!RE2::FullMatch(name, places)) return official(std::move(name));
  RE2::GlobalReplace(&name, marks, "");
  RE2::GlobalReplace(&name, street, "街道");
  return RE2::FullMatch(name, counties) ? name + "人民政府" : official(std::move(name));
}

std::string level_of(const std::string& name) {
  static const RE2 township("(?:镇|乡)人民政府$|街道办事处$");
  static const RE2 enterprise("(?:公司|厂|矿|合作社)$|^[^县市区].*集团$");
  static const RE2 bureau("(?:局|委员会|委|办公室|中心|大队|支队|法院|检察院|集团|站|院|所|处)$");
  static const RE2 county("(?:县|区|旗|市)人民政府$");
  if (RE2::PartialMatch(name, township)) return "township";
  if (RE2::PartialMatch(name, county)) return "county";
  if (RE2::PartialMatch(name, enterprise)) return "enterprise";
  return RE2::PartialMatch(name, bureau) ? "bureau" : "other";
}

using Places = std::unordered_map<std::string, std::size_t>;

void note(Places& places, const std::string& name, std::size_t unit) {
  const auto [at, first] = places.try_emplace(name, unit);
  if (!first) at->second = std::min(at->second, unit);
}

}  // namespace

UnitRegister::UnitRegister(std::string place, std::vector<ledger::Unit> standing, UnitSynonyms synonyms)
    : place_(std::move(place)), synonyms_(std::move(synonyms)) {
  for (auto& unit : standing) take(std::move(unit));
  if (place_.empty()) return;
  const std::string root = place_ + "人民政府";
  root_ = find(root);
  if (root_ == units_.size()) take({root, {}, "", "county"});
}

void UnitRegister::take(ledger::Unit unit) {
  const std::size_t at = units_.size();
  keys_.push_back(core(unit.name));
  known_.push_back(false);
  if (const auto subject = bureau_subject(keys_.back()); !subject.empty()) note(parents_, subject, at);
  units_.push_back(std::move(unit));
  learn(at, units_[at].name);
  for (const auto& alias : units_[at].aliases) learn(at, alias);
}

void UnitRegister::learn(std::size_t at, const std::string& spelling) {
  spellings_.emplace(at, spelling);
  const auto name = core(spelling);
  auto& key = keys_[at];
  if (name.size() > key.size() || (name.size() == key.size() && name < key)) key = name;
  note(cores_, name, at);
  if (const auto branch = full_branch(name))
    for (const auto& known : {branch_of(branch->subject, branch->place), branch->subject, branch->place,
                              branch->place + branch->subject, branch->subject + branch->place})
      branches_[known].insert(at);
  if (const auto department = department_of(name); !department.empty()) {
    note(departments_, department, at);
    known_[at] = true;
  }
  const auto subject = bureau_subject(name);
  if (subject.empty()) return;
  const auto known = subjects_.find(subject);
  if (known != subjects_.end() && known->second <= at) return;
  subjects_[subject] = at;
  auto letters = letters_of(name);
  auto& alike = alike_[letters.front()];
  if (alike.size() < kMostAlike && letters.size() <= kLongestSubject) alike.emplace_back(std::move(letters), at);
}

void UnitRegister::add_alias(std::size_t at, const std::string& name) {
  if (spellings_.count({at, name}) != 0) return;
  units_[at].aliases.push_back(name);
  learn(at, name);
}

/// 高新区 of 甲州高新区 in 甲州县; empty where the rest is no name that every county has.
std::string_view UnitRegister::without_short_place(std::string_view name) const {
  const auto place = without_kind(place_);
  if (place.size() < 2 * kHan || place.size() == place_.size() || !name.starts_with(place)) return {};
  name.remove_prefix(place.size());
  return synonyms_.find(name) ? name : std::string_view();
}

/// The name without the words that say whose it is. A city's bureau is another than the county's, except that a branch
/// (市…局泽州分局) is one whoever is named before it.
std::string UnitRegister::core(const std::string& name) const {
  if (synonyms_.find(name)) return name;  // 市监局, 市场监管局
  const bool placed = !place_.empty() && name.size() > place_.size() && name.starts_with(place_);
  if (placed && name.substr(place_.size()) != "分局") return name.substr(place_.size());
  if (const auto own = without_short_place(name); !own.empty()) return std::string(own);
  const bool branch = name.ends_with("分局");
  for (std::string_view owner : {"县", "区", "旗"})
    if (name.starts_with(owner)) return name.substr(owner.size());
  for (std::string_view owner : {"市", "省"})
    if (name.starts_with(owner) && (branch || (owner == "市" && place_.ends_with("市"))))
      return name.substr(owner.size());
  return name;
}

/// A branch in full, under one name whichever of its bureau's is printed: 资规局甲县分局, 自然资源和规划局甲县分局.
std::string UnitRegister::branch_of(const std::string& subject, const std::string& place) const {
  const auto known = synonyms_.find(subject + std::string(kBureau));
  return (known ? std::to_string(known->number) : subject) + std::string(kBureau) + place;
}

/// The only branch that the name fits; none where several do.
std::size_t UnitRegister::find_branch(const std::string& core) const {
  const auto full = full_branch(core);
  const auto known = branches_.find(full ? branch_of(full->subject, full->place) : short_branch(core));
  return known != branches_.end() && known->second.size() == 1 ? *known->second.begin() : units_.size();
}

/// What the synonyms know under the name, without the level that owns it (市 in a county's document).
UnitRegister::Known UnitRegister::known_as(const std::string& core) const {
  if (const auto department = synonyms_.find(core)) return {{}, department};
  for (std::string_view owner : {"市", "省"})
    if (core.starts_with(owner))
      if (const auto department = synonyms_.find(std::string_view(core).substr(owner.size())))
        return {owner, department};
  return {};
}

/// What other names of the bureau may be short for, or are: 城市 of an unknown bureau's 城市管理局 would be short for
/// 城市更新局.
std::u32string UnitRegister::letters_of(const std::string& core) const {
  const auto [_, known] = known_as(core);
  return characters(known && known->printed ? without_ending(core) : bureau_subject(core));
}

/// The department that the synonyms know under the name, with its level; else empty.
std::string UnitRegister::department_of(const std::string& core) const {
  const auto [owner, known] = known_as(core);
  return known ? std::string(owner) + std::to_string(known->number) : std::string();
}

void UnitRegister::keep_apart(const Pairs& names) {
  for (const auto& [a, b] : names) {
    const auto one = core(official(a)), other = core(official(b));
    if (one == other) continue;
    apart_[one].insert(other);
    apart_[other].insert(one);
  }
}

/// The unit has a name that stood beside this one.
bool UnitRegister::is_apart(std::size_t at, const std::string& core) const {
  const auto found = apart_.find(core);
  if (found == apart_.end()) return false;
  return std::any_of(found->second.begin(), found->second.end(), [&](const std::string& other) {
    const auto known = cores_.find(other);
    return known != cores_.end() && known->second == at;
  });
}

std::size_t UnitRegister::find(const std::string& name) const {
  const auto wanted = core(name);
  if (wanted.ends_with("分局"))
    if (const auto branch = find_branch(wanted); branch != units_.size() && !is_apart(branch, wanted)) return branch;
  if (const auto known = cores_.find(wanted); known != cores_.end()) return known->second;
  const auto department = department_of(wanted);
  if (const auto known = departments_.find(department); known != departments_.end() && !is_apart(known->second, wanted))
    return known->second;
  return find_alike(wanted, !department.empty());
}

/// The first bureau whose subject is the name's or is short for it. `department`: the synonyms know the name's; then no
/// bureau is meant whose own they know.
std::size_t UnitRegister::find_alike(const std::string& core, bool department) const {
  const auto subject = bureau_subject(core);
  if (subject.empty()) return units_.size();
  const auto may_be = [&](std::size_t at) { return (!department || !known_[at]) && !is_apart(at, core); };
  const auto same = subjects_.find(subject);
  std::size_t bureau = same == subjects_.end() || !may_be(same->second) ? units_.size() : same->second;
  const auto letters = letters_of(core);
  const auto alike = alike_.find(letters.front());
  if (alike == alike_.end() || letters.size() > kLongestSubject) return bureau;
  for (const auto& [other, at] : alike->second)
    if (at < bureau && may_be(at) && (abbreviates(letters, other) || abbreviates(other, letters))) bureau = at;
  return bureau;
}

/// A team or centre belongs to the bureau whose subject its name begins with: 县公安交警大队 to 县公安局.
std::string UnitRegister::parent_of(const ledger::Unit& unit) const {
  const auto name = core(unit.name);
  std::size_t parent = units_.size();
  if (const auto known = synonyms_.find(name); known && !known->of.empty())
    if (const auto bureau = parents_.find(std::string(known->of)); bureau != parents_.end()) parent = bureau->second;
  if (unit.level == "bureau" && bureau_subject(name).empty() && !name.ends_with("分局")) {
    constexpr std::size_t kBytes = 3;  // of a Chinese character
    for (std::size_t size = 1; size <= std::min(name.size(), kLongestSubject * kBytes); ++size) {
      const auto found = parents_.find(name.substr(0, size));
      if (found != parents_.end()) parent = std::min(parent, found->second);
    }
  }
  if (parent < units_.size()) return units_[parent].name;
  return place_.empty() ? std::string() : units_[root_].name;
}

void UnitRegister::add(const std::string& printed) {
  if (printed.empty() || collective(printed)) return;
  const auto name = official(printed);
  const auto at = find(name);
  if (at < units_.size()) {
    add_alias(at, name);
    add_alias(at, printed);
    return;
  }
  ledger::Unit unit{name, {}, "", level_of(name)};
  unit.parent = parent_of(unit);
  const bool township = unit.level == "township";
  take(std::move(unit));
  add_alias(at, printed);
  if (township) {
    static const RE2 office("(?:人民政府|办事处)$");
    std::string place = name;
    RE2::Replace(&place, office, "");
    add_alias(at, place);
  }
}

void UnitRegister::add_all(const std::vector<std::string>& printed) {
  const auto in_full = [](const std::string& name) { return full_branch(name).has_value(); };
  for (const bool first : {true, false})
    for (const auto& name : printed)
      if (in_full(name) == first) add(name);
}

std::string UnitRegister::key_of(const std::string& printed) const {
  if (collective(printed)) return official_of_many(printed);
  const auto at = find(official(printed));
  return at == units_.size() ? printed : keys_[at];
}

}  // namespace limpid::plan
