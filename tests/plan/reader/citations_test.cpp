// SPDX-License-Identifier: Apache-2.0
// Standards, laws and documents that are cited, one form a row.
#include "plan/reader/citations.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "plan/reader/source_text.hpp"

namespace limpid::plan {
namespace {

struct CitationRow {
  std::string_view words, read;  ///< read: kind|name|number|year, several behind each other
};

std::string citations_of(std::string_view words) {
  Mentions found;
  find_citations(clean(words).view(), found);
  std::string out;
  for (const auto& c : found.citations) {
    const char* kind = c.kind == CitationKind::standard ? "S" : c.kind == CitationKind::law ? "L" : "D";
    out += (out.empty() ? "" : " ") + std::string(kind) + "|" + c.name + "|" + c.number + "|" +
           (c.year ? std::to_string(*c.year) : "");
  }
  return out;
}

void expect_citations(const std::vector<CitationRow>& rows) {
  for (const auto& row : rows) EXPECT_EQ(citations_of(row.words), row.read) << row.words;
}

TEST(Citations, OfStandardsHaveNumberAndYear) {
  expect_citations({
      {"执行GB 13271—2014特别限值", "S||GB13271—2014|2014"},
      {"按HJ/T 91-2002和HJ 91.2—2022采样", "S||HJ/T91-2002|2002 S||HJ91.2—2022|2022"},
      {"符合DB14/T 1930-2019、DB1407/001-2021", "S||DB14/T1930-2019|2019 S||DB1407/001-2021|2021"},
      {"参照T/CAEPI 12-2018", "S||T/CAEPI12-2018|2018"},
      {"执行CJ/T 51-2018、CJJ 60-2011", "S||CJ/T51-2018|2018 S||CJJ60-2011|2011"},
      {"出水执行GB18918一级A标准", "S||GB18918|"},
      {"满足JB/T 1234-2020、NY/T 525-2021", "S||JB/T1234-2020|2020 S||NY/T525-2021|2021"},
  });
}

TEST(Citations, OfATitleAndItsNumberAreOne) {
  expect_citations({
      {"执行《地表水环境质量标准》（GB 3838-2002）Ⅲ类", "S|地表水环境质量标准|GB3838-2002|2002"},
      {"按照《某行业自行监测技术指南》HJ 1209-2021开展", "S|某行业自行监测技术指南|HJ1209-2021|2021"},
      {"达到GB/T 14848-2017《地下水质量标准》", "S|地下水质量标准|GB/T14848-2017|2017"},
      {"《某监测技术指南（试行）（HJ1209—2021）》", "S|某监测技术指南(试行)|HJ1209—2021|2021"},
      {"《排污许可管理条例》（国务院令第736号）", "L|排污许可管理条例|国务院令第736号|"},
      {"《某县整治通知》（某市环发〔2022〕40号）", "D|某县整治通知|某市环发〔2022〕40号|2022"},
      {"执行《大气标准》、GB3095-2012", "S|大气标准|| S||GB3095-2012|2012"},
  });
}

TEST(Citations, OfLawsHaveTheYearOfTheirWording) {
  expect_citations({
      {"依据《大气污染防治法》（2018年修正）", "L|大气污染防治法||2018"},
      {"按《某省水污染防治条例（2021年修订）》", "L|某省水污染防治条例(2021年修订)||2021"},
      {"落实《土壤污染防治法》和《某管理办法》", "L|土壤污染防治法|| L|某管理办法||"},
      {"对照《结构调整目录（2024年本）》", "D|结构调整目录(2024年本)||2024"},
      {"落实《某区专项规划（2021—2025年）》", "D|某区专项规划(2021—2025年)||"},
  });
}

TEST(Citations, AreNoOtherLettersAndNumbers) {
  expect_citations({
      {"PM2.5浓度、COD 30毫克/升、T12-2020线、5G基站2021", ""},
      {"《水》", ""},
  });
}

}  // namespace
}  // namespace limpid::plan
