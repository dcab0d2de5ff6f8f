// SPDX-License-Identifier: Apache-2.0
// Acknowledged means durable: kill -9 under load loses nothing and doubles nothing; a re-send of everything changes nothing.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { csv, dataPacket, Device, json, limpid, serve, sleep, stop, temporaryDirectory } from './lib.mjs';

const kHour = 3600_000;
const devices = 8;
const hour0 = Math.floor(Date.now() / kHour) * kHour - 2000 * kHour;

async function register(dir) {
  const outfalls = path.join(dir, '..', path.basename(dir) + '-outfalls.csv');
  const mns = path.join(dir, '..', path.basename(dir) + '-devices.csv');
  writeFileSync(outfalls, 'key,name,lon,lat\n' + Array.from({ length: devices }, (_, i) => `o${i},试验排口${i},112.8,35.5`).join('\n') + '\n');
  writeFileSync(mns, 'mn,object,password\n' + Array.from({ length: devices }, (_, i) => `DEV${i},outfall/o${i},123456`).join('\n') + '\n');
  for (const [kind, file] of [['outfall', outfalls], ['device', mns]]) {
    const r = await limpid('object', 'import', kind, file, '--data', dir);
    assert.equal(r.code, 0, r.err);
  }
}

test('kill -9 under load: nothing acknowledged is missing, nothing is there twice', async (t) => {
  const dir = path.join(temporaryDirectory(t), 'data');
  assert.equal((await limpid('init', '--data', dir)).code, 0);
  await register(dir);
  const sent = new Map();                       // qn -> {mn, time, value, text}
  const acknowledged = new Set();
  let next = 0;
  for (let round = 0; round < 3; ++round) {
    const server = await serve(t, dir);
    const links = Array.from({ length: devices }, () => new Device(server.hj212));
    await Promise.all(links.map((d) => d.connected));
    const killAt = Date.now() + 700 + round * 300;
    while (Date.now() < killAt) {
      for (let i = 0; i < devices; ++i) {
        const value = (next % 97) / 10;
        const qn = String(20220101000000000n + BigInt(next));
        const packet = dataPacket({ mn: `DEV${i}`, st: '32', time: hour0 + Math.floor(next / devices) * kHour, values: { w21003: value }, qn });
        sent.set(qn, { mn: `DEV${i}`, time: hour0 + Math.floor(next / devices) * kHour, value, text: packet.text });
        links[i].send(packet.text);
        ++next;
      }
      await sleep(2);
      if (next / devices > 1900) break;
    }
    server.child.kill('SIGKILL');
    await server.ended;
    await sleep(50);
    for (const link of links) { for (const qn of link.acks) acknowledged.add(qn); link.end(); }
  }
  assert.ok(acknowledged.size > 100, `only ${acknowledged.size} acknowledged`);

  const server = await serve(t, dir);           // needs no help after kill -9
  const rows = async () => {
    const all = new Map();
    for (let i = 0; i < devices; ++i) {
      const r = await limpid('telemetry', 'query', '--mn', `DEV${i}`, '--csv', '--data', dir);
      assert.equal(r.code, 0, r.err);
      for (const row of csv(r.out)) {
        const key = `DEV${i}|${Date.parse(row.time)}|${row.parameter}|${row.statistic}`;
        assert.ok(!all.has(key), `twice: ${key}`);
        all.set(key, Number(row.value));
      }
    }
    return all;
  };
  const before = await rows();
  for (const qn of acknowledged) {
    const p = sent.get(qn);
    assert.equal(before.get(`${p.mn}|${p.time}|w21003|avg`), p.value, `acknowledged ${qn} is missing`);
  }
  const b1 = await json(dir, 'telemetry', 'balance');
  assert.equal(b1.accepted + b1.duplicate + b1.quarantined, b1.received);

  // Everything again: what was there is a duplicate, what was lost unacknowledged is taken now.
  const link = new Device(server.hj212);
  await link.connected;
  const all = [...sent.values()];
  for (let i = 0; i < all.length; i += 200) { link.send(all.slice(i, i + 200).map((p) => p.text).join('')); await link.acked(Math.min(i + 200, all.length)); }
  const b2 = await json(dir, 'telemetry', 'balance');
  assert.equal(b2.received - b1.received, all.length);
  assert.equal(b2.duplicate - b1.duplicate, before.size);
  assert.equal(b2.accepted + b2.duplicate + b2.quarantined, b2.received);
  const after = await rows();
  for (const [key, value] of before) assert.equal(after.get(key), value);
  assert.equal(after.size, all.length);
  link.send(all.map((p) => p.text).join(''));
  await link.acked(2 * all.length);
  assert.deepEqual(await rows(), after);
  link.end();
  const end = await stop(server);
  assert.equal(end.code, 0);
  assert.ok(end.ms < 10_000);
  assert.equal((await limpid('audit', 'verify', '--data', dir)).code, 0);
});
