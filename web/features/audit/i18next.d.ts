import 'i18next';
import type audit from '../../i18n/en/audit.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    audit: typeof audit;
  }
}
