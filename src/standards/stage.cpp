// SPDX-License-Identifier: Apache-2.0
#include "standards/stage.hpp"

#include "standards/evaluation.hpp"
#include "standards/touch.hpp"

namespace limpid::standards {
namespace {

/// Windows further apart than this are read on their own, so that one late value does not fetch a year.
constexpr Millis kNear = 2 * kDay;

void check_unit(const Catalog& catalog, const std::string& rule, const std::string& parameter, const std::string& unit,
                const char* kind) {
  const std::string stored = catalog.stored_unit(parameter, kind);
  const Unit* a = catalog.unit(unit);
  const Unit* b = catalog.unit(stored);
  if (!a || !b || a->symbol != b->symbol) throw Failure("rule.unit", {{"rule", rule}, {"parameter", parameter}});
}

}  // namespace

StandardsStage::StandardsStage(RuleBook rules, Catalog catalog)
    : rules_(std::move(rules)), catalog_(std::move(catalog)) {
  for (const auto& rule : rules_.water.all())
    for (const auto& item : rule.items) check_unit(catalog_, rule.ref.id, item.parameter, item.unit, "section");
  for (const auto& rule : rules_.aqi.all())
    for (const auto& [_, row] : rule.rows) check_unit(catalog_, rule.ref.id, row.parameter, row.unit, "air-station");
  for (const auto& rule : rules_.dust.all()) check_unit(catalog_, rule.ref.id, rule.parameter, rule.unit, "dust-site");
}

std::unique_ptr<ledger::Stage> StandardsStage::load(const std::filesystem::path& share_dir) {
  return std::make_unique<StandardsStage>(RuleBook::load(share_dir), Catalog::load(share_dir));
}

std::vector<ledger::Window> StandardsStage::touched(const ledger::Batch& batch, const ledger::Facts& facts) const {
  Touched touched(rules_, facts);
  for (const auto& o : batch.observations) touched.observation(*o.series, o.start);
  touched.rows(batch.rows);
  return touched.take();
}

ledger::Changes StandardsStage::evaluate(std::span<const ledger::Window> windows, const ledger::Facts& facts) const {
  Evaluation evaluation(rules_, catalog_, facts);
  for (std::size_t first = 0; first < windows.size();) {
    std::size_t end = first + 1;
    while (end < windows.size() && windows[end].subject == windows[first].subject &&
           windows[end].rule == windows[first].rule && windows[end].start - windows[end - 1].start <= kNear)
      ++end;
    evaluation.run(windows.subspan(first, end - first));
    first = end;
  }
  return evaluation.take();
}

}  // namespace limpid::standards
