// SPDX-License-Identifier: Apache-2.0
// Spans of a file in GB18030 are bytes of that file.
#include "plan/file_spans.hpp"

#include <gtest/gtest.h>

#include "plan/json.hpp"
#include "plan/read.hpp"

namespace limpid::plan {
namespace {

// 甲县水污染防治方案 / 一、重点任务 / 1.治污。8月底前完成。(责任单位:县水利局) and a character of four bytes (㐀).
const std::string kBytes =
    "\xBC\xD7\xCF\xD8\xCB\xAE\xCE\xDB\xC8\xBE\xB7\xC0\xD6\xCE\xB7\xBD\xB0\xB8\n"
    "\xD2\xBB\xA1\xA2\xD6\xD8\xB5\xE3\xC8\xCE\xCE\xF1\n"
    "1.\xD6\xCE\xCE\xDB\xA1\xA3\x81\x39\xEE\x39"
    "8\xD4\xC2\xB5\xD7\xC7\xB0\xCD\xEA\xB3\xC9\xA1\xA3("
    "\xD4\xF0\xC8\xCE\xB5\xA5\xCE\xBB:\xCF\xD8\xCB\xAE\xC0\xFB\xBE\xD6)\n";

TEST(FileSpans, OfGb18030AreBytesOfTheFile) {
  const auto document = read_document(kBytes).value();
  const FileSpans in_file(kBytes, document);
  const auto& span = document.plans[0].measures[0].span;
  const auto mapped = in_file(span);
  EXPECT_EQ(mapped.start, kBytes.find("1."));
  EXPECT_EQ(mapped.end, kBytes.find_last_of(')') + 1);
  EXPECT_NE(mapped, span);
  EXPECT_EQ(in_file({document.source.find("8月"), document.source.size()}),
            (Span{kBytes.find("8\xD4\xC2"), kBytes.size()}));
  Json json = to_json(document);
  in_file.lay(json);
  EXPECT_EQ(json["plans"][0]["measures"][0]["span"], (Json{{"start", mapped.start}, {"end", mapped.end}}));
  EXPECT_EQ(json["plans"][0]["measures"][0]["promises"][0]["deadlines"][0]["text"], "8月底前");
}

TEST(FileSpans, OfUtf8AreAsTheyAre) {
  const std::string bytes = "\xEF\xBB\xBF甲县水污染防治方案\n一、重点任务\n1.治污。8月底前完成。(责任单位:县水利局)\n";
  const auto document = read_document(bytes).value();
  const auto span = document.plans[0].measures[0].span;
  EXPECT_EQ(FileSpans(bytes, document)(span), span);
  EXPECT_EQ(bytes.substr(span.start, 2), "1.");
}

}  // namespace
}  // namespace limpid::plan
