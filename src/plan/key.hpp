// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "plan/document.hpp"

namespace limpid::plan {

/// The county (or city, district, banner) that issued the document, as printed: 泽州县. Empty when the document does
/// not say.
std::string place_of(const Document& document);
/// The same of a document in the shape of schemas/plan.json; only its head and the titles of its plans are read.
std::string place_of(const Json& document);

/// The county whose units the document speaks of: that of place_of without the city that it lies in (甲市乙县人民政府),
/// by the titles where a city's branch (甲市生态环境局乙分局) is the issuer.
std::string county_of(const Json& document);

/// The document's key where nobody gives one: place in Pinyin (ICU) and year, `zezhou-2022`; `plan` for an unknown
/// place.
std::string default_key(const Document& document);

/// Whether a person may name a document so: lower-case letters, digits and hyphens, at most 40.
bool is_key(const std::string& key);

/// The middle part of its items' keys for each plan: the domain, with a number behind it where one domain has several
/// plans (`water`, `water-2`).
std::vector<std::string> plan_segments(const Document& document);

}  // namespace limpid::plan
