// The county map as a handle: update with what is on it now, zoom, dispose.
import Feature from 'ol/Feature.js';
import { getCenter } from 'ol/extent.js';
import type Geometry from 'ol/geom/Geometry.js';
import LineString from 'ol/geom/LineString.js';
import Point from 'ol/geom/Point.js';
import { fromLonLat } from 'ol/proj.js';
import Style from 'ol/style/Style.js';
import type { CountyMap, MapMark, Thing } from '../api/types';
import { createBase, landStyle, readFeatures, riverStyle, scaleOf, vectorLayer } from './base';
import { drawMark, drawRing, ringSize, sizeOf, text, type Pen } from './draw';
import { place, type Anchor, type Box } from './labels';
import { token } from './tokens';

interface Hooks {
  scaled: (px: number, km: number) => void;
  hovered: (mark: MapMark | undefined) => void;
  clicked: (mark: MapMark) => void;
}
interface Look {
  active?: number;
  named: (thing: Thing) => string;
  numerals: string[];
  outside: string;
}
export interface MapHandle {
  update: (map: CountyMap, marks: MapMark[], look: Look) => void;
  zoom: (by: number) => void;
  dispose: () => void;
}

const needOf = (mark: MapMark): number => (mark.problems ? 0 : mark.object.state === 'breached' ? 1 : mark.object.state === 'at_risk' ? 2 : 3);
const labelled = (mark: MapMark, close: boolean): boolean => mark.object.kind === 'section' || mark.problems !== undefined || close;

interface Word {
  at: number[];
  words: string;
  color: string;
  need: number;
}

/** A river is named once, at the middle of its longest reach. */
function riverWords(features: Feature[]): Word[] {
  const longest = new Map<string, LineString>();
  for (const feature of features) {
    const name = feature.get('name') as string | undefined;
    const line = feature.getGeometry();
    if (!name || !(line instanceof LineString)) continue;
    const known = longest.get(name);
    if (!known || line.getLength() > known.getLength()) longest.set(name, line);
  }
  return [...longest].map(([words, line]) => ({ at: line.getCoordinateAt(0.5), words, color: '--river-strong', need: 4 }));
}

