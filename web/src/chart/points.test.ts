import { describe, expect, it } from 'vitest';
import type { SeriesPoint } from '../api/types';
import { lineOf, nearest, axisTime, niceStep, niceTop, rowsOf, topOf, usualStep, worded } from './points';

const point = (hour: number, value: number | undefined, more: Partial<SeriesPoint> = {}): SeriesPoint => ({
  time: `2022-09-13T${String(hour).padStart(2, '0')}:00:00+08:00`,
  end: `2022-09-13T${String(hour + 1).padStart(2, '0')}:00:00+08:00`,
  value,
  text: String(value ?? '—'),
  flag: 'N',
  seq: hour,
  valid: value !== undefined,
  ...more,
});
const series = (points: SeriesPoint[]) => ({ period: 'PT1H' as const, points, gaps: [], limits: [] });

describe('a line', () => {
  it('breaks where hours are missing', () => {
    expect(lineOf(series([point(1, 1), point(2, 2), point(5, 3)])).map((d) => d.value)).toEqual([1, 2, null, 3]);
  });
  it('breaks at an invalid point and leaves it out', () => {
    expect(lineOf(series([point(1, 1), point(2, 9, { valid: false, flag: 'C' }), point(3, 1)])).map((d) => d.value)).toEqual([1, null, 1]);
  });
  it('does not break between 4-hour samples', () => {
    const samples = [0, 4, 8, 12].map((h) => point(h, h));
    expect(usualStep(series(samples))).toBe(4 * 3_600_000);
    expect(lineOf(series(samples)).every((d) => d.value !== null)).toBe(true);
  });
  it('breaks at a gap that the server names', () => {
    const gaps = [{ from: '2022-09-13T02:00:00+08:00', to: '2022-09-13T03:00:00+08:00', reason: { code: 'x', zh: '', en: '' } }];
    expect(lineOf({ ...series([point(1, 1), point(3, 1)]), gaps }).map((d) => d.value)).toEqual([1, null, 1]);
  });
});

describe('marks', () => {
  it('word the first and the worst over the limit', () => {
    const points = [point(1, 1), point(2, 1.6, { over: true }), point(3, 2.4, { over: true }), point(4, 1.7, { over: true })];
    const day = { points, limits: [], from: '2022-09-13T00:00:00+08:00', to: '2022-09-14T00:00:00+08:00' };
    expect([...worded(day, 0.01)].map((p) => p.value)).toEqual([1.6, 2.4]);
    expect([...worded(day, 0.2)].map((p) => p.value)).toEqual([2.4]);
  });
  it('find the point next to a click', () => {
    const points = [point(1, 1), point(2, 2)];
    expect(nearest(points, axisTime(points[1].end) + 60_000)).toBe(points[1]);
    expect(nearest([], 0)).toBeUndefined();
  });
  it('leave air above the limit', () => {
    const limit = { value: 1.5, text: { code: 'x', zh: '', en: '' }, from: '', to: '' };
    expect(topOf({ points: [point(1, 1)], limits: [limit] })).toBeGreaterThan(1.5);
  });
});

describe('an axis', () => {
  it('ends on a tick, so that no two ticks are beside one another', () => {
    for (const top of [0.034, 0.9, 1.03, 1.8, 2.36, 7.4, 9.4, 10, 100, 437, 1198.9]) {
      expect(niceTop(top)).toBeGreaterThanOrEqual(top);
      const ticks = niceTop(top) / niceStep(top);
      expect(Math.abs(ticks - Math.round(ticks))).toBeLessThan(1e-6);
      expect(ticks).toBeLessThanOrEqual(5.000001);
    }
  });
});

describe('words above the plot', () => {
  it('share a line unless they would cover one another', () => {
    expect(rowsOf([[0, 4], [5, 8], [3, 6], [10, 12], [3, 4]])).toEqual([0, 0, 1, 0, 2]);
  });
});
