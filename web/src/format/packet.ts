// Runs of a raw HJ 212 frame for reading: what addresses it (ST, CN, MN), what it says (the data), the rest. Nothing is decoded here.
export interface Run {
  text: string;
  kind?: 'head' | 'data';
}

export function shaded(raw: string): Run[] {
  const body = raw.match(/^(##\d{4})?(.*?)(CP=&&)(.*)(&&.*)$/s);
  if (!body) return [{ text: raw }];
  const head = body[2].split(/(?<=;)/).map<Run>((part) => (/^(ST|CN|MN)=/.test(part) ? { text: part, kind: 'head' } : { text: part }));
  const data = body[4].split(/(?<=;)/).map<Run>((part) => ({ text: part, kind: 'data' }));
  return [{ text: body[1] ?? '' }, ...head, { text: body[3] }, ...data, { text: body[5] }].filter((run) => run.text);
}
