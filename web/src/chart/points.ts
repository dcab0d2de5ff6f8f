// A series made ready for drawing: a gap is a gap, an invalid point is not on the line, hours stand at their end.
import type { Series, SeriesPoint } from '../api/types';

const step: Record<string, number> = { PT0S: 0, PT1M: 60_000, PT1H: 3_600_000, P1D: 86_400_000 };

/** Milliseconds of Beijing time as if it were UTC, so that the axis ticks at local midnight. */
export const axisTime = (iso: string): number => Date.parse(iso) + 8 * 3_600_000;
export const fromAxis = (ms: number): string => new Date(ms - 8 * 3_600_000).toISOString();

/** The usual distance of the samples, for series that report at no fixed period (PT0S). */
export function usualStep(series: Pick<Series, 'period' | 'points'>): number {
  const fixed = step[series.period];
  const distances = series.points.slice(1).map((p, i) => Date.parse(p.time) - Date.parse(series.points[i].time));
  if (!distances.length) return fixed || 0;
  distances.sort((a, b) => a - b);
  return Math.max(fixed, distances[Math.floor((distances.length - 1) / 2)]);
}

export interface Drawn {
  point?: SeriesPoint;
  at: number;
  value: number | null;
}

/** The valid points in order, with an empty one wherever the line must break. */
export function lineOf(series: Pick<Series, 'period' | 'points' | 'gaps'>): Drawn[] {
  const usual = usualStep(series);
  const out: Drawn[] = [];
  let last: SeriesPoint | undefined;
  let broken = false;
  for (const point of series.points) {
    if (!point.valid || point.value === undefined) {
      broken = true;
      continue;
    }
    const far = last && usual > 0 && Date.parse(point.time) - Date.parse(last.time) > 1.5 * usual;
    const inGap = last && series.gaps.some((g) => g.from >= last!.time && g.to <= point.end && g.from < point.time);
    if (last && (broken || far || inGap)) out.push({ at: (axisTime(last.end) + axisTime(point.end)) / 2, value: null });
    out.push({ point, at: axisTime(point.end), value: point.value });
    last = point;
    broken = false;
  }
  return out;
}

/** Points worth words at the mark: the worst over the limit, and the first where it is at least `apart` of the range away. */
export function worded(series: Pick<Series, 'points' | 'limits' | 'from' | 'to'>, apart: number): Set<SeriesPoint> {
  const over = series.points.filter((p) => p.over && p.valid && p.value !== undefined);
  if (!over.length) return new Set();
  const low = series.limits.some((l) => l.direction === 'min');
  const worst = over.reduce((a, b) => ((low ? b.value! < a.value! : b.value! > a.value!) ? b : a));
  const span = axisTime(series.to) - axisTime(series.from);
  return Math.abs(axisTime(worst.end) - axisTime(over[0].end)) > apart * span ? new Set([over[0], worst]) : new Set([worst]);
}

/** The top of the axis: nothing is cut, the limit has air above it. */
export function topOf(series: Pick<Series, 'points' | 'limits'>, more: number[] = []): number {
  const values = [...series.points.filter((p) => p.valid).map((p) => p.value ?? 0), ...series.limits.map((l) => l.value * 1.15), ...more];
  const max = Math.max(0, ...values);
  // Words stand above the highest point over a limit.
  return max === 0 ? 1 : max * (series.points.some((p) => p.over) ? 1.2 : 1.08);
}

export function nearest(points: SeriesPoint[], at: number): SeriesPoint | undefined {
  let best: SeriesPoint | undefined;
  let least = Infinity;
  for (const p of points) {
    const d = Math.abs(axisTime(p.end) - at);
    if (d < least) {
      least = d;
      best = p;
    }
  }
  return best;
}

/** Round tops of an axis and the step between its ticks: the last tick is the top itself. */
const tops: [number, number][] = [[1, 0.5], [1.2, 0.4], [1.5, 0.5], [2, 0.5], [2.5, 0.5], [3, 1], [4, 1], [5, 1], [6, 2], [8, 2], [10, 5]];
function rounded(top: number): [number, number] {
  const magnitude = 10 ** Math.floor(Math.log10(top));
  const [t, step] = tops.find(([t]) => Number((t * magnitude).toPrecision(6)) >= top) ?? [10, 5];
  return [Number((t * magnitude).toPrecision(6)), Number((step * magnitude).toPrecision(6))];
}
export const niceTop = (top: number): number => rounded(top)[0];
export const niceStep = (top: number): number => rounded(top)[1];

/** The lowest line for each stretch on which it overlaps none placed before. */
export function rowsOf(stretches: number[][]): number[] {
  const lines: number[][][] = [];
  return stretches.map(([from, to]) => {
    let line = 0;
    while (lines[line]?.some(([a, b]) => from < b && a < to)) line += 1;
    (lines[line] ??= []).push([from, to]);
    return line;
  });
}
