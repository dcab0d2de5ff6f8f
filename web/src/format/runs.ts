/** Splits a list into runs of neighbours that belong together. */
export function runs<T>(list: T[], together: (a: T, b: T) => boolean): T[][] {
  const out: T[][] = [];
  for (const one of list) {
    const last = out[out.length - 1];
    if (last && together(last[last.length - 1], one)) last.push(one);
    else out.push([one]);
  }
  return out;
}
