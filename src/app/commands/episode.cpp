// SPDX-License-Identifier: Apache-2.0
#include "app/command.hpp"
#include "app/loop_rows.hpp"
#include "ledger/ledger_facts.hpp"

namespace limpid::app {
namespace {

Body episode_list(Words& words) {
  auto open = std::make_shared<bool>(false);
  words.flag("--open", *open, "Only those that go on");
  return [open](Session& s) {
    const ledger::LedgerFacts facts(*s.ledger, *s.county->store, s.county->clock.now());
    Json rows = Json::array();
    for (const auto& record : facts.records("episode"))
      if (!*open || record.content.value("state", "") == "open") rows.push_back(episode_row(facts, record));
    if (s.json) {
      s.print_json(rows);
      return 0;
    }
    for (const auto& row : rows) {
      const auto what = row.at("what");
      s.print("{}\t{}\t{}\t{}\t{}\n", row.at("id").get<std::int64_t>(), row.at("detected").get<std::string>(),
              s.text("alerts.state." + row.at("state").get<std::string>()),
              s.text("alerts.condition." + row.at("condition").get<std::string>()),
              s.text(what.value("code", ""), what.value("args", Json::object())));
      for (const auto& candidate : row.at("candidates"))
        s.print("\t{:.2f}\t{}\n", candidate.at("weight").get<double>(), candidate.at("object").get<std::string>());
    }
    return 0;
  };
}

}  // namespace

void add_episode_commands(CommandSet& set) {
  set.push_back({"episode", "list", "What is or was wrong, with its case and its candidates, best first", Needs::read,
                 episode_list});
}

}  // namespace limpid::app
