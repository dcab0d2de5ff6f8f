// Times as the guide writes them: Beijing time whatever the browser's zone; today `17:20`, this year `9-13`, an hour by its end.
const zone = 8 * 3600 * 1000;

export interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

export function parts(iso: string): Parts {
  const at = new Date(Date.parse(iso) + zone);
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
  };
}

const two = (n: number): string => String(n).padStart(2, '0');

export const hhmm = (iso: string): string => `${two(parts(iso).hour)}:${two(parts(iso).minute)}`;
export const dateOf = (iso: string): string => {
  const p = parts(iso);
  return `${p.year}-${two(p.month)}-${two(p.day)}`;
};
/** A day of the calendar, written 2022-09-12. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // Date.parse takes 2-30 for 3-2.
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
export const full = (iso: string): string => `${dateOf(iso)} ${hhmm(iso)}`;
export const sameDay = (a: string, b: string): boolean => dateOf(a) === dateOf(b);

/** Month and day, with the year only when it is not that of `now`. */
export function monthDay(iso: string, now: string): string {
  const p = parts(iso);
  const tail = `${p.month}-${two(p.day)}`;
  return p.year === parts(now).year ? tail : `${p.year}-${tail}`;
}

/** Today the time alone, else the date alone. */
export const short = (iso: string, now: string): string => (sameDay(iso, now) ? hhmm(iso) : monthDay(iso, now));

/** Today the time alone, else date and time. */
export const shortTime = (iso: string, now: string): string => (sameDay(iso, now) ? hhmm(iso) : `${monthDay(iso, now)} ${hhmm(iso)}`);

/** The label of a period by its end: midnight belongs to the day that ends, as 24:00. */
export function endLabel(end: string, now: string): string {
  const p = parts(end);
  if (p.hour !== 0 || p.minute !== 0) return shortTime(end, now);
  const before = new Date(Date.parse(end) - 60_000).toISOString();
  return sameDay(before, now) ? '24:00' : `${monthDay(before, now)} 24:00`;
}

export type Amount = { unit: 'day' | 'hour' | 'minute' | 'second'; value: number };

/** At most two neighbouring units; from 10 days on days alone. */
export function amounts(seconds: number): Amount[] {
  const total = Math.max(0, Math.floor(seconds));
  const list: Amount[] = [
    { unit: 'day', value: Math.floor(total / 86400) },
    { unit: 'hour', value: Math.floor((total % 86400) / 3600) },
    { unit: 'minute', value: Math.floor((total % 3600) / 60) },
  ];
  const first = list.findIndex((a) => a.value > 0);
  if (first < 0) return total > 0 && total < 60 ? [{ unit: 'second', value: total }] : [{ unit: 'minute', value: 0 }];
  const days = list[0].value;
  const kept = days >= 3 ? [list[0]] : days > 0 ? list : list.slice(first, first + 2);
  return kept.filter((a) => a.value > 0);
}

export const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;
