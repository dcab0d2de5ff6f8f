// SPDX-License-Identifier: Apache-2.0
// A full disk: no acknowledgement, a clear alarm, recovery without a restart. Needs the right to mount a small tmpfs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { dataPacket, Device, eventually, json, limpid, serve, stop, temporaryDirectory } from './lib.mjs';

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

  for (let i = 1; i <= 20; ++i) link.send(packet(i).text);
  await eventually(() => /full|disk|space/i.test(server.log), 20_000);
  assert.equal(link.acks.length, 1, 'acknowledged although the disk is full');

  rmSync(filler);
  await link.acked(21, 30_000);                 // without a restart, without a re-send
  const balance = await json(dir, 'telemetry', 'balance');
  assert.deepEqual(balance, { received: 21, accepted: 21, duplicate: 0, quarantined: 0 });
  link.end();
  assert.equal((await stop(server)).code, 0);
  assert.equal((await limpid('audit', 'verify', '--data', dir)).code, 0);
  execFileSync('umount', [mount]);
  mounted = false;
});
