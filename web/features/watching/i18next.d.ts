import 'i18next';
import type sources from '../../i18n/en/sources.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    sources: typeof sources;
  }
}
