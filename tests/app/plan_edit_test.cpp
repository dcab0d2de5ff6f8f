// SPDX-License-Identifier: Apache-2.0
// Corrections from the command line: they go by number and by the item that they hang on now.
#include <gmock/gmock.h>

#include "app/county.hpp"
#include "app/execute.hpp"
#include "store/temporary_folder.hpp"

namespace limpid::app {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kBoilers = "淘汰燃煤锅炉。2023年10月底前，淘汰燃煤锅炉18台。（责任单位：县住建局）\n";
constexpr const char* kDust = "推进扬尘治理。2023年6月底前，完成40个工地扬尘整治。（责任单位：县住建局）\n";

struct PlanEditTest : testing::Test {
  PlanEditTest() {
    create_county(folder.path());
    county.emplace(folder.path());
  }

  Response run(std::vector<std::string> args, std::map<std::string, std::string> files = {}) {
    args.insert(args.end(), {"--data", folder.path().string()});
    auto parsed = parse(commands, args);
    if (!parsed.parsed) return {.out = "", .err = parsed.text, .exit = parsed.exit};
    const Request request{.args = args, .files = std::move(files), .lang = "en"};
    return execute(*parsed.parsed, request, county->messages,
                   {.county = &*county, .ledger = &county->ledger, .actor = "local:0", .commit = {}});
  }

  void take(const std::vector<std::string>& measures) {
    std::string text = "甲县大气污染防治2023年行动计划\n一、重点任务\n";
    int n = 0;
    for (const auto& measure : measures) text += std::to_string(++n) + "." + measure;
    EXPECT_EQ(run({"plan", "import", "plan.txt", "--key", "plan-2023"}, {{"plan.txt", text}}).exit, 0);
  }

  TemporaryFolder folder;
  std::optional<County> county;
  const CommandSet commands = all_commands();
};

TEST_F(PlanEditTest, OneWhoseItemGotAnotherNumberIsListedAndTakenBackThere) {
  take({kBoilers});
  const auto made = run({"plan", "edit", "plan-2023/air/m1", "--field", "deadlines", "--quote", "2023年10月底前",
                         "--value", "2023年9月底前"});
  ASSERT_EQ(made.exit, 0) << made.err;
  const auto id = std::to_string(Json::parse(run({"plan", "edits", "--json"}).out).at(0).at("id").get<std::int64_t>());
  EXPECT_THAT(made.out, HasSubstr("plan-2023/air/m1 (number " + id + ")"));

  take({kDust, kBoilers});
  EXPECT_EQ(run({"plan", "edits", "--under", "plan-2023/air/m1"}).out, "") << "another measure has this number now";
  EXPECT_THAT(run({"plan", "edits", "--under", "plan-2023/air/m2"}).out,
              StartsWith(id + "\tplan-2023/air/m2\tstanding\tdeadlines\t2023年10月底前"));
  const auto back = run({"plan", "edit", "--withdraw", id});
  ASSERT_EQ(back.exit, 0) << back.err;
  EXPECT_THAT(back.out, HasSubstr(id));
  EXPECT_THAT(run({"plan", "edits"}).out, HasSubstr("\tplan-2023/air/m2\twithdrawn\t"));
  EXPECT_EQ(run({"plan", "edit", "--withdraw", id}).exit, 1) << "nothing stands";
  EXPECT_EQ(run({"plan", "edit", "--withdraw", "999999"}).exit, 1) << "there is none";
}

}  // namespace
}  // namespace limpid::app
