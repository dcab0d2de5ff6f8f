// SPDX-License-Identifier: Apache-2.0
// Owning a directory: init, a second server, ports, long paths, wrong words. Each a clear message and exit code, nothing lost.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { bin, json, limpid, plan, run, serve, sleep, stop, temporaryDirectory } from './lib.mjs';

test('init makes a directory once, with the plan', async (t) => {
  const dir = path.join(temporaryDirectory(t), 'data');
  const made = await limpid('init', '--data', dir, '--plan', plan);
  assert.equal(made.code, 0, made.err);
  const shown = await json(dir, 'plan', 'show');
  assert.deepEqual(shown.plans.map((p) => p.measures.length), [30, 27, 20]);
  const head = (await json(dir, 'audit', 'verify')).head;
  const again = await limpid('init', '--data', dir, '--plan', plan);
  assert.equal(again.code, 0);
  assert.match(again.out, /already/);
  assert.equal((await json(dir, 'audit', 'verify')).head, head);
});

test('with --json init prints one object, the plan in it; one that was killed is taken up by the next', async (t) => {
  const parent = temporaryDirectory(t);
  const dir = path.join(parent, 'data');
  const made = await json(dir, 'init', '--plan', plan);
  assert.deepEqual([made.data, made.made, made.plan.key, made.plan.changed], [dir, true, 'zezhou-2022', true]);
  assert.deepEqual(await json(dir, 'init', '--plan', plan), { data: dir, made: false });

  for (const ms of [30, 60, 120, 240, 480]) {
    const cut = path.join(parent, `cut-${ms}`);
    const child = spawn(path.join(bin, 'limpid'), ['init', '--data', cut, '--plan', plan], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    await Promise.race([sleep(ms), ended]);
    child.kill('SIGKILL');
    await ended;
    const again = await limpid('init', '--data', cut, '--plan', plan);
    assert.equal(again.code, 0, `killed after ${ms} ms: ${again.err}`);
    assert.equal((await json(cut, 'plan', 'show')).plans.length, 3);
  }
});

test('init with a document that is no plan leaves nothing behind; a directory without a plan says so', async (t) => {
  const parent = temporaryDirectory(t);
  const dir = path.join(parent, 'data');
  const bad = path.join(parent, 'bad.txt');
  writeFileSync(bad, '今天天气很好。\n');
  for (const file of [bad, path.join(parent, 'gone.txt')]) {
    const r = await limpid('init', '--data', dir, '--plan', file);
    assert.equal(r.code, 1);
    assert.equal(r.out, '');
    assert.match(r.err, new RegExp(path.basename(file)));
    assert.equal(existsSync(dir), false);
  }
  assert.equal((await limpid('init', '--data', dir)).code, 0);
  const late = await limpid('init', '--data', dir, '--plan', plan);
  assert.equal(late.code, 1);
  assert.match(late.err, /limpid plan import/);
  assert.equal((await limpid('plan', 'import', plan, '--data', dir)).code, 0);
  assert.equal((await limpid('init', '--data', dir, '--plan', plan)).code, 0);
});

test('init leaves a folder with other files alone', async (t) => {
  const dir = temporaryDirectory(t);
  writeFileSync(path.join(dir, 'mine.txt'), 'x');
  const r = await limpid('init', '--data', dir);
  assert.equal(r.code, 1);
  assert.match(r.err, /other files/);
  assert.deepEqual(readdirSync(dir).filter((f) => f !== 'lock'), ['mine.txt']);
});

test('a directory path of 200 characters works, with a server and without', async (t) => {
  const dir = path.join(temporaryDirectory(t), 'x'.repeat(90), 'y'.repeat(90), 'data');
  mkdirSync(path.dirname(dir), { recursive: true });
  assert.ok(dir.length > 200);
  assert.equal((await limpid('init', '--data', dir)).code, 0);
  const server = await serve(t, dir);
  assert.deepEqual(await json(dir, 'telemetry', 'balance'), { received: 0, accepted: 0, duplicate: 0, quarantined: 0 });
  assert.equal((await stop(server)).code, 0);
  assert.deepEqual(await json(dir, 'telemetry', 'balance'), { received: 0, accepted: 0, duplicate: 0, quarantined: 0 });
});

test('a second server on the directory, and a port in use, say so', async (t) => {
  const parent = temporaryDirectory(t);
  const dir = path.join(parent, 'a');
  const other = path.join(parent, 'b');
  for (const d of [dir, other]) assert.equal((await limpid('init', '--data', d)).code, 0);
  const server = await serve(t, dir);
  const second = await limpid('serve', '--data', dir, '--http', '127.0.0.1:0', '--hj212', '127.0.0.1:0');
  assert.equal(second.code, 1);
  assert.match(second.err, /server runs on/);
  for (const words of [['--http', server.http, '--hj212', '127.0.0.1:0'], ['--http', '127.0.0.1:0', '--hj212', server.hj212]]) {
    const r = await limpid('serve', '--data', other, ...words);
    assert.equal(r.code, 1);
    assert.match(r.err, /in use/);
    assert.equal(r.out, '');
  }
  const open = await limpid('serve', '--data', other, '--http', '0.0.0.0:0', '--hj212', '127.0.0.1:0');
  assert.equal(open.code, 1);
  assert.match(open.err, /--insecure/);
  for (const option of ['--http', '--hj212']) {
    for (const address of ['127.0.0.1:99999', '127.0.0.1:-1', '127.0.0.1:', 'nowhere', '127.0.0.1:80x']) {
      const words = Object.entries({ '--http': '127.0.0.1:0', '--hj212': '127.0.0.1:0', [option]: address }).flat();
      const r = await limpid('serve', '--data', other, ...words);
      assert.notEqual(r.code, 0, `${option} ${address} was taken`);
      assert.ok(r.err.includes(address), r.err);
      assert.equal(r.out, '');
    }
  }
  assert.equal((await stop(server)).code, 0);
});

test('standard output of a server carries one line, after kill -9 the next start needs no help', async (t) => {
  const dir = path.join(temporaryDirectory(t), 'data');
  assert.equal((await limpid('init', '--data', dir)).code, 0);
  const server = await serve(t, dir);
  server.child.kill('SIGKILL');
  await server.ended;
  assert.equal((await limpid('telemetry', 'balance', '--data', dir)).code, 0);
  const again = await serve(t, dir);
  assert.equal((await stop(again)).code, 0);
  assert.equal(again.out.trim().split('\n').length, 1);
  assert.match(again.out, /^\{"http":.*"hj212":/);
});

test('wrong words end with 2 and help, a missing directory with 1 and a way out', async (t) => {
  const dir = path.join(temporaryDirectory(t), 'none');
  assert.equal((await limpid('nothing')).code, 2);
  assert.equal((await limpid('item', 'list')).code, 2);
  const missing = await limpid('item', 'list', '--data', dir);
  assert.equal(missing.code, 1);
  assert.match(missing.err, /limpid init/);
  assert.equal((await limpid('--help')).code, 0);
  for (const program of ['limpid', 'limpid-sim']) {
    const version = await run(program, ['--version']);
    assert.equal(version.code, 0);
    assert.match(version.out, new RegExp(`^${program} \\d+\\.\\d+\\.\\d+\\n$`));
  }
  const chinese = await run('limpid', ['item', 'list', '--data', dir], { env: { LIMPID_LANG: 'zh' } });
  assert.match(chinese.err, /不是澄境的数据目录/);
  assert.equal((await limpid('init', '--data', dir)).code, 0);
  const beyond = await run('limpid-sim', ['--data', dir, '--hj212', '127.0.0.1:1', '--hours', '1', '--event', 'dust:dust-site/site-03@99h']);
  assert.equal(beyond.code, 1);
  assert.match(beyond.err, /site-03@99h.*1 h/);
});

test('bad documents are refused with a reason', async (t) => {
  const parent = temporaryDirectory(t);
  const dir = path.join(parent, 'data');
  assert.equal((await limpid('init', '--data', dir)).code, 0);
  const files = {
    'empty.txt': Buffer.alloc(0),
    'noplan.txt': Buffer.from('今天天气很好。\n我们去散步。\n'),
    'binary.txt': Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 0, 0, 9, 200, 129, 0]),
    'utf16.txt': Buffer.from('泽州县空气质量改善行动计划', 'utf16le'),
  };
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(parent, name);
    writeFileSync(file, bytes);
    for (const verb of [['plan', 'parse', file], ['plan', 'import', file, '--data', dir]]) {
      const r = await limpid(...verb);
      assert.equal(r.code, 1, `${verb.join(' ')}: ${r.out}`);
      assert.ok(r.err.trim().length > 10, `${name}: no reason given`);
      assert.doesNotMatch(r.err, /^plan\.[a-z_]+ /, 'a code instead of a sentence');
    }
  }
  const gone = await limpid('plan', 'parse', path.join(parent, 'gone.txt'));
  assert.equal(gone.code, 1);
  assert.match(gone.err, /gone\.txt/);
  assert.deepEqual(await json(dir, 'item', 'list'), []);
});
