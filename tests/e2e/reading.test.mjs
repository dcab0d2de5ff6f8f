// SPDX-License-Identifier: Apache-2.0
// A plan from the file to confirmed promises, on the pages of the real server: uploaded, checked, corrected, decided, uploaded again.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import { launch, signIn } from '../web/lib/browser.mjs';
import { json, limpid, plan, root, run, serve, temporaryDirectory } from './lib.mjs';

const options = existsSync(path.join(root, 'web/dist/index.html')) ? { timeout: 300_000 } : { skip: 'web/dist is not built' };
const password = 'correct horse battery';

/** A PDF of one page with nothing but a picture's place on it. */
function scan() {
  const parts = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>', '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>'];
  let out = '%PDF-1.4\n';
  const at = parts.map((part, i) => {
    const start = out.length;
    out += `${i + 1} 0 obj\n${part}\nendobj\n`;
    return start;
  });
  const table = out.length;
  out += `xref\n0 4\n0000000000 65535 f \n${at.map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('')}`;
  return Buffer.from(`${out}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`);
}

/** A docx whose word/document.xml is 400 MB of blanks, packed into less than one. */
function zipBomb() {
  const name = Buffer.from('word/document.xml');
  const size = 400 << 20;
  const plain = Buffer.alloc(size, 0x20);
  const packed = deflateRawSync(plain, { level: 9 });
  const head = Buffer.alloc(26);
  for (const [offset, value] of [[0, 20], [4, 8]]) head.writeUInt16LE(value, offset);
  head.writeUInt32LE(crc32(plain), 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(size, 18);
  head.writeUInt16LE(name.length, 22);
  const central = Buffer.alloc(16);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  const made = Buffer.from([20, 0]);
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, name, packed, Buffer.from('PK\x01\x02', 'latin1'), made, head, central.subarray(0, 14), name, end]);
}

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
  // What no longer fits is said before the page goes on.
  assert.match(await page.locator('.warn[role=status]').textContent(), /water\/m9.*8 ?月底前/);
  await page.click('.warn[role=status] a');
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

test('disagreements are accepted, rejected with a reason, and put to the issuer as a letter', options, async (t) => {
  const { dir, server, page, faults } = await started(t);
  await takeIn(page, server, '计划原文.txt', readFileSync(plan, 'utf8'));
  await page.click('[data-test=import]');
  await page.waitForURL(/\/plan\/zezhou-2022\/read/);
  const rows = page.locator('[data-finding]');
  await rows.first().waitFor();
  const findings = await (await page.request.get(`http://${server.http}/api/v1/plans/zezhou-2022/findings`)).json();
  const two = findings.rows.filter((r) => r.places.length >= 2 && r.places[0].words && r.places[1].words);
  const ids = two.slice(0, 3).map((r) => r.id);
  assert.equal(ids.length, 3, 'the seed disagrees with itself');
  const row = (id) => page.locator(`[data-finding="${id}"]`);

  await row(ids[0]).locator('[data-do=accepted]').click();
  await row(ids[0]).getByText('已采纳').waitFor();
  await row(ids[1]).locator('[data-do=rejected]').click();
  const save = row(ids[1]).locator('.form button[type=submit]');
  assert.ok(await save.isDisabled(), 'rejecting needs a reason');
  await page.keyboard.type('   ');
  assert.ok(await save.isDisabled(), 'blanks are no reason');
  await page.keyboard.type('两处指同一件事');
  await page.keyboard.press('Enter');
  await row(ids[1]).getByText('两处指同一件事').waitFor();
  assert.equal(await page.locator('[data-test=letter]').count(), 0, 'nothing is to be sent yet');
  await row(ids[2]).locator('[data-do=sent]').click();
  const [letter] = await Promise.all([page.waitForEvent('download'), page.click('[data-test=letter]')]);
  assert.match(letter.suggestedFilename(), /\.docx$/);
  // The product's own reader of docx gives the letter's words back: both sides of what is sent, nothing of the others.
  const file = path.join(path.dirname(dir), 'letter.docx');
  await letter.saveAs(file);
  assert.equal(readFileSync(file).subarray(0, 4).toString('latin1'), 'PK\x03\x04');
  const told = await limpid('plan', 'text', file);
  assert.equal(told.code, 0, told.err);
  const squeezed = told.out.replace(/\s/g, '');
  for (const place of two[2].places) assert.ok(squeezed.includes(place.words.replace(/\s/g, '')), `${place.words} is not in the letter`);
  assert.ok(squeezed.includes(two[2].message.zh.replace(/\s/g, '')));
  assert.ok(!squeezed.includes(two[0].message.zh.replace(/\s/g, '')));

  assert.deepEqual(faults, []);
  assert.equal((await limpid('audit', 'verify', '--data', dir)).code, 0);
});

test('the same plan from text, docx and pdf gives the same counts', options, async (t) => {
  const { server, page, faults } = await started(t);
  const counts = {};
  for (const [format, name, bytes] of [
    ['text', '计划.txt', readFileSync(plan)],
    ['docx', '计划.docx', readFileSync(path.join(root, 'tests/plan/convert/seed.docx'))],
    ['pdf', '计划.pdf', readFileSync(path.join(root, 'tests/plan/convert/seed-office.pdf'))],
  ]) {
    await takeIn(page, server, name, bytes);
    counts[format] = (await page.locator('[data-step]').allTextContents()).slice(2, 4).map((words) => (words.match(/\d+/g) ?? []).join('/'));
  }
  assert.ok(counts.text.every((n) => /[1-9]/.test(n)), JSON.stringify(counts));
  assert.deepEqual(counts.docx, counts.text);
  assert.deepEqual(counts.pdf, counts.text);
  assert.deepEqual(faults, []);
});

test('what cannot be read says so, and the server goes on', options, async (t) => {
  const { server, page, faults } = await started(t);
  const refused = [
    ['天气.txt', '今天天气很好。', /不是行动计划/],
    ['照片.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]), /文本文件|不能读|格式|照片|图片/],
    ['扫描件.pdf', scan(), /扫描|文字/],
    ['炸弹.docx', zipBomb(), /解开|压缩|太大|上限|超过/],
    ['半截.docx', readFileSync(path.join(root, 'tests/plan/convert/seed.docx')).subarray(0, 2000), /docx|文件|损坏|压缩/],
  ];
  for (const [name, bytes, words] of refused) {
    await page.goto(`http://${server.http}/plan/read`);
    await page.waitForSelector('[data-test=upload]');
    await drop(page, name, bytes);
    await page.locator('[data-test=reading-error]').waitFor();
    assert.match(await page.textContent('[data-test=reading-error]'), words, name);
    assert.equal(server.child.exitCode, null, `${name} ended the server`);
  }
  // And the next good one is read.
  await takeIn(page, server, '计划原文.txt', readFileSync(plan));
  assert.deepEqual(faults, []);
});
