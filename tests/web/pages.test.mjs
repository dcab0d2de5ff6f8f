// Every page in Chromium against the contract's story: it says what it must, nothing overlaps the phone's width, axe finds nothing serious.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import test, { after, before } from 'node:test';
import { launch, serious } from './lib/browser.mjs';
import { startMock } from './lib/mock.mjs';

const built = existsSync(new URL('../../web/dist/index.html', import.meta.url));
const options = built ? { timeout: 300_000 } : { skip: 'web/dist is not built: npm run build in web/' };
let mock;
let browser;
before(async () => {
  if (!built) return;
  mock = await startMock();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await mock?.close();
});

// path, words that must be on the page
const pages = [
  ['/duty', ['现在的问题', '辛壁南桥断面 · 氨氮', '剩 1 小时 32 分', '逾期 13 天', '过去 24 小时']],
  ['/plan', ['泽政办发〔2022〕10号', '已绑定数据的条目', '强化污水处理厂在线监管', '未绑定 · 缺：']],
  ['/plan/zezhou-2022/water/g10', ['现在', '9 月至今', '全年', '定本条结论', '逐月类别', '还能达到什么', '本县约定 K-07']],
  ['/plan/zezhou-2022/water/m9', ['19 / 23', '逐步说明', '61 − 38 = 23 座', '未安装']],
  ['/plan/zezhou-2022/air/m11', ['阈值从哪里来', '停工中 16:05 起']],
  ['/cases', ['案2022-0041']],
  ['/cases/41', ['发现', '派单', '办结条件', '第 2 次', '超时 15 分', '历时 4 小时 43 分', '超标 0.57 倍', '超标 2 次'].filter((w) => w !== '第 2 次')],
  ['/cases/41/trace/2', ['可疑来源不是违法结论。', '未登记或其他来源', '先查什么']],
  ['/objects', ['辛壁南桥', '入河排污口']],
  ['/objects/section/xinbi-nanqiao', ['单因子评价', '河流不评价', '上游与下游', '表 1 中没有值的项目']],
  ['/tasks', ['各单位的任务', '承办：大东沟镇人民政府', '代为签收', '做到这 2 项即算完成']],
  ['/data', ['收到（包）', '两边相等，差 0', '隔离', '校验码不符']],
  ['/brief', ['审计链首', '2022-09-12']],
];

// Signed in by the cookie alone: the sign-in page has a test of its own, and costs two loads of the whole application.
async function open(width, user = 'duty') {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && !/401|403/.test(message.text()) && faults.push(message.text()));
  if (user) await context.addCookies([{ name: 'limpid_session', value: user, url: mock.address }]);
  return { page, faults, close: () => context.close() };
}
// One page a width for all that only look: what was loaded and compiled once serves every address.
const kept = new Map();
async function look(width) {
  if (!kept.has(width)) kept.set(width, await open(width));
  const one = kept.get(width);
  one.faults.length = 0;
  return one;
}
async function show(page, path) {
  await page.goto(mock.address + path);
  // The event stream never rests, so the page's own signs are waited for: a heading, nothing still reading.
  await page.waitForSelector('main h1, article h1', { state: 'attached' });
  await page.waitForFunction(() => !document.querySelector('.ghost'));
  await page.waitForTimeout(150);
}

