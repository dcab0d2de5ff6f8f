// SPDX-License-Identifier: Apache-2.0
#include "plan/words_around.hpp"

#include <map>
#include <vector>

#include "base/text.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kContextChars = 24;  // on each side

}  // namespace

std::string words_before(const std::string& source, std::size_t start) {
  std::size_t from = source.rfind('\n', start == 0 ? 0 : start - 1);
  from = from == std::string::npos || start == 0 ? 0 : from + 1;
  std::vector<std::size_t> starts;
  for (std::size_t pos = from; pos < start;) {
    starts.push_back(pos);
    text::next_char(source, pos);
  }
  if (starts.size() > kContextChars) from = starts[starts.size() - kContextChars];
  return from < start ? source.substr(from, start - from) : "";
}

std::string words_after(const std::string& source, std::size_t end) {
  std::size_t pos = end;
  for (std::size_t n = 0; n < kContextChars && pos < source.size() && source[pos] != '\n' && source[pos] != '\r'; ++n)
    text::next_char(source, pos);
  return source.substr(end, pos - end);
}

std::optional<Error> item_label(const std::string& key) {
  const auto last = key.rfind('/');
  if (last == std::string::npos || last == 0) return std::nullopt;
  const auto before = key.rfind('/', last - 1);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  const std::string segment = key.substr(begin, last - begin);
  const std::string item = key.substr(last + 1);
  static const std::map<char, std::string> kKinds = {{'m', "reading.label.measure"},
                                                     {'s', "reading.label.safeguard"},
                                                     {'t', "reading.label.task"},
                                                     {'g', "reading.label.target"},
                                                     {'p', "reading.label.project"}};
  const auto kind = item.empty() ? kKinds.end() : kKinds.find(item.front());
  if (kind == kKinds.end()) return std::nullopt;
  const std::string domain = "reading.domain." + segment.substr(0, segment.find('-'));
  return Error{
      kind->second, {{"domain", {{"code", domain}, {"args", Json::object()}}}, {"number", item.substr(1)}}, {}};
}

}  // namespace limpid::plan
