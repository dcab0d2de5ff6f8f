// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>

#include "api/views/view.hpp"
#include "plan/condition_words.hpp"
#include "plan/decisions.hpp"
#include "plan/document.hpp"
#include "plan/lint/lint.hpp"
#include "plan/suggest.hpp"

/// The reading of a plan: what the document says, what was understood, what people make of it.
namespace limpid::api {

/// What suggestions and their words come from.
struct ReadingRules {
  plan::SuggestRules suggest;
  plan::ConditionWords condition;
  plan::UnitSynonyms synonyms;
  std::set<std::string> evaluated;  ///< archetypes that data can judge
  static ReadingRules load(const Messages& messages, const std::filesystem::path& share);
};

struct ReadingSource {
  const plan::Document* document = nullptr;  ///< null: its text is not kept
  std::span<const plan::Finding> findings = {};
  std::span<const plan::RowOfMeasure> rows = {};  ///< which row is of which measure, as the findings have it
  const ReadingRules& rules;
  bool may_write = false;
  /// Whom a name of many at once means in an item's words (plan::Addressees::meant_by).
  std::function<std::optional<std::vector<std::string>>(const std::string& name, const std::string& words)> meant = {};
};

/// Head, steps, items. Null: no such document.
Json reading_page(const View& v, const std::string& plan, const ReadingSource& source);
/// One item with its neighbours. Null: no such item.
Json item_reading_page(const View& v, const std::string& key, const ReadingSource& source);
/// Findings with decisions, the worst first; those decided that the document gives no longer at the end.
Json findings_page(const View& v, const std::string& plan, const ReadingSource& source);
Json edits_page(const View& v, const std::string& plan, bool may_write);

// ---- parts

/// `措施 9` with its domain; of a key relative to nothing.
Json reading_label(const View& v, const std::string& item_key);
/// The finding as the document gives it, else as it was decided. Nothing: neither.
std::optional<plan::Finding> finding_by_id(const View& v, const std::string& plan, const std::string& id,
                                           const ReadingSource& source);
Json finding_row(const View& v, const std::string& plan, const plan::Finding& finding, const plan::Document* document);
Json edit_row(const View& v, const ledger::Record& record);
Json finding_counts(const View& v, const std::string& plan, std::span<const plan::Finding> findings);
/// Whether a person decided about it and did not take it back.
bool is_decided(const View& v, const std::string& plan, const std::string& finding);
/// Paragraphs of the item and its neighbours, cut where promises, units and findings begin and end.
Json reading_paragraphs(const View& v, const PlanItem& item, const std::vector<Json>& promises,
                        const ReadingSource& source);
/// Promises of an item: its own, else its record's.
std::vector<Json> reading_promises(const View& v, const PlanItem& item);
std::string person_of(const std::string& actor);

}  // namespace limpid::api
