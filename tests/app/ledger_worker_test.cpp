// SPDX-License-Identifier: Apache-2.0
// The ledger writer: commands pass by a long one, and an end in the middle of it leaves what stood.
#include "app/ledger_worker.hpp"

#include <gmock/gmock.h>

#include "base/json.hpp"
#include "ledger/records/registry.hpp"
#include "store/temporary_folder.hpp"

namespace limpid::app {
namespace {

/// A county with one section and two days of its hourly means.
struct WorkerTest : testing::Test {
  WorkerTest() {
    create_county(folder.path());
    county.emplace(folder.path());
    ledger::Object section;
    section.kind = "section";
    section.key = "a";
    section.name = "A";
    section.attributes = {{"target", "IV"}};
    ledger::Transaction tx(county->ledger, county->author("local:0"));
    tx.apply({{}, {{"object.imported", "object", "section/a", section}}});
    tx.commit();
    std::vector<store::Packet> packets;
    for (int h = 0; h < 48; ++h) {
      store::Packet p{.mn = "M", .raw = "", .source = "hj212", .received = kStart, .readings = {}, .rejected = {}};
      p.readings.push_back({{"section/a", "w21003", "avg", Period::hour, "device:M"}, kStart + h * kHour, 0.1 * h});
      packets.push_back(p);
    }
    county->store->commit(packets, kStart);
  }

  std::string verdicts() const {
    std::string all;
    for (const auto& d : county->ledger.derived({.kind = "verdict"}))
      all += d.rule + format_instant(d.start) + std::to_string(d.version) + d.content.dump() + "\n";
    return all;
  }

  const Instant kStart = from_civil(2022, 9, 12);
  TemporaryFolder folder;
  std::optional<County> county;
};

TEST_F(WorkerTest, JobsThatWaitPassByALongOne) {
  LedgerWorker worker(*county, {}, {});
  std::vector<std::string> order;
  std::promise<void> rebuilt;
  worker.post([&] {
    county->runner.rebuild("standards", "local:0", [&] { worker.between(); });
    order.push_back("rebuild");
    rebuilt.set_value();
  });
  worker.post([&] { order.push_back("user add"); });
  worker.post([&] {
    // While one runs a second is refused, or it would be computed inside the first.
    EXPECT_THROW(county->runner.rebuild("standards", "local:0"), Failure);
  });
  ASSERT_TRUE(county->runner.catch_up());
  worker.start();
  rebuilt.get_future().wait();
  worker.stop();
  EXPECT_THAT(order, testing::ElementsAre("user add", "rebuild"));
}

TEST_F(WorkerTest, AnEndInTheMiddleOfARebuildLeavesTheOldRows) {
  ASSERT_TRUE(county->runner.catch_up());
  const auto before = verdicts();
  ASSERT_FALSE(before.empty());
  std::string said;
  std::promise<void> under_way;
  LedgerWorker worker(*county, {}, {});
  worker.post([&] {
    try {
      county->runner.rebuild("standards", "local:0", [&] {
        under_way.set_value();
        for (;;) worker.between();  // until the end comes
      });
    } catch (const Failure& e) {
      said = e.error.code;
    }
  });
  worker.start();
  under_way.get_future().wait();
  worker.stop();
  EXPECT_EQ(said, "command.stopped");
  EXPECT_EQ(verdicts(), before);
  EXPECT_FALSE(county->ledger.record("stage.rebuilt", "standards"));
  EXPECT_TRUE(verify_audit(county->ledger).faults.empty());
}

TEST_F(WorkerTest, TheStagesRunWithoutBeingAskedAndSayWhatTheyWrote) {
  std::promise<void> judged;
  std::int64_t head = 0;
  LedgerWorker worker(*county,
                      [&](std::int64_t seq) {
                        if (head != 0 || county->ledger.derived({.kind = "verdict"}).empty()) return;
                        head = seq;
                        judged.set_value();
                      },
                      {});
  worker.start();
  judged.get_future().wait();
  worker.stop();
  EXPECT_GT(head, 0);
}

}  // namespace
}  // namespace limpid::app
