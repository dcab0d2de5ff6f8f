// SPDX-License-Identifier: Apache-2.0
// What promises name, one row each.
#include "plan/reader/mentions.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plan/reader/source_text.hpp"

namespace limpid::plan {
namespace {

struct MentionRow {
  std::string_view words, read;  ///< read: P: places, E: enterprises, S: standards and laws, X: pollutants
};

std::string mentions_of(std::string_view words) {
  const auto m = find_mentions(clean(words).view());
  std::string out;
  const auto add = [&](const char* mark, const std::vector<std::string>& names) {
    for (const auto& name : names) out += (out.empty() ? "" : " ") + std::string(mark) + name;
  };
  add("P:", m.places);
  add("E:", m.enterprises);
  add("S:", m.standards);
  add("X:", m.pollutants);
  return out;
}

TEST(MentionForms, AreFoundByTheirLooks) {
  const std::vector<MentionRow> rows{
      {"执行《地表水环境质量标准》（GB 3838-2002）Ⅲ类标准", "S:《地表水环境质量标准》 S:GB3838-2002"},
      {"按照HJ 819—2017开展自行监测", "S:HJ819—2017"},
      {"符合DB14/ 1928-2019要求", "S:DB14/1928-2019"},
      {"执行GB/T 14848-2017", "S:GB/T14848-2017"},
      {"执行GB 18918—2002一级A标准", "S:GB18918—2002"},
      {"《排污许可管理条例》（国务院第736号令）", "S:《排污许可管理条例》 S:国务院第736号令"},
      {"国务院令第736号", "S:国务院令第736号"},
      {"生态环境部令第11号", "S:生态环境部令第11号"},
      {"省政府第203号令", "S:省政府第203号令"},
      {"依据《中华人民共和国大气污染防治法》", "S:《中华人民共和国大气污染防治法》"},
      {"按照晋市环发〔2022〕40号文件要求", "S:晋市环发〔2022〕40号"},
      {"GB16297-1996、GB 13271—2014", "S:GB16297-1996 S:GB13271—2014"},
      {"治理丹河、沁河和长河", "P:丹河 P:沁河 P:长河"},
      {"在丹河流域开展治理", "P:丹河"},
      {"甲镇、乙乡、丙街道", "P:甲镇 P:乙乡 P:丙街道"},
      {"周村镇李村断面", "P:周村镇 P:李村断面"},
      {"巩固国控断面水质", ""},
      {"推进巴公工业园区治理", "P:巴公工业园区"},
      {"任庄水库", "P:任庄水库"},
      {"加强河道管控", ""},
      {"对各乡镇开展检查", ""},
      {"山西天泽煤化工集团股份公司", "E:山西天泽煤化工集团股份公司"},
      {"某某热电有限责任公司、甲化工有限公司", "E:某某热电有限责任公司 E:甲化工有限公司"},
      {"乡镇污水处理厂", ""},
      {"建设城镇生活污水处理厂", ""},
      {"基本查明闭坑煤矿", ""},
      {"短距离运输及工业园区", ""},
      {"石化青泉分公司、青泉水泥厂", "E:石化青泉分公司 E:青泉水泥厂"},
      {"落实国务院令第748号和生态环境部公告2020年第12号要求", "S:国务院令第748号 S:生态环境部公告2020年第12号"},
      {"镉、铅减排", "X:镉 X:铅"},
      {"削减COD、氨氮、总磷", "X:COD X:氨氮 X:总磷"},
      {"控制VOCs、氮氧化物（NOx）和PM2.5", "X:VOCs X:氮氧化物 X:NOx X:PM2.5"},
      {"苯、甲苯、二甲苯", "X:甲苯 X:二甲苯 X:苯"},
      {"汞、镉、砷、铅、铬", "X:汞 X:镉 X:砷 X:铅 X:铬"},
      {"回收铅酸蓄电池", ""},
      {"非甲烷总烃", "X:非甲烷总烃"},
      {"化学需氧量、五日生化需氧量", "X:化学需氧量 X:五日生化需氧量"},
  };
  for (const auto& row : rows) EXPECT_EQ(mentions_of(row.words), row.read) << row.words;
}

}  // namespace
}  // namespace limpid::plan
