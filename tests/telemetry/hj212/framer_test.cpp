// SPDX-License-Identifier: Apache-2.0
#include "telemetry/hj212/framer.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "telemetry/hj212/crc16.hpp"
#include "telemetry/hj212/encode.hpp"
#include "telemetry/hj212/open_packets.hpp"

namespace limpid::hj212 {
namespace {

struct Seen {
  std::string reason, text;
  std::size_t size;
  bool operator==(const Seen&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Seen& s) {
  return out << "{" << s.reason << ", " << s.text << ", " << s.size << "}";
}

std::vector<Seen> cut(std::string_view stream, const std::vector<std::size_t>& cuts = {}) {
  Framer framer;
  std::vector<Seen> seen;
  const auto sink = [&](const Piece& p) {
    seen.push_back({std::string(p.reason), std::string(p.is_frame() ? p.segment : p.bytes), p.size});
  };
  std::size_t from = 0;
  for (const std::size_t to : cuts) {
    framer.feed(stream.substr(from, to - from), sink);
    from = to;
  }
  framer.feed(stream.substr(from), sink);
  framer.finish(sink);
  return seen;
}

std::vector<std::string> reasons(const std::vector<Seen>& seen) {
  std::vector<std::string> out;
  for (const Seen& s : seen) out.push_back(s.reason);
  return out;
}

const std::string kA = "QN=1;CN=2011;MN=a;Flag=5;CP=&&DataTime=20220912000000;w01018-Rtd=1.5&&";
const std::string kB = "QN=2;CN=2011;MN=b;Flag=5;CP=&&DataTime=20220912000000;w01018-Rtd=2.5&&";

std::string damaged(const std::string& segment) {
  std::string f = frame(segment);
  f[20] = f[20] == 'x' ? 'y' : 'x';
  return f;
}

TEST(Crc16, ExamplesOfTheStandard) {
  EXPECT_EQ(
      crc16("QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&"),
      0x1C80);
  EXPECT_EQ(crc16("QN=20240601085857223;ST=32;CN=1011;PW=123456;MN=010000A8900016F000169DC0;Flag=9;CP=&&&&"), 0x2200);
  EXPECT_EQ(crc16(""), 0xFFFF);
  EXPECT_EQ(crc16(std::string_view("\0", 1)), 0x4040);
}

TEST(Framer, TwoFramesGluedTogether) {
  const auto seen = cut(frame(kA) + frame(kB));
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_EQ(seen[0].text, kA);
  EXPECT_EQ(seen[1].text, kB);
}

TEST(Framer, LineEndMayBeMissingOrShort) {
  std::string bare = frame(kA);
  bare.resize(bare.size() - 2);
  const auto seen = cut(bare + bare + "\n" + bare);
  EXPECT_EQ(reasons(seen), (std::vector<std::string>{"", "", ""}));
}

TEST(Framer, NoiseBetweenFramesIsOneStretch) {
  const auto seen = cut(frame(kA) + "line noise # and ## marks\r\nmore" + frame(kB));
  ASSERT_EQ(reasons(seen), (std::vector<std::string>{"", "hj212.noise", ""}));
  EXPECT_EQ(seen[1].text, "line noise # and ## marks\r\nmore");
}

TEST(Framer, EachDamagedPacketIsAStretchOfItsOwn) {
  const auto seen = cut(damaged(kA) + damaged(kB) + frame(kA) + damaged(kB));
  EXPECT_EQ(reasons(seen), (std::vector<std::string>{"hj212.crc", "hj212.crc", "", "hj212.crc"}));
}

TEST(Framer, WrongLengthLosesOnlyItsOwnPacket) {
  for (const int off : {-1, 1, 40}) {
    std::string bad = frame(kA);
    bad.replace(2, 4, fmt::format("{:04}", static_cast<int>(kA.size()) + off));
    EXPECT_EQ(reasons(cut(frame(kB) + bad + frame(kB))), (std::vector<std::string>{"", "hj212.length", ""})) << off;
  }
  EXPECT_EQ(reasons(cut("##12AB" + kA + "1C80\r\n##12AB" + kA + "1C80\r\n" + frame(kB))),
            (std::vector<std::string>{"hj212.length", "hj212.length", ""}));
}

TEST(Framer, PacketCutShortDoesNotHoldBackThoseBehindIt) {
  Framer framer;
  std::vector<std::string> frames;
  const auto sink = [&](const Piece& p) {
    frames.push_back(p.is_frame() ? std::string(p.segment) : std::string(p.reason));
  };
  framer.feed("##9000QN=3;CN=2011;the rest never came", sink);
  framer.feed(frame(kA), sink);
  EXPECT_EQ(frames, (std::vector<std::string>{"hj212.truncated", kA}));
}

TEST(Framer, StreamEndingInsideAPacket) {
  const std::string whole = frame(kA);
  const auto seen = cut(frame(kB) + whole.substr(0, 30));
  ASSERT_EQ(reasons(seen), (std::vector<std::string>{"", "hj212.truncated"}));
  EXPECT_EQ(seen[1].size, 30U);
}

TEST(Framer, LineEndsAndBlanksAreNoPacket) {
  EXPECT_TRUE(cut("\r\n\r\n  \t").empty());
  EXPECT_EQ(cut("\r\n" + frame(kA) + "\r\n\r\n").size(), 1U);
}

TEST(Framer, LimitOfASegment) {
  Framer framer(64);
  std::vector<std::string> seen;
  const auto sink = [&](const Piece& p) { seen.emplace_back(p.reason); };
  framer.feed(frame(kA), sink);
  framer.finish(sink);
  EXPECT_EQ(seen, std::vector<std::string>{"hj212.length"});
}

TEST(Framer, LongNoiseKeepsItsBeginningAndItsSize) {
  Framer framer;
  std::vector<Seen> seen;
  const auto sink = [&](const Piece& p) { seen.push_back({std::string(p.reason), std::string(p.bytes), p.size}); };
  for (int i = 0; i < 1000; ++i) framer.feed(std::string(1000, static_cast<char>('a' + i % 26)), sink);
  framer.finish(sink);
  ASSERT_EQ(seen.size(), 1U);
  EXPECT_EQ(seen[0].size, 1'000'000U);
  EXPECT_EQ(seen[0].text.size(), Framer::kKept);
  EXPECT_TRUE(seen[0].text.starts_with("aaaa"));
}

std::string random_stream(std::mt19937& random) {
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  const std::string whole = frame(kA);
  std::string stream;
  for (std::size_t i = 0; i < 12; ++i) {
    switch (below(8)) {
      case 0: stream += damaged(kB); break;
      case 1: stream += whole.substr(0, below(whole.size())); break;
      case 2: stream += std::string(below(5), '#'); break;
      case 3: stream += "\r\n##12"; break;
      case 4: stream += frame(whole); break;  // a frame inside a frame: the inner one is complete first
      case 5: stream += "##0050 noise ##9999\n"; break;
      case 6: stream += frame(kB); break;
      default: stream += whole; break;
    }
  }
  return stream;
}

TEST(Framer, AnySplitOfTheStreamGivesTheSamePieces) {
  std::mt19937 random(212);
  for (int round = 0; round < 300; ++round) {
    const std::string stream = random_stream(random);
    const auto whole = cut(stream);
    std::vector<std::size_t> every(stream.size());
    for (std::size_t i = 0; i < every.size(); ++i) every[i] = i;
    EXPECT_EQ(cut(stream, every), whole) << stream;
    std::vector<std::size_t> cuts;
    for (int i = 0; i < 7; ++i) cuts.push_back(std::uniform_int_distribution<std::size_t>(0, stream.size())(random));
    std::sort(cuts.begin(), cuts.end());
    EXPECT_EQ(cut(stream, cuts), whole) << stream;
  }
}

TEST(Framer, NoByteIsLostOrSeenTwice) {
  std::mt19937 random(9);
  for (int round = 0; round < 300; ++round) {
    const std::string stream = random_stream(random);
    std::string rest;
    for (const char c : stream)
      if (c != '\r' && c != '\n' && c != ' ') rest += c;
    std::string seen;
    for (const Seen& s : cut(stream)) {
      if (s.reason.empty())
        seen += fmt::format("##{:04}{}{:04X}", s.text.size(), s.text, crc16(s.text));
      else
        for (const char c : s.text)
          if (c != '\r' && c != '\n' && c != ' ') seen += c;
    }
    EXPECT_EQ(seen, rest);
  }
}

TEST(Framer, RealPackets) {
  const auto packets = open_packets();
  if (packets.empty()) GTEST_SKIP() << "../shared/data/hj212_open.tsv is absent";
  for (const OpenPacket& p : packets) {
    const auto seen = cut(p.raw);
    ASSERT_EQ(seen.size(), 1U) << p.id;
    const bool wrong_length = p.deviation.starts_with("wrong length");
    EXPECT_EQ(seen[0].reason, p.crc_valid != "yes" ? "hj212.crc" : wrong_length ? "hj212.length" : "") << p.id;
    if (!seen[0].reason.empty()) continue;
    EXPECT_EQ(fmt::format("{:04X}", crc16(seen[0].text)), p.crc_hj212) << p.id;
  }
}

}  // namespace
}  // namespace limpid::hj212
