// Words of the page: server texts in the reader's language, durations, deadlines, names.
import { useI18n } from 'vue-i18n';
import type { Deadline, Figure, State, Text, Thing, Unit } from '../api/types';
import { nearness } from '../format/deadline';
import { amounts, endLabel, secondsBetween, short, shortTime } from '../format/time';
import { now } from './session';

export function useWords() {
  const { t, te, locale } = useI18n();
  const zh = () => locale.value === 'zh';
  const tx = (text: Text | undefined): string => (text ? (zh() ? text.zh : text.en) : '');
  const duration = (seconds: number): string => amounts(seconds).map((a) => t(`duration.${a.unit}`, { n: a.value })).join(' ');
  const named = (thing: Thing | Unit | undefined): string => (thing ? ((!zh() && thing.name_en) || thing.name) : '');
  // From two days on a distance is told in whole days: what is left rounded down, what is over rounded up.
  const far = (seconds: number, up: boolean): string => {
    const days = seconds / 86400;
    // From one day on minutes say nothing any more.
    if (days < 2) return duration(days < 1 ? seconds : Math.floor(seconds / 3600) * 3600);
    return t('duration.day', { n: up ? Math.ceil(days) : Math.floor(days) });
  };
  /** A verdict's sentence without the word of its state, where a chip or the line before has said it. */
  const told = (text: Text | undefined, state: State | undefined): string => {
    const said = tx(text);
    const word = state ? t(`state.${state}`) : '';
    return word && said.startsWith(word) ? said.slice(word.length).replace(/^[。：:.\s]+/, '') : said;
  };
  const figure = (f: Figure): string => {
    const unit = (!zh() && f.unit_en) || f.unit;
    return unit ? `${f.text}\u2009${unit}` : f.text;
  };
  return {
    t,
    te,
    zh,
    tx,
    told,
    duration,
    named,
    figure,
    since: (iso: string): string => far(secondsBetween(iso, now.value), true),
    short: (iso: string): string => short(iso, now.value),
    shortTime: (iso: string): string => shortTime(iso, now.value),
    endLabel: (iso: string): string => endLabel(iso, now.value),
    distance: (deadline: Deadline): { tone: string; text: string } => {
      const { tone, seconds } = nearness(deadline, now.value);
      if (tone === 'none') return { tone, text: '' };
      if (tone === 'done') return { tone, text: t('deadline.done') };
      if (tone === 'late') return { tone, text: t(seconds < 86400 ? 'deadline.late_clock' : 'deadline.late', { length: far(seconds, true) }) };
      return { tone, text: t('deadline.left', { length: far(seconds, false) }) };
    },
  };
}
