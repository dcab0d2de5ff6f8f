import type { Task } from '../api/types';
import { sameDay } from './time';

export const taskGroups = ['late', 'today', 'week', 'later', 'done'] as const;
export type TaskGroup = (typeof taskGroups)[number];

/** Nothing is left to do, by the unit's work or because the case ended without it. */
export const over = (task: Task): boolean => task.state === 'done' || task.state === 'lapsed';

export function groupOf(task: Task, now: string): TaskGroup {
  if (over(task)) return 'done';
  const at = task.deadline?.at;
  if (!at) return 'later';
  if (Date.parse(at) < Date.parse(now)) return 'late';
  if (sameDay(at, now)) return 'today';
  return Date.parse(at) - Date.parse(now) <= 7 * 86_400_000 ? 'week' : 'later';
}

/** By deadline within each group. */
export function grouped(tasks: Task[], now: string): Record<TaskGroup, Task[]> {
  const out: Record<TaskGroup, Task[]> = { late: [], today: [], week: [], later: [], done: [] };
  for (const task of tasks) out[groupOf(task, now)].push(task);
  for (const list of Object.values(out)) list.sort((a, b) => (a.deadline?.at ?? '9').localeCompare(b.deadline?.at ?? '9'));
  return out;
}
