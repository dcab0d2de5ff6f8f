// SPDX-License-Identifier: Apache-2.0
#include "plan/reader/head.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <optional>

#include "plan/input/page_furniture.hpp"
#include "plan/reader/dates.hpp"
#include "plan/reader/han.hpp"
#include "plan/reader/lazy_pattern.hpp"
#include "plan/reader/page_list.hpp"
#include "plan/reader/recipients.hpp"
#include "plan/reader/signatures.hpp"

namespace limpid::plan {
namespace {

constexpr std::string_view kAbout = "关于", kComma = "、";

/// What a table of a site may name as who issues: 县府办, 市委宣传部.
bool is_office_name(std::string_view words) {
  static const RE2 re(".{2,40}(?:政府|办|室|委|会|局|厅|部|中心|指挥部|领导小组|镇|乡)");
  return RE2::FullMatch(words, re);
}

std::string field(std::string_view text, const RE2& re) {
  std::string value;
  RE2::PartialMatch(text, re, &value);
  return value;
}

std::string date_of(std::string_view year, std::string_view month, std::string_view day) {
  return iso_date(year_number(year), static_cast<int>(numeral(month)), static_cast<int>(numeral(day))).value_or("");
}

/// What a notice says of itself, line by line.
class NoticeReader {
 public:
  NoticeReader(const SourceText& text, const std::vector<Line>& lines, std::size_t head_end)
      : text_(text), lines_(lines), head_end_(head_end), head_(text.view(0, begin_of(head_end))) {
    const auto numbered = std::find_if(lines.begin(), lines.end(), [](const Line& l) { return level(l.kind) > 0; });
    front_end_ = std::max(head_end, static_cast<std::size_t>(numbered - lines.begin()));
    address_ = find_address(head_end_);
    title_ = find_title();
    // A plan that no notice carries may name its recipients below its own title.
    if (!address_ && !title_) address_ = find_address(front_end_);
  }

  std::string title() const {
    if (!title_) {
      static const RE2 named("(?m:(?:^|\\|)[\\[【]?(?:标题|(?:文件|信息)?名称)[\\]】]?[:|]+([^|\\s]+))");
      return field(head_, named);
    }
    static const RE2 quoted("^[^《]*《(.*(?:通知|函))》$");
    std::string out;
    for (std::size_t i = title_->first; i <= title_->last; ++i) out += words(i);
    RE2::Replace(&out, quoted, "\\1");
    // A site's index prints the number before the title: `某政办〔2023〕2号:某县人民政府办公室关于…的通知`.
    if (const auto about = out.find(kAbout); about != std::string::npos)
      if (const auto colon = out.rfind(':', about); colon != std::string::npos) out.erase(0, colon + 1);
    return out;
  }

  /// 发文字号. What stands behind the recipients' line cites other documents.
  std::string number() const {
#define LIMPID_DOCUMENT_NUMBER "(" LIMPID_HAN "{1,12}[〔(\\[]\\d{4}[〕)\\]]第?\\d*号)"
    static const RE2 re("(?:(?:发文字号|文号):?\\|?)?" LIMPID_DOCUMENT_NUMBER);
    if (title_ || address_) {
      auto found = field(text_.view(0, begin_of(address_ ? address_->first : head_end_)), re);
      // `…的通知 某政办〔2023〕2号` on one line
      for (std::string_view before : {"通知", "的函", "方案", "计划", "意见"})
        if (const auto at = found.rfind(before); at != std::string::npos) found.erase(0, at + before.size());
      return found;
    }
    for (std::size_t i = 0; i < front_end_; ++i)
      if (std::string found; RE2::FullMatch(words(i), re, &found)) return found;
    static const RE2 labelled("(?:发文字号|文号)[\\]】:|]+" LIMPID_DOCUMENT_NUMBER);
    return field(head_, labelled);
  }

  std::vector<std::string> recipients() const {
    if (!address_) return {};
    std::string list;
    for (std::size_t i = address_->first; i <= address_->last; ++i) list += words(i);
    list.pop_back();  // the colon
    return read_recipients(list);
  }

