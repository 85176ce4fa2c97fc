import { i18n } from '../../i18n/index.ts';

/** The name of a language in the reader's own; its code where the browser knows no name. */
export function languageName(code: string): string {
  return new Intl.DisplayNames([i18n.language], { type: 'language' }).of(code) ?? code;
}
