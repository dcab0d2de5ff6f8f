// Where the words and the numbered rings of a map go, so that nothing covers anything: greedy by need, sides tried in a fixed order.
export interface Box {
  x: number; // left
  y: number; // top
  w: number;
  h: number;
}

export interface Anchor {
  id: string;
  x: number; // centre of the mark
  y: number;
  w: number; // size of the mark
  h: number;
  /** Lower is placed first. */
  need: number;
  /** A further mark beside it (a numbered ring), placed before all labels. */
  ring?: { w: number; h: number };
  label?: { w: number; h: number };
  /** A mark at a schematic place may step aside for one that is needed more. */
  movable?: boolean;
  /** A label that must be shown even when it covers something. */
  must?: boolean;
}

export interface Placed {
  id: string;
  /** Where the mark itself went. */
  at: [number, number];
  ring?: Box;
  label?: Box;
}

export const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
const around = (x: number, y: number, w: number, h: number): Box => ({ x: x - w / 2, y: y - h / 2, w, h });
const inside = (box: Box, frame: Box): boolean => box.x >= frame.x && box.y >= frame.y && box.x + box.w <= frame.x + frame.w && box.y + box.h <= frame.y + frame.h;

const near = [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 0.8], [-1, 0.8], [1, -0.8], [-1, -0.8]];
const askew = [[0.5, 1], [-0.5, 1], [0.5, -1], [-0.5, -1], [1, 1], [-1, 1], [1, -1], [-1, -1]];

/** Right, left, below, above, then the corners; then the same further out. */
function* sides(a: Anchor, w: number, h: number, gaps: number[], ways = near): Generator<Box> {
  for (const gap of gaps) {
    const dx = a.w / 2 + w / 2 + gap;
    const dy = a.h / 2 + h / 2 + gap;
    for (const [sx, sy] of ways) yield around(a.x + sx * dx, a.y + sy * dy, w, h);
  }
}

/** The mark and its ring as one. */
function withRing(a: Anchor, ring: Box): Anchor {
  const [x, y] = [Math.min(a.x - a.w / 2, ring.x), Math.min(a.y - a.h / 2, ring.y)];
  const [w, h] = [Math.max(a.x + a.w / 2, ring.x + ring.w) - x, Math.max(a.y + a.h / 2, ring.y + ring.h) - y];
  return { ...a, x: x + w / 2, y: y + h / 2, w, h };
}

/** Beside the mark; a label that must be shown also beyond its ring, askew and further away before it covers anything. */
function* labelSides(a: Anchor, label: { w: number; h: number }, ring: Box | undefined): Generator<Box> {
  yield* sides(a, label.w, label.h, [3, 9]);
  if (!a.must) return;
  if (ring) yield* sides(withRing(a, ring), label.w, label.h, [3, 9]);
  yield* sides(a, label.w, label.h, [3, 9, 16, 24], [...askew, ...near]);
}

const clashes = (box: Box, taken: Box[]): number => taken.reduce((n, other) => n + (overlap(box, other) ? 1 : 0), 0);
const shared = (a: Box, b: Box): number => Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)) * Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));

/** The first place that is free; of what must be shown else the one that covers least, of numbers and words least of all. */
function choose(candidates: Iterable<Box>, taken: Box[], frame: Box, must: boolean, legible: Box[] = []): Box | undefined {
  let best: Box | undefined;
  let least = Infinity;
  for (const box of candidates) {
    if (!inside(box, frame)) continue;
    if (clashes(box, taken) === 0) return box;
    const covered = taken.reduce((n, other) => n + shared(box, other), 0) + 10 * legible.reduce((n, other) => n + shared(box, other), 0);
    if (covered < least) {
      least = covered;
      best = box;
    }
  }
  return must ? best : undefined;
}

/** Movable marks step at most a mark's width aside, each to the nearest free place. */
function settle(anchors: Anchor[]): Anchor[] {
  const fixed = anchors.filter((a) => a.w > 0 && !a.movable).map((a) => around(a.x, a.y, a.w, a.h));
  return anchors.map((a) => {
    if (!a.movable) return a;
    const steps = [0, 6, 10, 14, 18].flatMap((r) => Array.from({ length: r ? 12 : 1 }, (_, i) => [r * Math.cos((i * Math.PI) / 6), r * Math.sin((i * Math.PI) / 6)]));
    const free = steps.find(([dx, dy]) => clashes(around(a.x + dx, a.y + dy, a.w, a.h), fixed) === 0) ?? [0, 0];
    fixed.push(around(a.x + free[0], a.y + free[1], a.w, a.h));
    return { ...a, x: a.x + free[0], y: a.y + free[1] };
  });
}

export function place(given: Anchor[], frame: Box): Placed[] {
  const anchors = settle(given);
  const taken = anchors.filter((a) => a.w > 0).map((a) => around(a.x, a.y, a.w, a.h));
  const order = [...anchors].sort((a, b) => a.need - b.need || a.y - b.y);
  const placed = new Map<string, Placed>(anchors.map((a) => [a.id, { id: a.id, at: [a.x, a.y] }]));
  const legible: Box[] = [];
  for (const a of order) {
    if (a.ring === undefined) continue;
    const box = choose(sides(a, a.ring.w, a.ring.h, [2, 8, 16]), taken, frame, true);
    if (!box) continue;
    placed.get(a.id)!.ring = box;
    taken.push(box);
    legible.push(box);
  }
  for (const a of order) {
    if (!a.label) continue;
    const box = choose(labelSides(a, a.label, placed.get(a.id)!.ring), taken, frame, a.must ?? false, legible);
    if (!box) continue;
    placed.get(a.id)!.label = box;
    taken.push(box);
    legible.push(box);
  }
  return anchors.map((a) => placed.get(a.id)!);
}
