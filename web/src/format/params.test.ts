import { describe, expect, it } from 'vitest';
import zh from '../messages/zh.json';
import { emptyField, fieldsIn, fieldsOf, namesOf, paramsOf } from './params';

const bindings = [
  { kind: 'plant', where: [{ attribute: 'capacity_t_d', op: '>=', value: 300, unit: 't/d' }], property: [{ attribute: 'online', op: '=', value: true }], reporting: { within_hours: 24 }, target: { op: '>=', value: 100, unit: '%' }, by: '2022-08-31' },
  { kind: 'outfall', count: 39, every: 'P1M', parameters: ['w01018', 'w21003'], sources: ['lab', 'device'], from: '2022-01-01', by: '2022-12-31' },
  { kind: 'dust-site', rule: 'dust/PT1H', within_minutes: 60 },
  { where: [{ attribute: 'township', op: 'in', value: ['甲镇', '乙镇'] }] },
  { target: { op: '<', value: 0 }, deep: { a: [1, { b: null }] } },
  {},
];

describe('parameters', () => {
  it('come back as they went into the fields', () => {
    for (const params of bindings) expect(paramsOf(fieldsOf(params)).params).toEqual(params);
  });

  it('are words, limits and rows where they can be, JSON where they cannot', () => {
    expect(fieldsOf(bindings[0]).map((f) => [f.name, f.kind])).toEqual([['kind', 'text'], ['where', 'rows'], ['property', 'rows'], ['target', 'limit'], ['by', 'date'], ['reporting', 'json']]);
  });

  it('leave out what is empty and name what cannot be read', () => {
    expect(paramsOf([emptyField('target'), emptyField('by'), emptyField('where')]).params).toEqual({});
    expect(paramsOf([{ ...emptyField('count'), text: 'viele' }]).wrong).toBe('count');
    expect(paramsOf([{ name: 'x', kind: 'json', text: '{', rows: [] }]).wrong).toBe('x');
  });

  it('are those of the chosen archetype, and those of another are not sent', () => {
    const typed = fieldsOf(bindings[0]);
    expect(paramsOf(fieldsIn(typed, 'gate')).params).toEqual({ kind: 'plant', by: '2022-08-31' });
    expect(paramsOf(fieldsIn(typed, 'coverage')).params).toEqual(bindings[0]);
    expect(namesOf('gate')).toEqual(['kind', 'from', 'by']);
    for (const archetype of Object.keys(zh.archetype)) expect(namesOf(archetype).length, archetype).toBeGreaterThan(0);
  });

  it('keep codes that begin with nought as words', () => {
    expect(paramsOf(fieldsOf({ where: [{ attribute: 'code', op: '=', value: '007' }] })).params).toEqual({ where: [{ attribute: 'code', op: '=', value: '007' }] });
  });
});
