// SPDX-License-Identifier: Apache-2.0
// A campaign for `./test --long`: a spill at every outfall, for several seeds, each in a county of its own with the real programs.
//   node sweep.mjs [--seeds 1,2] [--outfalls ch-01,ch-02] [--hours 16]
// Prints one line a run and ends with exit 1 when a loop is not closed or a true outfall is not among the first three.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { json, limpid, plan, run, serve, stop } from './lib.mjs';

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '1,2' }, outfalls: { type: 'string' }, hours: { type: 'string', default: '16' } } });
const outfalls = values.outfalls?.split(',') ?? Array.from({ length: 39 }, (_, i) => `ch-${String(i + 1).padStart(2, '0')}`);
const home = mkdtempSync(path.join(tmpdir(), 'limpid-sweep-'));
const pristine = path.join(home, 'pristine');
const made = await limpid('init', '--data', pristine, '--plan', plan);
if (made.code !== 0) throw new Error(made.err);

/** What is wrong with the loop of one spill; nothing when it is whole. */
async function faults(dir, outfall) {
  const episodes = (await json(dir, 'episode', 'list')).filter((e) => e.object.startsWith('section/'));
  if (!episodes.length) return ['no episode'];
  const ranks = episodes.map((e) => e.candidates.findIndex((c) => c.object === outfall) + 1);
  const found = episodes.filter((_, i) => ranks[i] >= 1 && ranks[i] <= 3);
  const told = episodes.map((e, i) => `${e.object.slice(8)} rank ${ranks[i] || '-'} of ${e.candidates.length}${e.closed ? '' : ' open'}`).join('; ');
  if (!found.length) return [`not among the first three: ${told}`];
  const cases = await json(dir, 'case', 'list');
  // A far section downstream may still be out of its class when the hours end; one whole loop is what a spill owes.
  const whole = found.filter((e) => e.closed && cases.find((c) => c.id === e.case)?.closed_by === 'data');
  return [...(!whole.length ? [`not closed by data: ${told}`] : []), ...((await limpid('audit', 'verify', '--data', dir)).code ? ['audit'] : [])];
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
    const found = sim.code ? [`the simulator ended with ${sim.code}: ${sim.err.slice(-300)}`] : await faults(dir, `outfall/${key}`);
    const told = (await json(dir, 'episode', 'list')).filter((e) => e.object.startsWith('section/'))
      .map((e) => `${e.object.slice(8)}:${e.candidates.findIndex((c) => c.object === `outfall/${key}`) + 1}/${e.candidates.length}${e.closed ? '' : ' open'}`).join(' ');
    first += told.includes(':1/');
    console.log(`${key} seed ${seed} ${found.length ? `FAULT ${found.join('; ')}` : 'whole'}  ${told}`);
    bad += found.length > 0;
    await stop(server);
    rmSync(dir, { recursive: true, force: true });
  }
}
rmSync(home, { recursive: true, force: true });
console.log(`${bad} of ${outfalls.length * values.seeds.split(',').length} loops at fault; ${first} with the true outfall first somewhere`);
process.exit(bad ? 1 : 0);
