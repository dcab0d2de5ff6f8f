// SPDX-License-Identifier: Apache-2.0
#include "api/problem.hpp"

namespace limpid::api {

std::string language(const http::Request& request) {
  if (const auto lang = request.param("lang")) return *lang == "en" ? "en" : "zh";
  return request.header("accept-language").starts_with("en") ? "en" : "zh";
}

http::Response json_response(const Json& body, int status) {
  http::Response response;
  response.status = status;
  response.set("Content-Type", "application/json").set("Cache-Control", "no-store");
  // A byte that is no UTF-8 (a broken packet) is shown as U+FFFD, it never breaks the answer.
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

http::Response problem(const Words& words, const http::Request& request, int status, const Error& error,
                       const std::string& instance) {
  Json text = words.text(error);
  Json body = {{"type", "urn:limpid:problem:" + error.code},
               {"title", std::string(http::reason_phrase(status))},
               {"status", status},
               {"code", error.code},
               {"detail", text[language(request)]}};
  if (error.args.is_object() && !error.args.empty()) body["args"] = error.args;
  if (!error.place.empty()) body["place"] = error.place;
  if (!instance.empty()) body["instance"] = instance;
  body["text"] = std::move(text);
  auto response = json_response(body, status);
  response.headers.front().second = "application/problem+json";
  return response;
}

}  // namespace limpid::api
