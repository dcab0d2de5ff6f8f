import { expect, it } from 'vitest';
import { oddities, type Takes } from './address';

const takes: Takes = { date: 'date', state: ['met', 'breached'], text: 'text' };
const why = (query: Record<string, unknown>): string => oddities(query, takes).map((o) => `${o.name}:${o.why}`).join();

it('is content with what the page takes', () => {
  expect(why({ date: '2022-09-12', state: 'met', text: 'zzz', lang: 'en' })).toBe('');
  expect(why({ date: '', state: '' })).toBe('');
});

it('names what it cannot answer', () => {
  expect(why({ date: 'abc' })).toBe('date:date');
  expect(why({ date: '2022-02-30' })).toBe('date:date');
  expect(why({ state: 'zzz' })).toBe('state:value');
  expect(oddities({ state: 'zzz' }, takes)[0].known).toBe('met breached');
  expect(why({ colour: 'red' })).toBe('colour:unknown');
  expect(why({ lang: 'fr' })).toBe('lang:value');
});

it('has its own words for looking back', () => {
  expect(why({ asof: '2022-09-01' })).toBe('asof:asof');
});
