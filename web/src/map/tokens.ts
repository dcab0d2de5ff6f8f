// Canvas and SVG renderers read the same tokens as the style sheets.
const cache = new Map<string, string>();

export function token(name: string): string {
  let value = cache.get(name);
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    cache.set(name, value);
  }
  return value;
}
