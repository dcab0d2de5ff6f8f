// Small sums and words of the plan reader.
import type { ReadQuantity } from '../api/types';
import { differ, type Piece } from './differ';

const signs: Record<string, string> = { '<=': '≤', '>=': '≥', '<': '＜', '>': '＞', '=': '=' };
/** `46000` -> `46 000`: thin blanks between thousands; what is no plain number stays. */
export const thousands = (value: string): string => value.replace(/^(-?)(\d{4,})(?=$|\.)/, (_, sign: string, digits: string) => sign + digits.replace(/\B(?=(\d{3})+$)/g, '\u2009'));
/** A bare count has the unit 1, which nobody prints. */
const withUnit = (value: string, unit = ''): string => `${thousands(value)} ${unit === '1' ? '' : unit}`.trim();
/** `≥ 4.6 万户 (46 000)`: as printed, and in the unit in which it is compared where that says more. */
export function amount(q: Pick<ReadQuantity, 'value' | 'unit' | 'comparator' | 'subject' | 'base'>): string {
  if (!q.value) return '';
  const own = withUnit(q.value, q.unit);
  const base = q.base?.value && q.base.unit !== 'class' ? withUnit(q.base.value, q.base.unit) : '';
  const says = base && base !== own && base !== thousands(q.value);
  return [q.subject, signs[q.comparator ?? '='] ?? q.comparator, own, says ? `(${base})` : ''].filter(Boolean).join(' ');
}

/** The look of a promise's mark; the letter beside it says which it is. */
export const shade = (letter: string): string => `m${(letter.charCodeAt(0) - 65) % 3}`;

/** A second suggestion is shown where the first is not sure enough. */
export const unsure = 0.6;
export const needsChoice = (confidence: number): boolean => confidence < unsure;

export interface Page<T> {
  rows: T[];
  page: number;
  pages: number;
  from: number;
  to: number;
}

/** The page asked for, brought within what there is. */
export function paged<T>(list: T[], asked: number, size: number): Page<T> {
  const pages = Math.max(1, Math.ceil(list.length / size));
  const page = Math.min(Math.max(1, Math.floor(asked) || 1), pages);
  const start = (page - 1) * size;
  const rows = list.slice(start, start + size);
  return { rows, page, pages, from: rows.length ? start + 1 : 0, to: start + rows.length };
}

/** `zezhou-2022/water/m14` -> `water/m14`: what stands in the page's address. */
export const within = (item: string, plan: string): string => (item.startsWith(`${plan}/`) ? item.slice(plan.length + 1) : item);

/** The end of what stands before a quotation, and the beginning of what stands behind it. */
export const lead = (text: string, n = 18): string => ([...text].length > n ? `…${[...text].slice(-n).join('')}` : text);
export const trail = (text: string, n = 18): string => ([...text].length > n ? `${[...text].slice(0, n).join('')}…` : text);

const short = 12;
/** Words of two sides: short ones are marked whole, of longer ones only what differs. */
export function sides(places: { words: string }[]): Piece[][] {
  const [a, b] = places;
  const long = a && b && a.words && b.words && Math.max([...a.words].length, [...b.words].length) > short;
  if (!long) return places.map((p) => (p.words ? [{ text: p.words, differs: true }] : []));
  return [...differ(a.words, b.words), ...places.slice(2).map((p) => [{ text: p.words, differs: true }])];
}

/** Which places stand under the text and which under its ledger: the first and the others, but of many each by its item
 * (`…/t3` is a row, `…/p2` a work, `…/g1` a section of an annex). */
export function columns(places: { item?: string }[]): [number[], number[]] {
  const all = places.map((_, i) => i);
  if (places.length < 3) return [all.slice(0, 1), all.slice(1)];
  const listed = (i: number): boolean => /\/[tpg][\d.]+$/.test(places[i].item ?? '');
  return [all.filter((i) => !listed(i)), all.filter(listed)];
}
