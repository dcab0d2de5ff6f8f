// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <tuple>

#include "app/command.hpp"
#include "base/csv.hpp"
#include "base/decimal.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "store/text.hpp"
#include "telemetry/laboratory.hpp"

namespace limpid::app {
namespace {

Json counts(const store::Balance& b) {
  return {
      {"received", b.received}, {"accepted", b.accepted}, {"duplicate", b.duplicate}, {"quarantined", b.quarantined}};
}

Body balance(Words&) {
  return [](Session& s) {
    const Json all = counts(s.county->store->balance());
    if (s.json) {
      s.print_json(all);
    } else {
      s.print("{}\n", s.text("telemetry.balance", all));
    }
    return 0;
  };
}

Body quarantine(Words& words) {
  auto limit = std::make_shared<long long>(100);
  words.number("--limit", *limit, "Packets shown at most, the newest first (100)");
  return [limit](Session& s) {
    Json list = Json::array();
    for (const auto& q : s.county->store->quarantine(static_cast<std::size_t>(std::max(*limit, 0LL)))) {
      const std::string why = s.messages->render(s.lang, q.reason.code, q.reason.args);
      if (s.json) {
        list.push_back({{"packet", q.packet},
                        {"scope", q.reason.args.contains("field") ? "field" : "packet"},
                        {"received", q.received},
                        {"source", q.source},
                        {"mn", q.mn},
                        {"reason", q.reason.code},
                        {"args", q.reason.args},
                        {"place", q.reason.place},
                        {"message", why},
                        {"raw", store::printable(q.raw)}});
      } else {
        s.print("{:>8}  {}  {:<24}  {}{}{}\n", q.packet, format_instant(q.received), q.mn, why,
                q.reason.place.empty() ? "" : "  ", q.reason.place);
      }
    }
    if (s.json) s.print_json(list);
    return 0;
  };
}

Instant instant_or(const std::string& text, Instant otherwise) {
  if (text.empty()) return otherwise;
  const auto t = parse_instant(text);
  if (!t) throw Failure(t.error());
  return *t;
}

// The shortest decimal of the stored bits, with `<` where the value is below a detection limit.
std::string value_text(const store::Observation& o) {
  const auto decimal = Decimal::from_double_shortest(o.value);
  const std::string digits = decimal ? decimal->to_string() : fmt::format("{}", o.value);
  return o.qualifier == store::Qualifier::equal ? digits : static_cast<char>(o.qualifier) + digits;
}

struct Query {
  std::string mn, object, parameter, period, from, to;
  bool csv = false;
};

store::Selector selector(const Query& q) {
  if (q.mn.empty() && q.object.empty()) throw Failure("telemetry.nothing_asked");
  store::Selector what;
  if (!q.mn.empty()) what.source = "device:" + q.mn;
  if (!q.object.empty()) what.object = q.object;
  if (!q.parameter.empty()) what.parameter = q.parameter;
  if (!q.period.empty()) {
    const auto period = parse_period(q.period);
    if (!period) throw Failure(period.error());
    what.period = *period;
  }
  return what;
}

// A wrong name is not an empty answer.
void check_known(const Session& s, const Query& q) {
  const auto& store = *s.county->store;
  if (!q.mn.empty() && !s.ledger->record("device", q.mn) && store.series({.source = "device:" + q.mn}).empty())
    throw Failure("telemetry.unknown_device", {{"mn", q.mn}});
  if (!q.object.empty() && !s.ledger->record("object", q.object) && store.series({.object = q.object}).empty())
    throw Failure("telemetry.unknown_object", {{"object", q.object}});
}

auto key_of(const store::Observation& o) {
  return std::tie(o.start, o.series->parameter, o.series->statistic);
}

// One row a key, the one committed last: an hour's and a day's mean that begin at the same time share their key, and so
// do the rows of two sources. `rows` are in the order of their keys.
std::vector<store::Observation> last_of_each_key(const std::vector<store::Observation>& rows) {
  std::vector<store::Observation> out;
  for (const auto& o : rows) {
    if (out.empty() || key_of(out.back()) != key_of(o))
      out.push_back(o);
    else if (out.back().packet <= o.packet)
      out.back() = o;
  }
  return out;
}

void print_rows(Session& s, const std::vector<store::Observation>& all, bool csv) {
  const auto rows = csv ? last_of_each_key(all) : all;
  if (csv) {
    if (rows.size() < all.size()) s.err += s.text("telemetry.hidden", {{"count", all.size() - rows.size()}}) + "\n";
    s.out += "time,parameter,statistic,value,flag\n";
    for (const auto& o : rows)
      s.print("{},{},{},{},{}\n", format_instant(o.start), csv_field(o.series->parameter), o.series->statistic,
              value_text(o), csv_field(o.flag));
    return;
  }
  Json list = Json::array();
  for (const auto& o : rows) {
    if (s.json) {
      list.push_back({{"time", o.start},
                      {"object", o.series->object},
                      {"parameter", o.series->parameter},
                      {"statistic", o.series->statistic},
                      {"period", to_string(o.series->period)},
                      {"source", o.series->source},
                      {"value", o.value},
                      {"qualifier", std::string(1, static_cast<char>(o.qualifier))},
                      {"flag", o.flag},
                      {"seq", o.seq},
                      {"packet", o.packet}});
    } else {
      s.print("{}  {:<24}  {:<8} {:<4} {:<5} {:>12} {}\n", format_instant(o.start), o.series->object,
              o.series->parameter, o.series->statistic, to_string(o.series->period), value_text(o), o.flag);
    }
  }
  if (s.json) s.print_json(list);
}

Body query(Words& words) {
  auto q = std::make_shared<Query>();
  words.option("--mn", q->mn, "Of the device with this MN");
  words.option("--object", q->object, "Of the object KIND/KEY, from any source");
  words.option("--parameter", q->parameter, "Of this factor code alone");
  words.option("--period", q->period, "Of this period alone: PT0S (2011), PT1M (2051), PT1H (2061) or P1D (2031)");
  words.option("--from", q->from, "From this time on");
  words.option("--to", q->to, "Before this time");
  words.flag("--csv", q->csv,
             "Print time,parameter,statistic,value,flag: each of these keys once, ascending, the value committed last "
             "whatever its period; --json and the table print the rows of all periods");
  return [q](Session& s) {
    check_known(s, *q);
    auto rows = s.county->store->read(selector(*q), instant_or(q->from, from_civil(1970, 1, 1)),
                                      instant_or(q->to, from_civil(9999, 1, 1)));
    const auto order = [](const store::Observation& o) {
      return std::tie(o.start, o.series->parameter, o.series->statistic, o.series->period);
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
    print_rows(s, rows, q->csv);
    return 0;
  };
}

std::set<std::string, std::less<>> known_objects(const ledger::Ledger& ledger) {
  std::set<std::string, std::less<>> refs;
  for (const auto& record : ledger.records("object")) refs.insert(record.key);
  return refs;
}

// Commits in parts, so that a long file does not hold up the devices.
store::Balance commit_parts(Session& s, const std::vector<store::Packet>& packets) {
  constexpr std::size_t kPart = 5'000;
  store::Balance sum;
  for (std::size_t from = 0; from < packets.size(); from += kPart) {
    s.between();
    const auto part = std::span(packets).subspan(from, std::min(kPart, packets.size() - from));
    const auto result = s.commit(part);
    for (const auto outcome : result.outcomes)
      ++(outcome == store::Outcome::accepted    ? sum.accepted
         : outcome == store::Outcome::duplicate ? sum.duplicate
                                                : sum.quarantined);
    sum.received += part.size();
  }
  return sum;
}

Json problem_row(const Session& s, const Error& problem) {
  return {{"place", problem.place},
          {"line", std::stoi(problem.place.substr(problem.place.rfind(':') + 1))},
          {"code", problem.code},
          {"message", s.messages->render(s.lang, problem.code, problem.args)}};
}

// Refused rows are in the quarantine, and the exit code is 1, as for a register; flagged ones are taken.
int report_import(Session& s, const std::string& file, const store::Balance& sum,
                  const std::vector<store::Packet>& packets) {
  Json shown = counts(sum);
  shown["file"] = file;
  Json problems = Json::array(), warnings = Json::array();
  constexpr std::size_t kReasonsShown = 20;
  for (const auto& p : packets) {
    if (p.rejected) {
      problems.push_back(problem_row(s, *p.rejected));
      if (problems.size() <= kReasonsShown) s.err += s.messages->render(s.lang, *p.rejected) + "\n";
    }
    for (const auto& fault : p.faults) {
      warnings.push_back(problem_row(s, fault));
      if (warnings.size() <= kReasonsShown) s.err += s.messages->render(s.lang, fault) + "\n";
    }
  }
  const auto refused = problems.size();
  if (refused > 0) s.err += s.text("telemetry.refused", {{"count", refused}}) + "\n";
  if (s.json) {
    shown["problems"] = std::move(problems);
    shown["warnings"] = std::move(warnings);
    s.print_json(shown);
  } else {
    s.print("{}\n", s.text("telemetry.imported", shown));
  }
  return refused == 0 ? 0 : 1;
}

Body import(Words& words) {
  auto path = std::make_shared<std::string>();
  words.file("FILE", *path, "CSV, UTF-8 or GB18030: object,parameter,time,value,unit[,source]");
  return [path](Session& s) {
    const std::string name = std::filesystem::path(*path).filename().string();
    const auto decoded = text::to_utf8(s.file(*path));
    if (!decoded) throw Failure(decoded.error().code, decoded.error().args, name);
    const auto objects = known_objects(*s.ledger);
    const Catalog catalog = Catalog::load(s.county->share);
    const telemetry::LaboratoryRules rules{catalog, [&](std::string_view ref) { return objects.contains(ref); },
                                           s.county->clock.now(), s.county->clock.wall()};
    const auto packets = telemetry::read_laboratory(decoded->utf8, name, rules);
    if (!packets) throw Failure(packets.error());
    return report_import(s, name, commit_parts(s, *packets), *packets);
  };
}

}  // namespace

void add_telemetry_commands(CommandSet& set) {
  set.push_back(
      {"telemetry", "balance", "Packets received, accepted, duplicate and quarantined", Needs::read, balance});
  set.push_back({"telemetry", "quarantine", "List what was refused, and why", Needs::read, quarantine});
  set.push_back({"telemetry", "query", "Readings of a device or object", Needs::read, query});
  set.push_back({"telemetry", "import", "Take in laboratory results", Needs::read, import});
}

}  // namespace limpid::app
