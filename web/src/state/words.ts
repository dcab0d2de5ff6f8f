// Words of the page: server texts in the reader's language, durations, deadlines, names.
import { useI18n } from 'vue-i18n';
import type { Deadline, Figure, Text, Thing, Unit } from '../api/types';
import { nearness } from '../format/deadline';
import { amounts, endLabel, secondsBetween, short, shortTime } from '../format/time';
import { now } from './session';

export function useWords() {
  const { t, locale } = useI18n();
  const zh = () => locale.value === 'zh';
  const tx = (text: Text | undefined): string => (text ? (zh() ? text.zh : text.en) : '');
  const duration = (seconds: number): string => amounts(seconds).map((a) => t(`duration.${a.unit}`, { n: a.value })).join(' ');
  const named = (thing: Thing | Unit | undefined): string => (thing ? ((!zh() && thing.name_en) || thing.name) : '');
  const figure = (f: Figure): string => (f.unit ? `${f.text}\u2009${f.unit}` : f.text);
  return {
    t,
    zh,
    tx,
    duration,
    named,
    figure,
    since: (iso: string): string => duration(secondsBetween(iso, now.value)),
    short: (iso: string): string => short(iso, now.value),
    shortTime: (iso: string): string => shortTime(iso, now.value),
    endLabel: (iso: string): string => endLabel(iso, now.value),
    distance: (deadline: Deadline): { tone: string; text: string } => {
      const { tone, seconds } = nearness(deadline, now.value);
      if (tone === 'none') return { tone, text: '' };
      if (tone === 'done') return { tone, text: t('deadline.done') };
      const length = duration(seconds);
      if (tone === 'late') return { tone, text: t(seconds < 86400 ? 'deadline.late_clock' : 'deadline.late', { length }) };
      return { tone, text: t('deadline.left', { length }) };
    },
  };
}
