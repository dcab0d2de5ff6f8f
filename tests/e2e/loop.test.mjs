// SPDX-License-Identifier: Apache-2.0
// The loop: a spill in the simulated river becomes a fallen class, an episode, a short list of outfalls, a case with a unit's name, and is closed by the
// readings that recover; all of it in the audit and on the page.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { launch, signIn } from '../web/lib/browser.mjs';
import { csv, json, limpid, plan, root, run, serve, stop, temporaryDirectory } from './lib.mjs';

const shots = path.join(root, 'build/screenshots');
const start = '2022-09-12T00:00+08:00';

/** Simulates `hours` more, from where county time stands. */
async function simulate(here, hours, seed, ...more) {
  const sim = await run('limpid-sim', ['--data', here.dir, '--hj212', here.server.hj212, '--seed', String(seed), '--hours', String(hours),
    '--truth', path.join(here.dir, '..', 'truth.json'), ...more], { timeout: 600_000 });
  assert.equal(sim.code, 0, sim.err);
}

async function county(t, hours, seed, events) {
  const dir = path.join(temporaryDirectory(t), 'data');
  assert.equal((await limpid('init', '--data', dir, '--plan', plan)).code, 0);
  const password = 'loop-test-password';
  const user = await run('limpid', ['user', 'add', 'duty', '--role', 'duty_officer', '--unit', '市生态环境局泽州分局', '--password-stdin', '--data', dir], { input: password + '\n' });
  assert.equal(user.code, 0, user.err);
  const server = await serve(t, dir);
  const here = { dir, server, password };
  await simulate(here, hours, seed, '--start', start, ...events.flatMap((e) => ['--event', e]));
  return here;
}

async function signedIn(t, here) {
  mkdirSync(shots, { recursive: true });
  const browser = await launch();
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const complaints = [];
  page.on('pageerror', (e) => complaints.push(String(e)));
  await page.goto(`http://${here.server.http}/`);
  await page.locator('#login-name').waitFor();
  await signIn(page, `http://${here.server.http}`, 'duty', here.password);
  await page.waitForURL((url) => url.pathname === '/duty');
  await page.getByText('现在的问题').first().waitFor();
  /** Opens a page, waits until it says all of the words, takes its picture. */
  const open = async (where, name, words = []) => {
    await page.goto(`http://${here.server.http}${where}`);
    await page.locator('h1').first().waitFor();
    for (const word of words) await page.locator('main', { hasText: word }).first().waitFor();
    await page.screenshot({ path: path.join(shots, `${name}.png`) });
    return page.textContent('main');
  };
  return { page, open, complaints };
}

const grades = ['I', 'II', 'III', 'IV', 'V', '>V'];
const below = (grade, target) => grades.indexOf(grade) > grades.indexOf(target);

async function checkLoop({ dir, server }, outfall) {
  const episodes = (await json(dir, 'episode', 'list')).filter((e) => e.object.startsWith('section/'));
  const episode = episodes.find((e) => e.candidates.slice(0, 3).some((c) => c.object === outfall));
  assert.ok(episode, `${outfall} is among the first three of no section's episode: ${JSON.stringify(episodes)}`);
  const fell = Date.parse(episode.opened);
  assert.ok(fell >= Date.parse('2022-09-12T02:00+08:00') && fell <= Date.parse('2022-09-12T08:00+08:00'), episode.opened);
  assert.ok(episode.closed, 'the episode is still open');

  const one = (await json(dir, 'case', 'list')).find((c) => c.id === episode.case);
  assert.ok(one, 'no case');
  assert.ok(one.unit.length > 2, 'a case without a unit');
  assert.equal(one.state, 'closed');
  assert.equal(one.closed_by, 'data');
  const balance = await json(dir, 'telemetry', 'balance');
  assert.equal(balance.accepted + balance.duplicate + balance.quarantined, balance.received);
  assert.ok(balance.accepted > 500);
  assert.equal((await limpid('audit', 'verify', '--data', dir)).code, 0);
  return { episode, one, server };
}

