import { describe, expect, it } from 'vitest';
import { amounts, endLabel, full, monthDay, short, shortTime } from './time';

const now = '2022-09-13T17:20:00+08:00';

describe('times', () => {
  it('are Beijing time whatever offset they come with', () => {
    expect(full('2022-09-13T09:20:00Z')).toBe('2022-09-13 17:20');
  });
  it('are short when they are near', () => {
    expect(short('2022-09-13T08:05:00+08:00', now)).toBe('08:05');
    expect(short('2022-09-12T08:05:00+08:00', now)).toBe('9-12');
    expect(monthDay('2021-09-01T00:00:00+08:00', now)).toBe('2021-9-01');
    expect(shortTime('2022-09-12T21:18:00+08:00', now)).toBe('9-12 21:18');
  });
  it('label a period by its end', () => {
    expect(endLabel('2022-09-13T16:00:00+08:00', now)).toBe('16:00');
    expect(endLabel('2022-09-13T00:00:00+08:00', now)).toBe('9-12 24:00');
    expect(endLabel('2022-09-14T00:00:00+08:00', now)).toBe('24:00');
  });
});

describe('durations', () => {
  const words = (s: number) => amounts(s).map((a) => `${a.value}${a.unit[0]}`).join(' ');
  it('have two units, or days alone', () => {
    expect(words(5 * 3600 + 20 * 60)).toBe('5h 20m');
    expect(words(13 * 86400 + 5 * 3600)).toBe('13d');
    expect(words(2 * 86400 + 21 * 3600 + 28 * 60)).toBe('2d 21h 28m');
    expect(words(60)).toBe('1m');
    expect(words(0)).toBe('0m');
    expect(words(30)).toBe('30s');
    expect(words(7200)).toBe('2h');
  });
});
