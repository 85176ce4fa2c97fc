import 'i18next';
import type authoring from '../../i18n/en/authoring.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    authoring: typeof authoring;
  }
}
