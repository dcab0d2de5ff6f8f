// One way to the server: typed by the contract, problem documents as errors, the CSRF token on writes.
import type { paths } from './schema';
import type { Problem } from './types';

export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

const base = '/api/v1';
let csrf = '';
export function setCsrf(token: string | undefined): void {
  csrf = token ?? '';
}
export const csrfToken = (): string => csrf;

type GetPath = { [P in keyof paths]: paths[P] extends { get: unknown } ? P : never }[keyof paths];
type JsonOf<R> = R extends { content: { 'application/json': infer T } } ? T : never;
type Answer<O> = O extends { responses: infer R } ? JsonOf<R[keyof R & (200 | 201)]> : never;
export type Got<P extends GetPath> = paths[P] extends { get: infer O } ? Answer<O> : never;
type Values = Record<string, string | number | boolean | undefined>;

/** Fills `{name}` in the path, appends the rest as the query. */
export function address(path: string, values: Values = {}): string {
  const query = new URLSearchParams();
  let filled = path;
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const hole = `{${name}}`;
    if (filled.includes(hole)) filled = filled.replace(hole, encodeURIComponent(String(value)));
    else query.set(name, String(value));
  }
  const tail = query.toString();
  return `${base}${filled}${tail ? `?${tail}` : ''}`;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { credentials: 'same-origin', ...init });
  } catch {
    throw new ApiError({ type: 'about:blank', title: 'unreachable', status: 0, code: 'unreachable' });
  }
  if (response.ok) return response;
  const type = response.headers.get('content-type') ?? '';
  const problem: Problem = type.includes('json')
    ? await response.json()
    : { type: 'about:blank', title: response.statusText, status: response.status, code: `http.${response.status}` };
  throw new ApiError(problem);
}

export async function get<P extends GetPath>(path: P, values?: Values, signal?: AbortSignal): Promise<Got<P>> {
  const response = await send(address(path, values), { signal, headers: { Accept: 'application/json' } });
  return (await response.json()) as Got<P>;
}

export async function write<T>(method: 'POST' | 'DELETE', path: string, values: Values, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (csrf) headers['X-CSRF-Token'] = csrf;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await send(address(path, values), { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  return (response.status === 204 ? undefined : await response.json()) as T;
}
