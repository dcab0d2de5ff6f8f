// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "api/views/plan_items.hpp"
#include "api/views/reading.hpp"

/// The document beside what was understood: its own lines, cut into marked parts here, so that the page only prints.
namespace limpid::api {
namespace {

struct TextMark {
  std::size_t from = 0, to = 0;
  const char* what = "";  ///< promise, unit, finding
  std::string value;
};

std::optional<plan::Span> span_of(const Json& value) {
  if (!value.contains("span")) return std::nullopt;
  return plan::Span{value.at("span").value("start", std::size_t{0}), value.at("span").value("end", std::size_t{0})};
}

/// Promises, units and findings of the item as ranges of the source.
std::vector<TextMark> text_marks(const PlanItem& item, plan::Span own, const std::vector<Json>& promises,
                                 const ReadingSource& source) {
  std::vector<TextMark> marks;
  for (std::size_t i = 0; i < promises.size(); ++i)
    if (const auto s = span_of(promises[i]))
      marks.push_back(
          {s->start, s->end, "promise", std::string(1, static_cast<char>('A' + std::min<std::size_t>(i, 25)))});
  const std::string& text = source.document->source;
  const Json read = item.content.contains("as_read") ? item.content.at("as_read") : item.content;
  for (const auto& unit : read.value("units", Json::array())) {
    const std::string name = unit.value("name", "");
    // Units stand at the end; a name may be in the words as well.
    const auto at = name.empty() ? std::string::npos : text.rfind(name, own.end - std::min(own.end, name.size()));
    if (at != std::string::npos && at >= own.start) marks.push_back({at, at + name.size(), "unit", ""});
  }
  for (const auto& f : source.findings)
    for (const auto& place : f.places)
      // A side that lacks something quotes nothing: its span is the whole item.
      if (!place.quote.empty() && place.span.end > own.start && place.span.start < own.end &&
          place.span.end - place.span.start <= own.end - own.start)
        marks.push_back({place.span.start, place.span.end, "finding", f.id});
  return marks;
}

/// Without the marks of a conversion and line ends.
std::string plain_text(std::string text) {
  for (auto at = text.find("**"); at != std::string::npos; at = text.find("**")) text.erase(at, 2);
  std::replace(text.begin(), text.end(), '\t', ' ');
  std::erase(text, '\r');
  return text;
}

Json line_parts(const std::string& source, plan::Span line, const std::vector<TextMark>& marks) {
  std::vector<std::size_t> cuts{line.start, line.end};
  for (const auto& m : marks)
    for (const auto at : {m.from, m.to})
      if (at > line.start && at < line.end) cuts.push_back(at);
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  Json parts = Json::array();
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    Json part = {{"text", plain_text(source.substr(cuts[i], cuts[i + 1] - cuts[i]))}};
    for (const auto& m : marks) {
      if (m.from > cuts[i] || m.to < cuts[i + 1]) continue;
      if (m.value.empty()) {
        part[m.what] = true;
      } else {
        part[m.what] = m.value;
      }
    }
    if (!part["text"].get_ref<const std::string&>().empty()) parts.push_back(std::move(part));
  }
  return parts;
}

struct Neighbour {
  const PlanItem* item = nullptr;
  plan::Span span;
};

/// The item, the one before and the one behind it in the document.
std::vector<Neighbour> neighbours(const View& v, const PlanItem& item) {
  std::vector<Neighbour> all;
  for (const auto& other : plan_items(v))
    if (other.family == item.family && other.domain == item.domain && other.kind == item.kind)
      if (const auto s = span_of(other.content)) all.push_back({&other, *s});
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.span.start < b.span.start; });
  std::vector<Neighbour> out;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].item->key != item.key) continue;
    if (i > 0) out.push_back(all[i - 1]);
    out.push_back(all[i]);
    if (i + 1 < all.size()) out.push_back(all[i + 1]);
  }
  return out;
}

/// Nothing kept of the document: the item's words alone.
Json without_source(const PlanItem& item) {
  Json paragraph = {{"item", item.key},
                    {"kind", "paragraph"},
                    {"focus", true},
                    {"parts", {{{"text", item.content.value("text", item.title)}}}}};
  return Json::array({std::move(paragraph)});
}

constexpr std::size_t kFarLine = 2'000;  // bytes of what belongs to no item between two neighbours

}  // namespace

Json reading_paragraphs(const View& v, const PlanItem& item, const std::vector<Json>& promises,
                        const ReadingSource& source) {
  const auto own = span_of(item.content);
  if (!source.document || !own || own->end > source.document->source.size()) return without_source(item);
  const auto near = neighbours(v, item);
  const std::string& text = source.document->source;
  const auto marks = text_marks(item, *own, promises, source);
  const bool row = item.kind == "task" || item.kind == "target" || item.kind == "project";
  const std::size_t end = std::min(near.back().span.end, text.size());
  Json out = Json::array();
  for (std::size_t at = near.front().span.start; at < end;) {
    const std::size_t stop = std::min({text.find('\n', at), end});
    const plan::Span line{at, stop};
    at = stop + 1;
    const Neighbour* of = nullptr;
    for (const auto& n : near)
      if (n.span.start < line.end && n.span.end > line.start) of = &n;
    const bool far = !of && line.start > near.front().span.end + kFarLine &&
                     line.end + kFarLine < near.back().span.start && own->start > line.end + kFarLine;
    const bool focus = of && of->item->key == item.key;
    Json parts = far ? Json::array() : line_parts(text, line, focus ? marks : std::vector<TextMark>{});
    const bool blank = std::all_of(parts.begin(), parts.end(), [](const Json& p) {
      return p.at("text").get_ref<const std::string&>().find_first_not_of(" \xE3\x80\x80") == std::string::npos;
    });
    if (blank) continue;
    Json paragraph = {{"kind", !of   ? "heading"
                               : row ? "row"
                                     : "paragraph"},
                      {"focus", focus},
                      {"parts", std::move(parts)}};
    if (of) paragraph["item"] = of->item->key;
    out.push_back(std::move(paragraph));
  }
  return out;
}

}  // namespace limpid::api
