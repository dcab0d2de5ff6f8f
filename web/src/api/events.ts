// Server-sent events for the pages: topics to listen to, and whether the stream is alive.
import { onScopeDispose, reactive, readonly } from 'vue';
import type { ChangeEvent } from './types';

type Listener = (event: ChangeEvent) => void;
const listeners = new Set<Listener>();
const returns = new Set<() => void>();
const state = reactive({ connected: false, started: false, lostAt: 0 });
export const stream = readonly(state);

function handle(message: { kind: string; data?: string }): void {
  if (message.kind === 'open') {
    const missed = state.lostAt > 0;
    Object.assign(state, { connected: true, lostAt: 0 });
    if (missed) for (const back of [...returns]) back();
  } else if (message.kind === 'lost' || message.kind === 'refused') {
    if (!state.lostAt) state.lostAt = Date.now();
    state.connected = false;
  } else if (message.data) {
    const event = JSON.parse(message.data) as ChangeEvent;
    for (const listener of [...listeners]) listener(event);
  }
}

let post: ((command: 'open' | 'close') => void) | undefined;

// Chrome on Android has no SharedWorker: there each tab holds its own stream.
function connect(): (command: 'open' | 'close') => void {
  if (typeof SharedWorker === 'function') {
    const worker = new SharedWorker(new URL('./events.worker.ts', import.meta.url), { type: 'module', name: 'limpid-events' });
    worker.port.onmessage = (event) => handle(event.data);
    addEventListener('pagehide', () => worker.port.postMessage('bye'));
    return (command) => worker.port.postMessage(command);
  }
  let source: EventSource | undefined;
  const connectAgain = (): void => post?.('open');
  return (command) => {
    source?.close();
    if (command === 'close') return;
    source = new EventSource('/api/v1/events');
    source.onopen = () => handle({ kind: 'open' });
    source.onerror = () => {
      handle({ kind: 'lost' });
      if (source?.readyState === EventSource.CLOSED) setTimeout(connectAgain, 5000);
    };
    for (const kind of ['change', 'clock']) source.addEventListener(kind, (event) => handle({ kind, data: (event as MessageEvent<string>).data }));
  };
}

export function startEvents(): void {
  post ??= connect();
  post('open');
  state.started = true;
}
export function stopEvents(): void {
  post?.('close');
  Object.assign(state, { connected: false, started: false, lostAt: 0 });
}

export function onChange(listener: Listener): void {
  listeners.add(listener);
  onScopeDispose(() => listeners.delete(listener));
}

/** What changed while the feed was lost is not told again: whoever shows something reads it anew. */
export function onReturn(back: () => void): void {
  returns.add(back);
  onScopeDispose(() => returns.delete(back));
}
