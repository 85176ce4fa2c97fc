import 'i18next';
import type article from '../../i18n/en/article.json';
import type editor from '../../i18n/en/editor.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    article: typeof article;
    editor: typeof editor;
  }
}
