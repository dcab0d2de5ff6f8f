import { expect, it } from 'vitest';
import type { Task } from '../api/types';
import { grouped, groupOf } from './tasks';

const now = '2022-09-13T17:20:00+08:00';
const text = { code: 'x', zh: '', en: '' };
const task = (id: number, at?: string, state: Task['state'] = 'open'): Task => ({ id, case: 1, case_code: '案2022-0001', title: text, unit: { key: 'u', name: 'u' }, state, done_when: [], deadline: at ? { text, kind: 'instant', at } : undefined });

it('groups tasks by the distance of their deadline', () => {
  expect(groupOf(task(1, '2022-09-13T17:19:00+08:00'), now)).toBe('late');
  expect(groupOf(task(1, '2022-09-13T18:52:00+08:00'), now)).toBe('today');
  expect(groupOf(task(1, '2022-09-14T00:30:00+08:00'), now)).toBe('week');
  expect(groupOf(task(1, '2022-09-30T00:00:00+08:00'), now)).toBe('later');
  expect(groupOf(task(1), now)).toBe('later');
  expect(groupOf(task(1, '2022-09-01T00:00:00+08:00', 'done'), now)).toBe('done');
  expect(groupOf(task(1, '2022-09-01T00:00:00+08:00', 'lapsed'), now)).toBe('done');
});

it('sorts a group by deadline', () => {
  const list = grouped([task(1, '2022-09-13T20:00:00+08:00'), task(2, '2022-09-13T18:00:00+08:00')], now);
  expect(list.today.map((t) => t.id)).toEqual([2, 1]);
});
