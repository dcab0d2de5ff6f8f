// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <re2/re2.h>

#include <algorithm>
#include <bitset>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <string_view>

namespace limpid::plan {

/// A pattern that is compiled when it is first asked for: most texts never ask for most patterns. Safe to share between
/// threads. `pattern` must outlive it.
class LazyPattern {
 public:
  explicit LazyPattern(const char* pattern) : state_(std::make_unique<State>()) { state_->text = pattern; }
  const RE2& get() const {
    std::call_once(state_->once, [this] { state_->compiled = std::make_unique<RE2>(state_->text); });
    return *state_->compiled;
  }

 private:
  struct State {
    const char* text = nullptr;
    std::once_flag once;
    std::unique_ptr<RE2> compiled;
  };
  std::unique_ptr<State> state_;
};

/// Whether one of the words stands in the text that a pattern needs to match: cheaper than to run it.
inline bool holds_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&](auto w) { return text.find(w) != std::string_view::npos; });
}

/// Which characters a text holds, looked at once, so that patterns which cannot match need not run. May take a text to
/// hold a character that it does not (a hash), never the other way round.
class Characters {
 public:
  explicit Characters(std::string_view utf8) {
    for (std::size_t at = 0; at < utf8.size();) seen_.set(next(utf8, at));
  }

  /// Whether of each group in `needs` (groups are parted by a blank) at least one character stands in the text.
  bool hold(std::string_view needs) const {
    bool any = needs.empty();
    for (std::size_t at = 0; at < needs.size();) {
      if (needs[at] == ' ') {
        if (!any) return false;
        any = false;
        ++at;
        continue;
      }
      any = seen_.test(next(needs, at)) || any;
    }
    return any;
  }

 private:
  static constexpr std::size_t kSlots = 4096;

  static std::size_t next(std::string_view utf8, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return i < utf8.size() ? static_cast<unsigned char>(utf8[i]) : 0U; };
    constexpr unsigned kThree = 0xE0, kLow = 0x3F;
    const unsigned lead = byte(at);
    if (lead < kThree || at + 2 >= utf8.size()) return static_cast<std::size_t>(byte(at++));
    const unsigned slot = ((lead & kLow) * 977U + ((byte(at + 1) & kLow) << 6U) + (byte(at + 2) & kLow)) % kSlots;
    at += 3;
    return slot;
  }

  std::bitset<kSlots> seen_;
};

}  // namespace limpid::plan
