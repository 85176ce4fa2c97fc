import 'i18next';
import type article from '../../i18n/en/article.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    article: typeof article;
  }
}
