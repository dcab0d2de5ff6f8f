// What a form or button sends: busy while it is under way, the words of a refusal when it fails.
import { ref, type Ref } from 'vue';
import { ApiError } from '../api/client';
import { useWords } from './words';

export interface Deed {
  busy: Ref<boolean>;
  problem: Ref<string>;
  /** Whether it was done. */
  run: (deed: () => Promise<void>) => Promise<boolean>;
}

/** `failed`: the words where the server gives none. */
export function useDeed(failed?: () => string): Deed {
  const { t, tx } = useWords();
  const busy = ref(false);
  const problem = ref('');
  async function run(deed: () => Promise<void>): Promise<boolean> {
    busy.value = true;
    problem.value = '';
    try {
      await deed();
      return true;
    } catch (error) {
      const said = error instanceof ApiError ? error.problem : undefined;
      problem.value = said?.text ? tx(said.text) : failed ? failed() : t('page.failed', { ref: said?.code ?? '' });
      return false;
    } finally {
      busy.value = false;
    }
  }
  return { busy, problem, run };
}
