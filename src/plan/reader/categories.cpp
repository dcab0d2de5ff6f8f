// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/categories.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <unordered_map>

#include "plan/reader/lines.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kShingle = 4;

template <class Visit>
void each_shingle(const std::string& normal, Visit visit) {
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < normal.size(); ++i)
    if ((static_cast<unsigned char>(normal[i]) & 0xC0) != 0x80) starts.push_back(i);
  starts.push_back(normal.size());
  for (std::size_t i = 0; i + kShingle < starts.size(); ++i)
    visit(std::string_view(normal).substr(starts[i], starts[i + kShingle] - starts[i]));
}

/// Group by run of characters; 0 for runs that stand in several groups.
class GroupWords {
 public:
  explicit GroupWords(const std::vector<Measure>& measures) {
    texts_.reserve(measures.size());
    for (const auto& m : measures) {
      if (!m.group) continue;
      texts_.push_back(text::nfkc(m.title + m.text));
      each_shingle(texts_.back(), [&](std::string_view run) {
        auto [at, fresh] = group_of_.try_emplace(run, *m.group);
        if (!fresh && at->second != *m.group) at->second = 0;
      });
    }
  }

  /// The group that most of the text's runs stand in, else 0.
  int group(const std::string& printed) const {
    const std::string normal = text::nfkc(printed);
    std::map<int, std::size_t> votes;
    std::size_t all = 0;
    each_shingle(normal, [&](std::string_view run) {
      ++all;
      if (const auto at = group_of_.find(run); at != group_of_.end() && at->second) ++votes[at->second];
    });
    // A third is enough: ledgers shorten and misspell, and a wrong winner still has to fit the order of the groups.
    constexpr std::size_t kFewest = 3;
    const auto best =
        std::max_element(votes.begin(), votes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return best != votes.end() && best->second >= kFewest && 3 * best->second >= all ? best->first : 0;
  }

 private:
  std::vector<std::string> texts_;  // what the runs point into; never grows after reserve
  std::unordered_map<std::string_view, int> group_of_;
};

/// Keeps the longest part of the settled numbers that does not fall; a ledger goes through the groups in order.
void keep_rising(std::vector<int>& numbers) {
  std::vector<std::size_t> tails;  // index of the smallest last number of a rising run of each length
  std::vector<std::size_t> before(numbers.size(), numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!numbers[i]) continue;
    const auto at =
        std::upper_bound(tails.begin(), tails.end(), numbers[i], [&](int n, std::size_t t) { return n < numbers[t]; });
    if (at != tails.begin()) before[i] = *(at - 1);
    if (at == tails.end())
      tails.push_back(i);
    else
      *at = i;
  }
  std::vector<int> kept(numbers.size(), 0);
  for (std::size_t i = tails.empty() ? numbers.size() : tails.back(); i < numbers.size(); i = before[i])
    kept[i] = numbers[i];
  numbers = std::move(kept);
}

/// The ledger's category numbers are the plan's group numbers where most rows that print one say so.
bool numbered_alike(const std::vector<int>& printed, const std::vector<int>& settled, const std::vector<bool>& opens) {
  std::size_t same = 0, both = 0;
  for (std::size_t i = 0; i < printed.size(); ++i) {
    if (!opens[i] || !printed[i] || !settled[i]) continue;
    ++both;
    same += printed[i] == settled[i];
  }
  return both > 0 && 2 * same > both;
}

/// Brings each number between its settled neighbours.
void settle(std::vector<int>& numbers, const std::vector<int>& settled) {
  int floor = 0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (settled[i]) floor = numbers[i] = settled[i];
    numbers[i] = std::max(numbers[i], floor);
  }
  int ceiling = 0;
  for (std::size_t i = numbers.size(); i-- > 0;) {
    if (settled[i]) ceiling = settled[i];
    if (ceiling) numbers[i] = std::min(numbers[i], ceiling);
  }
}

}  // namespace

/// `三、…` is 3.
int category_number(std::string_view category) {
  const auto mark = category.find("、");
  return mark > 9 ? 0 : chinese_number(category.substr(0, mark));
}

void settle_categories(std::vector<Task>& tasks, const std::vector<bool>& opens, const std::vector<Group>& groups,
                       const std::vector<Measure>& measures) {
  const GroupWords words(measures);
  std::vector<int> printed, settled;
  std::map<int, std::string> names;
  for (const auto& group : groups) names[group.number] = han_numeral(group.number) + "、" + group.title;
  for (const auto& task : tasks) {
    printed.push_back(category_number(task.category));
    settled.push_back(words.group(task.text));
    if (printed.back()) names[printed.back()] = task.category;
  }
  if (!numbered_alike(printed, settled, opens)) return;
  keep_rising(settled);
  settle(printed, settled);
  for (std::size_t i = 0; i < tasks.size(); ++i)
    if (printed[i]) tasks[i].category = names[printed[i]];
}

}  // namespace limpid::plan
