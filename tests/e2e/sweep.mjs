// SPDX-License-Identifier: Apache-2.0
// A campaign for `./test --long`: a spill at every outfall, for several seeds, each in a county of its own with the real programs.
//   node sweep.mjs [--seeds 1,2] [--outfalls ch-01,ch-02] [--hours 16]
// Prints one line a run and ends with exit 1 when a loop is not closed or a true outfall is not among the first three.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { csv, json, limpid, plan, root, run, serve, stop } from './lib.mjs';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '1,2' }, outfalls: { type: 'string' }, hours: { type: 'string', default: '16' } } });
const register = csv(readFileSync(path.join(root, 'plans/zezhou-2022/registers/outfall.csv'), 'utf8'));
const outfalls = values.outfalls?.split(',') ?? register.map((row) => row.key);
const home = mkdtempSync(path.join(tmpdir(), 'limpid-sweep-'));
const pristine = path.join(home, 'pristine');
const made = await limpid('init', '--data', pristine, '--plan', plan);
if (made.code !== 0) throw new Error(made.err);

const place = (episode, object) => episode.candidates.findIndex((c) => c.object === object) + 1;

/** What is wrong with the loop of one spill; nothing when it is whole. The first section it reaches owes the true outfall among its first three. */
async function faults(dir, episodes, object) {
  if (!episodes.length) return ['no episode'];
  const [first] = episodes;
  const wrong = [];
  if (place(first, object) < 1 || place(first, object) > 3) wrong.push('not among the first three');
  if (!first.closed || (await json(dir, 'case', 'list')).find((c) => c.id === first.case)?.closed_by !== 'data') wrong.push('not closed by data');
  if ((await limpid('audit', 'verify', '--data', dir)).code) wrong.push('the audit does not fit');
  return wrong;
}

let bad = 0;
let first = 0;
for (const seed of values.seeds.split(',')) {
  for (const key of outfalls) {
    const dir = path.join(home, `${key}-${seed}`);
    cpSync(pristine, dir, { recursive: true });
    const server = await serve({ after: () => {} }, dir);
    const sim = await run('limpid-sim', ['--data', dir, '--hj212', server.hj212, '--seed', seed, '--hours', values.hours, '--start', '2022-09-12T00:00+08:00',
      '--event', `spill:outfall/${key}@2h`, '--truth', path.join(home, 'truth.json')], { timeout: 600_000 });
    const object = `outfall/${key}`;
    const episodes = (await json(dir, 'episode', 'list')).filter((e) => e.object.startsWith('section/')).sort((a, b) => Date.parse(a.opened) - Date.parse(b.opened));
    const wrong = sim.code ? [`the simulator ended with ${sim.code}: ${sim.err.slice(-300)}`] : await faults(dir, episodes, object);
    const told = episodes.map((e) => `${e.object.slice(8)} ${place(e, object)} of ${e.candidates.length}${e.closed ? '' : ' (open)'}`);
    first += episodes.length > 0 && place(episodes[0], object) === 1;
    console.log(`${key} seed ${seed}: ${wrong.length ? `FAULT ${wrong.join(', ')}` : 'whole'}; ${told.join(', ')}`);
    bad += wrong.length > 0;
    await stop(server);
    rmSync(dir, { recursive: true, force: true });
  }
}
rmSync(home, { recursive: true, force: true });
console.log(`${bad} of ${outfalls.length * values.seeds.split(',').length} loops at fault; ${first} with the true outfall in the first place`);
process.exit(bad ? 1 : 0);
