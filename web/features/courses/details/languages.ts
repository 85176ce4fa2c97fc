import { i18n } from '../../../i18n/index.ts';

const CODES = [
  'ar',
  'bn',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'fa',
  'fi',
  'fr',
  'he',
  'hi',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'nl',
  'no',
  'pl',
  'pt',
  'ro',
  'ru',
  'sv',
  'sw',
  'th',
  'tr',
  'uk',
  'ur',
  'vi',
  'zh',
] as const;

/** Languages by their names in the reader's language, the present one among them in any case. */
export function languageOptions(present: string): { code: string; name: string }[] {
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  return [...new Set<string>([...CODES, present, 'und'])]
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .sort((a, b) =>
      a.code === 'und' ? 1 : b.code === 'und' ? -1 : a.name.localeCompare(b.name, i18n.language),
    );
}
