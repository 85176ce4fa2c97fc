import 'i18next';
import type enrolment from '../../i18n/en/enrolment.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    enrolment: typeof enrolment;
  }
}
