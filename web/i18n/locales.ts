/** The languages of the interface, each named in itself. */
export const LOCALES = {
  en: { name: 'English', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
} as const;

export type Locale = keyof typeof LOCALES;

export function isLocale(value: string): value is Locale {
  return Object.hasOwn(LOCALES, value);
}

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return LOCALES[locale].direction;
}
