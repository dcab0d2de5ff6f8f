// SPDX-License-Identifier: Apache-2.0
// One plan in every format: what the reader makes of it is the same. The fixtures are the seed laid out by
// tests/plan/convert/convert.py as real documents are.
#include <gmock/gmock.h>

#include "base/data_file.hpp"
#include "plan/input/extract.hpp"
#include "plan/json.hpp"
#include "plan/read.hpp"
#include "support/zip_bytes.hpp"

namespace limpid::plan {
namespace {

const std::filesystem::path kFormatsRoot(LIMPID_SOURCE_DIR);

std::string fixture(const std::string& name) {
  return read_file(kFormatsRoot / "tests/plan/convert" / name);
}

void drop_places(Json& json) {
  if (json.is_object()) {
    json.erase("span");
    json.erase("format");
  }
  if (json.is_structured())
    for (auto& value : json) drop_places(value);
}

Json plan_of(const std::string& bytes) {
  const auto document = read_document(bytes);
  if (!document) throw Failure(document.error());
  Json json = to_json(*document);
  drop_places(json);
  return json;
}

/// A government site's page printed by a browser: what the site and the browser put around the article is no part.
TEST(PlanFormats, AnotherPlanPrintedFromItsSite) {
  const Json text = plan_of(read_file(kFormatsRoot / "tests/plan/unseen5/25-two-plans-in-a-notice/plan.txt"));
  for (const auto& change : Json::diff(text, plan_of(fixture("site-chromium.pdf")))) ADD_FAILURE() << change.dump();
}

/// A font whose boxes are twice as high as its letters, rules close to them; and the same table without any.
TEST(PlanFormats, RulesCloseToTallLettersAndNoRules) {
  const Json page = plan_of(fixture("small.html"));
  ASSERT_EQ(page.at("plans").at(0).at("tasks").size(), 16U);
  for (const auto* file : {"small-rules.pdf", "small-no-rules.pdf"})
    for (const auto& change : Json::diff(page, plan_of(fixture(file)))) ADD_FAILURE() << file << change.dump();
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  return out;
}

/// As an office makes them of a text: each line a paragraph with tabs, or all of them preformatted.
TEST(PlanFormats, LinesAndTabsOfATextInDocxAndHtml) {
  const auto text = read_file(kFormatsRoot / "plans/zezhou-2022/plan.txt");
  std::string body;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    auto line = escaped(std::string_view(text).substr(begin, end - begin));
    for (auto at = line.find('\t'); at != std::string::npos; at = line.find('\t', at))
      line.replace(at, 1, "</w:t><w:tab/><w:t xml:space='preserve'>");
    body += "<w:p><w:r><w:t xml:space='preserve'>" + line + "</w:t></w:r></w:p>";
    begin = end + 1;
  }
  const Json meant = plan_of(text);
  const auto docx = zip_bytes({{"word/document.xml", "<w:document><w:body>" + body + "</w:body></w:document>"}});
  for (const auto& change : Json::diff(meant, plan_of(docx))) ADD_FAILURE() << "docx " << change.dump();
  const auto html = "<html><head><title></title></head><body><pre>" + escaped(text) + "</pre></body></html>";
  for (const auto& change : Json::diff(meant, plan_of(html))) ADD_FAILURE() << "html " << change.dump();
}

class Formats : public ::testing::TestWithParam<const char*> {};

TEST_P(Formats, SamePlanAsTheText) {
  const Json text = plan_of(read_file(kFormatsRoot / "plans/zezhou-2022/plan.txt"));
  const Json other = plan_of(fixture(GetParam()));
  for (const auto& change : Json::diff(text, other)) ADD_FAILURE() << change.dump();
}

TEST_P(Formats, TheTextAloneGivesTheSameDocument) {
  const auto bytes = fixture(GetParam());
  const auto extracted = extract(bytes);
  ASSERT_TRUE(extracted);
  const auto document = read_document(bytes), again = read_document(extracted->text);
  ASSERT_TRUE(document && again);
  EXPECT_EQ(document->source, extracted->text);
  auto a = to_json(*document), b = to_json(*again);
  a.erase("format");
  b.erase("format");
  a["document"].erase("format");
  b["document"].erase("format");
  EXPECT_EQ(a, b);
}

INSTANTIATE_TEST_SUITE_P(Seed, Formats,
                         ::testing::Values("seed.docx", "seed.html", "seed-office.pdf", "seed-chromium.pdf"));

}  // namespace
}  // namespace limpid::plan
