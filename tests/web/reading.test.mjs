// The plan reader in Chromium against the contract's story: looking, confirming, correcting, deciding, uploading.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { launch, serious } from './lib/browser.mjs';
import { startMock } from './lib/mock.mjs';

const built = existsSync(new URL('../../web/dist/index.html', import.meta.url));
const options = built ? { timeout: 120_000 } : { skip: 'web/dist is not built: npm run build in web/' };
const at = '/plan/zezhou-2022/read/water/m14';
let browser;
before(async () => {
  if (built) browser = await launch();
});
after(() => browser?.close());

/** A page of a server of its own: what one test decides no other sees. */
async function open(t, { user = 'duty', width = 1440, path = at } = {}) {
  const mock = await startMock();
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce' });
  await context.addCookies([{ name: 'limpid_session', value: user, url: mock.address }]);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  t.after(async () => {
    await context.close();
    await mock.close();
    assert.deepEqual(faults, []);
    assert.deepEqual(mock.wrong, []);
  });
  const go = async (to) => {
    await page.goto(mock.address + to);
    await page.waitForSelector('main h1');
    await page.waitForFunction(() => !document.querySelector('.ghost'));
    await page.waitForTimeout(150);
  };
  await go(path);
  return { page, mock, go };
}

test('document and understanding stand side by side, in both widths and languages', options, async (t) => {
  const { page, go } = await open(t);
  for (const [width, lang, words] of [[1440, 'zh', ['读计划：泽政办发〔2022〕10号', '已存，按内容编号 bda8 c667…', '50 / 72', '或 文件证明 0.31，请选', '待录入', '已理解', '原文未写牵头', '编号问题 1 处', '高 · 意思相反', '1 条与新文对不上']], [390, 'zh', ['区域禁止', '对应：']], [1440, 'en', ['Confirm, show the next', 'To fill in', 'High · opposite', 'no longer fit']], [390, 'en', ['Zone ban']]]) {
    await page.setViewportSize({ width, height: 900 });
    await go(`${at}?lang=${lang}`);
    const text = await page.textContent('body');
    for (const word of words) assert.ok(text.includes(word), `${lang} at ${width}: no “${word}”`);
    const seen = await page.evaluate(() => document.body.innerText);
    assert.doesNotMatch(seen, /\bundefined\b|\bNaN\b|\bnull\b|\{\w+\}|\[object|\bread\.\w/);
    assert.deepEqual(await serious(page), [], `${lang} at ${width}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${lang} at ${width} scrolls sideways by ${wide} px`);
  }
});

test('a mark and its row light up together, by mouse and by keyboard', options, async (t) => {
  const { page } = await open(t);
  const row = page.locator('[data-promise=C]');
  await page.hover('[data-letter=C]');
  assert.match(await row.getAttribute('class'), /\bon\b/);
  await page.hover('[data-promise=A] .words');
  assert.match(await page.locator('[data-letter=A]').first().getAttribute('class'), /\bon\b/);
  assert.doesNotMatch(await row.getAttribute('class'), /\bon\b/);
  await page.mouse.move(5, 5);
  await page.focus('[data-letter=D]');
  assert.match(await page.locator('[data-promise=D]').getAttribute('class'), /\bon\b/);
});

test('only the words that differ are marked', options, async (t) => {
  const { page } = await open(t);
  const row = page.locator('[data-finding="00000000000000a1"]');
  assert.deepEqual(await row.locator('.d').allTextContents(), ['负增长', '增长']);
  assert.match(await row.textContent(), /化肥、农药施用量保持/);
});

test('confirming: what is sure in passing, what is not by a person who chooses', options, async (t) => {
  const { page, mock } = await open(t);
  await page.click('[data-test=confirm-all]');
  await page.waitForURL(/water\/m15/);
  assert.deepEqual(mock.state.bound.map((b) => b.promise.slice(-2)), ['#3', '#4'], 'A needs a choice, B a value');
  assert.match(await page.textContent('[data-test=told]'), /A、B 须您选定或补全/);
  await page.click('[data-test=before]');
  await page.waitForURL(/water\/m14/);
  await page.locator('[data-promise=C] [data-state=confirmed]').waitFor();
  await page.click('[data-promise=A] .chip');
  const form = page.locator('[data-test=binding-form]');
  await form.waitFor();
  await form.locator('.one', { hasText: '文件证明' }).click();
  await form.locator('[data-test=param-add]').selectOption('by');
  await form.locator('[data-param=by] input').fill('2022-12-31');
  await form.locator('[data-test=binding-send]').click();
  await page.locator('[data-promise=A] [data-state=confirmed]').waitFor();
  assert.deepEqual(mock.state.bound.at(-1), { promise: 'zezhou-2022/water/m14#1', archetype: 'attestation', params: { by: '2022-12-31' } });
});

test('a correction hangs on its words, has a reason, and can be withdrawn', options, async (t) => {
  const { page } = await open(t);
  const unit = page.locator('[data-field=units] li', { hasText: '县水务局' });
  await unit.locator('.pen').click();
  const form = page.locator('[data-test=edit-form]');
  await form.locator('select[name=role]').selectOption('lead');
  assert.ok(await form.locator('button[type=submit]').isDisabled(), 'without a reason');
  await form.locator('input[name=reason]').fill('三定方案写明由水务局牵头');
  await form.locator('button[type=submit]').click();
  await unit.getByText('已改正').waitFor();
  const edits = page.locator('[data-test=edits]');
  assert.equal(await edits.locator('tbody tr').first().getAttribute('data-state'), 'unfit', 'what fits no longer stands first');
  const mine = edits.locator('tr[data-state=standing]', { hasText: '县水务局' });
  assert.match(await mine.textContent(), /三定方案/);
  await mine.locator('button').click();
  await edits.locator('tr[data-state=withdrawn]').waitFor();
});

test('disagreements: filters, pages, accept, change, reject with a reason, send, withdraw', options, async (t) => {
  const { page } = await open(t);
  const table = page.locator('[data-test=findings]');
  const row = (id) => table.locator(`[data-finding="${id}"]`);
  assert.equal(await table.locator('tbody tr').count(), 20);
  await table.getByRole('button', { name: '下一页' }).click();
  assert.match(await table.textContent(), /显示 21–40 \/ 60 条/);
  await table.locator('select').first().selectOption('high');
  assert.equal(await table.locator('tbody tr').count(), 1);
  assert.match(page.url(), /severity=high/);
  await row('00000000000000a1').locator('[data-do=accepted]').click();
  await row('00000000000000a1').locator('[data-test=decided]').waitFor();
  assert.match(await row('00000000000000a1').textContent(), /已采纳\s*李某/);
  await table.locator('select').first().selectOption('');
  await row('00000000000000a2').locator('[data-do=rejected]').click();
  assert.ok(await row('00000000000000a2').locator('button[type=submit]').isDisabled(), 'without a reason');
  await page.keyboard.type('两处指同一村');
  await page.keyboard.press('Enter');
  await row('00000000000000a2').getByText('两处指同一村').waitFor();
  await row('00000000000000a2').getByRole('button', { name: '撤回' }).click();
  await row('00000000000000a2').locator('[data-do=changed]').click();
  assert.equal(await row('00000000000000a2').locator('input').inputValue(), '石淙头', 'the suggested words stand ready');
  await page.keyboard.press('Escape');
  assert.equal(await table.locator('[data-test=letter]').count(), 0);
  await row('00000000000000a2').locator('[data-do=sent]').click();
  await table.locator('[data-test=letter]').waitFor();
  assert.match(await table.locator('[data-test=letter]').getAttribute('href'), /letter\.docx$/);
});

test('from the marked words to the row of the disagreement, whatever the filter', options, async (t) => {
  const { page } = await open(t);
  await page.locator('[data-test=findings] select').first().selectOption('low');
  await page.locator('[data-letter=C]').first().click();
  await page.locator('[data-finding="00000000000000a1"]').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.finding), '00000000000000a1');
});

