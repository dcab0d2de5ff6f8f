// How near a deadline is: outline normally; risk in the last 3 days, or below a fifth of the time when it is shorter than 15 days; breach after it.
import type { Deadline } from '../api/types';
import { secondsBetween } from './time';

export type Nearness = 'none' | 'far' | 'near' | 'late' | 'done';
const day = 86400;

export function nearness(deadline: Deadline, now: string): { tone: Nearness; seconds: number } {
  if (!deadline.at || deadline.kind !== 'instant') return { tone: 'none', seconds: 0 };
  if (deadline.done_at) return { tone: 'done', seconds: secondsBetween(deadline.at, deadline.done_at) };
  const left = secondsBetween(now, deadline.at);
  if (left < 0) return { tone: 'late', seconds: -left };
  const total = deadline.start ? secondsBetween(deadline.start, deadline.at) : undefined;
  const soon = total !== undefined && total < 15 * day ? left < total / 5 : left < 3 * day;
  return { tone: soon ? 'near' : 'far', seconds: left };
}

/** Distances of days are counted in days of the calendar's length, rounded down; what is late is late from its first second. */
export const isClockTime = (seconds: number): boolean => seconds < day;
