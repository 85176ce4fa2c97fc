import 'i18next';
import type library from '../../i18n/en/library.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    library: typeof library;
  }
}
