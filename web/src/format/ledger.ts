// The ledger's tree: what is bound first (or in the document's order), then plans, their groups, safeguards, targets, projects and tasks.
import type { Item, Schemas, State, StatusCounts } from '../api/types';

export interface Section {
  key: string;
  title: string;
  items: Item[];
  folded?: boolean;
}
export interface Branch {
  key: string;
  title: string;
  sections: Section[];
  count: number;
  counts: StatusCounts;
}

export const states: State[] = ['met', 'on_track', 'at_risk', 'breached', 'unknown'];

export function count(items: Item[]): StatusCounts {
  const out: StatusCounts = { met: 0, on_track: 0, at_risk: 0, breached: 0, unknown: 0 };
  for (const item of items) out[item.status.state] += 1;
  return out;
}

const rank: Record<State, number> = { breached: 0, at_risk: 1, unknown: 2, on_track: 3, met: 4 };
export const byNeed = (a: Item, b: Item): number => rank[a.status.state] - rank[b.status.state];

interface Titles {
  bound: string;
  kind: (kind: Schemas['ItemKind']) => string;
  plan: (domain: Schemas['Domain']) => string;
}

function sections(items: Item[], key: string, titles: Titles): Section[] {
  const out = new Map<string, Section>();
  for (const item of items) {
    const grouped = item.kind === 'measure' && item.group;
    const id = grouped ? `${key}/${item.group!.number}` : `${key}/${item.kind}`;
    const title = grouped ? `（${item.group!.number.replace(/[（）()]/g, '')}）${item.group!.title}` : titles.kind(item.kind);
    if (!out.has(id)) out.set(id, { key: id, title, items: [], folded: item.kind === 'task' });
    out.get(id)!.items.push(item);
  }
  return [...out.values()];
}

const branch = (key: string, title: string, list: Section[]): Branch => {
  const items = list.flatMap((s) => s.items);
  return { key, title, sections: list, count: items.length, counts: count(items) };
};

export function tree(items: Item[], order: 'bound' | 'document', titles: Titles): Branch[] {
  const out: Branch[] = [];
  const rest = order === 'bound' ? items.filter((i) => !i.bound) : items;
  if (order === 'bound') {
    const bound = items.filter((i) => i.bound);
    const kinds = ['measure', 'target', 'project', 'safeguard', 'task'] as const;
    const list = kinds.map((kind) => ({ key: `bound/${kind}`, title: titles.kind(kind), items: bound.filter((i) => i.kind === kind).sort(byNeed) })).filter((s) => s.items.length);
    if (list.length) out.push(branch('bound', titles.bound, list));
  }
  for (const domain of ['air', 'water', 'soil'] as const) {
    const list = sections(rest.filter((i) => i.domain === domain), domain, titles);
    if (list.length) out.push(branch(domain, titles.plan(domain), list));
  }
  return out;
}

export interface Filter {
  text: string;
  state: string;
  domain: string;
  kind: string;
  unit: string;
  deadline: string;
}

export function keep(item: Item, filter: Filter, now: string): boolean {
  if (filter.state && item.status.state !== filter.state) return false;
  if (filter.domain && item.domain !== filter.domain) return false;
  if (filter.kind && item.kind !== filter.kind) return false;
  if (filter.unit && !item.units.some((u) => u.key === filter.unit || u.name === filter.unit)) return false;
  if (filter.deadline && !dueWithin(item, filter.deadline, now)) return false;
  if (!filter.text) return true;
  const wanted = filter.text.toLowerCase();
  return [item.title, item.key, item.label.zh, item.label.en, ...item.units.map((u) => u.name)].some((words) => words.toLowerCase().includes(wanted));
}

function dueWithin(item: Item, which: string, now: string): boolean {
  const open = item.deadlines.filter((d) => d.at && !d.done_at);
  const days = (at: string): number => (Date.parse(at) - Date.parse(now)) / 86_400_000;
  if (which === 'late') return open.some((d) => days(d.at!) < 0 && item.status.state !== 'met');
  if (which === 'month') return open.some((d) => days(d.at!) >= 0 && days(d.at!) <= 31);
  return item.deadlines.some((d) => d.kind === which);
}
