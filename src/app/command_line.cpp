// SPDX-License-Identifier: Apache-2.0
#include "app/command_line.hpp"

#include <CLI/CLI.hpp>

namespace limpid::app {
namespace {

class CliWords : public Words {
 public:
  explicit CliWords(CLI::App& app) : app_(app) {}

  void positional(const std::string& name, std::string& into, const std::string& help, bool required) override {
    app_.add_option(name, into, help)->required(required);
  }
  void option(const std::string& flags, std::string& into, const std::string& help, bool required) override {
    app_.add_option(flags, into, help)->required(required);
  }
  void number(const std::string& flags, long long& into, const std::string& help) override {
    app_.add_option(flags, into, help);
  }
  void flag(const std::string& flags, bool& into, const std::string& help) override {
    app_.add_flag(flags, into, help);
  }
  void file(const std::string& name, std::string& into, const std::string& help, bool required) override {
    app_.add_option(name, into, help)->required(required);
    files_.push_back(&into);
  }
  void output(const std::string& flags, std::string& into, const std::string& help, bool required) override {
    app_.add_option(flags, into, help)->required(required);
    outputs_.push_back(&into);
  }
  void beside(std::string& file, const std::string& name) override { beside_.emplace_back(&file, name); }
  void standard_input(bool& when) override { standard_input_ = &when; }

  std::vector<std::string> files() const {
    std::vector<std::string> named;
    for (const auto* path : files_)
      if (!path->empty()) named.push_back(*path);
    for (const auto& [file, name] : beside_)
      if (auto path = path_beside(*file, name); !file->empty() && std::filesystem::exists(path)) named.push_back(path);
    return named;
  }
  std::vector<std::string> outputs() const {
    std::vector<std::string> named;
    for (const auto* path : outputs_)
      if (!path->empty()) named.push_back(*path);
    return named;
  }
  bool reads_standard_input() const { return standard_input_ != nullptr && *standard_input_; }

 private:
  CLI::App& app_;
  std::vector<std::string*> files_, outputs_;
  std::vector<std::pair<std::string*, std::string>> beside_;
  bool* standard_input_ = nullptr;
};

struct Declared {
  const Command* command;
  CLI::App* app;
  std::unique_ptr<CliWords> words;
  Body body;
};

}  // namespace

ParseResult parse(const CommandSet& commands, const std::vector<std::string>& args) {
  CLI::App root("Limpid turns an environmental action plan into a running, verifiable system.", "limpid");
  root.set_version_flag("--version", "limpid " LIMPID_VERSION);
  root.require_subcommand(1);
  Parsed parsed;
  std::map<std::string, CLI::App*> nouns;
  std::vector<Declared> declared;
  for (const auto& command : commands) {
    CLI::App*& noun = nouns[command.noun];
    if (noun == nullptr) {
      noun = root.add_subcommand(command.noun, command.verb.empty() ? command.help : "");
      if (!command.verb.empty()) noun->require_subcommand(1);
    }
    CLI::App* app = command.verb.empty() ? noun : noun->add_subcommand(command.verb, command.help);
    if (command.needs != Needs::nothing)
      app->add_option("--data", parsed.data, "The data directory")->required(command.needs != Needs::either);
    app->add_flag("--json", parsed.json, "Print JSON");
    auto words = std::make_unique<CliWords>(*app);
    auto body = command.declare(*words);
    declared.push_back({&command, app, std::move(words), std::move(body)});
  }
  for (auto& [name, noun] : nouns) {
    if (!noun->get_description().empty()) continue;
    std::string verbs;
    for (const auto* sub : noun->get_subcommands({})) verbs += (verbs.empty() ? "" : ", ") + sub->get_name();
    noun->description(verbs);
  }
  // CLI11 takes the words from the back.
  std::vector<std::string> reversed(args.rbegin(), args.rend());
  try {
    root.parse(reversed);
  } catch (const CLI::ParseError& e) {
    std::ostringstream out;
    const bool asked = root.exit(e, out, out) == 0;
    return {std::nullopt, out.str(), asked ? 0 : 2};
  }
  for (auto& d : declared) {
    if (!d.app->parsed()) continue;
    parsed.command = d.command;
    parsed.files = d.words->files();
    parsed.outputs = d.words->outputs();
    parsed.reads_standard_input = d.words->reads_standard_input();
    parsed.body = std::move(d.body);
    return {std::move(parsed), "", 0};
  }
  return {std::nullopt, root.help(), 2};
}

}  // namespace limpid::app
