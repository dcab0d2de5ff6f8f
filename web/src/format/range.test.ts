import { expect, it } from 'vitest';
import { range } from './range';

const now = '2022-09-13T17:20:00+08:00';

it('names ranges in local days', () => {
  expect(range('month', now, '', '').from).toBe('2022-09-01T00:00:00+08:00');
  expect(range('year', now, '', '').from).toBe('2022-01-01T00:00:00+08:00');
  expect(Date.parse(now) - Date.parse(range('24h', now, '', '').from)).toBe(86_400_000);
});

it('includes the last day of an own range, and falls back to 7 days for nonsense', () => {
  expect(range('own', now, '2022-09-01', '2022-09-02').to).toBe('2022-09-02T16:00:00.000Z');
  expect(Date.parse(now) - Date.parse(range('own', now, 'x', '').from)).toBe(7 * 86_400_000);
});
