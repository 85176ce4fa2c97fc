import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Callout } from '../../../ui/callout.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { ArticleEditor } from '../article-editor/article-editor.tsx';
import type { LessonEditorProps } from '../lesson-editor-props.ts';
import { articleQuery, courseKey, courseQuery, lessonKey } from '../queries.ts';

/** The editor of an article lesson: reads the document each time it is opened. */
export function ArticleLessonEditor({ lessonId, courseId }: LessonEditorProps) {
  const { t } = useTranslation('courses');
  const queryClient = useQueryClient();
  const article = useQuery(articleQuery(lessonId));
  const course = useQuery(courseQuery(courseId));
  if (article.error)
    return <ErrorState error={article.error} onRetry={() => void article.refetch()} />;
  if (!article.data || !course.data) return <Skeleton className="h-96" />;
  if (!course.data.canEdit) return <Callout>{t('editor.readOnly')}</Callout>;
  return (
    <ArticleEditor
      key={lessonId}
      lessonId={lessonId}
      initial={article.data}
      onSaved={() => {
        void queryClient.invalidateQueries({ queryKey: lessonKey(lessonId), exact: true });
        void queryClient.invalidateQueries({ queryKey: courseKey(courseId) });
      }}
    />
  );
}
