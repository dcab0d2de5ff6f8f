import { describe, expect, it } from 'vitest';
import type { Deadline } from '../api/types';
import { nearness } from './deadline';

const text = { code: 'x', zh: '8月底前', en: 'End of August' };
const now = '2022-09-13T17:20:00+08:00';
const instant = (at: string, more: Partial<Deadline> = {}): Deadline => ({ text, kind: 'instant', at, ...more });

describe('a deadline', () => {
  it('has no distance without an instant', () => {
    expect(nearness({ text, kind: 'long_term' }, now).tone).toBe('none');
  });
  it('is late from its first second', () => {
    expect(nearness(instant('2022-09-01T00:00:00+08:00'), now)).toEqual({ tone: 'late', seconds: 12 * 86400 + 62400 });
    expect(nearness(instant('2022-09-13T17:19:59+08:00'), now).tone).toBe('late');
  });
  it('is near in the last three days', () => {
    expect(nearness(instant('2022-09-16T17:19:00+08:00'), now).tone).toBe('near');
    expect(nearness(instant('2022-09-17T17:20:00+08:00'), now).tone).toBe('far');
  });
  it('of hours is near below a fifth of its time', () => {
    expect(nearness(instant('2022-09-13T18:52:00+08:00', { start: '2022-09-13T12:52:00+08:00' }), now).tone).toBe('far');
    expect(nearness(instant('2022-09-13T17:52:00+08:00', { start: '2022-09-13T12:52:00+08:00' }), now).tone).toBe('near');
  });
  it('that was kept is done', () => {
    expect(nearness(instant('2022-09-13T13:00:00+08:00', { done_at: '2022-09-13T12:59:00+08:00' }), now).tone).toBe('done');
  });
});
