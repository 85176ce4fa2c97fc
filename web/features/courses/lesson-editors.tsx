import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { LessonKind } from '../../../contracts/courses.ts';
import { loadNamespaces } from '../../i18n/index.ts';
import type { LessonEditorProps } from './lesson-editor-props.ts';

type LessonEditor = LazyExoticComponent<ComponentType<LessonEditorProps>>;

/**
 * What edits the content of a lesson, by its kind; each is loaded when such a lesson is opened. A
 * module that serves a kind adds its editor here; lessons of a kind without one cannot be added.
 */
export const LESSON_EDITORS: Partial<Record<LessonKind, LessonEditor>> = {
  article: lazy(async () => {
    const [{ ArticleLessonEditor }] = await Promise.all([
      import('./details/article-lesson-editor.tsx'),
      loadNamespaces(['editor', 'article']),
    ]);
    return { default: ArticleLessonEditor };
  }),
  path: lazy(async () => {
    const [{ PathLessonEditor }] = await Promise.all([
      import('./details/path-lesson-editor.tsx'),
      loadNamespaces(['editor', 'article']),
    ]);
    return { default: PathLessonEditor };
  }),
};

const ORDER: readonly LessonKind[] = ['article', 'path', 'video', 'assessment'];

/** The kinds of lessons that can be added. */
export const LESSON_KINDS: readonly LessonKind[] = ORDER.filter((kind) => kind in LESSON_EDITORS);
