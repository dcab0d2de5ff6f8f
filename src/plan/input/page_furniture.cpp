// SPDX-License-Identifier: Apache-2.0
#include "plan/input/page_furniture.hpp"

#include <re2/re2.h>

#include "base/text.hpp"

namespace limpid::plan {

bool is_page_furniture(std::string_view line) {
  static const RE2 re(
      "^(?:首页|您?(?:现在|当前)?(?:的|所在)?位置|发布(?:时间|日期|机构|单位)|发文日期|成文日期|时间|日期|来源|"
      "信息来源|文章来源|作者|"
      "责任编辑|编辑|浏览|点击|阅读|访问|字体|字号|【|\\[?打印|关闭|分享|收藏|上一[篇条]|下一[篇条]|相关|扫一扫|"
      "附件下载|"
      "版权|主办|承办|联系我们|网站(?:地图|标识)|技术支持|地址|邮编|[^\\s]{0,3}ICP备|[^\\s]{0,2}公网安备|返回|无障碍|"
      "索引号|发文机关|主题分类|发文字号|信息名称|有效性|标题)(?:[：:>＞】\\]\\s]|$|次数|量|网站|公告|大小|备|阅读|"
      "链接|到|本页|窗口|顶部|所有|单位)");
  return text::count_chars(line) < 200 && RE2::PartialMatch(line, re);
}

}  // namespace limpid::plan
