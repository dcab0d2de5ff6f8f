// SPDX-License-Identifier: Apache-2.0
#include "telemetry/admission.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "base/text.hpp"
#include "store/text.hpp"
#include "telemetry/hj212/encode.hpp"
#include "telemetry/hj212/packet.hpp"
#include "telemetry/hj212/stamp.hpp"

namespace limpid::telemetry {
namespace {

using hj212::Item;

std::optional<Period> period_of(std::string_view cn) {
  if (cn == "2011") return Period::instant;
  if (cn == "2051") return Period::minute;
  if (cn == "2061") return Period::hour;
  if (cn == "2031") return Period::day;
  return std::nullopt;
}

// The suffixes that are statistics; a key without any (`s10001=0`) is a real-time value.
std::string_view statistic_of(std::string_view suffix) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kNames{{{"", "rtd"},
                                                                                  {"Rtd", "rtd"},
                                                                                  {"Avg", "avg"},
                                                                                  {"Min", "min"},
                                                                                  {"Max", "max"},
                                                                                  {"Cou", "cou"},
                                                                                  {"ZsRtd", "zs-rtd"},
                                                                                  {"ZsAvg", "zs-avg"},
                                                                                  {"ZsMin", "zs-min"},
                                                                                  {"ZsMax", "zs-max"}}};
  for (const auto& [name, statistic] : kNames)
    if (hj212::same_letters(name, suffix)) return statistic;
  return {};
}

// Codes outside the standard's lists are kept as text, but only what can be a code.
bool is_code(std::string_view factor) {
  constexpr std::size_t kLongest = 32;
  return !factor.empty() && factor.size() <= kLongest && std::all_of(factor.begin(), factor.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
  });
}

// Letters as received; no longer than a flag can be, no bytes that would not be text.
std::string flag_text(std::string_view text) {
  std::string flag;
  for (const char c : text.substr(0, 8))
    if (c > ' ' && c < 127) flag += c;
  return flag;
}

Error reason(std::string code, Json args = Json::object()) {
  return {std::move(code), std::move(args), {}};
}

std::string name_of(const Item& item) {
  std::string name(item.factor);
  if (!item.suffix.empty()) name += (name.empty() ? "" : "-") + std::string(item.suffix);
  return name;
}

/// Readings of one data area, and what of it cannot be taken as it came.
class DataReader {
 public:
  DataReader(const std::vector<Item>& items, const ledger::Device& device, Period period, Instant start,
             const Catalog* catalog, store::Packet& out)
      : device_(device), period_(period), start_(start), catalog_(catalog), out_(out) {
    for (const Item& item : items)
      if (hj212::same_letters(item.suffix, "Flag")) take_flag(item);
    for (const Item& item : items) take_value(item);
    flag_all();
  }

  void take_words(const std::vector<std::string_view>& words) {
    for (const auto word : words) fault("hj212.bad_value", std::string(word), "");
  }

 private:
  void fault(const char* code, const std::string& field, std::string_view value, Json more = Json::object()) {
    more["field"] = store::clean_utf8(field);
    more["value"] = store::clean_utf8(value);
    // With the time, so that the same fault of another hour is another one.
    more["time"] = format_instant(start_);
    out_.faults.push_back({code, std::move(more), {}});
  }

  void take_flag(const Item& item) {
    const auto [it, fresh] = flags_.emplace(item.factor, item.value);
    if (fresh || it->second == item.value) return;
    fault("hj212.given_twice", name_of(item), it->second, {{"kept", store::clean_utf8(item.value)}});
    it->second = item.value;
  }

  void take_value(const Item& item) {
    const std::string_view statistic = statistic_of(item.suffix);
    if (statistic.empty() || item.factor.empty()) return;  // a flag, a time, a state: not a value
    if (!is_code(item.factor)) return fault("hj212.bad_factor", name_of(item), item.value);
    const auto value = parse_value(item.value);
    if (!value) return fault("hj212.bad_value", name_of(item), item.value);
    store::Reading r;
    r.series = {device_.object, std::string(item.factor), std::string(statistic), period_, "device:" + device_.mn};
    r.start = start_;
    r.value = value->value;
    r.qualifier = value->qualifier;
    const auto [it, fresh] = at_.emplace(r.series, out_.readings.size());
    if (fresh) {
      items_.push_back(&item);
      out_.readings.push_back(std::move(r));
      return;
    }
    store::Reading& before = out_.readings[it->second];
    if (before.value != r.value || before.qualifier != r.qualifier)
      fault("hj212.given_twice", name_of(item), items_[it->second]->value, {{"kept", std::string(item.value)}});
    items_[it->second] = &item;
    before = std::move(r);
  }

