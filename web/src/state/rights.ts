// Who may change what the system understood of a plan. The server decides; the pages say it beforehand.
import { computed } from 'vue';
import { i18n } from './i18n';
import { user } from './session';

/** Why this user's buttons of the plan reader are off; undefined for a duty officer. */
export const readerRefusal = computed(() => (user.value?.role === 'duty_officer' ? undefined : i18n.global.t('read.only_duty')));
