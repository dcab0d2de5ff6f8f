// SPDX-License-Identifier: Apache-2.0
// What devices and laboratories send, good and bad, and what the command line says of it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { csv, dataPacket, Device, eventually, frame, json, limpid, plan, run, serve, stamp, stop, temporaryDirectory } from './lib.mjs';

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
  link.send(good(1, 1.5).text + good(1, 9.5).text);                 // both again: nothing new, the correction stands
  link.send(dataPacket({ mn: '中文设备1', st: '77', pw: 'any', time: hour, values: { w01018: 30 } }).text);
  await link.acked(8);
  link.send('##0150QN=2022');                                       // truncated: the line goes dead in the middle
  link.end();
  const balance = await eventually(async () => {
    const b = await json(dir, 'telemetry', 'balance');
    return b.received === 14 && b;
  });
  assert.deepEqual(balance, { received: 14, accepted: 5, duplicate: 3, quarantined: 6 });

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

test('a field that cannot be read, given twice or impossible is kept with its reason; the packet counts once', async (t) => {
  const { dir } = await county(t);
  const server = await serve(t, dir);
  const link = new Device(server.hj212);
  await link.connected;
  const packet = (n, items) => frame(`QN=${stamp(hour)}00${n};ST=32;CN=2061;PW=123456;MN=A1;Flag=5;CP=&&DataTime=${stamp(hour)};${items}&&`);
  const first = packet(1, 'w21001-Avg=abc,w21001-Flag=N;w21003-Avg=7,w21003-Flag=N;w21003-Avg=8;w21011-Avg=-5,w21011-Flag=N;w01010-Avg=-1.5,w01010-Flag=N');
  link.send(first);
  await link.acked(1);
  link.send(first);
  await link.acked(2);
  const rows = async (...words) => csv((await limpid('telemetry', 'query', '--mn', 'A1', '--csv', ...words, '--data', dir)).out).map((r) => [r.parameter, r.value, r.flag]);
  const taken = [['w01010', '-1.5', 'N'], ['w21003', '8', 'N'], ['w21011', '-5', 'X']];
  assert.deepEqual(await rows(), taken);
  assert.deepEqual(await json(dir, 'telemetry', 'balance'), { received: 2, accepted: 1, duplicate: 1, quarantined: 0 });
  const held = await json(dir, 'telemetry', 'quarantine');
  assert.deepEqual(held.map((q) => [q.scope, q.packet, q.reason, q.args.field, q.args.value]).sort(),
    [['field', 1, 'hj212.bad_value', 'w21001-Avg', 'abc'], ['field', 1, 'hj212.given_twice', 'w21003-Avg', '7'], ['field', 1, 'hj212.impossible', 'w21011-Avg', '-5']]);
  assert.match((await limpid('telemetry', 'quarantine', '--data', dir)).out, /w21001-Avg.*abc/);

  // Each key once: hour, minute and day of one start share it, the last committed stands; --period tells them apart.
  for (const [n, cn, value] of [[2, '2051', 1.1], [3, '2031', 3.3], [4, '2061', 2.2], [5, '2011', 0.7]]) {
    link.send(frame(`QN=${stamp(hour)}01${n};ST=32;CN=${cn};PW=123456;MN=A1;Flag=5;CP=&&DataTime=${stamp(hour + kHour)};w21003-${cn === '2011' ? 'Rtd' : 'Avg'}=${value},w21003-Flag=N&&`));
    await link.acked(1 + n);
  }
  const of = (...words) => rows('--from', new Date(hour + kHour).toISOString(), ...words);
  assert.deepEqual(await of(), [['w21003', '2.2', 'N'], ['w21003', '0.7', 'N']]);
  assert.deepEqual(await of('--period', 'PT1M'), [['w21003', '1.1', 'N']]);
  assert.deepEqual(await of('--period', 'P1D'), [['w21003', '3.3', 'N']]);
  assert.equal((await json(dir, 'telemetry', 'query', '--mn', 'A1', '--from', new Date(hour + kHour).toISOString())).length, 4);
  assert.match((await limpid('telemetry', 'query', '--mn', 'A1', '--csv', '--data', dir)).err, /2 rows .*--period/);

  server.child.kill('SIGKILL');
  await server.ended;
  assert.deepEqual((await rows()).slice(0, 3), taken);
  assert.equal((await json(dir, 'telemetry', 'quarantine')).length, 3);
  for (const words of [['--mn', 'NOPE'], ['--object', 'outfall/nope']]) {
    const r = await limpid('telemetry', 'query', ...words, '--csv', '--data', dir);
    assert.equal(r.code, 1);
    assert.match(r.err, new RegExp(words[1]));
  }
  assert.equal((await limpid('telemetry', 'query', '--mn', '中文设备1', '--csv', '--data', dir)).code, 0, 'a device without data is known');
});

