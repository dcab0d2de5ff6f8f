// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/api.hpp"
#include "api/problem.hpp"
#include "api/sight.hpp"
#include "api/views/view.hpp"

/// The frame of the endpoints: a route names method, path and sight rule, a handler sees a Call.
namespace limpid::api {

/// Who may call, and how much of the facts the handler is given (x-sight of api/openapi.yaml).
enum class Rule {
  open,       ///< anyone; `public` in the contract
  signed_in,  ///< any account, the same facts for all
  by_unit,    ///< any account, facts narrowed to the user's sight
  auditor     ///< auditors only
};
std::string_view to_string(Rule rule);

struct Call {
  const http::Request& request;
  const std::map<std::string, std::string>& params;  ///< of the path
  const Services& services;
  const ledger::Ledger& ledger;  ///< this thread's connection, for what is no fact: sessions, histories, the chain
  const ledger::Facts& all;      ///< not narrowed: to tell "not yours" from "not there"
  const View& view;              ///< over facts narrowed as the route's rule says
  const SightFacts* narrowed;    ///< null unless by_unit
  const User* user;              ///< null when nobody is signed in
  std::string token;             ///< session cookie

  Instant wall() const { return services.clock->wall(); }
  ledger::Author author() const;  ///< of an act of this user
  /// Body as a JSON object; Refusal 415, 400.
  Json body() const;
  std::int64_t id() const;  ///< path parameter {id}; Refusal 404
  /// The record, or Refusal: 404 where there is none, 403 `sight.other_unit` where it is another unit's.
  const ledger::Record& record(std::string_view kind, std::int64_t id) const;
  [[noreturn]] void absent(std::string_view kind, const std::string& key) const;
  /// What a person's deed changes, looked at on the writer's thread where nobody else changes the facts. A deed that is
  /// refused changes nothing: Refusal with the status that `refused_as` gives its code.
  using Deed = std::function<Result<ledger::Changes>(const ledger::Facts&, const ledger::Author&)>;
  void change(const Deed& deed, int (*refused_as)(const std::string& code)) const;
  Json clock() const;
};

inline constexpr std::size_t kBodyLimit = 24u << 20;

/// Words of a person in a field of a body, at most 2000 characters; empty where there are none. Refusal 422.
std::string words_in(const Json& body, const char* field);

using Endpoint = std::function<http::Response(const Call&)>;

struct Route {
  std::string method;
  std::string path;  ///< `/cases/{id}`, `/letters/{unit}.docx`, below /api/v1
  Rule rule;
  Endpoint run;
  std::size_t body = kBodyLimit;  ///< a larger one is refused with 413
};

/// All of them; the test of the contract walks this list and api/openapi.yaml side by side.
const std::vector<Route>& routes();

// Each file of endpoints adds its own.
void add_session_routes(std::vector<Route>& routes);
void add_page_routes(std::vector<Route>& routes);
void add_plan_output_routes(std::vector<Route>& routes);
void add_case_routes(std::vector<Route>& routes);
void add_data_routes(std::vector<Route>& routes);
void add_reading_routes(std::vector<Route>& routes);
void add_upload_routes(std::vector<Route>& routes);

/// Row number and hash of the newest audit row.
Json audit_head_json(const ledger::Ledger& ledger);
/// Division code and name of the county, from the folder of its plan.
Json county_json(const View& v, const std::filesystem::path& share);
/// Session as /session answers it; `token` is empty when nobody is signed in.
Json session_json(const Call& call, const User* user, const std::string& token);

}  // namespace limpid::api
