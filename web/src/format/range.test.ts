import { expect, it } from 'vitest';
import { range, wrongEnd } from './range';

const now = '2022-09-13T17:20:00+08:00';

it('names ranges in local days', () => {
  expect(range('month', now, '', '').from).toBe('2022-09-01T00:00:00+08:00');
  expect(range('year', now, '', '').from).toBe('2022-01-01T00:00:00+08:00');
  expect(Date.parse(now) - Date.parse(range('24h', now, '', '').from)).toBe(86_400_000);
});

it('includes the last day of an own range, and starts 7 days ago where none is given', () => {
  expect(range('own', now, '2022-09-01', '2022-09-02').to).toBe('2022-09-02T16:00:00.000Z');
  expect(Date.parse(now) - Date.parse(range('own', now, '', '').from)).toBe(7 * 86_400_000);
});

it('names the end that is no day, and never throws on one', () => {
  expect(wrongEnd('2022-09-12', '2022-13-45')).toBe('to');
  expect(wrongEnd('2022-02-30', '')).toBe('from');
  expect(wrongEnd('x', '')).toBe('from');
  expect(wrongEnd('2022-09-12', '2022-09-11')).toBe('order');
  expect(wrongEnd('2022-09-12', '2022-09-12')).toBeUndefined();
  expect(wrongEnd('', '')).toBeUndefined();
  for (const end of ['2022-13-45', '2022-02-30', 'x']) expect(() => range('own', now, '2022-09-12', end)).not.toThrow();
});