  std::string issuer(const std::string& title) const {
    static const RE2 own("(?:本|[县市区州旗省])(?:人民)?政府(?:办公[室厅])?"),
        named(
            "发(?:布|文)(?:机构|机关|单位)[\\]】:|]*(.{2,40}?)(?:..(?:日期|时间|分类|时效|字号)|主题词|索引号|文号|[-|"
            "\\s:\\[\\]【】\\d]|$)"),
        foot("(?m:^(" LIMPID_HAN "{4,30})\\d{4}年\\d{1,2}月\\d{1,2}日印发)");
    const auto about = title.find(kAbout);
    std::string before = about == std::string::npos ? "" : title.substr(0, about);
    if (!before.empty() && !RE2::FullMatch(before, own)) return all_of(in_title(before));
    auto listed = field(head_, named);
    if (!listed.empty() && !is_office_name(listed))
      listed.clear();  // the next field of a table where this one is empty
    if (!title_)
      if (const auto self = in_own_title(); !self.empty() && !RE2::FullMatch(self, own)) return all_of(self);
    for (auto found :
         {signature(), before, listed, read_page_list(text_, lines_, head_end_).issuer, field(text_.view(), foot)})
      if (!found.empty()) return found;
    return {};
  }

  std::string date() const {
    static const RE2 named(
        "(?:成文|发文|印发|生成|签发)(?:日期|时间)[\\]】:|]*(\\d{4})[-年./](\\d{1,2})[-月./](\\d{1,2})"),
        foot("(\\d{4})年(\\d{1,2})月(\\d{1,2})日印发");
    if (const auto line = date_line(0, head_end_)) return date_of_line(*line);
    std::string y, m, d;
    if (RE2::PartialMatch(head_, named, &y, &m, &d)) return date_of(y, m, d);
    if (const auto line = date_line(head_end_, front_end_)) return date_of_line(*line);
    if (RE2::PartialMatch(text_.view(), foot, &y, &m, &d)) return date_of(y, m, d);
    if (const auto line = signed_line()) return date_of_line(*line);
    return published();
  }

  /// The plan that the notice's words hand on: `现将《…方案》印发给你们`, `《…方案》已经…同意,现印发给你们`.
  std::string announced() const {
    static const RE2 re(
        "(?:[现兹特]将《([^《》]+)》|(?:^|[^》、和及与])《([^《》]+)》(?:\\([^()]*\\))?[业已经][^。;《》]*?[现,予])"
        "[^。;《》]*?(?:印发|转发|下发|发布)");
    static const RE2 kind("(?:计划|方案|细则|要点|安排|意见|任务书|责任书|措施)(?:\\([^()]*\\))?$");
    constexpr std::size_t kReach = 6000;  // bytes
    const auto words = text_.view(0, std::min(begin_of(head_end_), kReach));
    if (!holds_any(words, {"印发", "转发", "下发", "发布"})) return {};
    std::string handed, agreed;
    if (!RE2::PartialMatch(words, re, &handed, &agreed)) return {};
    std::string name = handed.empty() ? agreed : handed;
    std::erase(name, '\n');
    return RE2::PartialMatch(name, kind) ? name : "";
  }

  std::string publicity() const {
    static const RE2 note("\\((此件[^()]{1,20})\\)"),
        choice("公开(?:方式|属性|选项|类别|形式):?\\|?(主动公开|依申请公开|不予公开)");
    if (auto found = field(text_.view(), note); !found.empty()) return found;
    return field(text_.view(), choice);
  }

 private:
  struct Lines {
    std::size_t first = 0, last = 0;
  };

  std::size_t begin_of(std::size_t line) const {
    return line < lines_.size() ? lines_[line].begin : text_.size();
  }
  std::string_view words(std::size_t line) const {
    return text_.view(lines_[line].begin, lines_[line].end);
  }

  /// The nearest line with words above, for documents whose paragraphs stand between blank lines.
  std::optional<std::size_t> above(std::size_t line) const {
    while (line-- > 0)
      if (lines_[line].kind != LineKind::blank) return line;
    return std::nullopt;
  }

