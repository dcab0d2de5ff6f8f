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
  // 洒水每日4次 is one too: what it counts or dates says that it is meant.
  const bool counted = letters_of(clause.text).size() > clause.masked.size();
  const std::size_t fewest = counted ? 2 : 4;  // characters
  if (text::count_chars(clause.masked) < fewest) return false;
  return std::none_of(rules.asides.begin(), rules.asides.end(),
                      [&](const std::string& word) { return clause.masked.starts_with(word); });
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
  if (compare_reach(pair, a, b, words.empty(), out)) return;
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