export function createCountyMap(target: HTMLElement, hooks: Hooks): MapHandle {
  const land = vectorLayer(landStyle);
  const rivers = vectorLayer(riverStyle('--river', 2));
  let drawn = { marks: [] as MapMark[], words: [] as Word[], look: undefined as Look | undefined };
  const boxes: { mark: MapMark; box: Box }[] = [];
  let fitted = false;
  const map = createBase(target, [land.layer, rivers.layer]);
  const font = getComputedStyle(target).fontFamily;
  const measure = document.createElement('canvas').getContext('2d')!;

  // From the view itself: the map's own conversion still holds the frame before.
  function pixelOf(at: number[]): [number, number] | undefined {
    const size = map.getSize();
    const center = map.getView().getCenter();
    const resolution = map.getView().getResolution();
    if (!size || !center || !resolution) return undefined;
    return [(at[0] - center[0]) / resolution + size[0] / 2, (center[1] - at[1]) / resolution + size[1] / 2];
  }

  const width = (words: string, bold: boolean): number => {
    measure.font = `${bold ? 600 : 400} 12px ${font}`;
    return measure.measureText(words).width;
  };

  function anchors(close: boolean): Anchor[] {
    const list: Anchor[] = [];
    for (const mark of drawn.marks) {
      const o = mark.object;
      const p = pixelOf(fromLonLat([o.lon!, o.lat!]));
      if (!p) continue;
      const [w, h] = sizeOf(mark);
      const name = drawn.look!.named(o);
      list.push({ id: o.ref, x: p[0], y: p[1], w, h, need: needOf(mark), ring: mark.problems ? ringSize(mark.problems) : undefined, label: labelled(mark, close) ? { w: width(name, needOf(mark) < 2) + 2, h: 15 } : undefined, must: needOf(mark) < 2, movable: o.kind === 'dust-site' && o.approximate === true });
    }
    drawn.words.forEach((word, i) => {
      const p = pixelOf(word.at);
      if (!p) return;
      list.push({ id: `#${i}`, x: p[0], y: p[1], w: 0, h: 0, need: word.need, label: { w: width(word.words, false), h: 15 } });
    });
    return list;
  }

  function paint(pen: Pen): void {
    const look = drawn.look;
    const size = map.getSize();
    if (!look || !size) return;
    const close = (map.getView().getZoom() ?? 9) > 11.5;
    const list = anchors(close);
    const placed = place(list, { x: 4, y: 4, w: size[0] - 8, h: size[1] - 8 });
    const byId = new Map(placed.map((p) => [p.id, p]));
    boxes.length = 0;
    const ordered = [...drawn.marks].sort((a, b) => needOf(b) - needOf(a));
    for (const mark of ordered) {
      const at = byId.get(mark.object.ref)?.at;
      if (!at) continue;
      drawMark(pen, mark, at[0], at[1], look.numerals);
      const [w, h] = sizeOf(mark);
      boxes.push({ mark, box: { x: at[0] - w / 2 - 2, y: at[1] - h / 2 - 2, w: w + 4, h: h + 4 } });
    }
    const halo = token('--map-land');
    drawn.words.forEach((word, i) => {
      const box = byId.get(`#${i}`)?.label;
      if (box) text(pen, word.words, box.x + box.w / 2, box.y + box.h / 2, { color: token(word.color), halo });
    });
    for (const mark of ordered) {
      const where = byId.get(mark.object.ref);
      const bold = needOf(mark) < 2;
      if (where?.label) text(pen, look.named(mark.object), where.label.x + where.label.w / 2, where.label.y + where.label.h / 2, { color: token(bold ? '--text' : '--text-2'), bold, halo });
      if (where?.ring) {
        drawRing(pen, mark.problems!, where.ring, look.active !== undefined && mark.problems!.includes(look.active));
        boxes.push({ mark, box: where.ring });
      }
    }
  }

  // One feature whose renderer draws every mark: placing needs all of them at once.
  const all = vectorLayer(new Style({ renderer: (_pixels, state) => paint({ ctx: state.context, k: state.pixelRatio, font }) }));
  const canvasFeature = new Feature<Geometry>(new Point([0, 0]));
  map.addLayer(all.layer);

  const found = (pixel: number[]): MapMark | undefined => [...boxes].reverse().find(({ box }) => pixel[0] >= box.x && pixel[0] <= box.x + box.w && pixel[1] >= box.y && pixel[1] <= box.y + box.h)?.mark;
  const tellScale = (): void => hooks.scaled(...scaleOf(map));
  map.getView().on('change:resolution', tellScale);
  map.on('pointermove', (event) => {
    const mark = event.dragging ? undefined : found(event.pixel);
    target.style.cursor = mark ? 'pointer' : '';
    hooks.hovered(mark);
  });
  map.on('singleclick', (event) => {
    const mark = found(event.pixel);
    if (mark) hooks.clicked(mark);
  });

  function fit(): void {
    const county = land.source.getFeatures().filter((f) => (f.get('role') ?? 'county') === 'county');
    if (fitted || !county.length) return;
    fitted = true;
    const extent = county[0].getGeometry()!.getExtent();
    map.getView().fit(extent, { padding: [10, 26, 10, 14], size: map.getSize() });
    // The drawing feature must be inside whatever is on screen.
    canvasFeature.setGeometry(new LineString([[extent[0] - 1e6, extent[1] - 1e6], [extent[2] + 1e6, extent[3] + 1e6]]));
  }
  const watcher = new ResizeObserver(() => map.updateSize());
  watcher.observe(target);

  return {
    update(county, marks, look) {
      const lands = readFeatures(county.boundary);
      const lines = readFeatures(county.rivers);
      land.source.clear(true);
      land.source.addFeatures(lands);
      rivers.source.clear(true);
      rivers.source.addFeatures(lines);
      const outside = lands.filter((f) => f.get('role') === 'excluded').map((f) => ({ at: getCenter(f.getGeometry()!.getExtent()), words: `${f.get('name')} ${look.outside}`, color: '--text-3', need: 5 }));
      drawn = { marks: marks.filter((m) => m.object.lon !== undefined && m.object.lat !== undefined), words: [...riverWords(lines), ...outside], look };
      all.source.clear(true);
      all.source.addFeature(canvasFeature);
      fit();
      tellScale();
      all.layer.changed();
    },
    zoom(by) {
      const view = map.getView();
      view.animate({ zoom: (view.getZoom() ?? 9) + by, duration: 120 });
    },
    dispose() {
      watcher.disconnect();
      map.setTarget(undefined);
      map.dispose();
    },
  };
}
