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

interface Run {
  run: number;
  first?: { ref: string };
  weight?: number;
}

interface Source<R extends Run> {
  first: R['first'];
  weight: number | undefined;
  runs: R[];
}

/** Runs of the tracing by the source they name first, in the order of its first naming; the weight is the last one's. */
export function bySource<R extends Run>(list: R[]): Source<R>[] {
  const out = new Map<string, Source<R>>();
  for (const run of list) {
    const key = run.first?.ref ?? '';
    const before = out.get(key)?.runs ?? [];
    out.set(key, { first: run.first, weight: run.weight, runs: [...before, run] });
  }
  return [...out.values()];
}