  // Once all is read: of a key given twice only the value that counts is looked at.
  void flag_all() {
    const auto general = flags_.find("");  // `Flag=N` without a factor holds for all
    for (std::size_t i = 0; i < out_.readings.size(); ++i) {
      store::Reading& r = out_.readings[i];
      const auto own = flags_.find(r.series.parameter);
      const auto flag = own != flags_.end() ? own : general;
      r.flag = flag == flags_.end() ? "" : flag_text(flag->second);
      const Parameter* known = catalog_ == nullptr ? nullptr : catalog_->parameter(r.series.parameter);
      if (known == nullptr || known->possible(r.value, r.series.statistic)) continue;
      if (r.flag.empty() || r.flag == "N") r.flag = kImpossible;
      fault("hj212.impossible", name_of(*items_[i]), items_[i]->value);
    }
  }

  const ledger::Device& device_;
  Period period_;
  Instant start_;
  const Catalog* catalog_;
  store::Packet& out_;
  std::map<std::string_view, std::string_view> flags_;
  std::map<store::SeriesKey, std::size_t> at_;
  std::vector<const Item*> items_;  // beside out_.readings
};

std::optional<Error> check_device(const hj212::Packet& p, const ledger::Device* device) {
  if (device == nullptr) return reason("hj212.unknown_device", {{"mn", store::clean_utf8(p.mn)}});
  if (!device->password.empty() && device->password != p.pw)
    return reason("hj212.wrong_password", {{"mn", device->mn}});
  if (!device->st.empty() && device->st != p.st)
    return reason("hj212.wrong_system",
                  {{"mn", device->mn}, {"st", store::clean_utf8(p.st)}, {"expected", device->st}});
  return std::nullopt;
}

// Fills the readings of an upload; what is wrong with it otherwise.
std::optional<Error> read_data(const hj212::Packet& p, const ledger::Device& device, Period period, Instant clock,
                               const Catalog* catalog, store::Packet& out) {
  std::vector<std::string_view> words;
  const auto items = hj212::parse_data(p.data, &words);
  const std::string_view stamp = hj212::find(items, "DataTime");
  const auto time = hj212::parse_stamp(stamp);
  if (!time) return reason("hj212.bad_time", {{"time", store::clean_utf8(stamp)}});
  if (*time > clock + kFuture)
    return reason("hj212.future", {{"time", format_instant(*time)}, {"clock", format_instant(clock)}});
  DataReader(items, device, period, *time, catalog, out).take_words(words);
  if (out.readings.empty()) {
    out.faults.clear();  // the packet itself is kept, with all its fields
    return reason("hj212.no_values");
  }
  return std::nullopt;
}

// MN= of bytes that are no frame, as a hint where they came from.
std::string guess_mn(std::string_view bytes) {
  const std::size_t at = bytes.find("MN=");
  if (at == std::string_view::npos) return {};
  return store::clean_utf8(bytes.substr(at + 3, std::min<std::size_t>(bytes.find(';', at) - at - 3, 25)));
}

}  // namespace

std::optional<Value> parse_value(std::string_view text) {
  Value v;
  std::string narrow;  // `＜０．０２５`: what is not ASCII may be a full-width form
  if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    if (!text::is_valid_utf8(text)) return std::nullopt;
    narrow = text::nfkc(text);
    text = narrow;
  }
  if (!text.empty() && (text.front() == '<' || text.front() == '>')) {
    v.qualifier = static_cast<store::Qualifier>(text.front());
    text.remove_prefix(1);
  }
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v.value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(v.value)) return std::nullopt;
  return v;
}

std::string mask_password(std::string_view bytes) {
  std::string out(bytes);
  for (std::size_t at = out.find("PW="); at != std::string::npos; at = out.find("PW=", at + 3)) {
    const std::size_t end = std::min(out.find_first_of(";&\r\n", at), out.size());
    std::fill(out.begin() + static_cast<std::ptrdiff_t>(at + 3), out.begin() + static_cast<std::ptrdiff_t>(end), '*');
  }
  return out;
}

Admitted admit(const hj212::Piece& piece, const DeviceTable& devices, Instant clock, Instant received,
               const Catalog* catalog) {
  Admitted out;
  store::Packet& packet = out.packet;
  packet.raw = mask_password(piece.bytes);
  packet.source = "hj212";
  packet.received = received;
  if (!piece.is_frame()) {
    packet.mn = guess_mn(piece.bytes);
    packet.rejected = reason(std::string(piece.reason), {{"bytes", piece.size}});
    return out;
  }
  const auto parsed = hj212::parse_packet(piece.segment);
  if (!parsed) {
    packet.mn = guess_mn(piece.segment);
    packet.rejected = parsed.error();
    for (auto& arg : packet.rejected->args) arg = store::clean_utf8(arg.get<std::string>());
    return out;
  }
  packet.mn = store::clean_utf8(parsed->mn);
  const ledger::Device* device = devices.find(parsed->mn);
  packet.rejected = check_device(*parsed, device);
  const auto period = period_of(parsed->cn);
  if (!packet.rejected && period) packet.rejected = read_data(*parsed, *device, *period, clock, catalog, packet);
  if (!packet.rejected) out.answer = hj212::answer(*parsed);
  return out;
}

}  // namespace limpid::telemetry
