// The one chart form of the pages: a time line with its limit, gaps, flags and the present.
import type { ChartMark, Schemas, Series, SeriesPoint, Text } from '../api/types';
import { endLabel } from '../format/time';
import { token } from '../map/tokens';
import type { EChartsCoreOption } from './echarts';
import { axisTime, fromAxis, lineOf, niceStep, niceTop, rowsOf, topOf, usualStep, worded } from './points';

export interface ChartInput {
  series: Series;
  marks?: ChartMark[];
  model?: Schemas['Trace']['model'];
  release?: Schemas['Window'];
  words: (text: Text | undefined) => string;
  present: string;
  released: string;
  compact?: boolean;
}

const font = () => token('--font');
const row = 15; // a line of words above the plot
const most = 3; // lines of them

function limits(input: ChartInput): unknown[] {
  const { series, words } = input;
  const to = Math.max(axisTime(series.to), input.model?.length ? axisTime(input.model[input.model.length - 1].time) : 0);
  const said = (limit: Series['limits'][number]): string => (input.compact ? words(limit.text).replace(/（.*?）| \(.*?\)/, '') : words(limit.text));
  // A compact chart that ends early has its room at the right; every other one at the left, where the oldest values are.
  const last = series.points.length ? axisTime(series.points[series.points.length - 1].end) : 0;
  const early = (last - axisTime(series.from)) / (axisTime(series.to) - axisTime(series.from)) < 0.6;
  const first = input.compact && early ? 'insideEndTop' : 'insideStartTop';
  const room = topOf(series) * 0.15;
  const apart = (value: number): boolean => Math.abs(value - series.limits[0].value) > room;
  return series.limits.map((limit, i) => [
    {
      coord: [Math.max(axisTime(limit.from), axisTime(series.from)), limit.value],
      lineStyle: { color: i === 0 ? token('--breach') : token('--text-2'), type: 'solid', width: 1.25 },
      label: { formatter: said(limit), position: i === 0 || apart(limit.value) ? first : 'insideEndTop', color: i === 0 ? token('--breach') : token('--text-2'), fontSize: 12, distance: 4 },
    },
    { coord: [axisTime(limit.to) >= axisTime(series.to) ? to : axisTime(limit.to), limit.value] },
  ]);
}

function upright(input: ChartInput): { line: number }[] {
  const { series, words } = input;
  const list = [...(input.marks ?? series.events ?? []).map((m) => ({ time: m.time, text: words(m.text) }))];
  if (series.now >= series.from && axisTime(series.now) <= axisTime(series.to) + 3_600_000) list.push({ time: series.now, text: input.present });
  const middle = (axisTime(series.from) + axisTime(series.to)) / 2;
  // Their words stand above the plot, in as few lines as they need, so that no value is covered.
  const wide = axisTime(series.to) - axisTime(series.from);
  const lines = rowsOf(
    list.map((mark) => {
      const length = ((mark.text.length * 12 + 14) / (input.compact ? 380 : 780)) * wide;
      const x = axisTime(mark.time);
      return x > middle ? [x - length, x] : [x, x + length];
    }),
  );
  return list.map((mark, i) => {
    const x = axisTime(mark.time);
    return {
      line: lines[i],
      xAxis: x,
      lineStyle: { color: token('--text-3'), type: [2, 3], width: 1 },
      label: { show: lines[i] < most, formatter: mark.text, position: 'end', color: token('--text-2'), fontSize: 12, distance: 2, align: x > middle ? 'right' : 'left', offset: [0, -lines[i] * row], padding: [0, 5] },
    };
  });
}

function areas(input: ChartInput): unknown[] {
  const span = axisTime(input.series.to) - axisTime(input.series.from);
  const wide = (gap: { from: string; to: string }): boolean => (axisTime(gap.to) - axisTime(gap.from)) / span > (input.compact ? 0.3 : 0.1);
  const gaps = input.series.gaps.map((gap) => [
    {
      xAxis: axisTime(gap.from),
      itemStyle: { color: 'transparent', borderColor: token('--unknown-d'), borderType: [3, 2], borderWidth: 1 },
      label: { show: true, formatter: wide(gap) ? input.words(gap.reason) : (gap.flag ?? ''), position: 'insideBottom', color: token('--unknown'), fontSize: 12, distance: 4 },
    },
    { xAxis: axisTime(gap.to) },
  ]);
  if (!input.release) return gaps;
  const window = [
    { xAxis: axisTime(input.release.from), itemStyle: { color: token('--sunken') }, label: { show: true, formatter: input.released, position: 'insideTop', color: token('--text-2'), fontSize: 12 } },
    { xAxis: axisTime(input.release.to) },
  ];
  return [...gaps, window];
}

/** The words of a point above it, turned inwards near the edges of the plot. */
function besides(input: ChartInput, point: SeriesPoint, at: number): Record<string, unknown> {
  // The first over the limit is on the way up: to the left of it there is room.
  const later = input.series.points.some((p) => p.over && p.end > point.end && Date.parse(p.end) - Date.parse(point.end) <= 2 * usualStep(input.series) && (p.value ?? 0) > (point.value ?? 0));
  if (later) return { position: 'left', distance: 6 };
  const share = (at - axisTime(input.series.from)) / (axisTime(input.series.to) - axisTime(input.series.from));
  const align = share > 0.9 ? 'right' : share < 0.1 ? 'left' : 'center';
  return { position: 'top', distance: 6, align, offset: [align === 'right' ? 6 : align === 'left' ? -6 : 0, 0] };
}

