// SPDX-License-Identifier: Apache-2.0
// Accounts by the command line, used on the pages of a running server.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { json, limpid, plan, run, serve, temporaryDirectory } from './lib.mjs';

const signIn = (server, name, password) =>
  fetch(`http://${server.http}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, password }),
  });

test('an account is added, gets a new password and is removed while a server runs', async (t) => {
  const dir = path.join(temporaryDirectory(t), 'data');
  assert.equal((await limpid('init', '--data', dir, '--plan', plan)).code, 0);
  const made = await json(dir, 'user', 'add', 'zhang', '--role', 'unit_clerk', '--unit', '大东沟镇', '--generate');
  assert.equal(made.unit, '大东沟镇人民政府');
  const server = await serve(t, dir);
  const signed = await signIn(server, 'zhang', made.password);
  assert.equal(signed.status, 201);
  const cookie = signed.headers.get('set-cookie').split(';')[0];
  const plans = () => fetch(`http://${server.http}/api/v1/plans`, { headers: { Cookie: cookie } });
  assert.equal((await plans()).status, 200);

  const changed = await run('limpid', ['user', 'password', 'zhang', '--password-stdin', '--data', dir], { input: 'a longer horse\n' });
  assert.equal(changed.code, 0, changed.err);
  assert.equal((await plans()).status, 401, 'the old session has ended');
  assert.equal((await signIn(server, 'zhang', made.password)).status, 401);
  assert.equal((await signIn(server, 'zhang', 'a longer horse')).status, 201);

  assert.deepEqual((await json(dir, 'user', 'list')).map((u) => u.name), ['zhang']);
  assert.equal((await limpid('user', 'remove', 'zhang', '--data', dir)).code, 0);
  assert.deepEqual(await json(dir, 'user', 'list'), []);
  assert.equal((await signIn(server, 'zhang', 'a longer horse')).status, 401);

  for (const words of [['remove', 'zhang'], ['password', 'zhang', '--generate'], ['password', 'zhang'], ['add', 'li', '--role', 'boss', '--generate']]) {
    const refused = await limpid('user', ...words, '--data', dir);
    assert.equal(refused.code, 1, words.join(' '));
    assert.doesNotMatch(refused.err, /^account\./, 'in words');
  }
  assert.equal((await limpid('audit', 'verify', '--data', dir)).code, 0);
});
