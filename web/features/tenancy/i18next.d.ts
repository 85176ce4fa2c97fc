import 'i18next';
import type tenancy from '../../i18n/en/tenancy.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    tenancy: typeof tenancy;
  }
}
