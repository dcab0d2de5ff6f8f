// SPDX-License-Identifier: Apache-2.0
// A full disk: no acknowledgement, a clear alarm, recovery without a restart. Needs the right to mount a small tmpfs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { csv, dataPacket, Device, eventually, json, limpid, serve, sleep, temporaryDirectory } from './lib.mjs';

test('a full disk stops acknowledgements and is recovered from', { skip: process.getuid() !== 0 && 'mounting a tmpfs needs root' }, async (t) => {
  const mount = temporaryDirectory(t);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', mount]);
  let mounted = true;
  t.after(() => { if (mounted) execFileSync('umount', ['-l', mount]); });
  const dir = path.join(mount, 'data');
  assert.equal((await limpid('init', '--data', dir)).code, 0);
  const file = (name, text) => { const p = path.join(mount, name); writeFileSync(p, text); return p; };
  assert.equal((await limpid('object', 'import', 'outfall', file('o.csv', 'key,name,lon,lat\no1,试验排口,112.8,35.5\n'), '--data', dir)).code, 0);
  assert.equal((await limpid('object', 'import', 'device', file('d.csv', 'mn,object\nDISK1,outfall/o1\n'), '--data', dir)).code, 0);
  const server = await serve(t, dir);
  const hour = Math.floor(Date.now() / 3600_000) * 3600_000 - 400 * 3600_000;
  const packet = (i) => dataPacket({ mn: 'DISK1', time: hour + i * 3600_000, values: { w21003: 1 + i / 100 } });

  const link = new Device(server.hj212);
  await link.connected;
  link.send(packet(0).text);
  await link.acked(1);

  // Fill what is left, to the last block.
  const filler = path.join(mount, 'filler');
  const out = openSync(filler, 'w');
  try {
    for (const block = Buffer.alloc(4096); ;) writeSync(out, block);
  } catch (e) {
    assert.equal(e.code, 'ENOSPC');
  } finally {
    closeSync(out);
  }
  assert.equal(statfsSync(mount).bavail, 0);

  // The last block of the store's write-ahead log has room for a few small commits yet: these are durable and rightly acknowledged. One at
  // a time, until the alarm; the ledger, whose disk it is too, may complain before.
  const alarm = () => /observations cannot be written/.test(server.log);
  let sent = 1;
  while (!alarm()) {
    assert.ok(sent < 50, 'no alarm, though the disk is full');
    link.send(packet(sent++).text);
    await eventually(() => link.acks.length === sent || alarm(), 20_000, 5);
  }
  const durable = (await json(dir, 'telemetry', 'balance')).accepted;
  await eventually(() => link.acks.length === durable, 20_000, 5);
  assert.ok(durable < sent, 'the packet that raised the alarm counts as accepted');
  const acknowledged = link.acks.length;

  // Nothing further is acknowledged, however often the store tries.
  while (sent < durable + 20) link.send(packet(sent++).text);
  for (let i = 0; i < 3; ++i) {
    assert.equal((await json(dir, 'telemetry', 'balance')).received, durable);
    assert.equal(link.acks.length, acknowledged, 'acknowledged although the disk is full');
    assert.equal(statfsSync(mount).bavail, 0);
    await sleep(1000);                          // the store tries again at least every two seconds
  }

  rmSync(filler);
  await link.acked(sent, 30_000);               // without a restart, without a re-send
  assert.match(server.log, /committed again/);
  const balance = await json(dir, 'telemetry', 'balance');
  assert.deepEqual(balance, { received: sent, accepted: sent, duplicate: 0, quarantined: 0 });
  link.end();
  server.child.kill('SIGKILL');
  await server.ended;
  assert.equal((await limpid('audit', 'verify', '--data', dir)).code, 0);
  const rows = csv((await limpid('telemetry', 'query', '--mn', 'DISK1', '--csv', '--data', dir)).out);
  assert.deepEqual(rows.map((r) => [Date.parse(r.time), Number(r.value)]),
    Array.from({ length: sent }, (_, i) => [hour + i * 3600_000, 1 + i / 100]), 'what was acknowledged is there after a restart');
  execFileSync('umount', [mount]);
  mounted = false;
});
