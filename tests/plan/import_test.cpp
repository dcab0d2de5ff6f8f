// SPDX-License-Identifier: Apache-2.0
#include "plan/import.hpp"

#include <gmock/gmock.h>

#include "base/hash.hpp"
#include "base/messages.hpp"
#include "ledger/ledger.hpp"
#include "ledger/records/registry.hpp"
#include "plan/bindings.hpp"
#include "plan/json.hpp"
#include "plan/key.hpp"
#include "plan/unit_register.hpp"
#include "seed.hpp"
#include "support/memory_facts.hpp"

namespace limpid::plan {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;

const std::string kSource = LIMPID_SOURCE_DIR;

const Json& seed_bindings() {
  static const Json file =
      load_data_file(kSource + "/plans/zezhou-2022/bindings.yaml", kSource + "/schemas/plan-bindings.json");
  return file;
}

Import import_seed(const ledger::Facts& facts, const Json& bindings = seed_bindings()) {
  return import_document(seed(), seed_bytes(), "zezhou-2022", bindings, facts);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  if (at == std::string::npos) throw Failure("test.words_absent", {{"words", from}});
  return text.replace(at, from.size(), to);
}

TEST(PlanKey, IsPlaceAndYear) {
  EXPECT_EQ(place_of(seed()), "泽州县");
  EXPECT_EQ(default_key(seed()), "zezhou-2022");
  const auto other = read_document("丁县蓝天保卫2024年行动方案\n一、重点任务\n1. 关停。关停5家。\n").value();
  EXPECT_EQ(default_key(other), "ding-2024");
  EXPECT_TRUE(is_key("zezhou-2022"));
  EXPECT_FALSE(is_key("Zezhou/2022"));
  EXPECT_FALSE(is_key(""));
}

TEST(PlanImport, MakesOneRecordForEachItemUnderItsKey) {
  testing::MemoryFacts facts;
  const auto import = import_seed(facts);
  EXPECT_THAT(import.warnings, IsEmpty());
  facts.apply(import.changes);
  EXPECT_EQ(facts.records("item").size(), 77u + 18u + 72u + 14u + 12u);
  EXPECT_EQ(import.items.added.size(), facts.records("item").size());
  EXPECT_EQ(facts.record("item", "zezhou-2022/water/m9")->content.at("title"), "强化污水处理厂在线监管");
  EXPECT_EQ(facts.record("item", "zezhou-2022/water/g10")->content.at("section"), "辛壁南桥");
  EXPECT_EQ(facts.record("item", "zezhou-2022/water/p1")->content.at("title"), "石淙头人工湿地");
  EXPECT_EQ(facts.record("item", "zezhou-2022/air/s10")->content.at("title"), "严格追责问责");
  EXPECT_EQ(facts.record("promise", "zezhou-2022/water/m7#2")->content.at("deadlines")[0].at("end"), "2022-11-30");
  EXPECT_EQ(facts.record("promise", "zezhou-2022/water/g10#1")->content.at("text"), "辛壁南桥 IV类");
  EXPECT_EQ(facts.record("plan", "zezhou-2022/water")->content.at("groups").size(), 7u);
  EXPECT_EQ(facts.record("document", "zezhou-2022")->content.at("hash"), content_hash(seed_bytes()));
  EXPECT_EQ(key_of(seed_bytes(), facts), "zezhou-2022");
  EXPECT_EQ(key_of("other", facts), std::nullopt);
}

TEST(PlanImport, TwiceChangesNothingInTheLedger) {
  testing::MemoryFacts facts;
  ledger::Ledger ledger(":memory:");
  const auto write = [&](const ledger::Changes& changes) {
    ledger::Transaction tx(ledger, {"act", "local:0", Instant{}, Instant{}});
    const auto written = tx.apply(changes);
    tx.commit();
    facts.apply(changes);
    return written.acts;
  };
  const auto first = import_seed(facts).changes;
  EXPECT_EQ(write(first), first.acts.size());
  const auto head = ledger::audit_head(ledger);
  const auto second = import_seed(facts);
  EXPECT_TRUE(second.items.empty());
  EXPECT_EQ(write(second.changes), 0u);
  EXPECT_EQ(ledger::audit_head(ledger), head);
}

TEST(PlanImport, ReadsBackWhatParsePrints) {
  testing::MemoryFacts facts;
  EXPECT_TRUE(stored_document(facts).is_null());
  facts.apply(import_seed(facts).changes);
  EXPECT_EQ(stored_document(facts), to_json(seed(), "zezhou-2022"));
  EXPECT_EQ(stored_document(facts, "zezhou-2022"), stored_document(facts));
  EXPECT_TRUE(stored_document(facts, "elsewhere").is_null());
}

TEST(PlanImport, AChangedDocumentShowsItsDifferences) {
  testing::MemoryFacts facts;
  facts.apply(import_seed(facts).changes);
  // One figure, one ledger row less, one measure more; everything behind moves.
  auto bytes = replaced(seed_bytes(), "对登记建档的39个入河排污口", "对登记建档的41个入河排污口");
  bytes =
      replaced(bytes, "\t42\t秋冬季重点工业企业实施错峰生产。\t秋冬季\t县工业和信息化局、市生态环境局泽州分局\t\n", "");
  bytes = replaced(bytes, "三、保障措施\n", "21.开展回头看\n\n逐项核查。〔责任单位：县审计局〕\n\n三、保障措施\n");
  const auto changed = read_document(bytes).value();
  const auto import = import_document(changed, bytes, "zezhou-2022", seed_bindings(), facts);
  EXPECT_THAT(import.items.changed, ElementsAre("zezhou-2022/water/t3"));
  EXPECT_THAT(import.items.dropped, ElementsAre("zezhou-2022/air/t42"));
  EXPECT_THAT(import.items.added, ElementsAre("zezhou-2022/soil/m21"));
  ASSERT_EQ(import.warnings.size(), 1u);  // needs of air/t42
  EXPECT_EQ(import.warnings[0].args.at("promise"), "air/t42");
  facts.apply(import.changes);
  EXPECT_TRUE(facts.record("item", "zezhou-2022/air/t42")->content.is_null());
  EXPECT_EQ(stored_document(facts), to_json(changed, "zezhou-2022"));
  EXPECT_TRUE(import_document(changed, bytes, "zezhou-2022", seed_bindings(), facts).items.empty());
}

/// Calendars bear it: by the clock each would differ from the one before.
TEST(PlanImport, KnowsWhenItWasLastRevised) {
  testing::MemoryFacts facts;
  EXPECT_EQ(last_revised(facts, "zezhou-2022"), Instant{});
  const auto imported = from_civil(2022, 6, 20, 8), amended = from_civil(2022, 7, 1, 9);
  facts.time = imported;
  facts.apply(import_seed(facts).changes);
  facts.time = amended;
  EXPECT_EQ(last_revised(facts, "zezhou-2022"), imported);
  facts.put("item", "zezhou-2022-annex/water/m1", Json::object());
  EXPECT_EQ(last_revised(facts, "zezhou-2022"), imported) << "of another document";
  facts.put("item", "zezhou-2022/water/m1", nullptr);
  EXPECT_EQ(last_revised(facts, "zezhou-2022"), amended);
}

TEST(PlanImport, ADroppedPromiseIsNoLongerBound) {
  testing::MemoryFacts facts;
  facts.apply(import_seed(facts).changes);
  const auto bytes = replaced(seed_bytes(), "14\t高都镇\t源泽河入丹河口\t", "\t\t\t");
  const auto without = read_document(bytes).value();
  facts.apply(import_document(without, bytes, "zezhou-2022", seed_bindings(), facts).changes);
  EXPECT_TRUE(facts.record("promise", "zezhou-2022/water/g14#1")->content.is_null());
  EXPECT_EQ(facts.record("binding", "zezhou-2022/water/g14#1")->content.at("archetype"), "");
}

TEST(Bindings, BindWhatTheFirstReleaseJudges) {
  testing::MemoryFacts facts;
  facts.apply(import_seed(facts).changes);
  const auto binding = [&](const std::string& promise) {
    const auto record = facts.record("binding", "zezhou-2022/" + promise);
    return record ? record->content.get<ledger::Binding>() : ledger::Binding{};
  };
  EXPECT_EQ(binding("water/m9#1").system, "W04");
  EXPECT_EQ(binding("water/m9#1").archetype, "coverage");
  EXPECT_EQ(binding("water/m9#1").params.at("where")[0].at("value"), 300);
  EXPECT_EQ(binding("water/t10#1").params, binding("water/m9#1").params);
  EXPECT_EQ(binding("air/m11#3").archetype, "threshold_response");
  EXPECT_EQ(binding("air/m11#1").archetype, "");
  EXPECT_EQ(facts.record("promise", "zezhou-2022/water/m3#1")->content.at("quantities")[0].at("value"), "39");
  EXPECT_EQ(binding("water/m10#1").archetype, "milestone");
  EXPECT_EQ(binding("air/t14#1").system, "A11");
  EXPECT_EQ(binding("water/m3#1").archetype, "monitoring_duty");
  EXPECT_EQ(binding("water/t3#1").params.at("count"), 39);
  for (const auto& target : seed_plan(Domain::water).targets) {
    const auto b = binding("water/g" + std::to_string(target.number) + "#1");
    EXPECT_EQ(b.archetype, "quality_target");
    // The binding says what annex 1 says.
    const auto printed = b.params.at("target").is_null() ? b.params.at("target_by").get<std::string>()
                                                         : b.params.at("target").get<std::string>() + "类";
    EXPECT_EQ(printed, target.target);
  }
  for (const auto& project : seed_plan(Domain::water).projects) {
    const auto b = binding("water/p" + std::to_string(project.number) + "#1");
    EXPECT_EQ(b.archetype, "milestone");
    EXPECT_EQ(b.params.at("by"), project.deadlines.at(0).end.value());
  }
}

TEST(Bindings, SayOfEveryOtherPromiseWhatItNeedsInBothLanguages) {
  testing::MemoryFacts facts;
  facts.apply(import_seed(facts).changes);
  const auto messages = Messages::load(kSource);
  std::size_t unbound = 0;
  for (const auto& record : facts.records("promise")) {
    const auto b = facts.record("binding", record.key).value().content.get<ledger::Binding>();
    if (!b.archetype.empty()) continue;
    ++unbound;
    EXPECT_EQ(b.needs.code, "plan.needs") << record.key;
    for (const auto& what : b.needs.args.at("what")) {
      EXPECT_TRUE(messages.has("zh", what.at("code").get<std::string>())) << what;
      EXPECT_TRUE(messages.has("en", what.at("code").get<std::string>())) << what;
      EXPECT_NE(what.at("code"), "plan.register.any") << record.key;
    }
  }
  EXPECT_GT(unbound, 100u);
  const auto boilers = facts.record("binding", "zezhou-2022/air/m21#1")->content.get<ledger::Binding>();
  EXPECT_EQ(messages.render("zh", boilers.needs.code, boilers.needs.args), "缺：锅炉登记册");
}

TEST(Bindings, AnEntryMustNameOnePromise) {
  const std::vector<KeyedWords> promises{
      {"k/water/m7#1", "六厂试运行"}, {"k/water/m7#2", "八厂 验收"}, {"k/water/m8#1", "管网"}};
  const auto bind = [&](const std::string& name) {
    return bind_promises(promises, "k",
                         {{"bindings", {{{"promise", name}, {"archetype", "coverage"}, {"params", Json::object()}}}}});
  };
  EXPECT_EQ(bind("water/m8").all[2].archetype, "coverage");
  EXPECT_EQ(bind("water/m7#2").all[1].archetype, "coverage");
  EXPECT_EQ(bind("water/m7").warnings.at(0).code, "plan.binding_ambiguous");
  const auto by_words = [&](const std::string& words) {
    return bind_promises(
        promises, "k",
        {{"bindings",
          {{{"promise", "water/m7#1"}, {"words", words}, {"archetype", "coverage"}, {"params", Json::object()}}}}});
  };
  EXPECT_EQ(by_words("八厂验收").all[1].archetype, "coverage") << "its words find it, whatever its number";
  EXPECT_EQ(by_words("厂").warnings.at(0).code, "plan.binding_ambiguous");
  EXPECT_EQ(by_words("十厂").warnings.at(0).code, "plan.binding_unmatched");
  EXPECT_EQ(bind("water/m99").warnings.at(0).code, "plan.binding_unmatched");
  EXPECT_EQ(bind_promises(promises, "k", nullptr).all[0].needs.args.at("what")[0].at("code"), "plan.register.any");
}

TEST(Bindings, MeetASectionUnderAnotherKeyByItsName) {
  const std::string promise = "zezhou-2022/water/g10#1";
  testing::MemoryFacts facts;
  const auto object = [&](const std::string& key, const std::string& name) {
    ledger::Object o;
    o.kind = "section";
    o.key = key;
    o.name = name;
    facts.put("object", o.ref(), o);
  };
  const auto bound = [&] { return facts.record("binding", promise)->content.at("params").at("object"); };
  facts.apply(import_seed(facts).changes);
  object("other", "新庄桥");
  EXPECT_TRUE(bind_by_name(facts).acts.empty());
  object("xb", "辛壁南桥");
  const auto met = bind_by_name(facts);
  ASSERT_EQ(met.acts.size(), 1u);
  facts.apply(met);
  EXPECT_EQ(bound(), "section/xb");
  EXPECT_TRUE(bind_by_name(facts).acts.empty()) << "once";
  facts.apply(import_seed(facts).changes);
  EXPECT_EQ(bound(), "section/xb") << "a further import of the plan leads there too";
  object("xb-2", "辛壁南桥");
  facts.put("object", "section/xb", nullptr);
  facts.apply(bind_by_name(facts));
  EXPECT_EQ(bound(), "section/xb-2");

  testing::MemoryFacts ordinary;
  std::swap(facts, ordinary);
  object("xinbi-nanqiao", "辛壁南桥");
  object("xb", "辛壁南桥");
  facts.apply(import_seed(facts).changes);
  EXPECT_EQ(bound(), "section/xinbi-nanqiao") << "the file's own key comes first";
  facts.put("object", "section/xinbi-nanqiao", nullptr);
  object("xb-2", "辛壁南桥");
  EXPECT_TRUE(bind_by_name(facts).acts.empty()) << "two of one name: a person has to say";
}

TEST(Bindings, OfAPersonOutrankTheFileAndAMissingFileLeavesThem) {
  testing::MemoryFacts facts;
  facts.apply(import_seed(facts).changes);
  auto b = facts.record("binding", "zezhou-2022/water/m9#1")->content.get<ledger::Binding>();
  b.source = "user:wang";
  b.params["by"] = "2022-09-30";
  facts.put("binding", "zezhou-2022/water/m9#1", b);
  facts.apply(import_seed(facts).changes);
  EXPECT_EQ(facts.record("binding", "zezhou-2022/water/m9#1")->content.at("params").at("by"), "2022-09-30");
  facts.apply(import_seed(facts, nullptr).changes);
  EXPECT_EQ(facts.record("binding", "zezhou-2022/water/m3#1")->content.at("archetype"), "monitoring_duty");
}

/// A ledger that a reader filled which took each item for one promise.
testing::MemoryFacts coarse_ledger() {
  testing::MemoryFacts facts;
  for (const auto& [item, text] :
       {std::pair{"water/m3", &Measure::text}, {"air/m11", &Measure::text}, {"water/m9", &Measure::text}}) {
    const std::string key = std::string("zezhou-2022/") + item;
    const auto& plan = seed_plan(std::string_view(item).starts_with("air") ? Domain::air : Domain::water);
    for (const auto& m : plan.measures)
      if (key.ends_with("/m" + m.number)) facts.put("promise", key + "#1", {{"item", key}, {"text", m.*text}});
  }
  return facts;
}

void bound_by(testing::MemoryFacts& facts, const std::string& promise, const std::string& source, Json params) {
  ledger::Binding b;
  b.promise = promise;
  b.archetype = "coverage";
  b.source = source;
  b.params = std::move(params);
  facts.put("binding", promise, b);
}

TEST(Bindings, FollowTheirWordsWhenAFinerReaderCutsThePromise) {
  auto facts = coarse_ledger();
  bound_by(facts, "zezhou-2022/water/m3#1", "user:wang", {{"count", 39}});
  bound_by(facts, "zezhou-2022/water/m9#1", "user:wang", {{"by", "2022-08-31"}});
  bound_by(facts, "zezhou-2022/air/m11#1", "user:wang", Json::object());
  const auto import = import_seed(facts, nullptr);
  facts.apply(import.changes);
  EXPECT_EQ(facts.record("binding", "zezhou-2022/water/m3#1")->content.at("source"), "user:wang");
  EXPECT_EQ(facts.record("binding", "zezhou-2022/water/m9#1")->content.at("source"), "user:wang")
      << "its words are the same";
  EXPECT_EQ(facts.record("binding", "zezhou-2022/air/m11#1")->content.at("archetype"), "")
      << "nobody can say which part was meant";
  ASSERT_EQ(import.warnings.size(), 1u);
  EXPECT_EQ(import.warnings[0].code, "plan.binding_unfit");
  EXPECT_EQ(import.warnings[0].args.at("promise"), "zezhou-2022/air/m11#1");
  EXPECT_TRUE(import_seed(facts, nullptr).warnings.empty()) << "said once";
}

TEST(Bindings, AnOldDirectoryGetsTheFilesBindingsOnTheFinerPromises) {
  auto facts = coarse_ledger();
  bound_by(facts, "zezhou-2022/air/m11#1", "file", Json::object());
  bound_by(facts, "zezhou-2022/water/m3#1", "file", Json::object());
  const auto import = import_seed(facts);
  EXPECT_THAT(import.warnings, IsEmpty());
  facts.apply(import.changes);
  EXPECT_EQ(facts.record("binding", "zezhou-2022/air/m11#1")->content.at("archetype"), "");
  EXPECT_EQ(facts.record("binding", "zezhou-2022/air/m11#3")->content.at("archetype"), "threshold_response");
  EXPECT_EQ(facts.record("binding", "zezhou-2022/water/m3#1")->content.at("archetype"), "monitoring_duty");
}

TEST(Bindings, OfAPersonMoveWithTheirWordsToAnotherNumber) {
  testing::MemoryFacts facts;
  facts.apply(import_seed(facts).changes);
  bound_by(facts, "zezhou-2022/water/m14#4", "user:wang", {{"kind", "sluice"}});
  bound_by(facts, "zezhou-2022/water/m14#2", "user:li", {{"kind", "farm"}});
  // The third promise goes; the fourth is worded a little otherwise.
  auto bytes = replaced(seed_bytes(), "大力推广精准施肥，化肥、农药施用量保持负增长。", "");
  bytes = replaced(bytes, "严格管控农田灌溉退水入河，退水渠非汛期实施闸坝封堵。",
                   "严格管控农田灌溉退水入河，退水渠在非汛期实施闸坝封堵。");
  bytes = replaced(
      bytes, "推进畜禽粪污资源化利用，畜禽粪污资源化利用率和规模化养殖场粪污处理设施装备配套率均完成市定目标任务。",
      "推广种养结合。");
  const auto changed = read_document(bytes).value();
  const auto import = import_document(changed, bytes, "zezhou-2022", nullptr, facts);
  facts.apply(import.changes);
  EXPECT_EQ(facts.record("binding", "zezhou-2022/water/m14#3")->content.at("params").at("kind"), "sluice");
  EXPECT_EQ(facts.record("binding", "zezhou-2022/water/m14#3")->content.at("promise"), "zezhou-2022/water/m14#3");
  EXPECT_EQ(facts.record("binding", "zezhou-2022/water/m14#4")->content.at("archetype"), "") << "that promise is gone";
  ASSERT_EQ(import.warnings.size(), 1u);
  EXPECT_EQ(import.warnings[0].args.at("promise"), "zezhou-2022/water/m14#2");
  EXPECT_THAT(import.warnings[0].args.at("words").get<std::string>(), ::testing::HasSubstr("畜禽粪污"));
}

TEST(Bindings, TheSchemaRefusesAWrongParameterTree) {
  const auto schema = kSource + "/schemas/plan-bindings.json";
  Json file = seed_bindings();
  EXPECT_NO_THROW(check_schema(file, schema, "bindings"));
  file["bindings"][0]["params"].erase("kind");
  EXPECT_THROW(check_schema(file, schema, "bindings"), Failure);
  file = seed_bindings();
  file["bindings"][0]["archetype"] = "wish";
  EXPECT_THROW(check_schema(file, schema, "bindings"), Failure);
}

class SeedUnits : public ::testing::Test {
 protected:
  void SetUp() override {
    facts_.apply(import_seed(facts_).changes);
    for (const auto& record : facts_.records("unit")) units_.push_back(record.content.get<ledger::Unit>());
  }
  const ledger::Unit& unit(const std::string& name) const {
    for (const auto& u : units_)
      if (u.name == name) return u;
    throw Failure("unit.absent", {{"name", name}});
  }
  testing::MemoryFacts facts_;
  std::vector<ledger::Unit> units_;
};

TEST_F(SeedUnits, SpellingsOfOneUnitAreOneRow) {
  EXPECT_THAT(unit("县发改局").aliases, IsSupersetOf({"县发展和改革局", "县发展和改革委员会"}));
  EXPECT_THAT(unit("县住房和城乡建设管理局").aliases, IsSupersetOf({"住房和城乡建设管理局", "县住房和城乡建设局"}));
  EXPECT_THAT(unit("市生态环境局泽州分局").aliases, Contains("县生态环境局泽州分局"));
  EXPECT_THAT(unit("县水务局").aliases, Contains("泽州县水务局"));
  EXPECT_THAT(unit("县行政审批服务管理局").aliases, Contains("行政审批服务管理局"));
  EXPECT_THAT(unit("县公安局").aliases, IsEmpty());
}

TEST_F(SeedUnits, StandInATree) {
  EXPECT_EQ(unit("泽州县人民政府").level, "county");
  EXPECT_EQ(unit("县水务局").parent, "泽州县人民政府");
  EXPECT_EQ(unit("县水务局").level, "bureau");
  EXPECT_EQ(unit("县公安交警大队").parent, "县公安局");
  EXPECT_EQ(unit("山西天泽集团煤气化厂").level, "enterprise");
  // Printed as 大箕镇 in annex 1 only.
  EXPECT_EQ(unit("大箕镇人民政府").level, "township");
  EXPECT_THAT(unit("大箕镇人民政府").aliases, ElementsAre("大箕镇"));
  EXPECT_THAT(unit("巴公镇人民政府").aliases, ElementsAre("巴公镇"));
}

TEST_F(SeedUnits, NamesOfManyAreNone) {
  for (const auto& u : units_) {
    EXPECT_FALSE(u.name.starts_with("各") || u.name.starts_with("有关")) << u.name;
    EXPECT_NE(u.name, "县清洁取暖领导小组成员单位");
  }
}

TEST(UnitRegister, KeepsTheNamesThatStand) {
  UnitRegister units("甲县",
                     {{"甲县人民政府", {}, "", "county"}, {"甲县水利局", {"县水利局"}, "甲县人民政府", "bureau"}});
  units.add("水利局");
  units.add("市水利局");
  ASSERT_EQ(units.units().size(), 3u);
  EXPECT_THAT(units.units()[1].aliases, Contains("水利局"));
  EXPECT_EQ(units.units()[2].name, "市水利局");  // the city's is another
}

}  // namespace
}  // namespace limpid::plan