  /// The line of recipients (主送), with those before it that it goes on from.
  std::optional<Lines> find_address(std::size_t end) const {
    static const RE2 re("[^:。\\t|]*(?:政府|单位|部门|办事处|机构|公司|[委局]|科室|街道|乡镇)[^:。\\t|]*:"),
        goes_on("[^:。\\t|《》]*(?:" LIMPID_HAN "|[,、])");
    static const RE2 asks("如下|以下|要(?:求|做)|措施|任务");
    for (std::size_t i = 0; i < end; ++i) {
      if (!RE2::FullMatch(words(i), re) || is_page_furniture(words(i)) || RE2::PartialMatch(words(i), asks)) continue;
      Lines found{i, i};
      while (found.first > 0 && lines_[found.first - 1].kind == LineKind::text) {
        const auto before = words(found.first - 1);
        const bool list = before.find(kComma) != std::string_view::npos || before.find(',') != std::string_view::npos;
        if (!list || is_notice(before) || !RE2::FullMatch(before, goes_on)) break;
        --found.first;
      }
      return found;
    }
    return std::nullopt;
  }

  /// The lines of `…关于…的通知`: the last before the recipients, for a page repeats it; else the document's first.
  std::optional<Lines> find_title() const {
    std::optional<std::size_t> last;
    const std::size_t end = address_ ? address_->first : head_end_;
    for (std::size_t i = 0; i < end && (address_ || !last); ++i)
      if (is_notice(words(i))) last = i;
    if (!last) return std::nullopt;
    return from_about(*last).value_or(block(*last));
  }

  static bool is_notice(std::string_view words) {
    for (std::string_view kind : {"通知", "通知》", "的函", "的函》"})
      if (words.ends_with(kind)) return true;
    return false;
  }

  static bool bars(std::string_view words) {
    return words.ends_with("号") || is_page_entry(words) || words.ends_with("文件") || words.starts_with("#") ||
           is_page_furniture(words);
  }

  /// Back to the line that says 关于, and to the bodies above it when it begins so.
  std::optional<Lines> from_about(std::size_t last) const {
    constexpr int kLongest = 5;
    std::optional<std::size_t> first = last;
    for (int n = 0; first && words(*first).find(kAbout) == std::string_view::npos; ++n) {
      first = above(*first);
      if (!first || n == kLongest || bars(words(*first))) return std::nullopt;
    }
    if (!words(*first).starts_with(kAbout)) return Lines{*first, last};
    for (auto up = above(*first); up && is_signing_body(words(*up)); up = above(*up)) first = up;
    return Lines{*first, last};
  }

  /// Back to the blank line or the number before.
  Lines block(std::size_t last) const {
    Lines found{last, last};
    while (found.first > 0 && lines_[found.first - 1].kind != LineKind::blank && !bars(words(found.first - 1)))
      --found.first;
    return found;
  }

  std::string date_of_line(std::size_t line) const {
    const auto day = read_signed_day(words(line));
    return day ? day->date : "";
  }

  std::optional<std::size_t> date_line(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < std::min(end, lines_.size()); ++i)
      if (read_signed_day(words(i))) return i;
    return std::nullopt;
  }

  /// A day under the name of a body closes a document that has no notice around it.
  std::optional<std::size_t> signed_line() const {
    for (std::size_t i = lines_.size(); i-- > head_end_;) {
      const auto day = read_signed_day(words(i));
      if (!day) continue;
      if (day->names()) return i;
      const auto up = above(i);
      return up && is_signing_body(words(*up)) ? std::optional(i) : std::nullopt;
    }
    return std::nullopt;
  }

  std::string signature() const {
    auto line = date_line(0, head_end_);
    if (!line) line = signed_line();
    if (!line) return {};
    std::string names;
    if (const auto day = read_signed_day(words(*line)); day && day->names())
      names = signing_names(text_, lines_[*line].begin + day->begin, lines_[*line].begin + day->end);
    auto up = above(*line);
    if (names.empty()) {
      if (!up || !is_signing_body(words(*up))) return {};
      names = names_in(*up);
      up = above(*up);
    }
    // Several bodies sign line by line: `甲局 乙局`, below it `丙局`.
    for (; up && *up > 0 && is_signing_body(words(*up)) && signs_below(*up); up = above(*up))
      names.insert(0, names_in(*up) + std::string(kComma));
    return names;
  }

  /// Whether the words before a line of names end what was said: they are no part of a sentence.
  bool signs_below(std::size_t line) const {
    const auto up = above(line);
    return up && (words(*up).ends_with("。") || is_signing_body(words(*up)));
  }

  std::string names_in(std::size_t line) const {
    return signing_names(text_, lines_[line].begin, lines_[line].end);
  }

