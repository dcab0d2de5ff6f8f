// SPDX-License-Identifier: Apache-2.0
#include "telemetry/hj212/encode.hpp"

#include <fmt/format.h>

#include "telemetry/hj212/crc16.hpp"
#include "telemetry/hj212/stamp.hpp"

namespace limpid::hj212 {
namespace {

constexpr std::size_t kLongestData = 950;

void put(std::string& out, std::string_view key, std::string_view value) {
  if (!value.empty()) out.append(key).append("=").append(value).append(";");
}

std::string segment_of(const Message& m) {
  std::string s;
  put(s, "QN", m.qn);
  put(s, "ST", m.st);
  put(s, "CN", m.cn);
  s += "PW=" + m.pw + ";MN=" + m.mn + ";";
  if (m.flag) put(s, "Flag", std::to_string(*m.flag));
  if (m.pnum) put(s, "PNUM", std::to_string(*m.pnum));
  if (m.pno) put(s, "PNO", std::to_string(*m.pno));
  return s + "CP=&&" + m.data + "&&";
}

std::string encode_reading(const Reading& r) {
  std::string out;
  for (const auto& [suffix, value] : r.values)
    out += fmt::format("{}{}-{}={}", out.empty() ? "" : ",", r.factor, suffix, value);
  if (!r.flag.empty()) out += fmt::format("{}{}-Flag={}", out.empty() ? "" : ",", r.factor, r.flag);
  return out;
}

// The 2005 edition names the acknowledged QN in the data area and has no QN in the head.
std::string data_of_2005(const Packet& p, std::string_view qn) {
  std::string data;
  put(data, "QN", qn);
  if (p.cn.starts_with('2')) put(data, "CN", p.cn);
  if (p.pnum && p.pno) {
    put(data, "PNUM", std::to_string(*p.pnum));
    put(data, "PNO", std::to_string(*p.pno));
  }
  if (data.ends_with(';')) data.pop_back();
  return data;
}

}  // namespace

std::string frame(std::string_view segment) {
  if (segment.size() > 9999) throw Failure("hj212.length", {{"bytes", segment.size()}});
  return fmt::format("##{:04}{}{:04X}\r\n", segment.size(), segment, crc16(segment));
}

std::string encode(const Message& message) {
  return frame(segment_of(message));
}

std::string encode_data(Instant time, const std::vector<Reading>& readings) {
  std::string data = "DataTime=" + format_stamp(time);
  for (const Reading& r : readings) data += ";" + encode_reading(r);
  return data;
}

std::vector<std::string> encode_readings(Message message, Instant qn, Instant time,
                                         const std::vector<Reading>& readings) {
  const std::string head = "DataTime=" + format_stamp(time);
  std::vector<std::string> parts{head};
  for (const Reading& r : readings) {
    const std::string text = ";" + encode_reading(r);
    if (parts.back().size() + text.size() > kLongestData && parts.back() != head) parts.push_back(head);
    parts.back() += text;
  }
  std::vector<std::string> frames;
  const bool split = parts.size() > 1;
  if (split) message.flag = message.flag.value_or(0) | 2;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    message.qn = format_qn(qn + Millis{static_cast<std::int64_t>(i)});
    if (split) {
      message.pnum = static_cast<int>(parts.size());
      message.pno = static_cast<int>(i + 1);
    }
    message.data = parts[i];
    frames.push_back(encode(message));
  }
  return frames;
}

std::optional<std::string> answer(const Packet& p) {
  if (!p.wants_answer() || p.cn == "9011" || p.cn == "9012" || p.cn == "9013" || p.cn == "9014") return std::nullopt;
  const bool data = p.cn.front() == '2' || p.cn.front() == '3';
  Message m;
  m.st = "91";
  m.cn = data ? "9014" : "9013";
  m.pw = p.pw;
  m.mn = p.mn;
  m.flag = static_cast<int>(p.edition()) << 2;
  if (p.edition() == Edition::hj2005) {
    const std::string_view qn = p.qn.empty() ? find(parse_data(p.data), "QN") : p.qn;
    m.data = data_of_2005(p, qn);
  } else {
    m.qn = p.qn;
  }
  return encode(m);
}

}  // namespace limpid::hj212