test('a spill at an outfall on line closes its loop, on the page too', async (t) => {
  const here = await county(t, 4, 7, ['spill:outfall/ch-07@2h']);
  const target = 'zezhou-2022/water/g10';

  await t.test('while it passes, the present is below target and the year is not', async () => {
    const { clocks } = await json(here.dir, 'item', 'show', target);
    assert.deepEqual(Object.keys(clocks).sort(), ['month', 'now', 'year']);
    assert.ok(below(clocks.now.class, clocks.now.target), JSON.stringify(clocks.now));
    assert.equal(clocks.year.state, 'met');
    const status = (await json(here.dir, 'item', 'list')).find((i) => i.key === target).status;
    assert.notEqual(status.state, 'breached', 'only the year decides the state of the item');
    const [open] = (await json(here.dir, 'episode', 'list')).filter((e) => e.object === 'section/xinbi-nanqiao');
    assert.ok(open && !open.closed, 'no open episode');

    const browser = await signedIn(t, here);
    const duty = await browser.open('/duty', 'duty', ['辛壁南桥']);
    assert.ok(duty.includes('大东沟镇人民政府') || duty.includes('市生态环境局泽州分局'), 'the duty page does not say who has it');
    const item = await browser.open(`/plan/${target}`, 'item-target-below', ['现在', '全年', '辛壁南桥']);
    assert.match(item, /劣V|劣Ⅴ|V类|Ⅴ类/, 'the item page does not show the present class');
    await browser.open(`/cases/${open.case}/trace/1`, 'trace', ['可疑来源不是违法结论']);
    assert.deepEqual(browser.complaints, []);
  });

  await simulate(here, 12, 7);
  const { episode, one } = await checkLoop(here, 'outfall/ch-07');
  assert.equal(episode.object, 'section/xinbi-nanqiao');
  // The measure that the section's row hangs on names its responsible units; its township gets the task.
  const shown = await json(here.dir, 'case', 'show', String(one.id));
  assert.ok(JSON.stringify(shown).includes('大东沟镇人民政府'), 'the township has no task');

  await t.test('the section was out of its class for at least two hours, and the year is explained by hand', async () => {
    const mn = (await json(here.dir, 'object', 'list', 'device')).find((d) => d.object === 'section/xinbi-nanqiao').mn;
    const rows = csv((await limpid('telemetry', 'query', '--data', here.dir, '--mn', mn, '--csv')).out);
    const over = rows.filter((r) => r.parameter === 'w21003' && r.statistic === 'avg' && Number(r.value) > 1.5);   // GB 3838-2002, table 1 no. 7, class IV
    assert.ok(over.length >= 2, `${over.length} hourly means of ammonia nitrogen over class IV`);
    const { clocks } = await json(here.dir, 'item', 'show', target);
    assert.ok(!below(clocks.now.class, clocks.now.target), 'the present has not recovered');
    const explained = await limpid('item', 'explain', target, '--data', here.dir);
    assert.match(explained.out, /GB 3838/);
  });

  await t.test('every step is in the audit, and a tampered row is named', async () => {
    const copy = path.join(path.dirname(here.dir), 'copy');
    assert.equal((await stop(here.server)).code, 0);
    cpSync(here.dir, copy, { recursive: true });
    const sql = (query) => execFileSync('sqlite3', [path.join(copy, 'ledger.sqlite'), query], { encoding: 'utf8' }).trim();
    for (const act of ['document.imported', 'episode.opened', 'trace.run', 'case.opened', 'task.given', 'episode.closed', 'case.closed'])
      assert.notEqual(sql(`SELECT count(*) FROM audit WHERE act = '${act}'`), '0', `${act} is not in the chain`);
    const row = sql("SELECT id FROM audit WHERE act = 'case.closed' LIMIT 1");
    for (const column of ['at', 'wall', 'actor', 'act', 'kind', 'subject', 'payload_digest', 'prev', 'hash']) {
      const old = sql(`SELECT quote(${column}) FROM audit WHERE id = ${row}`);
      sql(`UPDATE audit SET ${column} = ${['at', 'wall'].includes(column) ? `${column} + 1` : "'nobody'"} WHERE id = ${row}`);
      const verify = await limpid('audit', 'verify', '--data', copy, '--json');
      assert.equal(verify.code, 1, column);
      assert.ok(JSON.parse(verify.out).faults.some((f) => f.table === 'audit' && String(f.id) === row), `${column}: ${verify.out}`);
      sql(`UPDATE audit SET ${column} = ${old} WHERE id = ${row}`);
    }
    assert.equal((await limpid('audit', 'verify', '--data', copy)).code, 0);
    here.server = await serve(t, here.dir);
  });

  await t.test('a newcomer sees it on the page', async () => {
    const browser = await signedIn(t, here);
    assert.ok((await browser.page.textContent('body')).includes('演示数据'));
    await browser.open(`/cases/${one.id}`, 'case', ['大东沟镇人民政府', '辛壁南桥', '办结']);
    await browser.open(`/plan/${target}`, 'item-target', ['现在', '全年', '辛壁南桥']);
    await browser.open('/objects/section/xinbi-nanqiao', 'object-section', ['单因子评价']);
    await browser.open('/plan', 'plan', ['泽政办发']);
    await browser.open('/data', 'data', ['收到']);
    await browser.open('/cases', 'cases', ['案2022']);
    await browser.open('/brief', 'brief', ['审计链首']);

    // Every page on these data: no keys, placeholders or nothings where words should stand, and a county under the map's marks.
    const raw = /\bundefined\b|\bNaN\b|\bnull\b|\{\w+\}|\[object|table\d\.|zezhou-2022\/\w+\/\w+#/;
    const sheets = ['/duty', '/tasks', '/plan', '/plan/zezhou-2022/water/m9', '/plan/zezhou-2022/air/m11', '/objects', '/objects/section/xinbi-nanqiao',
      '/objects/outfall/ch-07', `/cases/${one.id}`, `/cases/${one.id}/trace/1`, '/data', '/brief'];
    for (const lang of ['zh', 'en']) {
      for (const where of sheets) {
        await browser.open(`${where}?lang=${lang}`, `${where.slice(1).replaceAll('/', '-')}-${lang}`, []);
        await browser.page.waitForFunction(() => !document.querySelector('.ghost'));
        assert.doesNotMatch(await browser.page.evaluate(() => document.body.innerText), raw, `${where} in ${lang}`);
      }
    }
    const map = await browser.page.evaluate(() => fetch('/api/v1/map').then((r) => r.json()));
    assert.ok(map.boundary.features.length > 1, 'the map has no county');
    assert.deepEqual(browser.complaints, []);
  });
});

test('a spill at an outfall without a device, another seed', async (t) => {
  const here = await county(t, 16, 23, ['spill:outfall/ch-05@2h']);
  await checkLoop(here, 'outfall/ch-05');
});

test('dust over its threshold stops work, a silent device is noticed, a further run goes on where county time stands', async (t) => {
  const here = await county(t, 8, 3, ['dust:dust-site/site-03@2h', 'silent:section/beijiaozhuang@1h']);
  const episodes = await json(here.dir, 'episode', 'list');
  const dust = episodes.find((e) => e.object === 'dust-site/site-03');
  assert.ok(dust?.case, 'no case for the site');
  assert.equal(dust.candidates[0]?.object, 'dust-site/site-03', 'the site itself is not the first candidate');
  const silent = episodes.find((e) => e.object === 'section/beijiaozhuang' || e.object.startsWith('device/'));
  assert.ok(silent, `the silent device is not noticed: ${JSON.stringify(episodes.map((e) => e.object))}`);

  await t.test('what is bound has its state from data; what is not says what it lacks', async () => {
    const items = new Map((await json(here.dir, 'item', 'list')).map((i) => [i.key.replace('zezhou-2022/', ''), i.status]));
    const state = (key) => [items.get(key).system, items.get(key).state, items.get(key).done, items.get(key).of];
    assert.deepEqual(state('water/m9'), ['W04', 'breached', 6, 7], 'plants of 300 t/d on line');
    // Its second duty, the rectification of what exceeds, is not bound: the whole is unknown, the first one is not.
    assert.deepEqual(state('water/m3'), ['W03', 'unknown', 39, 39], 'outfalls monthly');
    assert.equal(items.get('water/m3').reason, 'partly_bound');
    const { promises } = await json(here.dir, 'item', 'show', 'zezhou-2022/water/m3');
    const monitored = promises.find((p) => p.key === 'zezhou-2022/water/m3#1').status;
    assert.deepEqual([monitored.state, monitored.done, monitored.of], ['on_track', 39, 39]);
    assert.deepEqual(state('water/p1').slice(0, 2), ['W12', 'met'], 'a project that is finished');
    assert.deepEqual(state('water/p3').slice(0, 2), ['W07', 'breached'], 'a project that is late');
    assert.deepEqual(state('water/p7').slice(0, 1), ['W01']);
    assert.deepEqual(state('water/p10').slice(0, 2), ['W05', 'met']);
    const dust = items.get('air/m11');
    assert.equal(dust.system, 'A11');
    assert.ok(['unknown', 'breached'].includes(dust.state), 'the threshold alone does not make the whole measure fine');
    for (const [key, status] of items) if (status.reason === 'not_bound') assert.equal(status.state, 'unknown', key);
    const shown = await run('limpid', ['item', 'show', 'zezhou-2022/air/m6', '--data', here.dir], { env: { LIMPID_LANG: 'zh' } });
    assert.match(shown.out, /缺：/);
  });

  const before = (await json(here.dir, 'clock', 'show')).now;
  const again = await run('limpid-sim', ['--data', here.dir, '--hj212', here.server.hj212, '--seed', '3', '--hours', '2', '--truth', path.join(here.dir, '..', 't2.json')]);
  assert.equal(again.code, 0, again.err);
  const after = (await json(here.dir, 'clock', 'show')).now;
  assert.ok(Date.parse(after) - Date.parse(before) >= 2 * 3600_000 - 600_000);
  assert.ok(Date.parse(after) - Date.parse(before) <= 2 * 3600_000 + 600_000);
});
