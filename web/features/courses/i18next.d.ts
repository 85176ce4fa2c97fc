import 'i18next';
import type article from '../../i18n/en/article.json';
import type courses from '../../i18n/en/courses.json';
import type editor from '../../i18n/en/editor.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    article: typeof article;
    courses: typeof courses;
    editor: typeof editor;
  }
}