function observed(input: ChartInput): Record<string, unknown> {
  const { series } = input;
  const named = worded(series, input.compact ? 0.2 : 0.05);
  // Dense when the range would hold more than one point each 10 px or so.
  const step = usualStep(series);
  const many = Math.max(series.points.length, step ? (axisTime(series.to) - axisTime(series.from)) / step : 0) > 80;
  return {
    type: 'line',
    name: 'observed',
    z: 5,
    connectNulls: false,
    lineStyle: { color: token('--series-1'), width: many ? 1.25 : 1.5 },
    data: lineOf(series).map(({ point, at, value }) => ({
      value: [at, value],
      symbol: point?.over ? 'rect' : 'circle',
      symbolSize: point?.over ? 9 : many ? 3 : 7,
      itemStyle: { color: point?.over ? token('--breach') : token('--series-1'), borderColor: token('--surface'), borderWidth: many && !point?.over ? 0 : 1.5 },
      label: point && named.has(point) ? { show: true, formatter: input.compact ? point.text : `${endLabel(point.end, series.now)} ${point.text}`, ...besides(input, point, at), color: token('--breach'), fontWeight: 600, fontSize: 12 } : undefined,
    })),
    markLine: { silent: true, symbol: 'none', animation: false, data: [...limits(input), ...upright(input)] },
    markArea: { silent: true, animation: false, data: areas(input) },
  };
}

// Flagged points are grey, off the line, with their letter in a ring.
function flagged(input: ChartInput): Record<string, unknown> {
  const bad = input.series.points.filter((p) => !p.valid && p.value !== undefined);
  const ring = { backgroundColor: token('--surface'), borderColor: token('--unknown-d'), borderWidth: 1.25, borderRadius: 8, padding: [1, 4], fontSize: 11, color: token('--unknown') };
  return {
    type: 'scatter',
    name: 'flagged',
    z: 6,
    symbolSize: 6,
    itemStyle: { color: token('--unknown-d') },
    data: bad.map((p) => ({ value: [axisTime(p.end), p.value], label: { show: bad.length < 40, formatter: p.flag, position: 'top', ...ring } })),
  };
}

function modelled(input: ChartInput): Record<string, unknown>[] {
  if (!input.model?.length) return [];
  const base = { type: 'line', symbol: 'none', silent: true, z: 2 };
  const banded = input.model.filter((m) => m.low !== undefined && m.high !== undefined);
  return [
    { ...base, name: 'low', stack: 'band', lineStyle: { opacity: 0 }, data: banded.map((m) => [axisTime(m.time), m.low]) },
    { ...base, name: 'band', stack: 'band', lineStyle: { opacity: 0 }, areaStyle: { color: token('--accent'), opacity: 0.13 }, data: banded.map((m) => [axisTime(m.time), m.high! - m.low!]) },
    { ...base, name: 'model', z: 3, lineStyle: { color: token('--accent'), width: 1.75, type: [6, 3] }, data: input.model.map((m) => [axisTime(m.time), m.value]) },
  ];
}

export function chartOption(input: ChartInput): EChartsCoreOption {
  const { series } = input;
  const end = Math.max(axisTime(series.to), input.model?.length ? axisTime(input.model[input.model.length - 1].time) : 0);
  const top = niceTop(topOf(series, (input.model ?? []).map((m) => m.high ?? m.value)));
  const label = { color: token('--text-3'), fontSize: 12, fontFamily: font() };
  return {
    animation: false,
    useUTC: true,
    textStyle: { fontFamily: font() },
    grid: { left: 36, right: 14, top: 8 + row * Math.min(most, Math.max(1, ...upright(input).map((m) => m.line + 1))), bottom: 26 },
    tooltip: {
      trigger: 'axis',
      confine: true,
      axisPointer: { type: 'line', lineStyle: { color: token('--line-strong') } },
      textStyle: { fontSize: 12, color: token('--text') },
      formatter: (list: { seriesName: string; value: [number, number | null] }[]) => {
        const hit = list.find((one) => one.seriesName === 'observed' || one.seriesName === 'flagged');
        const found = hit && series.points.find((p) => axisTime(p.end) === hit.value[0]);
        return found ? `${endLabel(found.end, series.now)}　<b>${found.text}</b> ${series.unit}${found.flag === 'N' ? '' : ` · ${found.flag}`}` : '';
      },
    },
    xAxis: {
      type: 'time',
      min: axisTime(series.from),
      max: end,
      axisLine: { lineStyle: { color: token('--line-strong') } },
      axisTick: { lineStyle: { color: token('--line-strong') } },
      splitLine: { show: false },
      splitNumber: 6,
      axisLabel: { ...label, hideOverlap: true, formatter: (ms: number) => (ms % 86_400_000 === 0 ? endLabel(fromAxis(ms + 60_000), '1970-01-02T00:00:00Z').replace(/^\d{4}-/, '').replace(/ .*/, '') : endLabel(fromAxis(ms), fromAxis(ms))) },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: top,
      interval: niceStep(top),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: label,
      splitLine: { lineStyle: { color: token('--line') } },
    },
    series: [...modelled(input), observed(input), flagged(input)],
  };
}
