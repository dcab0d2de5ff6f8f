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
      {"向东泽湖投放鱼苗，改善西屏湖水质", "P:东泽湖 P:西屏湖"},
      {"对澧江、石溪、南干渠开展清淤", "P:澧江 P:石溪 P:南干渠"},
      {"建设美丽河湖，整治沟渠、排洪渠和沿江码头", ""},
      {"在经开区、高新区、甲县化工园区开展排查", "P:经开区 P:高新区 P:甲县化工园区"},
      {"沙河街道、沙河经济开发区", "P:沙河街道 P:沙河经济开发区"},
      {"对沙河开展清淤", "P:沙河"},
      {"完成石头村、白沙村生活污水治理", "P:石头村 P:白沙村"},
      {"建设美丽乡村、示范村，干部包村，整治12个行政村、沿河各村", ""},
      {"对甲镇张庄村、乙乡李村等村庄", "P:甲镇 P:乙乡 P:张庄村 P:李村"},
      {"组织乡镇巡河，栽植乡土植物，统筹城乡环卫", ""},
      {"建成双溪镇污水处理站，拆除青石水库养殖网箱", "P:双溪镇 P:青石水库"},
      {"其中城关镇4台，每个镇1座", "P:城关镇"},
      {"对金洲铝业、川北热电等3家企业开展评估", "E:金洲铝业 E:川北热电"},
      {"对水泥、煤化工、现代化工等行业企业开展评估", ""},
      {"园区污水处理厂、镇级污水处理厂、两座污水处理厂", ""},
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
      {"CO浓度和一氧化碳", "X:一氧化碳 X:CO"},
      {"减排CO2，监测COD", "X:COD"},
      {"控制氨逃逸，排查涉镉企业", "X:镉 X:氨"},
      {"液氨、氨水储罐，氨法脱硫", ""},
      {"监测硫化氢、臭气浓度和总铬", "X:硫化氢 X:臭气 X:总铬"},
      {"整治餐饮油烟、异味、恶臭和噪声扰民", "X:油烟 X:异味 X:恶臭 X:噪声"},
      {"推广低噪声设备，严禁秸秆焚烧", ""},
      {"化学需氧量、五日生化需氧量", "X:化学需氧量 X:五日生化需氧量"},
  };
  for (const auto& row : rows) EXPECT_EQ(mentions_of(row.words), row.read) << row.words;
}

}  // namespace
}  // namespace limpid::plan
