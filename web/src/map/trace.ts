// The map of a trace: the reachable network by strength with its hours, the candidates as numbered boxes with leaders.
import Feature from 'ol/Feature.js';
import { boundingExtent, buffer, getHeight, getWidth } from 'ol/extent.js';
import LineString from 'ol/geom/LineString.js';
import { fromLonLat } from 'ol/proj.js';
import Style from 'ol/style/Style.js';
import type { CountyMap, MapMark, Thing, Trace } from '../api/types';
import { createBase, landStyle, readFeatures, riverStyle, scaleOf, vectorLayer } from './base';
import { drawMark, sizeOf, text, type Pen } from './draw';
import { place, type Anchor } from './labels';
import { token } from './tokens';

interface Look {
  named: (thing: Thing) => string;
  hours: (n: number) => string;
  numerals: string[];
}
export interface TraceHandle {
  update: (trace: Trace, county: CountyMap | undefined, look: Look) => void;
  zoom: (by: number) => void;
  dispose: () => void;
}

/** What is worth a number on the map: at most eight, none that prints as 0.00. */
const likely = (trace: Trace): Trace['candidates'] => trace.candidates.filter((c) => c.weight >= 0.005).slice(0, 8);

function numbered(pen: Pen, rank: number, x: number, y: number): void {
  const { ctx, k } = pen;
  ctx.beginPath();
  ctx.rect((x - 10) * k, (y - 10) * k, 20 * k, 20 * k);
  ctx.fillStyle = rank === 1 ? token('--text') : token('--surface');
  ctx.fill();
  ctx.strokeStyle = token('--text');
  ctx.lineWidth = 1.5 * k;
  ctx.stroke();
  text(pen, String(rank), x, y + 0.5, { color: rank === 1 ? token('--surface') : token('--text'), bold: true });
}

function leader(pen: Pen, from: [number, number], to: [number, number]): void {
  const { ctx, k } = pen;
  ctx.beginPath();
  ctx.moveTo(from[0] * k, from[1] * k);
  ctx.lineTo(to[0] * k, to[1] * k);
  ctx.setLineDash([4 * k, 3 * k]);
  ctx.strokeStyle = token('--text-3');
  ctx.lineWidth = 1.25 * k;
  ctx.stroke();
  ctx.setLineDash([]);
}

