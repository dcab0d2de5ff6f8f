// Named ranges of a series, in local days.
import { dateOf, isDate, parts } from './time';

export const ranges = ['24h', '7d', 'month', 'year', 'own'] as const;
export type RangeName = (typeof ranges)[number];

const local = (date: string): string => `${date}T00:00:00+08:00`;
const back = (iso: string, hours: number): string => new Date(Date.parse(iso) - hours * 3_600_000).toISOString();

/** Which end of an own range is no day, or that its ends are the wrong way round; an empty end is none. */
export function wrongEnd(from: string, to: string): 'from' | 'to' | 'order' | undefined {
  if (from && !isDate(from)) return 'from';
  if (to && !isDate(to)) return 'to';
  return from && to && from > to ? 'order' : undefined;
}

/** An own range must have no `wrongEnd`. */
export function range(name: RangeName, now: string, from: string, to: string): { from: string; to: string } {
  const p = parts(now);
  const month = String(p.month).padStart(2, '0');
  if (name === '24h') return { from: back(now, 24), to: now };
  if (name === 'month') return { from: local(`${p.year}-${month}-01`), to: now };
  if (name === 'year') return { from: local(`${p.year}-01-01`), to: now };
  if (name === 'own' && isDate(from)) {
    const last = isDate(to) ? to : dateOf(now);
    // The last day is included.
    return { from: local(from), to: new Date(Date.parse(local(last)) + 86_400_000).toISOString() };
  }
  return { from: back(now, 7 * 24), to: now };
}
