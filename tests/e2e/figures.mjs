// SPDX-License-Identifier: Apache-2.0
// The figures of docs/benchmarks.md that need the whole chain, with the real programs and Chromium:
//   node tests/e2e/figures.mjs     plan import; commit to episode, to the page; first useful paint; memory (after a simulated week: ./test --long)
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launch, signIn } from '../web/lib/browser.mjs';
import { dataPacket, Device, json, limpid, plan, run, serve, stop } from './lib.mjs';

const home = mkdtempSync(path.join(tmpdir(), 'limpid-figures-'));
const dir = path.join(home, 'data');
const tell = (what, figure) => console.log(`${what.padEnd(64)} ${figure}`);
const middle = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const spread = (list) => `median ${middle(list).toFixed(0)} ms, worst ${Math.max(...list).toFixed(0)} ms of ${list.length}`;
const resident = (pid) => `${(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024).toFixed(0)} MiB`;

let began = performance.now();
await limpid('init', '--data', dir, '--plan', plan);
const init = performance.now() - began;
began = performance.now();
await limpid('plan', 'parse', plan, '--json');
tell('making a directory and importing the plan', `${init.toFixed(0)} ms`);
tell('reading the plan alone (start of the program included)', `${(performance.now() - began).toFixed(0)} ms`);

const password = 'figures-password';
await run('limpid', ['user', 'add', 'duty', '--role', 'duty_officer', '--password-stdin', '--data', dir], { input: `${password}\n` });
const server = await serve({ after: () => {} }, dir);
const simulate = async (hours, ...more) => {
  const start = performance.now();
  const sim = await run('limpid-sim', ['--data', dir, '--hj212', server.hj212, '--seed', '5', '--hours', String(hours), '--truth', path.join(home, 'truth.json'), ...more],
    { timeout: 3_000_000 });
  if (sim.code) throw new Error(sim.err);
  return (performance.now() - start) / 1000;
};
tell('registering the county, its laboratory year and 3 county hours', `${(await simulate(3, '--start', '2022-09-12T00:00+08:00')).toFixed(1)} s`);
tell('memory of the server then', resident(server.child.pid));

const browser = await launch();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
await signIn(page, `http://${server.http}`, 'duty', password);
await page.waitForURL((url) => url.pathname === '/duty');
const paints = [];
for (let i = 0; i < 5; ++i) {
  const start = performance.now();
  await page.goto(`http://${server.http}/duty`, { waitUntil: 'commit' });
  await page.getByText('现在的问题').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.ghost'));
  paints.push(performance.now() - start);
}
tell('first useful paint of /duty (tiles and problems filled)', spread(paints));

// A corrected reading of the last hour puts one section after another out of its class: commit (the answer 9014) to episode, to the page.
// Sections with a class of their own: the others are compared with a day that this county has not had yet.
const sections = new Map((await json(dir, 'object', 'list', 'section')).filter((s) => s.target !== '完成市定目标').map((s) => [`section/${s.key}`, s.name]));
const devices = (await json(dir, 'object', 'list', 'device')).filter((d) => sections.has(d.object));
const rows = readFileSync(new URL('../../plans/zezhou-2022/registers/device.csv', import.meta.url), 'utf8');
const toEpisode = [];
const toPage = [];
const link = new Device(server.hj212);
await link.connected;
const open = new Set((await json(dir, 'episode', 'list')).map((e) => e.object));
let sent = 0;
for (const device of devices.filter((d) => !open.has(d.object)).slice(0, 8)) {
  const name = sections.get(device.object);
  const pw = new RegExp(`^${device.mn},[^,]*,([^,]*)`, 'm').exec(rows)?.[1] ?? '';
  const packet = dataPacket({ mn: device.mn, st: device.st, pw, time: Date.parse('2022-09-12T02:00+08:00'), values: { w21003: 19.5 } });
  link.send(packet.text);
  await link.acked(++sent);
  const acked = performance.now();
  const shown = page.waitForFunction((word) => [...document.querySelectorAll('main tr')].some((row) => row.innerText.includes(word)), name, { polling: 20, timeout: 30_000 })
    .then(() => toPage.push(performance.now() - acked), () => tell(`${name} did not come to the page`, '-'));
  const until = acked + 30_000;
  while (!(await json(dir, 'episode', 'list')).some((e) => e.object === device.object)) if (performance.now() > until) throw new Error(`no episode at ${device.object}`);
  toEpisode.push(performance.now() - acked);
  await shown;
}
tell('commit to episode (asked by the command line)', spread(toEpisode));
if (toPage.length) tell('commit to the row on the open duty page', spread(toPage));
await browser.close();

await stop(server);
rmSync(home, { recursive: true, force: true });
