// What every map here stands on: an OpenLayers map without controls that eat the wheel, the polygons of land, a scale in whole kilometres.
import Feature from 'ol/Feature.js';
import type { FeatureLike } from 'ol/Feature.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import { defaults as interactions } from 'ol/interaction/defaults.js';
import MouseWheelZoom from 'ol/interaction/MouseWheelZoom.js';
import { platformModifierKeyOnly } from 'ol/events/condition.js';
import VectorLayer from 'ol/layer/Vector.js';
import Map from 'ol/Map.js';
import { getPointResolution } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import View from 'ol/View.js';
import type { Schemas } from '../api/types';
import { token } from './tokens';

const format = new GeoJSON();
export const readFeatures = (collection: Schemas['FeatureCollection']): Feature[] =>
  format.readFeatures(collection, { dataProjection: 'EPSG:4326', featureProjection: 'EPSG:3857' }) as Feature[];

export function landStyle(feature: FeatureLike): Style {
  const county = (feature.get('role') ?? 'county') === 'county';
  return new Style({
    fill: new Fill({ color: county ? token('--map-land') : token('--map-other') }),
    stroke: new Stroke({ color: county ? token('--map-edge') : token('--map-line'), width: county ? 1.5 : 0.75 }),
    zIndex: county ? 1 : feature.get('role') === 'excluded' ? 2 : 0,
  });
}

export const riverStyle = (color: string, width: number): Style => new Style({ stroke: new Stroke({ color: token(color), width, lineJoin: 'round', lineCap: 'round' }) });

export function vectorLayer(style: ConstructorParameters<typeof VectorLayer>[0] extends infer O ? (O extends { style?: infer S } ? S : never) : never): { layer: VectorLayer; source: VectorSource } {
  const source = new VectorSource();
  return { layer: new VectorLayer({ source, style, updateWhileAnimating: true, updateWhileInteracting: true }), source };
}

export function createBase(target: HTMLElement, layers: VectorLayer[]): Map {
  // The wheel scrolls the page; with the control key it zooms.
  const wheel = new MouseWheelZoom({ condition: platformModifierKeyOnly });
  return new Map({
    target,
    layers,
    controls: [],
    interactions: interactions({ mouseWheelZoom: false, altShiftDragRotate: false, pinchRotate: false, keyboard: false }).extend([wheel]),
    view: new View({ center: [12566000, 4234000], zoom: 9, maxZoom: 15, minZoom: 7, enableRotation: false }),
  });
}

/** Pixels and whole kilometres of a scale bar that is at most 90 pixels long. */
export function scaleOf(map: Map): [number, number] {
  const view = map.getView();
  const metres = getPointResolution('EPSG:3857', view.getResolution() ?? 1, view.getCenter() ?? [0, 0]);
  for (const km of [50, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1]) if ((km * 1000) / metres <= 90) return [Math.round((km * 1000) / metres), km];
  return [0, 0];
}
