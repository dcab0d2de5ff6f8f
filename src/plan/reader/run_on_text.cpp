// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/run_on_text.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>

#include "plan/reader/han.hpp"
#include "plan/reader/numerals.hpp"

namespace limpid::plan {
namespace {

constexpr std::size_t kHeadingReach = 120;  // bytes: how far behind a heading the first number below it may stand

bool ends_said(std::string_view before) {
  for (std::string_view stop : {"。", ";", ":", "!", ")", "】"})
    if (before.ends_with(stop)) return true;
  return false;
}

/// The numbers of one level, which go on in order.
struct Series {
  std::size_t last = 0;   ///< the number before, 0 for none yet
  std::size_t above = 0;  ///< where the heading above begins

  /// Whether the number `mark`, at `at`, goes on: the first also right below its heading, others behind a stop.
  bool goes_on(std::string_view text, std::size_t at, const std::string& mark) const {
    if (!text.substr(at).starts_with(mark)) return false;
    return ends_said(text.substr(0, at)) || (last == 0 && above > 0 && at > above && at - above <= kHeadingReach);
  }
};

class Parter {
 public:
  Parter(std::string_view text, std::size_t begin) : text_(text), begin_(begin) {}

  std::vector<std::size_t> cuts() {
    constexpr std::string_view kOpening = "\xE4\xE5(0123456789";  // the first byte of a number
    for (auto at = text_.find_first_of(kOpening, begin_ + 1); at != std::string_view::npos;
         at = text_.find_first_of(kOpening, at + 1)) {
      if (opens(sections_, at, kMostSections, [](int n) { return han_numeral(n) + "、"; })) {
        groups_ = points_ = {0, at};
        part_name(at);
      } else if (sections_.last > 0 &&
                 opens(groups_, at, kMostSections, [](int n) { return "(" + han_numeral(n) + ")"; })) {
        points_ = {0, at};
        part_name(at);
      } else if (sections_.last > 0 && !digit_before(at) && opens_point(at)) {
        points_.above = 0;
      }
    }
    std::sort(cuts_.begin(), cuts_.end());
    cuts_.erase(std::unique(cuts_.begin(), cuts_.end()), cuts_.end());
    return sections_.last < 2 ? std::vector<std::size_t>{} : std::move(cuts_);
  }

 private:
  static constexpr std::size_t kMostSections = 20, kMostPoints = 60;

  bool digit_before(std::size_t at) const { return text_[at - 1] >= '0' && text_[at - 1] <= '9'; }

  bool opens_point(std::size_t at) {
    for (std::string_view dot : {".", "、"})
      if (opens(points_, at, kMostPoints, [&](int n) { return std::to_string(n) + std::string(dot); })) return true;
    return false;
  }

  template <typename Mark>
  bool opens(Series& series, std::size_t at, std::size_t most, Mark mark) {
    if (series.last >= most) return false;
    const std::string next = mark(static_cast<int>(series.last) + 1);
    if (!series.goes_on(text_, at, next)) return false;
    const auto behind = text_.substr(at + next.size());
    // `1.5倍` and `一、二、三级` are no items.
    if (!behind.empty() && behind.front() >= '0' && behind.front() <= '9') return false;
    if (behind.starts_with("二、") || behind.starts_with("三、")) return false;
    ++series.last;
    cuts_.push_back(at);
    return true;
  }

  /// `一、工作目标到2020年,…`: the name of a section ends where its words begin.
  void part_name(std::size_t at) {
    static const RE2 name(
        "^(?:[一二三四五六七八九十]+、|\\([一二三四五六七八九十]+\\))(?:" LIMPID_HAN
        "{0,4}?(?:指导思想|工作目标|目标任务|目标要求|总体目标|主要目标|基本原则|工作原则|总体要求|工作思路|主要任务|"
        "重点任务|工作任务|主要措施|工作措施|工作重点|保障措施|工作要求|组织领导|组织保障|实施步骤|工作步骤|"
        "时间安排|时间部署|实施范围|整治范围))");
    const auto behind = text_.substr(at, kHeadingReach);
    re2::StringPiece found;
    if (!name.Match(behind, 0, behind.size(), RE2::ANCHOR_START, &found, 1)) return;
    const auto rest = behind.substr(found.size());
    for (std::string_view joins : {"和", "与", "及", "、", "。", ",", "("})
      if (rest.starts_with(joins)) return;
    cuts_.push_back(at + found.size());
  }

  std::string_view text_;
  std::size_t begin_;
  Series sections_, groups_, points_;
  std::vector<std::size_t> cuts_;
};

/// What stands before the first section: recipients, who signs when, the plan's title.
void part_front(std::string_view text, std::size_t begin, std::size_t end, std::vector<std::size_t>& cuts) {
  static const RE2 address("^[^:。《》]{2,200}(?:政府|单位|部门|办事处|机构|公司|[委局]):"),
      signature("。(" LIMPID_HAN "{4,30}(?:政府|办公[室厅]|委员会|指挥部|局|厅))(\\d{4}年\\d{1,2}月\\d{1,2}日)"),
      title("(" LIMPID_HAN "(?:" LIMPID_HAN
            "|[“”\\d()—-]){3,50}?(?:方案|计划|要点|意见|细则)(?:\\(\\d{4}[^()]{0,12}\\))?)(?:为(?:了|深入|全面|贯彻|"
            "切实|进一步|"
            "加强|加快|推进|推动|打|认真|做好|有效|持续|确保|扎实|改善)|根据|按照|依据)");
  const auto front = text.substr(begin, end - begin);
  std::array<re2::StringPiece, 3> g;
  const auto place = [&](const re2::StringPiece& piece) {
    return static_cast<std::size_t>(piece.data() - text.data());
  };
  std::size_t from = 0;
  if (address.Match(front, 0, front.size(), RE2::ANCHOR_START, g.data(), 1)) cuts.push_back(begin + g[0].size());
  if (signature.Match(front, 0, front.size(), RE2::UNANCHORED, g.data(), 3)) {
    cuts.insert(cuts.end(), {place(g[1]), place(g[2]), place(g[2]) + g[2].size()});
    from = place(g[2]) + g[2].size() - begin;
  }
  if (title.Match(front, from, front.size(), RE2::UNANCHORED, g.data(), 2)) {
    if (place(g[1]) > begin) cuts.push_back(place(g[1]));
    cuts.push_back(place(g[1]) + g[1].size());
  }
}

}  // namespace

std::vector<std::size_t> run_on_cuts(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::size_t kShortest = 900;  // bytes
  if (end - begin < kShortest) return {};
  auto cuts = Parter(text.substr(0, end), begin).cuts();
  if (cuts.empty()) return cuts;
  part_front(text, begin, cuts.front(), cuts);
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  return cuts;
}

}  // namespace limpid::plan
