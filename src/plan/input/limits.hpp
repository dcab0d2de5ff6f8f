// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

/// What a document may be at most. Far above any real plan (the largest seen has 300 pages and 20 MB), far below what
/// hurts a server.
namespace limpid::plan::limits {

constexpr std::size_t kFile = std::size_t{64} << 20;       ///< bytes of the file
constexpr std::size_t kText = std::size_t{16} << 20;       ///< bytes of text, plain or taken from docx, html, pdf
constexpr std::size_t kLine = std::size_t{1} << 20;        ///< bytes of one line
constexpr std::size_t kMarkup = std::size_t{32} << 20;     ///< bytes of an html file
constexpr std::size_t kAttributes = 256;                   ///< of one element of an html file
constexpr std::size_t kZipEntries = 4096;                  ///< a docx with 1000 pictures has about 1050
constexpr std::size_t kInflated = std::size_t{128} << 20;  ///< bytes of one part of a docx when unpacked
constexpr std::size_t kRatio = 400;                        ///< unpacked to packed; XML of tables reaches about 60
constexpr std::size_t kRatioFrom = std::size_t{8} << 20;   ///< where the ratio begins to matter
constexpr int kDepth = 200;                                ///< of elements inside each other
constexpr int kPages = 1000;
constexpr int kOfficeSeconds = 60;

}  // namespace limpid::plan::limits
