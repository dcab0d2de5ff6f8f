// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace limpid::hj212 {

/// One line of ../shared/data/hj212_open.tsv: packets of running systems, of public tests and of the standard.
struct OpenPacket {
  std::string id, version, raw, crc_hj212, crc_valid, expected, deviation;
};

inline std::string unescape(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    const char c = text[++i];
    out += c == 'r' ? '\r' : c == 'n' ? '\n' : c == 't' ? '\t' : c;
  }
  return out;
}

/// Empty where the shared files are absent.
inline std::vector<OpenPacket> open_packets() {
  std::ifstream in(std::filesystem::path(LIMPID_SOURCE_DIR) / "../shared/data/hj212_open.tsv");
  std::vector<OpenPacket> packets;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#' || line.starts_with("id\t")) continue;
    std::vector<std::string> f;
    std::istringstream row(line);
    for (std::string field; std::getline(row, field, '\t');) f.push_back(field);
    if (f.size() >= 12) packets.push_back({f[0], f[1], unescape(f[3]), f[7], f[9], f[10], f[11]});
  }
  return packets;
}

}  // namespace limpid::hj212
