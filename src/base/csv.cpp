// SPDX-License-Identifier: Apache-2.0
#include "base/csv.hpp"

#include <algorithm>

namespace limpid {
namespace {

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

/// Splits bytes into records; knows nothing of headers.
class Reader {
 public:
  Reader(std::string_view text, const std::string& place) : text_(text), place_(place) {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
  }

  bool done() const { return at_ >= text_.size(); }
  std::size_t at() const { return at_; }

  Result<CsvRow> next() {
    CsvRow row{.line = line_, .fields = {}};
    for (;;) {
      auto field = next_field();
      if (!field) return tl::unexpected(field.error());
      row.fields.push_back(std::move(*field));
      if (done()) return row;
      const char end = text_[at_++];
      if (end == ',') {
        if (done()) row.fields.emplace_back();
        continue;
      }
      if (end == '\r' && !done() && text_[at_] == '\n') ++at_;
      ++line_;
      return row;
    }
  }

 private:
  Result<std::string> next_field() {
    if (at_ < text_.size() && text_[at_] == '"') return quoted_field();
    const auto end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    std::string field(text_.substr(at_, end - at_));
    at_ = end;
    return field;
  }

  Result<std::string> quoted_field() {
    const std::size_t opened = line_;
    std::string field;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        field += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += text_[++at_];
      } else {
        // What follows the closing quote belongs to the field, as spreadsheets read it.
        const auto end = std::min(text_.find_first_of(",\r\n", ++at_), text_.size());
        field += trimmed(text_.substr(at_, end - at_));
        at_ = end;
        return field;
      }
    }
    return fail("csv.quote_open", {{"line", opened}}, place_ + ":" + std::to_string(opened));
  }

  std::string_view text_;
  const std::string& place_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

bool is_blank(const CsvRow& row) {
  return std::all_of(row.fields.begin(), row.fields.end(), [](const auto& f) { return trimmed(f).empty(); });
}

}  // namespace

std::size_t CsvTable::column(std::string_view name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  return found == header.end() ? npos : static_cast<std::size_t>(found - header.begin());
}

Result<CsvTable> parse_csv(std::string_view utf8, const std::string& place) {
  CsvTable table;
  Reader reader(utf8, place);
  const auto leave_out = [&](Error why, std::size_t from) {
    std::string_view text = utf8.substr(from, reader.at() - from);
    while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
    table.problems.push_back(std::move(why));
    table.left_out.emplace_back(text);
  };
  while (!reader.done()) {
    const std::size_t from = reader.at();
    auto row = reader.next();
    if (!row) {
      if (table.header.empty()) return tl::unexpected(row.error());
      leave_out(row.error(), from);  // the reader is at the end: where the rows would begin again nobody can tell
      break;
    }
    if (is_blank(*row)) continue;
    if (table.header.empty()) {
      for (const auto& name : row->fields) {
        std::string column = trimmed(name);
        if (!column.empty() && table.column(column) != CsvTable::npos)
          return fail("csv.column_twice", {{"column", column}}, place + ":" + std::to_string(row->line));
        table.header.push_back(std::move(column));
      }
    } else if (row->fields.size() != table.header.size()) {
      leave_out({"csv.width",
                 {{"line", row->line}, {"fields", row->fields.size()}, {"columns", table.header.size()}},
                 place + ":" + std::to_string(row->line)},
                from);
    } else {
      table.rows.push_back(std::move(*row));
    }
  }
  if (table.header.empty()) return fail("csv.empty", Json::object(), place);
  return table;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace limpid
