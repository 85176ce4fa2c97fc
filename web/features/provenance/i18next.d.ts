import 'i18next';
import type provenance from '../../i18n/en/provenance.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    provenance: typeof provenance;
  }
}
