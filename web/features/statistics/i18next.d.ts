import 'i18next';
import type statistics from '../../i18n/en/statistics.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    statistics: typeof statistics;
  }
}
