import 'i18next';
import type identity from '../../i18n/en/identity.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    identity: typeof identity;
  }
}
