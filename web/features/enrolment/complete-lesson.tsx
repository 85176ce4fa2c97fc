import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import {
  completeLesson,
  type readMyLesson,
  uncompleteLesson,
} from '../../../contracts/enrolment.ts';
import { api } from '../../api/client.ts';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Callout } from '../../ui/callout.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatPercent } from '../../ui/format.ts';
import { showToast } from '../../ui/toast-store.ts';
import { MY_COURSES } from './queries.ts';

/** Marks an article or a path as done; videos and assessments say themselves when they are. */
export function CompleteLesson({
  courseId,
  read,
}: {
  courseId: string;
  read: z.output<typeof readMyLesson.response>;
}) {
  const { t } = useTranslation(['enrolment', 'common']);
  const queryClient = useQueryClient();
  const { kind, lessonId } = read.lesson;
  const params = { id: courseId, lessonId };
  const onSettled = () => queryClient.invalidateQueries({ queryKey: MY_COURSES });
  const undo = useMutation({
    mutationFn: () => api(uncompleteLesson, { params }),
    onSettled,
  });
  const complete = useMutation({
    mutationFn: () => api(completeLesson, { params }),
    onSuccess: () =>
      showToast({
        message: t('complete.done'),
        tone: 'positive',
        action: { label: t('common:action.undo'), run: () => undo.mutate() },
      }),
    onSettled,
  });
  const done = read.progress.state === 'completed';
  const result = complete.data;
  return (
    <div className="grid gap-4 border-line border-t pt-6">
      {complete.error ? <ErrorState compact error={complete.error} /> : null}
      {undo.error ? <ErrorState compact error={undo.error} /> : null}
      {result?.courseCompleted ? (
        <Callout tone="positive" live title={t('complete.course')}>
          <div className="grid gap-3">
            <p>{t(result.certificateId ? 'complete.certificate' : 'complete.courseText')}</p>
            <Link
              to="/courses/$courseId"
              params={{ courseId }}
              className={`${buttonClass('secondary', 'small')} justify-self-start`}
            >
              {t('complete.toCourse')}
            </Link>
          </div>
        </Callout>
      ) : null}
      {done ? (
        <p className="flex items-center gap-2 font-medium text-positive">
          <Check aria-hidden className="size-5" />
          {read.progress.score === null
            ? t('complete.isDone')
            : t('complete.isDoneScore', { score: formatPercent(read.progress.score / 100) })}
        </p>
      ) : kind === 'article' || kind === 'path' ? (
        <Button
          variant="primary"
          size="large"
          className="justify-self-start"
          loading={complete.isPending}
          onClick={() => complete.mutate()}
        >
          {t('complete.mark')}
        </Button>
      ) : (
        <p className="text-ink-soft text-ui">{t(`complete.how.${kind}`)}</p>
      )}
    </div>
  );
}
