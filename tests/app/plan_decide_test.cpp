// SPDX-License-Identifier: Apache-2.0
// Disagreements from the command line: shown, decided, taken back, written as a letter to who issued the plan.
#include <gmock/gmock.h>

#include <thread>

#include "app/county.hpp"
#include "app/execute.hpp"
#include "base/data_file.hpp"
#include "store/temporary_folder.hpp"

namespace limpid::app {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

struct PlanDecideTest : testing::Test {
  PlanDecideTest() {
    create_county(folder.path());
    county.emplace(folder.path());
    const std::string file = std::string(LIMPID_SOURCE_DIR) + "/plans/zezhou-2022/plan.txt";
    EXPECT_EQ(run({"plan", "import", file}, {{file, read_file(file)}}).exit, 0);
  }

  Response run(std::vector<std::string> args, std::map<std::string, std::string> files = {}) {
    args.insert(args.end(), {"--data", folder.path().string()});
    auto parsed = parse(commands, args);
    if (!parsed.parsed) return {.out = "", .err = parsed.text, .exit = parsed.exit};
    const Request request{.args = args, .files = std::move(files), .lang = "en"};
    return execute(*parsed.parsed, request, county->messages,
                   {.county = &*county, .ledger = &county->ledger, .actor = "local:0", .commit = {}});
  }

  Json findings() { return Json::parse(run({"plan", "lint", "--json"}).out); }

  /// The first finding of this severity, in the document's order from `skip` on.
  std::string some(const std::string& severity, std::size_t skip = 0) {
    for (const auto& f : findings())
      if (f.at("severity") == severity && skip-- == 0) return f.at("id");
    ADD_FAILURE() << "the seed has no such finding: " << severity;
    return {};
  }

  Json decision_of(const std::string& id) {
    for (const auto& f : findings())
      if (f.at("id") == id) return f.value("decision", Json());
    return nullptr;
  }

  TemporaryFolder folder;
  std::optional<County> county;
  const CommandSet commands = all_commands();
};

TEST_F(PlanDecideTest, ADecisionStandsBesideTheFindingUntilItIsTakenBack) {
  const auto id = some("high");
  EXPECT_TRUE(decision_of(id).is_null());
  const auto done = run({"plan", "decide", id, "--reject", "--reason", "one river, two names"});
  ASSERT_EQ(done.exit, 0) << done.err;
  EXPECT_THAT(done.out, HasSubstr(id));
  EXPECT_EQ(decision_of(id).at("decision"), "rejected");
  EXPECT_EQ(decision_of(id).at("reason"), "one river, two names");
  EXPECT_THAT(run({"plan", "lint"}).out, HasSubstr("(one river, two names)"));

  EXPECT_EQ(run({"plan", "decide", id, "--accept"}).exit, 1) << "decided already";
  EXPECT_EQ(run({"plan", "decide", id, "--withdraw"}).exit, 0);
  EXPECT_TRUE(decision_of(id).is_null());
  EXPECT_EQ(run({"plan", "decide", id, "--withdraw"}).exit, 1) << "nothing stands";
  EXPECT_EQ(run({"plan", "decide", id, "--accept"}).exit, 0);
  EXPECT_TRUE(verify_audit(county->ledger).faults.empty());
}

TEST_F(PlanDecideTest, SaysWhatADecisionLacks) {
  const auto id = some("high");
  EXPECT_THAT(run({"plan", "decide", id}).err, HasSubstr("one decision"));
  EXPECT_THAT(run({"plan", "decide", id, "--accept", "--send"}).err, HasSubstr("one decision"));
  EXPECT_THAT(run({"plan", "decide", id, "--reject"}).err, HasSubstr("reason"));
  EXPECT_THAT(run({"plan", "decide", "0000000000000000", "--accept"}).err, HasSubstr("0000000000000000"));
  EXPECT_EQ(run({"plan", "decide", id, "--accept", "--key", "elsewhere-2022"}).exit, 1);
  EXPECT_EQ(run({"plan", "decide", id, "--accept", "--by", "nobody"}).exit, 1);
  EXPECT_TRUE(decision_of(id).is_null());
}

TEST_F(PlanDecideTest, TheLetterHoldsWhatIsToBeSentAndNothingElse) {
  const auto none = run({"plan", "letter", "--output", "letter.docx"});
  EXPECT_EQ(none.exit, 1);
  EXPECT_THAT(none.files, testing::IsEmpty());
  const auto sent = some("high"), accepted = some("high", 1), second = some("medium");
  ASSERT_EQ(run({"plan", "decide", sent, "--send", "--reason", "which holds?"}).exit, 0);
  ASSERT_EQ(run({"plan", "decide", accepted, "--accept"}).exit, 0);
  const auto one = run({"plan", "letter", "--output", "letter.docx", "--json"});
  ASSERT_EQ(one.exit, 0) << one.err;
  EXPECT_EQ(Json::parse(one.out).at("entries"), 1);
  EXPECT_THAT(one.files.at("letter.docx"), StartsWith("PK"));
  ASSERT_EQ(run({"plan", "decide", second, "--send"}).exit, 0);
  EXPECT_EQ(Json::parse(run({"plan", "letter", "--output", "letter.docx", "--json"}).out).at("entries"), 2);
  ASSERT_EQ(run({"plan", "decide", sent, "--withdraw"}).exit, 0);
  EXPECT_EQ(Json::parse(run({"plan", "letter", "--output", "letter.docx", "--json"}).out).at("entries"), 1);
}

/// The session speaks English; what leaves the house is in the plan's language unless another is asked for.
TEST_F(PlanDecideTest, WhatIsWrittenForOthersIsChinese) {
  const auto written = [&](std::vector<std::string> words, const std::string& lang) {
    words.insert(words.end(), {"--output", "out"});
    if (!lang.empty()) words.insert(words.end(), {"--lang", lang});
    auto answer = run(words);
    EXPECT_EQ(answer.exit, 0) << answer.err;
    return answer.files.at("out");
  };
  for (const char* what : {"ledger", "calendar"}) {
    const auto plain = written({"plan", what}, "");
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // no clock in it
    EXPECT_EQ(plain, written({"plan", what}, "zh")) << what;
    EXPECT_NE(plain, written({"plan", what}, "en")) << what;
  }
  EXPECT_THAT(written({"plan", "calendar"}, ""), HasSubstr("CATEGORIES:水"));
  EXPECT_THAT(written({"plan", "calendar"}, "en"), Not(HasSubstr("CATEGORIES:水")));
  EXPECT_EQ(run({"plan", "ledger", "--output", "out", "--lang", "fr"}).exit, 1);
}

TEST_F(PlanDecideTest, AFileHasNoDecisions) {
  const auto id = some("high");
  ASSERT_EQ(run({"plan", "decide", id, "--send"}).exit, 0);
  const std::string file = std::string(LIMPID_SOURCE_DIR) + "/plans/zezhou-2022/plan.txt";
  const auto of_file = run({"plan", "lint", file}, {{file, read_file(file)}});
  EXPECT_THAT(of_file.out, HasSubstr(id));
  EXPECT_THAT(of_file.out, Not(HasSubstr("local:0")));
  EXPECT_THAT(run({"plan", "lint"}).out, HasSubstr("local:0"));
}

}  // namespace
}  // namespace limpid::app
