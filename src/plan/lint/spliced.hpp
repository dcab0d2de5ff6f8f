// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plan/lint/check.hpp"

namespace limpid::plan::linting {

// Rows that the conversion put together anew; each tells what it finds.

/// A clause put together of pieces that stand in the measure in another order: the conversion ran two sentences into
/// one.
bool spliced(const Check& check, const Reading& reading, const Item& row, const Pairing& p);

/// Two clauses of one sentence that stand the other way round in the measure, in two sentences.
bool turned(const Check& check, const Reading& reading, const Item& row, const Pairing& before, const Pairing& p);

}  // namespace limpid::plan::linting
