import { expect, it } from 'vitest';
import { shaded } from './packet';

it('marks what a frame says and loses no byte of it', () => {
  const raw = '##0166QN=20220913160012007;ST=39;CN=2061;PW=******;MN=D09;Flag=5;CP=&&DataTime=20220913150000;a34002-Avg=87,a34002-Flag=N&&609B';
  const runs = shaded(raw);
  expect(runs.map((r) => r.text).join('')).toBe(raw);
  expect(runs.filter((r) => r.kind === 'head').map((r) => r.text)).toEqual(['ST=39;', 'CN=2061;', 'MN=D09;']);
  expect(runs.filter((r) => r.kind === 'data')).toHaveLength(2);
});

it('shows what is no frame as it came', () => {
  expect(shaded('GET / HTTP/1.1')).toEqual([{ text: 'GET / HTTP/1.1' }]);
});
