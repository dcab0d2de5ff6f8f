// SPDX-License-Identifier: Apache-2.0
#include "plan/score.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "plan/json.hpp"
#include "plan/key.hpp"
#include "plan/reader/source_text.hpp"

namespace limpid::plan {
namespace {

/// Values by field and place.
using Values = std::map<std::string, std::map<std::string, std::set<std::string>>>;

struct Doubt {
  std::string at, text;
  auto operator<=>(const Doubt&) const = default;
};

std::string word(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.is_null() ? "" : value.dump();
}

std::string field(const Json& value, const char* name) {
  const auto it = value.find(name);
  return it == value.end() ? "" : word(*it);
}

std::string unit_value(const Json& u) {
  return field(u, "name") + " " + field(u, "role");
}

/// `每季度清洗一次` and `每季度` recur alike.
std::string cadence(const std::string& text) {
  static const RE2 re(
      "^(每(?:半年|半个?月|[一二两三四五六七八九十\\d]{0,3}个?(?:年|季度|季|月|旬|周|日|天))|按[月季周日])");
  std::string out;
  return RE2::PartialMatch(text, re, &out) ? out : text;
}

std::string deadline_value(const Json& d) {
  const auto start = field(d, "start"), end = field(d, "end");
  const auto when = start.empty() && end.empty() ? cadence(field(d, "text")) : start + "/" + end;
  return field(d, "kind") + " " + when;
}

std::string quantity_value(const Json& q) {
  return field(q, "comparator") + field(q, "value") + field(q, "unit");
}

/// How a promise begins: as printed, without blanks.
std::string as_read(const std::string& words) {
  const auto clean_words = clean(words);
  return std::string(clean_words.view());
}

class Collector {
 public:
  Collector(Values& into, const std::set<Doubt>& doubts) : into_(into), doubts_(doubts) {}

  void item(const std::string& at, const Json& item, const char* list) {
    into_[list][""].insert(at);
    if (item.contains("title") && at.find("/m") != std::string::npos) into_["titles"][at].insert(field(item, "title"));
    take("units", at, item, unit_value);
    take("deadlines", at, item, deadline_value);
    take("quantities", at, item, quantity_value);
  }

 private:
  void take(const char* list, const std::string& at, const Json& item, std::string (*value)(const Json&)) {
    if (!item.contains(list)) return;
    auto& values = into_[list][at];
    for (const auto& one : item.at(list)) {
      const auto text = one.contains("text") ? field(one, "text") : field(one, "name");
      if (!doubts_.contains({at, text})) values.insert(value(one));
    }
  }

  Values& into_;
  const std::set<Doubt>& doubts_;
};

Values annotated(const Json& gold, const std::set<Doubt>& doubts) {
  Values out;
  Collector collect(out, doubts);
  for (const char* list : {"measures", "tasks", "projects"})
    for (const auto& item : gold.value(list, Json::array())) collect.item(field(item, "at"), item, list);
  return out;
}

Values read(const Document& document, const std::set<Doubt>& doubts) {
  Values out;
  Collector collect(out, doubts);
  const Json json = to_json(document);
  constexpr const char* kLists[]{"measures", "tasks", "projects"};
  for (const auto& plan : json.at("plans"))
    for (const char* list : kLists)
      for (const auto& item : plan.at(list)) collect.item(field(item, "id"), item, list);
  return out;
}

/// Where a further promise begins; the first of an item begins where the item does.
struct Begin {
  std::string at;
  std::vector<std::string> words;
};

std::vector<Begin> promise_begins(const Document& document) {
  std::vector<Begin> out;
  const auto segments = plan_segments(document);
  for (std::size_t i = 0; i < segments.size(); ++i)
    for (const auto& m : document.plans[i].measures) {
      Begin begin{segments[i] + "/" + m.key, {}};
      for (std::size_t k = 1; k < m.promises.size(); ++k) begin.words.push_back(as_read(m.promises[k].text));
      out.push_back(std::move(begin));
    }
  return out;
}

/// The annotation quotes the first words of each promise.
void score_promises(const Document& document, const Json& gold, const std::set<Doubt>& doubts, Score& out) {
  std::map<std::string, std::vector<std::string>> wanted;
  for (const auto& item : gold.at("measures"))
    if (item.contains("promises")) {
      auto& quotes = wanted[field(item, "at")];
      for (std::size_t k = 1; k < item.at("promises").size(); ++k)
        quotes.push_back(as_read(item.at("promises")[k].get<std::string>()));
    }
  if (wanted.empty()) return;
  auto& tally = out.fields["promises"];
  for (auto& begin : promise_begins(document)) {
    const auto place = wanted.find(begin.at);
    if (place == wanted.end()) continue;
    for (const auto& quote : place->second) {
      const auto mine = std::find_if(begin.words.begin(), begin.words.end(),
                                     [&](const std::string& words) { return words.starts_with(quote); });
      ++(mine != begin.words.end() ? tally.right : tally.missed);
      if (mine != begin.words.end())
        begin.words.erase(mine);
      else
        out.differences.push_back({"promises", begin.at, quote, true});
    }
    for (const auto& words : begin.words) {
      const bool doubtful = std::any_of(doubts.begin(), doubts.end(), [&](const Doubt& d) {
        return d.at == begin.at && words.starts_with(as_read(d.text));
      });
      if (doubtful) continue;
      ++tally.extra;
      constexpr std::size_t kShown = 36;
      out.differences.push_back({"promises", begin.at, words.substr(0, kShown), false});
    }
  }
}

double share(int part, int rest) {
  return part + rest == 0 ? 1 : static_cast<double>(part) / (part + rest);
}

}  // namespace

double Tally::precision() const {
  return share(right, extra);
}
double Tally::recall() const {
  return share(right, missed);
}
double Tally::f1() const {
  return share(2 * right, missed + extra);
}

Score score(const Document& document, const Json& gold) {
  std::set<Doubt> doubts;
  for (const auto& d : gold.value("doubtful", Json::array())) doubts.insert({field(d, "at"), field(d, "text")});
  auto wanted = annotated(gold, doubts);
  auto found = read(document, doubts);
  Score out;
  for (auto& [name, places] : wanted) {
    auto& tally = out.fields[name];
    auto& mine = found[name];
    for (const auto& [at, values] : places)
      for (const auto& value : values) {
        const bool right = mine[at].contains(value);
        ++(right ? tally.right : tally.missed);
        if (!right) out.differences.push_back({name, at, value, true});
      }
    for (const auto& [at, values] : mine) {
      if (name == "titles" && !places.contains(at)) continue;  // not every item is annotated with one
      for (const auto& value : values)
        if (!places[at].contains(value)) {
          ++tally.extra;
          out.differences.push_back({name, at, value, false});
        }
    }
  }
  score_promises(document, gold, doubts, out);
  return out;
}

}  // namespace limpid::plan
