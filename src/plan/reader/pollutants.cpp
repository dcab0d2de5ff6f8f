// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/pollutants.hpp"

#include <re2/re2.h>

#include <array>

#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/only_once.hpp"

namespace limpid::plan {
namespace {

/// Names that are told from other words by themselves, those that begin as others before them.
const RE2& plain_pollutant() {
  static const RE2 re(
      "(PM2\\.5|PM10|VOCs|NOx|SO2|NO2|O3|CODMn|CODCr|COD|BOD5?|NH3-N|NH3|H2S|TSP|挥发性有机物|非甲烷总烃|二甲苯|甲苯|"
      "二噁英|二氧化硫|氮氧化物|二氧化氮|一氧化碳|臭氧|总悬浮颗粒物|可吸入颗粒物|细颗粒物|颗粒物|化学需氧量|"
      "五日生化需氧量|生化需氧量|高锰酸盐指数|石油类|石油烃|粪大肠菌群|挥发酚|氰化物|硫化物|硫化氢|氯化氢|氨氮|总磷|"
      "总氮|氟化物|重金属|油烟|恶臭|臭气|异味|甲醛|苯并\\[a\\]芘|多环芳烃|多氯联苯|烷基汞|悬浮物|硝酸盐|"
      "氯化物|"
      "总(?:铬|镉|铅|砷|汞|镍|锌|铜|锰|锑|铊|银)|烟粉尘|烟尘|粉尘|扬尘)");
  return re;
}

/// Calls `use` with what the first group holds, wherever `re` matches; what ends a match may begin the next.
template <class Use>
void each_match(std::string_view text, const RE2& re, const Use& use) {
  std::array<re2::StringPiece, 2> g;
  for (std::size_t at = 0; re.Match(text, at, text.size(), RE2::UNANCHORED, g.data(), 2);) {
    at = static_cast<std::size_t>(g[1].data() - text.data()) + g[1].size();
    use(std::string(g[1]));
  }
}

}  // namespace

void find_pollutants(std::string_view text, std::vector<std::string>& into) {
  // Names of single characters count only where they stand by themselves: 汞、铅, 涉镉, not 铅酸蓄电池.
  static const LazyPattern element(
      "(?:^|[、,。;:(和及与涉])(六价铬|汞|铅|砷|铬|镉|铊|锑|苯|苯系物)(?:[、,。;)和及与等]|减排|排放|污染|浓度|超标|"
      "含量|企业|重金属|"
      "总量|$)");
  // CO and not CO2; 氨 that gets into the air and not 液氨, 氨水, 氨法; noise and not 低噪声设备.
  static const LazyPattern letters("(?:^|[^A-Za-z0-9])(CO|TN|TP|NO)(?:[^A-Za-z0-9+-]|$)"),
      ammonia("(?:^|[^液合脱尿含硝])(氨)(?:逃逸|排放|浓度|污染|[、,。;)和及]|$)"), noise("(?:^|[^低静])(噪声|噪音)");
  OnlyOnce<std::string> found(into);
  const auto add = [&](const std::string& name) { found.add(name); };
  each_match(text, plain_pollutant(), add);
  if (holds_any(text, {"铬", "汞", "铅", "砷", "镉", "铊", "锑", "苯"})) each_match(text, element.get(), add);
  if (holds_any(text, {"CO", "TN", "TP", "NO"})) each_match(text, letters.get(), add);
  if (holds_any(text, {"氨"})) each_match(text, ammonia.get(), add);
  if (holds_any(text, {"噪"})) each_match(text, noise.get(), add);
}

std::size_t pollutant_size(std::string_view text) {
  re2::StringPiece rest(text.data(), text.size());
  return RE2::Consume(&rest, plain_pollutant()) ? text.size() - rest.size() : 0;
}

}  // namespace limpid::plan
