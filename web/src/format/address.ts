// What a page's address may ask for, and what of an address a page cannot answer: that is said, never passed over.
import { isDate } from './time';

export type Takes = Record<string, 'text' | 'date' | readonly string[]>;
export interface Odd {
  name: string;
  value: string;
  why: 'asof' | 'unknown' | 'value' | 'date';
  known: string;
}

const everywhere: Takes = { lang: ['zh', 'en'] };

export function oddities(query: Record<string, unknown>, takes: Takes): Odd[] {
  const out: Odd[] = [];
  for (const [name, given] of Object.entries(query)) {
    const value = String(given ?? '');
    const taken = takes[name] ?? everywhere[name];
    // Looking back has its own words: who asks for it must not take the present for the past.
    if (name === 'asof') out.push({ name, value, why: 'asof', known: '' });
    else if (!taken) out.push({ name, value, why: 'unknown', known: '' });
    else if (value && taken === 'date' && !isDate(value)) out.push({ name, value, why: 'date', known: '' });
    else if (value && typeof taken === 'object' && !taken.includes(value)) out.push({ name, value, why: 'value', known: taken.join(' ') });
  }
  return out;
}
