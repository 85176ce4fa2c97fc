import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../../ui/error-state.tsx';
import { ScrollBox } from '../../../ui/scroll-box.tsx';
import { SkeletonText } from '../../../ui/skeleton.tsx';
import { DiffParts } from '../../../ui/text-diff.tsx';
import { lessonChangeQuery } from '../queries.ts';

/** The words of a lesson before and after, as the server compared them. */
export function LessonWords({ courseId, lessonId }: { courseId: string; lessonId: string }) {
  const { t } = useTranslation('courses');
  const change = useQuery(lessonChangeQuery(courseId, lessonId));
  if (change.error)
    return <ErrorState compact error={change.error} onRetry={() => void change.refetch()} />;
  if (!change.data) return <SkeletonText lines={4} />;
  return (
    <ScrollBox
      label={t('changes.words')}
      className="max-h-80 rounded-control bg-sunken p-3 text-ui"
    >
      <DiffParts parts={change.data.parts} />
    </ScrollBox>
  );
}
