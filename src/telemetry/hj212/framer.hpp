// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace limpid::hj212 {

/// One thing found in a byte stream. `bytes` is valid during the call only.
struct Piece {
  /// From `##` to the last CRC digit for a frame; the first bytes (Framer::kKept at most) of a stretch that is none.
  std::string_view bytes;
  /// Between length and CRC; empty for a stretch.
  std::string_view segment;
  /// Length of the stretch in the stream.
  std::size_t size = 0;
  /// Empty for a frame, else why the stretch is none: hj212.noise, hj212.length, hj212.crc, hj212.truncated.
  std::string_view reason;
  bool is_frame() const { return reason.empty(); }
};

/// Cuts a byte stream into frames `##LLLL segment CCCC`. Whatever reads the stream arrives in, the pieces are the same.
///
/// Every `##` with four digits may begin a frame; the one that is complete first, with its CRC right, is one. So a
/// packet cut short never swallows those behind it. What lies between frames is a *stretch*: it ends where the next
/// `##` with four digits, or `##` at the beginning of a line, begins. Blanks and line ends between pieces are no piece.
class Framer {
 public:
  static constexpr std::size_t kKept = 2048;
  using Sink = std::function<void(const Piece&)>;

  /// Frames with a longer segment are refused as hj212.length; LLLL allows 9999.
  explicit Framer(std::size_t max_segment = 9999) : max_segment_(max_segment) {}

  void feed(std::string_view bytes, const Sink& sink);
  /// The stream has ended: what is left is a stretch.
  void finish(const Sink& sink);

 private:
  struct Mark {
    std::size_t pos;
    std::size_t end;  // where the frame would end; 0 once it is known to be none
    std::string_view reason;
  };
  bool advance(const Sink& sink);
  void mark(std::size_t pos);
  bool at_line_start(std::size_t pos) const;
  void complete(Mark& candidate, const Sink& sink);
  void kill_marks();
  void settle(const Sink& sink);
  void give_stretch(std::size_t end, const Sink& sink);
  void skip_blanks(std::size_t end);
  void compact();
  Mark* first_to_end();

  static constexpr std::string_view kNoise = "hj212.noise";

  std::size_t max_segment_;
  std::string buffer_;
  std::size_t begin_ = 0;             // what is before has been given
  std::size_t scan_ = 0;              // each `##` before has been looked at
  std::deque<Mark> marks_;            // the first may still become a frame
  std::string head_;                  // first bytes of the open stretch that are no longer in buffer_
  std::size_t dropped_ = 0;           // how many those are
  std::string_view reason_ = kNoise;  // why the open stretch is no frame
};

}  // namespace limpid::hj212
