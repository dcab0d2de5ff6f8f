// Who is signed in, the county and its clock; one copy for all pages.
import { computed, reactive } from 'vue';
import { get, setCsrf, write } from '../api/client';
import { startEvents, stopEvents } from '../api/events';
import type { Session } from '../api/types';

const state = reactive<{ session?: Session; loaded: boolean; received: number; tick: number }>({ loaded: false, received: 0, tick: 0 });

export const session = computed(() => state.session);
export const user = computed(() => state.session?.user);
export const demo = computed(() => state.session?.demo ?? false);
export const planFamily = computed(() => state.session?.plan);

/** The county's time now. County time stands still between the server's words; wall time runs on here. */
export const now = computed<string>(() => {
  const clock = state.session?.clock;
  if (!clock) return new Date().toISOString();
  if (clock.mode === 'county') return clock.now;
  return new Date(Date.parse(clock.now) + Math.max(0, state.tick - state.received)).toISOString();
});

setInterval(() => (state.tick = Date.now()), 15_000);

function take(session: Session): Session {
  Object.assign(state, { session, loaded: true, received: Date.now(), tick: Date.now() });
  setCsrf(session.csrf);
  if (session.user) startEvents();
  return session;
}

export async function loadSession(): Promise<Session> {
  return take(await get('/session'));
}
export async function ensureSession(): Promise<Session> {
  return state.loaded && state.session ? state.session : loadSession();
}
export async function signIn(name: string, password: string): Promise<Session> {
  return take(await write<Session>('POST', '/session', {}, { name, password }));
}
export async function signOut(): Promise<void> {
  stopEvents();
  await write('DELETE', '/session', {});
  Object.assign(state, { session: undefined, loaded: false });
}
export function setClock(at: string): void {
  if (!state.session) return;
  state.session.clock.now = at;
  Object.assign(state, { received: Date.now(), tick: Date.now() });
}
export function setCounts(counts: Session['counts']): void {
  if (state.session) state.session.counts = counts;
}
