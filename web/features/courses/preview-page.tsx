import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { previewLesson } from '../../../contracts/courses.ts';
import { api } from '../../api/client.ts';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatDuration } from '../../ui/format.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ArticleView } from './article/article-view.tsx';
import { EmbeddedItem } from './article/embedded-item.tsx';

/** The draft of a lesson as a learner would see it. */
export function PreviewPage() {
  const { t } = useTranslation('courses');
  const { courseId, lessonId } = useParams({ from: '/app/courses/$courseId/preview/$lessonId' });
  const lesson = useQuery({
    queryKey: ['lesson', lessonId, 'preview'],
    queryFn: ({ signal }) =>
      api(previewLesson, {
        params: { id: courseId, lessonId },
        query: { draft: 'true' },
        signal,
      }),
    staleTime: 0,
  });
  if (lesson.error)
    return <ErrorState wholePage error={lesson.error} onRetry={() => void lesson.refetch()} />;
  if (!lesson.data) return <Skeleton className="h-96" />;
  const { title, summary, objectives, minutes, kind, document: article, items } = lesson.data;
  return (
    <div className="mx-auto grid w-full max-w-3xl grid-cols-1 gap-6">
      <PageHeader
        title={title}
        back={
          <Link
            to="/courses/$courseId/edit"
            params={{ courseId }}
            search={{ lesson: lessonId }}
            className="text-link"
          >
            {t('preview.back')}
          </Link>
        }
      >
        {minutes > 0 ? formatDuration(minutes * 60) : null}
      </PageHeader>
      <Callout tone="accent">{t('preview.text')}</Callout>
      {summary ? (
        <p dir="auto" className="prose-measure text-ink-soft">
          {summary}
        </p>
      ) : null}
      {objectives.length > 0 ? (
        <section className="grid gap-2">
          <h2 className="font-semibold text-lg">{t('course.objectives')}</h2>
          <ul className="list-disc ps-6">
            {objectives.map((objective) => (
              <li key={objective} dir="auto">
                {objective}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {article ? <ArticleView article={article} items={items} /> : null}
      {kind === 'path' ? (
        <div className="article grid gap-4">
          {items.map(({ itemId, item }) => (
            <EmbeddedItem key={itemId} content={item} />
          ))}
        </div>
      ) : null}
      {kind === 'video' || kind === 'assessment' ? <p>{t('preview.notHere')}</p> : null}
    </div>
  );
}
