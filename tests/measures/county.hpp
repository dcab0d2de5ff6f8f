// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/data_file.hpp"
#include "base/messages.hpp"
#include "ledger/records/status.hpp"
#include "measures/stage.hpp"
#include "support/memory_facts.hpp"

namespace limpid::testing {

/// A county in words: what stands in its registers, what was measured and judged, and what the stage then says of its
/// plan.
class County {
 public:
  MemoryFacts facts;

  County() : stage_(measures::MeasuresStage::load(LIMPID_SOURCE_DIR)), messages_(Messages::load(LIMPID_SOURCE_DIR)) {}

  void it_is(const std::string& time) { facts.time = parse_instant(time).value(); }

  void registered(const std::string& kind, const std::string& key, Json attributes, const std::string& name = {}) {
    ledger::Object object;
    object.kind = kind;
    object.key = key;
    object.name = name.empty() ? key : name;
    object.attributes = std::move(attributes);
    facts.put("object", object.ref(), object);
  }

  void promised(const std::string& item, const std::string& archetype = {}, Json params = Json::object()) {
    facts.put("item", item, {{"title", item}});
    facts.put("promise", item + "#1", {{"text", "words"}, {"item", item}});
    if (!archetype.empty()) bound(item + "#1", archetype, std::move(params));
  }

  void bound(const std::string& promise, const std::string& archetype, Json params) {
    ledger::Binding binding;
    binding.promise = promise;
    binding.archetype = archetype;
    binding.system = "W00";
    binding.params = std::move(params);
    facts.put("binding", promise, binding);
  }

  void needs(const std::string& item, const std::string& what) {
    ledger::Binding binding;
    binding.promise = item;
    binding.needs = {.code = what, .args = Json::object(), .source = {}};
    facts.put("binding", item, binding);
  }

  void device_sent(const std::string& object, const std::string& hour) {
    facts.observe(object, "w21003", parse_instant(hour).value(), 1.0, "device:" + object);
  }

  void judged(const std::string& object, const std::string& rule, const std::string& start, ledger::Verdict verdict) {
    const Instant t = parse_instant(start).value();
    const auto period = parse_period(rule.substr(rule.rfind('/') + 1)).value();
    facts.put(ledger::Derived{.kind = "verdict",
                              .subject = object,
                              .rule = rule,
                              .start = t,
                              .end = period_end(period, t),
                              .content = verdict});
  }

  /// Runs the stage over everything, as after a day's tick.
  void asked() {
    std::vector<ledger::Window> windows;
    for (const auto& record : facts.records("item")) windows.push_back(measures::status_window(record.key, "item"));
    facts.apply(stage_->evaluate(windows, facts));
  }

  ledger::Status status(const std::string& item) {
    asked();
    const auto rows = facts.derived({.kind = "status", .subject = item, .rule = "item"});
    return rows.empty() ? ledger::Status{} : rows.front().content.get<ledger::Status>();
  }

  std::string zh(const ledger::Text& text) const { return messages_.render("zh", text.code, text.args); }
  const ledger::Stage& stage() const { return *stage_; }

 private:
  std::unique_ptr<ledger::Stage> stage_;
  Messages messages_;
};

}  // namespace limpid::testing
