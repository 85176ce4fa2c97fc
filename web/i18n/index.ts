import i18n, { type BackendModule, type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import common from './en/common.json';
import frame from './en/frame.json';
import { directionOf, isLocale, type Locale } from './locales.ts';

const STORAGE_KEY = 'lectern.locale';

const loaders = import.meta.glob<{ default: Record<string, unknown> }>([
  './*/*.json',
  '!./en/common.json',
  '!./en/frame.json',
]);

/** Each namespace of each language is its own small file, loaded when a page first uses it. */
const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language: string, namespace: string, done: ReadCallback) => {
    const load = loaders[`./${language}/${namespace}.json`];
    if (!load) return done(new Error(`no texts ${language}/${namespace}`), false);
    load().then(
      (module) => done(null, module.default),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error)), true),
    );
  },
};

function initialLocale(): Locale {
  const stored = localStorage.getItem(STORAGE_KEY);
  if (stored && isLocale(stored)) return stored;
  const wanted = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  return wanted.find(isLocale) ?? 'en';
}

function applyToDocument(language: string): void {
  const root = document.documentElement;
  root.lang = language;
  root.dir = isLocale(language) ? directionOf(language) : 'ltr';
}

/** Starts the translations; resolves when the frame's own texts are there. */
export async function startI18n(): Promise<void> {
  i18n.on('languageChanged', applyToDocument);
  await i18n
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: initialLocale(),
      fallbackLng: 'en',
      supportedLngs: ['en', 'ar'],
      ns: ['common', 'frame'],
      defaultNS: 'common',
      resources: { en: { common, frame } },
      partialBundledLanguages: true,
      interpolation: { escapeValue: false },
      returnNull: false,
    });
  applyToDocument(i18n.language);
}

/** Switches the language of the interface and remembers it in this browser. */
export async function changeLocale(locale: Locale): Promise<void> {
  localStorage.setItem(STORAGE_KEY, locale);
  await i18n.changeLanguage(locale);
}

/** Takes the account's language, unless this browser has a choice of its own. */
export async function adoptLocale(locale: string): Promise<void> {
  const language = locale.split('-')[0] ?? '';
  if (localStorage.getItem(STORAGE_KEY) || !isLocale(language)) return;
  if (language !== i18n.language) await i18n.changeLanguage(language);
}

/** Loads texts beside a page's code, so that the page does not wait twice. */
export async function loadNamespaces(namespaces: readonly string[]): Promise<void> {
  await i18n.loadNamespaces([...namespaces]);
}

export { i18n };
