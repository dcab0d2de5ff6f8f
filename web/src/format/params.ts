// The parameter tree of a binding as fields that a person fills, and back. What no field fits stays as JSON.
import { definitions } from '../../../schemas/plan-bindings.json';

export interface Row {
  attribute: string;
  op: string;
  value: string;
  unit: string;
}
export type FieldKind = 'text' | 'number' | 'date' | 'limit' | 'rows' | 'list' | 'json';
export interface ParamField {
  name: string;
  kind: FieldKind;
  /** text, number, date, list (separated by commas) and json. */
  text: string;
  /** limit has one row without an attribute, rows have any number. */
  rows: Row[];
}
export type Params = Record<string, unknown>;

const trees = definitions as unknown as Record<string, { properties?: Record<string, unknown> }>;
/** What the tree of an archetype has; the server takes nothing else. */
export const namesOf = (archetype: string): string[] => Object.keys(trees[archetype]?.properties ?? {});
/** The fields that the archetype has; the others wait for another choice. */
export const fieldsIn = (fields: ParamField[], archetype: string): ParamField[] => {
  const names = namesOf(archetype);
  return fields.filter((f) => names.includes(f.name));
};

export const operators = ['=', '!=', '<', '<=', '>', '>=', 'in'] as const;
/** What a binding may name, in the order in which a person thinks of it. */
export const known: Record<string, FieldKind> = { kind: 'text', where: 'rows', property: 'rows', target: 'limit', count: 'number', parameters: 'list', every: 'text', from: 'date', by: 'date', within_minutes: 'number', rule: 'text', condition: 'text', act: 'text' };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const scalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);
const rowNames = new Set(['attribute', 'op', 'value', 'unit']);
const isRow = (value: unknown): value is Record<string, unknown> => isObject(value) && Object.entries(value).every(([name, v]) => rowNames.has(name) && (scalar(v) || (name === 'value' && Array.isArray(v) && v.every(scalar))));

const printed = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : value === undefined ? '' : String(value));
const row = (value: Record<string, unknown>): Row => ({ attribute: printed(value.attribute), op: printed(value.op) || '=', value: printed(value.value), unit: printed(value.unit) });

function kindOf(name: string, value: unknown): FieldKind {
  if (isRow(value) && !('attribute' in value)) return 'limit';
  if (Array.isArray(value) && value.length && value.every(isRow)) return 'rows';
  if (Array.isArray(value) && value.every((v) => typeof v === 'string')) return known[name] === 'rows' ? 'rows' : 'list';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return known[name] === 'date' ? 'date' : 'text';
  return 'json';
}

export function fieldsOf(params: Params): ParamField[] {
  const names = [...Object.keys(known).filter((n) => n in params), ...Object.keys(params).filter((n) => !(n in known))];
  return names.map((name) => {
    const value = params[name];
    const kind = kindOf(name, value);
    if (kind === 'limit') return { name, kind, text: '', rows: [row(value as Record<string, unknown>)] };
    if (kind === 'rows') return { name, kind, text: '', rows: (value as Record<string, unknown>[]).map(row) };
    return { name, kind, text: kind === 'json' ? JSON.stringify(value) : printed(value), rows: [] };
  });
}

export function emptyField(name: string): ParamField {
  const kind = known[name] ?? 'text';
  return { name, kind, text: '', rows: kind === 'limit' || kind === 'rows' ? [{ attribute: '', op: kind === 'limit' ? '>=' : '=', value: '', unit: '' }] : [] };
}

/** Numbers and truth values go back as what they were; words stay words. */
function typed(text: string): unknown {
  const value = text.trim();
  if (value === 'true' || value === 'false') return value === 'true';
  return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value) ? Number(value) : value;
}
function rowValue(r: Row): unknown {
  return r.op === 'in' || r.value.includes(',') ? r.value.split(/[,，]/).map((v) => typed(v)) : typed(r.value);
}
const rowOut = (r: Row): Params => ({ ...(r.attribute.trim() ? { attribute: r.attribute.trim() } : {}), op: r.op, value: rowValue(r), ...(r.unit.trim() ? { unit: r.unit.trim() } : {}) });

/** The tree again; fields left empty are left out. Gives the name of the first field that cannot be read instead. */
export function paramsOf(fields: ParamField[]): { params: Params; wrong?: undefined } | { params?: undefined; wrong: string } {
  const params: Params = {};
  for (const field of fields) {
    if (field.kind === 'limit' || field.kind === 'rows') {
      const rows = field.rows.filter((r) => r.value.trim() || r.attribute.trim());
      if (rows.length) params[field.name] = field.kind === 'limit' ? rowOut(rows[0]) : rows.map(rowOut);
      continue;
    }
    const text = field.text.trim();
    if (!text) continue;
    if (field.kind === 'number') {
      if (!Number.isFinite(Number(text))) return { wrong: field.name };
      params[field.name] = Number(text);
    } else if (field.kind === 'list') {
      params[field.name] = text.split(/[,，]/).map((v) => v.trim()).filter(Boolean);
    } else if (field.kind === 'json') {
      try {
        params[field.name] = JSON.parse(text);
      } catch {
        return { wrong: field.name };
      }
    } else {
      params[field.name] = text;
    }
  }
  return { params };
}
