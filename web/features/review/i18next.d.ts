import 'i18next';
import type review from '../../i18n/en/review.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    review: typeof review;
  }
}
