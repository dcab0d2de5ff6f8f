// SPDX-License-Identifier: Apache-2.0
#include "api/api.hpp"

#include <atomic>
#include <charconv>

#include "api/call.hpp"
#include "api/document_book.hpp"
#include "api/events.hpp"
#include "api/http/static_files.hpp"
#include "api/views/reading.hpp"
#include "casework/case_rules.hpp"
#include "ledger/ledger_facts.hpp"
#include "plan/lint/lint.hpp"
#include "plan/read.hpp"

namespace limpid::api {
namespace {

constexpr std::string_view kPrefix = "/api/v1";

/// `{name}` parts of the pattern against the path; nothing when it does not fit.
std::optional<std::map<std::string, std::string>> match(std::string_view pattern, std::string_view path) {
  std::map<std::string, std::string> params;
  while (!pattern.empty() || !path.empty()) {
    if (!pattern.starts_with('/') || !path.starts_with('/')) return std::nullopt;
    pattern.remove_prefix(1);
    path.remove_prefix(1);
    const auto part = pattern.substr(0, pattern.find('/'));
    const auto given = path.substr(0, path.find('/'));
    if (part.starts_with('{')) {
      const auto close = part.find('}');
      const auto ending = part.substr(close + 1);
      if (given.size() <= ending.size() || !given.ends_with(ending)) return std::nullopt;
      params[std::string(part.substr(1, close - 1))] = given.substr(0, given.size() - ending.size());
    } else if (part != given) {
      return std::nullopt;
    }
    pattern.remove_prefix(part.size());
    path.remove_prefix(given.size());
  }
  return params;
}

/// Nothing when it is no number: a stream then starts at the head.
std::optional<std::int64_t> resume_point(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Rules that are handed over here must outlive what is made.
DocumentBook::Read reader_of_items(const plan::UnitSynonyms& synonyms) {
  return [&synonyms](const std::string& text) { return plan::read_document(text, synonyms); };
}

std::function<std::vector<plan::Finding>(const plan::Document&)> disagreements(const plan::LintRules& rules) {
  return [&rules](const plan::Document& document) { return plan::lint(document, rules); };
}

DocumentBook::Align rows_by_lint(const plan::LintRules& rules) {
  return [&rules](const plan::Document& document) { return plan::rows_of_measures(document, rules); };
}

bool changes_something(const std::string& method) {
  return method != "GET" && method != "HEAD";
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> all = [] {
    std::vector<Route> list;
    add_session_routes(list);
    add_page_routes(list);
    add_plan_output_routes(list);
    add_case_routes(list);
    add_data_routes(list);
    add_upload_routes(list);
    add_reading_routes(list);
    return list;
  }();
  return all;
}

struct Api::State {
  State(Services s, Options o)
      : services(std::move(s)),
        options(o),
        words(*services.messages, services.share),
        rail(casework::load_case_rules(services.share).rail),
        pages(services.share / "web" / "dist"),
        reading_rules(ReadingRules::load(*services.messages, services.share)),
        lint_rules(plan::LintRules::load(services.share)),
        book(services.files, reader_of_items(reading_rules.synonyms), disagreements(lint_rules),
             rows_by_lint(lint_rules)),
        desk({.text = services.plan_text,
              .items = reader_of_items(reading_rules.synonyms),
              .compare = disagreements(lint_rules)}),
        events(services) {
    services.desk = &desk;
    services.book = &book;
    services.reading_rules = &reading_rules;
  }

  Services services;
  Options options;
  Words words;
  std::vector<std::pair<std::string, Millis>> rail;
  http::StaticFiles pages;
  ReadingRules reading_rules;
  plan::LintRules lint_rules;
  DocumentBook book;
  ReadingDesk desk;
  Events events;
  std::atomic<std::uint64_t> faults{0};
  std::atomic<bool> ended{false};

  http::Response page(const http::Request& request);
  http::Response other_method(const http::Request& request, const std::set<std::string>& allowed) const;
  http::Response run(const ledger::Ledger& ledger, const http::Request& request, const Route& route,
                     const std::map<std::string, std::string>& params);
  http::Response guarded(Reader& reader, const http::Request& request, const Route& route,
                         const std::map<std::string, std::string>& params);
  void check_caller(const http::Request& request, const Route& route, const User* user, const std::string& token) const;
};

void Api::State::check_caller(const http::Request& request, const Route& route, const User* user,
                              const std::string& token) const {
  if (route.rule != Rule::open && !user) throw Refusal(401, "session.needed");
  if (route.rule == Rule::auditor && user->role != Role::auditor) throw Refusal(403, "sight.auditor_only");
  if (!changes_something(request.method)) return;
  // A form of another site sends its own origin; browsers name it on every such request.
  const auto origin = request.header("origin");
  const auto host = origin.find("://");
  if (!origin.empty() && (host == std::string_view::npos || origin.substr(host + 3) != request.header("host")))
    throw Refusal(403, "session.origin");
  if (route.rule != Rule::open && request.header("x-csrf-token") != csrf_token(token))
    throw Refusal(403, "session.csrf");
}

http::Response Api::State::run(const ledger::Ledger& ledger, const http::Request& request, const Route& route,
                               const std::map<std::string, std::string>& params) {
  const std::string token = request.cookie("limpid_session");
  const auto user = token.empty() ? std::nullopt : session_user(ledger, token, services.clock->wall());
  check_caller(request, route, user ? &*user : nullptr, token);
  const ledger::LedgerFacts all(ledger, *services.store, services.clock->now());
  std::optional<SightFacts> narrowed;
  if (route.rule == Rule::by_unit) narrowed.emplace(all, sight(*user, all_units(all)));
  View view(narrowed ? static_cast<const ledger::Facts&>(*narrowed) : all, *services.store, words);
  view.rail = rail;
  view.history = [&ledger](const ledger::Derived& row) {
    std::vector<Past> out;
    for (auto& past : ledger.derived_history(row.kind, row.subject, row.rule, row.start)) {
      const auto journal = ledger.journal(past.seq - 1, 1);
      out.push_back({past, journal.empty() ? Instant{} : journal.front().at});
    }
    return out;
  };
  const Call call{request,
                  params,
                  services,
                  ledger,
                  all,
                  view,
                  narrowed ? &*narrowed : nullptr,
                  user ? &*user : nullptr,
                  user ? token : std::string{}};
  // Looking back is not there: the present must not pass for the past.
  if (request.param("asof")) throw Refusal(422, "http.asof");
  auto response = route.run(call);
  if (response.header("Content-Type") == "text/event-stream" && request.method == "GET") {
    response.stream = [this, who = *user, token, after = resume_point(request.header("last-event-id"))](
                          std::shared_ptr<http::Sink> sink) { events.add(std::move(sink), who, token, after); };
  }
  return response;
}

http::Response Api::State::guarded(Reader& reader, const http::Request& request, const Route& route,
                                   const std::map<std::string, std::string>& params) {
  try {
    return run(reader.ledger(), request, route, params);
  } catch (const Refusal& e) {
    auto response = problem(words, request, e.status, e.error);
    if (e.error.code == "session.locked")
      response.set("Retry-After", std::to_string(e.error.args.value("minutes", 1) * 60));
    return response;
  } catch (const std::exception& e) {
    const std::string number = std::to_string(++faults);
    const auto* failure = dynamic_cast<const Failure*>(&e);
    services.log("request failed (" + number + ") " + request.method + " " + request.path + ": " + e.what() +
                 (failure ? " " + failure->error.args.dump() : ""));
    return problem(words, request, 500, {"http.failed", {{"number", number}}, {}}, number);
  }
}

http::Response Api::State::other_method(const http::Request& request, const std::set<std::string>& allowed) const {
  std::string list;
  for (const auto& method : allowed) list += (list.empty() ? "" : ", ") + method + (method == "GET" ? ", HEAD" : "");
  auto response = problem(words, request, 405, {"http.method", {{"method", request.method}}, {}});
  return response.set("Allow", list);
}

http::Response Api::State::page(const http::Request& request) {
  if (changes_something(request.method)) return other_method(request, {"GET"});
  if (auto file = pages.get(request)) return *file;
  return problem(words, request, 404, {"http.no_page", {{"path", request.path}}, {}});
}

Api::Api(Services services, Options options) : state_(std::make_shared<State>(std::move(services), options)) {}

Api::~Api() {
  stop();
}

void Api::changed() {
  state_->events.changed();
}

void Api::stop() {
  state_->ended = true;
  state_->events.stop();
  state_->desk.stop();
}

void Api::handle(http::Request request, http::Reply answer) {
  auto state = state_;
  http::Reply reply = [answer = std::move(answer)](http::Response response) {
    http::add_security_headers(response);
    answer(std::move(response));
  };
  if (request.over != 0)
    return reply(problem(state->words, request, request.over,
                         {request.over == 413 ? "http.body" : "http.target", Json::object(), {}}));
  if (!request.path.starts_with("/api/")) return reply(state->page(request));
  const Route* found = nullptr;
  std::map<std::string, std::string> params;
  std::set<std::string> others;
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  if (request.path.starts_with(kPrefix))
    for (const auto& route : routes()) {
      auto fits = match(route.path, std::string_view(request.path).substr(kPrefix.size()));
      if (!fits) continue;
      if (route.method != method) {
        others.insert(route.method);
        continue;
      }
      found = &route;
      params = std::move(*fits);
      break;
    }
  if (!found && !others.empty()) return reply(state->other_method(request, others));
  if (!found) return reply(problem(state->words, request, 404, {"http.no_page", {{"path", request.path}}, {}}));
  if (request.body.size() > found->body)
    return reply(problem(state->words, request, 413, {"http.body", Json::object(), {}}));
  auto shared = std::make_shared<const http::Request>(std::move(request));
  ReaderPool::Job job{.deadline = std::chrono::steady_clock::now() + state->options.deadline,
                      .run = [state, shared, found, params,
                              reply](Reader& reader) { reply(state->guarded(reader, *shared, *found, params)); },
                      .late =
                          [state, shared, reply] {
                            reply(problem(state->words, *shared, 504,
                                          {"http.late", {{"seconds", state->options.deadline.count() / 1000}}, {}}));
                          }};
  if (state->ended || !state->services.readers->post(std::move(job))) {
    auto busy = problem(state->words, *shared, 503, {"http.busy", Json::object(), {}});
    reply(busy.set("Retry-After", "1"));
  }
}

void check_exposure(const std::string& address, bool insecure) {
  const bool loopback = address == "localhost" || address == "::1" || address.starts_with("127.");
  if (!loopback && !insecure) throw Failure("serve.insecure", {{"address", address}});
}

}  // namespace limpid::api
