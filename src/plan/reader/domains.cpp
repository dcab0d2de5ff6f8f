// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/domains.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <string_view>

#include "plan/reader/lazy_pattern.hpp"

namespace limpid::plan {
namespace {

std::size_t times(std::string_view text, std::initializer_list<std::string_view> words) {
  std::size_t n = 0;
  for (const auto word : words)
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) ++n;
  return n;
}

/// How often the text has words of air, water and soil.
std::array<std::size_t, 3> weigh(std::string_view text) {
  return {times(text, {"空气",  "大气",   "蓝天",         "扬尘",     "废气",       "散煤",
                       "锅炉",  "臭氧",   "挥发性有机物", "VOCs",     "秋冬季",     "重污染天气",
                       "PM2.5", "颗粒物", "柴油货车",     "超低排放", "油烟",       "秸秆焚烧",
                       "禁烧",  "燃放",   "禁放烟花",     "限放烟花", "烟花爆竹禁", "烟花爆竹限"}),
          times(text, {"水环境", "水污染", "水生态", "水质", "碧水", "污水", "断面", "河湖", "流域", "排污口", "饮用水",
                       "水源", "黑臭水体", "河长", "江河", "尾水", "入河", "清河行动", "清河”"}),
          times(text, {"土壤", "净土", "耕地", "地块", "农用地", "地下水"})};
}

/// 地下水 beside 土壤 is of the ground; a title that says it alone is about water.
std::array<std::size_t, 3> weigh_title(std::string_view title) {
  auto weights = weigh(title);
  const auto below = times(title, {"地下水"});
  if (weights[2] == below) {
    weights[1] += below;
    weights[2] = 0;
  }
  return weights;
}

/// Subjects that are none of the three, whatever words of them the measures have.
bool is_of_another(std::string_view title) {
  if (holds_any(title,
                {"农业农村", "农业面源", "畜禽",     "养殖", "农村",     "人居环境", "固体废物", "危险废物", "噪声",
                 "生态环境", "生态保护", "生态文明", "督察", "整改",     "垃圾",     "塑料",     "无废",     "碳",
                 "新污染物", "化学品",   "辐射",     "美丽", "环境保护", "环境卫生", "市容"}))
    return true;
  // That of a river is water's.
  return holds_any(title, {"环境综合整治", "环境综合治理", "环境整治"}) && !holds_any(title, {"河", "湖", "水", "渠"});
}

}  // namespace

Domain find_domain(const Plan& plan, bool titled) {
  const auto most = [](const auto& weights) { return std::max_element(weights.begin(), weights.end()); };
  const std::string_view title = titled ? std::string_view(plan.title) : std::string_view();
  const auto by_title = weigh_title(title);
  const bool alone = std::count(by_title.begin(), by_title.end(), *most(by_title)) == 1;
  if (*most(by_title) > 0 && alone) return static_cast<Domain>(most(by_title) - by_title.begin());
  if (is_of_another(title)) return Domain::other;
  std::string all = titled ? std::string() : plan.title;
  if (!titled)
    for (const auto& goal : plan.goals) all += goal.text;
  for (const auto& m : plan.measures) all += m.title + m.text;
  for (const auto& t : plan.tasks) all += t.text;
  const auto by_words = weigh(all);
  const auto sum = std::accumulate(by_words.begin(), by_words.end(), std::size_t{0});
  return *most(by_words) * 4 > sum * 3 ? static_cast<Domain>(most(by_words) - by_words.begin()) : Domain::other;
}

}  // namespace limpid::plan
