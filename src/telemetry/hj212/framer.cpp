// SPDX-License-Identifier: Apache-2.0
#include "telemetry/hj212/framer.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "telemetry/hj212/crc16.hpp"

namespace limpid::hj212 {
namespace {

constexpr std::size_t kHeader = 6;  // ##LLLL
constexpr std::size_t kCrc = 4;
constexpr std::string_view kLength = "hj212.length";
constexpr std::string_view kBadCrc = "hj212.crc";
constexpr std::string_view kTruncated = "hj212.truncated";

template <class Number>
std::optional<Number> number(std::string_view text, int base) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

constexpr std::string_view kBetweenFrames = "\r\n\t ";

bool all_blank(std::string_view text) {
  return text.find_first_not_of(kBetweenFrames) == std::string_view::npos;
}

}  // namespace

void Framer::feed(std::string_view bytes, const Sink& sink) {
  buffer_.append(bytes);
  while (advance(sink)) {
  }
  compact();
}

void Framer::finish(const Sink& sink) {
  kill_marks();
  settle(sink);
  give_stretch(buffer_.size(), sink);
  scan_ = begin_;
  compact();
}

void Framer::kill_marks() {
  for (Mark& m : marks_)
    if (m.end != 0) m = {m.pos, 0, kTruncated};
}

Framer::Mark* Framer::first_to_end() {
  Mark* first = nullptr;
  for (Mark& m : marks_)
    if (m.end != 0 && (first == nullptr || m.end < first->end)) first = &m;
  return first;
}

// One step in the order in which the bytes came, which is what makes the result independent of how they were read.
bool Framer::advance(const Sink& sink) {
  Mark* candidate = first_to_end();
  const std::size_t limit = candidate != nullptr ? std::min(candidate->end, buffer_.size()) : buffer_.size();
  const std::size_t hit = std::string_view(buffer_).substr(0, limit).find("##", scan_);
  if (hit != std::string::npos && hit + kHeader <= limit) {
    mark(hit);
    settle(sink);
    return true;
  }
  if (candidate != nullptr && candidate->end <= buffer_.size()) {
    complete(*candidate, sink);
    settle(sink);
    return true;
  }
  scan_ = std::max(scan_, hit != std::string::npos ? hit : buffer_.size() - (buffer_.ends_with('#') ? 1 : 0));
  return false;
}

void Framer::mark(std::size_t pos) {
  scan_ = pos + 1;
  const auto length = number<unsigned>(std::string_view(buffer_).substr(pos + 2, 4), 10);
  if (length && *length <= max_segment_) {
    marks_.push_back({pos, pos + kHeader + *length + kCrc, {}});
  } else if (length || at_line_start(pos)) {
    marks_.push_back({pos, 0, kLength});
  }
}

bool Framer::at_line_start(std::size_t pos) const {
  if (pos > begin_ && buffer_[pos - 1] == '\n') return true;
  return dropped_ == 0 && all_blank(std::string_view(buffer_).substr(begin_, pos - begin_));
}

void Framer::complete(Mark& candidate, const Sink& sink) {
  const std::string_view frame = std::string_view(buffer_).substr(candidate.pos, candidate.end - candidate.pos);
  const std::string_view segment = frame.substr(kHeader, frame.size() - kHeader - kCrc);
  const auto crc = number<std::uint16_t>(frame.substr(frame.size() - kCrc), 16);
  if (!crc || *crc != crc16(segment)) {
    candidate.end = 0;
    candidate.reason = crc && segment.ends_with("&&") ? kBadCrc : kLength;
    return;
  }
  const Mark found = candidate;
  while (marks_.back().pos > found.pos) marks_.pop_back();
  marks_.pop_back();
  kill_marks();
  settle(sink);
  give_stretch(found.pos, sink);
  begin_ = scan_ = found.end;
  sink(Piece{frame, segment, frame.size(), {}});
}

// Gives the stretches whose end is known: the first mark left is the beginning of what may still become a frame.
void Framer::settle(const Sink& sink) {
  while (!marks_.empty()) {
    const Mark first = marks_.front();
    give_stretch(first.pos, sink);
    if (first.end != 0) return;
    reason_ = first.reason;
    marks_.pop_front();
  }
}

// Ends the open stretch at `end`.
void Framer::give_stretch(std::size_t end, const Sink& sink) {
  skip_blanks(end);
  std::string kept = std::exchange(head_, {});
  const std::size_t size = std::exchange(dropped_, 0) + end - begin_;
  kept.append(buffer_, begin_, std::min(end - begin_, kKept - kept.size()));
  begin_ = end;
  const std::string_view reason = std::exchange(reason_, kNoise);
  if (size == 0) return;
  const std::size_t last = kept.find_last_not_of(kBetweenFrames);
  sink(Piece{std::string_view(kept).substr(0, last + 1), {}, size, reason});
}

// Blanks before a stretch are no part of it.
void Framer::skip_blanks(std::size_t end) {
  if (dropped_ > 0) return;
  begin_ = std::min(end, buffer_.find_first_not_of(kBetweenFrames, begin_));
}

// Keeps no more of a long stretch than is shown of it. The last byte stays: it tells whether a line begins.
void Framer::compact() {
  if (marks_.empty()) {
    skip_blanks(scan_);
    if (scan_ > begin_ + 1) {
      const std::size_t drop = scan_ - 1 - begin_;
      head_.append(buffer_, begin_, std::min(drop, kKept - head_.size()));
      dropped_ += drop;
      begin_ += drop;
    }
  }
  buffer_.erase(0, begin_);
  scan_ -= begin_;
  for (Mark& m : marks_) {
    m.pos -= begin_;
    if (m.end != 0) m.end -= begin_;
  }
  begin_ = 0;
}

}  // namespace limpid::hj212