test('who may only read reads, and is told why', options, async (t) => {
  const { page, go } = await open(t, { user: 'audit' });
  assert.ok(await page.locator('[data-test=confirm-all]').isDisabled());
  for (const button of await page.locator('[data-do], .pen, [data-test=promise-rows] .chip').all()) assert.ok(await button.isDisabled());
  assert.match(await page.textContent('main'), /只有值班员/);
  await go('/plan/read');
  assert.ok(await page.locator('[data-test=upload] input').isDisabled());
  assert.match(await page.textContent('[data-test=upload]'), /只有值班员/);
});

async function drop(page, name, content = '计划') {
  const data = await page.evaluateHandle(([n, c]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([c], n, { type: 'application/octet-stream' }));
    return transfer;
  }, [name, content]);
  for (const event of ['dragover', 'drop']) await page.dispatchEvent('[data-test=upload] .zone', event, { dataTransfer: data });
}

test('upload: dropped, read step by step, its differences seen, taken in', options, async (t) => {
  const { page } = await open(t, { path: '/plan/read' });
  assert.deepEqual(await serious(page), []);
  await drop(page, '计划原文.docx');
  await page.waitForURL(/reading=/);
  await page.locator('[data-step=text][data-state=running], [data-step=text][data-state=done]').waitFor();
  await page.locator('[data-test=differences]').waitFor();
  assert.equal(await page.locator('[data-step][data-state=done]').count(), 5);
  assert.match(await page.textContent('[data-test=differences]'), /原文与台账不一致 60 处[^]*变化 2 条，新增 1 条，取消 0 条/);
  assert.deepEqual(await serious(page), []);
  await page.click('[data-test=import]');
  await page.waitForURL(/plan\/zezhou-2022\/read/);
});

test('upload: what cannot be read is said in words', options, async (t) => {
  const { page } = await open(t, { path: '/plan/read' });
  await drop(page, 'scan.pdf');
  await page.locator('[data-test=reading-error]').waitFor();
  assert.match(await page.textContent('[data-test=reading-error]'), /没有文字层/);
  assert.equal(await page.locator('[data-step=text]').getAttribute('data-state'), 'failed');
  await page.getByRole('link', { name: '上传另一份' }).click();
  await drop(page, 'leer.txt', '');
  assert.match(await page.textContent('[data-test=upload-problem]'), /leer\.txt 是空的/);
});

test('upload: a plan without a ledger disagrees with none', options, async (t) => {
  const { page } = await open(t, { path: '/plan/read' });
  await drop(page, '无台账.docx');
  await page.locator('[data-test=differences]').waitFor();
  const said = await page.textContent('[data-test=differences]');
  assert.match(said, /发现 1 处问题/);
  assert.doesNotMatch(said, /台账不一致/);
});
