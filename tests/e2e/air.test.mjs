// SPDX-License-Identifier: Apache-2.0
// Air through the same loop: an upset at a plant with a device of its own is found by its stack; one at a plant without a device by the air station
// downwind of it, and the plant is among the first that the trace against the wind names.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { csv, json, limpid, plan, run, serve, temporaryDirectory } from './lib.mjs';

const start = '2022-09-12T00:00+08:00';
const hourOf = (text) => Math.round((Date.parse(text) - Date.parse(start)) / 3600_000);

async function county(t, hours, seed, events) {
  const dir = path.join(temporaryDirectory(t), 'data');
  const truth = path.join(dir, '../truth.json');
  assert.equal((await limpid('init', '--data', dir, '--plan', plan)).code, 0);
  const server = await serve(t, dir);
  const sim = await run('limpid-sim', ['--data', dir, '--hj212', server.hj212, '--seed', String(seed), '--hours', String(hours), '--start', start,
    '--truth', truth, ...events.flatMap((e) => ['--event', e])], { timeout: 600_000 });
  assert.equal(sim.code, 0, sim.err);
  return { dir, events: JSON.parse(readFileSync(truth)).events };
}

/** The case of an episode that is over: it has a unit, was traced and given out, and data closed it. */
async function closedByData(dir, episode) {
  const one = (await json(dir, 'case', 'list')).find((c) => c.id === episode.case);
  assert.ok(one, 'no case');
  assert.ok(one.unit.length > 2, 'a case without a unit');
  assert.equal(one.state, 'closed');
  assert.equal(one.closed_by, 'data');
  const [shown] = await json(dir, 'case', 'show', String(one.id));
  const stages = shown.timeline.map((e) => e.stage);
  for (const stage of ['found', 'alerted', 'traced', 'dispatched', 'recovered', 'closed']) assert.ok(stages.includes(stage), `${stage} is not in ${stages}`);
  return one;
}

// A seed and an hour in which the wind carries the smoke of qy-27 to the station of Xiacun, 1.6 km away.
test('upsets at two plants, one seen at its stack, one by the wind', async (t) => {
  const { dir, events } = await county(t, 24, 29, ['upset:enterprise/qy-04@12h', 'upset:enterprise/qy-27@18h+3h']);
  const episodes = await json(dir, 'episode', 'list');

  await t.test('the stack of the plant on line is over its limit: it is its own first candidate', async () => {
    const [episode, ...more] = episodes.filter((e) => e.condition === 'discharge');
    assert.equal(episode?.object, 'enterprise/qy-04');
    assert.deepEqual(more, [], 'nobody else is over a limit');
    assert.equal(hourOf(episode.opened), 12);
    assert.equal(hourOf(episode.closed), 16, 'two hours of the upset, two good ones');
    assert.equal(episode.candidates[0].object, 'enterprise/qy-04');
    assert.ok(episode.candidates[0].weight > 0.9, JSON.stringify(episode.candidates));
    const one = await closedByData(dir, episode);
    assert.equal(one.unit, '巴公镇人民政府');
  });

  await t.test('the station downwind of the plant without a device passes the value of K-13, and the plant is among the first three', async () => {
    const truth = events.find((e) => e.object === 'enterprise/qy-27');
    assert.ok(truth.affected.some((a) => a.object === 'air-station/xiacun'), JSON.stringify(truth));
    const [episode, ...more] = episodes.filter((e) => e.condition === 'aqi');
    assert.equal(episode?.object, 'air-station/xiacun');
    assert.deepEqual(more, [], 'no other station');
    assert.ok(hourOf(episode.opened) >= 18 && hourOf(episode.opened) < 21, episode.opened);
    assert.ok(episode.candidates.slice(0, 3).some((c) => c.object === 'enterprise/qy-27'), JSON.stringify(episode.candidates));
    const one = await closedByData(dir, episode);
    assert.equal(one.unit, '下村镇人民政府');

    // By hand: HJ 633-2012 gives an index of 100 to 200 ug/m3 of nitrogen dioxide over an hour.
    const mn = (await json(dir, 'object', 'list', 'device')).find((d) => d.object === 'air-station/xiacun').mn;
    const rows = csv((await limpid('telemetry', 'query', '--data', dir, '--mn', mn, '--csv')).out);
    const over = rows.filter((r) => r.parameter === 'a21004' && r.statistic === 'avg' && Number(r.value) > 200);
    assert.ok(over.length > 0 && over.every((r) => hourOf(r.time) >= 18 && hourOf(r.time) < 21), JSON.stringify(over));
  });

  assert.equal((await limpid('audit', 'verify', '--data', dir)).code, 0);
});
