// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/unit_names.hpp"

#include <re2/re2.h>

#include <algorithm>

#include "plan/reader/han.hpp"

namespace limpid::plan {

bool is_whole_name(std::string_view name) {
  static const RE2 re("(?:人民政府|政府|局|分局|委员会|办公室|办事处|管委会|中心|支队|大队|院|站|所)$");
  constexpr std::size_t kLongestEnding = 24;  // bytes; the words before it do not matter
  return RE2::PartialMatch(name.substr(name.size() - std::min(name.size(), kLongestEnding)), re);
}

bool looks_like_body(std::string_view name) {
  static const RE2 re(
      "(?:政府|局|委|委员会|办公室|[^举]办|办事处|管委会|中心|支队|大队|中队|总队|院|站|所|公司|集团|社|部|队|镇|乡|"
      "街道|"
      "单位|部门|机构|[^公]司|[^百]科|股|[^温浴]室|园区|开发区|新区|高新区|经开区|厅|署|段|处|会|联|团|企业|工地|行|馆|"
      "法院|检察院|党委|校|局党组|厂|矿|人大|政协|科协|海关|电视台|监管组|保监组|交警|"
      "银行|"
      "委办|府办|督查室|河长|街办|村|社区|业主|运营商|镇街|苏木|嘎查|[农林牧渔]场|专班|小组|保护区|科|股)(?:\\([^()]*"
      "\\)|〔[^"
      "〔〕]*〕)?$");
  static const RE2 all_of_them("各(?:县|市|区|旗|州|[(、)])+");  // 各县区, 各县(市、区)
  if (RE2::FullMatch(name, all_of_them)) return true;
  return RE2::PartialMatch(name, re);
}

bool is_line_of_work(std::string_view words) {
  static const RE2 re(
      "(?:[省市县区旗州](?:直|级)?)?(?:住建|住房(?:和|与)?城乡建设|城乡建设|城建|建设|水务|水利|城管|城市管理|综合执法|"
      "公安|"
      "交警|交通|交通运输|"
      "环保|环境保护|生态环境|农业|农业农村|农牧|畜牧|农机|渔业|林业|林草|园林|自然资源|国土|国土资源|规划|发改|"
      "发展改革|发展和改革|经信|工信|工业和信息化|财政|商务|市场监管|市场监督管理|质监|工商|食药监|卫生|卫健|卫计|"
      "卫生健康|教育|科技|民政|人社|司法|审计|统计|文旅|文化|旅游|应急|应急管理|安监|气象|税务|粮食|能源|海洋|体育|"
      "房管|"
      "市政|行政审批)");
  return RE2::FullMatch(words, re);
}

bool is_department(std::string_view name) {
  static const RE2 of_level("[省市县区旗州](?:直|级)(?:各)?(?:有关|相关)?(?:部门|单位)");
  for (std::string_view ending : {"行政主管部门", "主管部门", "部门"})
    if (name.ends_with(ending))
      return is_line_of_work(name.substr(0, name.size() - ending.size())) || RE2::FullMatch(name, of_level);
  return RE2::FullMatch(name, of_level);
}

bool is_office_of(std::string_view department, std::string_view office) {
  static const RE2 work("(?:[省市县区旗州](?:直|级)?)?(" LIMPID_HAN "{2,8}?)(?:行政)?(?:主管)?部门");
  constexpr std::size_t kWide = 3;
  re2::StringPiece line;
  if (!RE2::FullMatch(department, work, &line) || !is_line_of_work({line.data(), line.size()}) || !is_office(office) ||
      is_department(office))
    return false;
  std::size_t at = 0;
  for (std::size_t i = 0; i < line.size(); i += kWide) {
    at = office.find(std::string_view(line.data() + i, kWide), at);
    if (at == std::string_view::npos) return false;
    at += kWide;
  }
  return true;
}

bool is_office(std::string_view name) {
  static const RE2 office(
      "(?:政府|局|分局|[发管信健计资建农贸科教交经]改?委|委员会|办公室|管委会|办事处|公路段|镇|乡|镇街|苏木|街道|街道?"
      "办|厅|公司|联合社|"
      "供销社|中心|"
      "支队|大队|[^本专学]科)("
      "?:\\([^()]*\\))?$");
  return RE2::PartialMatch(name, office) || is_department(name);
}

bool is_body_by_itself(std::string_view name) {
  static const RE2 kinds(
      "(?:[宣组统][传织战]部|[^不要举代]办|督查室|法院|检察院|[监检]测站|处理厂|[农林牧渔]场|经开区|高新区|开发区|园区|"
      "人大|政协|"
      "纪委|监委|政法委|[革设理农通]委|集团|党委|工委|团委|科协|海关|[残妇]联|武装部|管理[处所站]|派出所|消防队)$"),
      places("各(?:县|市|区|旗|州|乡|镇|街道|园区|[(、)])+"),
      many(
          "(?:[省市县区](?:直|级)?)?(?:各|有关|相关|行业)(?:有关|相关|成员|责任|主管|监管|牵头|行业|重点|级)*(?:单位|"
          "部门|企业|园区|河长)"),
      said("^(?:不|含|见|除|包括|其中|指|即|详见|原|以|下|上|新|第)");
  if (RE2::PartialMatch(name, said)) return false;
  return is_office(name) || RE2::FullMatch(name, many) || RE2::FullMatch(name, places) ||
         RE2::PartialMatch(name, kinds);
}

bool is_township(std::string_view name) {
  static const RE2 re("(?:镇|乡|街道)$");
  return RE2::PartialMatch(name, re);
}

bool is_place_kind(std::string_view words) {
  static const RE2 re("(?:市|县|区|州|旗|乡|镇|街道|办|园|[、,/])+");
  return RE2::FullMatch(words, re);
}

bool only_places_in_brackets(std::string_view words) {
  static const RE2 re("[^()]*(?:\\((?:市|县|区|州|旗|乡|镇|街道|办事处|办|园|[、,/])+\\)[^()]*)*");
  return RE2::FullMatch(words, re);
}

bool is_nobody(std::string_view name) {
  static const RE2 re(
      "(?:(?:牵头|责任|配合)(?:单位|部门)|(?:排名?|列)[^、]{0,4}(?:第一|首|前)[位列面名]?[的者]?|下同|不再[^、]{0,4}(?:"
      "列出|"
      "列示|"
      "重复|赘述)|[-—–_/\\\\*~.·]*|无|空)");
  return RE2::FullMatch(name, re);
}

}  // namespace limpid::plan
