import 'i18next';
import type ai from '../../i18n/en/ai.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    ai: typeof ai;
  }
}