test('hj212 send sends one packet and prints the answer', async (t) => {
  const { dir, file } = await county(t);
  const server = await serve(t, dir);
  const packet = dataPacket({ mn: 'A1', st: '32', time: hour, values: { w21003: 0.5 } });
  const sent = await limpid('hj212', 'send', '--to', server.hj212, '--file', file('packet.txt', packet.text));
  assert.equal(sent.code, 0, sent.err);
  assert.ok(sent.out.includes('CN=9014') && sent.out.includes(packet.qn), sent.out);
  const unknown = dataPacket({ mn: 'NOPE', st: '32', time: hour, values: { w21003: 0.5 } });
  const refused = await limpid('hj212', 'send', '--timeout', '1', '--to', server.hj212, unknown.text.trim());
  assert.equal(refused.code, 1);
  assert.match(refused.err, /telemetry quarantine/, 'refused is not unreachable');
  const dead = await limpid('hj212', 'send', '--to', '127.0.0.1:1', packet.text.trim());
  assert.equal(dead.code, 1);
  assert.ok(dead.err.includes('127.0.0.1:1'), dead.err);
  assert.doesNotMatch(dead.err, /telemetry quarantine/);
});

test('laboratory results go through the same admission, quarantine and balance', async (t) => {
  const { dir, file } = await county(t);
  const day = (n) => stamp(hour - n * 24 * kHour).replace(/^(....)(..)(..)(..).*/, '$1-$2-$3T$4:00+08:00');
  const lab = file('lab.csv', `object,parameter,time,value,unit\noutfall/o1,w21003,${day(1)},<0.025,mg/L\noutfall/o1,w01018,${day(1)},31000,μg/L\n`
    + `outfall/none,w21003,${day(1)},1,mg/L\noutfall/o1,w21003,${day(2)},12;5,mg/L\noutfall/o1,w21003,${day(3)},1.5,m3/s\noutfall/o1,w21003,2099-01-01,1,mg/L\n`);
  const first = await limpid('telemetry', 'import', lab, '--data', dir);
  assert.equal(first.code, 1, 'rows were refused, as with a register');
  assert.match(first.err, /lab\.csv:4/);
  assert.match(first.err, /4 rows were refused; they are kept/);
  assert.deepEqual(await json(dir, 'telemetry', 'balance'), { received: 6, accepted: 2, duplicate: 0, quarantined: 4 });
  await limpid('telemetry', 'import', lab, '--data', dir);
  assert.deepEqual(await json(dir, 'telemetry', 'balance'), { received: 12, accepted: 2, duplicate: 2, quarantined: 8 });

  // GB18030, full-width digits and an impossible value; --json names what was refused.
  const gb = path.join(dir, '..', 'gb.csv');
  writeFileSync(gb, execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: 'object,parameter,time,value,unit,source\n'
    + `outfall/o1,氨氮,${day(4)},＜0.025,mg/L,泽州县环境监测站\noutfall/o1,w21003,${day(5)},-3,mg/L,泽州县环境监测站\noutfall/o1,总大肠,${day(5)},1,mg/L,泽州县环境监测站\n` }));
  const read = await limpid('telemetry', 'import', gb, '--data', dir, '--json');
  assert.equal(read.code, 1);
  const report = JSON.parse(read.out);
  assert.deepEqual([report.received, report.accepted, report.quarantined], [3, 2, 1]);
  assert.deepEqual(report.problems.map((p) => [p.place, p.line, p.code]), [['gb.csv:4', 4, 'lab.unknown_parameter']]);
  assert.match(report.problems[0].message, /总大肠/);
  assert.deepEqual(report.warnings.map((p) => [p.line, p.code]), [[3, 'lab.impossible']]);
  const rows = csv((await limpid('telemetry', 'query', '--object', 'outfall/o1', '--parameter', 'w21003', '--csv', '--data', dir)).out);
  assert.deepEqual(rows.map((r) => [r.value, r.flag]), [['-3', 'X'], ['<0.025', 'N'], ['<0.025', 'N']]);
  assert.equal((await limpid('telemetry', 'import', file('good.csv', `object,parameter,time,value,unit\noutfall/o1,w21003,${day(6)},1,mg/L\n`), '--data', dir)).code, 0);
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

