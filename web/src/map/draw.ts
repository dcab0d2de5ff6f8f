// Marks of the county map on a canvas: the shape tells the kind, the fill the class, the character inside repeats the class.
import type { MapMark } from '../api/types';
import type { Box } from './labels';
import { token } from './tokens';

export interface Pen {
  ctx: CanvasRenderingContext2D;
  /** Device pixels per CSS pixel. */
  k: number;
  font: string;
}

export function text(pen: Pen, words: string, x: number, y: number, o: { color: string; bold?: boolean; align?: CanvasTextAlign; size?: number; halo?: string }): void {
  const { ctx, k } = pen;
  ctx.font = `${o.bold ? 600 : 400} ${(o.size ?? 12) * k}px ${pen.font}`;
  ctx.textAlign = o.align ?? 'center';
  ctx.textBaseline = 'middle';
  if (o.halo) {
    ctx.strokeStyle = o.halo;
    ctx.lineWidth = 3 * k;
    ctx.lineJoin = 'round';
    ctx.strokeText(words, x * k, y * k);
  }
  ctx.fillStyle = o.color;
  ctx.fillText(words, x * k, y * k);
}

function box(pen: Pen, x: number, y: number, w: number, h: number, fill: string, stroke: string, dash: number[] = [], radius = 2, width = 1.25): void {
  const { ctx, k } = pen;
  ctx.beginPath();
  ctx.roundRect?.((x - w / 2) * k, (y - h / 2) * k, w * k, h * k, radius * k);
  if (!ctx.roundRect) ctx.rect((x - w / 2) * k, (y - h / 2) * k, w * k, h * k);
  paint(pen, fill, stroke, dash, width);
}

function paint(pen: Pen, fill: string, stroke: string, dash: number[] = [], width = 1.25): void {
  const { ctx, k } = pen;
  ctx.fillStyle = fill;
  ctx.fill();
  ctx.setLineDash(dash.map((d) => d * k));
  ctx.strokeStyle = stroke;
  ctx.lineWidth = width * k;
  ctx.stroke();
  ctx.setLineDash([]);
}

function circle(pen: Pen, x: number, y: number, r: number): void {
  pen.ctx.beginPath();
  pen.ctx.arc(x * pen.k, y * pen.k, r * pen.k, 0, 2 * Math.PI);
}

/** Size of a mark in CSS pixels. */
export function sizeOf(mark: MapMark): [number, number] {
  const o = mark.object;
  if (o.kind === 'section') return [o.water_class === 6 ? 28 : 22, 18];
  if (o.kind === 'air-station') return [22, 22];
  if (o.kind === 'dust-site') return [13, 12];
  return [8, 8];
}

export function drawMark(pen: Pen, mark: MapMark, x: number, y: number, numerals: string[]): void {
  const o = mark.object;
  const [w, h] = sizeOf(mark);
  if (o.kind === 'section') {
    const c = o.water_class ?? 0;
    if (c === 0) box(pen, x, y, w, h, token('--surface'), token('--unknown-d'), [3, 2]);
    else box(pen, x, y, w, h, token(`--w-${c}`), token('--surface'));
    text(pen, c ? numerals[c] : '?', x, y + 0.5, { color: c ? token(`--w-${c}-ink`) : token('--unknown'), bold: c > 0 });
  } else if (o.kind === 'air-station') {
    const level = o.aqi_level ?? 0;
    circle(pen, x, y, 10.5);
    if (level) paint(pen, token(`--aqi-${level}`), token('--std-edge'), [], 1);
    else paint(pen, token('--surface'), token('--unknown-d'), [3, 2]);
    text(pen, o.aqi === undefined ? '?' : String(o.aqi), x, y + 0.5, { color: level ? token(`--aqi-${level}-ink`) : token('--unknown'), size: 10.5 });
  } else if (o.kind === 'dust-site') {
    const { ctx, k } = pen;
    ctx.beginPath();
    ctx.moveTo(x * k, (y - 6) * k);
    ctx.lineTo((x + 6.5) * k, (y + 5) * k);
    ctx.lineTo((x - 6.5) * k, (y + 5) * k);
    ctx.closePath();
    if (mark.over) paint(pen, token('--breach'), token('--surface'));
    else paint(pen, token('--surface'), token('--text-3'), o.state === 'unknown' ? [2, 2] : []);
  } else {
    circle(pen, x, y, 3.5);
    paint(pen, o.state === 'breached' ? token('--breach') : token('--text'), token('--surface'), [], 1.5);
  }
}

const ringWords = (numbers: number[]): string => numbers.join(' · ');
/** A ring for one number, longer for several. */
export const ringSize = (numbers: number[]): { w: number; h: number } => ({ w: 20 + 17 * (numbers.length - 1), h: 20 });

export function drawRing(pen: Pen, numbers: number[], place: Box, strong: boolean): void {
  const x = place.x + place.w / 2;
  const y = place.y + place.h / 2;
  box(pen, x, y, place.w - 1, place.h - 1, strong ? token('--text') : token('--surface'), token('--text'), [], (place.h - 1) / 2, 1.5);
  text(pen, ringWords(numbers), x, y + 0.5, { color: strong ? token('--surface') : token('--text'), bold: true });
}
