import { createI18n } from 'vue-i18n';
import en from '../messages/en.json';
import zh from '../messages/zh.json';

export type Language = 'zh' | 'en';
const stored = 'limpid.lang';

function initial(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(stored);
  return asked === 'en' ? 'en' : 'zh';
}

export const i18n = createI18n({ legacy: false, locale: initial(), fallbackLocale: 'zh', messages: { zh, en } });

export function setLanguage(language: Language): void {
  i18n.global.locale.value = language;
  localStorage.setItem(stored, language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}
setLanguage(i18n.global.locale.value as Language);
