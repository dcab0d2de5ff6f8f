import { describe, expect, it } from 'vitest';
import { overlap, place, type Anchor, type Box } from './labels';

const frame: Box = { x: 0, y: 0, w: 500, h: 400 };
const mark = (id: string, x: number, y: number, more: Partial<Anchor> = {}): Anchor => ({ id, x, y, w: 22, h: 18, need: 1, label: { w: 60, h: 16 }, ...more });

describe('label placing', () => {
  it('prefers the right side', () => {
    const [a] = place([mark('a', 100, 100)], frame);
    expect(a.label!.x).toBeGreaterThan(100);
  });

  it('covers nothing, for any crowd', () => {
    let seed = 7;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const crowd = Array.from({ length: 40 }, (_, i) => mark(String(i), 30 + random() * 440, 20 + random() * 360, { need: i % 3, ring: i % 5 === 0 ? { w: 20, h: 20 } : undefined }));
    const marks = crowd.map((a) => ({ x: a.x - a.w / 2, y: a.y - a.h / 2, w: a.w, h: a.h }));
    const labels = place(crowd, frame).flatMap((p) => (p.label ? [p.label] : []));
    expect(labels.length).toBeGreaterThan(10);
    labels.forEach((label, i) => {
      expect(marks.some((m) => overlap(label, m))).toBe(false);
      expect(labels.some((other, k) => k !== i && overlap(label, other))).toBe(false);
    });
  });

  it('lets movable marks step aside, never far', () => {
    const [fixed, moved] = place([mark('a', 100, 100, { label: undefined }), mark('b', 104, 102, { movable: true, w: 13, h: 12, label: undefined })], frame);
    expect(fixed.at).toEqual([100, 100]);
    expect(Math.hypot(moved.at[0] - 104, moved.at[1] - 102)).toBeLessThanOrEqual(18);
    expect(Math.abs(moved.at[0] - 100) >= 17.5 || Math.abs(moved.at[1] - 100) >= 15).toBe(true);
  });

  it('gives way to need: the breached one keeps its label', () => {
    const wall = [mark('calm', 100, 100, { need: 2 }), mark('breached', 100, 118, { need: 0 })];
    const narrow: Box = { x: 60, y: 80, w: 130, h: 60 };
    const [calm, breached] = place(wall, narrow);
    expect(breached.label).toBeDefined();
    expect(calm.label === undefined || !overlap(calm.label, breached.label!)).toBe(true);
  });

  it('keeps a label off the numbers: its own ring and those beside it', () => {
    const long = { need: 0, must: true, ring: { w: 20, h: 20 }, label: { w: 160, h: 15 }, w: 8, h: 8 };
    for (const [x, y] of [[480, 200], [12, 200], [250, 390], [250, 10], [250, 200]]) {
      const crowd = [0, 1, 2, 3].map((i) => mark(`n${i}`, x, y + 26 * (i - 1.5) + (i > 1 ? 8 : -8), { label: undefined, ring: { w: 20, h: 20 }, need: 0 }));
      const placed = place([mark('long', x, y, long), ...crowd], frame);
      const label = placed[0].label!;
      for (const p of placed) if (p.ring) expect(overlap(label, p.ring), `${x} ${y} ${p.id}`).toBe(false);
    }
  });

  it('shows a label that must be shown, inside the frame', () => {
    const crowd = Array.from({ length: 25 }, (_, i) => mark(String(i), 50 + (i % 5) * 20, 50 + Math.floor(i / 5) * 18, { need: 1, label: undefined }));
    const [first] = place([mark('m', 90, 86, { need: 0, must: true }), ...crowd], { x: 0, y: 0, w: 200, h: 200 });
    expect(first.label).toBeDefined();
  });
});
