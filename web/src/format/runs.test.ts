import { expect, it } from 'vitest';
import { bySource } from './runs';

it('says a source once, with its runs and the last weight', () => {
  const a = { ref: 'outfall/a' };
  const b = { ref: 'outfall/b' };
  const found = bySource([{ run: 1, first: a, weight: 0.4 }, { run: 2, first: b, weight: 0.5 }, { run: 3, first: a, weight: 0.7 }, { run: 4 }]);
  expect(found.map((s) => [s.first?.ref, s.weight, s.runs.map((r) => r.run)])).toEqual([['outfall/a', 0.7, [1, 3]], ['outfall/b', 0.5, [2]], [undefined, undefined, [4]]]);
});