test('a case closed by hand names who closed it', async (t) => {
  const parent = temporaryDirectory(t);
  const dir = path.join(parent, 'data');
  assert.equal((await limpid('init', '--data', dir, '--plan', plan)).code, 0);
  const file = (name, text) => { const p = path.join(parent, name); writeFileSync(p, text); return p; };
  const town = (await json(dir, 'plan', 'show')).plans.flatMap((p) => p.targets)[0].township;
  for (const [kind, text] of [['outfall', `key,name,lon,lat,township\no1,试验排口,112.8,35.5,${town}\no2,试验排口二,112.8,35.5,${town}\n`], ['device', 'mn,object\nA1,outfall/o1\nA2,outfall/o2\n']])
    assert.equal((await limpid('object', 'import', kind, file(`${kind}.csv`, text), '--data', dir)).code, 0);
  const clock = async (hours) => assert.equal((await limpid('clock', 'set', new Date(hour + hours * kHour).toISOString(), '--data', dir)).code, 0);
  await clock(2);
  const server = await serve(t, dir);
  const link = new Device(server.hj212);
  await link.connected;
  for (const mn of ['A1', 'A2'])                                   // sent before, and sends no more: two silent devices, two cases
    link.send(dataPacket({ mn, time: hour, values: { w21003: 1 } }).text);
  await link.acked(2);
  await clock(8);
  assert.equal((await limpid('clock', 'wait', '--data', dir)).code, 0);
  const cases = await json(dir, 'case', 'list');
  assert.deepEqual(cases.map((c) => c.state === 'closed'), [false, false]);
  const login = userInfo().username;
  assert.equal((await limpid('user', 'add', 'zhao', '--role', 'duty_officer', '--generate', '--data', dir)).code, 0);
  for (const [id, words, by] of [[cases[0].id, [], `user:${login}`], [cases[1].id, ['--by', 'zhao'], 'user:zhao']]) {
    const without = await limpid('case', 'close', String(id), ...words, '--data', dir);
    assert.equal(without.code, 1, 'closed without a reason');
    const r = await limpid('case', 'close', String(id), '--reason', '设备已报停', ...words, '--data', dir);
    assert.equal(r.code, 0, r.err);
    const shown = (await json(dir, 'case', 'show', String(id)))[0];
    assert.deepEqual([shown.state, shown.closed_by], ['closed', by]);
  }
  const nobody = await limpid('case', 'close', String(cases[0].id), '--reason', 'x', '--by', 'nobody', '--data', dir);
  assert.equal(nobody.code, 1);
  assert.match(nobody.err, /nobody/);
});