  /// The bodies that a title begins with, up to 关于; several stand on a line each, or beside each other with blanks
  /// between. `run`: their words as printed.
  std::string bodies_of(const Lines& title, std::string& run) const {
    std::string out;
    for (std::size_t i = title.first; i <= title.last; ++i) {
      const auto about = words(i).find(kAbout);
      const auto names = words(i).substr(0, about);
      if (!is_signing_body(names)) break;
      run += names;
      out += (out.empty() ? "" : std::string(kComma)) +
             signing_names(text_, lines_[i].begin, lines_[i].begin + names.size());
      if (about != std::string_view::npos) break;
    }
    return out;
  }

  std::string in_title(const std::string& before) const {
    std::string run;
    const auto out = title_ ? bodies_of(*title_, run) : "";
    return run == before ? out : before;
  }

  /// Who the plan's own title begins with, `某县人民政府关于…的意见`, where no notice carries it.
  std::string in_own_title() const {
    if (head_end_ >= lines_.size() || words(head_end_).find(kAbout) == std::string_view::npos) return {};
    const auto title = from_about(head_end_);
    std::string run;
    return title ? bodies_of(*title, run) : "";
  }

  /// The day on which a site published the document, where nothing says when it was made: not one that its title's
  /// years belie, for sites print old plans again.
  std::string published() const {
    static const RE2 named("发布(?:日期|时间)[\\]】:|]*(\\d{4})[-年./](\\d{1,2})[-月./](\\d{1,2})");
    auto date = read_page_list(text_, lines_, head_end_).date;
    std::string y, m, d;
    if (date.empty() && RE2::PartialMatch(text_.view(0, begin_of(front_end_)), named, &y, &m, &d))
      date = date_of(y, m, d);
    if (date.empty()) return {};
    const auto years = find_years(head_end_ < lines_.size() ? words(head_end_) : std::string_view());
    const int year = year_number(date.substr(0, 4));
    return years.first == 0 || (year + 1 >= years.first && year <= years.last) ? date : "";
  }

  /// Those who sign, where they are the bodies that a title names and tell more of them: all of `甲局、乙局等部门`, or
  /// where one name ends and the next begins.
  std::string all_of(const std::string& named) const {
    static const RE2 others("等[^、]{0,2}(?:部门|单位)$"), comma(kComma);
    auto signers = signature();
    if (RE2::PartialMatch(named, others) && signers.size() > named.size() &&
        signers.starts_with(named.substr(0, named.find(kComma))))
      return signers;
    std::string joined = signers;
    RE2::GlobalReplace(&joined, comma, "");
    return joined == named ? signers : named;
  }

  const SourceText& text_;
  const std::vector<Line>& lines_;
  std::size_t head_end_;
  std::string_view head_;
  std::size_t front_end_ = 0;  ///< the first numbered line
  std::optional<Lines> address_, title_;
};

}  // namespace

Head read_head(const SourceText& text, const std::vector<Line>& lines, std::size_t head_end) {
  const NoticeReader notice(text, lines, std::min(head_end, lines.size()));
  Head out;
  out.title = notice.title();
  out.number = notice.number();
  out.issuer = notice.issuer(out.title);
  out.date = notice.date();
  out.recipients = notice.recipients();
  out.publicity = notice.publicity();
  out.announced = notice.announced();
  static const RE2 quoted(
      "[《〈]([^《》〈〉]+(?:计划|方案|细则|责任书|任务书|要点|安排|意见|纲要|分解表|清单)[^《》〈〉]*)[》〉]"),
      passed_on("(?:印发|转发|下发|发布)([^《》]+(?:计划|方案|细则|要点|安排)(?:\\([^()]*\\))?)的(?:通知|函)$");
  out.plan_title = field(out.title, quoted);
  if (out.plan_title.empty()) out.plan_title = field(out.title, passed_on);
  return out;
}

bool is_whole_of(std::string_view named, std::string_view own) {
  if (named.size() <= own.size()) return false;
  if (named.starts_with(own)) {
    const auto rest = named.substr(own.size());
    for (std::string_view joins : {"和", "及", "与", "以及", "、"})
      if (rest.starts_with(joins)) return false;
    return true;
  }
  if (!named.ends_with(own)) return false;
  const auto before = named.substr(0, named.size() - own.size());
  for (std::string_view joins : {"和", "及", "与", "、"})
    if (before.ends_with(joins)) return false;
  return true;
}

}  // namespace limpid::plan
