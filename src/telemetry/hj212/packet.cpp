// SPDX-License-Identifier: Apache-2.0
#include "telemetry/hj212/packet.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace limpid::hj212 {
namespace {

constexpr std::size_t kLongestMn = 25;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Names that stand in the data area without a factor (HJ 212-2017 table 6 and the 2005 and 2025 editions).
constexpr std::array<std::string_view, 28> kPlainKeys{
    "DataTime",    "BeginTime",   "EndTime",  "SystemTime",  "QnRtn",        "ExeRtn",  "RtdInterval",
    "MinInterval", "RestartTime", "PolId",    "NewPW",       "OverTime",     "ReCount", "VaseNo",
    "CstartTime",  "Ctime",       "Stime",    "InfoId",      "Flag",         "QN",      "CN",
    "PNUM",        "PNO",         "WarnTime", "AlarmTarget", "SKCreateTime", "NewSK",   "CalibrationType"};

bool is_plain(std::string_view key) {
  return std::any_of(kPlainKeys.begin(), kPlainKeys.end(), [&](auto k) { return same_letters(k, key); });
}

Result<Packet> check(Packet p) {
  if (p.cn.size() != 4 || !std::all_of(p.cn.begin(), p.cn.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return fail("hj212.bad_command", {{"cn", std::string(p.cn)}});
  if (p.mn.empty() || characters(p.mn) > kLongestMn) return fail("hj212.bad_mn", {{"mn", std::string(p.mn)}});
  return p;
}

// Puts one head key in its place; false when a number was expected.
bool assign(Packet& p, std::string_view key, std::string_view value) {
  const auto text = [&](std::string_view name, std::string_view& field) {
    if (key == name && field.empty()) field = value;  // of a key given twice the first counts
  };
  text("QN", p.qn);
  text("ST", p.st);
  text("CN", p.cn);
  text("PW", p.pw);
  text("MN", p.mn);
  if (key == "RF") p.resent = value == "1";
  std::optional<int>* number = key == "Flag" ? &p.flag : key == "PNUM" ? &p.pnum : key == "PNO" ? &p.pno : nullptr;
  if (number == nullptr || *number || value.empty()) return true;
  int n = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
  if (error != std::errc{} || end != value.data() + value.size() || n < 0) return false;
  *number = n;
  return true;
}

// The end of a value that begins at `pos`: the next separator outside `//…//`.
std::size_t value_end(std::string_view data, std::size_t pos) {
  if (data.substr(pos, 2) == "//") {
    const std::size_t close = data.find("//", pos + 2);
    if (close != std::string_view::npos) pos = close + 2;
  }
  return std::min(data.find_first_of(",;", pos), data.size());
}

Item make_item(std::string_view key, std::string_view value) {
  const std::size_t dash = key.rfind('-');
  if (dash != std::string_view::npos) return {key.substr(0, dash), key.substr(dash + 1), value};
  if (is_plain(key)) return {{}, key, value};
  return {key, {}, value};
}

}  // namespace

Edition Packet::edition() const {
  const int version = flag.value_or(0) >> 2;
  return version >= 2 ? Edition::hj2025 : static_cast<Edition>(version);
}

bool same_letters(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

Result<Packet> parse_packet(std::string_view segment) {
  Packet packet;
  std::size_t pos = 0;
  while (pos < segment.size()) {
    std::size_t equals = segment.find('=', pos);
    if (equals == std::string_view::npos) break;
    const std::string_view key = trim(segment.substr(pos, equals - pos));
    if (key == "CP") {
      const std::string_view rest = trim(segment.substr(equals + 1));
      if (rest.size() < 4 || !rest.starts_with("&&") || !rest.ends_with("&&")) return fail("hj212.no_data_area");
      packet.data = rest.substr(2, rest.size() - 4);
      return check(packet);
    }
    const std::size_t end = std::min(segment.find(';', equals), segment.size());
    if (!assign(packet, key, trim(segment.substr(equals + 1, end - equals - 1))))
      return fail("hj212.bad_key", {{"key", std::string(key)}});
    pos = end + 1;
  }
  return fail("hj212.no_data_area");
}

std::vector<Item> parse_data(std::string_view data, std::vector<std::string_view>* words) {
  std::vector<Item> items;
  items.reserve(static_cast<std::size_t>(std::count(data.begin(), data.end(), '=')));
  std::size_t pos = 0;
  while (pos < data.size()) {
    const std::size_t equals = std::min(data.find_first_of("=,;", pos), data.size());
    if (equals == data.size() || data[equals] != '=') {  // an empty item, or a word without value
      const std::string_view word = trim(data.substr(pos, equals - pos));
      if (words != nullptr && !word.empty()) words->push_back(word);
      pos = equals + 1;
      continue;
    }
    const std::size_t end = value_end(data, equals + 1);
    const std::string_view key = trim(data.substr(pos, equals - pos));
    if (!key.empty()) items.push_back(make_item(key, trim(data.substr(equals + 1, end - equals - 1))));
    pos = end + 1;
  }
  return items;
}

std::string_view find(const std::vector<Item>& items, std::string_view key) {
  for (const Item& item : items)
    if (item.factor.empty() && same_letters(item.suffix, key)) return item.value;
  return {};
}

}  // namespace limpid::hj212