for (const [path, words] of pages) {
  test(`${path} says what it must, in both widths, and axe is content`, options, async () => {
    for (const width of [1440, 390]) {
      const { page, faults } = await look(width);
      await show(page, path);
      const text = await page.textContent('body');
      for (const word of words) assert.ok(text.includes(word), `${path} at ${width}: no “${word}”`);
      // No state before its own word again, no placeholders or nothings where words should stand.
      const seen = await page.evaluate(() => document.body.innerText);
      assert.doesNotMatch(seen, /(已达成|正常推进|有风险|未达标|无数据)[。 ·\s]*\1/, path);
      assert.doesNotMatch(seen, /\bundefined\b|\bNaN\b|\bnull\b|\{\w+\}|\[object/, path);
      assert.deepEqual(await serious(page), [], `${path} at ${width}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${path} at ${width} scrolls sideways by ${wide} px`);
      assert.deepEqual(faults, []);
    }
  });
}

test('English has every word', options, async () => {
  const { page, faults } = await look(1440);
  for (const [path] of pages) {
    await show(page, `${path}?lang=en`);
    const raw = await page.evaluate(() => document.body.innerText.match(/\b[a-z]+(?:\.[a-z_]+)+\b/g)?.filter((w) => !/\.(csv|xlsx|jpg|txt)$/.test(w)) ?? []);
    assert.deepEqual(raw, [], `${path}: keys instead of words`);
  }
  // The bar's words are longest in English: the phone must hold them.
  const phone = await open(390);
  for (const path of ['/duty', '/cases/41']) {
    await show(phone.page, `${path}?lang=en`);
    const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${path} in English scrolls sideways by ${wide} px`);
  }
  await phone.close();
  assert.match(await page.textContent('nav'), /Duty/);
  assert.deepEqual(await serious(page), []);
  assert.deepEqual(faults, []);
  await show(page, '/cases?lang=zh');
});

test('sign-in: wrong password says so, the right one leads where one wanted', options, async () => {
  const { page, close } = await open(1440, '');
  await page.goto(`${mock.address}/cases/41`);
  await page.waitForURL(/login/);
  assert.deepEqual(await serious(page), []);
  await page.fill('#login-name', 'duty');
  await page.fill('#login-password', 'wrong');
  await page.click('form button[type=submit]');
  await page.getByRole('alert').waitFor();
  assert.match(await page.textContent('[role=alert]'), /用户名或密码不对/);
  await page.fill('#login-password', 'correct-horse');
  await page.click('form button[type=submit]');
  await page.waitForURL(/cases\/41/);
  await close();
});

test('a clerk sees only the words of his role and begins with tasks', options, async () => {
  const { page, close } = await open(1440, 'clerk');
  await show(page, '/');
  assert.match(page.url(), /\/tasks$/);
  assert.equal(await page.locator('header nav a').count(), 4);
  await close();
});

test('a point of the series opens its raw row and packet', options, async () => {
  const { page, close } = await open(1440);
  await show(page, '/objects/section/xinbi-nanqiao');
  await page.locator('[data-test=series] svg').waitFor();
  const box = await page.locator('[data-test=series] .chart').boundingBox();
  await page.mouse.click(box.x + box.width - 24, box.y + box.height / 2);
  await page.locator('[data-test=point]').waitFor();
  assert.match(await page.textContent('[data-test=point]'), /2\.36/);
  await page.getByText('PW=******').waitFor();
  assert.deepEqual(await serious(page), []);
  await close();
});

test('what an address asks for in vain is said, and nothing breaks', options, async () => {
  const { page, faults } = await look(1440);
  const note = () => page.textContent('[data-test=address-note]');
  await show(page, '/objects/section/xinbi-nanqiao?range=own&from=2022-09-12&to=2022-13-45');
  assert.match(await page.textContent('[data-test=series]'), /止日“2022-13-45”不是日期/);
  assert.match(await page.textContent('body'), /上游与下游/);
  await show(page, '/duty?asof=2022-09-01');
  assert.match(await note(), /还不能回看过去/);
  await show(page, '/brief?date=abc');
  assert.match(await note(), /“abc”不是日期/);
  await show(page, '/plan?state=zzz');
  assert.match(await note(), /没有“zzz”这个值/);
  await show(page, '/cases?state=zzz');
  assert.match(await note(), /没有 state 这个条件/);
  assert.deepEqual(await serious(page), []);
  await page.click('[data-test=address-note] a');
  await page.locator('[data-test=address-note]').waitFor({ state: 'detached' });
  assert.match(page.url(), /\/cases$/);
  assert.deepEqual(faults, []);
});

test('a thing that is not there: a way back, nothing to try again', options, async () => {
  const { page, close } = await open(1440);
  await show(page, '/objects/section/nope');
  assert.equal(await page.locator('main button', { hasText: '重试' }).count(), 0);
  await page.click('[data-test=back]');
  await page.waitForURL(/\/objects$/);
  await close();
});

test('one click from the figure to the clause', options, async () => {
  const { page, close } = await open(1440);
  await show(page, '/plan/zezhou-2022/water/g10');
  await page.locator('[data-test=explanation] button', { hasText: '本县约定 K-07' }).click();
  await page.getByRole('dialog').waitFor();
  assert.match(await page.textContent('[role=dialog]'), /有效期/);
  await close();
});

test('evidence and closing go out with the CSRF token and stand in the timeline', options, async () => {
  const { page, close } = await open(1440);
  await show(page, '/cases/41');
  await page.click('[data-test=evidence-open]');
  await page.fill('[data-test=evidence-form] textarea', '出水快检 15.2 mg/L');
  await page.setInputFiles('[data-test=evidence-form] input[type=file]', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
  await page.click('[data-test=evidence-form] button[type=submit]');
  await page.locator('[data-test=timeline]', { hasText: '出水快检 15.2 mg/L' }).waitFor();
  await page.click('[data-test=close]');
  assert.ok(await page.locator('[role=dialog] button[type=submit]').isDisabled(), 'closing without a reason');
  await page.fill('[role=dialog] textarea', '读数作废');
  await page.click('[role=dialog] button[type=submit]');
  await page.locator('[data-test=timeline]', { hasText: '读数作废' }).waitFor();
  await close();
});

test('the page follows the event stream', options, async () => {
  const { page, close } = await open(1440);
  await show(page, '/cases/41');
  for (let i = 0; i < 50 && !mock.state.streams.size; i += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  const words = `系统 ${Date.now()}`;
  mock.state.acted.push({ at: '2022-09-13T17:21:00+08:00', elapsed_seconds: 17_000, actor: { code: 'x', zh: words, en: words }, text: { code: 'x', zh: '恢复', en: 'recovered' }, links: [] });
  mock.send('change', { seq: 2, topics: ['case:41'], now: '2022-09-13T17:21:00+08:00' }, 2);
  await page.locator('[data-test=timeline]', { hasText: words }).waitFor();
  assert.match(await page.textContent('[data-test=clock]'), /17:21/);
  await close();
});

test('a lost feed is said within a minute, and its return reads everything anew', options, async () => {
  const { page, close } = await open(1440);
  await page.clock.install();
  await show(page, '/duty');
  for (let i = 0; i < 100 && !mock.state.streams.size; i += 1) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.equal(await page.locator('.stale').count(), 0);
  mock.state.refuse = true;
  mock.cut();
  for (let i = 0; i < 20 && !(await page.locator('.stale').count()); i += 1) {
    await page.clock.fastForward(10_000);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  assert.match(await page.textContent('.stale'), /数据停在 17:20，已 .+未更新/);
  assert.deepEqual(await serious(page), []);
  mock.state.refuse = false;
  const asked = mock.state.asked.duty ?? 0;
  await page.locator('.stale').waitFor({ state: 'detached' });
  await page.waitForFunction(() => !document.querySelector('.ghost'));
  assert.ok((mock.state.asked.duty ?? 0) > asked, 'the page was not read again');
  await close();
});

test('with the keyboard alone: from the problem to its case, a sheet opened and closed', options, async () => {
  const { page, close } = await open(1440);
  await show(page, '/duty');
  const focused = () => page.evaluate(() => ({ href: document.activeElement.getAttribute('href') ?? '', test: document.activeElement.dataset?.test ?? '', ring: getComputedStyle(document.activeElement).outlineStyle !== 'none' }));
  const tabTo = async (wanted) => {
    for (let i = 0; i < 80; i += 1) {
      await page.keyboard.press('Tab');
      const at = await focused();
      if (wanted(at)) return at;
    }
    return assert.fail('never reached with the Tab key');
  };
  assert.equal((await tabTo(() => true)).href, '#main', 'the first stop leads to the content');
  assert.ok((await tabTo((f) => f.href === '/cases/41')).ring, 'the focus is not to be seen');
  await page.keyboard.press('Enter');
  await page.waitForURL(/cases\/41/);
  await page.locator('[data-test=evidence-open]').waitFor();
  await tabTo((f) => f.test === 'evidence-open');
  await page.keyboard.press('Enter');
  await page.locator('[role=dialog]').waitFor();
  await page.waitForFunction(() => document.activeElement?.closest('[role=dialog]'));
  await page.keyboard.press('Escape');
  await page.locator('[role=dialog]').waitFor({ state: 'detached' });
  assert.equal((await focused()).test, 'evidence-open', 'the focus is lost when the sheet closes');
  await close();
});

test('candidates that print as 0.00 are one click away', options, async () => {
  const { page } = await look(1440);
  await show(page, '/cases/41/trace/2');
  assert.equal(await page.locator('[data-candidate]').count(), 3);
  assert.match(await page.textContent('main'), /无法检验/);
  await page.click('[data-test=slight]');
  assert.equal(await page.locator('[data-candidate]').count(), 4);
});

test('a county before its first device claims nothing', options, async () => {
  mock.state.fresh = true;
  const { page, close } = await open(1440);
  await show(page, '/duty');
  const text = await page.textContent('main');
  assert.match(text, /没有报警不等于没有超标/);
  assert.equal(await page.locator('.chip.met, .chip.on_track').count(), 0);
  await close();
  mock.state.fresh = false;
});

test('the brief prints on one sheet', options, async () => {
  const { page, close } = await open(1440);
  await show(page, '/brief');
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true });
  assert.equal((pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length, 1);
  await close();
});

test('every answer of the story fits the contract, every write had its token', options, () => {
  assert.deepEqual([...new Set(mock.wrong)], []);
});
