// SPDX-License-Identifier: Apache-2.0
// A plan from the file to confirmed promises, on the pages of the real server: uploaded, checked, corrected, decided, uploaded again.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { launch, signIn } from '../web/lib/browser.mjs';
import { json, limpid, plan, root, run, serve, temporaryDirectory } from './lib.mjs';

const options = existsSync(path.join(root, 'web/dist/index.html')) ? { timeout: 300_000 } : { skip: 'web/dist is not built' };
const password = 'correct horse battery';

async function drop(page, name, bytes) {
  const data = await page.evaluateHandle(
    ([n, base64]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], n));
      return transfer;
    },
    [name, Buffer.from(bytes).toString('base64')],
  );
  for (const event of ['dragover', 'drop']) await page.dispatchEvent('[data-test=upload] .zone', event, { dataTransfer: data });
}

async function takeIn(page, server, name, bytes) {
  await page.goto(`http://${server.http}/plan/read`);
  await page.waitForSelector('[data-test=upload]');
  await drop(page, name, bytes);
  await page.locator('[data-test=differences]').waitFor();
  assert.equal(await page.locator('[data-step][data-state=done]').count(), 5);
}

async function started(t) {
  const dir = path.join(temporaryDirectory(t), 'data');
  assert.equal((await limpid('init', '--data', dir)).code, 0);
  const made = await run('limpid', ['user', 'add', 'duty', '--role', 'duty_officer', '--title', '李某', '--password-stdin', '--data', dir], { input: `${password}\n` });
  assert.equal(made.code, 0, made.err);
  const server = await serve(t, dir);
  const browser = await launch();
  t.after(() => browser.close());
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await signIn(page, `http://${server.http}`, 'duty', password);
  return { dir, server, page, context, faults };
}

test('a plan is uploaded, checked, corrected and uploaded again; what people said survives', options, async (t) => {
  const { dir, server, page, faults } = await started(t);
  const text = readFileSync(plan, 'utf8');

  await takeIn(page, server, '计划原文.txt', text);
  assert.match(await page.textContent('[data-test=differences]'), /台账里还没有这份计划/);
  await page.click('[data-test=import]');
  await page.waitForURL(/\/plan\/zezhou-2022\/read/);

  // Water 14: the document's words, its promises keyed on both sides.
  const water = `http://${server.http}/plan/zezhou-2022/read/water/m14`;
  await page.goto(water);
  await page.locator('[data-test=focus]').first().waitFor();
  assert.match((await page.locator('[data-test=focus]').allTextContents()).join(''), /退水渠非汛期实施闸坝封堵/);
  const letters = await page.locator('[data-promise]').evaluateAll((rows) => rows.map((r) => r.dataset.promise));
  assert.ok(letters.length >= 3, `${letters}`);
  for (const letter of letters) assert.ok(await page.locator(`[data-letter=${letter}]`).count(), `${letter} is not marked in the text`);

  // One promise bound by hand.
  await page.locator('[data-promise] .chip').first().click();
  const form = page.locator('[data-test=binding-form]');
  await form.waitFor();
  await form.locator('[data-test=archetype]').selectOption('attestation');
  await form.locator('textarea').last().fill('按检查记录判断');
  await form.locator('[data-test=binding-send]').click();
  await page.locator('[data-promise=A] [data-state=confirmed]').waitFor();

  // A unit takes the lead; a deadline is corrected that the next version will not have.
  const unit = page.locator('[data-field=units] li', { hasText: '县水务局' });
  await unit.locator('.pen').click();
  await page.locator('[data-test=edit-form] select[name=role]').selectOption('lead');
  await page.locator('[data-test=edit-form] input[name=reason]').fill('三定方案');
  await page.locator('[data-test=edit-form] button[type=submit]').click();
  await unit.getByText('已改正').waitFor();
  await page.goto(`http://${server.http}/plan/zezhou-2022/read/water/m9`);
  const deadline = page.locator('[data-field=deadlines] dd', { hasText: '2022-08-31' });
  await deadline.locator('.pen').click();
  await page.locator('[data-test=edit-form] input[name=end]').fill('2022-09-30');
  await page.locator('[data-test=edit-form] input[name=reason]').fill('电话确认');
  await page.locator('[data-test=edit-form] button[type=submit]').click();
  await page.locator('[data-test=edits]').waitFor();

  // A second version: water 9 has another deadline, water 14 stands as it was.
  const second = text.replace('8 月底前全部安装在线监测设备', '10 月底前全部安装在线监测设备');
  assert.notEqual(second, text);
  await takeIn(page, server, '计划二稿.txt', second);
  assert.match(await page.textContent('[data-test=differences]'), /变化 [1-9]\d* 条，新增 0 条，取消 0 条/);
  await page.click('[data-test=import]');
  await page.waitForURL(/\/plan\/zezhou-2022\/read/);
  await page.goto(water);
  await page.locator('[data-promise=A] [data-state=confirmed]').waitFor();
  await page.locator('[data-field=units] li', { hasText: '县水务局' }).getByText('已改正').waitFor();
  const unfit = page.locator('[data-test=edits] tr[data-state=unfit]');
  await unfit.waitFor();
  assert.match(await unfit.textContent(), /8 ?月底前/);
  assert.match(await unfit.textContent(), /电话确认/);

  assert.deepEqual(faults, []);
  assert.equal((await limpid('audit', 'verify', '--data', dir)).code, 0);
  assert.equal((await json(dir, 'plan', 'show')).document.number, '泽政办发〔2022〕10号');
});

test('what cannot be read says so, and the server goes on', options, async (t) => {
  const { server, page, faults } = await started(t);
  for (const [name, bytes, words] of [['天气.txt', '今天天气很好。', /不是行动计划/], ['照片.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]), /文本文件|不能读|格式|照片|图片/]]) {
    await page.goto(`http://${server.http}/plan/read`);
    await page.waitForSelector('[data-test=upload]');
    await drop(page, name, bytes);
    await page.locator('[data-test=reading-error]').waitFor();
    assert.match(await page.textContent('[data-test=reading-error]'), words, name);
  }
  assert.deepEqual(faults, []);
});
