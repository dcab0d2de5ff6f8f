// SPDX-License-Identifier: Apache-2.0
#include "sim/packets.hpp"

#include <fmt/core.h>

#include <map>

#include "telemetry/hj212/encode.hpp"
#include "telemetry/hj212/stamp.hpp"

namespace limpid::sim {
namespace {

constexpr Millis kBetweenDevices{20};  // so that no two packets share a QN

std::vector<hj212::Reading> readings_of(const Report& report) {
  std::vector<hj212::Reading> readings;
  for (const Reading& r : report.readings) {
    const auto text = [&](double x) { return fmt::format("{:.{}f}", x, r.decimals); };
    hj212::Reading out{r.parameter, {}, std::string(1, r.flag)};
    if (r.total) out.values.emplace_back("Cou", text(*r.total));
    out.values.insert(out.values.end(), {{"Min", text(r.min)}, {"Avg", text(r.avg)}, {"Max", text(r.max)}});
    readings.push_back(std::move(out));
  }
  return readings;
}

}  // namespace

std::vector<Outgoing> hour_packets(const CountyHour& hour, const Table& devices, Instant sent) {
  std::map<std::string, const Row*, std::less<>> by_object;
  for (const Row& d : devices) by_object.emplace(d.text("object"), &d);
  std::vector<Outgoing> packets;
  for (const Report& report : hour.reports) {
    const Row& device = *by_object.at(report.object);
    hj212::Message message;
    message.st = device.text("st");
    message.cn = "2061";
    message.pw = device.text("password");
    message.mn = device.text("mn");
    const auto frames = hj212::encode_readings(message, sent, report.hour, readings_of(report));
    for (std::size_t i = 0; i < frames.size(); ++i)
      packets.push_back({message.mn, hj212::format_qn(sent + Millis{static_cast<std::int64_t>(i)}), frames[i]});
    sent += kBetweenDevices;
  }
  return packets;
}

}  // namespace limpid::sim
