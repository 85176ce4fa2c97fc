import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { previewLesson } from '../../../contracts/courses.ts';
import { api } from '../../api/client.ts';
import { buttonClass } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ArticleView } from '../courses/article/article-view.tsx';
import { EmbeddedItem } from '../courses/article/embedded-item.tsx';
import { LessonResources } from './lesson-resources.tsx';

/** A free lesson for those who do not take the course (yet), and any lesson for its authors. */
export function PreviewLesson({
  courseId,
  lessonId,
  back,
}: {
  courseId: string;
  lessonId: string;
  back: ReactNode;
}) {
  const { t } = useTranslation('enrolment');
  const lesson = useQuery({
    queryKey: ['catalog', 'preview', courseId, lessonId],
    queryFn: ({ signal }) => api(previewLesson, { params: { id: courseId, lessonId }, signal }),
  });
  if (lesson.error)
    return (
      <ErrorState
        wholePage
        error={lesson.error}
        title={t('preview.closed')}
        onRetry={() => void lesson.refetch()}
      />
    );
  if (!lesson.data) return <Skeleton className="h-96" />;
  const { document: article, items, title, kind, resources } = lesson.data;
  return (
    <div className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-6">
      <PageHeader title={title} back={back} />
      <Callout tone="accent" title={t('preview.title')}>
        <div className="grid gap-3">
          <p>{t('preview.text')}</p>
          <Link
            to="/courses/$courseId"
            params={{ courseId }}
            className={`${buttonClass('secondary', 'small')} justify-self-start`}
          >
            {t('preview.toCourse')}
          </Link>
        </div>
      </Callout>
      {article ? <ArticleView article={article} items={items} /> : null}
      {kind === 'path'
        ? items.map(({ itemId, item }) => <EmbeddedItem key={itemId} content={item} />)
        : null}
      {kind === 'video' || kind === 'assessment' ? <p>{t('preview.notHere')}</p> : null}
      <LessonResources resources={resources} />
    </div>
  );
}
