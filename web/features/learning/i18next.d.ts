import 'i18next';
import type learning from '../../i18n/en/learning.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    learning: typeof learning;
  }
}
