// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/promises.hpp"

#include <algorithm>

namespace limpid::plan {
namespace {

bool dated(const Deadline& d) {
  switch (d.kind) {
    case DeadlineKind::by_date:
    case DeadlineKind::start_by:
    case DeadlineKind::from_date:
    case DeadlineKind::month_range:
    case DeadlineKind::date_range: return d.start || d.end;
    default: return false;
  }
}

/// Walks the stops of a text once, forward.
class Stops {
 public:
  explicit Stops(std::string_view text) : text_(text) {}
  /// Moves to `at`; sentence() and clause() are then the starts of what contains it.
  void go(std::size_t at) {
    for (; pos_ < at; ++pos_) {
      const auto rest = text_.substr(pos_);
      if (rest.starts_with("。"))
        sentence_ = clause_ = pos_ + std::string_view("。").size();
      else if (rest.starts_with(";") || rest.starts_with("!") || rest.starts_with("?"))
        sentence_ = clause_ = pos_ + 1;
      else if (rest.starts_with(","))
        clause_ = pos_ + 1;
    }
  }
  std::size_t sentence() const { return sentence_; }
  std::size_t clause() const { return clause_; }

 private:
  std::string_view text_;
  std::size_t pos_ = 0, sentence_ = 0, clause_ = 0;
};

bool refers(std::string_view clause) {
  for (std::string_view word : {"按照", "按", "依据", "根据", "对照", "参照"})
    if (clause.starts_with(word)) return true;
  return false;
}

}  // namespace

std::vector<std::size_t> promise_starts(std::string_view text, const std::vector<FoundDeadline>& deadlines) {
  std::vector<std::size_t> starts{0};
  Stops stops(text);
  const FoundDeadline* last = nullptr;
  std::size_t last_sentence = 0;
  for (const auto& found : deadlines) {
    stops.go(found.begin);
    if (!dated(found.deadline) || refers(text.substr(stops.clause()))) continue;
    const bool other_date =
        last && (found.deadline.end != last->deadline.end || found.deadline.start != last->deadline.start);
    if (other_date) {
      const std::size_t at = stops.sentence() == last_sentence ? stops.clause() : stops.sentence();
      if (at > last->begin) starts.push_back(at);
    }
    last = &found;
    last_sentence = stops.sentence();
  }
  return starts;
}

}  // namespace limpid::plan
