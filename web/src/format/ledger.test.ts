import { describe, expect, it } from 'vitest';
import type { Item, State } from '../api/types';
import { count, keep, tree, type Filter } from './ledger';

const item = (key: string, more: Partial<Item> = {}, state: State = 'unknown'): Item => ({
  key: `zezhou-2022/${key}`,
  domain: key.split('/')[0] as Item['domain'],
  kind: 'measure',
  number: 1,
  label: { code: 'x', zh: key, en: key },
  title: key,
  units: [{ key: 'u', name: '大东沟镇人民政府' }],
  deadlines: [],
  status: { state, figures: [], evidence: [], steps: [] },
  bound: false,
  group: { number: '一', title: '组' },
  ...more,
});
const titles = { bound: '已绑定', kind: (k: string) => k, plan: (d: string) => d };
const none: Filter = { text: '', state: '', domain: '', kind: '', unit: '', deadline: '' };
const now = '2022-09-13T17:20:00+08:00';

describe('the ledger', () => {
  const items = [item('air/m1'), item('water/m9', { bound: true }, 'breached'), item('water/m3', { bound: true }, 'on_track'), item('water/t1', { kind: 'task', group: undefined })];

  it('shows what is bound first, by need, and nothing twice', () => {
    const branches = tree(items, 'bound', titles);
    expect(branches.map((b) => b.key)).toEqual(['bound', 'air', 'water']);
    expect(branches[0].sections[0].items.map((i) => i.title)).toEqual(['water/m9', 'water/m3']);
    expect(branches.reduce((n, b) => n + b.count, 0)).toBe(items.length);
  });
  it('keeps the order of the document when asked', () => {
    const branches = tree(items, 'document', titles);
    expect(branches.map((b) => b.key)).toEqual(['air', 'water']);
    expect(branches[1].sections.map((s) => [s.title, s.folded])).toEqual([['（一）组', false], ['task', true]]);
  });
  it('counts by state', () => {
    expect(count(items)).toEqual({ met: 0, on_track: 1, at_risk: 0, breached: 1, unknown: 2 });
  });
  it('filters by text, state, unit and deadline', () => {
    expect(items.filter((i) => keep(i, { ...none, text: 'M9' }, now))).toHaveLength(1);
    expect(items.filter((i) => keep(i, { ...none, state: 'unknown', domain: 'water' }, now))).toHaveLength(1);
    expect(items.filter((i) => keep(i, { ...none, unit: '没有' }, now))).toHaveLength(0);
    expect(keep(items[0], { ...none, unit: items[0].units[0].key }, now)).toBe(true);
    const late = item('water/m9', { deadlines: [{ text: { code: 'd', zh: '8月底前', en: '' }, kind: 'instant', at: '2022-09-01T00:00:00+08:00' }] });
    expect(keep(late, { ...none, deadline: 'late' }, now)).toBe(true);
    expect(keep({ ...late, status: { ...late.status, state: 'met' } }, { ...none, deadline: 'late' }, now)).toBe(false);
  });
});
