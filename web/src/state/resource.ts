// Data of a page: kept while it is read again, with the states of the guide (nothing under 300 ms, words after 1 s, slow after 5 s).
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import { ApiError } from '../api/client';
import { onChange, onReturn } from '../api/events';
import type { Problem } from '../api/types';
import { now } from './session';

export interface Resource<T> {
  data: ShallowRef<T | undefined>;
  problem: Ref<Problem | undefined>;
  loading: Ref<boolean>;
  waited: Ref<number>;
  at: Ref<string>;
  reload: () => Promise<void>;
}

interface Options {
  /** Read again when this changes. */
  key?: () => unknown;
  /** What was read stays until the new is there: nothing jumps. */
  keep?: boolean;
  /** Read again when the server says that one of these changed. */
  topics?: () => string[];
}

// Changes come in bursts while a county runs fast: at most one reading a second, and never one that cuts off another.
const quiet = 1000;

export function useResource<T>(load: (signal: AbortSignal) => Promise<T>, options: Options = {}): Resource<T> {
  const data = shallowRef<T>();
  const problem = ref<Problem>();
  const loading = ref(false);
  const waited = ref(0);
  const at = ref('');
  let abort: AbortController | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let pending: ReturnType<typeof setTimeout> | undefined;

  async function reload(): Promise<void> {
    abort?.abort();
    const mine = (abort = new AbortController());
    const started = Date.now();
    loading.value = true;
    clearInterval(timer);
    timer = setInterval(() => (waited.value = (Date.now() - started) / 1000), 250);
    try {
      const answer = await load(mine.signal);
      if (mine.signal.aborted) return;
      Object.assign(data, { value: answer });
      at.value = now.value;
      problem.value = undefined;
    } catch (error) {
      if (mine.signal.aborted) return;
      problem.value = error instanceof ApiError ? error.problem : { type: 'about:blank', title: String(error), status: 0, code: 'page' };
    } finally {
      if (!mine.signal.aborted) {
        clearInterval(timer);
        Object.assign(loading, { value: false });
        waited.value = 0;
      }
    }
  }

  if (options.key) {
    watch(options.key, () => {
      if (!options.keep) data.value = undefined;
      void reload();
    });
  }
  const topics = options.topics;
  if (topics) {
    onReturn(() => void reload());
    const settle = (): void => {
      pending = undefined;
      if (loading.value) pending = setTimeout(settle, quiet);
      else void reload();
    };
    let last = 0;
    onChange((event) => {
      const wanted = topics();
      if (!event.topics.some((topic) => wanted.includes(topic)) || pending) return;
      const wait = Math.max(50, last + quiet - Date.now());
      last = Date.now() + wait;
      pending = setTimeout(settle, wait);
    });
  }
  onScopeDispose(() => {
    abort?.abort();
    clearInterval(timer);
    clearTimeout(pending);
  });
  void reload();
  return { data, problem, loading, waited, at, reload };
}
