import 'i18next';
import type grading from '../../i18n/en/grading.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    grading: typeof grading;
  }
}