export function createTraceMap(target: HTMLElement, scaled: (px: number, km: number) => void): TraceHandle {
  const land = vectorLayer(landStyle);
  const rivers = vectorLayer(riverStyle('--river', 2));
  const reach = vectorLayer((feature) => riverStyle('--river-strong', 2 + 3 * Number(feature.get('strength') ?? 1)));
  const map = createBase(target, [land.layer, rivers.layer, reach.layer]);
  const font = getComputedStyle(target).fontFamily;
  const measure = document.createElement('canvas').getContext('2d')!;
  let now: { trace: Trace; look: Look } | undefined;
  const tellScale = (): void => scaled(...scaleOf(map));
  map.getView().on('change:resolution', tellScale);

  const pixelOf = (o: { lon?: number; lat?: number } | number[]): [number, number] | undefined => {
    const at = Array.isArray(o) ? o : o.lon === undefined || o.lat === undefined ? undefined : [o.lon, o.lat];
    const size = map.getSize();
    const center = map.getView().getCenter();
    const resolution = map.getView().getResolution();
    if (!at || !size || !center || !resolution) return undefined;
    const p = fromLonLat(at);
    return [(p[0] - center[0]) / resolution + size[0] / 2, (center[1] - p[1]) / resolution + size[1] / 2];
  };
  const width = (words: string, bold: boolean): number => {
    measure.font = `${bold ? 600 : 400} 12px ${font}`;
    return measure.measureText(words).width + 2;
  };

  function paint(pen: Pen): void {
    const size = map.getSize();
    if (!now || !size) return;
    const { trace, look } = now;
    const marks: MapMark[] = [{ object: trace.object }, ...(trace.sections ?? []).filter((s) => s.ref !== trace.object.ref).map((object) => ({ object }))];
    const anchors: Anchor[] = [];
    const at = new Map<string, [number, number]>();
    const add = (id: string, p: [number, number] | undefined, a: Omit<Anchor, 'id' | 'x' | 'y'>): void => {
      if (!p || at.has(id)) return;
      at.set(id, p);
      anchors.push({ id, x: p[0], y: p[1], ...a });
    };
    for (const mark of marks) {
      const [w, h] = sizeOf(mark);
      add(mark.object.ref, pixelOf(mark.object), { w, h, need: mark.object.ref === trace.object.ref ? 0 : 2, label: { w: width(look.named(mark.object), true), h: 15 }, must: mark.object.ref === trace.object.ref });
    }
    for (const c of likely(trace)) add(c.object.ref, pixelOf(c.object), { w: 8, h: 8, need: 1, ring: { w: 20, h: 20 }, label: { w: width(`${look.named(c.object)} ${c.weight.toFixed(2)}`, c.rank === 1), h: 15 } });
    trace.path.forEach((piece, i) => {
      if (piece.hours !== undefined && piece.hours >= 0.05 && piece.line.length) add(`h${i}`, pixelOf(piece.line[0]), { w: 7, h: 7, need: 3, label: { w: width(look.hours(piece.hours), false), h: 15 } });
    });
    const placed = new Map(place(anchors, { x: 4, y: 4, w: size[0] - 8, h: size[1] - 8 }).map((p) => [p.id, p]));
    const halo = token('--map-land');
    trace.path.forEach((piece, i) => {
      const box = placed.get(`h${i}`)?.label;
      if (box) text(pen, look.hours(piece.hours!), box.x + box.w / 2, box.y + box.h / 2, { color: token('--river-strong'), halo });
    });
    for (const mark of [...marks].reverse()) {
      const p = at.get(mark.object.ref);
      if (!p) continue;
      drawMark(pen, mark, p[0], p[1], look.numerals);
      const box = placed.get(mark.object.ref)?.label;
      if (box) text(pen, look.named(mark.object), box.x + box.w / 2, box.y + box.h / 2, { color: token('--text'), bold: true, halo });
    }
    for (const c of [...likely(trace)].reverse()) {
      const p = at.get(c.object.ref);
      const where = placed.get(c.object.ref);
      if (!p || !where?.ring) continue;
      const ring: [number, number] = [where.ring.x + 10, where.ring.y + 10];
      leader(pen, p, ring);
      drawMark(pen, { object: { ...c.object, kind: 'outfall' } }, p[0], p[1], look.numerals);
      numbered(pen, c.rank, ring[0], ring[1]);
      if (where.label) text(pen, `${look.named(c.object)} ${c.weight.toFixed(2)}`, where.label.x + where.label.w / 2, where.label.y + where.label.h / 2, { color: token(c.rank === 1 ? '--text' : '--text-2'), bold: c.rank === 1, halo });
    }
  }

  const marks = vectorLayer(new Style({ renderer: (_pixels, state) => paint({ ctx: state.context, k: state.pixelRatio, font }) }));
  map.addLayer(marks.layer);
  let fitted = '';
  const watcher = new ResizeObserver(() => map.updateSize());
  watcher.observe(target);

  return {
    update(trace, county, look) {
      now = { trace, look };
      for (const [layer, features] of [[land, county ? readFeatures(county.boundary) : []], [rivers, county ? readFeatures(county.rivers) : []]] as const) {
        layer.source.clear(true);
        layer.source.addFeatures(features);
      }
      reach.source.clear(true);
      reach.source.addFeatures(trace.path.filter((p) => p.line.length > 1).map((p) => new Feature({ geometry: new LineString(p.line.map((q) => fromLonLat(q))), strength: p.strength ?? 1 })));
      const points = [trace.object, ...likely(trace).map((c) => c.object)].filter((o) => o.lon !== undefined && o.lat !== undefined).map((o) => fromLonLat([o.lon!, o.lat!]));
      // The way from the likely sources to the place fills the map; what lies beside it is there when it fits.
      const seen = boundingExtent([...points, ...trace.path.filter((p) => (p.strength ?? 0) >= 0.005).flatMap((p) => p.line.map((q) => fromLonLat(q)))]);
      const extent = buffer(seen, Math.max(800, 7000 - Math.max(getWidth(seen), getHeight(seen)) / 2));
      marks.source.clear(true);
      marks.source.addFeature(new Feature(new LineString([[extent[0] - 1e6, extent[1] - 1e6], [extent[2] + 1e6, extent[3] + 1e6]])));
      if (fitted !== `${trace.id}`) {
        fitted = `${trace.id}`;
        map.getView().fit(extent, { padding: [28, 60, 40, 60], size: map.getSize(), maxZoom: 14 });
      }
      tellScale();
      marks.layer.changed();
    },
    zoom(by) {
      map.getView().animate({ zoom: (map.getView().getZoom() ?? 11) + by, duration: 120 });
    },
    dispose() {
      watcher.disconnect();
      map.setTarget(undefined);
      map.dispose();
    },
  };
}
