import 'i18next';
import type assessing from '../../i18n/en/assessing.json';
import type assessment from '../../i18n/en/assessment.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    assessing: typeof assessing;
    assessment: typeof assessment;
  }
}
