// SPDX-License-Identifier: Apache-2.0
#include "plan/compare/binding.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"

namespace limpid::plan::comparing {
namespace {

constexpr double kLikeClause = 0.4;
constexpr double kInsideClause = 0.8;

/// The words of `all` in the text, longest first at each place: 负增长 hides the 增长 in it.
std::set<std::string> words_found(const std::string& text, const std::vector<std::string>& all) {
  std::set<std::string> found;
  for (std::size_t pos = 0; pos < text.size();) {
    const std::string* longest = nullptr;
    for (const auto& word : all)
      if (text.compare(pos, word.size(), word) == 0 && (longest == nullptr || word.size() > longest->size()))
        longest = &word;
    if (longest != nullptr) {
      found.insert(*longest);
      pos += longest->size();
    } else {
      text::next_char(text, pos);
    }
  }
  return found;
}

std::string one_of_found(const std::set<std::string>& found, const std::vector<std::string>& list) {
  for (const auto& word : list)
    if (found.contains(word)) return word;
  return {};
}

/// How a list of rules reads one text: which of its words it has, and whether they ask more, less or nothing.
struct WordSide {
  std::string tight, loose;
  int level(bool alone) const {
    if (!tight.empty() && loose.empty()) return 1;
    if (tight.empty() && !loose.empty()) return alone ? -1 : 0;
    return alone || tight.empty() ? 0 : 1;
  }
};

WordSide side_of(const CompareRules::Words& rule, const std::set<std::string>& found) {
  return {one_of_found(found, rule.tighter), one_of_found(found, rule.looser)};
}

}  // namespace

Change Pair::change(ChangeKind kind, std::string code, Json args, const std::string* before_quote,
                    const std::string* after_quote) const {
  Change c{kind, std::move(code), std::move(args), {}, {}};
  if (before_quote != nullptr) c.before = place_of(before_document, before, *before_quote);
  if (after_quote != nullptr) c.after = place_of(after_document, after, *after_quote);
  return c;
}

std::vector<WordChange> compare_words(const CompareRules& rules, const std::string& before, const std::string& after) {
  std::vector<std::string> all;
  for (const auto& rule : rules.words)
    for (const auto* list : {&rule.tighter, &rule.looser}) all.insert(all.end(), list->begin(), list->end());
  const auto x = words_found(text::nfkc(before), all), y = words_found(text::nfkc(after), all);
  std::vector<WordChange> out;
  for (const auto& rule : rules.words) {
    const auto a = side_of(rule, x), b = side_of(rule, y);
    // Words of both kinds on one side say nothing clear, unless the other side has the tighter ones only.
    const bool opposed = (!a.tight.empty() && a.loose.empty() && b.tight.empty() && !b.loose.empty()) ||
                         (a.tight.empty() && !a.loose.empty() && !b.tight.empty() && b.loose.empty());
    if (!opposed && !(rule.alone && a.level(true) != b.level(true))) continue;
    const auto kind = b.level(true) > a.level(true) ? ChangeKind::tightened : ChangeKind::loosened;
    out.push_back({kind, rule.why, a.level(true) >= 0 ? a.tight : a.loose, b.level(true) >= 0 ? b.tight : b.loose});
  }
  return out;
}

const Clause* clause_with(const Item& item, const std::string& words) {
  const std::string wanted = letters_of(words);
  if (wanted.empty()) return nullptr;
  for (const auto& clause : item.clauses)
    if (letters_of(clause.text).find(wanted) != std::string::npos) return &clause;
  return nullptr;
}

bool stands_in(const Clause& clause, const Item& other) {
  if (clause.masked.empty()) return true;
  return std::any_of(other.clauses.begin(), other.clauses.end(), [&](const Clause& c) {
    return clause.grams.likeness(c.grams) >= kLikeClause ||
           (clause.grams.size() <= c.grams.size() && clause.grams.containment(c.grams) >= kInsideClause);
  });
}

namespace {

/// Units of an item by the key that both documents share; the first that leads first.
std::map<std::string, const Unit*> units_by_key(const Item& item, const UnitRegister& units) {
  std::map<std::string, const Unit*> out;
  for (const auto& u : item.units) out.try_emplace(units.key_of(u.name), &u);
  return out;
}

/// Keys of those who lead, and their names as printed.
std::pair<std::string, std::string> lead_of(const std::map<std::string, const Unit*>& units) {
  std::string keys, names;
  for (const auto& [key, unit] : units) {
    if (unit->role != Role::lead) continue;
    keys += key + "|";
    names += (names.empty() ? "" : "、") + unit->name;
  }
  return {keys, names};
}

}  // namespace

std::vector<Change> compare_units(const Pair& pair) {
  const auto a = units_by_key(pair.before, pair.units), b = units_by_key(pair.after, pair.units);
  std::vector<Change> out;
  std::vector<const Unit*> dropped, added;
  for (const auto& [key, unit] : a)
    if (!b.contains(key)) dropped.push_back(unit);
  for (const auto& [key, unit] : b)
    if (!a.contains(key)) added.push_back(unit);
  // 各乡镇人民政府 for 有关乡镇人民政府 is one unit with another reach.
  for (auto d = dropped.begin(); d != dropped.end();) {
    bool met = false;
    for (auto e = added.begin(); e != added.end() && !met; ++e) {
      const auto words = compare_words(pair.rules, (*d)->name, (*e)->name);
      if (words.empty()) continue;
      out.push_back(pair.change(words.front().kind, "compare.units_reach",
                                {{"before", (*d)->name}, {"after", (*e)->name}}, &(*d)->name, &(*e)->name));
      added.erase(e);
      met = true;
      break;
    }
    d = met ? dropped.erase(d) : d + 1;
  }
  const auto [keys_before, lead_before] = lead_of(a);
  const auto [keys_after, lead_after] = lead_of(b);
  const bool new_lead = keys_before != keys_after && !lead_before.empty() && !lead_after.empty();
  // Who comes or goes as the lead is told once.
  const auto told = [&](const Unit* unit) { return new_lead && unit->role == Role::lead; };
  for (const auto* unit : dropped)
    if (!told(unit))
      out.push_back(
          pair.change(ChangeKind::loosened, "compare.unit_dropped", {{"unit", unit->name}}, &unit->name, nullptr));
  for (const auto* unit : added)
    if (!told(unit))
      out.push_back(
          pair.change(ChangeKind::tightened, "compare.unit_added", {{"unit", unit->name}}, nullptr, &unit->name));
  if (new_lead)
    out.push_back(pair.change(ChangeKind::changed, "compare.lead_changed",
                              {{"before", lead_before}, {"after", lead_after}}, &lead_before, &lead_after));
  return out;
}

namespace {

/// Clauses of two items that belong together, and those that stand alone.
struct ClausePairs {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  std::vector<std::size_t> before_only, after_only;
};

/// The number of the pair that stands nearest before each clause: clauses of one gap have the same.
std::vector<std::size_t> gap_of_each(std::size_t clauses, const std::vector<std::size_t>& pair_of) {
  std::vector<std::size_t> out(clauses);
  std::size_t gap = 0;
  for (std::size_t i = 0; i < clauses; ++i) {
    if (pair_of[i] != 0) gap = pair_of[i];
    out[i] = gap;
  }
  return out;
}

ClausePairs pair_clauses(const Item& a, const Item& b) {
  constexpr double kOrder = 0.05;  // of equals the one at the like place
  std::vector<Candidate> candidates;
  const auto n = static_cast<double>(a.clauses.size()), m = static_cast<double>(b.clauses.size());
  for (std::size_t i = 0; i < a.clauses.size(); ++i)
    for (std::size_t j = 0; j < b.clauses.size(); ++j) {
      if (a.clauses[i].masked.empty() || b.clauses[j].masked.empty()) continue;
      const double like = a.clauses[i].grams.likeness(b.clauses[j].grams);
      const double apart = std::abs(static_cast<double>(i) / n - static_cast<double>(j) / m);
      if (like >= kLikeClause) candidates.push_back({i, j, like + kOrder * (1 - apart)});
    }
  ClausePairs out;
  std::vector<std::size_t> pair_of_a(a.clauses.size()), pair_of_b(b.clauses.size());  // from 1
  for (const auto& c : assign(std::move(candidates))) {
    out.pairs.emplace_back(c.left, c.right);
    pair_of_a[c.left] = pair_of_b[c.right] = out.pairs.size();
  }
  // What is left between the same neighbours took each other's place.
  const auto gap_a = gap_of_each(a.clauses.size(), pair_of_a), gap_b = gap_of_each(b.clauses.size(), pair_of_b);
  std::vector<bool> taken(b.clauses.size());
  for (std::size_t i = 0; i < a.clauses.size(); ++i) {
    if (pair_of_a[i] != 0 || a.clauses[i].masked.empty()) continue;
    bool met = false;
    if (!stands_in(a.clauses[i], b))
      for (std::size_t j = 0; j < b.clauses.size() && !met; ++j) {
        if (pair_of_b[j] != 0 || taken[j] || gap_a[i] != gap_b[j] || b.clauses[j].masked.empty()) continue;
        if (stands_in(b.clauses[j], a)) continue;
        taken[j] = met = true;
        out.pairs.emplace_back(i, j);
      }
    if (!met) out.before_only.push_back(i);
  }
  for (std::size_t j = 0; j < b.clauses.size(); ++j)
    if (pair_of_b[j] == 0 && !taken[j] && !b.clauses[j].masked.empty()) out.after_only.push_back(j);
  return out;
}

bool is_duty(const Clause& clause, const CompareRules& rules) {
  constexpr std::size_t kFewest = 4;  // characters
  if (text::count_chars(clause.masked) < kFewest) return false;
  return std::none_of(rules.asides.begin(), rules.asides.end(),
                      [&](const std::string& word) { return clause.masked.starts_with(word); });
}

/// Places that a clause names, `甲镇、乙街道和丙村`, but for those that are the item's units, which are told as such.
std::set<std::string> places_named(const Clause& clause, const Item& item) {
  static const RE2 part("[、和及与](?:在|对|于)?(\\p{Han}{1,6}?(?:街道|镇|乡|村|社区|园区|开发区))");
  std::set<std::string> out;
  const std::string normal = "、" + text::nfkc(clause.text);
  re2::StringPiece rest(normal);
  std::string name;
  while (RE2::FindAndConsume(&rest, part, &name)) {
    const auto is_name = [&](const Unit& unit) { return unit.name.find(name) != std::string::npos; };
    if (std::none_of(item.units.begin(), item.units.end(), is_name)) out.insert(name);
  }
  return out;
}

/// The names that only the longer of two lists has, where it has all of the other; else empty.
std::string only_in_longer(const std::set<std::string>& x, const std::set<std::string>& y) {
  const auto &all = y.size() < x.size() ? x : y, &some = y.size() < x.size() ? y : x;
  if (!std::includes(all.begin(), all.end(), some.begin(), some.end())) return {};
  std::string names;
  for (const auto& name : all)
    if (!some.contains(name)) names += (names.empty() ? "" : "、") + name;
  return names;
}

/// One of several places that are named comes or goes, and none takes its place.
bool compare_named_places(const Pair& pair, const Clause& a, const Clause& b, std::vector<Change>& out) {
  const auto x = places_named(a, pair.before), y = places_named(b, pair.after);
  if (x.empty() || y.empty() || x.size() == y.size()) return false;
  const bool fewer = y.size() < x.size();
  const auto names = only_in_longer(x, y);
  if (names.empty()) return false;
  out.push_back(pair.change(fewer ? ChangeKind::loosened : ChangeKind::tightened,
                            fewer ? "compare.place_dropped" : "compare.place_added", {{"place", names}}, &a.text,
                            &b.text));
  return true;
}

/// What a clause forbids, thing by thing: `禁止施肥、养殖和采砂`. Empty where it forbids nothing.
std::set<std::string> things_forbidden(const Clause& clause, const CompareRules& rules) {
  static const RE2 thing("(.+?)等?(?:行为|活动)?(?:[、和及与或]|$)");
  const std::string normal = text::nfkc(clause.text);
  std::size_t from = 0;
  for (const auto& ban : rules.bans)
    if (const auto at = normal.rfind(ban); at != std::string::npos) from = std::max(from, at + ban.size());
  std::set<std::string> out;
  if (from == 0) return out;
  re2::StringPiece rest(normal.data() + from, normal.size() - from);
  std::string name;
  while (RE2::Consume(&rest, thing, &name)) out.insert(name);
  return out;
}

/// More is forbidden, or less.
bool compare_bans(const Pair& pair, const Clause& a, const Clause& b, std::vector<Change>& out) {
  const auto x = things_forbidden(a, pair.rules), y = things_forbidden(b, pair.rules);
  if (x.empty() || y.empty() || x.size() == y.size()) return false;
  const bool fewer = y.size() < x.size();
  const auto things = only_in_longer(x, y);
  if (things.empty()) return false;
  out.push_back(pair.change(fewer ? ChangeKind::loosened : ChangeKind::tightened,
                            fewer ? "compare.ban_dropped" : "compare.ban_added", {{"what", things}}, &a.text, &b.text));
  return true;
}

/// The word whose putting in is all that makes `narrow` of `wide`: 重点 in `完成重点企业排查`. Before a whole clause
/// (`重点推进排查`) such a word says how, not of what.
std::string narrowing_word(const CompareRules& rules, const std::string& wide, const std::string& narrow) {
  static const std::set<std::string, std::less<>> kSayHow{"重点", "主要"};
  for (const auto& rule : rules.words) {
    if (!rule.narrows) continue;
    for (const auto& word : rule.looser) {
      if (narrow.size() != wide.size() + word.size()) continue;
      for (auto at = narrow.find(word); at != std::string::npos; at = narrow.find(word, at + 1)) {
        const bool inserted = narrow.compare(0, at, wide, 0, at) == 0 &&
                              narrow.compare(at + word.size(), std::string::npos, wide, at) == 0;
        if (inserted && (at > 0 || !kSayHow.contains(word))) return word;
      }
    }
  }
  return {};
}

bool compare_narrowing(const Pair& pair, const Clause& a, const Clause& b, std::vector<Change>& out) {
  const bool narrower = a.masked.size() < b.masked.size();
  const auto word =
      narrower ? narrowing_word(pair.rules, a.masked, b.masked) : narrowing_word(pair.rules, b.masked, a.masked);
  if (word.empty()) return false;
  out.push_back(pair.change(narrower ? ChangeKind::loosened : ChangeKind::tightened,
                            narrower ? "compare.scope_word_added" : "compare.scope_word_dropped", {{"word", word}},
                            &a.text, &b.text));
  return true;
}

/// Two clauses in each other's place: by their words, else another duty or only other words.
void compare_clause(const Pair& pair, const Clause& a, const Clause& b, std::vector<Change>& out) {
  if (a.masked == b.masked) return;
  const auto words = compare_words(pair.rules, a.masked, b.masked);
  for (const auto& w : words) {
    const bool one = w.before.empty() || w.after.empty();
    const std::string code =
        "compare." + w.why + (one ? (w.before.empty() ? "_word_added" : "_word_dropped") : "_words");
    out.push_back(pair.change(w.kind, code, {{"before", w.before}, {"after", w.after}}, &a.text, &b.text));
  }
  if (compare_named_places(pair, a, b, out) || compare_bans(pair, a, b, out) || !words.empty()) return;
  if (compare_narrowing(pair, a, b, out)) return;
  constexpr double kOther = 0.2;
  const bool another = a.grams.likeness(b.grams) < kOther && is_duty(a, pair.rules) && is_duty(b, pair.rules);
  out.push_back(pair.change(another ? ChangeKind::changed : ChangeKind::reworded,
                            another ? "compare.duty_replaced" : "compare.reworded", Json::object(), &a.text, &b.text));
}

void alone(const Pair& pair, const Clause& clause, bool added, std::vector<Change>& out) {
  const Item& other = added ? pair.before : pair.after;
  const bool duty = is_duty(clause, pair.rules) && !stands_in(clause, other);
  const auto* before = added ? nullptr : &clause.text;
  const auto* after = added ? &clause.text : nullptr;
  if (duty) {
    out.push_back(pair.change(added ? ChangeKind::tightened : ChangeKind::loosened,
                              added ? "compare.duty_added" : "compare.duty_dropped", Json::object(), before, after));
  } else {
    out.push_back(pair.change(ChangeKind::reworded, added ? "compare.words_added" : "compare.words_dropped",
                              Json::object(), before, after));
  }
}

}  // namespace

std::vector<Change> compare_clauses(const Pair& pair) {
  const auto pairs = pair_clauses(pair.before, pair.after);
  std::vector<Change> out;
  for (const auto& [i, j] : pairs.pairs) compare_clause(pair, pair.before.clauses[i], pair.after.clauses[j], out);
  for (const auto i : pairs.before_only) alone(pair, pair.before.clauses[i], false, out);
  for (const auto j : pairs.after_only) alone(pair, pair.after.clauses[j], true, out);
  return out;
}

}  // namespace limpid::plan::comparing
