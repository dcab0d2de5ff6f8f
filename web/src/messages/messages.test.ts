import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import zh from './zh.json';

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value] as [string, string]] : flat(value, `${prefix}${key}.`)));
const holes = (words: string): string => [...words.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort().join();
const sources = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap((e) => (e.isDirectory() ? sources(join(dir, e.name)) : /\.(vue|ts)$/.test(e.name) && !/test\.ts$/.test(e.name) ? [readFileSync(join(dir, e.name), 'utf8')] : []));

const zhWords = new Map(flat(zh));
const enWords = new Map(flat(en));

describe('messages', () => {
  it('are the same in both languages, with the same places to fill', () => {
    expect([...enWords.keys()]).toEqual([...zhWords.keys()]);
    for (const [key, words] of zhWords) expect(`${key} ${holes(enWords.get(key)!)}`).toBe(`${key} ${holes(words)}`);
  });

  it('exist for every key the pages name', () => {
    const all = sources(join(__dirname, '..')).join('\n');
    const plain = [...all.matchAll(/\bt\(\s*'([a-z_]+(?:\.[\w-]+)*)'/g)].map((m) => m[1]);
    expect(plain.length).toBeGreaterThan(100);
    for (const key of plain) expect(zhWords.has(key), key).toBe(true);
    // Built keys: their beginning must be a group.
    for (const [, prefix] of all.matchAll(/\bt\(\s*`([a-z_.]+)\.\$\{/g)) expect([...zhWords.keys()].some((k) => k.startsWith(`${prefix}.`)), prefix).toBe(true);
  });
});
