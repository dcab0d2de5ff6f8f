// SPDX-License-Identifier: Apache-2.0
// What devices and laboratories send, good and bad, and what the command line says of it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { csv, dataPacket, Device, eventually, frame, json, limpid, run, serve, stamp, stop, temporaryDirectory } from './lib.mjs';

const kHour = 3600_000;
const hour = Math.floor(Date.now() / kHour) * kHour - 48 * kHour;

async function county(t) {
  const parent = temporaryDirectory(t);
  const dir = path.join(parent, 'data');
  assert.equal((await limpid('init', '--data', dir)).code, 0);
  const file = (name, text) => { const p = path.join(parent, name); writeFileSync(p, text); return p; };
  for (const [kind, text] of [
    ['outfall', 'key,name,lon,lat\no1,试验排口一,112.8,35.5\no2,试验排口二,112.9,35.5\n'],
    ['device', 'mn,object,password,st\nA1,outfall/o1,123456,32\n中文设备1,outfall/o2,,\n']]) {
    const r = await limpid('object', 'import', kind, file(`${kind}.csv`, text), '--data', dir);
    assert.equal(r.code, 0, r.err);
  }
  return { dir, file };
}

const balanced = (b) => assert.equal(b.accepted + b.duplicate + b.quarantined, b.received);

test('good packets are taken, bad ones kept with their reason, and nothing stops the rest', async (t) => {
  const { dir } = await county(t);
  const server = await serve(t, dir);
  const link = new Device(server.hj212);
  await link.connected;
  const good = (i, v) => dataPacket({ mn: 'A1', st: '32', time: hour + i * kHour, values: { w21003: v } });
  const bad = {
    crc: good(20, 1).text.replace(/[0-9A-F]{4}\r\n$/, (m) => (m.startsWith('0') ? '1' : '0') + m.slice(1)),
    unknown: dataPacket({ mn: 'NOBODY', st: '32', time: hour, values: { w21003: 1 } }).text,
    password: dataPacket({ mn: 'A1', st: '32', pw: '999999', time: hour, values: { w21003: 1 } }).text,
    future: dataPacket({ mn: 'A1', st: '32', time: Date.now() + 2 * kHour, values: { w21003: 1 } }).text,
    garbage: 'this is no frame at all',
  };
  link.send(good(0, 1.25).text + bad.crc + bad.unknown + good(1, 1.5).text + bad.password + bad.garbage + good(2, 1.75).text + bad.future);
  link.send(good(0, 1.25).text);                                    // exact re-send
  link.send(good(1, 9.5).text);                                     // correction
  link.send(dataPacket({ mn: '中文设备1', st: '77', pw: 'any', time: hour, values: { w01018: 30 } }).text);
  await link.acked(6);
  link.send('##0150QN=2022');                                       // truncated: the line goes dead in the middle
  link.end();
  const balance = await eventually(async () => {
    const b = await json(dir, 'telemetry', 'balance');
    return b.received === 12 && b;
  });
  assert.deepEqual(balance, { received: 12, accepted: 5, duplicate: 1, quarantined: 6 });

  const rows = csv((await limpid('telemetry', 'query', '--mn', 'A1', '--csv', '--data', dir)).out);
  assert.deepEqual(rows.map((r) => [Date.parse(r.time), r.parameter, r.statistic, Number(r.value), r.flag]),
    [[hour, 'w21003', 'avg', 1.25, 'N'], [hour + kHour, 'w21003', 'avg', 9.5, 'N'], [hour + 2 * kHour, 'w21003', 'avg', 1.75, 'N']]);
  assert.match(rows[0].time, /\+08:00$/);
  const part = csv((await limpid('telemetry', 'query', '--mn', 'A1', '--from', new Date(hour + kHour).toISOString(), '--to', new Date(hour + 2 * kHour).toISOString(), '--csv', '--data', dir)).out);
  assert.equal(part.length, 1);

  const held = await json(dir, 'telemetry', 'quarantine');
  assert.equal(held.length, 6);
  const listed = (await limpid('telemetry', 'quarantine', '--data', dir)).out;
  for (const words of ['NOBODY', 'assword', 'hour']) assert.ok(listed.includes(words), `quarantine does not speak of ${words}:\n${listed}`);
  assert.ok(!listed.includes('999999'), 'a password is shown');
  assert.equal((await stop(server)).code, 0);
  balanced(await json(dir, 'telemetry', 'balance'));
});

test('hj212 send sends one packet and prints the answer', async (t) => {
  const { dir, file } = await county(t);
  const server = await serve(t, dir);
  const packet = dataPacket({ mn: 'A1', st: '32', time: hour, values: { w21003: 0.5 } });
  const sent = await limpid('hj212', 'send', '--to', server.hj212, '--file', file('packet.txt', packet.text));
  assert.equal(sent.code, 0, sent.err);
  assert.ok(sent.out.includes('CN=9014') && sent.out.includes(packet.qn), sent.out);
  const refused = await limpid('hj212', 'send', '--to', '127.0.0.1:1', packet.text.trim());
  assert.equal(refused.code, 1);
  assert.ok(refused.err.length > 5);
});

test('laboratory results go through the same admission, quarantine and balance', async (t) => {
  const { dir, file } = await county(t);
  const day = (n) => stamp(hour - n * 24 * kHour).replace(/^(....)(..)(..)(..).*/, '$1-$2-$3T$4:00+08:00');
  const lab = file('lab.csv', `object,parameter,time,value,unit\noutfall/o1,w21003,${day(1)},<0.025,mg/L\noutfall/o1,w01018,${day(1)},31000,μg/L\n`
    + `outfall/none,w21003,${day(1)},1,mg/L\noutfall/o1,w21003,${day(2)},12;5,mg/L\noutfall/o1,w21003,${day(3)},1.5,m3/s\noutfall/o1,w21003,2099-01-01,1,mg/L\n`);
  const first = await limpid('telemetry', 'import', lab, '--data', dir);
  assert.match(first.out + first.err, /lab\.csv:4/);
  assert.deepEqual(await json(dir, 'telemetry', 'balance'), { received: 6, accepted: 2, duplicate: 0, quarantined: 4 });
  await limpid('telemetry', 'import', lab, '--data', dir);
  assert.deepEqual(await json(dir, 'telemetry', 'balance'), { received: 12, accepted: 2, duplicate: 2, quarantined: 8 });
});

test('registers: a wrong row is named with its line, the others are imported', async (t) => {
  const { dir, file } = await county(t);
  const r = await limpid('object', 'import', 'outfall', file('x.csv', 'key,name,lon,lat\no3,好,112.8,35.5\no4,坏,abc,35.5\n,无键,112.8,35.5\n'), '--data', dir);
  assert.equal(r.code, 1);
  assert.match(r.out + r.err, /x\.csv:3/);
  assert.match(r.out + r.err, /x\.csv:4/);
  const keys = (await json(dir, 'object', 'list', 'outfall')).map((o) => o.key);
  assert.deepEqual(keys.sort(), ['o1', 'o2', 'o3']);
  const none = await limpid('object', 'import', 'spaceship', file('y.csv', 'key,name\na,b\n'), '--data', dir);
  assert.equal(none.code, 1);
  assert.ok(none.err.includes('spaceship'));
  const chinese = await run('limpid', ['object', 'import', 'spaceship', file('y.csv', 'key\na\n'), '--data', dir], { env: { LIMPID_LANG: 'zh' } });
  assert.match(chinese.err, /[\u4e00-\u9fff]/);
  assert.equal(frame('QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&').slice(-6), '1C80\r\n');
});
