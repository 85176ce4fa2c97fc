import 'i18next';
import type assessment from '../../i18n/en/assessment.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    assessment: typeof assessment;
  }
}
